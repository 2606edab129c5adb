"""Attendance against what a place lays down: who approves leave, the days of a year, whether it is public."""

from __future__ import annotations

import pytest

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
