"""Attendance against what a place lays down: who approves leave, the days of a year, whether it is public."""

from __future__ import annotations

import pytest

from cunwu.core.problem import Severity
from support.cadres import TIERS, attendance, laid_down, posting
from support.rules_in_village import codes, problems_of


@pytest.mark.parametrize(
    ("sort", "days", "approved", "found"),
    [
        ("事假", "5", "镇党委书记", []),
        ("事假", "5", "镇党委", []),  # the unit stands for its head
        ("事假", "2.5", "县委组织部", []),  # higher than need be
        ("事假", "5.5", "镇党委书记", ["CAD033"]),
        ("事假", "8", "县委组织部", []),
        ("事假", "2", "村委会主任", ["CAD033"]),
        ("公务", "8", "镇党委书记", []),
    ],
)
def test_longer_leave_is_approved_higher_up(sort: str, days: str, approved: str, found: list[str]) -> None:
    leave = f"    请假:\n      - {{编号: 假1, 种类: {sort}, 天数: {days}, 批准人: {approved}}}\n"
    assert codes({**laid_down(TIERS), **attendance("2026-03", "20", leave)}) == found


def test_a_year_is_held_against_its_floor_when_it_is_over_and_wholly_kept() -> None:
    floor = laid_down("  全年驻村天数下限: 200\n")
    there = posting("2024-06-01")
    short, trips = (
        attendance("2025", "171", number="P02"),
        attendance("2025", "171", "    公务外出: 29\n", number="P02"),
    )
    assert codes({**floor, **there, **short}) == ["CAD032"]
    assert codes({**floor, **there, **trips}) == []
    assert codes({**floor, **posting("2025-03-01"), **short}) == []  # not the whole year
    assert codes({**floor, **there, **attendance("2025-11", "20", number="P02")}) == []  # eleven months are not kept
    assert codes({**there, **short}) == []  # no floor


@pytest.mark.parametrize(
    ("since", "found"),
    [("2026-02-01", ["CAD004", "CAD010"]), ("2026-03-01", ["CAD004", "CAD010"]), ("2026-03-12", []), ("2026-03", [])],
)
def test_a_month_is_held_against_who_was_posted_through_it(since: str, found: list[str]) -> None:
    floors = laid_down("  驻村天数下限: 20\n  住村夜数下限: 10\n")
    short = attendance("2026-03", "9", "    住村夜数: 4\n")
    assert codes({**floors, **posting(since, number="P01"), **short}) == found


def test_attendance_that_is_not_for_everybody_does_not_lie_here() -> None:
    assert codes({**laid_down("  考勤公开: 不公开\n"), **attendance("2026-03", "20")}) == ["CAD031"]
    assert codes({**laid_down("  考勤公开: 公开\n"), **attendance("2026-03", "20")}) == []


def test_the_reason_that_a_row_gives_stands_beside_what_is_short_and_silences_nothing() -> None:
    short = laid_down("  驻村天数下限: 20\n  住村夜数下限: 10\n") | attendance(
        "2026-03", "15", "    住村夜数: 6\n    说明: 县里培训 8 天\n"
    )
    found = {problem.code: problem.answer for problem in problems_of(short)}
    assert found == dict.fromkeys(("CAD004", "CAD010"), "县里培训 8 天（这一条的说明）")


FLOORS = laid_down("  驻村天数下限: 20\n  住村夜数下限: 10\n")


def two_rows(month: str, first: str, second: str) -> dict[str, str]:
    """A month of one person who had two postings, P01 and P02; each is days and nights."""
    rows = "".join(
        f"  - {{编号: 考{place}, 派驻: P0{place}, 驻村天数: {row.split()[0]}, 住村夜数: {row.split()[1]}}}\n"
        for place, row in enumerate((first, second), 1)
    )
    return {f"attendance/{month}.yml": f"月份: {month}\n人员:\n{rows}"}


def one_person_twice(until: str, since: str) -> dict[str, str]:
    """刘某 leaves one posting and has another of the same unit."""
    person = "姓名: 刘某\n派出单位:\n  - 示例县水利局\n职务: 队员\n"
    ended = {"postings/P01.yml": f"编号: P01\n{person}起: 2025-01-01\n止: {until}\n"}
    return {**ended, "postings/P02.yml": f"编号: P02\n{person}起: {since}\n"}


def test_a_new_posting_the_next_day_makes_no_month_a_part_of_one() -> None:
    short = FLOORS | two_rows("2026-03", "15 5", "1 1")
    no_handover = ["CAD043"]
    assert codes(short | one_person_twice("2026-03-30", "2026-03-31")) == ["CAD004", "CAD010", *no_handover]
    assert (
        codes(FLOORS | two_rows("2026-03", "19 9", "1 1") | one_person_twice("2026-03-30", "2026-03-31")) == no_handover
    )
    assert "CAD004" not in codes(short | one_person_twice("2026-03-10", "2026-03-28"))  # seventeen days of nobody


def test_a_person_has_no_more_days_than_the_month_whatever_the_postings() -> None:
    twice = one_person_twice("2026-12-31", "2026-03-01")
    (told,) = [one for one in problems_of(two_rows("2026-03", "16 5", "16 5") | twice) if one.code == "CAD002"]
    assert told.message == "刘某（队员）（P01）、刘某（队员）（P02）驻村、公务和请假合计 32 天，2026 年 3 月只有 31 天"


@pytest.mark.parametrize(("since", "days", "found"), [("2026-03-12", "20", []), ("2026-03-12", "20.5", ["CAD002"])])
def test_a_person_has_no_more_days_than_there_were_at_the_post(since: str, days: str, found: list[str]) -> None:
    assert codes({**posting(since, number="P01"), **attendance("2026-03", days)}) == found


def test_listed_days_lie_within_the_posting() -> None:
    dates = "    在村日期: [2026-03-03, 2026-03-12]\n"
    (told,) = problems_of({**posting("2026-03-05", number="P01"), **attendance("2026-03", "2", dates)})
    assert told.code == "CAD007"
    assert told.message.startswith("示例县水利局（队员）在 2026 年 3 月 3 日不在派驻期内（2026 年 3 月 5 日至今）")


def test_no_attendance_is_kept_of_a_month_that_has_not_begun() -> None:
    assert codes(attendance("2026-12", "22")) == ["REC012"]


def test_more_nights_than_days_are_published_and_told_for_a_paper_may_say_so() -> None:
    (found,) = problems_of(attendance("2026-03", "20", "    住村夜数: 22\n"))
    assert (found.code, found.severity) == ("CAD003", Severity.IRREGULAR)
