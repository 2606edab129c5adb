"""What became of villagers' requests: the clock of each, counted from the day it was received, and how many wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from cunwu.core.frozen import Frozen, replace
from cunwu.derive.answers import Clock, clock_since, counts_working_days, due_of
from cunwu.derive.past import SettingsOf
from cunwu.derive.short_codes import Codes, short_codes
from cunwu.kinds.base import Item, NumberedItem
from cunwu.kinds.parts import field_named, row_numbered
from cunwu.kinds.record import Record
from cunwu.kinds.request import REQUEST, Figure, Matter, Requests
from cunwu.records.board import Board
from cunwu.values.working_days import unknown_years


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


def request_clock(record: Requests, matter: Matter, settings_on: SettingsOf, as_of: date) -> Clock:
    """The clock of one matter."""
    settings, is_answered = settings_on(record, matter.received_by), matter.answer is not None
    clock = clock_since(matter.received_by, settings, as_of, matter.answered, is_answered=is_answered)
    return clock if matter.received.first == matter.received.last else replace(clock, days=None)


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
        settings = settings_on(record, matter.received_by)
        if counts_working_days(settings):
            years.update(unknown_years(matter.received_by, due_of(matter.received_by, settings)))
    return tuple(sorted(years))


@dataclass(frozen=True)
class Figures:
    """The figures of a board by what a matter calls them: codes and files are gathered once for all matters."""

    board: Board

    def of(self, about: Figure) -> tuple[Record, Item] | None:
        """The record that a matter asks about, and its row, or the record again; None if it leads to no figure."""
        found = self._coded(about.short_code) if about.short_code is not None else self._named(about)
        if found is None or (about.field is not None and field_named(found[1], about.field) is None):
            return None
        return found

    def _coded(self, said: str) -> tuple[Record, Item] | None:
        found = self._codes.find(said)
        return (found.record, found.row or found.record) if found is not None else None

    def _named(self, about: Figure) -> tuple[Record, Item] | None:
        record = self._records.get(f"{self.board.place.folder}/{about.record}.yml")
        if record is None or about.item is None:
            return (record, record) if record is not None else None
        found = row_numbered(record, about.item)
        return (record, found[1]) if found is not None else None

    @cached_property
    def _codes(self) -> Codes:
        return Codes(short_codes(self.board))

    @cached_property
    def _records(self) -> Mapping[str, Record]:
        return {file.path: file.record for file in self.board.files if file.record is not None}


class Question(NamedTuple):
    """A matter that leads to a figure."""

    requests: Requests
    matter: Matter
    record: Record
    row: NumberedItem | None
    """None if it asks about the record, or one of its own figures."""
    word: str
    """The words of the field; empty where the row or the record is asked about as a whole."""


class Questions(Frozen):
    """What was asked about the figures of one board, in the order of the days on which it was received."""

    by_record: Mapping[Record, Sequence[Question]]
    by_item: Mapping[Item, Sequence[Question]]
    by_matter: Mapping[Matter, Question]


def questions_of(board: Board) -> Questions:
    """Every matter that leads to a figure of the board."""
    figures = Figures(board)
    by_record: dict[Record, list[Question]] = {}
    by_item: dict[Item, list[Question]] = {}
    by_matter: dict[Matter, Question] = {}
    rows = ((one, row, row.about) for one in board.records(REQUEST) for row in one.matters)
    for requests, matter, about in sorted(rows, key=lambda one: one[1].received_by):
        found = figures.of(about) if about is not None else None
        if found is None or about is None:
            continue
        named = field_named(found[1], about.field) if about.field is not None else None
        item, word = (named[0] or found[1], named[1].word) if named is not None else (found[1], "")
        row = found[1] if isinstance(found[1], NumberedItem) else None
        question = Question(requests, matter, found[0], row, word)
        by_record.setdefault(found[0], []).append(question)
        by_item.setdefault(item, []).append(question)
        by_matter[matter] = question
    return Questions(by_record, by_item, by_matter)
