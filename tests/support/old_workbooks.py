"""Old binary workbooks: those that LibreOffice made of our sheets, and a sort that no program here writes any more.

`PYTHONPATH=tests python -m support.old_workbooks NAME.xlsx` writes what the two files in `tests/imports/sheets/` were
made of, with `soffice --headless --convert-to xls NAME.xlsx`, and the same with `ods` (LibreOffice 7.4).
"""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from support.exported_vouchers import FORMATS, year
from support.foreign_sheets import SHEETS
from support.workbooks import saved

MADE = Path(__file__).resolve().parents[1] / "imports/sheets"
"""Holds `sheets.xls` and `sheets.ods`."""
FORMULAS: Sequence[Sequence[object]] = (
    ("日期", "摘要", "科目", "收入", "支出", "余额"),
    (date(2026, 3, 2), "提现", "银行存款", "=1000/2", None, "=D2"),
    ("=DATE(2026,3,3)", '="电"&"费"', "公益支出", None, "=1/0", "=F2-E3"),
    (46086.5, "路灯", 0.1 + 0.2, None, 40, "=NA()"),
)
"""What a spreadsheet computes: an amount, a day, a text, two errors."""


def combined() -> bytes:
    """One workbook: the ten sheets of villages, formulas, and the vouchers of a month of 金蝶."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    vouchers = FORMATS["金蝶 KIS"](year(7)[0])[1]
    for number, content in enumerate((*SHEETS.values(), vouchers)):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
            _copy(sheet, book.create_sheet(f"{number}{sheet.title}"))
    sheet = book.create_sheet("公式")
    for row in FORMULAS:
        sheet.append(list(row))
    sheet["A2"].number_format, sheet["A3"].number_format = 'yyyy"年"m"月"d"日"', "m/d"
    sheet.row_dimensions[4].hidden = True
    return saved(book)


def _copy(sheet: Worksheet, into: Worksheet) -> None:
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
        into.cell(cell.row, cell.column, cell.value).number_format = cell.number_format
    for area in sheet.merged_cells.ranges:
        into.merge_cells(str(area))


# --- workbooks older than Unicode -------------------------------------------------------------------------------------


def in_gbk(rows: Iterable[Sequence[str | float | None]], name: str, *, page: int = 936) -> bytes:
    """A workbook of Excel 95 with texts in GBK, as components of some accountants' programs still write it."""
    title = name.encode("gbk")
    fonts = _record(0x31, struct.pack("<5H4xB6s", 200, 0, 0x7FFF, 400, 0, 5, b"Arial")) * 5
    formats = _record(0xE0, struct.pack("<8H", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0)) * 15
    formats += _record(0xE0, struct.pack("<8H", 0, 0, 1, 0x20, 0, 0, 0, 0))
    head = _record(0x809, struct.pack("<4H", 0x500, 5, 0x96C, 0x7CD)) + _record(0x42, struct.pack("<H", page))
    head += _record(0x22, bytes(2)) + fonts + formats
    sheet_at = len(head) + 4 + 7 + len(title) + 4
    head += _record(0x85, struct.pack("<IBBB", sheet_at, 0, 0, len(title)) + title) + _record(0x0A)
    cells = _record(0x809, struct.pack("<4H", 0x500, 0x10, 0x96C, 0x7CD))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            at = struct.pack("<3H", row, column, 15)
            if isinstance(value, str):
                text = value.encode("gbk")
                cells += _record(0x204, at + struct.pack("<H", len(text)) + text)
            elif value is not None:
                cells += _record(0x203, at + struct.pack("<d", value))
    return compound("Book", head + cells + _record(0x0A))


def _record(sort: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", sort, len(body)) + body


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream; one under 4096 bytes lies among the small ones, in pieces of 64 bytes."""
    size, none, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    is_small = len(stream) < 4096
    sectors = -(-len(stream) // size)
    chain = [0xFFFFFFFD, end, end, *(range(4, 3 + sectors)), end]  # the chains, folders, small chains; then the stream
    small = list(range(1, -(-len(stream) // 64))) if is_small else []
    root = (3, len(stream)) if is_small else (end, 0)
    entries = _entry("Root Entry", 5, *root, child=1) + _entry(name, 2, 0 if is_small else 3, len(stream))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 2, 1, end, 0) + struct.pack("<109I", 0, *[none] * 108)
    parts = (
        struct.pack("<128I", *chain, *[none] * (128 - len(chain))),
        entries.ljust(size, b"\0"),
        struct.pack("<128I", *small, end, *[none] * (127 - len(small))),
        stream.ljust(sectors * size, b"\0"),
    )
    return head + b"".join(parts)


def _entry(name: str, sort: int, start: int, length: int, child: int = 0xFFFFFFFF) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    links = struct.pack("<HBB3I36x", len(written), sort, 1, none, none, child)
    return written.ljust(64, b"\0") + links + struct.pack("<II4x", start, length)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(combined())
