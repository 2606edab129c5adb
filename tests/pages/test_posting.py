"""The page of a cadre: days and nights month by month, what is required, what is missing, and the year's totals."""

from __future__ import annotations

import pytest

from support.money_boards import COUNTY, Village, village

SETTINGS = "公开设置:\n  驻村天数下限: 20\n  住村夜数下限: 10\n"
POSTING = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2025-11-05\n"
OTHER = "编号: P02\n派出单位:\n  - 县医院\n职务: 队员\n起: 2026-01-05\n止: 2026-03-31\n"


def month(text: str, *lines: str) -> str:
    """Attendance of a month; `lines` are cadres."""
    return f"月份: {text}\n人员:\n" + "".join(lines)


def line(number: str, days: int, *more: str) -> str:
    extra = "".join(f"    {word}\n" for word in more)
    return f"  - 编号: {number}\n    派驻: {number}\n    驻村天数: {days}\n{extra}"


def kept() -> dict[str, str]:
    leave = ("请假:", "  - 编号: 假1", "    种类: 事假", "    天数: 2", "    批准人: 镇党委")
    return {
        "postings/P01.yml": POSTING,
        "postings/P02.yml": OTHER,
        "attendance/2025-12.yml": month("2025-12", line("P01", 22, "住村夜数: 12")),
        "attendance/2026-01.yml": month("2026-01", line("P01", 22, "住村夜数: 12"), line("P02", 5, "住村夜数: 1")),
        "attendance/2026-02.yml": month("2026-02", line("P01", 15, "住村夜数: 8", "公务外出: 2", *leave)),
    }


@pytest.fixture
def shown() -> Village:
    return village(kept(), county=COUNTY + SETTINGS)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "县供电公司派来，任第一书记，2025 年 11 月 5 日起。"),
        ("止: 2026-03\n派驻方式: 选派\n", "任第一书记，2025 年 11 月 5 日到 2026 年 3 月。怎么来的：选派。"),
        ("止: 不详\n", "2025 年 11 月 5 日起，哪天走的不详。"),
    ],
)
def test_who_sent_a_cadre_as_what_and_since_when_stands_first(more: str, told: str) -> None:
    page = village({"postings/P01.yml": POSTING + more}).pages()["postings/P01.html"]
    assert told in page
    assert page.index("派来") < page.index("基本情况")


def test_a_team_and_a_day_that_nobody_knows_are_told_as_they_are() -> None:
    team = "编号: P02\n派出单位:\n  - 省农垦总局\n  - 县水利局\n职务: 工作队\n起: 不详\n"
    page = village({"postings/P02.yml": team}).pages()["postings/P02.html"]
    assert "省农垦总局、县水利局派来，是工作队，哪天来的不详。" in page


def test_a_cadre_has_days_nights_leave_and_shortfall_month_by_month(shown: Village) -> None:
    page = shown.pages()["postings/P01.html"]
    assert "这里规定每月在村至少 20 天（报备过的公务外出也算），住村至少 10 夜。" in page
    assert "2026 年 2 月 15 8 2 事假 2 天 ！少 3 天，少 2 夜" in page
    assert "2026 年 1 月 22 12 — — ✓ 够" in page
    assert "2025 年 12 月 22 12" in page


def test_the_year_has_its_total_and_says_which_months_are_missing(shown: Village) -> None:
    page = shown.pages()["postings/P01.html"]
    assert "2 个月合计，缺 8 个月 37 20 2 2 天 1 个月不够，共少 3 天，少 2 夜" in page
    assert "2026 年登记了 2 个月，在村 37 天；其中 1 个月没有达到规定，共少 3 天，少 2 夜。" in page
    assert "2026 年没有考勤的月份：3 月、4 月、5 月、6 月、7 月、8 月、9 月、10 月。" in page


def test_who_was_here_every_month_of_the_year_has_a_whole_total() -> None:
    months = {f"attendance/2026-0{n}.yml": month(f"2026-0{n}", line("P02", 21, "住村夜数: 10")) for n in (2, 3)}
    page = village({"postings/P02.yml": OTHER} | months, county=COUNTY + SETTINGS).pages()["postings/P02.html"]
    assert "2 个月合计 42 20 0 0 天 ✓ 都够" in page
    assert "都达到了规定" in page


