"""Every state of an item in a period, measured from first publication and from nothing that anybody types."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from cunwu.derive.disclosure import Disclosure, Line, State, derive_disclosures
from cunwu.history.publications import Publication
from cunwu.kinds.ledger import LEDGER
from cunwu.values.due import due_day
from cunwu.values.period import parse_period
from support.disclosure_boards import (
    AS_OF,
    COUNTY,
    JOINED,
    OWN,
    PERSONS,
    board_of,
    ledger,
    line_of,
    measured,
    meeting,
    moment_of,
    zero,
)

MARCH = {"finance/2026-03.yml": ledger("2026-03")}
MARCH_KEY = ("ledger", "合作社 2026-03")


def march(when: str, as_of: date = AS_OF, own: str = OWN, county: str = COUNTY) -> Line:
    """The line of March when its one ledger was first published then."""
    board = board_of(MARCH, own=own, county=county)
    return line_of(measured(board, {MARCH_KEY: when}, as_of)["收支"], "2026-03")


# --- in time or not ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "state", "days"),
    [
        ("2026-04-02", State.ON_TIME, 0),
        ("2026-04-15", State.ON_TIME, 0),
        ("2026-04-16", State.LATE, 1),
        ("2026-11-15", State.LATE, 214),
    ],
)
def test_the_due_day_is_the_last_on_which_it_is_in_time(when: str, state: State, days: int) -> None:
    line = march(when)
    assert (line.due, line.state, line.days) == (date(2026, 4, 15), state, days)
    assert line.on == date.fromisoformat(when)
    assert line.record is not None


@given(st.integers(-40, 400), st.integers(0, 2000))
def test_once_published_nothing_depends_on_the_day_of_the_build(after_due: int, later: int) -> None:
    on = date(2026, 4, 15) + timedelta(after_due)
    line = march(on.isoformat(), as_of=max(on, date(2026, 4, 1)) + timedelta(later))
    assert line.state is (State.LATE if after_due > 0 else State.ON_TIME)
    assert (line.days, line.on) == (max(0, after_due), on)


@pytest.mark.parametrize(
    ("as_of", "state", "days"),
    [
        ("2026-03-31", State.NOT_DUE, 0),
        ("2026-04-01", State.NOT_DUE, 0),
        ("2026-04-15", State.NOT_DUE, 0),
        ("2026-04-16", State.MISSING, 1),
        ("2026-11-20", State.MISSING, 219),
    ],
)
def test_what_is_not_there_is_not_due_or_missing_by_the_day_of_the_build(as_of: str, state: State, days: int) -> None:
    disclosure = measured(board_of({}), {}, date.fromisoformat(as_of))["收支"]
    line = line_of(disclosure, "2026-03")
    assert (line.state, line.days, line.on, line.record) == (state, days, None, None)


def test_the_period_that_is_running_is_not_due_whatever_is_there_of_it() -> None:
    board = board_of({"meetings/1.yml": meeting("2026-10-08")})
    line = line_of(measured(board, {("meeting", "2026-10-08"): "2026-10-09"})["会议"], "2026-Q4")
    assert (line.state, line.on) == (State.NOT_DUE, None)


def test_a_typed_day_of_posting_changes_nothing() -> None:
    typed = ledger("2026-03", "合作社", "公布:", "  日期: 2026-04-05", "  地点: 公开栏")
    board = board_of({"finance/2026-03.yml": typed})
    line = line_of(measured(board, {MARCH_KEY: "2026-04-20"})["收支"], "2026-03")
    assert (line.state, line.days) == (State.LATE, 5)


def test_a_record_that_is_not_committed_is_not_published_and_the_line_says_so() -> None:
    line = line_of(measured(board_of(MARCH), {})["收支"], "2026-03")
    assert (line.state, line.waiting, line.days) == (State.MISSING, True, 219)


def test_a_withdrawn_entry_leaves_its_ledger_published() -> None:
    note = ("撤销:", "  - 编号: 撤1", "    条目: 001", "    原因: 重复", "    批准: 监委会", "    日期: 2026-05-01")
    board = board_of({"finance/2026-03.yml": ledger("2026-03", "合作社", *note)})
    assert line_of(measured(board, {MARCH_KEY: "2026-04-10"})["收支"], "2026-03").state is State.ON_TIME


# --- the day in the place's time zone ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("", "2026-04-15 15:59", "2026-04-15"),
        ("", "2026-04-15 16:00", "2026-04-16"),
        ("", "2026-04-15 23:30", "2026-04-16"),
        ("+08:00", "2026-04-15 16:00", "2026-04-16"),
        ("+06:00", "2026-04-15 17:30", "2026-04-15"),
        ("+06:00", "2026-04-15 18:00", "2026-04-16"),
        ("+07:00", "2026-04-15 17:00", "2026-04-16"),
        ("+09:00", "2026-04-15 15:00", "2026-04-16"),
    ],
)
def test_a_day_begins_at_midnight_of_the_place(zone: str, moment: str, day: str) -> None:
    county = COUNTY.replace("  截止日: 15\n", f"  截止日: 15\n  时区: {zone}\n") if zone else COUNTY
    line = march(moment, county=county)
    assert line.on == date.fromisoformat(day)
    assert line.state is (State.ON_TIME if day == "2026-04-15" else State.LATE)


# --- zero reports --------------------------------------------------------------------------------------------------

ZERO = {"notices/ling.yml": zero("走访", "2026-03")}
ZERO_KEY = ("notice", "零1")


@pytest.mark.parametrize(("when", "days"), [("2026-04-15", 0), ("2026-04-18", 3)])
def test_a_zero_report_is_a_publication_in_time_or_not(when: str, days: int) -> None:
    line = line_of(measured(board_of(ZERO), {ZERO_KEY: when})["走访"], "2026-03")
    assert (line.state, line.days, line.on) == (State.ZERO, days, date.fromisoformat(when))
    assert (line.is_late, line.is_on_time) == (days > 0, days == 0)


def test_a_zero_report_speaks_of_its_own_item_and_period_only() -> None:
    found = measured(board_of(ZERO), {ZERO_KEY: "2026-04-10"})
    assert line_of(found["走访"], "2026-04").state is State.MISSING
    assert line_of(found["收支"], "2026-03").state is State.MISSING


def test_a_zero_report_beside_records_does_not_stop_the_clock() -> None:
    visits = "期间: 2026-03\n明细:\n  - 编号: 访1\n    日期: 2026-03-10\n    走访人: P01\n    对象: 困难户\n"
    board = board_of({**ZERO, "visits/2026-03.yml": visits})
    line = line_of(measured(board, {ZERO_KEY: "2026-04-10", ("visit", "2026-03"): "2026-05-15"})["走访"], "2026-03")
    assert (line.state, line.days) == (State.LATE, 30)


def test_three_zero_reports_of_months_are_one_of_the_quarter() -> None:
    months = {f"notices/{number}.yml": zero("会议", f"2026-0{number}", f"零{number}") for number in (1, 2, 3)}
    found = measured(board_of(months), {("notice", f"零{number}"): f"2026-0{number + 1}-05" for number in (1, 2, 3)})
    line = line_of(found["会议"], "2026-Q1")
    assert (line.state, line.on) == (State.ZERO, date(2026, 4, 5))


def test_a_zero_report_is_no_notice_of_its_own() -> None:
    county = COUNTY.replace("事项: 走访", "事项: 公告")
    board = board_of({"notices/ling.yml": zero("项目", "2026-04")}, county=county)
    assert line_of(measured(board, {ZERO_KEY: "2026-04-02"})["公告"], "2026-04").state is State.MISSING


# --- from the joining day on ---------------------------------------------------------------------------------------


def periods(disclosure: Disclosure) -> list[str]:
    return [line.period.text for line in disclosure.lines]


def test_the_first_period_is_the_one_in_which_the_village_joined() -> None:
    own = OWN.replace("2026-01-01", "2026-08-31")
    found = measured(board_of({}, own=own), {})
    assert periods(found["收支"]) == ["2026-11", "2026-10", "2026-09", "2026-08"]
    assert periods(found["会议"]) == ["2026-Q4", "2026-Q3"]


def test_a_village_that_has_not_joined_owes_nothing() -> None:
    own = OWN.replace(JOINED, "")
    found = derive_disclosures(board_of(MARCH, own=own), AS_OF)
    assert [(one.item, one.lines, one.current, one.state) for one in found] == [
        ("收支", (), None, State.UNTIMED),
        ("走访", (), None, State.NOT_APPLICABLE),
        ("会议", (), None, State.NOT_APPLICABLE),
        ("项目", (), None, State.NOT_APPLICABLE),
    ]


def test_what_is_disclosed_at_any_time_is_not_measured() -> None:
    project = {"projects/1.yml": "编号: 1\n名称: 路灯\n"}
    there = measured(board_of(project), {("project", "1"): "2026-04-01"})["项目"]
    assert (there.lines, there.state) == ((), State.PRESENT)
    assert measured(board_of({}), {})["项目"].state is State.NOT_APPLICABLE


@pytest.mark.parametrize(("joined", "due"), [("2026-11-03", "2026-12-15"), ("2026-10-10", "2026-11-15")])
def test_a_village_that_just_joined_shows_its_first_due_day(joined: str, due: str) -> None:
    own = OWN.replace("2026-01-01", joined)
    current = measured(board_of({}, own=own), {}, date(2026, 11, 5))["收支"].current
    assert current is not None
    assert (current.state, current.due) == (State.NOT_DUE, date.fromisoformat(due))


# --- which period is shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "published", "shown"),
    [
        ("2026-11-10", False, ("2026-09", State.MISSING)),
        ("2026-11-10", True, ("2026-10", State.ON_TIME)),
        ("2026-11-16", False, ("2026-10", State.MISSING)),
    ],
)
def test_the_current_period_is_the_newest_of_which_there_is_something_to_say(
    as_of: str, *, published: bool, shown: tuple[str, State]
) -> None:
    board = board_of({"finance/2026-10.yml": ledger("2026-10")} if published else {})
    found = measured(board, {("ledger", "合作社 2026-10"): "2026-11-05"}, date.fromisoformat(as_of))
    current = found["收支"].current
    assert current is not None
    assert (current.period.text, current.state) == shown


# --- without history -----------------------------------------------------------------------------------------------


def test_without_history_what_is_there_is_there_and_nobody_knows_since_when() -> None:
    board = board_of({**MARCH, **ZERO})
    found = {one.item: one for one in derive_disclosures(board, AS_OF)}
    line, reported = line_of(found["收支"], "2026-03"), line_of(found["走访"], "2026-03")
    assert [(one.state, one.on, one.days, one.is_untimed) for one in (line, reported)] == [
        (State.PRESENT, None, 0, True),
        (State.ZERO, None, 0, True),
    ]
    assert line_of(found["收支"], "2026-04").state is State.MISSING
    assert not any(one.is_on_time or one.is_late for disclosure in found.values() for one in disclosure.lines)


# --- settings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "day", "due"),
    [
        ("2026-03", 15, "2026-04-15"),
        ("2026-Q4", 15, "2027-01-15"),
        ("2026", 20, "2027-01-20"),
        ("2026-01", 31, "2026-02-28"),
        ("2026-03", 0, "2026-04-01"),
        ("2026-03", 99, "2026-04-30"),
    ],
)
def test_the_due_day_is_a_day_of_the_month_after_the_period(period: str, day: int, due: str) -> None:
    assert due_day(parse_period(period), day) == date.fromisoformat(due)


def test_without_a_setting_the_fifteenth_is_due() -> None:
    assert march("2026-04-16", county=COUNTY.replace("  截止日: 15\n", "")).days == 1


def test_an_item_that_stands_twice_is_measured_once_as_it_stands_first() -> None:
    county = COUNTY.replace("事项: 走访\n      周期: 月", "事项: 收支\n      周期: 季")
    found = [one for one in derive_disclosures(board_of({}, county=county), AS_OF) if one.item == "收支"]
    assert [one.rhythm for one in found] == ["月"]


def test_the_callable_is_asked_for_the_very_record() -> None:
    asked = []

    def first_published(kind: object, record: object) -> Publication | None:
        asked.append((kind, record))
        return Publication(0, "c", moment_of("2026-04-10"))

    board = board_of(MARCH, own=f"名称: 上河村\n{JOINED}{PERSONS}")
    derive_disclosures(board, AS_OF, first_published)
    assert (LEDGER, board.records(LEDGER)[0]) in asked


NO_CATALOGUE = "名称: 示例县\n级别: 县\n演示: 是\n"


@pytest.mark.parametrize(
    ("above", "own", "rhythm"),
    [
        ("", "", "季"),
        ("公开设置:\n  周期: 月\n", "", "月"),
        ("", "公开设置:\n  周期: 月\n", "月"),
        ("公开设置:\n  周期: 月\n", "公开设置:\n  周期: 季\n", "月"),
    ],
    ids=["the law's quarter", "by the county", "by the village", "a village promises no less"],
)
def test_how_often_accounts_are_due_decides_where_no_catalogue_is_written(above: str, own: str, rhythm: str) -> None:
    board = board_of({}, own=OWN + own, county=NO_CATALOGUE + above)
    (accounts,) = derive_disclosures(board, AS_OF)
    assert accounts.rhythm == rhythm
    missing = {"月": "2026-10", "季": "2026-Q3"}[rhythm]
    assert next(line.period.text for line in accounts.lines if line.state is State.MISSING) == missing


@pytest.mark.parametrize("written", ["季", "月"])
def test_a_place_may_promise_more_often_than_the_catalogue_above_and_not_less(written: str) -> None:
    for catalogue in ("月", "季"):
        county = f"{NO_CATALOGUE}公开设置:\n  公开目录:\n    - 编号: 一\n      事项: 收支\n      周期: {catalogue}\n"
        (accounts,) = derive_disclosures(board_of({}, own=f"{OWN}公开设置:\n  周期: {written}\n", county=county), AS_OF)
        assert accounts.rhythm == (catalogue if written == "季" else "月")
