"""Matters: who is asked first is in post, and nothing takes longer than it may."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes

COMMITTEE = {
    "officers/cwh.yml": "编号: cwh\n机构: 村民委员会\n起: 2025-12-20\n成员:\n  - {编号: 成1, 谁: 王某, 职务: 主任}\n"
}


def services(first: str, days: str = "几天办完: 3") -> dict[str, str]:
    """One matter."""
    row = f"  - {{编号: 办1, 事项: 低保申请, 先找谁: {first}, {days}}}\n"
    return {"services/2026.yml": f"编号: 2026\n名称: 办事\n事项:\n{row}"}


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("主任", []),
        ("村委会主任", []),
        ("村民委员会主任", []),
        ("王某", []),
        ("村委会副主任", ["SRV004"]),
        ("韦某", ["SRV004"]),
        ("镇社保所", []),
    ],
)
def test_who_is_asked_first_is_in_post(first: str, found: list[str]) -> None:
    assert codes({**COMMITTEE, **services(first)}) == found
    assert codes(services(first)) == []


def test_a_resident_cadre_may_be_asked_first() -> None:
    posting = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县水利局\n职务: 第一书记\n起: 2026-01-05\n"
    assert codes({**COMMITTEE, **services("第一书记"), "postings/P01.yml": posting}) == []


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("几天办完: 5, 规定几天: 5", []),
        ("几天办完: 6, 规定几天: 5", ["SRV003", "SRV005"]),
        ("几天办完: 6", ["SRV005"]),
        ("几天办完: 0", []),
        ("地点: 村部", ["SRV002"]),
    ],
)
def test_no_matter_is_promised_for_later_than_it_may_be(days: str, found: list[str]) -> None:
    own = "名称: 上河村\n公开设置:\n  办结期限: 5\n"
    assert codes({**services("主任", days), "village.yml": own}) == found
