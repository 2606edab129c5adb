"""The texts of a record, as its file holds them, and how two versions of them become one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import unit_word, words_of
from cunwu.kinds.record import Record

Texts: TypeAlias = "dict[str, Any]"
"""Word → text, list or table of texts."""
Path: TypeAlias = tuple[str | int, ...]
NUMBER = "编号"


def get(texts: Texts, words: Sequence[str]) -> Any:
    """What stands at the end of these words; None if it is not there."""
    found: Any = texts
    for word in words:
        found = found.get(word) if isinstance(found, dict) else None
    return found


def put(texts: Texts, words: Sequence[str], value: Any) -> None:
    """Lets `value` stand at the end of these words, in tables that are made where they are missing."""
    for word in words[:-1]:
        texts = texts.setdefault(word, {})
    texts[words[-1]] = value


def settle(model: type[Record], old: Texts, new: Texts) -> tuple[Texts, tuple[Path, ...]]:
    """The old texts with everything that the new ones say otherwise or besides, and the paths of what only the old say.

    A text that means the same stays as it was typed, rows are known by their numbers, and nothing is taken away.
    """
    settling = _Settling(str(old.get(unit_word(model), "")))
    return settling.table(model, old, new, ()), tuple(settling.kept)


class _Settling:
    """The state of settling two versions of one record: its unit, and the paths of what only the old one says."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.kept: list[Path] = []

    def table(self, model: type[Item], old: Texts, new: Texts, at: Path) -> Texts:
        specs = words_of(model)
        self.kept += ((*at, word) for word in old if word not in new)
        merged = {
            word: self.part(specs[word], text, new[word], (*at, word)) if word in new else text
            for word, text in old.items()
        }
        return merged | {word: value for word, value in new.items() if word not in old}

    def part(self, spec: FieldSpec, old: Any, new: Any, at: Path) -> Any:
        if isinstance(old, dict) and isinstance(new, dict) and spec.model is not None:
            return self.table(spec.model, old, new, at)
        if isinstance(old, list) and isinstance(new, list) and spec.model is not None:
            return self.rows(spec.model, old, new, at)
        return old if self.same(spec, old, new) else new

    def rows(self, model: type[Item], old: list[Texts], new: list[Texts], at: Path) -> list[Texts]:
        later = {row.get(NUMBER): row for row in new}
        rows = []
        for place, row in enumerate(old):
            now = later.pop(row.get(NUMBER), None)
            if now is None:
                self.kept.append((*at, place))
            rows.append(row if now is None else self.table(model, row, now, (*at, place)))
        return rows + [row for row in new if row.get(NUMBER) in later]

    def same(self, spec: FieldSpec, old: Any, new: Any) -> bool:
        """Whether two texts of a field, or two lists of them, mean the same."""
        ones, others = (value if isinstance(value, list) else [value] for value in (old, new))
        if len(ones) != len(others) or spec.form is None:
            return bool(old == new)
        parse = spec.form.parser_in(self.unit)
        try:
            return all(one == other or parse(one) == parse(other) for one, other in zip(ones, others, strict=True))
        except ValueError:
            return False


def differences(old: Any, new: Any, at: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Every text that differs, with its path and both texts (None where there is none); new rows and tables whole."""
    if isinstance(old, dict) and isinstance(new, dict):
        for word, value in new.items():
            yield from differences(old.get(word), value, (*at, word))
    elif isinstance(old, list) and isinstance(new, list):
        for place, value in enumerate(new):
            yield from differences(old[place] if place < len(old) else None, value, (*at, place))
    elif old != new:
        yield at, old, new
