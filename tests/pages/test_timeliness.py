"""Place by place and item by item: what was due and what became of it, adding up, late ones first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from cunwu.derive.disclosure import derive_disclosures
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.derive.timeliness import Outcome, by_outcome
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.parts.view import Row, Table
from cunwu.pages.places.disclosure import disclosure_url, measure, plan_disclosure
from cunwu.pages.places.timeliness import TimelinessView, plan_timeliness
from cunwu.pages.places.village import plan_village
from cunwu.records.board import read_board
from support.disclosure_boards import AS_OF, COUNTY, OWN, Texts, ledger, meeting, outline_of, zero
from support.disclosure_projects import ROOT, Project, commit
from support.rules_villages import said
from support.steps import count_steps

TOWN = "名称: {}\n级别: 镇\n"
MORE = """\
    - 编号: 五
      事项: 宅基地审批情况
      周期: 季
    - 编号: 六
      事项: 临时救助申请结果
      周期: 月
      方式: 依申请
      哪里问: 镇民政办公室
"""


def village(name: str, joined: str = "2026-01-01") -> str:
    return OWN.replace("上河村", name).replace("2026-01-01", joined)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two towns: a village in time with March and late with April, one with zero visits, one that joined late."""
    root = tmp_path_factory.mktemp("timeliness") / "project"
    root.mkdir()
    files = {"region.yml": COUNTY + MORE, "a/region.yml": TOWN.format("甲镇"), "b/region.yml": TOWN.format("乙镇")}
    files |= {"a/x/village.yml": village("西村"), "a/y/village.yml": village("东村", "2026-07-01")}
    files |= {"b/z/village.yml": village("北村", "2026-09-01")}
    commit(root, "2026-01-02T01:00:00", files)
    commit(root, "2026-04-10T01:00:00", {"a/x/finance/2026-03.yml": ledger("2026-03")})
    commit(root, "2026-05-18T01:00:00", {"a/x/finance/2026-04.yml": ledger("2026-04")})
    commit(root, "2026-08-10T01:00:00", {"a/y/notices/0.yml": zero("走访", "2026-07")})
    late = zero("走访", "2026-08", "零2")
    commit(root, "2026-10-10T01:00:00", {"a/y/notices/1.yml": late, "b/z/meetings/1.yml": meeting("2026-09-05")})
    return Project(root)


def summaries_of(project: Project) -> dict[str, Summary]:
    found: dict[str, Summary] = {}
    for place in reversed(list(project.context("").place.walk())):
        context = project.context(place.path)
        own = derive_summary(context.board, AS_OF, held=False, disclosures=measure(context))
        found[place.path] = roll_up(own, [found[child.path] for child in place.children])
    return found


def view_of(project: Project, path: str) -> TimelinessView:
    page = plan_timeliness(project.context(path), summaries_of(project))
    assert page is not None
    assert isinstance(page.view, TimelinessView)
    return page.view


def numbers(row: Row) -> Mapping[str, int]:
    """Heading → the number in the cell, for the cells that have one."""
    return {cell.label: int(number[0]) for cell in row.cells if (number := re.findall(r"[0-9]+", cell.text))}


def outcomes(summary: Summary) -> Mapping[str, int]:
    return dict(by_outcome(summary.tally.timeliness))


# --- counts ---


def test_every_period_of_the_year_is_counted_under_one_outcome(project: Project) -> None:
    found = summaries_of(project)
    # accounts and visits of ten months, three quarters of meetings; November and the fourth quarter run
    west = {"按时": 1, "逾期": 1, "未公开": 21, "未到期": 3, "不适用": 3}
    assert outcomes(found["a/x"]) == west
    # a zero report that came late is late; projects at any time, houses nobody watches, aid that is asked for
    assert outcomes(found["a/y"]) == {"零申报": 1, "逾期": 1, "未公开": 7, "未到期": 3, "不适用": 3}
    assert outcomes(found["b/z"]) == {"按时": 1, "未公开": 4, "未到期": 3, "不适用": 3}


