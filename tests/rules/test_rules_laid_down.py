"""Rules that counties and towns lay down for resident cadres, as content/sources.yml has them: each can be written.

Each story says the rule as the source does, then a fact that keeps it and, where the program can tell, one that does
not, with what is said of it.
"""

from __future__ import annotations

import pytest

from support.cadres import TIERS, attendance, laid_down, posting, visits
from support.rules_in_village import codes, messages

LONG = posting("2024-06-01")
"""P02, at his post for the whole of 2025."""


def year(days: str, more: str = "") -> dict[str, str]:
    """The attendance of P02 over all of 2025."""
    return attendance("2025", days, more, number="P02")


def leave(days: str, by: str) -> str:
    return f"    请假:\n      - {{编号: 假1, 种类: 事假, 天数: {days}, 批准人: {by}}}\n"


def rubric(parts: str, more: str = "") -> dict[str, str]:
    return {"../rubrics/2026.yml": f"编号: 2026-考核\n名称: 考核办法\n部分:\n{parts}{more}"}


def judged(marks: str, more: str) -> dict[str, str]:
    head = "编号: 2026-Q2-P01\n期间: 2026-Q2\n派驻: P01\n办法: 2026-考核\n"
    return {"assessments/2026-Q2-P01.yml": f"{head}得分:\n{marks}{more}"}


FIVE_DAYS_AT_THE_TOWN = laid_down(TIERS)
"""乐都 2024: up to five days by the town's party secretary, more by the county's organization department."""
THREE_DAYS_AT_THE_TOWN = laid_down(TIERS.replace("天数: 5", "天数: 3").replace("镇党委书记", "镇党委"))
"""广西某县: up to three days by the town's committee."""
TWO_HALVES = rubric(
    "  - {编号: 部1, 部分: 半年考核, 满分: 100, 权重: 30%}\n  - {编号: 部2, 部分: 年终考核, 满分: 100, 权重: 70%}\n"
)
"""白河 2017: the half year counts 30 %, the end of the year 70 %."""
THREE_OFF = rubric(
    "  - {编号: 部1, 部分: 纪律, 满分: 100}\n",
    "内容:\n  - {编号: 内1, 部分: 部1, 内容: 按时到村, 满分: 100, 每次扣: 3, 扣分情形: 无故缺勤一次}\n",
)
HALVES = "  - {{编号: 得1, 部分: 部1, 得分: {}}}\n  - {{编号: 得2, 部分: 部2, 得分: {}}}\n"
ABSENCES = "  - {{编号: 得1, 部分: 部1, 内容: 内1, 得分: {}, 次数: 2, 原因: 无故缺勤 2 次}}\n"

