"""A kind, a place and what is known already → a workbook to fill in: lists to choose from, formats, locked headings."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.exports.tables import ABOVE
from cunwu.exports.workbook import open_book
from cunwu.imports.forms import ADVICE, CONTENT, EMPTY, EXPLAINED, FORMAT, LETTER, WORD, Column, Layout, layouts_of
from cunwu.imports.plain import NUMBER, Texts, get
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.fields import unit_word
from cunwu.kinds.forms import DAY, DAYS, PHONE, WAN
from cunwu.kinds.record import Kind

_ROWS = 1000
"""Rows that are ready to be filled in; below them a sheet takes texts all the same, only without formats and lists."""
_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SAFE_DIGITS = 15
_LONGEST_LIST, _LONGEST_HELP, _LONGEST_TITLE = 255, 255, 32
_WIDE, _NARROW = 44, 12
_PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What may be done to a sheet although its headings are locked; there is no password."""


class Order(Frozen):
    """What a workbook is about: its kind, its place, its period or number, and the file that it began from."""

    kind: Kind[Any]
    place: str
    place_name: str
    period: str
    file: str = ""
    """The file of the record that it was filled from; empty for a new record."""
    digest: str = ""
    """The blob id of that file."""
    texts: Mapping[str, Any] = {}


def template_of(order: Order, as_of: date) -> bytes:
    """The workbook; the same order gives the same bytes."""
    out = io.BytesIO()
    with open_book(out, f"{order.place_name} {order.kind.label} {order.period}".strip(), as_of) as book:
        _Writer(book, order).write()
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, order: Order) -> None:
        self.book = book
        self.order = order
        self.texts: Texts = dict(order.texts)
        self.unit = str(self.texts.get(unit_word(order.kind.record), ""))
        head = {"bottom": 2, "text_wrap": True, "valign": "top", "num_format": "@"}  # no colour: many print in black
        self.head = book.add_format(head)
        self.must = book.add_format({**head, "bold": True, "underline": 1})
        self.note = book.add_format({"italic": True, "text_wrap": True, "valign": "top"})
        self.big = book.add_format({"bold": True, "font_size": 14})
        cell = {"locked": False, "valign": "top"}
        self.formats = {
            "text": book.add_format({**cell, "num_format": "@", "text_wrap": True}),
            "day": book.add_format({**cell, "num_format": "yyyy-mm-dd"}),
            "money": book.add_format({**cell, "num_format": "0.00"}),
            "number": book.add_format({**cell, "num_format": "General"}),
        }

    def write(self) -> None:
        first, *lists = layouts_of(self.order.kind)
        shown = [one for one in lists if not one.common or one.name in _OFTEN or get(self.texts, one.path) is not None]
        self._explain(first, shown)
        self._write_single(first)
        for layout in shown:
            self._write_list(layout)
        self._write_letter()

    # --- sheets ---

    def _explain(self, first: Layout, lists: Iterable[Layout]) -> None:
        sheet = self.book.add_worksheet(EXPLAINED)
        sheet.set_column(0, 0, 100)
        order = self.order
        sheet.write_string(0, 0, f"{order.place_name}　{order.kind.label}　{order.period}".rstrip("　"), self.big)
        lines = [
            f"先填「{first.name}」：一行一栏，填在「{CONTENT}」下面。",
            *(f"「{layout.name}」一行写一条{_belongs(layout)}。没有的，整张表空着。" for layout in lists),
            "粗字带下划线的栏目一定要填，别的没有就空着。金额只写数字；不知道的写 不详，没有的不要写 0。",
            "栏目名锁住了，不要改；列的先后可以换，不用的列可以空着。从别的表复制来的，用「选择性粘贴 → 数值」。",
            f"「{NUMBER}」可以空着，程序会编；已经有的编号不要改。",
            "日期写成 2026-03-05。凭证号、编号这些格子是文本，前面的 0 不会丢。",
            "填好保存，运行：cunwu import 这个文件；哪一格读不懂，会说出表名和格子。",
            "公布过的数不要在这里直接改：用 cunwu correct 更正。不要写身份证号、银行卡号和手机号。",
        ]
        for row, line in enumerate(lines, 2):
            sheet.write_string(row, 0, line, self.note)

    def _write_single(self, layout: Layout) -> None:
        sheet = self.book.add_worksheet(layout.name)
        for place, title in enumerate((WORD, CONTENT, ADVICE)):
            sheet.write_string(0, place, title, self.head)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, _WIDE, self.formats["text"])
        sheet.set_column(2, 2, 70)
        for row, column in enumerate(layout.columns, 1):
            must = column.spec.required and len(column.words) == 1
            sheet.write_string(row, 0, column.title, self.must if must else self.head)
            self._write(sheet, row, 1, column.spec, get(self.texts, column.words))
            sheet.write_string(row, 2, _advice(column.spec), self.note)
            self._guide(sheet, (row, 1, row, 1), column, told=False)
        sheet.protect("", _PROTECTION)

    def _write_list(self, layout: Layout) -> None:
        sheet = self.book.add_worksheet(layout.name)
        sheet.freeze_panes(1, 1)
        left = 1 if layout.above else 0
        if left:
            sheet.write_string(0, 0, ABOVE, self.must)
            sheet.set_column(0, 0, _NARROW, self.formats["text"])
        for place, column in enumerate(layout.columns, left):
            must = column.spec.required and len(column.words) == 1 and column.spec.name != "number"
            sheet.write_string(0, place, column.title, self.must if must else self.head)
            sheet.set_column(place, place, _width(column), self.formats[_sort(column.spec)])
            self._guide(sheet, (1, place, _ROWS, place), column, told=True)
        for row, (above, texts) in enumerate(_rows(self.texts, layout), 1):
            if left:
                sheet.write_string(row, 0, above, self.formats["text"])
            for place, column in enumerate(layout.columns, left):
                self._write(sheet, row, place, column.spec, get(texts, column.words))
        sheet.protect("", _PROTECTION)

    def _write_letter(self) -> None:
        order, sheet = self.order, self.book.add_worksheet(LETTER)
        facts = {
            "种类": order.kind.name,
            "地方": order.place,
            "期间": order.period,
            "文件": order.file,
            "内容": order.digest,
            "版本": FORMAT,
        }
        for row, (word, fact) in enumerate(facts.items()):
            sheet.write_string(row, 0, word)
            sheet.write_string(row, 1, fact)
        sheet.hide()

    # --- cells ---

    def _write(self, sheet: Any, row: int, place: int, spec: FieldSpec, text: Any) -> None:
        """A number or a day as such where the text is exactly that; any other text as it stands."""
        if text is None:
            sheet.write_blank(row, place, None, self.formats[_sort(spec)])
        elif isinstance(text, list):
            sheet.write_string(row, place, "\n".join(text) or EMPTY, self.formats["text"])
        elif _sort(spec) == "day" and (day := _day_in(text)) is not None:
            sheet.write_datetime(row, place, day, self.formats["day"])
        elif _sort(spec) in ("money", "number") and _is_number(text):
            sort = "money" if _sort(spec) == "money" and self.unit != WAN else "number"
            sheet.write_number(row, place, float(text), self.formats[sort])
        else:
            sheet.write_string(row, place, text, self.formats["text"])

    def _guide(self, sheet: Any, area: tuple[int, int, int, int], column: Column, *, told: bool) -> None:
        """What a spreadsheet shows when a cell is selected, and the words to choose from."""
        form = column.spec.form
        guide: dict[str, Any] = {"validate": "any", "ignore_blank": True}
        if told:
            guide |= {
                "input_title": column.title[:_LONGEST_TITLE],
                "input_message": _advice(column.spec)[:_LONGEST_HELP],
            }
        words = (form.choices or form.usual) if form is not None and not column.spec.many else ()
        if words and len(",".join(words)) <= _LONGEST_LIST:
            # Pasting goes round such a list, so the reader checks again.
            kind = "stop" if form is not None and form.choices else "information"
            guide |= {
                "validate": "list",
                "source": list(words),
                "error_type": kind,
                "error_title": column.title[:_LONGEST_TITLE],
            }
            guide["error_message"] = "从列表里选一个" if kind == "stop" else "列表里没有，是别的叫法就照写"
        if told or words:
            sheet.data_validation(*area, guide)


