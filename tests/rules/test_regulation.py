"""Rules in force: which of them hold on a day, here and above, and what a collection may leave unnamed."""

from __future__ import annotations

from datetime import date

import pytest

from cunwu.derive.regulations import regulations_holding
from support.rules_in_village import codes
from support.rules_villages import COUNTY, board_of

HEAD = "编号: {}\n名称: {}\n种类: 管理办法\n"


def regulation(text: str, number: str = "制01", name: str = "财务公开制度") -> str:
    return HEAD.format(number, name) + text


PIECES = "收录:\n  - {编号: 收1, 名称: 手册}\n  - {编号: 收2, 名称: 日志簿}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("起: 不详\n止: 不详\n", []),
        ("起: 2026-01\n止: 2025-12\n", ["REG001"]),
        ("起: 2026-01\n废止依据: 镇党委会\n", ["REG002"]),
        ("起: 2026-01\n止: 不详\n废止依据: 镇党委会\n", []),
        (f"起: 2026-01\n件数: 5\n{PIECES}", []),  # five, of which two are named
        (f"起: 2026-01\n件数: 1\n{PIECES}", ["REG003"]),
        ("起: 2026-01\n止: 2026-02\n代替它的: 制99\n", ["REF033"]),
    ],
)
def test_a_rule_is_told_what_does_not_hold(text: str, found: list[str]) -> None:
    assert codes({"regulations/01.yml": regulation(text)}) == found


def test_two_rules_of_one_name_are_not_in_force_together() -> None:
    newer = {"regulations/02.yml": regulation("起: 2026-01\n", "制02")}
    assert codes({"regulations/01.yml": regulation("起: 2024-01\n"), **newer}) == ["REG004"]
    ended = regulation("起: 2024-01\n止: 2025-12\n代替它的: 制02\n")
    assert codes({"regulations/01.yml": ended, **newer}) == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2025, 6, 1), [("上河村", "甲", True)]),
        (date(2026, 3, 1), [("上河村", "甲", True), ("上河村", "乙", True)]),
        (date(2026, 7, 1), [("上河村", "乙", True)]),
    ],
)
def test_the_rules_of_a_day_are_those_begun_and_not_ended(day: date, found: list[tuple[str, str, bool]]) -> None:
    board = board_of(
        {
            "regulations/01.yml": regulation("起: 2025\n止: 2026-06\n", "制01", "甲"),
            "regulations/02.yml": regulation("起: 2026-01-05\n", "制02", "乙"),
        }
    )
    told = [(place.name, rule.name, known) for place, _, rule, known in regulations_holding(board, day)]
    assert told == found


def test_a_rule_of_which_nobody_says_that_it_ended_is_neither_kept_nor_gone() -> None:
    board = board_of({"region.yml": COUNTY, "regulations/01.yml": regulation("起: 不详\n止: 不详\n")})
    assert [known for *_, known in regulations_holding(board, date(2026, 11, 20))] == [False]
