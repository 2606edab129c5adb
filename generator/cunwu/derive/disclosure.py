"""Whether each item of a village's catalogue was published in time, period by period, as of a day.

Lateness depends on first publication alone, so it stays when the item is published and whatever is typed later.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from enum import StrEnum
from functools import cached_property, partial
from typing import Any

from cunwu.core.frozen import Frozen, replace
from cunwu.core.zone import BEIJING
from cunwu.derive.catalogues import Catalogues
from cunwu.derive.coverage import (
    NOTHING,
    Coverage,
    RegisteredOn,
    books_of,
    cover_by_books,
    cover_wholly,
    is_kept_by_books,
    speaks_of,
)
from cunwu.derive.named_items import FirstNamed, Naming
from cunwu.derive.shelf import Shelf
from cunwu.derive.watched import accounts_item, is_asked_for, watched_kind
from cunwu.history.change import ChangeKind, key_of
from cunwu.history.publications import PlaceHistory, Publication
from cunwu.kinds.common import CatalogueItem, Settings
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.village import VILLAGE, Village
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.values.dates import chinese_date
from cunwu.values.due import DEFAULT_DUE_DAY, due_day
from cunwu.values.period import Period, half_of, month_of, periods_between, quarter_of, week_of, year_of

_A_MONTH = timedelta(days=31)

FirstPublished = Callable[[Kind[Any], Record], Publication | None]
"""The publication that first brought a record; None if the record is not committed yet."""
DueDayAt = Callable[[date], int]
"""The due day of the month by the settings of a given day."""

PERIODS: Mapping[str, Callable[[date], Period]] = {
    "周": week_of,
    "月": month_of,
    "季": quarter_of,
    "半年": half_of,
    "年": year_of,
}
"""周期 → the period a day falls into. 随时 has no periods: it has no due day."""


class State(StrEnum):
    """State of one item in one period."""

    ON_TIME = "按时"
    LATE = "逾期"
    MISSING = "未公开"
    NOT_DUE = "未到期"
    ZERO = "零申报"
    NOT_APPLICABLE = "不适用"
    """No period is measured: the rhythm is 随时, or the village has not joined."""
    PRESENT = "已公开"
    """Published, but the day of first publication is not known."""
    UNTIMED = "已公开，没有计时"
    """Published, but of a village that does not say when it joined: nobody knows what it owed."""
    UNWATCHED = "不由程序核对"
    """No kind of record shows whether the item was published."""
    ASKED_FOR = "不上网"
    """Shown only to those whom it concerns, or to those who ask."""


class Line(Frozen):
    """One item of one village in one period."""

    item: str
    period: Period
    due: date
    """The last day on which publication is in time."""
    state: State
    on: date | None = None
    """Day of first publication, in the place's time zone; None if not published, or if the day is not known."""
    days: int = 0
    """Days after the due day, until publication or, if it is missing, until the day of the build."""
    record: Record | None = None
    """The record that published it; of several books the last to come."""
    lacking: tuple[str, ...] = ()
    """Books without a ledger, if other books have theirs."""
    waiting: bool = False
    """Whether it is written but not committed yet."""

    @property
    def is_late(self) -> bool:
        """Whether it came after its due day; a zero report counts too."""
        return self.days > 0 and self.state in (State.LATE, State.ZERO)

    @property
    def is_on_time(self) -> bool:
        """Whether it is known to have come in time; a zero report counts too."""
        return self.on is not None and self.days == 0 and self.state in (State.ON_TIME, State.ZERO)

    @property
    def is_untimed(self) -> bool:
        """Whether it is published, but since an unknown day."""
        return self.on is None and self.state in (State.PRESENT, State.ZERO)

    @property
    def without_record(self) -> Line:
        """The same line, small enough to travel to the places above."""
        return replace(self, record=None)


class Disclosure(Frozen):
    """One item of one village: its periods since the village joined, newest first, and its newest record."""

    item: str
    rhythm: str
    lines: tuple[Line, ...]
    """From the running period backwards; empty if no period is measured."""
    unmeasured: State
    """The state if no period is measured: whether anything is published."""
    newest: str
    """Period or day of the newest record, for readers; empty if there is none."""
    newest_record: Record | None
    kind: str = ""
    """Name of the kind of record it is measured by; empty if the program does not watch it."""
    ask: str = ""
    """Where to ask for what is not on the web."""
    is_dropped: bool = False
    """Whether the catalogue no longer has it; what it owed while it had stays."""

    @property
    def current(self) -> Line | None:
        """The newest period that has a result; for a village that just joined, its first period to come."""
        told = (line for line in self.lines if line.state is not State.NOT_DUE)
        return next(told, self.lines[-1] if self.lines else None)

    @property
    def state(self) -> State:
        """State of the current period; if no period is measured, the state without one."""
        return self.current.state if self.current is not None else self.unmeasured


