"""How long a cadre was in the village, month by month, held against what the place requires."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.derive.rotation import is_same_person
from cunwu.kinds.attendance import ATTENDANCE, Attendance, CadreMonth
from cunwu.kinds.common import Settings
from cunwu.kinds.posting import POSTING, Posting
from cunwu.records.board import Board
from cunwu.values.dates import PartialDay
from cunwu.values.period import Period, month_of, periods_between


class Presence(Frozen):
    """One month of one cadre."""

    record: Attendance
    cadre: CadreMonth
    days_short: Decimal
    """Days, reported official trips among them, that are missing to the floor; 0 without a floor."""
    nights_short: int | None
    """None if nights are required and nobody wrote them down."""
    is_part: bool
    """Whether the cadre came or left within the month: what is missing then is nobody's fault."""

    @property
    def is_short(self) -> bool:
        """Whether it is known that something is missing to the floors of a whole month."""
        return not self.is_part and (self.days_short > 0 or (self.nights_short or 0) > 0)


def days_counted(cadre: CadreMonth) -> Decimal:
    """Days in the village and reported official trips: what the floor is held against."""
    return cadre.days + (cadre.official or 0)


def presences_of(board: Board, settings: Settings, number: str = "") -> tuple[Presence, ...]:
    """Every line of the board's months, or those of one posting, newest first."""
    found = [
        _presence(board, settings, month, cadre)
        for month in sorted(board.records(ATTENDANCE), key=lambda month: month.period, reverse=True)
        for cadre in month.cadres
        if number in ("", cadre.posting)
    ]
    return tuple(found)


def _presence(board: Board, settings: Settings, month: Attendance, cadre: CadreMonth) -> Presence:
    rows = rows_of_person(board, month, cadre)
    days = _below(settings.days_floor, sum(map(days_counted, rows), Decimal(0)))
    nights = [row.nights for row in rows]
    there = None if None in nights else sum(count or 0 for count in nights)
    short = 0 if settings.nights_floor is None else _short(settings.nights_floor, there)
    return Presence(month, cadre, days, short, is_part(board, month, cadre))


def rows_of_person(board: Board, month: Attendance, cadre: CadreMonth) -> tuple[CadreMonth, ...]:
    """The rows of a month about the person of this one, who may have had two postings in it."""
    posting = board.find(POSTING, cadre.posting)
    if posting is None:
        return (cadre,)
    others = ((row, board.find(POSTING, row.posting)) for row in month.cadres)
    return tuple(row for row, own in others if row is cadre or (own is not None and is_same_person(own, posting)))


def is_part(board: Board, month: Attendance, cadre: CadreMonth) -> bool:
    """Whether the person came or left within the month, or may have; a new posting the next day is no leaving."""
    first, last = month.period.first, month.period.last
    own = (board.find(POSTING, row.posting) for row in rows_of_person(board, month, cadre))
    spans = sorted(days_in(posting, first, last) for posting in own if posting is not None)
    if not spans:
        return False
    reached = first
    for since, until in spans:
        if since > reached:
            return True
        reached = max(reached, until + timedelta(days=1))
    return reached <= last


def days_in(posting: Posting, first: date, last: date) -> tuple[date, date]:
    """The days between two others on which a posting held for certain; an end that nobody knows is none."""
    since, until = posting.since, posting.until
    begun = since.last if isinstance(since, PartialDay) else first
    ended = until.first if isinstance(until, PartialDay) else last
    return max(first, begun), min(last, ended)


def _below(floor: int | None, days: Decimal) -> Decimal:
    return max(Decimal(0), floor - days) if floor is not None else Decimal(0)


def _short(floor: int | None, there: int | None) -> int | None:
    return 0 if floor is None else None if there is None else max(0, floor - there)


def by_year(lines: Sequence[Presence]) -> dict[int, list[Presence]]:
    """Year → its lines, in their order."""
    found: dict[int, list[Presence]] = {}
    for line in lines:
        found.setdefault(line.record.period.last.year, []).append(line)
    return found


def months_without(posting: Posting, lines: Sequence[Presence], year: int, as_of: date) -> tuple[Period, ...]:
    """The whole months of a year, ended before `as_of`, in which somebody was posted and no attendance was kept."""
    if not isinstance(posting.since, PartialDay):
        return ()
    end = posting.until.first if isinstance(posting.until, PartialDay) else as_of
    first = max(date(year, 1, 1), posting.since.last)
    last = min(date(year, 12, 31), end, as_of)
    kept = [line.record.period for line in lines]
    months = periods_between(month_of(first), last) if first <= last else ()
    return tuple(
        month
        for month in months
        if first <= month.first
        and month.last <= last
        and month.last < as_of
        and not any(period.first <= month.first and month.last <= period.last for period in kept)
    )
