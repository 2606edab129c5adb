"""Stated figures of a place are no bare list: by topic, each with what it is, its time, its paper and its sum."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.kinds.base import written
from cunwu.kinds.region import Region
from cunwu.kinds.topics import OTHER, TOPICS, topic_of
from cunwu.kinds.village import Village as VillageRecord
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.records.board import Outline, read_board, read_outline
from cunwu.records.places import Place
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from support.money_boards import ROOT, VILLAGE, text_of, village

AS_OF = date(2026, 11, 30)
FIGURES = """\
指标:
  - {编号: 收入, 名称: 人均收入, 数值: 1416 元, 时间: 2025, 哪种数: 平均数, 出处: 统计年报第 3 页, 说明: 全村平均}
  - {编号: 走访, 名称: 走访, 数值: 160多 人次, 时间: 2025}
  - {编号: 男, 名称: 外来种茶户, 数值: 12 户, 归类: 种茶}
  - {编号: 全, 名称: 种茶户数, 数值: 13 户, 归类: 种茶, 加项: [男]}
  - {编号: 错, 名称: 会议, 数值: 3 次}
来源:
  - {编号: 源1, 文件: 年报, 文号: 甲 3}
撤销:
  - {编号: 撤1, 条目: 错, 原因: 记错, 批准: 村委会, 日期: 2026-04-08}
"""


def test_figures_stand_by_topic_with_what_kind_of_number_they_are() -> None:
    page = village({}, own=VILLAGE + FIGURES).board()
    assert "收入和集体经济 名称 写明的数 是什么数 时间 出处 说明" in page
    assert "人均收入 1416 元 平均数 2025 年 统计年报第 3 页 全村平均" in page
    assert "走访、慰问和实事 名称 写明的数 是什么数 时间 走访 160多 人次 人次，一个人来几次算几次，约数 2025 年" in page
    assert "种茶 名称 写明的数 算得的数 是什么数 外来种茶户 12 户 — 数量" in page
    assert "种茶户数 13 户 12 户，相差 1 户 数量，应等于别的几项相加减" in page


def test_figures_name_their_paper_and_withdrawn_ones_come_last() -> None:
    page = village({}, own=VILLAGE + FIGURES).board()
    assert "来源：年报（甲 3）；另有出处的，写在那一行。" in page
    assert page.index("种茶户数") < page.index("已撤销的，不计入合计 名称 写明的数 是什么数 会议 3 次")


@cache
def shipped() -> Outline:
    return read_outline(FolderSource(ROOT))


def region_page(place: Place) -> str:
    source, summaries = FolderSource(ROOT), dict[str, Summary]()
    for one in reversed(list(place.walk())):
        own = derive_summary(read_board(source, one), AS_OF, held=False)
        summaries[one.path] = roll_up(own, [summaries[path] for path in own.below])
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), read_board(source, place))
    return text_of(Renderer(ROOT / "theme").render(plan_region(context, summaries)).decode())


@pytest.mark.parametrize("path", ["meizhou", "donggou", "yuanjiaqiao", "county-c", "mouzhen"])
def test_every_figure_of_a_real_place_stands_on_its_page_to_the_letter(path: str) -> None:
    place = shipped().find(path)
    assert place is not None
    assert isinstance(place.record, Region)
    page = region_page(place)
    for one in written(place.record.indicators):
        assert one.name in page
        assert str(getattr(one.value, "text", one.value)) in page
    assert {one.topic or topic_of(one.name) for one in place.record.indicators} <= set(page.split())


def test_every_shipped_figure_has_a_topic() -> None:
    places = [place for place in shipped().root.walk() if isinstance(place.record, Region | VillageRecord)]
    figures = [one for place in places for one in written(place.record.indicators)]  # type: ignore[union-attr]
    assert len(figures) > 100
    assert [one.name for one in figures if (one.topic or topic_of(one.name)) == OTHER] == []


def test_no_word_belongs_to_two_topics() -> None:
    words = [word for own in TOPICS.values() for word in own]
    assert len(set(words)) == len(words)
