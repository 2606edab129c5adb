"""Cadres at the edges: what is not known accuses nobody, and what a place lays down is asked from both sides."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes, messages

COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n公开设置:\n"
TIERS = "  请假审批:\n    - {编号: 批1, 天数: 5, 审批人: 镇党委书记}\n    - {编号: 批2, 审批人: 县委组织部}\n"


def laid_down(setting: str) -> dict[str, str]:
    return {"../region.yml": f"{COUNTY}{setting}"}


def posting(since: str, more: str = "", role: str = "队员", number: str = "P02") -> dict[str, str]:
    text = f"编号: {number}\n派出单位:\n  - 示例县水利局\n职务: {role}\n起: {since}\n{more}"
    return {f"postings/{number}.yml": text}


def attendance(month: str, days: str, more: str = "", number: str = "P01") -> dict[str, str]:
    row = f"  - 编号: 考1\n    派驻: {number}\n    驻村天数: {days}\n{more}"
    return {f"attendance/{month}.yml": f"月份: {month}\n人员:\n{row}"}


# --- attendance and leave ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "days", "approved", "found"),
    [
        ("事假", "5", "镇党委书记", []),
        ("事假", "5", "镇党委", []),  # the unit stands for its head
        ("事假", "2.5", "县委组织部", []),  # higher than need be
        ("事假", "5.5", "镇党委书记", ["CAD033"]),
        ("事假", "8", "县委组织部", []),
        ("事假", "2", "村委会主任", ["CAD033"]),
        ("公务", "8", "镇党委书记", []),
    ],
)
def test_longer_leave_is_approved_higher_up(sort: str, days: str, approved: str, found: list[str]) -> None:
    leave = f"    请假:\n      - {{编号: 假1, 种类: {sort}, 天数: {days}, 批准人: {approved}}}\n"
    assert codes({**laid_down(TIERS), **attendance("2026-03", "20", leave)}) == found


def test_a_year_is_held_against_its_floor_when_it_is_over_and_wholly_kept() -> None:
    floor = laid_down("  全年驻村天数下限: 200\n")
    there = posting("2024-06-01")
    short, trips = (
        attendance("2025", "171", number="P02"),
        attendance("2025", "171", "    公务外出: 29\n", number="P02"),
    )
    assert codes({**floor, **there, **short}) == ["CAD032"]
    assert codes({**floor, **there, **trips}) == []
    assert codes({**floor, **posting("2025-03-01"), **short}) == []  # not the whole year
    assert codes({**floor, **there, **attendance("2025-11", "20", number="P02")}) == []  # eleven months are not kept
    assert codes({**there, **short}) == []  # no floor


def test_attendance_that_is_not_for_everybody_does_not_lie_here() -> None:
    assert codes({**laid_down("  考勤公开: 不公开\n"), **attendance("2026-03", "20")}) == ["CAD031"]
    assert codes({**laid_down("  考勤公开: 公开\n"), **attendance("2026-03", "20")}) == []


# --- postings ---------------------------------------------------------------------------------------------------------


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
    assert codes({**left, **visits("日期: 2026-01-20, 走访人: P02, 对象: 困难户", "2026-01")}) == ["CAD034"]
    assert codes({**posting("不详"), **attendance("2026-03", "20", number="P02")}) == ["CAD009"]  # of P01, and no more


def test_who_is_paid_for_living_here_was_here_where_all_of_that_time_is_kept() -> None:
    paid = posting("2026-01-05", "驻村补助:\n  - {编号: 补1, 期间: 2026-02..2026-03, 金额: 600.00}\n", number="P01")
    away = {**paid, **attendance("2026-02", "0"), **attendance("2026-03", "0")}
    assert codes(away) == ["CAD041"]
    assert codes({**away, **attendance("2026-03", "1")}) == []
    assert codes({**away, **attendance("2026-03", "0", "    公务外出: 20\n")}) == []
    assert codes({**paid, **attendance("2026-03", "0")}) == []  # nobody knows of February


# --- visits -----------------------------------------------------------------------------------------------------------


def visits(*rows: str) -> dict[str, str]:
    """Rows of March, unless the last of two texts is another month."""
    month = rows[-1] if len(rows[-1]) == 7 else "2026-03"
    told = "".join(f"  - {{编号: 访{number}, {row}}}\n" for number, row in enumerate(rows, 1) if row != month)
    return {f"visits/{month}.yml": f"期间: {month}\n明细:\n{told}"}


def test_a_month_has_its_households_with_those_of_a_campaign_in_it() -> None:
    floor, row = laid_down("  每周走访户数: 3\n"), "日期: 2026-03-04, 走访人: P01, 对象: 困难户, 户数: {} 户"
    assert codes({**floor, **visits(row.format(12))}) == []
    (told,) = messages({**floor, **visits(row.format(6))})
    assert told.endswith("CAD042 2026 年 3 月走访 6 户，1 位驻村干部照规定每周每人 3 户，应有 12 户")
    assert codes({**floor, **visits(row.format("约6"))}) == []
    assert codes({**floor, **visits(row.format(6), "日期: 2026-03-05, 走访人: P01, 对象: 其他")}) == []
    campaign = f"期间: 2026-03-20..2026-03-22\n明细:\n  - {{编号: 访1, {row.format(8).replace('-04', '-21')}}}\n"
    assert codes({**floor, **visits(row.format(6)), "visits/2026-03-20_2026-03-22.yml": campaign}) == []


# --- weekly reports and ties ------------------------------------------------------------------------------------------

FIRST, SECOND = "2026-03-02..2026-03-08", "2026-03-09..2026-03-15"
PLANNED = "下周打算:\n  - {编号: 打1, 事项: 清理水沟}\n"


def weekly(period: str, more: str, number: str = "P01") -> dict[str, str]:
    stem = f"{period.replace('..', '_')}-{number}"
    return {f"weekly/{stem}.yml": f"期间: {period}\n{f'派驻: {number}' if number != '全队' else ''}\n{more}"}


def works(*rows: str) -> str:
    return "做了:\n" + "".join(f"  - {{编号: 做{number}, {row}}}\n" for number, row in enumerate(rows, 1))


def test_what_was_planned_is_accounted_for_in_the_next_report_of_the_same_cadre() -> None:
    both = {**weekly(FIRST, PLANNED), **weekly(SECOND, works("事项: 开会"))}
    assert codes(both) == ["CAD037"]
    assert codes({**both, **weekly(SECOND, works("事项: 清理水沟, 上周计划: 打1, 做得怎样: 没有做"))}) == []
    assert codes({**both, **weekly(SECOND, PLANNED)}) == []  # nothing is told yet
    assert codes({**weekly(FIRST, PLANNED), **weekly(SECOND, works("事项: 开会"), "全队")}) == []


def test_a_month_s_plan_is_not_that_of_a_week() -> None:
    week = weekly("2026-06-01..2026-06-07", works("事项: 开会"))
    assert codes({**weekly("2026-05", PLANNED), **week}) == []
    assert codes({**weekly("2026-05", PLANNED), **weekly("2026-06", works("事项: 开会"))}) == ["CAD037"]


def test_two_cadres_report_on_the_same_week_and_nobody_twice() -> None:
    other = posting("2026-01-05")
    assert codes({**other, **weekly(FIRST, PLANNED), **weekly(FIRST, PLANNED, "P02")}) == []
    again = {"weekly/2026-03-02_2026-03-08-2.yml": f"期间: {FIRST}\n派驻: P01\n{PLANNED}"}
    assert codes({**weekly(FIRST, PLANNED), **again}) == ["REC010"]


def test_help_that_is_asked_for_is_answered_in_time() -> None:
    asked = "问题:\n  - {编号: 难1, 问题: 水渠塌了, 请帮助: 镇水利站来看}\n"
    (told,) = messages(weekly(FIRST, asked))
    assert told.endswith("CAD038 「水渠塌了」请的帮助「镇水利站来看」，到 2026-11-20 已经 257 天，没有写答复")
    assert codes(weekly(FIRST, asked.replace("来看}", "来看, 答复: 来过了}"))) == []
    assert codes(weekly("2026-11-02..2026-11-08", asked)) == []
    assert codes({**laid_down("  答复天数: 5\n"), **weekly("2026-11-02..2026-11-08", asked)}) == ["CAD038"]


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


# --- goals and compositions -------------------------------------------------------------------------------------------


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
    assert composition(MEN, WOMEN, f"按: 政治面貌, 组: 党外, 人数: 3, 占比: {share}, 其中: 女") == found