def test_the_counts_are_those_of_the_tally(project: Project) -> None:
    for summary in summaries_of(project).values():
        found, tally = Counter(outcomes(summary)), summary.tally
        due = sum(found[one] for one in (Outcome.ON_TIME, Outcome.ZERO, Outcome.LATE, Outcome.MISSING, Outcome.UNTIMED))
        assert (due, found[Outcome.LATE]) == (tally.due, tally.late)
        assert found[Outcome.MISSING] + found[Outcome.OLDER] == tally.missing
        assert found[Outcome.ON_TIME] + found[Outcome.ZERO] == tally.on_time


def test_village_town_and_county_add_up_and_travel(project: Project) -> None:
    found = summaries_of(project)
    for path in ("", "a", "b"):
        own = found[path]
        below = sum((Counter(outcomes(found[one])) for one in own.below), Counter())
        assert dict(below) == outcomes(own)
        assert from_plain(to_plain(own)).tally.timeliness == own.tally.timeliness


@pytest.mark.parametrize("path", ["", "a", "b"])
def test_the_sum_of_a_page_is_that_of_its_rows_and_each_row_opens(project: Project, path: str) -> None:
    view = view_of(project, path)
    for table in (view.places, view.items):
        assert table is not None
        rows = sum((Counter(numbers(row)) for row in table.rows), Counter())
        assert dict(rows) == {label: number for label, number in numbers(Row(table.foot)).items() if number}
    assert view.places is not None
    assert all(row.cells[0].href for row in view.places.rows)
    total, by_items = numbers(Row(view.places.foot)), numbers(Row(view.items.foot))
    assert by_items.items() <= total.items()


def test_a_county_leads_to_towns_and_they_to_villages(project: Project) -> None:
    (county, town) = (view_of(project, path).places for path in ("", "a"))
    assert county is not None
    assert [row.cells[0].href for row in county.rows] == ["a/disclosure.html", "b/disclosure.html"]
    assert town is not None
    assert [row.cells[0].text for row in town.rows] == ["西村", "东村"]


def test_what_is_missing_for_more_than_a_year_is_not_forgotten(project: Project) -> None:
    context = project.context("a/x", date(2027, 11, 20))
    found = outcomes(derive_summary(context.board, date(2027, 11, 20), held=False, disclosures=measure(context)))
    assert found[Outcome.OLDER] == 21  # accounts, visits and meetings that were due by 2026-11-20 and never came
    assert found[Outcome.MISSING] == 28


# --- villages and items ---


def tables(view: TimelinessView) -> list[Table]:
    return [table for block in view.blocks for table in (block.late, block.rest) if table is not None]


def test_each_cell_says_by_sign_and_word_what_became_of_the_year(project: Project) -> None:
    view = view_of(project, "a")
    (block,) = view.blocks
    assert (block.heading, block.counted.replace("\u00a0", " ")) == ("收支、走访、会议", "✕ 28 期未公开，! 2 期逾期")
    assert block.late is not None
    west, east = block.late.rows
    assert [cell.text.replace("\u00a0", " ") for cell in west.cells] == [
        "西村",
        "✕ 8 期未公开 ! 1 期逾期 ✓ 1 期按时",
        "✕ 10 期未公开",
        "✕ 3 期未公开",
    ]
    assert east.cells[2].text.replace("\u00a0", " ") == "✕ 2 期未公开 ! 1 期逾期 ✓ 1 期零申报"
    assert [cell.tone for cell in west.cells] == ["", "bad", "bad", "bad"]


def test_items_without_periods_are_told_apart_and_never_missing(project: Project) -> None:
    others = [line.replace("\u00a0", " ") for line in view_of(project, "a").others]
    assert others == [
        "项目：· 不适用 2 个村",
        "宅基地审批情况：· 不由程序核对 2 个村",
        "临时救助申请结果：· 不上网 2 个村",
    ]
    assert "未公开" not in "".join(others)