def derive_disclosures(
    board: Board,
    as_of: date,
    first_published: FirstPublished | None = None,
    due_day_at: DueDayAt | None = None,
    registered_on: RegisteredOn | None = None,
    *,
    catalogues: Catalogues | None = None,
    first_named: FirstNamed | None = None,
) -> tuple[Disclosure, ...]:
    """One disclosure for each item of the place's catalogue, in its order, each once; then those that were dropped.

    `first_published`, `first_named` and `registered_on` are None if there is no history; `due_day_at` and `catalogues`
    are None if today's settings always held.
    """
    gauge = _Gauge(board, as_of, first_published, first_named, due_day_at, registered_on, catalogues)
    items = {item.item: item for item in reversed(board.place.catalogue)}
    return (*(gauge.disclosure(items[name]) for name in reversed(items)), *gauge.dropped(items))


def first_published_in(history: PlaceHistory, place: str) -> FirstPublished:
    """First publications, read from the history of the place with this path."""
    return lambda kind, record: history.first_of(kind.name, key_of(place, kind, record)[2])


def registered_in(history: PlaceHistory, place: Place) -> RegisteredOn:
    """The days on which legal persons came into village.yml, read from the history of the place."""
    came = {
        one.change.item: one.publication.moment.astimezone(time_zone(place)).date()
        for one in reversed(history.life_of(VILLAGE.name, ""))
        if one.change.kind is ChangeKind.ADDED and not one.change.field
    }
    return came.get


def year_before(day: date) -> date:
    """The first of the twelve months before a day."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def time_zone(place: Place) -> timezone:
    """The zone in which the place's days begin and end."""
    stated = place.settings.time_zone
    return timezone(timedelta(hours=int(stated.partition(":")[0]))) if stated else BEIJING


def accounts_due_day(settings: Settings) -> int:
    """The day of the month by which ledgers are due: that of their item of the catalogue, else that of the place."""
    item = accounts_item(settings.catalogue)
    own = item.due_day if item is not None else None
    return own or settings.due_day or DEFAULT_DUE_DAY


def fell_due(period: Period, due_day_at: DueDayAt) -> date:
    """The day on which a period fell due by the settings of that time, even if they changed later."""
    if period.kind == "week":
        return due_day(period, DEFAULT_DUE_DAY)
    day = period.last + timedelta(days=1)
    last = monthrange(day.year, day.month)[1]
    while day.day < min(due_day_at(day), last):
        day += timedelta(days=1)
    return day


def _words(record: Record | None) -> str:
    if record is None:
        return ""
    value = getattr(record, record.dated_by) if record.dated_by else None
    if isinstance(value, Period):
        return value.label
    return chinese_date(record.day) if record.day else ""


