"""Records with one row more: every list of rows in a record, a row under a new number, a record as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cunwu.yaml.reader import Plain


def lists_of(record: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[Any]]]:
    """Every list of rows with numbers below a record, with the words that lead to it."""
    for word, value in record.items():
        if isinstance(value, dict):
            yield from lists_of(value, (*path, word))
        elif isinstance(value, list) and isinstance(value[0], dict) and "编号" in value[0]:
            yield "·".join((*path, word)), value
            yield from lists_of(value[0], (*path, word))


def renumbered(value: Plain) -> Plain:
    """The same row with numbers that are new, those below it included."""
    if isinstance(value, dict):
        return {word: f"新{one}" if word == "编号" else renumbered(one) for word, one in value.items()}
    return [renumbered(one) for one in value] if isinstance(value, list) else value


def as_file(record: Plain) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()
