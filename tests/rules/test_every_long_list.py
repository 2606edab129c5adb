"""Thousands of rows in one record, and findings about each, take work in proportion to their number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cunwu.kinds.parts import holder_of, path_of, row_numbered
from cunwu.kinds.selection import SELECTION, Selection
from support.rules_villages import board_of, steps_of
from support.steps import count_steps

POSTS = "编号: 2026-竞聘\n名称: 竞聘\n方式: 竞争上岗\n时间: 2026-01\n岗位:\n  - {编号: 岗1, 岗位: 指导员, 人数: 1}\n"
CHECKED = "编号: 2026-审计\n名称: 审计\n种类: 审计\n日期: 2026-01-05\n"
POINTS = "编号: 2026\n名称: 办法\n年度: 2026\n"


def applicants(count: int) -> dict[str, str]:
    """Applicants of whom nearly all have a wrong rank."""
    rows = (
        f"  - {{编号: 人{one}, 谁: 刘某, 岗位: 岗1, 总分: {one % 90}.5, 名次: {one * 7 % count + 1}, 结果: 落选}}\n"
        for one in range(count)
    )
    return {"selections/2026.yml": POSTS + "报名的人:\n" + "".join(rows)}


def measures(count: int) -> dict[str, str]:
    """Findings, each with a measure and a refund of too much."""
    numbers = range(count)
    found = "".join(f"  - {{编号: 发{one}, 内容: 白条, 金额: 10.00}}\n" for one in numbers)
    ordered = "".join(f"  - {{编号: 处{one}, 针对: 发{one}, 内容: 退, 应退: 20.00}}\n" for one in numbers)
    repaid = "".join(f"  - {{编号: 退{one}, 处理: 处{one}, 日期: 2026-02-03, 金额: 30.00}}\n" for one in numbers)
    return {"audits/2026.yml": f"{CHECKED}发现:\n{found}处理:\n{ordered}退款:\n{repaid}"}


def criteria(count: int) -> dict[str, str]:
    """Parts with a criterion each, of other points, and criteria of parts that do not exist."""
    numbers = range(count)
    parts = "".join(f"  - {{编号: 部{one}, 部分: 第{one}部分, 满分: 10}}\n" for one in numbers)
    inside = "".join(f"  - {{编号: 内{one}, 部分: 部{one}, 内容: 甲{one}, 满分: 9}}\n" for one in numbers)
    beside = "".join(f"  - {{编号: 外{one}, 部分: 无{one}, 内容: 乙{one}, 满分: 9}}\n" for one in numbers)
    return {"rubrics/2026.yml": f"{POINTS}部分:\n{parts}内容:\n{inside}{beside}"}


@pytest.mark.parametrize(
    ("many", "code"), [(measures, "AUD003"), (measures, "AUD004"), (criteria, "ASM001"), (criteria, "ASM003")]
)
def test_twice_the_rows_are_twice_the_work(many: Callable[[int], dict[str, str]], code: str) -> None:
    few, full = board_of(many(100)), board_of(many(200))
    assert steps_of(code, full) <= 2.2 * steps_of(code, few)


def test_each_row_is_found_without_a_walk_through_the_others() -> None:
    def steps(count: int) -> int:
        (record,) = (file.record for file in board_of(applicants(count)).files if file.kind is SELECTION)
        assert isinstance(record, Selection)

        def place() -> None:
            for row in record.applicants:
                path = path_of(record, row)
                assert path is not None
                assert holder_of(record, path) == (path, row)
                assert row_numbered(record, row.number) == (path, row)

        return count_steps(place)

    assert steps(400) <= 2.2 * steps(200)
