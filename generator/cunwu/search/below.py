"""Which places right below a region hold which terms: in shards, so that a search loads three small files at most.

Bit 0 of a mask stands for the region's own records, bit n for the n-th place below it. In a village with many lines
it is the n-th piece of them, and bit 0 stands for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cunwu.core.database import SpoiltError
from cunwu.core.frozen import Frozen
from cunwu.exports.texts import json_of
from cunwu.search.pieces import search_folder

Terms = frozenset[str]
Read = Callable[[str], bytes]
"""Address of a file of the site → its bytes."""

ABOUT = "below.json"
_TERM, _POSITION = 8, 3
"""Half bytes, roughly, that a term takes in a compressed shard, and that each place written beside it takes."""
_SHARD = 6_000
_ALL_BUT = "!"


class Change(Frozen):
    """The terms that one place gained and lost."""

    came: Terms = frozenset()
    went: Terms = frozenset()


class Shards(Frozen):
    """The shards of one region; `weight` is the size of all of them together."""

    path: str
    width: int
    """How many bits a mask has."""
    weight: int

    @property
    def total(self) -> int:
        """How many shards there are: a power of two, so that a term moves at most once when a place grows."""
        return 1 << max(0, (self.weight - 1) // _SHARD).bit_length()

    @property
    def about(self) -> tuple[str, bytes]:
        """Address and content of the file that describes the shards."""
        told = {"shards": self.total, "weight": self.weight, "width": self.width}
        return search_folder(self.path) + ABOUT, json_of(told)

    def url(self, number: int) -> str:
        """The address of a shard, from the site's root."""
        return f"{search_folder(self.path)}below/{number}.json"

    def number_of(self, term: str) -> int:
        """The shard of a term; search.js computes the same number."""
        return (ord(term[0]) * 31 + ord(term[1])) & (self.total - 1)

    def weigh(self, mask: int) -> int:
        """The part of the weight that comes from a term with this mask; 0 if no place holds it."""
        held = mask.bit_count()
        return _TERM + _POSITION * min(held, self.width - held) if held else 0

    def files(self, masks: Mapping[str, int], numbers: Iterable[int]) -> Iterator[tuple[str, bytes]]:
        """Address and content of these shards; `masks` has all their terms, and those of one mask stand together."""
        found: dict[int, dict[int, list[str]]] = {number: {} for number in numbers}
        for term, mask in masks.items():
            if mask:
                found[self.number_of(term)].setdefault(mask, []).append(term)
        for number, by_mask in found.items():
            told = {self._key_of(mask): "".join(sorted(terms)) for mask, terms in by_mask.items()}
            yield self.url(number), json_of(dict(sorted(told.items())))

    def _key_of(self, mask: int) -> str:
        inverse = ((1 << self.width) - 1) ^ mask
        if mask.bit_count() <= inverse.bit_count():
            return _positions(mask)
        return _ALL_BUT + _positions(inverse)

    def read(self, numbers: Iterable[int], read: Read) -> dict[str, int]:
        """The masks of all terms in some shards. Raises SpoiltError."""
        masks: dict[str, int] = {}
        for number in numbers:
            for key, terms in _read_shard(self.url(number), read).items():
                masks.update(dict.fromkeys(terms, self._mask_of(key)))
        return masks

    def _mask_of(self, key: str) -> int:
        try:
            mask = sum(1 << int(position) for position in key.removeprefix(_ALL_BUT).split(".") if position)
        except ValueError as error:
            raise SpoiltError from error
        return ((1 << self.width) - 1) ^ mask if key.startswith(_ALL_BUT) else mask


def all_shards(path: str, holders: Iterable[Terms], width: int) -> Iterator[tuple[str, bytes]]:
    """Every file about a region: `holders` are the terms of its own records, then those of each place below it.

    Of a village: no terms, then those of each piece.
    """
    masks: dict[str, int] = {}
    for position, terms in enumerate(holders):
        bit = 1 << position
        for term in terms:
            masks[term] = masks.get(term, 0) | bit
    shards = _weighed(Shards(path, width, 0), masks.values())
    yield shards.about
    yield from shards.files(masks, range(shards.total))


def _weighed(shards: Shards, masks: Iterable[int]) -> Shards:
    return Shards(shards.path, shards.width, sum(map(shards.weigh, masks)))


def open_shards(path: str, read: Read) -> Shards:
    """Read from the site how the shards of a region are divided. Raises SpoiltError."""
    told = _read(search_folder(path) + ABOUT, read)
    try:
        return Shards(path, int(told["width"]), int(told["weight"]))
    except (KeyError, ValueError, TypeError) as error:
        raise SpoiltError from error


def terms_below(path: str, read: Read) -> Terms:
    """Every term that a region or any place below it holds. Raises SpoiltError."""
    shards = open_shards(path, read)
    found: set[str] = set()
    for number in range(shards.total):
        found.update(*_read_shard(shards.url(number), read).values())
    return frozenset(found)


class Changed(Frozen):
    """What updating the shards of a region takes: files to write and to remove, and the change for the region above."""

    files: tuple[tuple[str, bytes], ...]
    removed: tuple[str, ...]
    change: Change


def changed_shards(path: str, changes: Mapping[int, Change], read: Read) -> Changed:
    """Update the shards whose terms came or went; `changes` has the position of each place as its key."""
    old = open_shards(path, read)
    terms = frozenset[str]().union(*(change.came | change.went for change in changes.values()))
    touched = frozenset(map(old.number_of, terms))
    before = old.read(sorted(touched), read)
    after = dict(before)
    for position, change in changes.items():
        for term in change.came:
            after[term] = after.get(term, 0) | 1 << position
        for term in change.went:
            after[term] = after.get(term, 0) & ~(1 << position)
    more = sum(old.weigh(after.get(term, 0)) - old.weigh(before.get(term, 0)) for term in terms)
    new = Shards(path, old.width, old.weight + more)
    if new.total != old.total:
        rest = frozenset(range(old.total)) - touched
        after |= old.read(sorted(rest), read)
        touched = frozenset(range(new.total))
    return Changed(
        (new.about, *new.files(after, sorted(touched))),
        tuple(old.url(number) for number in range(new.total, old.total)),
        Change(
            frozenset(term for term in terms if after.get(term) and not before.get(term)),
            frozenset(term for term in terms if before.get(term) and not after.get(term)),
        ),
    )


def _positions(mask: int) -> str:
    found = []
    while mask:
        low = mask & -mask
        found.append(str(low.bit_length() - 1))
        mask ^= low
    return ".".join(found)


def _read_shard(url: str, read: Read) -> dict[str, list[str]]:
    """Read a shard: key of a set of places → the terms that these places hold. Raises SpoiltError."""
    try:
        told = _read(url, read).items()
        return {key: list(map("".join, zip(terms[::2], terms[1::2], strict=True))) for key, terms in told}
    except (TypeError, ValueError) as error:
        raise SpoiltError from error


def _read(url: str, read: Read) -> dict[str, Any]:
    try:
        told = json.loads(read(url))
    except (OSError, ValueError) as error:
        raise SpoiltError from error
    if not isinstance(told, dict):
        raise SpoiltError
    return told
