"""A workbook read back by another program says cell by cell what the CSV file of the same table says."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
from hypothesis import given, settings, strategies as st
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from cunwu.exports.tables import Column, Table, Value
from cunwu.exports.texts import csv_of
from cunwu.exports.workbook import workbook_of
from cunwu.values.absence import Absence
from cunwu.values.formulas import harmless
from cunwu.values.money import Money
from support.books import AS_OF, cells_of

TEXTS = st.text(
    st.one_of(st.sampled_from("'=+-@\n＝,\"; 1a中0.e"), st.characters(codec="utf-8", categories=["L", "N"]))
)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "string": TEXTS,
    "number": st.one_of(
        st.integers(-(10**15) + 1, 10**15 - 1).map(Money),
        st.decimals(-(10**6), 10**6, places=2),
        st.sampled_from([Absence.UNKNOWN, Absence.NOT_APPLICABLE]),
    ),
    "integer": st.one_of(st.integers(-(10**9), 10**9), st.just(Absence.UNKNOWN)),
    "date": st.dates(date(1949, 10, 1), date(2100, 1, 1)),
    "boolean": st.booleans(),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Up to six columns of any sort, with cells nobody filled in."""
    sorts = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=6))
    columns = tuple(Column(f"栏{number}", sort) for number, sort in enumerate(sorts))
    row = st.tuples(*(st.one_of(st.none(), VALUES[sort]) for sort in sorts))
    return Table("t", "表", columns, draw(st.lists(row, max_size=5)), (columns[0].title,))


def sheet_of(table: Table) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of("x", [table], AS_OF))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def as_csv(cell: object) -> str:
    """What a cell of a workbook shows, as a CSV file writes it."""
    assert isinstance(cell, Cell)
    match cell.value:
        case None:
            return ""
        case datetime() as day:
            assert cell.number_format == "yyyy-mm-dd"
            return day.date().isoformat()
        case int() | float() as number:
            assert cell.data_type == "n"
            return f"{number:.2f}" if cell.number_format == "#,##0.00" else str(number)
        case text:
            assert cell.data_type == "s"
            return harmless(str(text))


@given(tables())
@settings(deadline=None)
def test_every_cell_says_what_the_csv_file_says(table: Table) -> None:
    sheet, (heads, *rows) = sheet_of(table), cells_of(csv_of(table))
    assert [cell.value for cell in sheet[1]] == heads
    places = range(1, len(heads) + 1)
    assert [[as_csv(sheet.cell(line, place)) for place in places] for line in range(2, len(rows) + 2)] == rows
    assert sheet.max_row <= len(rows) + 1


def test_a_whole_number_is_a_number_without_decimals_and_a_truth_is_none() -> None:
    columns = (Column("户数", "integer"), Column("是否", "boolean"))
    sheet = sheet_of(Table("t", "表", columns, [(1630, True), (0, False), (-3, None)], ("户数",)))
    cells = [sheet.cell(line, 1) for line in (2, 3, 4)]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [
        (number, "n", "0") for number in (1630, 0, -3)
    ]
    assert [sheet.cell(line, 2).value for line in (2, 3, 4)] == ["是", "否", None]