def test_no_tick_stands_over_a_year_of_which_months_are_missing() -> None:
    months = {"attendance/2026-02.yml": month("2026-02", line("P02", 21, "住村夜数: 10"))}
    page = village({"postings/P02.yml": OTHER} | months, county=COUNTY + SETTINGS).pages()["postings/P02.html"]
    assert "1 个月合计，缺 1 个月 21 10 0 0 天 登记了的 1 个月够" in page


def test_a_note_that_absence_does_not_count_and_the_shortfall_explain_each_other() -> None:
    note = "说明: 春节放假；不计缺勤"
    months = {
        "attendance/2026-02.yml": month("2026-02", line("P02", 15, "住村夜数: 8", note)),
        "attendance/2026-03.yml": month("2026-03", line("P02", 21, "住村夜数: 10", "说明: 下旬防汛")),
    }
    page = village({"postings/P02.yml": OTHER} | months, county=COUNTY + SETTINGS).pages()["postings/P02.html"]
    told = "登记时的说明：春节放假；不计缺勤。「和规定比」只看登记的天数和夜数，不照说明减；算不算缺勤，由考核的人定。"
    assert f"！少 5 天，少 2 夜 {told}" in page
    assert "✓ 够 下旬防汛" in page


def test_a_month_in_which_a_cadre_came_or_left_is_not_held_against_him() -> None:
    days = {"01": (12, 5), "02": (20, 10), "03": (9, 4)}
    months = {
        f"attendance/2026-{n}.yml": month(f"2026-{n}", line("P02", d, f"住村夜数: {m}")) for n, (d, m) in days.items()
    }
    posted = OTHER.replace("2026-03-31", "2026-03-12")
    page = village({"postings/P02.yml": posted} | months, county=COUNTY + SETTINGS).pages()["postings/P02.html"]
    assert "2026 年 3 月 9 4 — — 任期不满这个月，不比" in page
    assert "2026 年 2 月 20 10 — — ✓ 够" in page
    assert "2026 年 1 月 12 5 — — 任期不满这个月，不比" in page
    assert "在村 41 天；都达到了规定。" in page


def test_nights_nobody_wrote_down_are_no_zero() -> None:
    records = {"postings/P01.yml": POSTING, "attendance/2026-01.yml": month("2026-01", line("P01", 22))}
    page = village(records, county=COUNTY + SETTINGS).pages()["postings/P01.html"]
    assert "2026 年 1 月 22 — — — ？没有写住村夜数" in page
    assert "22 不完整" in page


def test_where_nothing_is_required_nothing_is_short() -> None:
    records = {"postings/P01.yml": POSTING, "attendance/2026-01.yml": month("2026-01", line("P01", 2))}
    page = village(records).pages()["postings/P01.html"]
    assert "这里没有规定每月最少在村几天。" in page
    assert "少 " not in page.replace("最少", "")


def test_a_corrected_day_shows_what_was_published_on_the_page_of_the_cadre() -> None:
    correction = (
        "更正:\n  - 编号: 更1\n    条目: P01\n    字段: 驻村天数\n    原值: 23\n    新值: 22\n"
        "    原因: 数错\n    批准: 镇党委\n    日期: 2026-02-08\n"
    )
    records = kept() | {"attendance/2026-01.yml": month("2026-01", line("P01", 22, "住村夜数: 12")) + correction}
    assert "22 原来公布的是 23 天 ，2026 年 2 月 8 日更正：数错" in village(records).pages()["postings/P01.html"]


def test_the_list_of_attendance_tells_who_was_here_how_long(shown: Village) -> None:
    page = shown.pages()["attendance/index.html"]
    assert "2026 年 1 月 县医院（队员） 5 1 — — 任期不满这个月，不比" in page
    assert "2026 年 2 月 刘某（第一书记） 15 8 2 事假 2 天" in page
