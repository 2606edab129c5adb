"""Bytes of a workbook (xlsx, xls, ods), a CSV file or a DBF table → grids of typed cells; the only door to calamine."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import python_calamine as calamine

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.imports import raw_ods, raw_xls, raw_xml
from cunwu.imports.dbase import looks_like_dbase, read_dbase
from cunwu.imports.raw_doubts import Doubts

Raw: TypeAlias = "str | Decimal | bool | date | datetime | time | None"
"""What a cell holds; None if it is empty, or holds blanks only."""

ENDINGS = ("xlsx", "xlsm", "xls", "ods", "et", "csv", "txt", "dbf")
_LARGEST, _LARGEST_UNPACKED, _MOST_CELLS = 30_000_000, 300_000_000, 3_000_000
_LETTERS, _SHOWN = 26, 15


class Spot(NamedTuple):
    """A cell of a sheet; row and column count from 0."""

    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        """“明细!D7”, as spreadsheets call it."""
        return f"{self.sheet}!{cell_name(self.row, self.column)}"


class Area(NamedTuple):
    """Merged cells: first and last row and column, all included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is one of the merged ones."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def name(self) -> str:
        """“B3:C4”."""
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


class Grid(Frozen):
    """One sheet; rows may differ in length."""

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    unread: Mapping[tuple[int, int], str] = {}
    """Cells that show something which cannot be read: a formula without a value, an error, a picture."""
    doubts: Doubts = Doubts()

    def at(self, row: int, column: int) -> Raw:
        """What a cell holds; None outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def spot(self, row: int, column: int) -> Spot:
        """The cell, with the name of the sheet."""
        return Spot(self.name, row, column)

    @property
    def filled(self) -> Iterator[tuple[int, int]]:
        """Every cell that holds something, or shows something that cannot be read, row by row."""
        rows = enumerate(self.rows)
        held = {(row, column) for row, cells in rows for column, raw in enumerate(cells) if raw is not None}
        return iter(sorted(held | set(self.unread)))


def cell_name(row: int, column: int) -> str:
    """“D7” of row 6, column 3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def as_shown(raw: Raw) -> str:
    """A cell as text for messages: 1234.5, 2026-03-05, 是."""
    if raw is None or isinstance(raw, str):
        return raw or ""
    if isinstance(raw, Decimal):
        return f"{raw:f}"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, time):
        return raw.isoformat("minutes")
    return ("是" if raw else "否") if isinstance(raw, bool) else raw.isoformat()


