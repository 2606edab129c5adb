"""Sheets as villages keep them become ledgers; every cell is in a record or named; totals and balances prove it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cunwu.imports.cells import Grid, read_sheets
from cunwu.imports.foreign import SheetRead, read_foreign
from support.commands import run_here
from support.foreign_sheets import SHEETS, day
from support.workbooks import board, grid, only_sheet, saved

MARCH = "villages/jia/finance/2026-03.yml"


def understood(content: bytes, name: str = "表.xlsx") -> SheetRead:
    read = read_foreign(only_sheet(content, name), name, "", {})
    assert read is not None
    return read


@pytest.mark.parametrize("name", SHEETS)
def test_every_cell_is_in_a_record_or_named(name: str) -> None:
    sheet, read = only_sheet(SHEETS[name]), understood(SHEETS[name])
    assert read.problems == ()
    read_cells = {(spot.row, spot.column) for row in read.rows for spot in row.cells.values()}
    named = [cell for one in read.named for cell in one.cells]
    months = {(row, place) for row, place in sheet.filled if read.head.fields.get(place) == "月"}
    assert set(sheet.filled) <= read_cells | set(named) | months
    assert all(one.why for one in read.named)
    assert read_cells.isdisjoint(named)


@pytest.mark.parametrize("name", SHEETS)
def test_it_becomes_a_checked_ledger(name: str, tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(SHEETS[name])
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--as-of", "2026-05-10", "--set", "账户=现金")
    assert done.returncode == 0, done.stdout + done.stderr
    text = (root / MARCH).read_text("utf-8")
    assert "摘要: 提现" in text or "摘要: 付提现" in text or "摘要: 收管护费" in text
    assert run_here(root, "check", "--as-of", "2026-05-10", "villages/jia/finance").returncode == 0


def lines_of(sheet: str) -> list[str]:
    read = understood(SHEETS[sheet])
    return [" ".join(str(text) for text in row.texts.values()) for row in read.rows]


def test_a_cash_book_is_read_row_by_row() -> None:
    name = "a cash book with a title, merged cells, opening, total and signatures"
    assert lines_of(name) == [
        "2026-03-02 500.00 记-1 提现 银行存款",
        "2026-03-05 120.50 记-2 路灯电费 公益支出",
        "2026-03-09 79.50 记-3 复印费 管理费用",
    ]
    read = understood(SHEETS[name])
    assert (read.period, read.opening, read.closing) == ("2026-03", Decimal(800), Decimal(1100))


def test_the_preview_says_what_was_understood_as_what(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(SHEETS["a cash book with a title, merged cells, opening, total and signatures"])
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--as-of", "2026-05-10")
    assert (done.returncode, (root / MARCH).exists()) == (2, False)
    for line in (
        "「3月」2026-03：3 笔，收入 500.00 元、支出 200.00 元；栏目名在第 3 行",
        "  「凭证号」读作 凭证",
        "  核对过：5 个余额、1 行合计，都对得上",
        "  没有放进记录：标题：A1、A2、G2",
        "  没有放进记录：文字，不是一笔账：A9、D9",
        "账套、制度和账户照 villages/jia/finance/2026-02.yml",
        f"新建 {MARCH}：账户 2 条、明细 3 条",
    ):
        assert line in done.stdout


def test_two_months_become_two_ledgers_that_carry_on(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(SHEETS["two months in one sheet that names none"])
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--as-of", "2026-05-10")
    assert done.returncode == 0, done.stdout
    april = (root / "villages/jia/finance/2026-04.yml").read_text("utf-8")
    assert "    期初: 1300.00\n    期末: 1100.00\n" in april


HEAD: list[Any] = ["日期", "摘要", "科目", "收入", "支出", "余额"]
FAULTS: dict[str, tuple[bytes, str, str]] = {
    "a total off by one row": (
        grid(
            [
                HEAD,
                [day(3, 2), "提现", "x", 500, None, None],
                [day(3, 3), "电费", "x", 40, None, None],
                ["合计", None, None, 500],
            ]
        ),
        "「表」D4：合计写的是 500.00，第 2 到 3 行相加是 540.00，差 -40.00",
        "像是漏加了第 3 行",
    ),
    "a balance that does not follow": (
        grid([HEAD, [day(3, 2), "提现", "x", 500, None, 500], [day(3, 3), "电费", "x", None, 40, 450]]),
        "「表」F3：余额写的是 450.00，照上一个余额和这一行算是 460.00，差 -10.00",
        "核对这一行的收入、支出和余额",
    ),
    "a formula without a value": (
        grid([HEAD, [day(3, 2), "提现", "x", "=1+1", None, None]]),
        "「表」D2：「收入」是公式，文件里没有存下算出来的数",
        "打开表格重新算一次再保存",
    ),
    "letters O for noughts": (
        grid([HEAD, [day(3, 2), "提现", "x", "5OO", None, None]]),
        "「表」D2：「收入」里面有字母 O",
        "像是打错的数字：核对原件，改成 500",
    ),
    "another month than the title says": (
        grid([["2026年3月"], HEAD, [day(4, 2), "提现", "x", 500, None, None]]),
        "「表」A3：这一行是 2026-04-02，表上写的是 2026-03",
        "移到那个月的表里",
    ),
    "a day without a year where no title says it": (
        grid([HEAD, ["3月2日", "提现", "x", 500, None, None]]),
        "「表」A2：「日期」",
        "对照原件重写「日期」",
    ),
    "a row without a day": (
        grid([HEAD, [day(3, 2), "提现", "x", 500, None, None], [None, "电费", "x", None, 40, None]]),
        "「表」A3：没有写日期",
        "写上 2026-03-02 或 同上",
    ),
    "a row without an amount": (
        grid([HEAD, [day(3, 2), "提现", "x", None, None, None]]),
        "「表」A2：这一行有日期或摘要，没有收入也没有支出",
        "补上金额",
    ),
    "no headings": (grid([["甲村"], ["张某", 500], ["李某", 40]]), "「表」A1：找不到栏目名", "叫法不同的加上 --set"),
    "vouchers whose sides differ": (
        grid(
            [
                list[Any](("日期", "凭证号", "摘要", "科目名称", "借方金额", "贷方金额")),
                [day(3, 2), "记-1", "提现", "库存现金", 5, None],
                [day(3, 2), "记-1", "提现", "银行存款", None, 5],
                [day(3, 3), "记-2", "电费", "公益支出", 5, None],
                [day(3, 3), "记-2", "电费", "库存现金", None, 4],
            ]
        ),
        "「表」B4：凭证 记-2 借贷不平：借方 5.00，贷方 4.00，差 1.00",
        "多半是导出时漏了一行",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_of_a_foreign_sheet_is_answered_with_sheet_cell_and_remedy(name: str, tmp_path: Path) -> None:
    content, said, remedy = FAULTS[name]
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(content)
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--set", "账户=现金")
    assert (done.returncode, done.stderr) == (1, "")
    assert said in done.stdout
    assert remedy in done.stdout.split(said, 1)[1].split("\n")[1]
    assert not list((root / "villages/jia/finance").glob("2026-0[34]*"))


def test_a_sheet_without_titles_of_accounts_asks_and_takes_one_for_all(tmp_path: Path) -> None:
    root = board(tmp_path)
    content = grid([["日期", "摘要", "收入", "支出"], [day(3, 2), "提现", 500, None]], "现金")
    (root / "账.xlsx").write_bytes(content)
    asked = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes")
    assert "「现金」A2：没有写「科目」" in asked.stdout
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--set", "科目=其他收入")
    assert done.returncode == 0, done.stdout
    assert "科目: 其他收入" in (root / MARCH).read_text("utf-8")


def test_how_a_village_calls_its_columns_is_remembered(tmp_path: Path) -> None:
    root = board(tmp_path)
    rows: list[list[Any]] = [
        ["哪天", "做啥", "科目", "进", "出", "草稿"],
        [day(3, 2), "提现", "银行存款", 500, None, "x"],
    ]
    (root / "账.xlsx").write_bytes(grid(rows, "现金"))
    words = [word for pair in ("哪天=日期", "做啥=摘要", "进=收入", "出=支出") for word in ("--set", pair)]
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--map", "甲村.yml", *words)
    assert done.returncode == 0, done.stdout
    assert "  草稿: 不读\n" in (root / "甲村.yml").read_text("utf-8")
    (root / MARCH).unlink()
    again = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--map", "甲村.yml")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "「做啥」读作 摘要" in again.stdout


def year_book() -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    balance = 800
    for month in range(1, 13):
        sheet = book.create_sheet(f"{month}月")
        sheet.append(["甲村2025年现金账"])
        sheet.append(["日期", "摘要", "科目", "收入", "支出", "余额"])
        sheet.append([None, "上月结转", None, None, None, balance])
        balance += 10
        sheet.append([f"{month}月5日", "卖废品", "其他收入", 10, None, balance])
        sheet.append(["本月合计", None, None, 10, None, balance])
    return saved(book)


def test_a_whole_old_year_comes_in_at_once_and_is_said_not_to_be_late(tmp_path: Path) -> None:
    root = board(tmp_path)
    village = root / "villages/jia/village.yml"
    village.write_text(village.read_text("utf-8").replace("演示: 是\n", "演示: 是\n加入日期: 2026-01-01\n"), "utf-8")
    february = root / "villages/jia/finance/2026-02.yml"
    text = february.read_text("utf-8")
    cash_only = text.split("  - 编号: 银行")[0]
    february.write_text(f"{cash_only}明细:{text.split('明细:')[1]}", "utf-8")
    (root / "账.xlsx").write_bytes(year_book())
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--as-of", "2026-04-10")
    assert done.returncode == 0, done.stdout
    assert "2025-01 到 2025-12 是加入公开板（2026-01-01）以前的账，补进来不算逾期" in done.stdout
    assert len(list((root / "villages/jia/finance").glob("2025-*.yml"))) == 12
    assert run_here(root, "check", "--as-of", "2026-04-10", "villages/jia/finance").returncode == 0


CSV = """\
日期,摘要,科目,收入,支出,余额
2026-03-02,提现,银行存款,"1,500.00",,2300
2026-03-05,路灯电费,公益支出,,200,2100
"""


@pytest.mark.parametrize("codec", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_files_are_read_in_any_of_the_usual_encodings(codec: str, mark: str) -> None:
    read = understood(CSV.replace(",", mark).replace(f"1{mark}500", "1,500").encode(codec), "现金.csv")
    assert [row.texts["日期"] for row in read.rows] == ["2026-03-02", "2026-03-05"]
    assert read.problems == ()
    assert (read.rows[0].texts["收入"], read.opening) == ("1500.00", Decimal(800))


DAYS = (
    "2026年3月5日",
    "2026-3-5",
    "2026/3/5",
    "2026.3.5",
    "20260305",
    "3月5日",
    "3月5号",
    "3/5",
    "3.5",
    "三月五日",
    "46086",
    "26.3.5",
    "5日",
)


@pytest.mark.parametrize("spelling", [*DAYS, 46086, day(3, 5)])
def test_days_in_many_spellings_are_the_same_day(spelling: Any) -> None:
    read = understood(grid([["2026年3月"], HEAD, [spelling, "电费", "x", None, 40, None]]))
    assert [row.texts.get("日期") for row in read.rows] == ["2026-03-05"]


def sheets_of(names: Iterable[str]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        book.create_sheet(name)
    return saved(book)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600), b"hello", b"<html><table>", b"\0\1"]
)
def test_what_is_no_workbook_is_a_sentence(content: bytes, tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xls").write_bytes(content)
    done = run_here(root, "import", "账.xls", "--place", "jia")
    assert done.returncode == 2
    assert "下一步：" in done.stderr


def test_a_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    root = board(tmp_path)
    book = openpyxl.Workbook()
    book.worksheets[0]["XFD1048576"] = "远"
    (root / "账.xlsx").write_bytes(saved(book))
    done = run_here(root, "import", "账.xlsx", "--place", "jia")
    assert (done.returncode, "一直用到了 XFD1048576" in done.stderr) == (2, True)


def test_empty_and_hidden_sheets_are_passed_over_but_named_if_they_hold_something(tmp_path: Path) -> None:
    root = board(tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(SHEETS["two months in one sheet that names none"]))
    book.create_sheet("空的")
    secret = book.create_sheet("底稿")
    secret["B2"] = "试算"
    secret.sheet_state = "hidden"
    (root / "账.xlsx").write_bytes(saved(book))
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--yes", "--as-of", "2026-05-10")
    assert done.returncode == 0, done.stdout
    assert "「底稿」不像收支表，没有读：B2" in done.stdout
    assert "空的" not in done.stdout


def test_the_same_sheet_twice_is_not_written_over(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(SHEETS["two months in one sheet that names none"])
    arguments = ("import", "账.xlsx", "--place", "jia", "--yes", "--as-of", "2026-05-10")
    assert run_here(root, *arguments).returncode == 0
    again = run_here(root, *arguments)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "没有要写的")
    (sheet,) = read_sheets((root / "账.xlsx").read_bytes(), "账.xlsx")
    assert isinstance(sheet, Grid)
