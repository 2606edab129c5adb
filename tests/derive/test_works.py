"""What works come to above the village: by state, each kind of money by itself, labour with what is not known of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.records.board import Board, read_board, read_outline
from cunwu.render import Renderer

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 20)
ROAD = """\
编号: 路
名称: 修路
状态: 在建
金额: {预算: 1000.00, 合同: 900.00}
已付:
  - {编号: 付1, 日期: 2026-03-01, 金额: 300.00}
投工:
  - {编号: 工1, 内容: 挖沟, 用工: 12.5 工, 折资: 1250.00}
  - {编号: 工2, 内容: 平路, 用工: 不详}
"""
POND = """\
编号: 塘
名称: 修塘
状态: 移交
金额: {预算: 2000.00, 审定: 约1900元}
投工:
  - {编号: 工1, 内容: 清淤, 用工: 约20 工}
"""
BRIDGE = "编号: 桥\n名称: 修桥\n"
FILES = {
    "villages/region.yml": "名称: 清河镇\n级别: 镇\n",
    "villages/shanghe/village.yml": "名称: 上河村\n",
    "villages/shanghe/projects/lu.yml": ROAD,
    "villages/datian/village.yml": "名称: 大田村\n",
    "villages/datian/projects/tang.yml": POND,
    "villages/datian/projects/qiao.yml": BRIDGE,
    "villages/lianhua/village.yml": "名称: 莲花村\n",
}


@dataclass(frozen=True)
class Texts:
    """Files by path."""

    memory = None

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(FILES))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return FILES[path].encode()


def board_at(path: str) -> Board:
    place = read_outline(Texts()).find(path)
    assert place is not None
    board = read_board(Texts(), place)
    assert board.problems == ()
    return board


def summaries() -> dict[str, Summary]:
    below = {path: derive_summary(board_at(path), AS_OF, held=False) for path in ("shanghe", "datian", "lianhua")}
    own = derive_summary(board_at(""), AS_OF, held=False)
    return {**below, "": roll_up(own, list(below.values()))}


def page() -> str:
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), board_at(""))
    html = Renderer(ROOT / "theme").render(plan_region(context, summaries())).decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))


def test_works_are_counted_by_state_and_every_row_opens_to_its_place() -> None:
    assert "地方 在建 移交 没有写状态" in page()
    assert "合计 1 1 1" in page()


def test_kinds_of_money_are_summed_each_by_itself_with_how_many_works_state_it() -> None:
    text = page()
    assert "预算（元） 合同（元） 审定（元） 已付（元）" in text
    assert "合计 3,000.00（2 个项目） 900.00（1 个项目） 约1,900.00（1 个项目） 300.00（1 个项目）" in text


def test_labour_is_rough_as_soon_as_a_part_is_and_says_what_is_missing() -> None:
    assert "合计 约32.5 工（另有 1 条没有用工数，不完整） 1,250.00（2 条没有折）" in page()


def test_a_place_without_works_has_no_row() -> None:
    assert "莲花村" not in page().partition("工程走到哪一步")[2].partition("合计 1 1 1")[0]


def test_a_summary_is_read_back_as_it_was_written_and_one_of_an_older_program_has_no_works() -> None:
    whole = summaries()[""]
    plain = json.loads(json.dumps(to_plain(whole)))
    assert from_plain(plain).tally.works == whole.tally.works
    del plain["tally"]["works"]
    assert from_plain(plain).tally.works == ()
