"""Ties that are kept, as far as the number of visits is known."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes


@pytest.mark.parametrize(
    ("calls", "found"),
    [
        ("{编号: 到1, 联系: 联1, 日期: 2026-01}", ["CAD039"]),
        ("{编号: 到1, 联系: 联1, 次数: 2 次}", []),
        ("{编号: 到1, 联系: 联1, 次数: 1 人次}", []),  # heads are no visits
        ("{编号: 到1, 联系: 联1, 次数: 约1 次}", []),
        ("{编号: 到1, 次数: 16 人次}", []),  # anybody's
    ],
)
def test_who_is_tied_to_a_place_comes_as_often_as_is_laid_down(calls: str, found: list[str]) -> None:
    tie = "联系:\n  - {编号: 联1, 联系人: 镇人大主席, 联系对象: 上河村, 应到次数: 2}\n"
    text = f"编号: 2026-Q1\n名称: 挂钩\n期间: 2026-Q1\n{tie}到访:\n  - {calls}\n"
    assert codes({"linkages/2026-Q1.yml": text}) == found