def test_the_page_of_a_village_tells_how_each_item_is_known(project: Project) -> None:
    context = project.context("a/x")
    text = project.text(plan_disclosure(context, measure(context)))
    order = ["程序自己看的（4 项）", "不由程序核对的（1 项）", "宅基地审批情况", "不上网的（1 项）", "到镇民政办公室问"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


# --- a catalogue of forty items ---

DEMO = (ROOT / "villages/yanshi/region.yml").read_text("utf-8")
LEGAL = (
    *(f"村民委员会组织法第{article}条" for article in ("二十八", "三十五", "三十七", "三十八", "三十九", "四十")),
    *(f"村民委员会组织法第二十八条第{number}项" for number in "一二三四五"),
    *(f"农村集体经济组织法第{article}条" for article in ("二十六", "四十六")),
    *("财务计划", "各项资产", "各类资源", "债权债务", "收益分配", "专项公开", "工程招投标", "社会救助暂行办法第十一条"),
)
"""What the national texts, as the sources have them, ask to be published."""


def forty(records: Mapping[str, str]) -> PlaceContext:
    files = {
        "region.yml": DEMO,
        "x/village.yml": village("西村"),
        **{f"x/{path}": text for path, text in records.items()},
    }
    source, place = Texts(files), outline_of(files).find("x")
    assert place is not None
    return PlaceContext(Site(AS_OF, "board/assets/board.css", None), read_board(source, place))


def test_a_catalogue_of_forty_items_is_entered_as_it_is() -> None:
    context = forty({})
    items = context.place.catalogue
    assert len(items) >= 40
    assert context.board.problems == ()
    assert [law for law in LEGAL if not any(law in (item.basis or "") for item in items)] == []
    assert all(item.channels and item.audience and item.manner and item.basis for item in items)
    for code in ("REF007", "REF028", "PUB008", "PUB010", "PUB013"):
        assert said(code, {"region.yml": DEMO}) == []


def test_each_of_forty_items_stands_on_the_page_in_its_words_with_its_law() -> None:
    context = forty({})
    project = Project(ROOT)
    text = project.text(plan_disclosure(context, measure(context)))
    for item in context.place.catalogue:
        assert f"{item.item}（" in text
        assert f"依据：{item.basis}" in text
    asked = [one for one in measure(context) if one.ask]
    assert len(asked) >= 4
    assert all(one.state.value == "不上网" and not one.lines for one in asked)


def test_the_room_of_a_village_shows_what_is_late_of_a_long_catalogue() -> None:
    context = forty({})
    text = Project(ROOT).texts(plan_village(context)).partition("：公开情况\n")[2]
    shown = text[text.index("公开情况") : text.index("公开目录里另有")]
    assert "✕\n收支\n（每月）" in shown
    assert "宅基地" not in shown
    assert shown.count("（每") == 5


# --- work ---


def big(items: int) -> str:
    watched = {one: "公告" if one % 2 else "会议" for one in range(items)}
    rows = "".join(
        f"    - {{编号: 目{one}, 事项: 事项{one}, 程序核对: {of}, 周期: 季}}\n" for one, of in watched.items()
    )
    return f"名称: 大镇\n级别: 镇\n演示: 是\n公开设置:\n  公开目录:\n{rows}"


def steps_for(villages: int, items: int) -> int:
    """The work of measuring all items of all villages and planning the page of their town."""
    files = {"region.yml": big(items)}
    for one in range(villages):
        files |= {f"c{one}/village.yml": village(f"村{one}"), f"c{one}/meetings/1.yml": meeting("2026-02-01")}
    source, root = Texts(files), outline_of(files).root
    boards = {place.path: read_board(source, place) for place in root.walk()}

    def work() -> None:
        found = {
            path: derive_summary(board, AS_OF, held=False, disclosures=derive_disclosures(board, AS_OF))
            for path, board in boards.items()
        }
        found[""] = roll_up(found[""], [found[path] for path in found[""].below])
        context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), boards[""], below=_all_planned)
        assert plan_timeliness(context, found) is not None

    work()
    return count_steps(work)


def _all_planned(path: str) -> tuple[str, ...]:
    return (disclosure_url(path),)


def test_the_work_grows_no_faster_than_villages_times_items() -> None:
    base = steps_for(4, 10)
    assert steps_for(8, 10) <= 2.2 * base
    assert steps_for(4, 20) <= 2.2 * base
    assert steps_for(8, 20) <= 4.4 * base
