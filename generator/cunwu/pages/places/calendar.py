"""Due days as an iCalendar file: for a telephone to remind whoever publishes, and whoever waits for it. RFC 5545."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cunwu.core.frozen import Frozen, replace
from cunwu.core.paths import BOARD
from cunwu.derive.disclosure import PERIODS
from cunwu.derive.due_terms import Terms
from cunwu.derive.watched import kind_called
from cunwu.kinds.record import Kind
from cunwu.records.places import Place
from cunwu.values.due import due_day
from cunwu.values.period import Period, periods_between

CALENDAR = "公开截止日日历（可加到手机日历）"
"""How pages name the file."""
_BACK, _AHEAD = 3, 12
"""Months before and after the day of the build."""
_EDGE = 2
"""Months around these in which due days of the same periods may lie: what tells them apart must not change daily."""
_FOLD = 75
"""Octets a line may have; longer ones go on in the next, after a space."""


class DueDay(Frozen, order=True):
    """One period of one item, and the last day for publishing it."""

    day: date
    period: Period
    kind: str
    item: str


def calendar_url(place: Place) -> str:
    """The calendar of a place, from the site's root."""
    return posixpath.join(BOARD, place.path, "due.ics")


def calendar_of(place: Place, as_of: date, terms: Iterable[tuple[Terms, int]], identity: str = "") -> bytes | None:
    """The due days of a village, or of all villages below a region, by what they owe; None where nothing falls due.

    `identity` is that of the site; without one the names of the places above stand for it.
    """
    owed: Counter[Terms] = Counter()
    for one, villages in terms:
        owed[_lately(one, as_of)] += villages
    counted: Counter[DueDay] = Counter()
    for one, villages in owed.items():
        counted.update(dict.fromkeys(_falling_due(one, as_of), villages))
    if not counted:
        return None
    site = sha256(
        (identity or "\n".join(above.name for above in place.lineage)).encode("utf-8", "surrogateescape")
    ).hexdigest()[:12]
    ranks = _ranks({due for one in owed for due in _falling_due(one, as_of, _EDGE)})
    events = [_event(place, due, count, f"{ranks[due]}@{site}.cunwu") for due, count in sorted(counted.items())]
    return _calendar(f"{place.name}公开截止日", events)


def has_due_days(as_of: date, terms: Iterable[Terms]) -> bool:
    """Whether `calendar_of` has anything to say."""
    return any(_falling_due(_lately(one, as_of), as_of) for one in terms)


def _lately(terms: Terms, as_of: date) -> Terms:
    """The same for all villages that joined years ago."""
    return replace(terms, since=max(terms.since, _months_later(as_of, -_BACK - _AHEAD)))


@lru_cache(maxsize=64)
def _falling_due(terms: Terms, as_of: date, more: int = 0) -> tuple[DueDay, ...]:
    """The due days from three months back to a year ahead, and so many months more at both ends."""
    first, last = _months_later(as_of, -_BACK - more), _months_later(as_of, _AHEAD + more)
    found = []
    days, words = dict(terms.days), dict(terms.kinds)
    for item, rhythm in terms.rhythms:
        kind = kind_called(words.get(item, item))
        if kind is None or rhythm not in PERIODS:
            continue
        for period in periods_between(PERIODS[rhythm](_months_later(first, -_AHEAD)), last):
            due = due_day(period, days.get(item, terms.due_day))
            if period.last >= terms.since and first <= due <= last:
                found.append(DueDay(due, period, _event_name(kind, item), item))
    return tuple(found)


def _event_name(kind: Kind[Any], item: str) -> str:
    """What tells items of one period apart; an item with the word of its kind keeps the id it always had."""
    return kind.name if kind.catalogue == item else f"{kind.name}-{sha256(item.encode()).hexdigest()[:8]}"


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def _ranks(days: Iterable[DueDay]) -> Mapping[DueDay, str]:
    """What tells several due days of one period apart: nothing for the first, then -2, -3.

    Not the day itself: one that moves would leave its old event in the calendars of people.
    """
    found: dict[DueDay, str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for due in sorted(days):
        key = (due.kind, due.period.text)
        seen[key] += 1
        found[due] = f"-{seen[key]}" if seen[key] > 1 else ""
    return found


def _event(place: Place, due: DueDay, villages: int, ending: str) -> tuple[str, ...]:
    """One all-day event. Nothing in it is of today, so that the same due day gives the same bytes every day."""
    path = place.path.replace("/", ".") or "root"
    summary = f"{place.name}：{due.item} {due.period.label}公开截止"
    if not place.is_village:
        summary = f"{summary}，{villages} 个村"
    return (
        "BEGIN:VEVENT",
        f"UID:{due.kind}-{due.period.text}.{path}{ending}",
        f"DTSTAMP:{due.day:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _calendar(name: str, events: Sequence[Sequence[str]]) -> bytes:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cunwu//due//ZH", "METHOD:PUBLISH")
    lines = [*head, f"X-WR-CALNAME:{_escaped(name)}", *(line for event in events for line in event), "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line as UTF-8 with its end; folded where it is too long, never within a character."""
    whole = line.encode("utf-8", "replace")
    if len(whole) <= _FOLD:
        return whole + b"\r\n"
    parts, part, room = [], b"", _FOLD
    for octets in (character.encode("utf-8", "replace") for character in line):
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", _FOLD - 1
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
