"""Tables as CSV, JSON and workbooks: every kind by its declaration, nothing run, nothing unknown made a zero."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, strategies as st

from cunwu.exports.extracts import Extract, extracts_of
from cunwu.exports.formats import files_of
from cunwu.exports.sums import balances_table, sums_table
from cunwu.exports.tables import Column, Table, layout_of, list_table, record_tables
from cunwu.exports.texts import csv_of, json_of, plain_record
from cunwu.exports.workbook import workbook_of
from cunwu.frame.samples import sample_of
from cunwu.history.change import WITHHELD
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item, written
from cunwu.kinds.benefit import BENEFIT
from cunwu.kinds.fields import fields_of
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.posting import POSTING
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import Board, read_outline
from cunwu.records.record_file import RecordFile
from cunwu.records.source import FolderSource
from cunwu.rules.checker import check_place
from cunwu.values.absence import Absence
from cunwu.values.formulas import harmless
from cunwu.values.money import Money
from cunwu.yaml.reader import read_yaml
from support.books import AS_OF, board_of, cells_of, rows_of, shipped_boards

APOSTROPHE = "'"
LEDGER_TEXT = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - {编号: 现金, 名称: 库存现金, 类别: 库存现金, 期初: 零, 期末: 不详}
  - {编号: 银行, 名称: 基本户, 类别: 银行存款, 期初: 100.50, 期末: 90.00}
明细:
  - {编号: '001', 日期: 2026-03-12, 摘要: '=1+1', 科目: 公益支出, 支出: 不详, 账户: 现金}
  - {编号: '002', 日期: 2026-03-13, 摘要: 电费, 科目: 公益支出, 支出: 10.5, 账户: 银行, 说明: '-5'}
  - {编号: '003', 日期: 2026-03-14, 摘要: 冲, 科目: 公益支出, 收入: -1234.50, 账户: 银行}
  - {编号: '004', 日期: 2026-03-14, 摘要: 零头, 科目: 公益支出, 收入: 零, 账户: 银行}
撤销:
  - {编号: 撤1, 条目: '003', 原因: 重复, 批准: 监督委员会, 日期: 2026-04-08}
更正:
  - {编号: 更1, 条目: '002', 字段: 支出, 原值: 10.00, 新值: 10.50, 原因: 抄错, 批准: 监督委员会, 日期: 2026-04-08}
补录:
  - {编号: 补1, 条目: '004', 原因: 迟交, 批准: 监督委员会, 日期: 2026-04-08}
"""


def read(kind: Kind[Any], text: str) -> RecordFile:
    node, problems = read_yaml(text.encode(), "x.yml")
    assert node is not None, problems
    record, problems = read_record(kind, node, "x.yml")
    assert record is not None, problems
    return RecordFile(f"villages/a/{kind.folder}/x.yml", text.encode(), kind, node, record)


@cache
def ledger() -> RecordFile:
    return read(LEDGER, LEDGER_TEXT)


def tables_of(kind: Kind[Any], text: str) -> dict[str, Table]:
    return {table.name: table for table in record_tables(kind, [read(kind, text)])}


# --- every kind -------------------------------------------------------------------------------------------------------


def stated_words(item: Item) -> set[str]:
    """The words of everything a record states that may be told, but for the names of its groups and lists."""
    found: set[str] = set()
    for spec in fields_of(type(item)):
        value = getattr(item, spec.name)
        if value is None or value == () or spec.named or spec.totals_only:
            continue
        if spec.model is None:
            found.add(spec.word)
        elif not spec.many:
            found |= stated_words(value)
        elif not any(inner.named or inner.totals_only for inner in fields_of(spec.model)):
            found |= {word for part in value for word in stated_words(part)}
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_word_a_record_states_is_a_filled_column_of_some_table(kind: Kind[Any]) -> None:
    file = read(kind, sample_of(kind))
    assert isinstance(file.record, Record)
    filled = {
        title.rpartition(".")[2].removeprefix("原记录")
        for table in record_tables(kind, [file])
        for row in rows_of(csv_of(table))
        for title, cell in row.items()
        if cell
    }
    wanted = stated_words(file.record)
    assert len(wanted) > 2
    assert wanted <= filled


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_rows_have_their_columns_and_no_two_tables_or_columns_one_name(kind: Kind[Any]) -> None:
    tables = list(record_tables(kind, [read(kind, sample_of(kind))]))
    assert len({table.name for table in tables}) == len({table.title for table in tables}) == len(tables)
    for table in tables:
        titles = [column.title for column in table.columns]
        assert len(set(titles)) == len(titles)
        assert set(table.key) <= set(titles)
        assert {len(row) for row in table.rows} == {len(titles)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_row_of_a_list_finds_the_row_it_belongs_to(kind: Kind[Any]) -> None:
    tables = {table.name: rows_of(csv_of(table)) for table in record_tables(kind, [read(kind, sample_of(kind))])}
    for table in record_tables(kind, [read(kind, sample_of(kind))]):
        for here, there, columns in table.joins:
            targets = {tuple(row[column] for column in columns) for row in tables[there]}
            assert {tuple(row[column] for column in here) for row in tables[table.name]} <= targets


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_json_states_the_same_words(kind: Kind[Any]) -> None:
    file = read(kind, sample_of(kind))
    assert isinstance(file.record, Record)
    plain = json.loads(json_of(plain_record(kind, "x", file.record)))

    def words(part: object) -> set[str]:
        match part:
            case dict():
                inner = {word for value in part.values() for word in words(value)}
                return inner | {key for key, value in part.items() if not holds_items(value)}
            case list():
                return {word for value in part for word in words(value)}
        return set()

    def holds_items(value: object) -> bool:
        return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(part, dict) for part in value))

    told = {word.removeprefix("原记录") for word in words(plain)} - {"记录", "已撤销", "已更正", "已补录"}
    assert told == stated_words(file.record)


