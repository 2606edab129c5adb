"""Goals that are called reached."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes, problems_of


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("要达到: 3 件, 已达到: 3 件, 完成: 是, 凭据: 实事 2026-03", []),
        ("要达到: 3 件, 已达到: 3 件, 完成: 是", ["CAD035"]),
        ("要达到: 3 件, 已达到: 2 件, 完成: 是, 凭据: 实事 2026-03", ["CAD036"]),
        ("要达到: 3 件, 已达到: 3 件, 完成: 否", ["CAD036"]),
        ("要达到: 3 件, 已达到: 约2 件, 完成: 是, 凭据: 实事 2026-03", []),
        ("要达到: 30000 元, 已达到: 2 万元, 完成: 否", []),
        ("要达到: 3 件, 已达到: 1 件", []),
    ],
)
def test_a_goal_is_reached_when_its_numbers_say_so_and_something_shows_it(told: str, found: list[str]) -> None:
    text = f"编号: 2026-目标\n名称: 目标\n期间: 2026\n目标:\n  - {{编号: 目1, 目标: 实事好事, {told}}}\n"
    assert codes({"goals/2026.yml": text}) == found


def goals(*texts: str) -> dict[str, str]:
    """One file for each text, of targets for one year."""
    head = "编号: 目标{0}\n名称: 目标 {0}\n期间: 2026\n目标:\n  - {{编号: 目1, {1}}}\n"
    return {f"goals/2026-{count}.yml": head.format(count, text) for count, text in enumerate(texts, 1)}


@pytest.mark.parametrize(
    ("texts", "lower"),
    [
        (("目标: 集体收入, 要达到: 5 万元", "目标: 集体收入, 要达到: 3 万元"), "goals/2026-2.yml"),
        (("目标: 集体收入, 要达到: 3 万元", "目标: 集体收入, 要达到: 5 万元"), "goals/2026-1.yml"),
        (("目标: 集体收入, 要达到: 5 万元", "目标: 集体收入, 要达到: 3 万元, 对象: 贫困村"), ""),
        (("目标: 集体收入, 要达到: 5 万元", "目标: 实事好事, 要达到: 3 件"), ""),
        (("目标: 集体收入, 要达到: 5 万元", "目标: 集体收入, 要达到: 5 万元"), ""),
    ],
)
def test_of_two_targets_for_one_goal_the_lower_one_is_told(texts: tuple[str, str], lower: str) -> None:
    found = [(one.code, one.file.removeprefix("villages/shanghe/")) for one in problems_of(goals(*texts))]
    assert found == ([("CAD061", lower)] if lower else [])
