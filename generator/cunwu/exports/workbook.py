"""Tables → a workbook: numbers as numbers, texts as texts and nothing as a formula; the same input, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.exports.tables import Table, Value
from cunwu.exports.texts import plain_text
from cunwu.values.money import Money

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {
    "in_memory": True,  # no temporary file with records of villagers is left on the disk
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LONGEST, _CUT = 32_767, "……（太长，全文在 CSV 和 JSON 里）"
_LONGEST_NAME = 31
_NOT_IN_NAMES = regex(r"[\[\]:*?/\\']")
_WIDEST, _NARROWEST = 40, 8


def open_book(out: io.BytesIO, title: str, as_of: date) -> xlsxwriter.Workbook:
    """An empty workbook that is written to `out` when it is closed, and in which no text becomes a formula."""
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": title, "created": datetime(as_of.year, as_of.month, as_of.day)})  # noqa: DTZ001
    return book


def workbook_of(title: str, tables: Iterable[Table], as_of: date) -> bytes:
    """A workbook with a sheet for each table, its heading row frozen; `as_of` becomes the day of its creation."""
    out = io.BytesIO()
    with open_book(out, title, as_of) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = _formats(book)
        taken: set[str] = set()
        for table in tables:
            sheet = book.add_worksheet(_name(table.title, taken))
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.write_string(0, place, column.title, heading)
                width = 2 * max(len(column.title), *(_width(row[place]) for row in table.rows[:50]), 1)
                sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, width)))
            for line, row in enumerate(table.rows, 1):
                for place, value in enumerate(row):
                    _write(sheet, line, place, value, formats)
    return out.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "number": book.add_format({"num_format": "#,##0.00"}),
        "integer": book.add_format({"num_format": "0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "string": book.add_format({"num_format": "@"}),
    }


class Cells(Frozen):
    """What stands on a sheet that has no heading of its own, and which cells are one."""

    rows: tuple[tuple[Value | time, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row and column, last row and column."""


def book_of(sheets: Iterable[tuple[str, Cells]], as_of: date) -> bytes:
    """A workbook with these sheets, as they stand."""
    out = io.BytesIO()
    with open_book(out, "", as_of) as book:
        formats, taken = _formats(book), set[str]()
        for name, cells in sheets:
            sheet = book.add_worksheet(_name(name, taken))
            for area in cells.merged:
                sheet.merge_range(*area, "")
            for line, row in enumerate(cells.rows):
                for place, value in enumerate(row):
                    _write(sheet, line, place, _plainly(value), formats)
            for place in range(max(map(len, cells.rows), default=0)):
                widths = (_width(_plainly(row[place])) for row in cells.rows[:50] if place < len(row))
                sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, 2 * max(widths, default=1))))
    return out.getvalue()


def _plainly(value: Value | time) -> Value:
    """Whole numbers without decimals; days with an hour, and hours, as they are written."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, time) else value


def _write(sheet: Worksheet, line: int, place: int, value: Value, formats: dict[str, Format]) -> None:
    match value:
        case None:
            pass
        case Money(fen=fen):
            sheet.write_number(line, place, fen / 100, formats["number"])
        case Decimal():
            sheet.write_number(line, place, float(value), formats["number"])
        case int() if not isinstance(value, bool):
            sheet.write_number(line, place, value, formats["integer"])
        case date():
            sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001
        case _:
            text = plain_text(value)
            short = text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
            sheet.write_string(line, place, short, formats["string"])


def _width(value: Value) -> int:
    return len(plain_text(value))


def _name(title: str, taken: set[str]) -> str:
    """The title as the name of a sheet: shortened, without forbidden signs, and different from all in `taken`."""
    plain = _NOT_IN_NAMES.sub("_", title)
    name, count = plain[:_LONGEST_NAME], 1
    while name.casefold() in taken:
        count += 1
        name = f"{plain[: _LONGEST_NAME - len(str(count)) - 1]}-{count}"
    taken.add(name.casefold())
    return name
