"""Stretches of days as people type them, 3月16日到22日, 第12周, 3.16-3.22: the form in which they are written."""

from __future__ import annotations

from datetime import date, timedelta

from cunwu.core.patterns import regex
from cunwu.values.dates import with_ascii_numbers

_YEAR = r"(?:([0-9]{4})[年./-])?"
_WEEK = regex(r"(?:([0-9]{4})(?:年度?|[-.]))?(?:第?([0-9]{1,2})周|[Ww]([0-9]{1,2}))(?:周?报)?")
_SPAN = regex(
    rf"(?:自|从)?{_YEAR}([0-9]{{1,2}})[月./]([0-9]{{1,2}})[日号]?(?:起?[至到]|~|-{{1,2}}|—{{1,2}}|–|\.{{2,6}}|…{{1,2}})"
    rf"{_YEAR}(?:([0-9]{{1,2}})[月./])?([0-9]{{1,2}})[日号]?止?"
)
_BLANKS = regex(r"[\s\u3000]+")


def right_span(text: str, year: int = 0) -> str:
    """A stretch of days rightly typed: 2026-03-16..2026-03-22; empty if unsure, or if neither it nor `year` has a year.

    Weeks are counted as calendars do: the first one has the first Thursday.
    """
    if len(text) > _LONGEST:
        return ""
    bare = _BLANKS.sub("", with_ascii_numbers(text)).replace("～", "~").replace("−", "-")
    week = _WEEK.fullmatch(bare)
    try:
        if week is not None:
            return _week(int(week[1] or year), int(week[2] or week[3]))
        span = _SPAN.fullmatch(bare)
        if span is None or not (span[1] or year):
            return ""
        first = date(int(span[1] or year), int(span[2]), int(span[3]))
        last = date(int(span[4] or first.year), int(span[5] or first.month), int(span[6]))
        if last < first and not span[4] and span[5]:  # over the turn of the year
            last = last.replace(year=last.year + 1)
    except (ValueError, OverflowError):  # no such day, or one after the end of all years
        return ""
    is_stretch = timedelta(0) <= last - first <= _A_YEAR
    return f"{first.isoformat()}..{last.isoformat()}" if is_stretch else ""


_LONGEST = 40
_A_YEAR = timedelta(days=366)


def _week(year: int, number: int) -> str:
    if not year:
        return ""
    first = date.fromisocalendar(year, number, 1)
    return f"{first.isoformat()}..{(first + timedelta(days=6)).isoformat()}"
