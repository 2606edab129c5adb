"""The lines of one place in pieces, so that a search reads the newest first and loads no more than it needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby

from cunwu.core.database import SpoiltError
from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD
from cunwu.exports.texts import json_of
from cunwu.search.lines import BETWEEN, Searched
from cunwu.values.needle import terms_of

LARGEST = 16_000
"""The most bytes of a piece, two of which a first search may load; the densest Chinese is compressed to about half."""
_SMALL = LARGEST // 2
_FEW = 3
_UNDATED = "undated"
ABOUT = "about.json"
_LINES = 3
"""Where the lines of a row begin."""


class Piece(Frozen):
    """One file of lines; `name` is relative to the folder of the place's search."""

    name: str
    content: bytes
    texts: frozenset[str]
    """The fields and titles in it, in which words are found."""


def search_folder(path: str) -> str:
    """The folder of the files that a search of this place loads, from the site's root, with a slash at the end."""
    return "/".join(filter(None, (BOARD, path, "search", ""))) + "/"


_Row = list[str]
"""Address, title and day of a record, then by turns the relative address of each line and the line."""


def about_file(path: str, pieces: Sequence[Piece], keys: int, *, is_village: bool) -> tuple[str, bytes]:
    """What a search of a place loads first: its pieces with their sizes, newest first, and which other files it has.

    `keys` is the number of shards of what is looked up exactly.
    """
    sizes = [[piece.name, len(piece.content)] for piece in pieces]
    told = {"pieces": sizes, "keys": keys, "places": not is_village, "divided": is_village and are_divided(pieces)}
    return search_folder(path) + ABOUT, json_of(told)


def are_divided(pieces: Sequence[Piece]) -> bool:
    """Whether a village has so many lines that its terms are listed by piece: of few, reading them all costs less."""
    return sum(len(piece.content) for piece in pieces) > _FEW * LARGEST


def pieces_of(records: Iterable[Searched]) -> Iterator[Piece]:
    """Pieces with the newest year first and within it the newest record; records without a day come last."""
    by_day = sorted(records, key=lambda record: (record.day or date.min, record.href), reverse=True)
    years = ((year, [_row(record) for record in group]) for year, group in groupby(by_day, key=_year_of))
    for name, rows in _joined(years):
        parts = list(_parts(rows))
        for number, part in enumerate(parts, 1):
            yield _piece(f"{name}.json" if len(parts) == 1 else f"{name}-{number}.json", part)


def _year_of(record: Searched) -> str:
    return str(record.day.year) if record.day else _UNDATED


def _row(record: Searched) -> _Row:
    return [record.href, record.title, record.day.isoformat() if record.day else "", *record.lines]


def _size(row: _Row) -> int:
    return len("".join(row).encode("utf-8", "replace"))


def _joined(years: Iterable[tuple[str, list[_Row]]]) -> Iterator[tuple[str, list[_Row]]]:
    """Joins a year with the years before it while they are small together: one more file costs more than its lines."""
    name, joined, size = "", list[_Row](), 0
    for year, rows in years:
        more = sum(map(_size, rows))
        if joined and size + more > _SMALL:
            yield name, joined
            joined, size = [], 0
        name, joined, size = name if joined else year, joined + rows, size + more
    if joined:
        yield name, joined


def _parts(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    part, size = list[_Row](), 0
    for row in chain.from_iterable(map(_divided, rows)):
        more = _size(row)
        if part and size + more > LARGEST:
            yield part
            part, size = [], 0
        part.append(row)
        size += more
    if part:
        yield part


def _divided(row: _Row) -> Iterator[_Row]:
    """The row, or several with the same address, title and day if it is too large for one piece."""
    if _size(row) <= LARGEST:
        yield row
        return
    part, size = row[:_LINES], 0
    for line in zip(row[_LINES::2], row[_LINES + 1 :: 2], strict=True):
        more = _size(list(line))
        if len(part) > _LINES and size + more > LARGEST:
            yield part
            part, size = row[:_LINES], 0
        part += line
        size += more
    yield part


def _piece(name: str, rows: list[_Row]) -> Piece:
    return Piece(name, json_of(rows), _texts(rows))


def _texts(rows: Iterable[_Row]) -> frozenset[str]:
    lines = (text for row in rows for text in (row[1], *row[_LINES + 1 :: 2]))
    return frozenset(BETWEEN.join(lines).split(BETWEEN))


def terms_in(urls: Iterable[str], path: str, read: Callable[[str], bytes]) -> frozenset[str]:
    """The terms of all texts in the pieces of a place, which are among `urls`. Raises SpoiltError."""
    folder = search_folder(path)
    try:
        pieces = [json.loads(read(url)) for url in urls if _is_piece(url, folder)]
        if not all(isinstance(rows, list) and all(isinstance(row, list) for row in rows) for rows in pieces):
            raise SpoiltError
        return terms_of(frozenset[str]().union(*map(_texts, pieces)))
    except (OSError, ValueError, TypeError) as error:
        raise SpoiltError from error


def _is_piece(url: str, folder: str) -> bool:
    name = url.removeprefix(folder) if url.startswith(folder) else ""
    return name.endswith(".json") and (name[:1].isdigit() or name.startswith(_UNDATED))
