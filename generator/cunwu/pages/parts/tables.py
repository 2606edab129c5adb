"""Finished tables: how they are laid out, with one more column, without the empty ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import east_asian_width

from cunwu.core.frozen import replace
from cunwu.pages.parts.view import Cell, Column, Table


def with_cells(table: Table, label: str, cells: Sequence[Cell], *, numeric: bool = False) -> Table:
    """The table with one more column at its end."""
    rows = tuple(replace(row, cells=(*row.cells, cell)) for row, cell in zip(table.rows, cells, strict=True))
    foot = (*table.foot, Cell("", label, "blank", numeric=numeric)) if table.foot else ()
    columns = (*table.columns, Column(label, numeric=numeric))
    return laid_out(replace(table, columns=columns, rows=rows, foot=foot))


_PHONE, _PHONE_LONGEST = 36, 16
_SCREEN, _SCREEN_LONGEST = 84, 24
"""Half-width characters that fit side by side, and how far one column goes before its text wraps."""


def laid_out(table: Table) -> Table:
    """The table with the layout its widest rows ask for."""
    labels = [column.label for column in table.columns]
    columns = zip(labels, *([value.text for value in row.cells] for row in table.rows), strict=True)
    widths = [max(map(text_width, column)) for column in columns]
    if sum(min(width, _PHONE_LONGEST) + 2 for width in widths) <= _PHONE:
        return replace(table, layout="narrow")
    fits = sum(min(width, _SCREEN_LONGEST) + 2 for width in widths) <= _SCREEN
    return replace(table, layout="table" if fits else "cards")


@lru_cache(maxsize=4096)
def text_width(text: str) -> int:
    """How wide a text is set, in half-width characters."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def without_blank_columns(table: Table) -> Table:
    """The table without columns in which no row says anything."""
    kept = [
        position
        for position in range(len(table.columns))
        if any(row.cells[position].tone != "blank" for row in table.rows)
    ]
    columns = tuple(table.columns[position] for position in kept)
    rows = tuple(replace(row, cells=tuple(row.cells[position] for position in kept)) for row in table.rows)
    return laid_out(replace(table, columns=columns, rows=rows))
