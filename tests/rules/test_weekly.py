"""Weekly reports that follow one another, of one cadre or of several."""

from __future__ import annotations

import pytest

from support.cadres import laid_down, posting
from support.rules_in_village import codes, messages

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
    assert codes({**both, **weekly(SECOND, works("事项: 清理水沟, 上周计划: 打1, 做得怎样: 没有做, 原因: 下雨"))}) == []
    assert codes({**both, **weekly(SECOND, PLANNED)}) == []  # nothing is told yet
    assert codes({**weekly(FIRST, PLANNED), **weekly(SECOND, works("事项: 开会"), "全队")}) == []


def test_work_goes_back_to_a_plan_that_the_report_before_has() -> None:
    done = works("事项: 清理水沟, 上周计划: 打1", "事项: 开会, 上周计划: 打9")
    (told,) = messages({**weekly(FIRST, PLANNED), **weekly(SECOND, done)})
    assert told.endswith("/2026-03-09_2026-03-15-P01.yml:5 CAD053 上一份「下周打算」里没有编号 打9")
    assert codes(weekly(SECOND, done)) == []  # nobody knows what was planned
    assert codes({**weekly(FIRST, works("事项: 开会")), **weekly(SECOND, done)}) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("做得怎样: 没有做", ["CAD054"]),
        ("做得怎样: 做了一部分", ["CAD054"]),
        ("做得怎样: 做了一部分, 原因: 连日下雨", []),
        ("做得怎样: 做完", []),
    ],
)
def test_what_was_not_done_has_its_reason(row: str, found: list[str]) -> None:
    assert codes(weekly(FIRST, works(f"事项: 清理水沟, {row}"))) == found


@pytest.mark.parametrize(
    ("answered", "found"), [("2026-02-17", ["CAD055"]), ("2026-02", ["CAD055"]), ("2026-03-02", []), ("2026-03", [])]
)
def test_no_answer_is_older_than_the_week_in_which_it_was_asked_for(answered: str, found: list[str]) -> None:
    row = f"{{编号: 难1, 问题: 水渠塌了, 答复: 来看过, 答复日期: {answered}}}"
    assert codes(weekly(FIRST, f"问题:\n  - {row}\n")) == found


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
    assert told.endswith("CAD038 「水渠塌了」请的帮助「镇水利站来看」，到 2026 年 11 月 20 日已经 257 天，没有写答复")
    assert codes(weekly(FIRST, asked.replace("来看}", "来看, 答复: 来过了}"))) == []
    assert codes(weekly("2026-11-02..2026-11-08", asked)) == []
    assert codes({**laid_down("  答复天数: 5\n"), **weekly("2026-11-02..2026-11-08", asked)}) == ["CAD038"]