@dataclass(frozen=True)
class _Gauge:
    """Measures every item of one village."""

    board: Board
    as_of: date
    first_published: FirstPublished | None
    first_named: FirstNamed | None
    due_day_at: DueDayAt | None
    registered_on: RegisteredOn | None
    catalogues: Catalogues | None
    _due: dict[Period, date] = field(default_factory=dict)
    """Period → its due day; items share their periods."""

    def disclosure(self, item: CatalogueItem) -> Disclosure:
        kind = watched_kind(item)
        if kind is None:
            asked = is_asked_for(item)
            state = State.ASKED_FOR if asked else State.UNWATCHED
            newest, where = self._shelf.newest(item, None), item.ask or "村委会"
            return Disclosure(item.item, item.rhythm, (), state, _words(newest), newest, ask=where if asked else "")
        newest = self._shelf.newest(item, kind)
        village = self.board.place.record
        is_timed = isinstance(village, Village) and village.joined is not None
        published = State.PRESENT if is_timed or item.rhythm not in PERIODS else State.UNTIMED
        unmeasured = published if newest is not None else State.NOT_APPLICABLE
        lines = self._lines(item, kind)
        return Disclosure(item.item, item.rhythm, lines, unmeasured, _words(newest), newest, kind.name)

    def dropped(self, listed: Mapping[str, CatalogueItem]) -> Iterator[Disclosure]:
        """What was owed under items that the catalogue no longer has, or no longer measures by the same records."""
        if self.catalogues is None:
            return
        for name in self.catalogues.names():
            standing = watched_kind(listed[name]) if name in listed else None
            last = {kind.name: (kind, item) for item in self.catalogues.ways_of(name) if (kind := watched_kind(item))}
            for kind, item in last.values():
                if kind is not standing and (lines := self._lines(item, kind)):
                    unmeasured = State.NOT_APPLICABLE
                    yield Disclosure(name, item.rhythm, lines, unmeasured, "", None, kind.name, is_dropped=True)

    def _lines(self, item: CatalogueItem, kind: Kind[Any]) -> tuple[Line, ...]:
        """The periods of an item, newest first, in every way in which it was owed by records of this kind."""
        if self.catalogues is None:
            return self._lines_of(item, kind)
        ways = [way for way in self.catalogues.ways_of(item.item) if watched_kind(way) is kind]
        lines = [line for way in ways for line in self._lines_of(way, kind)]
        return tuple(sorted(lines, key=lambda line: (line.period.last, line.period.first), reverse=True))

    def _lines_of(self, item: CatalogueItem, kind: Kind[Any]) -> tuple[Line, ...]:
        village = self.board.place.record
        if not isinstance(village, Village) or village.joined is None or item.rhythm not in PERIODS:
            return ()
        pieces, zeros = self._shelf.pieces(item, kind), self._shelf.zeros(item, kind)
        books = books_of(village, pieces, self.registered_on) if is_kept_by_books(kind) else ()
        return tuple(
            self._line(
                item,
                period,
                cover_by_books(period, books, pieces) if books else self._shelf.cover(item, period, pieces),
                cover_wholly(period, zeros) if zeros.all else NOTHING,
            )
            for period in reversed(list(self._periods(item, kind, village)))
            if self.catalogues is None or self.catalogues.owes(item, self._due_of(item, period))
        )

    def _periods(self, item: CatalogueItem, kind: Kind[Any], village: Village) -> Iterator[Period]:
        """What is owed one by one: a quarter, or its months if the quarter before it was busy."""
        if village.joined is None:
            return
        last = village.abolished.last if village.abolished is not None else self.as_of
        for period in periods_between(PERIODS[item.rhythm](village.joined), min(self.as_of, last)):
            if village.abolished is not None and period.last > last:
                return
            if item.busy is not None and item.rhythm == "季" and kind is LEDGER and self._is_busy(period, item.busy):
                yield from periods_between(month_of(period.first), min(period.last, self.as_of))
            else:
                yield period

    def _is_busy(self, period: Period, many: int) -> bool:
        before = period.previous()
        ledgers = (one for one in self.board.records(LEDGER) if speaks_of(one.period, before))
        return sum(len(ledger.movements) for ledger in ledgers) >= many

    @cached_property
    def _shelf(self) -> Shelf:
        """Everything that counts, with its days in the place's time zone."""
        first_published, first_named = self.first_published, self.first_named
        if first_published is None:
            return Shelf(self.board, None, None)
        zone = time_zone(self.board.place)

        def day_of(publication: Publication | None) -> date | None:
            return publication.moment.astimezone(zone).date() if publication is not None else None

        def named_on(naming: Naming) -> date | None:
            return day_of(first_named(naming) if first_named else first_published(naming.kind, naming.record))

        return Shelf(self.board, lambda kind, record: day_of(first_published(kind, record)), named_on)

    def _line(self, item: CatalogueItem, period: Period, there: Coverage, zero: Coverage) -> Line:
        due = self._due_of(item, period)
        waiting = there.waiting or zero.waiting
        line = Line(item.item, period, due, State.NOT_DUE, None, 0, there.record, there.lacking, waiting)
        if self.as_of <= period.last:  # a period that is not over cannot be complete
            return line
        if there.whole or zero.whole:
            # A zero report beside records was wrong, so the item still counts as late.
            return self._came(line, there if there.whole else zero, is_zero=not there.whole)
        if self.as_of <= due:
            return line
        return replace(line, state=State.MISSING, days=(self.as_of - due).days)

    def _came(self, line: Line, there: Coverage, *, is_zero: bool) -> Line:
        late = max(0, (there.on - line.due).days) if there.on is not None else 0
        state = State.LATE if late else State.ON_TIME if there.on is not None else State.PRESENT
        return replace(
            line,
            state=State.ZERO if is_zero else state,
            on=there.on,
            days=late,
            record=there.record,
            lacking=(),
            waiting=False,
        )

    def _due_of(self, item: CatalogueItem, period: Period) -> date:
        if self.catalogues is not None:
            first = period.last + timedelta(days=1)
            if self.catalogues.turns_between(first, first + _A_MONTH):
                return fell_due(period, partial(self._day_of, self.catalogues, item.item))
            item = self.catalogues.named(item.item, first) or item
        if item.due_day is not None:
            return due_day(period, item.due_day)
        if period not in self._due:
            is_settled = self.due_day_at is None
            self._due[period] = due_day(period, self._standing) if is_settled else fell_due(period, self._day_at)
        return self._due[period]

    def _day_of(self, catalogues: Catalogues, name: str, day: date) -> int:
        """The due day of an item by the settings of a day."""
        item = catalogues.named(name, day)
        return item.due_day if item is not None and item.due_day is not None else self._day_at(day)

    def _day_at(self, day: date) -> int:
        return self._standing if self.due_day_at is None else self.due_day_at(day)

    @cached_property
    def _standing(self) -> int:
        return self.board.place.settings.due_day or DEFAULT_DUE_DAY
