"""Old workbooks say the same as new ones: the ten sheets of villages, vouchers, formulas, texts in GBK, errors."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cunwu.core.problem import CunwuError
from cunwu.imports.cells import Grid, read_sheets
from cunwu.imports.raw_xls import read_doubts
from cunwu.imports.vouchers import read_vouchers
from support.commands import run_here
from support.old_workbooks import MADE, combined, compound, in_gbk
from support.workbooks import board, only_sheet

ERRORS = {(2, 4): "公式出错，显示 #DIV/0!", (2, 5): "公式出错，显示 #DIV/0!", (3, 5): "公式出错，显示 #N/A"}
ROWS: list[Sequence[str | float | None]] = [
    ("日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"),
    ("2026-03-02", "记-1", "提现", "银行存款", 500.5, None, 1300.5),
    ("2026-03-05", "记-2", "路灯电费", "公益支出", None, 200, 1100.5),
]


@pytest.fixture(scope="module")
def new() -> dict[str, Grid]:
    return {sheet.name: sheet for sheet in read_sheets(combined(), "表.xlsx")}


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_every_sheet_reads_the_same_from_an_old_workbook(ending: str, new: dict[str, Grid]) -> None:
    old = {sheet.name: sheet for sheet in read_sheets((MADE / f"sheets.{ending}").read_bytes(), f"表.{ending}")}
    assert old.keys() == new.keys()
    assert len(old) == 12
    for name in old.keys() - {"公式"}:  # nobody has computed the formulas of the new one yet
        assert old[name].rows == new[name].rows
        assert sorted(old[name].merged) == sorted(new[name].merged)


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_results_of_formulas_are_read_and_errors_are_told(ending: str) -> None:
    *_, sheet = read_sheets((MADE / f"sheets.{ending}").read_bytes(), f"表.{ending}")
    assert [row[:2] for row in sheet.rows[1:3]] == [(date(2026, 3, 2), "提现"), (date(2026, 3, 3), "电费")]
    assert [sheet.at(1, place) for place in (3, 5)] == [500, 500]
    assert sheet.unread == ERRORS
    assert sheet.doubts.out_of_sight == (3,)


def test_vouchers_are_read_from_an_old_workbook() -> None:
    sheets = read_sheets((MADE / "sheets.xls").read_bytes(), "凭证.xls")
    read = read_vouchers(next(sheet for sheet in sheets if sheet.name.startswith("10")), "凭证.xls", "")
    assert read is not None
    assert (read.problems, len(read.vouchers)) == ((), 11)


@pytest.mark.parametrize("more", [0, 60])
def test_texts_in_gbk_are_read_as_they_were_typed(more: int) -> None:
    rows = [*ROWS, *[("2026-03-09", "记-3", "复印费", "管理费用", None, 1, None)] * more]
    sheet = only_sheet(in_gbk(rows, "现金"), "现金.xls")
    assert sheet.name == "现金"
    assert [sheet.at(2, place) for place in (0, 1, 2, 3, 5)] == ["2026-03-05", "记-2", "路灯电费", "公益支出", 200]
    assert len(sheet.rows) == 3 + more


def test_a_ledger_in_gbk_becomes_a_record_whatever_its_name_ends_with(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.et").write_bytes(in_gbk(ROWS, "现金"))
    done = run_here(root, "import", "账.et", "--place", "jia", "--yes", "--as-of", "2026-05-10")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "摘要: 路灯电费\n" in (root / "villages/jia/finance/2026-03.yml").read_text("utf-8")


def test_a_formula_that_was_never_computed_is_no_nought() -> None:
    formula = struct.pack("<HHH8sH", 1, 4, 15, bytes(8), 2)
    begin, end = struct.pack("<HHHH4x", 0x809, 8, 0x600, 0x10), struct.pack("<HH", 0x0A, 0)
    cells = begin + struct.pack("<HH", 6, len(formula)) + formula + end
    at = len(begin) + 4 + 8
    stream = begin + struct.pack("<HHIBBBx", 0x85, 8, at + 4, 0, 0, 0) + end + cells
    (doubts,) = read_doubts(compound("Workbook", stream), "账.xls")
    assert doubts.unread == {(1, 4): "是公式，文件里没有存下算出来的数"}


def test_a_torn_old_workbook_is_a_sentence() -> None:
    content = (MADE / "sheets.xls").read_bytes()
    for cut in (30, 400, 700, 3000, len(content) // 2):
        with pytest.raises(CunwuError):
            read_sheets(content[:cut], "账.xls")


def test_a_ring_of_sectors_ends() -> None:
    content = bytearray(in_gbk([*ROWS] * 40, "现金"))
    content[512 + 4 * 5 : 512 + 4 * 6] = struct.pack("<I", 4)
    with pytest.raises(CunwuError):
        read_doubts(bytes(content), "账.xls")


def test_a_workbook_behind_a_password_says_so() -> None:
    with pytest.raises(CunwuError) as caught:
        read_sheets(compound("EncryptedPackage", bytes(5000)), "账.xlsx")
    assert "有打开密码" in str(caught.value)
