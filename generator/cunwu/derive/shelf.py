"""All that a village published, sorted once by what it counts for: many items may be measured by one kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from cunwu.derive.coverage import Coverage, Piece, Pieces, PublishedOn, cover, pieces_of, zero_pieces_of
from cunwu.derive.named_items import Named, NamedOn, Naming, named_of, namings_in
from cunwu.derive.watched import is_named
from cunwu.kinds.common import CatalogueItem
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import Board
from cunwu.values.period import Period

_ANY = ""


@dataclass(frozen=True)
class Shelf:
    """Pieces by kind and sort, zero reports by what they speak of, namings by item."""

    board: Board
    published_on: PublishedOn | None
    named_on: NamedOn | None
    _pieces: dict[str, Mapping[str, Pieces]] = field(default_factory=dict)
    """Name of a kind → sort → its pieces; all of them without a sort."""
    _known: dict[str, Named] = field(default_factory=dict)
    _newest: dict[str, Mapping[str, Record]] = field(default_factory=dict)

    def pieces(self, item: CatalogueItem, kind: Kind[Any]) -> Pieces:
        """The pieces of a kind that count for an item that is measured by it."""
        if is_named(item):
            named = self._named(item)
            return Pieces(named.dated.all + named.stated.all)
        if kind.name not in self._pieces:
            whole = pieces_of(self.board, kind, self.published_on)
            sorts: dict[str, list[Piece]] = {}
            for piece in whole.all:
                sorts.setdefault(_sort_of(piece.record), []).append(piece)
            self._pieces[kind.name] = {sort: Pieces(tuple(own)) for sort, own in sorts.items()} | {_ANY: whole}
        return self._pieces[kind.name].get(item.only or _ANY, _NO_PIECES)

    def cover(self, item: CatalogueItem, period: Period, pieces: Pieces) -> Coverage:
        """What was published of an item in a period; of one that must be named, by what names it."""
        if not is_named(item):
            return cover(period, pieces)
        return self._named(item).cover(period)

    def zeros(self, item: CatalogueItem, kind: Kind[Any]) -> Pieces:
        """The zero reports of an item, by its wording or by the word of its kind; of one that is named, by its own."""
        words = (item.item,) if is_named(item) else tuple(dict.fromkeys((item.item, kind.catalogue)))
        found = [self._zeros[word] for word in words if word in self._zeros]
        return found[0] if len(found) == 1 else Pieces(tuple(piece for one in found for piece in one.all))

    def newest(self, item: CatalogueItem, kind: Kind[Any] | None) -> Record | None:
        """The latest dated record that counts for an item; if none has a date, the last by file name."""
        if kind is None or is_named(item):
            namings = self._namings.get(item.item, ())
            latest = max(namings, key=lambda one: one.span.last, default=None)
            return latest.record if latest is not None else None
        if kind.name not in self._newest:
            self._newest[kind.name] = self._newest_of(kind)
        return self._newest[kind.name].get(item.only or _ANY)

    def _newest_of(self, kind: Kind[Any]) -> Mapping[str, Record]:
        found: dict[str, Record] = {}
        for record in self.board.records(kind):
            for sort in {_ANY, _sort_of(record)}:
                if sort not in found or (record.day or date.min) > (found[sort].day or date.min):
                    found[sort] = record
        return found

    def _named(self, item: CatalogueItem) -> Named:
        if item.item not in self._known:
            self._known[item.item] = named_of(self._namings.get(item.item, ()), self.named_on)
        return self._known[item.item]

    @cached_property
    def _namings(self) -> Mapping[str, tuple[Naming, ...]]:
        return namings_in(self.board)

    @cached_property
    def _zeros(self) -> Mapping[str, Pieces]:
        return zero_pieces_of(self.board, self.published_on)


_NO_PIECES = Pieces(())


def _sort_of(record: Record) -> str:
    return getattr(record, "sort", None) or _ANY
