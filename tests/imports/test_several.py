"""A sheet with columns of amounts for cash and for banks becomes one ledger of several accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cunwu.imports.batch import Batch, Wish, read_batch
from cunwu.imports.foreign import SheetRead, read_foreign
from cunwu.imports.several import split_accounts
from support.workbooks import board, grid, only_sheet, saved

ROWS: list[list[Any]] = [
    [None, "上月结余", None, None, None, 800, None, None, 20000],
    ["2026-03-02", "提现", None, 500, None, 1300, None, 500, 19500],
    ["2026-03-05", "路灯电费", "公益支出", None, 200, 1100, None, None, None],
    ["2026-03-09", "收承包款", "经营收入", None, None, None, 5000, None, 24500],
    ["本月合计", None, None, 500, 200, None, 5000, 500, None],
    ["制表：李某"],
]
TITLE = ["甲村2026年3月现金银行收支表"]
ONE = ["日期", "摘要", "科目", "现金收入", "现金支出", "现金余额", "银行收入", "银行支出", "银行余额"]
TOP = ["日期", "摘要", "科目", "库存现金", None, None, "银行存款", None, None]
BELOW = [None, None, None, "借方", "贷方", "余额", "借方", "贷方", "余额"]
SHEETS: dict[str, bytes] = {
    "headings in one row": grid([TITLE, ONE, *ROWS]),
    "headings with the account in brackets": grid(
        [TITLE, [*ONE[:3], *(f"{word}({who})" for who in ("现金", "银行") for word in ("收入", "支出", "余额"))], *ROWS]
    ),
    "headings in two rows, merged": grid(
        [TITLE, TOP, BELOW, *ROWS], "表", ["D2:F2", "G2:I2", "A2:A3", "B2:B3", "C2:C3"]
    ),
    "headings in two rows, not merged": grid([TITLE, TOP, BELOW, *ROWS]),
}


def imported(tmp_path: Path, content: bytes) -> Batch:
    return read_batch(board(tmp_path), [("账.xlsx", content)], date(2026, 5, 10), Wish("jia"))


@pytest.mark.parametrize("name", SHEETS)
def test_it_becomes_one_ledger_in_which_moved_money_is_a_transfer(name: str, tmp_path: Path) -> None:
    batch = imported(tmp_path, SHEETS[name])
    assert not batch.is_refused, "\n".join(batch.lines)
    (change,) = batch.changes
    texts = change.draft.texts
    assert [(row["账户"], row["摘要"], row.get("收入"), row.get("支出")) for row in texts["明细"]] == [
        ("现金", "路灯电费", None, "200.00"),
        ("银行", "收承包款", "5000.00", None),
    ]
    assert [(row["从"], row["到"], row["金额"], row["摘要"]) for row in texts["划转"]] == [
        ("银行", "现金", "500.00", "提现")
    ]
    assert [(one["期初"], one["期末"]) for one in texts["账户"]] == [("800.00", "1100.00"), ("20000.00", "24500.00")]


@pytest.mark.parametrize("name", SHEETS)
def test_every_cell_is_in_a_record_or_named(name: str) -> None:
    sheet = only_sheet(SHEETS[name])
    reads = [read_foreign(part, "账.xlsx", "", {}) for _, part in split_accounts(sheet)]
    held: set[tuple[int, int]] = set()
    for read in reads:
        assert isinstance(read, SheetRead)
        assert read.problems == ()
        held |= {(spot.row, spot.column) for row in read.rows for spot in row.cells.values()}
        held |= {cell for one in read.named for cell in one.cells}
    heads = {(row, place) for row, place in sheet.filled if row < len(sheet.rows) - len(ROWS)}
    assert set(sheet.filled) - heads <= held


def changed(row: int, place: int, value: object) -> bytes:
    rows: list[Sequence[Any]] = [list(cells) for cells in ROWS]
    rows[row] = [*rows[row][:place], value, *rows[row][place + 1 :]]
    return grid([TITLE, ONE, *rows])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed(4, 6, 4000), "「表」G7：合计写的是 4000.00"),
        (changed(3, 8, 24000), "「表」I6：余额写的是 24000.00"),
        (changed(2, 4, "2OO"), "「表」E5："),
        (changed(2, 2, None), "「表」A5：没有写「科目」"),
    ],
)
def test_a_fault_is_told_with_the_cell_of_the_sheet(content: bytes, said: str, tmp_path: Path) -> None:
    batch = imported(tmp_path, content)
    assert batch.is_refused
    assert said in "\n".join(batch.lines)


def test_columns_of_kinds_of_money_are_no_accounts() -> None:
    rows: list[list[Any]] = [
        ["日期", "摘要", "经营收入", "补助收入", "管理支出"],
        ["2026-03-05", "电费", None, None, 40],
    ]
    assert split_accounts(only_sheet(grid(rows))) == ()


def test_a_column_for_all_accounts_together_is_named(tmp_path: Path) -> None:
    rows = [[*row, *[None] * (9 - len(row)), 1] if row[0] == "2026-03-05" else row for row in ROWS]
    batch = imported(tmp_path, grid([TITLE, [*ONE, "余额"], *rows]))
    assert not batch.is_refused, "\n".join(batch.lines)
    assert "「全部账户的余额」这一列，收支没有这一栏：J5" in "\n".join(batch.lines)


def test_a_whole_old_year_of_such_sheets_comes_in_at_once(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    cash, bank = 1000, 20000
    for month in range(1, 13):
        page = book.create_sheet(f"{month}月")
        page.append(["甲村2025年收支"])
        page.append(ONE)
        page.append([None, "上月结余", None, None, None, cash, None, None, bank])
        cash, bank = cash + 30, bank - 50
        page.append([f"{month}月3日", "取现", None, 50, None, cash + 20, None, 50, bank])
        page.append([f"{month}月5日", "电费", "公益支出", None, 20, cash, None, None, None])
    batch = imported(tmp_path, saved(book))
    assert not batch.is_refused, "\n".join(batch.lines)
    periods = [change.draft.texts["期间"] for change in batch.changes]
    assert periods == [f"2025-{month:02}" for month in range(1, 13)]
    # The ledger of February that the village has opens with less cash: the check says so, of that file alone.
    told = [line for line in batch.lines if "错误" in line]
    assert all("2026-02.yml" in line for line in told), told
