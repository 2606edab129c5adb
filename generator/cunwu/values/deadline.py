"""By when something is to be done: a day, a month, a year; or in the words of the paper, as 春节前 or 长期坚持."""

from __future__ import annotations

from datetime import date

from cunwu.core.patterns import regex
from cunwu.values.dates import PartialDay, chinese_partial, parse_partial_day

Deadline = PartialDay | str
_HAN = regex(r"[㐀-鿿]")
_DATE_SIGNS = regex(r"[0-9０-９\s年月日号.\-－/／]*")
_LONGEST = 40


def parse_deadline(text: str) -> Deadline:
    """A day, month or year, else words. Raises ValueError, as for a day, for a text that was meant to be a day."""
    try:
        return parse_partial_day(text)
    except ValueError:
        # 2026-13-40 and 2026年3月 are days that somebody mistyped; a sign of a day alone makes none of 年底前.
        if _DATE_SIGNS.fullmatch(text) or not _HAN.search(text) or len(text) > _LONGEST or "\n" in text:
            raise
    return text


def show_deadline(value: Deadline) -> str:
    """As people read it."""
    return chinese_partial(value) if isinstance(value, PartialDay) else value


def last_day_of(deadline: Deadline | None) -> date | None:
    """The last day on which it is in time; None where none was set or only words say when: then nothing is late."""
    return deadline.last if isinstance(deadline, PartialDay) else None