STORIES: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "two hundred days a year (乐都 2024)": (
        laid_down("  全年驻村天数下限: 200\n") | LONG | year("201"),
        laid_down("  全年驻村天数下限: 200\n") | LONG | year("199"),
        "CAD032",
    ),
    "reported trips count as days in the village (乐都 2024)": (
        laid_down("  全年驻村天数下限: 200\n") | LONG | year("180", "    公务外出: 20\n"),
        laid_down("  全年驻村天数下限: 200\n") | LONG | year("180", "    公务外出: 19\n"),
        "CAD032",
    ),
    "up to five days of leave by the town, more by the county (乐都 2024)": (
        FIVE_DAYS_AT_THE_TOWN | attendance("2026-03", "18", leave("5", "镇党委书记")),
        FIVE_DAYS_AT_THE_TOWN | attendance("2026-03", "18", leave("6", "镇党委书记")),
        "CAD033",
    ),
    "up to three days of leave by the town (广西某县)": (
        THREE_DAYS_AT_THE_TOWN | attendance("2026-03", "18", leave("3", "镇党委")),
        THREE_DAYS_AT_THE_TOWN | attendance("2026-03", "18", leave("4", "镇党委")),
        "CAD033",
    ),
    "twenty days a month (白河 2017, 广西某县)": (
        laid_down("  驻村天数下限: 20\n") | attendance("2026-03", "20"),
        laid_down("  驻村天数下限: 20\n") | attendance("2026-03", "19.5"),
        "CAD004",
    ),
    "ten nights a month (cases/mechanisms)": (
        laid_down("  住村夜数下限: 10\n") | attendance("2026-03", "20", "    住村夜数: 10\n"),
        laid_down("  住村夜数下限: 10\n") | attendance("2026-03", "20", "    住村夜数: 9\n"),
        "CAD010",
    ),
    "half days count": (attendance("2026-03", "20.5"), attendance("2026-03", "31.5"), "CAD002"),
    "the half year 30 %, the end of the year 70 % (白河 2017)": (
        TWO_HALVES | judged(HALVES.format("80", "90"), "总分: 87\n"),
        TWO_HALVES | judged(HALVES.format("80", "90"), "总分: 85\n"),
        "ASM010",
    ),
    "three points off for each absence": (
        THREE_OFF | judged(ABSENCES.format("94"), "总分: 94\n"),
        THREE_OFF | judged(ABSENCES.format("97"), "总分: 97\n"),
        "ASM005",
    ),
    "three visits a week to households (cases/mechanisms)": (
        laid_down("  每周走访户数: 3\n") | visits("日期: 2026-03-11, 走访人: P01, 对象: 困难户, 户数: 12 户"),
        laid_down("  每周走访户数: 3\n") | visits("日期: 2026-03-11, 走访人: P01, 对象: 困难户, 户数: 11 户"),
        "CAD042",
    ),
}


@pytest.mark.parametrize("rule", STORIES)
def test_what_keeps_a_rule_is_published_without_a_word_and_what_does_not_says_which(rule: str) -> None:
    kept, broken, code = STORIES[rule]
    assert codes(kept) == []
    assert codes(broken) == [code], messages(broken)


OUTCOMES = {
    "more than thirty days away in a year: recalled (白河 2017)": (
        "种类: 召回, 日期: 2026-06-30, 派驻: P01, 原因: 全年累计离村 31 天, 决定: 县委组织部"
    ),
    "absent without cause once: not rated 优秀 (广西某县)": (
        "种类: 通报, 日期: 2026-06-30, 派驻: P01, 内容: 年度考核不得评为优秀, 原因: 无故不在岗 1 次, 决定: 镇党委"
    ),
    "the sending unit loses points with its cadre (广西某县)": (
        "种类: 扣分, 日期: 2026-06-30, 谁: 示例县水利局, 内容: 年度考核扣 2 分, 原因: 队员无故不在岗, 决定: 县委组织部"
    ),
    "promoted first (云南 2021)": (
        "种类: 提拔, 日期: 2026-06-30, 派驻: P01, 内容: 任镇农业服务中心主任, 原因: 年度考核优秀, 决定: 县委组织部"
    ),
}


@pytest.mark.parametrize("rule", OUTCOMES)
def test_what_came_of_it_is_written_with_its_reason(rule: str) -> None:
    row = f"期间: 2026\n明细:\n  - {{编号: 奖1, {OUTCOMES[rule]}}}\n"
    without = ", ".join(part for part in row.split(", ") if not part.startswith("原因"))
    assert codes({"conduct/2026.yml": row}) == []
    assert codes({"conduct/2026.yml": without}) == ["CAD029"]


def test_a_team_of_one_head_and_two_members_comes_from_several_units() -> None:
    """德宏 2021; 云南 2021 has three or more."""
    members = [("1", "郑某", "队长", "水利局"), ("2", "周某", "队员", "水利局"), ("3", "吴某", "队员", "民政局")]
    text = "编号: T01\n名称: 驻上河村工作队\n种类: 工作队\n派出单位: [示例县水利局, 示例县民政局]\n"
    text += "负责: [上河村]\n应派: 3\n成员:\n"
    for number, name, post, unit in members:
        text += f"  - {{编号: 员{number}, 谁: {name}, 担任: {post}, 单位: 示例县{unit}}}\n"
    assert codes({"teams/T01.yml": text}) == []