# --- what is a value --------------------------------------------------------------------------------------------------


def test_unknown_zero_and_absent_are_three_things_in_every_format() -> None:
    entries = list_table(LEDGER, "ledger-entries", [ledger()])
    rows = rows_of(csv_of(entries))
    assert [row["支出"] for row in rows] == ["不详", "10.50", "", ""]
    assert [row["收入"] for row in rows] == ["", "", "-1234.50", "0.00"]
    record = ledger().record
    assert record is not None
    plain: Any = json.loads(json_of(plain_record(LEDGER, "x", record)), parse_float=Decimal)
    assert [entry.get("支出", "没有") for entry in plain["明细"]] == ["不详", Decimal("10.5"), "没有", "没有"]
    assert [entry.get("收入", "没有") for entry in plain["明细"]] == ["没有", "没有", Decimal("-1234.5"), 0]
    sheet = sheet_of(workbook_of("x", [entries], AS_OF))
    place = [cell.value for cell in sheet[1]].index("支出") + 1
    assert [sheet.cell(line, place).value for line in range(2, 6)] == ["不详", 10.5, None, None]
    assert [sheet.cell(line, place - 1).value for line in range(2, 6)] == [None, None, -1234.5, 0]


def test_a_sum_with_an_unknown_in_it_is_unknown_and_no_number() -> None:
    (row,) = rows_of(csv_of(sums_table([ledger()])))
    assert (row["上期结余"], row["收入"], row["支出"], row["本期结余"]) == ("100.50", "0.00", "不详", "不详")
    assert row["不详笔数"] == "1"
    cash, bank = rows_of(csv_of(balances_table([ledger()])))
    assert (cash["期初"], cash["支出"], cash["期末"]) == ("0.00", "不详", "不详")
    assert (bank["期初"], bank["收入"], bank["支出"], bank["划转"], bank["期末"]) == (
        "100.50",
        "0.00",
        "10.50",
        "0.00",
        "90.00",
    )


def test_withdrawn_corrected_and_late_stand_in_columns_of_their_own() -> None:
    rows = rows_of(csv_of(list_table(LEDGER, "ledger-entries", [ledger()])))
    assert [row["已撤销"] for row in rows] == ["否", "否", "是", "否"]
    assert [row["已更正"] for row in rows] == ["否", "是", "否", "否"]
    assert [row["已补录"] for row in rows] == ["否", "否", "否", "是"]


def test_amounts_written_in_wan_leave_in_yuan_and_the_unit_says_that_it_was_the_records() -> None:
    text = sample_of(next(kind for kind in KINDS if kind.name == "statement")).replace("单位: 元\n", "")
    kind = next(kind for kind in KINDS if kind.name == "statement")
    yuan = tables_of(kind, text)
    wan = tables_of(kind, f"单位: 万元\n{text}")
    assert rows_of(csv_of(wan["statement"]))[0]["原记录单位"] == "万元"
    compared = 0
    for name, table in yuan.items():
        for left, right in zip(table.rows, wan[name].rows, strict=True):
            for one, other in zip(left, right, strict=True):
                if isinstance(one, Money) and isinstance(other, Money):
                    assert other.fen == one.fen * 10_000
                    compared += 1
    assert compared > 2


# --- what must not get out --------------------------------------------------------------------------------------------

