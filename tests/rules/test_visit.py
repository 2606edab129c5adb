"""Household visits: as many as the place lays down."""

from __future__ import annotations

from support.cadres import laid_down, visits
from support.rules_in_village import codes, messages


def test_a_month_has_its_households_with_those_of_a_campaign_in_it() -> None:
    floor, row = laid_down("  每周走访户数: 3\n"), "日期: 2026-03-04, 走访人: P01, 对象: 困难户, 户数: {} 户"
    assert codes({**floor, **visits(row.format(12))}) == []
    (told,) = messages({**floor, **visits(row.format(6))})
    assert told.endswith("CAD042 2026 年 3 月走访 6 户，1 位驻村干部照规定每周每人 3 户，应有 12 户")
    assert codes({**floor, **visits(row.format("约6"))}) == []
    assert codes({**floor, **visits(row.format(6), "日期: 2026-03-05, 走访人: P01, 对象: 其他")}) == []
    campaign = f"期间: 2026-03-20..2026-03-22\n明细:\n  - {{编号: 访1, {row.format(8).replace('-04', '-21')}}}\n"
    assert codes({**floor, **visits(row.format(6)), "visits/2026-03-20_2026-03-22.yml": campaign}) == []
