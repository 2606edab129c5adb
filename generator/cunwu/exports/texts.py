"""Tables → CSV, records → JSON: text for spreadsheets and programs, in which no cell is run as a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from cunwu.exports.secret import is_secret, open_record
from cunwu.exports.tables import CORRECTED, LATE, RECORD, WITHDRAWN, Column, Table, Value, title_of, to_value
from cunwu.kinds.base import Item, NumberedItem, written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.record import Kind, Record
from cunwu.values.formulas import DANGERS, harmless
from cunwu.values.money import Money, plain_yuan

_YES, _NO = "是", "否"
_MARK = b"\xef\xbb\xbf"


def csv_of(table: Table) -> bytes:
    """UTF-8 with a byte order mark and CRLF, as spreadsheets expect; amounts as 1234.50, no value as an empty cell."""
    titles = [column.title for column in table.columns]
    typed = [place for place, column in enumerate(table.columns) if column.sort in _TYPED]
    text = _csv([titles, *(_told(row, typed) for row in table.rows)])
    # Few files have a cell that must be made harmless; checking each cell would take most of the time.
    if _may_be_dangerous(text):
        text = _csv([[_cell(value) for value in row] for row in (titles, *table.rows)])
    return _MARK + text.encode("utf-8", "replace")


def csv_rows(rows: Iterable[Sequence[str]]) -> str:
    """Texts as CSV, none of which a spreadsheet runs."""
    return _csv([[harmless(cell) for cell in row] for row in rows])


def _may_be_dangerous(text: str) -> bool:
    """Whether any cell of a file may begin like a formula; true also for negative amounts, which then stay as is."""
    return any(sign in text and any(f"{before}{sign}" in text for before in ',"\n') for sign in f"'{DANGERS}")


_TYPED = frozenset({"number", "boolean"})
"""Sorts of columns whose values csv.writer cannot format; days, whole numbers and absences it can."""


def _told(row: Sequence[Value], typed: Iterable[int]) -> Sequence[Value]:
    told = list(row)
    for place in typed:
        if told[place] is not None:
            told[place] = plain_text(told[place])
    return told


def _csv(rows: Iterable[Sequence[Value]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _cell(value: Value) -> str:
    return harmless(value) if type(value) is str else plain_text(value)


def plain_text(value: Value) -> str:
    """A value as text of a data file: 1234.50, 2026-03-05, 是, 不详; empty if there is none."""
    if isinstance(value, Money):
        return plain_yuan(value)
    if isinstance(value, bool):
        return _YES if value else _NO
    return "" if value is None else str(value)


# --- JSON -------------------------------------------------------------------------------------------------------------


def json_of(plain: object) -> bytes:
    """One line of JSON in UTF-8, ended by a line feed; Chinese is not escaped."""
    return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")


def plain_record(
    kind: Kind[Any], stem: str, record: Record, leave_out: frozenset[str] = frozenset()
) -> dict[str, object]:
    """A record by its words. A field that was not filled in has no key; 不详 and 不适用 are words, 零 is 0.

    `leave_out` names lists of the record that other files hold.
    """
    shown = open_record(kind, record)
    states = {
        WITHDRAWN: shown.withdrawn,
        CORRECTED: frozenset(correction.item or "" for correction in shown.corrections),
        LATE: frozenset(entry.item for entry in shown.late_entries),
    }
    told = {CORRECTED: True} if "" in states[CORRECTED] else {}
    return {RECORD: stem, **_plain_item(shown, states, leave_out), **told}


def _plain_item(
    item: Item, states: Mapping[str, frozenset[str]], leave_out: frozenset[str] = frozenset()
) -> dict[str, object]:
    singles, parts = _told_fields(type(item))
    found: dict[str, object] = {}
    for word, name in singles:
        value = getattr(item, name)
        if value is not None and value != ():
            found[word] = value if type(value) is str else _plain(value)
    for word, name, many in parts:
        below: Any = written(getattr(item, name)) if many else getattr(item, name)
        if below and name not in leave_out:
            found[word] = [_plain_item(part, states) for part in below] if many else _plain_item(below, states)
    if isinstance(item, NumberedItem):
        for word, numbers in states.items():
            if item.number in numbers:
                found[word] = True
    return found


@cache
def _told_fields(model: type[Item]) -> tuple[list[tuple[str, str]], list[tuple[str, str, bool]]]:
    """Word and name of the single values of a model, and of its groups and lists (True for lists); no secret fields."""
    open_fields = [spec for spec in fields_of(model) if not is_secret(spec)]
    singles = [(title_of(spec), spec.name) for spec in open_fields if spec.model is None]
    parts = [
        (spec.word, spec.name, spec.many)
        for spec in open_fields
        if spec.model is not None and not (spec.many and any(is_secret(inner) for inner in fields_of(spec.model)))
    ]
    return singles, parts


def _plain(value: Any) -> object:
    if type(value) is Money:
        fen = value.fen
        # The largest amounts have fifteen digits, which a double represents exactly.
        return fen / 100 if fen % 100 else fen // 100
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    plain = to_value(value)
    if isinstance(plain, date):
        return plain.isoformat()
    return float(plain) if isinstance(plain, Decimal) else plain


def plain_rows(table: Table) -> list[dict[str, object]]:
    """Rows of a table as title of column → value; cells without a value are left out."""
    return [_plain_row(table.columns, row) for row in table.rows]


def _plain_row(columns: Iterable[Column], row: Sequence[Value]) -> dict[str, object]:
    return {column.title: _plain(value) for column, value in zip(columns, row, strict=True) if value is not None}