BENEFIT_TEXT = """\
编号: 2026-低保
名称: 2026 年一季度低保
种类: 低保
期间: 2026-Q1
名单:
  - {编号: '1', 姓名: 欧阳某甲, 小组: 二组, 金额: 480.00}
合计:
  户: 1 户
  金额: 480.00
公示:
  起: 2026-01-01
  止: 2026-12-31
更正:
  - {编号: 更1, 条目: '1', 字段: 姓名, 原值: 上官某乙, 新值: 欧阳某甲, 原因: 写错, 批准: 监督委员会, 日期: 2026-04-08}
  - {编号: 更2, 条目: '1', 字段: 小组, 原值: 第七小组, 新值: 二组, 原因: 写错, 批准: 监督委员会, 日期: 2026-04-08}
"""


def all_exports(board: Board) -> dict[str, bytes]:
    formats = ("csv", "json", "datapackage", "hledger", "beancount", "xlsx")
    return dict(files_of(board, formats, date(2026, 3, 1)))


def readable(name: str, content: bytes) -> str:
    if not name.endswith(".xlsx"):
        return content.decode()
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_names_of_receivers_leave_in_no_format_even_while_the_board_shows_them(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"benefits/1.yml": BENEFIT_TEXT})
    assert board.records(BENEFIT)[0].shows_names(date(2026, 3, 1))
    found = all_exports(board)
    assert {name.rpartition(".")[2] for name in found} == {"csv", "json", "xlsx"}
    texts = [readable(name, content) for name, content in found.items()]
    assert not any(word in text for text in texts for word in ("欧阳", "上官", "第七小组", "二组"))
    assert any(WITHHELD in text for text in texts)
    assert any("480.00" in text for text in texts)


def test_what_only_totals_may_tell_has_no_column() -> None:
    secret = {spec.word for spec in fields_of(POSTING.record) if spec.totals_only}
    assert len(secret) == 4
    assert not secret & {column.title for column in layout_of(POSTING).columns}
    sample = read(POSTING, sample_of(POSTING)).record
    assert sample is not None
    assert not secret & plain_record(POSTING, "x", sample).keys()


# --- what a spreadsheet would run -------------------------------------------------------------------------------------

DANGERS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x")
HARMLESS = ("1", "记-1", "a=b", "'x", "", "零")


