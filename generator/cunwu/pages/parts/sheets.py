"""Tables whose lines explain themselves: a name with what it means, then figures; for budgets and statements."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.money import has_several_books
from cunwu.pages.parts.view import Cell, Column


class SheetRow(Frozen):
    """A line: its name, what it means or what is to be said of it, a bar where there is one, its figures."""

    title: str
    cells: tuple[Cell, ...]
    plain: str = ""
    """What it means, in a farmer's words."""
    note: str = ""
    """What must be said of it: withdrawn, changed, not complete."""
    share: str = ""
    width: str = ""
    """Of its bar in a 600-wide box; empty without one."""
    anchor: str = ""
    struck: bool = False


class Sheet(Frozen):
    """A table of such lines with its total."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    foot: SheetRow | None = None
    css: str = ""


def columns_of(*labels: str) -> tuple[Column, ...]:
    """A column of names, then figures."""
    return tuple(Column(label, numeric=position > 0) for position, label in enumerate(labels))


def titled(context: PlaceContext, title: str, book: str) -> str:
    """A title with its book where the place keeps several."""
    return f"{title}（{book}）" if has_several_books(context) else title
