"""Days, partial days, times of day, periods."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from cunwu.values.dates import (
    PartialDay,
    chinese_date,
    chinese_partial,
    parse_clock,
    parse_day,
    parse_partial_day,
    with_chinese_days,
)
from cunwu.values.period import Period, half_of, month_of, parse_period, periods_between, quarter_of, year_of

DAYS = st.dates(date(1949, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_every_day_reads_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@given(DAYS)
def test_the_chinese_form_of_a_day_is_understood_and_answered_with_the_right_form(day: date) -> None:
    with pytest.raises(ValueError, match=f"应为 {day.isoformat()}，"):
        parse_day(chinese_date(day))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-2-3", "月和日要写足两位，应为 2026-02-03，填写的是「2026-2-3」"),
        ("20260203", "年月日之间要用短横隔开，应为 2026-02-03，填写的是「20260203」"),
        ("2026/02/03", "要用短横隔开，不用斜线，应为 2026-02-03，填写的是「2026/02/03」"),
        ("2026年2月3日", "要用短横隔开，不写「年月日」，应为 2026-02-03，填写的是「2026年2月3日」"),
        ("二〇二六年二月三日", "要用短横隔开，不写「年月日」，应为 2026-02-03，填写的是「二〇二六年二月三日」"),
        ("2026.2.3", "要用短横隔开，不用点，应为 2026-02-03，填写的是「2026.2.3」"),
        ("２０２６-０２-０３", "数字和短横要用半角，应为 2026-02-03，填写的是「２０２６-０２-０３」"),
        ("2026－02－03", "数字和短横要用半角，应为 2026-02-03，填写的是「2026－02－03」"),
        ("٢٠٢٦-٠٢-٠٣", "数字和短横要用半角，应为 2026-02-03，填写的是「٢٠٢٦-٠٢-٠٣」"),
        ("2026-02-30", "2026 年 2 月有 28 天，日应在 01 到 28 之间，填写的是「2026-02-30」"),
        ("2024-02-30", "2024 年 2 月有 29 天，日应在 01 到 29 之间，填写的是「2024-02-30」"),
        ("2026-04-00", "2026 年 4 月有 30 天，日应在 01 到 30 之间，填写的是「2026-04-00」"),
        ("2026-13-01", "月份应在 01 到 12 之间，填写的是「2026-13-01」"),
        ("1948-12-31", "年份应在 1949 到 2100 之间，填写的是「1948-12-31」"),
        ("2101-01-01", "年份应在 1949 到 2100 之间，填写的是「2101-01-01」"),
        ("2026/2/30", "应为日期，如 2026-02-03，填写的是「2026/2/30」"),
        ("2026-02", "应为日期，如 2026-02-03，填写的是「2026-02」"),
        ("202602", "应为日期，如 2026-02-03，填写的是「202602」"),
        ("26-2-3", "应为日期，如 2026-02-03，填写的是「26-2-3」"),
        ("2026-02-03\n", "应为日期，如 2026-02-03，填写的是「2026-02-03〔换行〕」"),
        ("", "应为日期，如 2026-02-03，这里空着"),
    ],
)
def test_what_is_no_day_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="应") as caught:
        parse_day(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "first", "last", "chinese"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026 年"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026 年 2 月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024 年 2 月"),
        ("2026-02-03", date(2026, 2, 3), date(2026, 2, 3), "2026 年 2 月 3 日"),
    ],
)
def test_a_day_may_be_known_to_the_month_or_the_year_only(text: str, first: date, last: date, chinese: str) -> None:
    partial = parse_partial_day(text)
    assert (partial.first, partial.last, partial.text) == (first, last, text)
    assert chinese_partial(partial) == chinese


def test_partial_days_sort_by_the_days_they_can_mean() -> None:
    texts = ["2027-01-01", "2026-02-01", "2026-02", "2026", "2026-01-01", "2026-01"]
    in_order = [partial.text for partial in sorted(map(parse_partial_day, texts))]
    assert in_order == ["2026-01-01", "2026-01", "2026", "2026-02-01", "2026-02", "2027-01-01"]
    assert PartialDay(2026) <= PartialDay(2026)
    assert PartialDay(2026, 2) > PartialDay(2026)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-2", "月和日要写足两位，应为 2026-02，填写的是「2026-2」"),
        ("202602", "年月日之间要用短横隔开，应为 2026-02，填写的是「202602」"),
        ("2026年", "要用短横隔开，不写「年月日」，应为 2026，填写的是「2026年」"),
        ("2026-00", "月份应在 01 到 12 之间，填写的是「2026-00」"),
        ("2026-02-00", "2026 年 2 月有 28 天，日应在 01 到 28 之间，填写的是「2026-02-00」"),
        ("1900", "年份应在 1949 到 2100 之间，填写的是「1900」"),
        ("去年", "应为日期、月份或年份，如 2026-02-03、2026-02、2026，填写的是「去年」"),
    ],
)
def test_what_is_no_partial_day_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="应") as caught:
        parse_partial_day(text)
    assert str(caught.value) == message


def test_a_time_of_day_has_two_digits_for_hours_and_minutes() -> None:
    assert parse_clock("08:30") == time(8, 30)
    assert parse_clock("23:59") == time(23, 59)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("8:30", "应为 08:30"),
        ("08：30", "应为 08:30"),
        ("8点", "应为 08:00"),
        ("8时05分", "应为 08:05"),
        ("24:00", "00:00 到 23:59"),
        ("08:60", "00:00 到 23:59"),
        ("08:30\n", "00:00 到 23:59"),
        ("", "这里空着"),
    ],
)
def test_what_is_no_time_of_day_is_explained(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="应为") as caught:
        parse_clock(text)
    assert advice in str(caught.value)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "label"),
    [
        ("2026-03", "month", date(2026, 3, 1), date(2026, 3, 31), "2026 年 3 月"),
        ("2026-Q1", "quarter", date(2026, 1, 1), date(2026, 3, 31), "2026 年第一季度"),
        ("2026-Q4", "quarter", date(2026, 10, 1), date(2026, 12, 31), "2026 年第四季度"),
        ("2026", "year", date(2026, 1, 1), date(2026, 12, 31), "2026 年"),
        ("2026-01-01..2026-06-30", "range", date(2026, 1, 1), date(2026, 6, 30), "2026 年 1 月至 6 月"),
        ("2004-12..2005-03", "range", date(2004, 12, 1), date(2005, 3, 31), "2004 年 12 月至 2005 年 3 月"),
        ("2026-02..2026-04", "range", date(2026, 2, 1), date(2026, 4, 30), "2026 年 2 月至 4 月"),
        ("2026-01-05..2026-03-07", "range", date(2026, 1, 5), date(2026, 3, 7), "2026 年 1 月 5 日至 3 月 7 日"),
        (
            "2025-12-05..2026-03-07",
            "range",
            date(2025, 12, 5),
            date(2026, 3, 7),
            "2025 年 12 月 5 日至 2026 年 3 月 7 日",
        ),
        ("2026-05-01..2026-05-01", "range", date(2026, 5, 1), date(2026, 5, 1), "2026 年 5 月 1 日"),
        ("2026-01-01..2026-03-31", "quarter", date(2026, 1, 1), date(2026, 3, 31), "2026 年第一季度"),
    ],
)
def test_a_period_knows_its_days_its_kind_and_its_name(
    text: str, kind: str, first: date, last: date, label: str
) -> None:
    period = parse_period(text)
    assert (period.kind, period.first, period.last, period.label) == (kind, first, last, label)
    assert period.text == text
    assert period.days == len([day for day in _days_around(period) if period.contains(day)])


def _days_around(period: Period) -> list[date]:
    return [period.first + timedelta(days=count) for count in range(-3, period.days + 3)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-3", "月和日要写足两位，应为 2026-03，填写的是「2026-3」"),
        ("2026年3月", "要用短横隔开，不写「年月日」，应为 2026-03，填写的是「2026年3月」"),
        ("202603", "年月日之间要用短横隔开，应为 2026-03，填写的是「202603」"),
        ("2026Q1", "季度要写成年份、短横、Q 和 1 到 4，应为 2026-Q1，填写的是「2026Q1」"),
        ("2026-q1", "季度要写成年份、短横、Q 和 1 到 4，应为 2026-Q1，填写的是「2026-q1」"),
        ("2026年第一季度", "季度要写成年份、短横、Q 和 1 到 4，应为 2026-Q1，填写的是「2026年第一季度」"),
        ("2026年上半年", "半年要写起止月份，应为 2026-01..2026-06，填写的是「2026年上半年」"),
        ("2026-H2", "半年要写起止月份，应为 2026-07..2026-12，填写的是「2026-H2」"),
        ("2026-01至2026-06", "起止之间要用两个点，应为 2026-01..2026-06，填写的是「2026-01至2026-06」"),
        ("2026-01...2026-06", "起止之间要用两个点，应为 2026-01..2026-06，填写的是「2026-01...2026-06」"),
        ("2026年1月～2026年6月", "起止之间要用两个点，应为 2026-01..2026-06，填写的是「2026年1月～2026年6月」"),
        ("2026-01-01", "只有一天也要写起止，应为 2026-01-01..2026-01-01，填写的是「2026-01-01」"),
        ("2026-06..2026-01", "期间的开头应早于结尾，填写的是「2026-06..2026-01」"),
        ("2026-1..2026-03", "月和日要写足两位，应为 2026-01，填写的是「2026-1」"),
        ("2026-13", "月份应在 01 到 12 之间，填写的是「2026-13」"),
        ("1900-Q1", "年份应在 1949 到 2100 之间，填写的是「1900」"),
        ("2026-Q5", "应为期间，如 2026-03、2026-Q1、2026 或 2026-01-01..2026-06-30，填写的是「2026-Q5」"),
        ("1800Q1", "应为期间，如 2026-03、2026-Q1、2026 或 2026-01-01..2026-06-30，填写的是「1800Q1」"),
        ("上月至今", "应为期间，如 2026-03、2026-Q1、2026 或 2026-01-01..2026-06-30，填写的是「上月至今」"),
        ("", "应为期间，如 2026-03、2026-Q1、2026 或 2026-01-01..2026-06-30，这里空着"),
    ],
)
def test_what_is_no_period_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="应") as caught:
        parse_period(text)
    assert str(caught.value) == message


WHOLE_PERIODS = st.builds(lambda of, day: of(day), st.sampled_from([month_of, quarter_of, year_of]), DAYS)


@given(WHOLE_PERIODS)
def test_the_period_before_the_next_is_the_same_one(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()
    assert period.next().kind == period.kind
    assert period.next().first - period.last == timedelta(days=1)


@given(WHOLE_PERIODS)
def test_every_whole_period_reads_back(period: Period) -> None:
    assert parse_period(period.text) == period
    assert parse_period(period.text).text == period.text


@given(DAYS)
def test_a_day_lies_in_its_month_in_its_quarter_in_its_year(day: date) -> None:
    assert month_of(day).contains(day)
    assert quarter_of(day).first <= month_of(day).first
    assert month_of(day).last <= quarter_of(day).last <= year_of(day).last


@given(DAYS, DAYS)
def test_any_two_days_make_a_period_with_a_name(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = parse_period(f"{first}..{last}")
    assert (period.first, period.last) == (first, last)
    assert period.label


def test_a_free_range_has_no_next() -> None:
    with pytest.raises(ValueError, match="没有上一期和下一期"):
        parse_period("2026-02..2026-07").next()


@pytest.mark.parametrize(
    ("typed", "following"), [("2026-01..2026-06", "2026-07..2026-12"), ("2026-07..2026-12", "2027-01..2027-06")]
)
def test_half_a_year_has_a_next(typed: str, following: str) -> None:
    assert parse_period(typed).next().text == following
    assert parse_period(following).previous() == parse_period(typed) == half_of(parse_period(typed).last)


def test_periods_follow_one_another_up_to_the_day_asked_for() -> None:
    texts = [period.text for period in periods_between(parse_period("2025-Q4"), date(2026, 4, 1))]
    assert texts == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert not list(periods_between(parse_period("2026-05"), date(2026, 4, 30)))


def test_periods_are_equal_and_sorted_by_their_days() -> None:
    assert parse_period("2026-Q1") == parse_period("2026-01..2026-03")
    periods = sorted(map(parse_period, ["2026", "2026-02", "2026-Q1", "2026-01"]))
    assert [period.text for period in periods] == ["2026-01", "2026-Q1", "2026", "2026-02"]
    assert all(one < other for one, other in pairwise(periods))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-04-08 村务监督委员会", "2026 年 4 月 8 日村务监督委员会"),
        ("会议 2026-04-08，同意", "会议 2026 年 4 月 8 日，同意"),
        ("2026-02-30 镇党委", "2026-02-30 镇党委"),  # no day of the calendar
        ("凭证 2026-04-08-3、2026-03#017", "凭证 2026-04-08-3、2026-03#017"),  # numbers, and no days
    ],
)
def test_days_in_a_text_are_said_as_people_do(typed: str, said: str) -> None:
    assert with_chinese_days(typed) == said
