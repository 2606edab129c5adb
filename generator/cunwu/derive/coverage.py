"""Which records cover a period, and from which day on nothing of it was missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.kinds.attendance import ATTENDANCE
from cunwu.kinds.base import written
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.notice import NOTICE, Notice
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.statement import STATEMENT
from cunwu.kinds.village import LegalPerson, Village
from cunwu.kinds.visit import VISIT
from cunwu.records.board import Board
from cunwu.values.period import Period

RegisteredOn = Callable[[str], date | None]
"""The day on which a legal person came into village.yml, by its number; None if it came with the village."""
PublishedOn = Callable[[Kind[Any], Record], date | None]
"""The day a record was first published; None if the record is not committed yet."""


class Piece(Frozen):
    """A record with the days it covers and the day it was first published."""

    span: Period
    record: Record
    on: date | None
    """None if the day is not known, or if the record is not committed yet."""
    published: bool = True


class Coverage(Frozen):
    """What was published of one period."""

    whole: bool
    """Whether the period counts as published."""
    on: date | None
    """The day from which on it counts; None if the day is not known."""
    record: Record | None = None
    """The record that published it; of several books the last to come."""
    lacking: tuple[str, ...] = ()
    """Books without a ledger, if other books have theirs."""
    waiting: bool = False
    """Whether records that would complete it are written but not committed yet."""


NOTHING = Coverage(whole=False, on=None)


_LONG = 24
"""A record of at least so many months is compared with every period instead of being listed under each month."""


@dataclass(frozen=True)
class Pieces:
    """Pieces by the months they touch: ten years of records are searched for a hundred periods."""

    all: tuple[Piece, ...]

    def near(self, period: Period) -> list[Piece]:
        """The pieces that share a day with the period."""
        months = range(_month(period.first), _month(period.last) + 1)
        found = chain(self._by_month.get(0, ()), *(self._by_month.get(month, ()) for month in months))
        shared = (one for one in found if one.span.first <= period.last and period.first <= one.span.last)
        return list(dict.fromkeys(shared))

    @cached_property
    def _by_month(self) -> Mapping[int, Sequence[Piece]]:
        """Number of a month → its pieces; long pieces under 0."""
        found: dict[int, list[Piece]] = {}
        for piece in self.all:
            first, last = _month(piece.span.first), _month(piece.span.last)
            for month in range(first, last + 1) if last - first < _LONG else (0,):
                found.setdefault(month, []).append(piece)
        return found


def _month(day: date) -> int:
    return day.year * 12 + day.month


def pieces_of(board: Board, kind: Kind[Any], published_on: PublishedOn | None) -> Pieces:
    """The dated records of a kind, without zero reports: a zero report stands for the item it names."""
    records: Iterable[Record] = board.records(kind)
    found = (record for record in records if not (isinstance(record, Notice) and record.zero_item))
    spans = ((span_of(record), record) for record in found)
    return Pieces(tuple(_piece(kind, span, record, published_on) for span, record in spans if span is not None))


def zero_pieces_of(board: Board, published_on: PublishedOn | None) -> Mapping[str, Pieces]:
    """What zero reports speak of, an item of the catalogue or the word of a kind → these reports."""
    found: dict[str, list[Piece]] = {}
    for notice in board.records(NOTICE):
        if notice.zero_item is not None and notice.zero_period is not None:
            piece = _piece(NOTICE, notice.zero_period, notice, published_on)
            found.setdefault(notice.zero_item, []).append(piece)
    return {item: Pieces(tuple(pieces)) for item, pieces in found.items()}


def is_dated_by_period(record: Record) -> bool:
    """Whether a record tells of a period, not of a day."""
    return bool(record.dated_by) and isinstance(getattr(record, record.dated_by), Period)


def span_of(record: Record) -> Period | None:
    """The days that a record covers; None if it has no day."""
    if is_dated_by_period(record):
        value: Period = getattr(record, record.dated_by)
        return value
    return Period(record.day, record.day, record.day.isoformat()) if record.day is not None else None


def _piece(kind: Kind[Any], span: Period, record: Record, published_on: PublishedOn | None) -> Piece:
    if published_on is None:
        return Piece(span, record, None)
    on = published_on(kind, record)
    # What happened in a period cannot be told before it begins: a commit that says so proves nothing of its day.
    is_proof = on is not None and not (tells_what_happened(kind) and on < span.first)
    return Piece(span, record, on if is_proof else None, published=on is not None)


def tells_what_happened(kind: Kind[Any]) -> bool:
    """Whether records of a kind tell what happened in their period; a budget or a levy is decided before it."""
    return kind in (LEDGER, ATTENDANCE, VISIT, STATEMENT)


def speaks_of(span: Period, period: Period) -> bool:
    """Whether one of the two periods lies within the other."""
    return _covers(span, period) or _covers(period, span)


def _covers(outer: Period, inner: Period) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def cover(period: Period, pieces: Pieces) -> Coverage:
    """The coverage by any single record of the period; the earliest counts."""
    near = [piece for piece in pieces.near(period) if speaks_of(piece.span, period)]
    there = [piece for piece in near if piece.published]
    if not there:
        return Coverage(whole=False, on=None, waiting=bool(near))
    first = min(there, key=_by_day)
    return Coverage(whole=True, on=first.on, record=first.record)


def cover_wholly(period: Period, pieces: Pieces) -> Coverage:
    """The coverage of every day of the period: two half months make a month, three months a quarter."""
    near = pieces.near(period)
    taken: list[Piece] = []
    for piece in sorted((piece for piece in near if piece.published), key=_by_day):
        taken.append(piece)
        if _leaves_nothing_out(period, taken):
            return Coverage(whole=True, on=piece.on, record=piece.record)
    record = taken[-1].record if taken else None
    return Coverage(whole=False, on=None, record=record, waiting=_leaves_nothing_out(period, near))


def _by_day(piece: Piece) -> date:
    return piece.on or date.min


def _leaves_nothing_out(period: Period, pieces: Iterable[Piece]) -> bool:
    reached = period.first
    for piece in sorted(pieces, key=lambda piece: piece.span.first):
        if piece.span.first > reached:
            return False
        reached = max(reached, piece.span.last + timedelta(days=1))
    return reached > period.last


# --- books ---


class Book(Frozen):
    """The ledgers of one legal person, and the days for which they are owed."""

    name: str
    pieces: Pieces
    since: date
    until: date
    """For ever, unless the legal person was withdrawn."""

    def is_owed(self, period: Period) -> bool:
        """Whether the period lies within the days for which ledgers are owed."""
        return self.since <= period.first <= self.until


def books_of(village: Village, pieces: Pieces, registered_on: RegisteredOn | None = None) -> tuple[Book, ...]:
    """The village's legal persons that owe a book, in their order.

    One that never had a ledger owes since it stands in village.yml, unless its money is kept in the book of another.
    `registered_on` is None if the days are not known; then it has stood there since the village joined.
    """
    books = (_book_of(village, person, pieces, registered_on) for person in written(village.legal_persons))
    return tuple(book for book in books if book is not None)


def _book_of(village: Village, person: LegalPerson, pieces: Pieces, registered_on: RegisteredOn | None) -> Book | None:
    own = tuple(one for one in pieces.all if isinstance(one.record, Ledger) and one.record.book == person.number)
    withdrawn = person.number in village.withdrawn
    if own:
        # The withdrawal of a legal person does not change how late its ledgers were.
        until = max(piece.span.last for piece in own) if withdrawn else date.max
        return Book(person.number, Pieces(own), min(piece.span.first for piece in own), until)
    if withdrawn or person.kept_in not in (None, person.number):
        return None
    since = registered_on(person.number) if registered_on is not None else None
    return Book(person.number, Pieces(()), since or date.min, date.max)


def cover_by_books(period: Period, books: Sequence[Book], pieces: Pieces) -> Coverage:
    """The coverage by every book that is owed; its day is that of the last of them."""
    owed = [book for book in books if book.is_owed(period)]
    if not owed:
        return cover(period, pieces)
    found = {book.name: cover_wholly(period, book.pieces) for book in owed}
    last = max(found.values(), key=lambda one: (one.record is not None, one.on or date.min))
    lacking = tuple(name for name, one in found.items() if not one.whole)
    return Coverage(
        whole=not lacking,
        on=last.on if not lacking else None,
        record=last.record,
        lacking=lacking if len(lacking) < len(owed) else (),
        waiting=bool(lacking) and all(one.whole or one.waiting for one in found.values()),
    )


def is_kept_by_books(kind: Kind[Any]) -> bool:
    """Whether the records of a kind belong to books."""
    return kind is LEDGER
