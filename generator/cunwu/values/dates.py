"""Days, days known only to the month or the year, and times of day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache, total_ordering

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.wording import quoted

FIRST_YEAR = 1949
LAST_YEAR = 2100

_DAY = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PARTIAL_DAY = regex(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
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
        raise ValueError(_day_fault(text))
    year, month, day = map(int, match.groups())
    _check_calendar(text, year, month, day)
    return date(year, month, day)


def parse_partial_day(text: str) -> PartialDay:
    """A day, a month or a year, typed 2026-02-03, 2026-02 or 2026. Raises ValueError saying what is expected."""
    match = _PARTIAL_DAY.fullmatch(text)
    if match is None:
        spelling = right_spelling(text)
        expected = "应为日期、月份或年份，如 2026-02-03、2026-02、2026"
        raise ValueError(_sentence(text, expected, spelling))
    year, month, day = match.groups()
    _check_calendar(text, int(year), int(month or "1"), int(day or "1"))
    return PartialDay(int(year), int(month) if month else None, int(day) if day else None)


def parse_clock(text: str) -> time:
    """A time of day from 00:00 to 23:59. Raises ValueError saying what is expected."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(_sentence(text, "应为时间，如 08:30（00:00 到 23:59）", _right_clock(text)))
    return time(int(match[1]), int(match[2]))


@lru_cache(maxsize=1024)  # the days of a few months, over and over
def chinese_date(day: date) -> str:
    """The day for readers: "2026 年 2 月 3 日"."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def chinese_partial(partial: PartialDay) -> str:
    """The day for readers, as far as it is known: "2026 年 2 月"."""
    if partial.month is None:
        return f"{partial.year} 年"
    if partial.day is None:
        return f"{partial.year} 年 {partial.month} 月"
    return chinese_date(partial.first)


def right_spelling(text: str) -> tuple[str, str] | None:
    """The day, month or year a differently typed text plainly means, rightly typed, and the advice; None if unsure."""
    folded = fold_ascii(text)
    for pattern, advice in _SHAPES:
        match = pattern.fullmatch(folded)
        if match:
            right = "-".join(part.zfill(2) for part in match.groups() if part)
            return (right, advice) if right != text and reads_as_partial_day(right) else None
    return None


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


def _day_fault(text: str) -> str:
    spelling = right_spelling(text)
    if spelling and not _DAY.fullmatch(spelling[0]):
        spelling = None
    return _sentence(text, "应为日期，如 2026-02-03", spelling)


def _sentence(text: str, expected: str, spelling: tuple[str, str] | None) -> str:
    if not text:
        return f"{expected}，这里空着"
    if spelling:
        right, advice = spelling
        expected = f"{advice}，应为 {right}"
    return f"{expected}，填写的是{quoted(text)}"


def _right_clock(text: str) -> tuple[str, str] | None:
    match = _LOOSE_CLOCK.fullmatch(fold_ascii(text))
    if match is None:
        return None
    right = f"{match[1].zfill(2)}:{match[2] or '00'}"
    return (right, "时间要写成两位小时、半角冒号、两位分钟") if _CLOCK.fullmatch(right) else None
