"""Workbooks as people fill them in: templates opened, changed and saved by another program; sheets made by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cunwu.imports.cells import Grid, read_sheets
from cunwu.imports.from_template import Filled, letter_in, read_template
from cunwu.imports.template import Order, template_of
from cunwu.kinds.record import Kind

AS_OF = date(2026, 4, 10)
REGION = "名称: 示例县\n级别: 县\n演示: 是\n"
VILLAGE = """\
名称: 甲村
演示: 是
法人:
  - 编号: 合作社
    名称: 甲村股份经济合作社
    种类: 农村集体经济组织
"""
LEDGER = """\
账套: 合作社
期间: 2026-02
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1000.00
    期末: 800.00
  - 编号: 银行
    名称: 信用社基本户
    类别: 银行存款
    期初: 20000.00
    期末: 20000.00
明细:
  - 编号: 001
    日期: 2026-02-05
    摘要: 路灯电费
    科目: 公益支出
    支出: 200.00
    账户: 现金
    凭证: 记-1
    经手人: 李某
    审批人: 王某
"""


def board(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """A county with one village 甲村 (an invented place) and its ledger of February; more files by path."""
    village = folder / "villages" / "jia"
    texts = {"village.yml": VILLAGE, "finance/2026-02.yml": LEDGER, **(files or {})}
    for name, text in texts.items():
        (village / name).parent.mkdir(parents=True, exist_ok=True)
        (village / name).write_text(text, "utf-8")
    (folder / "villages" / "region.yml").write_text(REGION, "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    return folder


def changed(file: Path, change: Callable[[Workbook], object]) -> None:
    """A workbook opened, changed and saved by another program."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)


def sheet_of(book: Workbook, name: str) -> Worksheet:
    """A sheet by its name."""
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def fill(book: Workbook, name: str, rows: Iterable[Mapping[str, Any]], first: int = 2) -> None:
    """Rows pasted under the headings of a sheet, by the words of the headings."""
    sheet = sheet_of(book, name)
    places = {cell.value: place for place, cell in enumerate(sheet[1], 1)}
    for line, row in enumerate(rows, first):
        for word, value in row.items():
            sheet.cell(line, places[word], value)


def template(kind: Kind[Any], texts: Mapping[str, Any]) -> bytes:
    """The template of a kind, filled with the texts of a record."""
    return template_of(Order(kind, "jia", "示例县 甲村", "", texts=texts), AS_OF)


def read_back(content: bytes) -> Filled:
    """What the reader makes of a template."""
    sheets = read_sheets(content, "表.xlsx")
    letter = letter_in(sheets, "表.xlsx")
    assert letter is not None
    return read_template(sheets, letter)


def grid(rows: Iterable[Iterable[Any]], name: str = "表", merged: Iterable[str] = ()) -> bytes:
    """A workbook with one sheet of these rows, as a village keeps it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def only_sheet(content: bytes, name: str = "表.xlsx") -> Grid:
    """The one sheet of a file."""
    (sheet,) = read_sheets(content, name)
    return sheet
