"""Compositions whose groups make the whole."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes


def composition(*groups: str) -> list[str]:
    rows = "".join(f"  - {{编号: 组{number}, {group}}}\n" for number, group in enumerate(groups, 1))
    return codes({"makeups/2026.yml": f"编号: 2026\n名称: 构成\n时间: 2026\n总人数: 120\n分组:\n{rows}"})


MEN, WOMEN = "按: 性别, 组: 男, 人数: 111", "按: 性别, 组: 女, 人数: 9, 占比: 7.5%"


def test_groups_of_one_view_make_the_whole() -> None:
    assert composition(MEN, WOMEN) == []
    assert composition(MEN.replace("111", "112"), WOMEN) == ["CMP001"]
    assert composition(WOMEN) == []  # one group of a view is a part
    assert composition(*(f"按: 年龄, 组: 段{number}, 人数: {number}" for number in (6, 25, 28, 46, 15))) == []


@pytest.mark.parametrize(
    ("share", "found"), [("2.5%", []), ("33.3%", []), ("33.34%", ["CMP002"]), ("3.5%", ["CMP002"])]
)
def test_the_share_of_a_part_of_a_group_may_be_of_the_whole_or_of_the_group(share: str, found: list[str]) -> None:
    told = composition(MEN, WOMEN, f"按: 政治面貌, 组: 党外, 人数: 3, 占比: {share}, 其中: 女")
    assert [code for code in told if code != "CMP004"] == found