_OFTEN = ("来源", "附件")
"""Lists of every record that a new one may need; the others are written by the commands that correct and withdraw."""


def _belongs(layout: Layout) -> str:
    return f"，「{ABOVE}」填它属于「{layout.above}」的哪一条" if layout.above else ""


def _rows(texts: Texts, layout: Layout) -> Iterable[tuple[str, Texts]]:
    """The rows of a list, each with the number of the row that it belongs to."""
    holders = [("", get(texts, layout.path))]
    if layout.above:
        outer = get(texts, layout.path[:-1]) or ()
        holders = [(str(row.get(NUMBER, "")), row.get(layout.path[-1])) for row in outer]
    for number, rows in holders:
        yield from ((number, row) for row in (rows or ([{NUMBER: EMPTY}] if rows == [] else ())))


def _sort(spec: FieldSpec) -> str:
    form = spec.form
    if form is None or spec.many or form.serial:
        return "text"
    if form in DAYS:
        return "day" if form is DAY else "text"
    if not form.numeric or form is PHONE or form.own_format or form.choices:
        return "text"
    if form.parse_wan is not None:
        return "money"
    return "number" if form.pattern and "[0-9]{4}" not in form.pattern else "text"


def _advice(spec: FieldSpec) -> str:
    parts = [spec.help, f"单位 {spec.unit}" if spec.unit else "", _form_of(spec)]
    example = f"例如 {spec.example_text}" if spec.example_text else ""
    return "；".join(part for part in (*parts, example) if part)


def _form_of(spec: FieldSpec) -> str:
    if spec.many:
        return "可以写几个，在格子里一行一个（Alt+回车）"
    return spec.form.name if spec.form is not None and spec.form.name not in ("文字", "选项") else ""


def _width(column: Column) -> int:
    wide = column.spec.form is not None and not column.spec.form.numeric and not column.spec.form.serial
    return max(_NARROW, 2 * len(column.title) + 2, 18 if wide and not column.spec.to else 0)


def _day_in(text: str) -> datetime | None:
    try:
        day = DAY.parse(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day) if day.year >= 1901 else None  # noqa: DTZ001 - a spreadsheet's day has no zone


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and len(Decimal(text).as_tuple().digits) <= _SAFE_DIGITS
