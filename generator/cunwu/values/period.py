"""Periods of account: a month, a quarter, a year, or any stretch from day to day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from cunwu.core.patterns import regex
from cunwu.values.dates import chinese_date, month_end, parse_partial_day, reads_as_partial_day, right_spelling
from cunwu.values.fold import fold_ascii
from cunwu.values.spans import right_span
from cunwu.values.wording import Misread, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PeriodKind = Literal["week", "month", "quarter", "year", "range"]

_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "year": 12}
_STEPS = (1, 3, 6, 12)
"""Months of a month, a quarter, half a year and a year."""
_KINDS: dict[int, PeriodKind] = {months: kind for kind, months in _MONTHS.items()}
_QUARTER_WORDS = "一二三四"
_DAY = timedelta(days=1)

_QUARTER = regex(r"([0-9]{4})-Q([1-4])")
_YEAR_OR_MONTH = regex(r"[0-9]{4}(?:-[0-9]{2})?")
_LOOSE_QUARTER = regex(r"([0-9]{4})[-年 ]{0,2}(?:[Qq]([1-4])|第?([1-4])季度?)")
_LOOSE_HALF = regex(r"([0-9]{4})[-年 ]{0,2}(?:([Hh]1|上半年)|[Hh]2|下半年)")
# Bounded on every side: open-ended, a long row of dashes would keep it busy for minutes.
_LOOSE_RANGE = regex(r"(.{1,20}?) ?(?:至|到|~|～|—{1,2}|…{1,2}|\.{3,6}) ?(.{1,20})")
_EXPECTED = "应为期间，如 2026-03、2026-Q1、2026 或 2026-01-01..2026-06-30"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day to another, both included; equal and sorted by these days, whatever was typed."""

    first: date
    last: date
    text: str = field(compare=False)

    @property
    def kind(self) -> PeriodKind:
        """The kind of these days, whatever was typed; a range unless a whole week, month, quarter or year."""
        return _kind(self.first, self.last)

    @property
    def label(self) -> str:
        """The period for readers: "2026 年 3 月", "2026 年第一季度", "2004 年 12 月至 2005 年 3 月"."""
        return _label(self.first, self.last)

    @property
    def days(self) -> int:
        """How many days it has, both ends counted."""
        return (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        """Whether the day falls into it, both ends included."""
        return self.first <= day <= self.last

    def next(self) -> Period:
        """The week, month, quarter, half or year after it. Raises ValueError for a free range, which has none."""
        return self._moved(1)

    def previous(self) -> Period:
        """The week, month, quarter, half or year before it. Raises ValueError for a free range, which has none."""
        return self._moved(-1)

    def _moved(self, steps: int) -> Period:
        if self.kind == "week":
            return days_between(self.first + 7 * steps * _DAY, self.last + 7 * steps * _DAY)
        months = _whole_months(self.first, self.last)
        if months not in _STEPS:
            raise ValueError(f"期间{quoted(self.text)}不是整周、整月、整季、半年或整年，没有上一期和下一期")
        return _whole_period(_month_number(self.first) + steps * months, months)


# All villages of a county use the same few periods, and a page names each a dozen times.


@lru_cache(maxsize=512)
def _kind(first: date, last: date) -> PeriodKind:
    if first.weekday() == 0 and (last - first).days == 6:
        return "week"
    return _KINDS.get(_whole_months(first, last), "range")


def _whole_months(first: date, last: date) -> int:
    """How many months it has, if it is one of the stretches of that length into which a year is cut; else 0."""
    months = _month_number(last) - _month_number(first) + 1
    return months if _are_whole_months(first, last) and (first.month - 1) % months == 0 else 0


@lru_cache(maxsize=512)
def _label(first: date, last: date) -> str:
    match _kind(first, last):
        case "month":
            return f"{first.year} 年 {first.month} 月"
        case "quarter":
            return f"{first.year} 年第{_QUARTER_WORDS[first.month // 3]}季度"
        case "year":
            return f"{first.year} 年"
    if first == last:
        return chinese_date(first)
    year = "" if first.year == last.year else f"{last.year} 年 "
    if _are_whole_months(first, last):
        return f"{first.year} 年 {first.month} 月至 {year}{last.month} 月"
    return f"{chinese_date(first)}至 {year}{last.month} 月 {last.day} 日"


def _are_whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last == month_end(last.year, last.month)


def week_of(day: date) -> Period:
    """The week the day falls into, from Monday to Sunday."""
    monday = day - day.weekday() * _DAY
    return days_between(monday, monday + 6 * _DAY)


def month_of(day: date) -> Period:
    """The month the day falls into."""
    return _whole_period(_month_number(day), 1)


def quarter_of(day: date) -> Period:
    """The quarter the day falls into."""
    return _whole_period(_month_number(day) // 3 * 3, 3)


def half_of(day: date) -> Period:
    """The half of the year the day falls into."""
    return _whole_period(_month_number(day) // 6 * 6, 6)


def year_of(day: date) -> Period:
    """The year the day falls into."""
    return _whole_period(day.year * 12, 12)


def periods_between(first: Period, until: date) -> Iterator[Period]:
    """`first` and the periods of its kind after it, in order, up to the one `until` falls into."""
    period = first
    while period.first <= until:
        yield period
        period = period.next()


def gaps_between(periods: Iterable[Period], first: date, last: date) -> Iterator[Period]:
    """Stretches from `first` to `last` that none of the periods, in order, covers."""
    next_day = first
    for period in periods:
        if period.first > next_day:
            yield days_between(next_day, min(period.first - _DAY, last))
        next_day = max(next_day, period.last + _DAY)
        if next_day > last:
            return
    if next_day <= last:
        yield days_between(next_day, last)


def days_between(first: date, last: date) -> Period:
    """All days from one to another."""
    return Period(first, last, f"{first.isoformat()}..{last.isoformat()}")


def parse_period(text: str) -> Period:
    """A month 2026-03, quarter 2026-Q1, year 2026, or range 2004-12..2005-03 of days or months. Raises ValueError."""
    if _YEAR_OR_MONTH.fullmatch(text):
        partial = parse_partial_day(text)
        return Period(partial.first, partial.last, text)
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        year = parse_partial_day(quarter[1]).year
        return _whole_period(year * 12 + int(quarter[2]) * 3 - 3, 3)
    start, dots, end = text.partition("..")
    if not dots or _LOOSE_RANGE.fullmatch(text):
        raise _misread(text)
    first, last = parse_partial_day(start).first, parse_partial_day(end).last
    if first > last:
        raise ValueError(f"期间的开头应早于结尾，填写的是{quoted(text)}")
    return Period(first, last, text)


def _month_number(day: date) -> int:
    """Months since the year 0, so that months can be counted on and back."""
    return day.year * 12 + day.month - 1


def _whole_period(number: int, months: int) -> Period:
    """The month, quarter, half or year of so many `months` that begins in month `number`."""
    year, month = divmod(number, 12)
    start = f"{year:04}-{month + 1:02}"
    text = {1: start, 3: f"{year:04}-Q{month // 3 + 1}", 6: f"{start}..{year:04}-{month + 6:02}", 12: f"{year:04}"}
    return Period(date(year, month + 1, 1), month_end(year, month + months), text[months])


def _misread(text: str) -> Misread:
    if not text:
        return Misread(f"{_EXPECTED}，这里空着")
    right, advice = _right_spelling(text) or ("", "")
    if not _reads(right):
        return Misread(f"{_EXPECTED}，填写的是{quoted(text)}")
    return Misread(f"{advice}，应为 {right}，填写的是{quoted(text)}", right)


def right_period(text: str) -> str:
    """The period a differently typed text plainly means, rightly typed; empty if unsure."""
    right, _ = _right_spelling(text) or ("", "")
    return right if _reads(right) else ""


def _right_spelling(text: str) -> tuple[str, str] | None:
    """The period a differently typed text plainly means, rightly typed, and the advice; None if unsure."""
    folded = fold_ascii(text)
    quarter = _LOOSE_QUARTER.fullmatch(folded)
    if quarter:
        return f"{quarter[1]}-Q{quarter[2] or quarter[3]}", "季度要写成年份、短横、Q 和 1 到 4"
    half = _LOOSE_HALF.fullmatch(folded)
    if half:
        return f"{half[1]}-01..{half[1]}-06" if half[2] else f"{half[1]}-07..{half[1]}-12", "半年要写起止月份"
    ends = _LOOSE_RANGE.fullmatch(text)
    start, end = (_right_end(part) for part in ends.groups()) if ends else ("", "")
    if start and end:
        return f"{start}..{end}", "起止之间要用两个点"
    span, spelling = right_span(text), None if ends else right_spelling(text)
    if not span and spelling is None and not ends and reads_as_partial_day(text):
        return f"{text}..{text}", "只有一天也要写起止"
    return (span, "起止要写成两个日期，中间两个点") if span else spelling


def _right_end(text: str) -> str:
    spelling = right_spelling(text)
    if spelling:
        return spelling[0]
    return text if reads_as_partial_day(text) else ""


def _reads(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True
