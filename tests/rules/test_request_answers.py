"""Villagers' requests: answered in time, with a day, about something that is there, and asked again with a word."""

from __future__ import annotations

from datetime import date

import pytest

from cunwu.derive.answers import due_of
from cunwu.derive.requests import weekends_only
from cunwu.kinds.common import Settings
from cunwu.kinds.request import REQUEST
from cunwu.values.working_days import add_working_days, is_working_day
from support.rules_villages import board_of, said

COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n公开设置:\n  答复天数: 5\n"
MATTER = "{编号: 求1, 收到日期: 2026-03-05, 渠道: 意见箱, 反映: 三组水沟堵了"


def asked(rest: str, *others: str, county: str = COUNTY) -> dict[str, str]:
    rows = "".join(f"  - {row}}}\n" for row in (MATTER + rest, *others))
    return {"region.yml": county, "requests/2026-03.yml": f"期间: 2026-03\n明细:\n{rows}"}


def test_a_matter_without_an_answer_is_told_when_its_days_are_over() -> None:
    (told,) = said("REQ001", asked(""))
    assert told.startswith("2026 年 3 月 5 日收到的「三组水沟堵了」，照规定 2026 年 3 月 10 日以前答复")
    assert told.endswith("到 2026 年 11 月 20 日还没有答复，过了 255 天")
    assert said("REQ001", asked(", 答复: 已清通")) == []


@pytest.mark.parametrize(("day", "late"), [("2026-03-10", 0), ("2026-03-11", 1)])
def test_an_answer_is_late_from_the_day_after_the_last(day: str, late: int) -> None:
    assert len(said("REQ002", asked(f", 答复: 已清通, 答复日期: {day}"))) == late


@pytest.mark.parametrize(
    ("answered", "codes"),
    [
        ("", {"REQ001"}),
        (", 答复: 好了, 答复日期: 2026-04-05", set()),
        (", 答复: 好了, 答复日期: 2026-04-06", {"REQ002"}),
    ],
)
def test_of_what_came_in_some_day_of_a_month_the_clock_begins_with_its_last(answered: str, codes: set[str]) -> None:
    files = {name: text.replace("2026-03-05", "2026-03") for name, text in asked(answered).items()}
    assert {code for code in ("REQ001", "REQ002", "REQ005", "REQ006") if said(code, files)} == codes


@pytest.mark.parametrize(("day", "early"), [("2026-03-01", 0), ("2026-02-28", 1)])
def test_what_came_in_some_day_of_a_month_may_be_answered_on_any_of_its_days(day: str, early: int) -> None:
    files = asked(f", 答复: 好了, 答复日期: {day}")
    files["requests/2026-03.yml"] = files["requests/2026-03.yml"].replace("收到日期: 2026-03-05", "收到日期: 2026-03")
    assert len(said("REQ005", files)) == early


def test_a_place_may_count_in_working_days() -> None:
    county = f"{COUNTY}  答复天数按: 工作日\n"
    assert said("REQ002", asked(", 答复: 已清通, 答复日期: 2026-03-12", county=county)) == []
    assert len(said("REQ002", asked(", 答复: 已清通, 答复日期: 2026-03-13", county=county))) == 1


def test_holidays_are_taken_off_and_weekends_worked_instead_are_not() -> None:
    assert not is_working_day(date(2026, 2, 16))
    assert is_working_day(date(2026, 2, 28))
    assert not is_working_day(date(2026, 3, 1))
    assert add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_of_a_year_without_a_notice_only_weekends_are_taken_off_and_that_is_known() -> None:
    settings = Settings(answer_days=2, answer_by="工作日")
    assert due_of(date(2027, 9, 30), settings) == date(2027, 10, 4)
    board = board_of(
        {"requests/2027-09.yml": "期间: 2027-09\n明细:\n  - {编号: 求1, 收到日期: 2027-09-30, 渠道: 电话, 反映: 路}\n"}
    )
    assert weekends_only(board.records(REQUEST)[0], lambda *_: settings) == (2027,)


def test_an_answer_has_a_day_and_a_result_an_answer() -> None:
    assert said("REQ003", asked(", 答复: 已清通")) == [
        "「三组水沟堵了」写了答复，没有写哪天答复的，不知道在不在期限以内"
    ]
    assert said("REQ004", asked(", 结果: 不予受理")) == [
        "「三组水沟堵了」的结果写的是「不予受理」，没有写答复：为什么不受理"
    ]


AGAIN = "{编号: 求2, 收到日期: 2026-03-25, 渠道: 电话, 反映: 三组水沟堵了"


def test_the_same_matter_asked_again_names_the_first_time() -> None:
    assert said("REQ011", asked("", AGAIN)) == [
        "「三组水沟堵了」2026 年 3 月 5 日也问过（2026-03#求1），没有写「重复」"
    ]
    assert said("REQ011", asked("", f"{AGAIN}, 重复: 2026-03#求1")) == []
    assert said("REQ007", asked("", f"{AGAIN}, 重复: 2026-03#求1")) == []
    assert said("REQ007", asked("", f"{AGAIN}, 重复: 2026-03#求2")) == ["「重复」写的「2026-03#求2」不是以前的一件诉求"]


def test_a_question_about_a_figure_leads_to_it() -> None:
    assert said("REQ008", asked(", 问的数: {记录: village, 字段: 户数}")) == []
    assert said("REQ008", asked(", 问的数: {记录: requests/2026-03, 条目: 求1, 字段: 渠道}")) == []
    assert said("REQ008", asked(", 问的数: {记录: village, 字段: 没有}")) == [
        "「三组水沟堵了」问的数「village 没有」在公开栏上找不到"
    ]


def test_stated_totals_may_count_more_than_is_listed_and_never_less() -> None:
    files = asked("")
    listed = files["requests/2026-03.yml"]
    more, fewer = (listed.replace("明细:", f"文件写收到: {stated}\n明细:") for stated in (21, 0))
    assert said("REQ009", {**files, "requests/2026-03.yml": more}) == []
    assert said("REQ009", {**files, "requests/2026-03.yml": fewer}) == ["文件写收到 0 件，下面逐件登记的有 1 件"]
