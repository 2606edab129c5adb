"""Texts → a record file in the canonical form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cunwu.core.frozen import Frozen
from cunwu.yaml.form import format_text


class Blank(Frozen):
    """A value that is still to be typed; the hint stands beside it as a comment."""

    hint: str


def compose(plain: Mapping[str, object]) -> str:
    """The file that holds these texts, tables and lists; whatever they contain, they are read back unchanged."""
    return format_text("".join(_lines(plain, "")))


def _lines(table: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in table.items():
        word = f"{indent}{quoted(key)}:"
        match value:
            case str():
                yield f"{word} {quoted(value)}\n"
            case Blank():
                yield f"{word} # {value.hint}\n"
            case dict():
                yield f"{word}\n"
                yield from _lines(value, f"{indent}  ")
            case list():
                yield f"{word}\n" if value else f"{word} []\n"
                for row in value:
                    yield from _row(row, f"{indent}  ")


def _row(row: object, indent: str) -> Iterator[str]:
    if isinstance(row, dict):
        for number, line in enumerate(_lines(row, f"{indent}  ")):
            yield f"{indent}- {line.lstrip(' ')}" if not number else line
    elif isinstance(row, str):
        yield f"{indent}- {quoted(row)}\n"


def quoted(text: str) -> str:
    """A text in double quotes, on one line, that YAML reads back unchanged."""
    return json.dumps(text, ensure_ascii=False)
