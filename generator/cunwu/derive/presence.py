"""How long a cadre was in the village, month by month, held against what the place requires."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from cunwu.core.frozen import Frozen
from cunwu.derive.past import SettingsOf
from cunwu.derive.rotation import People
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
    rows: tuple[CadreMonth, ...]
    """The rows of the month about this person, who may have had two postings in it."""
    days: Decimal
    """Days of the person in the month, reported official trips among them."""
    nights: int | None
    """Nights of the person in the month; None if nobody wrote them down."""
    floors: Settings
    """The settings that the month is held to."""
    is_part: bool
    """Whether the cadre came or left within the month: what is missing then is nobody's fault."""

    @property
    def is_first(self) -> bool:
        """Whether this is the first row about its person: what is said of both is said there."""
        return self.rows[0] is self.cadre

    @property
    def days_short(self) -> Decimal:
        """Days that are missing to the floor; 0 without a floor."""
        floor = self.floors.days_floor
        return max(Decimal(0), floor - self.days) if floor is not None else Decimal(0)

    @property
    def nights_short(self) -> int | None:
        """Nights that are missing to the floor; None if nights are required and nobody wrote them down."""
        floor = self.floors.nights_floor
        return 0 if floor is None else None if self.nights is None else max(0, floor - self.nights)

    @property
    def is_short(self) -> bool:
        """Whether it is known that something is missing to the floors of a whole month."""
        return not self.is_part and (self.days_short > 0 or (self.nights_short or 0) > 0)


def days_counted(cadre: CadreMonth) -> Decimal:
    """Days in the village and reported official trips: what the floor is held against."""
    return cadre.days + (cadre.official or 0)


def presences_of(board: Board, settings_on: SettingsOf, number: str = "") -> Iterator[Presence]:
    """Every line of the board's months, or those of one posting, newest first."""
    people = People(board.records(POSTING))
    for month in sorted(board.records(ATTENDANCE), key=lambda month: month.period, reverse=True):
        floors, others = settings_on(month, month.period.last), _OtherRows(board, people, month)
        for row in month.cadres:
            if number in ("", row.posting):
                yield _presence(board, month, row, others.together_with(row), floors)


def _presence(
    board: Board, month: Attendance, cadre: CadreMonth, rows: tuple[CadreMonth, ...], floors: Settings
) -> Presence:
    days, nights = sum(map(days_counted, rows), Decimal(0)), [row.nights for row in rows]
    slept = None if None in nights else sum(count or 0 for count in nights)
    return Presence(month, cadre, rows, days, slept, floors, _is_part(board, month.period, rows))


@dataclass(frozen=True)
class _OtherRows:
    """The rows of a month by posting, to find those of other postings of the same person."""

    board: Board
    people: People
    month: Attendance

    def together_with(self, row: CadreMonth) -> tuple[CadreMonth, ...]:
        """A row with those of the person's other postings, in their order; a row that repeats a posting is an error."""
        others = self._others(row.posting)
        return tuple(one for one in self.month.cadres if one is row or one.posting in others) if others else (row,)

    def _others(self, number: str) -> frozenset[str]:
        posting = self.board.find(POSTING, number)
        own = self.people.of(posting) if posting is not None else ()
        return frozenset(one.number for one in own if one.number in self._numbers) - {number}

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(row.posting for row in self.month.cadres)


def _is_part(board: Board, month: Period, rows: Iterable[CadreMonth]) -> bool:
    """Whether the person came or left within the month, or may have; a new posting the next day is no leaving."""
    own = (board.find(POSTING, number) for number in {row.posting for row in rows})
    spans = sorted(days_in(posting, month.first, month.last) for posting in own if posting is not None)
    if not spans:
        return False
    reached = month.first
    for since, until in spans:
        if since > reached:
            return True
        reached = max(reached, until + timedelta(days=1))
    return reached <= month.last


def days_in(posting: Posting, first: date, last: date) -> tuple[date, date]:
    """The days between two others on which a posting held for certain; an end that nobody knows is none."""
    since, until = posting.since, posting.until
    begun = since.last if isinstance(since, PartialDay) else first
    ended = until.first if isinstance(until, PartialDay) else last
    return max(first, begun), min(last, ended)


def by_year(lines: Iterable[Presence]) -> dict[int, list[Presence]]:
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
