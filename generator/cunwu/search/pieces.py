"""The lines of one place in pieces, a year or less each, so that a search loads no more than it needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from cunwu.database import SpoiltError
from cunwu.exports.texts import json_of
from cunwu.paths import BOARD
from cunwu.search.lines import BETWEEN, Searched
from cunwu.values.needle import terms_of

LARGEST = 80_000
"""Characters of a piece after which another is begun; compressed it is a quarter of that or less."""
_SMALL = LARGEST // 2
_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of lines, by its name in the folder of the place's search."""

    name: str
    content: bytes
    texts: frozenset[str]
    """What can be found in it."""


def search_folder(path: str) -> str:
    """Where the files lie that a search of this place loads, from the site's root, with a slash at the end."""
    return "/".join(filter(None, (BOARD, path, "search", ""))) + "/"


def pieces_of(records: Iterable[Searched]) -> Iterator[Piece]:
    """The newest year first, within it the newest record; what has no day comes last."""
    by_day = sorted(records, key=lambda record: (record.day or date.min, record.href), reverse=True)
    for name, group in _joined({name: list(group) for name, group in groupby(by_day, key=_year_of)}):
        parts = list(_parts(group))
        for number, part in enumerate(parts, 1):
            yield _piece(f"{name}.json" if len(parts) == 1 else f"{name}-{number}.json", part)


def _year_of(record: Searched) -> str:
    return str(record.day.year) if record.day else _UNDATED


def _joined(by_year: Mapping[str, list[Searched]]) -> Iterator[tuple[str, list[Searched]]]:
    """Years with those before them that are as good as nothing beside them: a file costs more than what is in it."""
    name, joined, size = "", list[Searched](), 0
    for year, records in by_year.items():
        more = sum(map(_size_of, records))
        if joined and size + more > _SMALL:
            yield name, joined
            joined, size = [], 0
        name, joined, size = name if joined else year, joined + records, size + more
    if joined:
        yield name, joined


def _size_of(record: Searched) -> int:
    return len(record.href) + len(record.title) + sum(len(anchor) + len(text) for anchor, text in record.lines)


_Row = list[Any]
"""Address and title of a record, then anchor and text of each of its lines, in one flat list."""


def _parts(records: Sequence[Searched]) -> Iterator[list[_Row]]:
    part: list[_Row] = []
    size = 0
    for record in records:
        row: _Row = [record.href, record.title]
        part.append(row)
        size += len(record.href) + len(record.title)
        for line in record.lines:
            length = len(line[0]) + len(line[1])
            if part and size + length > LARGEST and len(row) > 2:
                yield part
                row = [record.href, record.title]
                part, size = [row], 0
            row += line
            size += length
        if size > LARGEST:
            yield part
            part, size = [], 0
    if part:
        yield part


def _piece(name: str, rows: list[_Row]) -> Piece:
    return Piece(name, json_of(rows), _texts(rows))


def _texts(rows: Iterable[_Row]) -> frozenset[str]:
    lines = (text for row in rows for text in row[1::2])
    return frozenset(BETWEEN.join(lines).split(BETWEEN))


def terms_in(urls: Iterable[str], path: str, read: Callable[[str], bytes]) -> frozenset[str]:
    """The terms of what is to be found in the pieces of a place, whose files are `urls`. Raises SpoiltError."""
    folder = search_folder(path)
    try:
        rows = [json.loads(read(url)) for url in urls if url.startswith(folder) and url.endswith(".json")]
        return terms_of(frozenset[str]().union(*map(_texts, rows)))
    except (OSError, ValueError, TypeError, IndexError) as error:
        raise SpoiltError from error
