"""How long a cadre was in the village, month by month, held against what the place requires."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cunwu.core.frozen import Frozen
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
    days = _below(settings.days_floor, days_counted(cadre))
    return Presence(month, cadre, days, _nights_short(settings, cadre), is_part(board, month, cadre))


def is_part(board: Board, month: Attendance, cadre: CadreMonth) -> bool:
    """Whether the cadre's posting began or ended within the month, or may have, by days that are known roughly."""
    posting = board.find(POSTING, cadre.posting)
    if posting is None:
        return False
    since, until = posting.since, posting.until
    begins = isinstance(since, PartialDay) and month.period.first < since.last and since.first <= month.period.last
    ends = isinstance(until, PartialDay) and until.first < month.period.last and month.period.first <= until.last
    return begins or ends


def _below(floor: int | None, days: Decimal) -> Decimal:
    return max(Decimal(0), floor - days) if floor is not None else Decimal(0)


def _nights_short(settings: Settings, cadre: CadreMonth) -> int | None:
    return 0 if settings.nights_floor is None else _short(settings.nights_floor, cadre.nights)


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