def read_sheets(content: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a workbook, hidden ones too; a CSV file is one sheet. Raises CunwuError if it is neither."""
    if not content:
        raise CunwuError(f"{name} 是空的（0 字节）", next_step="多半没有存完：用 WPS 或 Excel 打开原来的表，再保存一次")
    if name.rpartition("/")[2].startswith("~$"):
        raise CunwuError(f"{name} 是表格打开着的时候留下的临时文件，不是表", next_step="导入名字前面没有 ~$ 的那一个")
    if len(content) > _LARGEST:
        raise CunwuError(f"{name} 有 {len(content):,} 字节，最多 {_LARGEST:,} 字节", next_step="拆成几个文件")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x09\x08")):
        return _read_workbook(content, name)
    if looks_like_dbase(content, name):
        rows = tuple(
            tuple(_raw(value) if value is not None else None for value in row) for row in read_dbase(content, name)
        )
        return (Grid(name.rpartition("/")[2].rpartition(".")[0], rows),)
    if content.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise CunwuError(f"{name} 其实是网页，不是表格文件", next_step="用 WPS 或 Excel 打开，另存为 xlsx")
    return (_read_csv(content, name),)


def read_table(file: Path) -> tuple[tuple[str, ...], ...]:
    """The first sheet of a file, each cell as text. Raises CunwuError if it is no such file."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CunwuError(f"读不了 {file}：{reason_of(error)}", next_step=f"ls -l {file}") from error
    return tuple(tuple(map(as_shown, row)) for row in read_sheets(content, file.name)[0].rows)


# --- workbooks --------------------------------------------------------------------------------------------------------


def _read_workbook(content: bytes, name: str) -> tuple[Grid, ...]:
    by_name = _demand_modest(content, name)
    if raw_xls.is_locked(content):
        raise _locked(name)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = [told for told in book.sheets_metadata if told.typ == calamine.SheetTypeEnum.WorkSheet]
            if not content.startswith(b"PK"):
                by_name = _doubts_by_name(content, name, [told.name for told in sheets])
            return tuple(
                _grid_of(book.get_sheet_by_name(told.name), told, by_name.get(told.name, Doubts())) for told in sheets
            )
    except calamine.PasswordError:
        raise _locked(name) from None
    except calamine.CalamineError as error:
        next_step = "用 WPS 或 Excel 打开，另存为 xlsx 再试"
        raise CunwuError(f"{name} 打不开，可能坏了：{error}", next_step=next_step) from None


def _locked(name: str) -> CunwuError:
    return CunwuError(f"{name} 有打开密码", next_step="在 WPS 或 Excel 里去掉密码，再保存")


def _demand_modest(content: bytes, name: str) -> Mapping[str, Doubts]:
    """What only the XML of an xlsx file tells of each sheet; raises CunwuError if a sheet would not fit into memory."""
    if not content.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST_UNPACKED:
                raise CunwuError(f"{name} 解开以后太大", next_step="拆成几个文件")
            doubts = {**raw_xml.read_doubts(package), **raw_ods.read_doubts(package)}
    except zipfile.BadZipFile:
        raise CunwuError(f"{name} 不完整，打不开", next_step="重新复制一份，或者另存为 xlsx") from None
    for sheet, told in doubts.items():
        # One cell far away makes the reader lay out everything up to it.
        if told.height * told.width > _MOST_CELLS:
            far = cell_name(told.height - 1, told.width - 1)
            raise CunwuError(
                f"{name} 的「{sheet}」一直用到了 {far}", next_step="删去远处多余的行和列，或者把要用的格子复制到新表里"
            )
    return doubts


def _doubts_by_name(content: bytes, name: str, sheets: Sequence[str]) -> Mapping[str, Doubts]:
    """What only the records of an old workbook tell of each sheet; its sheets stand there in the same order."""
    found = raw_xls.read_doubts(content, name)
    return dict(zip(sheets, found, strict=True)) if len(found) == len(sheets) else {}


def _grid_of(sheet: Any, told: Any, doubts: Doubts) -> Grid:
    rows = tuple(tuple(_raw(value) for value in row) for row in sheet.to_python(skip_empty_area=False))
    if doubts.texts:
        rows = tuple(
            tuple(_text(doubts.texts.get((row, column), "")) or raw for column, raw in enumerate(cells))
            for row, cells in enumerate(rows)
        )
    merged = tuple(Area(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    merged = merged or tuple(Area(*area) for area in doubts.merged)
    unread = dict(doubts.unread)
    # WPS keeps a picture inside a cell as a formula that everybody else sees as text.
    for row, cells in enumerate(rows):
        for column, raw in enumerate(cells):
            if isinstance(raw, str) and "DISPIMG(" in raw:
                unread[row, column] = "是一张图片，图片里的字读不了"
    if len(unread) > len(doubts.unread):
        rows = tuple(
            tuple(None if (row, column) in unread else raw for column, raw in enumerate(cells))
            for row, cells in enumerate(rows)
        )
    return Grid(
        doubts.name or told.name, rows, merged, told.visible != calamine.SheetVisibleEnum.Visible, unread, doubts
    )


def _raw(value: Any) -> Raw:
    if isinstance(value, bool | datetime | date | time | Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, timedelta):
        return str(value)
    return _text(value)


def number(value: float) -> Decimal:
    """The number that a spreadsheet shows: fifteen digits, so that 0.1 + 0.2 is 0.3 there and here."""
    exact = Decimal(repr(value))
    shown = exact if len(exact.as_tuple().digits) <= _SHOWN else Decimal(f"{value:.{_SHOWN}g}")
    return Decimal(int(shown)) if shown == shown.to_integral_value() else shown


def _text(value: str) -> str | None:
    return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u3000\xa0") or None


# --- CSV --------------------------------------------------------------------------------------------------------------


def _read_csv(content: bytes, name: str) -> Grid:
    text = _decoded(content, name)
    head = "\n".join(text.splitlines()[:20])
    # The sign that stands most often between cells: commas also stand in texts and amounts, tabs do not.
    mark = "\t" if "\t" in head else max(",;，", key=head.count)
    rows = _csv_rows(text, mark, name)
    if max(map(len, rows), default=0) < 2:
        next_step = "用 WPS 或 Excel 打开，另存为 xlsx；CSV 文件每格之间要有逗号"
        raise CunwuError(f"{name} 不是表格：没有分成一格一格", next_step=next_step)
    return Grid(name.rpartition("/")[2].rpartition(".")[0], rows)


def _csv_rows(text: str, mark: str, name: str) -> tuple[tuple[Raw, ...], ...]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return tuple(tuple(_text(_bare(cell)) for cell in row) for row in rows)
    except csv.Error as error:
        raise CunwuError(f"{name} 读不了：{error}", next_step="用 WPS 或 Excel 打开，另存为 xlsx") from None


def _bare(cell: str) -> str:
    """A cell without the signs by which programs keep a number from being read as one: '0012, ="0012"."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell.removeprefix("'")


def _decoded(content: bytes, name: str) -> str:
    codecs: Sequence[str] = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CunwuError(f"{name} 不是表格文件", next_step=f"能读的有 {'、'.join(ENDINGS)}；别的请另存为 xlsx")
