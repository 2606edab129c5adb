"""Stretches of days as people type them: the remedy holds the form in which they are written."""

from __future__ import annotations

import pytest

from cunwu.values.period import right_period
from cunwu.values.spans import right_span
from support.rules_in_village import problems_of

WEEK = "2026-03-16..2026-03-22"


@pytest.mark.parametrize(
    "text",
    [
        "3月16日到22日",
        "3月16日至3月22日",
        "3月16日—22日",
        "3.16-3.22",
        "3.16—22",
        "3/16~3/22",
        "３月１６日到２２日",
        "三月十六日到二十二日",
        "第12周",
        "第十二周",
        "12周周报",
        "W12",
        "自3月16日起至3月22日止",
    ],
)
def test_a_stretch_without_its_year_is_one_of_the_year_it_belongs_to(text: str) -> None:
    assert right_span(text, 2026) == WEEK
    assert right_period(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月16日到22日",
        "2026.3.16-3.22",
        "2026年第12周",
        "2026-W12",
        "2026年3月16日-2026年3月22日",
        "2026/3/16-22",
    ],
)
def test_a_stretch_with_its_year_is_plain_by_itself(text: str) -> None:
    assert right_period(text) == WEEK


def test_the_turn_of_the_year_is_crossed_and_nonsense_is_not() -> None:
    assert right_span("12月28日到1月3日", 2026) == "2026-12-28..2027-01-03"
    for text in ("3月22日到16日", "2月30日到3月1日", "第54周", "13.16-3.22", "3月", "16-22", "", "周" * 50):
        assert right_span(text, 2026) == "", text


@pytest.mark.parametrize("text", ["3月16日到22日", "第12周", "3.16-3.22"])
def test_the_remedy_takes_the_year_from_the_name_of_the_file(text: str) -> None:
    weekly = f"期间: {text}\n派驻: P03\n做了:\n  - {{编号: 1, 事项: 走访}}\n"
    told = [one for one in problems_of({"weekly/2026-03-16_2026-03-22.yml": weekly}) if one.code == "REC003"]
    assert [f"期间: {WEEK}" in one.remedy for one in told] == [True]


@pytest.mark.parametrize("text", ["9999-W52", "9999年第52周", "第53周"])
def test_a_span_at_the_end_of_all_years_is_no_crash(text: str) -> None:
    assert right_span(text, 9999) == ""
