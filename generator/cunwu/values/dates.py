"""Days, days known only to the month or the year, and times of day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache, total_ordering
from typing import TYPE_CHECKING

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.wording import Misread, quoted

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

FIRST_YEAR = 1949
LAST_YEAR = 2100

_DAY = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PARTIAL_DAY = regex(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY_IN_TEXT = regex(
    r"(?<![0-9A-Za-z-])((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![0-9#-])"
    r"(?: (?=[\u3400-\u9fff]))?"
)
_CLOCK = regex(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LOOSE_CLOCK = regex(r"([0-9]{1,2})(?:[:.时点]([0-9]{2})分?|[时点])")
_SHAPES = tuple(
    (regex(pattern), advice)
    for pattern, advice in (
        (r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", "数字和短横要用半角"),
        (r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", "月和日要写足两位"),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})?", "年月日之间要用短横隔开"),
        (r"([0-9]{4})/([0-9]{1,2})(?:/([0-9]{1,2}))?", "要用短横隔开，不用斜线"),
        (r"([0-9]{4})\.([0-9]{1,2})(?:\.([0-9]{1,2}))?", "要用短横隔开，不用点"),
        (r"([0-9]{4}) ?年(?: ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?[日号])?)?", "要用短横隔开，不写「年月日」"),
    )
)

_BESIDE_DAY = regex(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?\Z| ?\(?(?:星期|周|礼拜)[0-9日天]\)?\Z")
_TENS = regex(r"([0-9]?)十([0-9]?)")
_SHORT_YEAR = regex(r"([0-9]{2})([-/.]|年)([0-9]{1,2})(?:\2|月)([0-9]{1,2})[日号]?")
_SERIAL = regex(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of the numbers by which spreadsheets keep dates, from March 1900 on."""
_MONTH_DAY = regex(r"(?:([0-9]{1,2})(?:[-/.]|月))?([0-9]{1,2})[日号]?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day, or only its month, or only its year; sorts by the first day it can mean, then by the last."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        return month_end(self.year, self.month) if self.day is None else self.first

    @property
    def text(self) -> str:
        """As it is typed in a record: "2026", "2026-02" or "2026-02-03"."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    def __lt__(self, other: PartialDay) -> bool:
        return (self.first, self.last) < (other.first, other.last)


@lru_cache(maxsize=1024)
def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def parse_day(text: str) -> date:
    """A day of the calendar from 1949 to 2100, typed 2026-02-03. Raises ValueError saying what is expected."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise _misread_day(text)
    year, month, day = map(int, match.groups())
    _check_calendar(text, year, month, day)
    return date(year, month, day)


def parse_partial_day(text: str) -> PartialDay:
    """A day, a month or a year, typed 2026-02-03, 2026-02 or 2026. Raises ValueError saying what is expected."""
    match = _PARTIAL_DAY.fullmatch(text)
    if match is None:
        spelling = right_spelling(text)
        expected = "应为日期、月份或年份，如 2026-02-03、2026-02、2026"
        raise _misread(text, expected, spelling)
    year, month, day = match.groups()
    _check_calendar(text, int(year), int(month or "1"), int(day or "1"))
    return PartialDay(int(year), int(month) if month else None, int(day) if day else None)


def parse_clock(text: str) -> time:
    """A time of day from 00:00 to 23:59. Raises ValueError saying what is expected."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise _misread(text, "应为时间，如 08:30（00:00 到 23:59）", _right_clock(text))
    return time(int(match[1]), int(match[2]))


@lru_cache(maxsize=1024)  # the days of a few months, over and over
def chinese_date(day: date) -> str:
    """The day for readers: "2026 年 2 月 3 日"."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def short_day(day: date | PartialDay) -> str:
    """“2026.3.12”, for a strip that has room for no more."""
    text = day.text if isinstance(day, PartialDay) else day.isoformat()
    return ".".join(str(int(part)) for part in text.split("-"))


def with_chinese_days(text: str) -> str:
    """What somebody typed with its days as people say them: “2026 年 4 月 8 日村务监督委员会”."""
    return _DAY_IN_TEXT.sub(_in_chinese, text)


def _in_chinese(found: re.Match[str]) -> str:
    year, month, day = map(int, found.groups())
    return chinese_date(date(year, month, day)) if day <= month_end(year, month).day else found[0]


def chinese_partial(partial: PartialDay) -> str:
    """The day for readers, as far as it is known: "2026 年 2 月"."""
    if partial.month is None:
        return f"{partial.year} 年"
    if partial.day is None:
        return f"{partial.year} 年 {partial.month} 月"
    return chinese_date(partial.first)


def right_spelling(text: str) -> tuple[str, str] | None:
    """The day, month or year a differently typed text plainly means, rightly typed, and the advice; None if unsure."""
    folded = _bare(text)
    for pattern, advice in _SHAPES:
        match = pattern.fullmatch(folded)
        if match:
            right = "-".join(part.zfill(2) for part in match.groups() if part)
            return (right, _advice(text, folded, advice)) if right != text and reads_as_partial_day(right) else None
    return _from_short_year(folded) if "年" in folded else _from_serial(folded)


def _advice(text: str, bare: str, advice: str) -> str:
    """What to mend: if something stood beside the day, or Chinese numerals in it, that comes first."""
    return advice if len(bare) == len(text) else "只用数字写年月日"


def _bare(text: str) -> str:
    """The day alone: digits in ASCII, without a time of day and without the day of the week."""
    return _BESIDE_DAY.sub("", with_ascii_numbers(text.replace("○", "〇"))).strip(" ")


def with_ascii_numbers(text: str) -> str:
    """The text with every digit in ASCII, and numbers up to 99 in Chinese numerals as such."""
    return _TENS.sub(_number_of, fold_ascii(text))


def _number_of(tens: re.Match[str]) -> str:
    """十 → 10, 十1 → 11, 2十 → 20, 3十1 → 31: the ones are folded already."""
    return str(int(tens[1] or "1") * 10 + int(tens[2] or "0"))


def _from_short_year(text: str) -> tuple[str, str] | None:
    match = _SHORT_YEAR.fullmatch(text)
    if match is None:
        return None
    right = "-".join((f"20{match[1]}", match[3].zfill(2), match[4].zfill(2)))
    return (right, "年份要写四位") if reads_as_partial_day(right) else None


def _from_serial(text: str) -> tuple[str, str] | None:
    """The day of a number that a spreadsheet shows for a date; None if it would lie before 1950 or after 2100."""
    if not _SERIAL.fullmatch(text):
        return None
    day = _SERIAL_ZERO + timedelta(days=int(text[:5]))
    in_range = FIRST_YEAR < day.year <= LAST_YEAR
    return (day.isoformat(), "这是表格软件里的日期序号，不是日期") if in_range else None


def day_within(text: str, first: date, last: date) -> tuple[str, str] | None:
    """The one day of a period that a text without a year, or without year and month, means; and the advice.

    A year of two digits is taken for one where the period shows that it is.
    """
    bare = _bare(text)
    match = _MONTH_DAY.fullmatch(bare)
    if match is None:
        short = _from_short_year(bare)
        return short if short and first.isoformat() <= short[0] <= last.isoformat() else None
    days = [day for day in _days_named(match[1], match[2], first, last) if first <= day <= last]
    missing = "年份" if match[1] else "年份和月份"
    return (days[0].isoformat(), f"少写了{missing}") if len(days) == 1 else None


def _days_named(month: str | None, day: str, first: date, last: date) -> Iterator[date]:
    """The days of that name in every month, or in one month of every year, that the period touches."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, before = divmod(number, 12)
        if (month is None or int(month) == before + 1) and 1 <= int(day) <= month_end(year, before + 1).day:
            yield date(year, before + 1, int(day))


def reads_as_partial_day(text: str) -> bool:
    """Whether `parse_partial_day` accepts the text."""
    try:
        parse_partial_day(text)
    except ValueError:
        return False
    return True


def _check_calendar(text: str, year: int, month: int, day: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，填写的是{quoted(text)}")
    if not 1 <= month <= 12:
        raise ValueError(f"月份应在 01 到 12 之间，填写的是{quoted(text)}")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(f"{year} 年 {month} 月有 {days} 天，日应在 01 到 {days} 之间，填写的是{quoted(text)}")


def _misread_day(text: str) -> Misread:
    spelling = right_spelling(text)
    if spelling and not _DAY.fullmatch(spelling[0]):
        spelling = None
    return _misread(text, "应为日期，如 2026-02-03", spelling)


def _misread(text: str, expected: str, spelling: tuple[str, str] | None) -> Misread:
    if not text:
        return Misread(f"{expected}，这里空着")
    if spelling is None:
        return Misread(f"{expected}，填写的是{quoted(text)}")
    right, advice = spelling
    return Misread(f"{advice}，应为 {right}，填写的是{quoted(text)}", right)


def _right_clock(text: str) -> tuple[str, str] | None:
    match = _LOOSE_CLOCK.fullmatch(fold_ascii(text))
    if match is None:
        return None
    right = f"{match[1].zfill(2)}:{match[2] or '00'}"
    return (right, "时间要写成两位小时、半角冒号、两位分钟") if _CLOCK.fullmatch(right) else None
