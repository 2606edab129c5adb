"""The board of cadres on a village page, as on the wall: the weekly pattern, entered days, no claim of today."""

from __future__ import annotations

import pytest

from cunwu.kinds.parsers import parse_weekdays
from support.money_boards import COUNTY, village

POSTING = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2026-01-05\n值班电话: 0734-1234567\n"
ROSTER = "坐班日: 周三、周一、周五\n"
FLOOR = f"{COUNTY}公开设置:\n  驻村天数下限: 20\n"


def month(text: str, days: str, more: str = "") -> dict[str, str]:
    row = f"  - 编号: 考1\n    派驻: P01\n    驻村天数: {days}\n{more}"
    return {f"attendance/{text}.yml": f"月份: {text}\n人员:\n{row}"}


def board(posting: str, *months: dict[str, str], county: str = FLOOR) -> str:
    files = {"postings/P01.yml": posting}
    for one in months:
        files |= one
    return village(files, county=county).board()


def test_the_card_has_the_weekly_pattern_and_says_what_it_cannot_know() -> None:
    page = board(POSTING + ROSTER)
    assert "按值班安排，星期一、星期三、星期五在村" in page
    assert "今天在不在村，网页不知道" in page
    assert "值班电话 0734-1234567" in page


def test_a_telephone_dials_the_number_on_the_page_of_the_record() -> None:
    page = village({"postings/P01.yml": POSTING}).raw()["postings/P01.html"]
    assert '<a href="tel:07341234567">0734-1234567</a>' in page


def test_without_a_pattern_nothing_is_said_of_it() -> None:
    page = board(POSTING)
    assert "按值班安排" not in page
    assert "网页不知道" not in page


def test_days_stand_against_the_floor_with_the_days_that_were_entered() -> None:
    dates = "".join(f"      - 2026-10-{day:02}\n" for day in (2, 5, 6, 7, 9))
    page = board(POSTING, month("2026-10", "5", f"    在村日期:\n{dates}"))
    assert "2026 年 10 月共 5 天（规定至少 20 天，！少 15 天）" in page
    assert "2026 年 10 月：2、5 至 7、9 日" in page
    assert "2026 年 10 月共 20 天（规定至少 20 天 ✓）" in board(POSTING, month("2026-10", "20"))
    assert "2026 年 10 月共 5 天" in board(POSTING, month("2026-10", "5"), county=COUNTY)


def test_a_month_that_is_not_over_is_no_shortfall_yet() -> None:
    page = board(POSTING, month("2026-10", "20"), month("2026-11", "8"))
    assert "2026 年 11 月共 8 天（规定至少 20 天，还少 12 天，这个月还没有过完）" in page


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("周一", "周一"),
        ("星期三，周一", "周一、周三"),
        ("周一至周三", "周一、周二、周三"),
        ("星期六到星期天", "周六、周日"),
    ],
)
def test_days_of_the_week_are_read_as_people_write_them(typed: str, days: str) -> None:
    assert parse_weekdays(typed) == days


@pytest.mark.parametrize("typed", ["", "周八", "每天", "周五至周一", "1、3、5", "周一上午"])
def test_what_is_no_day_of_the_week_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="应为星期几"):
        parse_weekdays(typed)
