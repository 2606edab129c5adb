"""What the values of a sheet do not tell: cells that show nothing readable, rows out of sight or struck, pictures."""

from __future__ import annotations

from collections.abc import Mapping

from cunwu.core.frozen import Frozen

NO_RESULT = "是公式，文件里没有存下算出来的数"


class Doubts(Frozen):
    """One sheet; rows and columns count from 0."""

    unread: Mapping[tuple[int, int], str] = {}
    """Cells that show something which cannot be read: a formula without a value, an error."""
    height: int = 0
    width: int = 0
    """How many rows and columns the filled cells span; 0 if that is not known."""
    out_of_sight: tuple[int, ...] = ()
    """Rows that are hidden, or that a filter hides."""
    hidden_columns: tuple[int, ...] = ()
    struck: tuple[int, ...] = ()
    """Rows with a cell whose text is struck out."""
    pictures: tuple[tuple[int, int], ...] = ()
    """Where pictures begin."""
    texts: Mapping[tuple[int, int], str] = {}
    """Texts that the reader of workbooks gets wrong: those of files older than Unicode."""
    name: str = ""
    """The name of the sheet, if the reader of workbooks gets it wrong."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row and column, last row and column of merged cells, where the reader of workbooks does not give them."""


def says_error(shown: str) -> str:
    """What is said of a cell that shows an error, such as #DIV/0!."""
    return f"公式出错，显示 {shown}"
