"""How a record of a kind is laid out in a workbook: one sheet for its single fields, one for each of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.exports.tables import ABOVE
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.record import Kind, Record

LETTER = "cunwu"
"""The hidden sheet that says what a workbook is about."""
FORMAT = "1"
"""The version of this layout: a workbook of another version is refused."""
WORD, CONTENT, ADVICE = "栏目", "内容", "怎么填"
"""Headings of the sheet with the single fields."""
EMPTY = "（没有）"
"""Stands alone below the headings of a list that was written as empty; no number of a row begins so."""
EXPLAINED = "填写说明"
"""The sheet that explains."""
_LONGEST_NAME = 31


class Column(Frozen):
    """One column of a list, or one line of the single fields: its words, those of its groups first."""

    words: tuple[str, ...]
    spec: FieldSpec

    @property
    def title(self) -> str:
        """“公布.日期”: the words joined as corrections name a field."""
        return ".".join(self.words)


class Layout(Frozen):
    """One sheet. The path of a list has one word; two, where its rows belong to rows of another list or to a group."""

    name: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    above: str = ""
    """The list to whose rows the rows belong; empty if they belong to the record."""
    common: bool = False
    """A list that every record may carry."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings, in order."""
        return ((ABOVE,) if self.above else ()) + tuple(column.title for column in self.columns)


@cache
def layouts_of(kind: Kind[Any]) -> tuple[Layout, ...]:
    """The sheet of the single fields, then those of the lists, each before the lists in its rows."""
    lists = tuple(_lists(kind.record, (), ""))
    is_taken = any(layout.name == kind.label for layout in lists)  # 目标 has a list of that name
    name = f"{kind.label}（单项）" if is_taken else kind.label
    return (Layout(name, (), tuple(_columns(kind.record, ()))), *lists)


def _columns(model: type[Item], words: tuple[str, ...]) -> Iterator[Column]:
    for spec in fields_of(model):
        if spec.model is None:
            yield Column((*words, spec.word), spec)
        elif not spec.many:
            yield from _columns(spec.model, (*words, spec.word))


def _lists(model: type[Item], words: tuple[str, ...], above: str) -> Iterator[Layout]:
    for spec in fields_of(model):
        if spec.model is None:
            continue
        path = (*words, spec.word)
        if not spec.many:
            yield from _lists(spec.model, path, above)
            continue
        name = "-".join(path)[:_LONGEST_NAME]
        yield Layout(name, path, tuple(_columns(spec.model, ())), above, not words and spec.name in Record.declared)
        yield from _lists(spec.model, path, name)
