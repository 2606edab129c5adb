"""Tables that name rows of their own record: by the words of the row, not by its number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cunwu.core.frozen import replace
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.fields import fields_of
from cunwu.kinds.parts import numbered_items, words_for
from cunwu.kinds.record import Record
from cunwu.kinds.relations import Within
from cunwu.pages.parts.papers import PaperLink
from cunwu.pages.parts.plain_words import plain
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Table

_NOTES = frozenset({"corrections", "withdrawals", "late_entries", "redactions"})
_ROW = plain("条目")
_FILE = "文件"
_PAPERS = frozenset({"附件", "照片", _FILE})
"""The headings below which a table names an attachment, by its number or its file."""


@cache
def _labels_of_rows(spec: FieldSpec) -> frozenset[str]:
    """The headings below which a table names rows of its own record by their numbers."""
    if spec.name in _NOTES:
        return frozenset({_ROW})
    inside = fields_of(spec.model) if spec.model is not None else ()
    return frozenset(
        plain(one.word) for one in inside if any(isinstance(relation, Within) for relation in one.relations)
    )


def with_row_words(record: Record, table: Table, spec: FieldSpec, papers: Mapping[str, PaperLink]) -> Table:
    """The table with rows of the record called by their words, beside a number that its page shows.

    An attachment that is named leads to it.
    """
    labels = _labels_of_rows(spec)
    if not labels and not papers:
        return table
    called = {item.number: words for _, item in numbered_items(record) if (words := words_for(item))}

    def named(one: Cell) -> Cell:
        if (link := papers.get(one.text)) is not None and one.label in _PAPERS:
            return replace(one, text=link.text if one.label != _FILE else one.text, href=link.href, thumb=link.thumb)
        words = called.get(one.text, "") if one.label in labels else ""
        if not words or words == one.text:
            return one
        # 第 007 号 of a ledger is what its page and its voucher say; 付2 is only a name within the file.
        return replace(one, text=f"{one.text} {words}" if one.text.isdecimal() else words)

    rows = tuple(replace(row, cells=tuple(map(named, row.cells))) for row in table.rows)
    return laid_out(replace(table, rows=rows)) if rows != table.rows else table
