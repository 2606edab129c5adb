"""The names of all places below a region: in one file if they are few, else in sorted pieces.

A search loads only the one or two pieces that may hold its word: one row of pieces sorts the names as they begin, the
other repeats each name, sorted by what begins at every later character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cunwu.core.frozen import Frozen
from cunwu.exports.texts import json_of
from cunwu.search.pieces import search_folder
from cunwu.values.needle import fold_needle

IN_ONE_FILE = 400
"""The most names that are kept in one file."""
_PIECE = 120
DIRECTORY = "names.json"


class Named(Frozen):
    """One place: its name, the address of its page relative to the search page, and the names of places in between."""

    name: str
    href: str
    above: str


def names_files(path: str, places: Sequence[Named]) -> Iterator[tuple[str, bytes]]:
    """Every file of the names below a region; `places` are in the order of the tree."""
    folder = search_folder(path)
    if len(places) <= IN_ONE_FILE:
        yield folder + DIRECTORY, json_of({"all": [[place.name, place.href, place.above] for place in places]})
        return
    folded = [(fold_needle(place.name), place) for place in places]
    rows = {
        "starts": ((name, place) for name, place in folded),
        "inside": ((name[start:], place) for name, place in folded for start in range(1, len(name))),
    }
    firsts: dict[str, list[str]] = {}
    for row, entries in rows.items():
        # The order of JavaScript, which compares UTF-16 units: it differs from Python's above code point 65,535.
        ordered = sorted(entries, key=lambda one: (one[0].encode("utf-16-be", "surrogatepass"), one[1].href))
        pieces = [ordered[start : start + _PIECE] for start in range(0, len(ordered), _PIECE)]
        firsts[row] = [piece[0][0] for piece in pieces]
        for number, piece in enumerate(pieces):
            yield f"{folder}names/{row}-{number}.json", json_of(_told(place for _, place in piece))
    yield folder + DIRECTORY, json_of(firsts)


def children_file(path: str, children: Sequence[tuple[str, str]]) -> tuple[str, bytes]:
    """The places right below a region by position: the address of the search of each, and its name."""
    return search_folder(path) + "children.json", json_of(children)


def _told(places: Iterable[Named]) -> list[list[str]]:
    """Each place once, even if several characters of its name put it into the same piece."""
    return [[place.name, place.href, place.above] for place in dict.fromkeys(places)]
