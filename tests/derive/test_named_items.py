"""Items of the catalogue that are ticked: by a notice or an attachment that names them, on the day on which it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cunwu.derive.disclosure import Disclosure, State
from cunwu.derive.watched import Watch, watch_of
from cunwu.pages.places.disclosure import measure
from support.disclosure_boards import AS_OF, COUNTY, OWN, board_of, ledger, line_of, measured, zero
from support.disclosure_projects import Project, commit
from support.rules_villages import said

RULES = """\
    - 编号: 五
      事项: 村规民约和各项制度
      程序核对: 公告
      周期: 季
"""
POOR = RULES.replace("编号: 五", "编号: 六").replace("村规民约和各项制度", "重点帮扶人员和帮扶方案")
CATALOGUE = COUNTY + RULES + POOR
ITEM, OTHER = "村规民约和各项制度", "重点帮扶人员和帮扶方案"


def notice(*more: str, number: str = "约1", day: str = "2026-04-02") -> str:
    lines = "".join(f"{line}\n" for line in more)
    return f"编号: {number}\n标题: 通告\n种类: 公示\n起: {day}\n{lines}"


def of(records: Mapping[str, str], first: Mapping[tuple[str, str], str], county: str = CATALOGUE) -> Disclosure:
    return measured(board_of(records, county=county), first)[ITEM]


def test_only_the_notice_that_names_an_item_counts_for_it() -> None:
    records = {"notices/1.yml": notice(f"公开事项: {ITEM}"), "notices/2.yml": notice(number="约2", day="2026-07-02")}
    first = {("notice", "约1"): "2026-04-03", ("notice", "约2"): "2026-07-02"}
    found = of(records, first)
    assert (line_of(found, "2026-Q2").state, line_of(found, "2026-Q3").state) == (State.ON_TIME, State.MISSING)
    assert found.newest_record is not None
    board = board_of(records, county=CATALOGUE)
    assert line_of(measured(board, first)[OTHER], "2026-Q2").state is State.MISSING


def test_a_notice_may_say_of_which_period_it_tells() -> None:
    records = {"notices/1.yml": notice(f"公开事项: {ITEM}", "公开期间: 2026-Q1")}
    found = of(records, {("notice", "约1"): "2026-04-03"})
    assert (line_of(found, "2026-Q1").state, line_of(found, "2026-Q2").state) == (State.ON_TIME, State.MISSING)


def test_one_month_is_no_quarter_but_three_are() -> None:
    def month(number: int) -> str:
        return notice(f"公开事项: {ITEM}", f"公开期间: 2026-{number:02}", number=f"约{number}")

    records = {f"notices/{number}.yml": month(number) for number in (1, 2, 3)}
    first = {("notice", f"约{number}"): f"2026-04-0{number}" for number in (1, 2, 3)}
    assert line_of(of(records, first), "2026-Q1").on == date(2026, 4, 3)
    del records["notices/2.yml"]
    assert line_of(of(records, first), "2026-Q1").state is State.MISSING


def test_an_attachment_that_names_an_item_counts_in_the_period_of_its_record() -> None:
    paper = f"附件:\n  - {{编号: 附1, 文件: attachments/a.pdf, 校验值: {'0' * 64}, 公开事项: {ITEM}}}\n"
    records = {f"finance/2026-0{month}.yml": ledger(f"2026-0{month}") + paper for month in (1, 2, 3)}
    first = {("ledger", f"合作社 2026-0{month}"): f"2026-0{month + 1}-10" for month in (1, 2, 3)}
    line = line_of(of(records, first), "2026-Q1")
    assert (line.state, line.on) == (State.ON_TIME, date(2026, 4, 10))


def test_a_zero_report_of_a_named_item_speaks_of_that_item_alone() -> None:
    first = {("notice", "零1"): "2026-04-02"}
    assert line_of(of({"notices/0.yml": zero(ITEM, "2026-Q1")}, first), "2026-Q1").state is State.ZERO
    assert line_of(of({"notices/0.yml": zero("公告", "2026-Q1")}, first), "2026-Q1").state is State.MISSING


def test_an_item_that_nobody_watches_shows_what_names_it_and_is_never_late() -> None:
    county = CATALOGUE.replace("      程序核对: 公告\n", "")
    found = of({"notices/1.yml": notice(f"公开事项: {ITEM}")}, {("notice", "约1"): "2026-04-03"}, county)
    assert (found.state, found.lines, found.newest) == (State.UNWATCHED, (), "2026 年 4 月 2 日")


@pytest.mark.parametrize(
    ("lines", "watch"),
    [
        ("程序核对: 公告\n      周期: 季", Watch.BY_NAME),
        ("程序核对: 公告\n      只算: 制度\n      周期: 季", Watch.BY_RECORDS),
        ("程序核对: 会议\n      周期: 季", Watch.BY_RECORDS),
        ("周期: 季", Watch.NOT),
        ("程序核对: 公告\n      方式: 依申请\n      周期: 季", Watch.ASKED_FOR),
    ],
)
def test_each_item_is_watched_in_one_way(lines: str, watch: Watch) -> None:
    county = COUNTY + f"    - 编号: 五\n      事项: 村规民约\n      {lines}\n"
    assert watch_of(board_of({}, county=county).place.catalogue[-1]) is watch


# --- on which day ---


def test_an_old_notice_that_names_an_item_only_now_is_as_late_as_the_naming(tmp_path: Path) -> None:
    root = tmp_path / "board"
    root.mkdir()
    commit(root, "2026-01-02T01:00:00", {"region.yml": CATALOGUE, "shanghe/village.yml": OWN})
    commit(root, "2026-04-03T01:00:00", {"shanghe/notices/1.yml": notice()})
    commit(root, "2026-08-03T01:00:00", {"shanghe/notices/1.yml": notice(f"公开事项: {ITEM}")})
    line = line_of(of_project(root, AS_OF)[ITEM], "2026-Q2")
    assert (line.state, line.on) == (State.LATE, date(2026, 8, 3))
    period = notice(f"公开事项: {ITEM}", "公开期间: 2026-Q1")
    commit(root, "2026-08-09T01:00:00", {"shanghe/notices/1.yml": period})
    found = of_project(root, AS_OF)[ITEM]
    assert (line_of(found, "2026-Q1").on, line_of(found, "2026-Q2").state) == (date(2026, 8, 9), State.MISSING)


def of_project(root: Path, as_of: date) -> Mapping[str, Disclosure]:
    return {one.item: one for one in measure(Project(root).context("shanghe", as_of))}


# --- what is written on paper ---


def test_an_item_that_no_catalogue_ever_had_is_unknown() -> None:
    files = {"region.yml": CATALOGUE, "notices/1.yml": notice("公开事项: 村规名约和各项制度")}
    assert said("REF007", files) == ["没有「村规名约和各项制度」这种公开事项"]
    assert said("REF007", files | {"notices/1.yml": notice(f"公开事项: {ITEM}")}) == []


def test_an_item_that_was_withdrawn_was_right_when_it_was_named() -> None:
    gone = CATALOGUE + "撤销:\n  - {编号: 撤1, 条目: 五, 原因: 并入制度, 批准: 县里, 日期: 2026-05-20}\n"
    files = {"region.yml": gone, "notices/1.yml": notice(f"公开事项: {ITEM}"), "notices/2.yml": zero(ITEM, "2026-Q1")}
    assert said("REF007", files) == []


def test_a_notice_does_not_stand_for_the_books() -> None:
    (told,) = said("PUB013", {"region.yml": CATALOGUE, "notices/1.yml": notice("公开事项: 收支")})
    assert told == "写明公开的是「收支」，这一项程序看收支的记录，写在这里不算公开"
    assert said("PUB013", {"region.yml": CATALOGUE, "notices/1.yml": notice(f"公开事项: {ITEM}")}) == []


def test_zero_beside_a_notice_of_something_else_is_no_contradiction() -> None:
    files = {"region.yml": CATALOGUE, "notices/0.yml": zero(ITEM, "2026-Q2"), "notices/1.yml": notice()}
    assert said("PUB003", files) == []
    assert len(said("PUB003", files | {"notices/1.yml": notice(f"公开事项: {ITEM}")})) == 1
