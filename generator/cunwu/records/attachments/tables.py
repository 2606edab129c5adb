"""Texts and tables: written anew in UTF-8, and of a table its rows for the page."""

from __future__ import annotations

import csv
from io import StringIO

from cunwu.core.patterns import regex
from cunwu.records.attachments.sorts import UnfitError
from cunwu.values.formulas import harmless

MOST_ROWS, MOST_COLUMNS = 5_000, 40
_UNSEEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]")
"""Signs that nobody sees, some of which turn the order of what is written around."""
_LONGEST = 2_000
_NUMBER = regex(r"[+-]?[0-9,]+(?:\.[0-9]+)?%?")


def plain_text(text: str) -> bytes:
    """A text in UTF-8, without what nobody sees."""
    return (_UNSEEN.sub("", text).strip("\n") + "\n").encode("utf-8", "replace")


def rows_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, all equally long, without empty ones. Raises UnfitError if it is none."""
    bare = _UNSEEN.sub("", text)
    first = bare.partition("\n")[0]
    sign = max("\t,;，", key=first.count)
    try:
        read = [tuple(cell.strip()[:_LONGEST] for cell in row) for row in csv.reader(StringIO(bare), delimiter=sign)]
    except csv.Error:
        raise UnfitError("不成一张表", "在表格软件里打开看一看，再另存为 csv") from None
    rows = [row for row in read if any(row)]
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise UnfitError(
            f"有 {len(rows)} 行、{width} 列，最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列", "只留要公布的，或者分成几张"
        )
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def table_bytes(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """The rows as a spreadsheet reads them, in which no cell is run as a formula."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([[_told(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _told(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else harmless(cell)
