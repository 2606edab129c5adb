"""What names an item of the catalogue (公开事项): notices, and attachments of any record; when each came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.derive.coverage import Coverage, Piece, Pieces, cover, cover_wholly, is_dated_by_period, span_of
from cunwu.history.change import key_of
from cunwu.history.publications import PlaceHistory, Publication
from cunwu.kinds.fields import word_of
from cunwu.kinds.notice import NOTICE, Notice
from cunwu.kinds.record import Attachment, Kind, Record
from cunwu.records.board import Board
from cunwu.values.period import Period

_NAMING = frozenset({word_of(Notice, "discloses"), word_of(Notice, "disclosed_period")})


class Naming(Frozen):
    """A record that names an item, itself or by one of its attachments."""

    item: str
    kind: Kind[Any]
    record: Record
    attachment: str
    """The number of the attachment; empty if the record names it itself."""
    span: Period
    is_stated: bool
    """Whether it says of which period it tells; otherwise it counts for the period that it falls into."""

    @property
    def subject(self) -> Record | Attachment:
        """What has the name written on it."""
        return next((one for one in self.record.attachments if one.number == self.attachment), self.record)


FirstNamed = Callable[[Naming], Publication | None]
"""The publication by which a record named its item; None if that is not committed yet."""
NamedOn = Callable[[Naming], date | None]


def namings_in(board: Board) -> Mapping[str, tuple[Naming, ...]]:
    """Item → what names it, by file name."""
    found: dict[str, list[Naming]] = {}
    for file in board.files:
        if file.record is not None and file.kind is not None:
            for naming in _namings_of(file.kind, file.record):
                found.setdefault(naming.item, []).append(naming)
    return {item: tuple(namings) for item, namings in found.items()}


def _namings_of(kind: Kind[Any], record: Record) -> Iterator[Naming]:
    period = record.disclosed_period if isinstance(record, Notice) else None
    span = period or span_of(record)
    if span is None:
        return
    stated = period is not None or is_dated_by_period(record)
    if isinstance(record, Notice) and record.discloses is not None:
        yield Naming(record.discloses, NOTICE, record, "", span, stated)
    for attachment in record.attachments:
        if attachment.discloses is not None and attachment.number not in record.files_taken_down:
            yield Naming(attachment.discloses, kind, record, attachment.number, span, stated)


def first_named_in(history: PlaceHistory, place: str) -> FirstNamed:
    """When items were first named, from the history of the place with this path.

    A record may be old and name an item, or another one, or another period, only now.
    """

    def first_named(naming: Naming) -> Publication | None:
        _, kind, reference = key_of(place, naming.kind, naming.record)
        turned = (
            one.publication
            for one in reversed(history.life_of(kind, reference))
            if _tells_of(naming, one.change.item, one.change.field)
        )
        return next(turned, None) or history.first_of(kind, reference)

    return first_named


def _tells_of(naming: Naming, item: str, field: str) -> bool:
    """Whether a change brought the naming, or what it says."""
    if item != naming.attachment:
        # A notice says for its attachments, too, of which period they tell.
        return bool(naming.attachment) and not item and field == _PERIOD
    return field in _NAMING or (bool(item) and not field)


_PERIOD = word_of(Notice, "disclosed_period")
assert word_of(Attachment, "discloses") in _NAMING  # noqa: S101 - one word for both, or a change would be missed


class Named(Frozen):
    """What names one item."""

    dated: Pieces
    stated: Pieces

    def cover(self, period: Period) -> Coverage:
        """The coverage of a period: by anything of its days, or by namings that together tell of all of it."""
        found = [cover(period, self.dated), cover_wholly(period, self.stated)]
        there = [one for one in found if one.whole]
        if there:
            return min(there, key=lambda one: one.on or date.min)
        return Coverage(whole=False, on=None, waiting=any(one.waiting for one in found))


def named_of(namings: tuple[Naming, ...], named_on: NamedOn | None) -> Named:
    """What names one item, with the day of each; `named_on` is None if there is no history."""
    pieces = [(naming.is_stated, _piece(naming, named_on)) for naming in namings]
    dated, stated = (tuple(piece for is_stated, piece in pieces if is_stated is wanted) for wanted in (False, True))
    return Named(Pieces(dated), Pieces(stated))


def _piece(naming: Naming, named_on: NamedOn | None) -> Piece:
    on = named_on(naming) if named_on is not None else None
    return Piece(naming.span, naming.record, on, published=named_on is None or on is not None)
