"""Rosters: somebody is there, still in post, and in one place."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes


def roster(rows: str, *, number: str = "r", period: str = "2026") -> dict[str, str]:
    """A roster with these lists."""
    return {f"rosters/{period}-{number}.yml": f"编号: {period}-{number}\n名称: 值班 {number}\n期间: {period}\n{rows}"}


def shifts(*rows: str) -> str:
    return "每周安排:\n" + "".join(f"  - {{编号: 班{place}, {row}}}\n" for place, row in enumerate(rows, 1))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("日期: 2026-10-01, 原因: 国庆放假", []),
        ("日期: 2026-10-01", ["ROS003"]),
        ("日期: 2026-10-01, 值班人: 陈某", []),
        ("日期: 2025-10-01, 值班人: 陈某", ["ROS001"]),
        ("日期: 2026-12-25, 值班人: 陈某", []),
    ],
)
def test_a_day_has_somebody_or_says_why_not_and_may_lie_ahead(row: str, found: list[str]) -> None:
    assert codes(roster(f"临时安排:\n  - {{编号: 临1, {row}}}\n")) == found


@pytest.mark.parametrize(("person", "found"), [("王某", ["ROS004"]), ("陈某", []), ("韦某", [])])
def test_nobody_is_on_duty_after_leaving(person: str, found: list[str]) -> None:
    members = "  - {编号: 成1, 谁: 王某, 职务: 委员, 止: 2026-08-31}\n  - {编号: 成2, 谁: 韦某, 职务: 委员}\n"
    body = {"officers/cwh.yml": f"编号: cwh\n机构: 村民委员会\n起: 2025-12-20\n成员:\n{members}"}
    assert codes({**body, **roster(shifts(f"星期: 周六, 种类: 值班, 值班人: {person}"))}) == found


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("星期: 周三, 种类: 接待, 值班人: 王某", ["ROS005"]),
        ("星期: 周三, 时段: 上午, 种类: 接待, 值班人: 王某", ["ROS005"]),
        ("星期: 周三, 时段: 下午, 种类: 接待, 值班人: 王某", []),
        ("星期: 周四, 种类: 接待, 值班人: 王某", []),
        ("星期: 周三, 种类: 接待, 值班人: 王某甲", []),
    ],
)
def test_nobody_is_on_duty_twice_at_one_time(second: str, found: list[str]) -> None:
    first = "星期: 周一至周三, 时段: 上午, 种类: 坐班, 值班人: 王某"
    assert codes(roster(shifts(first, second))) == found


def test_two_rosters_of_one_time_are_held_against_each_other() -> None:
    row = shifts("星期: 周三, 种类: 坐班, 值班人: 王某")
    assert codes({**roster(row), **roster(row, number="s")}) == ["ROS005"]
    assert codes({**roster(row, period="2025"), **roster(row, number="s")}) == []


@pytest.mark.parametrize(
    ("call", "absent", "found"),
    [
        ("应到: 8, 实到: 8", 0, []),
        ("应到: 8, 实到: 6", 2, []),
        ("应到: 8, 实到: 6", 1, ["ROS006"]),
        ("应到: 8, 实到: 9", 0, ["ROS002"]),
        ("应到: 约8, 实到: 6", 1, []),
    ],
)
def test_everybody_came_or_is_listed_as_absent(call: str, absent: int, found: list[str]) -> None:
    rows = ", ".join(f"{{编号: 缺{place}, 谁: 李某{place}, 原因: 病假}}" for place in range(1, absent + 1))
    told = f"点名:\n  - {{编号: 点1, 日期: 2026-03-09, {call}{f', 缺席: [{rows}]' if rows else ''}}}\n"
    assert codes(roster(told)) == found
