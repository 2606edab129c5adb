"""What search.js does with the files it loads, for tests that need no browser; others hold the two together."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cunwu.values.needle import fold_needle

Read = Callable[[str], bytes]
FIRST, DENSE = 38_000, 2
"""As in search.js: so much is loaded at first, and files that compress badly count twice."""


def weight(*files: bytes) -> int:
    """Bytes on the wire, as nginx compresses."""
    return sum(len(gzip.compress(file, 6, mtime=0)) for file in files)


def pieces_in(folder: Path) -> list[list[list[str]]]:
    """The pieces of one place, from the folder of its search."""
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json")) if path.stem[:4].isdigit()] + [
        json.loads(path.read_bytes()) for path in sorted(folder.glob("undated*.json"))
    ]


def texts_in(pieces: Iterable[list[list[str]]]) -> list[str]:
    """Every field of every line, and every title."""
    return [field for rows in pieces for row in rows for text in (row[1], *row[4::2]) for field in text.split("\n")]


def holds(texts: Iterable[str], query: str) -> bool:
    wanted = fold_needle(query)
    return any(wanted in fold_needle(text) for text in texts)


def places_holding(query: str, shards: int, width: int, read: Callable[[int], Mapping[str, str]]) -> list[int]:
    """Positions of the places that may hold a word, by all shards its terms are in, and not by three only."""
    wanted = fold_needle(query)
    terms = [wanted[start : start + 2] for start in range(len(wanted) - 1)] or [f"{wanted} "]
    left = set(range(width))
    for term in terms:
        shard = read((ord(term[0]) * 31 + ord(term[1])) & (shards - 1))
        keys = [key for key, inside in shard.items() if term in pairs(inside)]
        assert len(keys) <= 1
        listed = {int(one) for key in keys for one in key.removeprefix("!").split(".") if one}
        left &= (set(range(width)) - listed if keys[0].startswith("!") else listed) if keys else set()
    return sorted(left)


def pairs(terms: str) -> list[str]:
    return [terms[start : start + 2] for start in range(0, len(terms), 2)]
