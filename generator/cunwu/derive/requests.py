"""What became of villagers' requests: the clock of each, counted from the day it was received, and how many wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from cunwu.core.frozen import Frozen
from cunwu.derive.past import SettingsOf
from cunwu.derive.short_codes import find_coded, short_codes
from cunwu.derive.visits import ANSWER_DAYS, Clock
from cunwu.kinds.base import Item
from cunwu.kinds.common import WORKING_DAYS, Settings
from cunwu.kinds.parts import field_named, row_numbered
from cunwu.kinds.record import Record
from cunwu.kinds.request import REQUEST, Figure, Matter, Requests
from cunwu.records.board import Board
from cunwu.values.working_days import add_working_days, unknown_years


class Asked(Frozen):
    """How many matters were received, and what became of them."""

    received: int = 0
    answered: int = 0
    late: int = 0
    """Not answered, and the time for it is over."""
    answered_late: int = 0

    @property
    def waiting(self) -> int:
        """Not answered, and there is time left."""
        return self.received - self.answered - self.late


def due_of(day: date, settings: Settings) -> date:
    """The last day for an answer to what was received on a day."""
    allowed = ANSWER_DAYS if settings.answer_days is None else settings.answer_days
    return add_working_days(day, allowed) if counts_working_days(settings) else day + timedelta(allowed)


def counts_working_days(settings: Settings) -> bool:
    """Whether the place counts its days for an answer in working days."""
    return settings.answer_days is not None and settings.answer_by == WORKING_DAYS


def request_clock(record: Requests, matter: Matter, settings_on: SettingsOf, as_of: date) -> Clock:
    """The clock of one matter: measured, never declared. An answer without a day is not known to be late."""
    due = due_of(matter.received, settings_on(record, matter.received))
    is_answered = matter.answer is not None
    ended = matter.answered if is_answered else as_of
    days = (ended - matter.received).days if ended is not None else None
    return Clock(due, days, is_answered, ended is not None and ended > due)


def count_asked(records: Iterable[Requests], settings_on: SettingsOf, as_of: date) -> Asked:
    """The matters of some records, counted."""
    clocks = [request_clock(one, row, settings_on, as_of) for one in records for row in one.matters]
    return Asked(
        received=len(clocks),
        answered=sum(clock.is_answered for clock in clocks),
        late=sum(clock.is_late and not clock.is_answered for clock in clocks),
        answered_late=sum(clock.is_late and clock.is_answered for clock in clocks),
    )


def weekends_only(record: Requests, settings_on: SettingsOf) -> tuple[int, ...]:
    """The years of its clocks, counted in working days, whose holidays are not known."""
    years: set[int] = set()
    for matter in record.matters:
        settings = settings_on(record, matter.received)
        if counts_working_days(settings):
            years.update(unknown_years(matter.received, due_of(matter.received, settings)))
    return tuple(sorted(years))


def figure_of(board: Board, about: Figure) -> tuple[Record, Item] | None:
    """The record that a matter asks about, and its row, or the record again; None if it leads to no figure."""
    found = _coded(board, about.short_code) if about.short_code is not None else _named(board, about)
    if found is None or (about.field is not None and field_named(found[1], about.field) is None):
        return None
    return found


def _coded(board: Board, said: str) -> tuple[Record, Item] | None:
    found = find_coded(short_codes(board), said)
    return (found.record, found.row or found.record) if found is not None else None


def _named(board: Board, about: Figure) -> tuple[Record, Item] | None:
    path = f"{board.place.folder}/{about.record}.yml"
    record = next((file.record for file in board.files if file.path == path), None)
    if record is None or about.item is None:
        return (record, record) if record is not None else None
    found = row_numbered(record, about.item)
    return (record, found[1]) if found is not None else None


class Questions(Frozen):
    """What was asked about the figures of one board."""

    by_record: Mapping[Record, tuple[tuple[Requests, Matter], ...]]
    by_figure: Mapping[tuple[Item, str], tuple[Record, tuple[Matter, ...]]]
    """Row or record, and the word of its field, empty where the row is asked about as a whole → its record as well."""


def questions_of(board: Board) -> Questions:
    """Every matter that leads to a figure of the board, in the order of the days on which they were received."""
    by_record: dict[Record, tuple[tuple[Requests, Matter], ...]] = {}
    by_figure: dict[tuple[Item, str], tuple[Record, tuple[Matter, ...]]] = {}
    rows = ((one, row, row.about) for one in board.records(REQUEST) for row in one.matters)
    for requests, matter, about in sorted(rows, key=lambda one: one[1].received):
        found = figure_of(board, about) if about is not None else None
        if found is None or about is None:
            continue
        record, item = found
        by_record[record] = (*by_record.get(record, ()), (requests, matter))
        named = field_named(item, about.field) if about.field is not None else None
        key = (named[0] or item, named[1].word) if named is not None else (item, "")
        _, others = by_figure.get(key, (record, ()))
        by_figure[key] = (record, (*others, matter))
    return Questions(by_record, by_figure)
