"""Postings: how long somebody may stay, ends that nobody knows, pay for living in the village."""

from __future__ import annotations

import pytest

from support.cadres import attendance, laid_down, posting, visits
from support.rules_in_village import codes


@pytest.mark.parametrize(
    ("since", "more", "role", "found"),
    [
        ("2023-11-20", "", "队员", []),  # three years to the day
        ("2023-11-19", "", "队员", ["CAD040"]),
        ("2022-03-01", "止: 2025-03-01\n", "队员", []),
        ("2022-03-01", "止: 2025-03-02\n", "队员", ["CAD040"]),
        ("2022-03-01", "止: 不详\n", "队员", []),
        ("2020-03-01", "", "工作队", []),
    ],
)
def test_nobody_stays_longer_than_the_limit(since: str, more: str, role: str, found: list[str]) -> None:
    assert codes({**laid_down("  任期上限: 3\n"), **posting(since, more, role)}) == found


def test_a_posting_with_unknown_ends_excludes_no_day() -> None:
    left = posting("2026-02-01", "止: 不详\n")
    assert codes({**left, **visits("日期: 2026-03-02, 走访人: P02, 对象: 困难户")}) == []
    assert codes({**left, **visits("日期: 2026-01-20, 走访人: P02, 对象: 困难户", month="2026-01")}) == ["CAD034"]
    assert codes({**posting("不详"), **attendance("2026-03", "20", number="P02")}) == ["CAD009"]  # of P01, and no more


def test_who_is_paid_for_living_here_was_here_where_all_of_that_time_is_kept() -> None:
    paid = posting("2026-01-05", "驻村补助:\n  - {编号: 补1, 期间: 2026-02..2026-03, 金额: 600.00}\n", number="P01")
    away = {**paid, **attendance("2026-02", "0"), **attendance("2026-03", "0")}
    assert codes(away) == ["CAD041"]
    assert codes({**away, **attendance("2026-03", "1")}) == []
    assert codes({**away, **attendance("2026-03", "0", "    公务外出: 20\n")}) == []
    assert codes({**paid, **attendance("2026-03", "0")}) == []  # nobody knows of February
