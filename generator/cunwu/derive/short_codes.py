"""The short code of every record and row of a place, which a villager can read out over the telephone.

It is a digest of the place, the record and the number of the row, so that it depends on nothing that comes later. Two
rows whose codes begin alike have as many more digits as it takes to tell them apart: what was read out before still
begins the code, and leads to both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby, pairwise

from cunwu.core.frozen import Frozen
from cunwu.history.change import key_of
from cunwu.kinds.base import Item, NumberedItem, written
from cunwu.kinds.fields import fields_of, names_people
from cunwu.kinds.record import Record
from cunwu.records.board import Board
from cunwu.records.record_file import RecordFile

DIGITS = "23456789"
"""No 0 and 1: they look like O and l, and are spoken in two ways."""
SHORTEST = 5
_LONGEST = 16


class Coded(Frozen):
    """What a code stands for: a record, or a row of it."""

    code: str
    file: RecordFile
    record: Record
    row: NumberedItem | None

    @property
    def number(self) -> str:
        """The number of the row; empty for the record itself."""
        return self.row.number if self.row is not None else ""


def short_codes(board: Board) -> tuple[Coded, ...]:
    """The codes of a place, record by record and row by row; rows that name people who receive help have none."""
    found = [
        (code_of(board.place.path, *key_of("", file.kind, file.record)[1:], row.number if row else ""), file, row)
        for file in board.files
        if file.record is not None and file.kind is not None
        for row in (None, *rows_of(file.record))
    ]
    lengths = _lengths(code for code, _, _ in found)
    return tuple(
        Coded(code[: lengths[code]], file, file.record, row) for code, file, row in found if file.record is not None
    )


def codes_by_file(board: Board) -> Mapping[str, tuple[Coded, ...]]:
    """Path of a file → the codes of its record and of the rows of it."""
    found: dict[str, tuple[Coded, ...]] = {}
    for path, group in groupby(short_codes(board), key=lambda one: one.file.path):
        found[path] = tuple(group)
    return found


def code_of(place: str, kind: str, reference: str, number: str) -> str:
    """All digits of the code of a row, of which the first few are shown."""
    digest = sha256(f"{place}\n{kind}\n{reference}\n{number}".encode()).digest()
    return "".join(DIGITS[byte % len(DIGITS)] for byte in digest[:_LONGEST])


def _lengths(codes: Iterator[str]) -> Mapping[str, int]:
    """How many digits tell each code from its neighbours in their order."""
    in_order = sorted(codes)
    lengths = dict.fromkeys(in_order, SHORTEST)
    for one, other in pairwise(in_order):
        alike = next((place for place in range(_LONGEST) if one[place] != other[place]), _LONGEST - 1)
        for code in (one, other):
            lengths[code] = max(lengths[code], alike + 1)
    return lengths


def rows_of(record: Record) -> Iterator[NumberedItem]:
    """The rows of a record's own lists, and of the lists below them: corrections, sources and the like need no code."""
    for name in _lists(type(record)):
        for row in written(getattr(record, name)):
            yield row
            yield from _below(row)


def _below(item: Item) -> Iterator[NumberedItem]:
    for name in _lists(type(item)):
        for row in written(getattr(item, name)):
            yield row
            yield from _below(row)


@cache
def _lists(model: type[Item]) -> tuple[str, ...]:
    common = Record.declared.keys() if issubclass(model, Record) else frozenset[str]()
    return tuple(
        spec.name
        for spec in fields_of(model)
        if spec.many
        and spec.model is not None
        and issubclass(spec.model, NumberedItem)
        and spec.name not in common
        and not names_people(spec.model)
    )


class Codes:
    """Codes in their order, in which one is found without looking at all of them."""

    def __init__(self, codes: Iterable[Coded]) -> None:
        self._codes = sorted(codes, key=lambda one: one.code)
        self._digits = [one.code for one in self._codes]

    def find(self, said: str) -> Coded | None:
        """What somebody read out a code of; None if nothing, or more than one thing, begins with it."""
        first = bisect_left(self._digits, said)
        alike = [digits.startswith(said) for digits in self._digits[first : first + 2]]
        return self._codes[first] if alike[:1] == [True] and True not in alike[1:] and len(said) >= SHORTEST else None