@pytest.mark.parametrize("text", DANGERS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    columns = (Column("文字"), Column("别的"), Column("金额", "number"))
    for row in ((text, "a", Money(-100)), ("a", text, Money(-100)), (text, text, None)):
        cells = cells_of(csv_of(Table("t", "t", columns, [row], ("文字",))))[1]
        assert cells[:2] == [f"'{part}" if part == text else part for part in row[:2]]
        assert cells[2] == ("" if row[2] is None else "-1.00")


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


_texts = st.text(st.one_of(st.sampled_from("'=+-@\t\r\n＝,\"; 1a中"), st.characters(codec="utf-8")), max_size=6)


@given(st.lists(st.tuples(_texts, _texts, st.one_of(st.none(), st.integers(-(10**15), 10**15))), max_size=4))
def test_whatever_a_cell_holds_comes_back_and_never_begins_a_formula(rows: list[tuple[str, str, int | None]]) -> None:
    columns = (Column("甲"), Column("乙", "number"), Column("丙"))
    values = [(first, None if fen is None else Money(fen), last) for first, last, fen in rows]
    found = cells_of(csv_of(Table("t", "t", columns, values, ("甲",))))[1:]
    assert len(found) == len(rows)
    for (first, last, fen), cells in zip(rows, found, strict=True):
        for text, cell in ((first, cells[0]), (last, cells[2])):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            unmasked = (
                cell[1:] if cell.lstrip(APOSTROPHE)[:1] in set("=+-@\t\r\n＝＋－＠") and cell[:1] == "'" else cell
            )
            assert unmasked == text
        assert cells[1] == ("" if fen is None else f"{Decimal(fen) / 100:.2f}")


def test_csv_has_a_mark_in_front_and_the_line_ends_of_spreadsheets() -> None:
    content = csv_of(
        Table("t", "t", (Column("甲"), Column("乙")), [("一", "二"), ("换\n行", Absence.UNKNOWN)], ("甲",))
    )
    assert content == '\ufeff甲,乙\r\n一,二\r\n"换\n行",不详\r\n'.encode()


# --- workbooks --------------------------------------------------------------------------------------------------------


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_a_workbook_has_numbers_as_numbers_days_as_days_and_texts_as_texts() -> None:
    columns = (Column("文字"), Column("金额", "number"), Column("日期", "date"), Column("是否", "boolean"))
    dangers = [(text, Money(-123450), date(2026, 3, 5), True) for text in (*DANGERS[:4], "https://a.example", "007")]
    sheet = sheet_of(workbook_of("x", [Table("t", "表", columns, dangers, ("文字",))], AS_OF))
    assert sheet.freeze_panes == "A2"
    for line, (text, *_) in enumerate(dangers, 2):
        cell = sheet.cell(line, 1)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
        assert (sheet.cell(line, 2).value, sheet.cell(line, 2).number_format) == (-1234.5, "#,##0.00")
        assert sheet.cell(line, 3).value == datetime(2026, 3, 5)  # noqa: DTZ001 - a sheet knows no time zones
        assert sheet.cell(line, 4).value == "是"


def test_the_largest_amount_stands_in_a_workbook_to_the_fen() -> None:
    table = Table("t", "表", (Column("金额", "number"),), [(Money(10**15 - 1),)], ("金额",))
    assert Decimal(str(sheet_of(workbook_of("x", [table], AS_OF)).cell(2, 1).value)) * 100 == 10**15 - 1


def test_sheets_with_long_or_equal_titles_have_names_of_their_own() -> None:
    titles = ["长" * 40, "长" * 41, "a/b:c", "A/B:C", "'x'"]
    tables = [Table("t", title, (Column("甲"),), [("一",)], ("甲",)) for title in titles]
    names = openpyxl.load_workbook(io.BytesIO(workbook_of("x", tables, AS_OF))).sheetnames
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(len(name) <= 31 for name in names)


def test_a_text_too_long_for_a_cell_says_where_all_of_it_is() -> None:
    table = Table("t", "表", (Column("甲"),), [("字" * 40_000,)], ("甲",))
    value = sheet_of(workbook_of("x", [table], AS_OF)).cell(2, 1).value
    assert len(value) == 32_767
    assert value.endswith("全文在 CSV 和 JSON 里）")


def test_the_same_records_make_the_same_bytes_in_every_format() -> None:
    board = next(board for board in shipped_boards() if board.files_of(LEDGER))
    formats = ("csv", "json", "datapackage", "hledger", "beancount", "xlsx")
    first, second = (dict(files_of(board, formats, AS_OF)) for _ in range(2))
    assert len(first) > 100
    assert first == second


# --- extracts ---------------------------------------------------------------------------------------------------------


def test_a_place_is_told_whole_by_year_and_book_and_by_ledger() -> None:
    board = next(board for board in shipped_boards() if len({one.book for one in board.records(LEDGER)}) > 1)
    names = [extract.name for extract in extracts_of(board)]
    assert names[0] == "village"
    ledgers = board.records(LEDGER)
    assert {name for name in names if name.startswith("years/")} == {
        f"years/{one.period.last.year}-{one.book}" for one in ledgers
    }
    assert len([name for name in names if name.startswith("months/")]) == len(ledgers)


def test_the_years_of_a_book_hold_every_entry_once_and_sums_that_add_up() -> None:
    for board in shipped_boards():
        extracts: dict[str, Extract] = {extract.name: extract for extract in extracts_of(board)}
        years = [extract for name, extract in extracts.items() if name.startswith("years/")]
        entries = [
            row for extract in years for table in extract.tables if table.name == "ledger-entries" for row in table.rows
        ]
        assert len(entries) == sum(len(written(one.entries)) for one in board.records(LEDGER))
        for extract in years:
            sums = rows_of(csv_of(next(table for table in extract.tables if table.name == "ledger-sums")))
            for row in sums:
                if row["不详笔数"] != "0":
                    continue
                total = Decimal(row["上期结余"]) + Decimal(row["收入"]) - Decimal(row["支出"])
                assert total == Decimal(row["本期结余"])


def test_what_is_irregular_is_a_table_of_its_own(tmp_path: Path) -> None:
    stages = "  - {编号: 节1, 节点: 立项, 实际: 2015-03}\n  - {编号: 节2, 节点: 开工, 实际: 2014-10}\n"
    road = f"编号: 路\n名称: 村道\n节点:\n{stages}"
    write = {"region.yml": "名称: 县\n级别: 县\n演示: 是\n", "a/village.yml": "名称: 村\n", "a/projects/lu.yml": road}
    for name, text in write.items():
        (tmp_path / "villages" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "villages" / name).write_text(text, "utf-8")
    source = FolderSource(tmp_path)
    place = read_outline(source).find("a")
    assert place is not None
    verdict = check_place(source, place, AS_OF)
    files = dict(files_of(verdict.board, ("csv",), AS_OF, verdict.problems))
    rows = files["village/irregular.csv"].decode("utf-8-sig").splitlines()
    assert rows[1] == "1,项目,lu,PRJ005,节2,实际,「开工」的实际日期 2014 年 10 月早于「立项」的 2015 年 3 月,"
