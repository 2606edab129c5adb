"""What people fill into a template becomes a record, whole or not at all; every fault is told by sheet and cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from cunwu.exports.texts import plain_text
from cunwu.imports.cells import read_sheets
from support.commands import run_here
from support.workbooks import board, changed, fill, sheet_of

MARCH = "villages/jia/finance/2026-03.yml"
TITLES = ("经营支出", "管理费用", "公益支出")


def pasted_rows(count: int = 30) -> list[dict[str, Any]]:
    """Rows as they are pasted from somewhere: dates as dates, amounts as numbers, no numbers of rows."""
    return [
        {
            "日期": datetime(2026, 3, 1 + place % 28),  # noqa: DTZ001 - a spreadsheet's day has no zone
            "摘要": f"第 {place} 笔",
            "科目": TITLES[place % 3],
            "支出": 10.25 + place,
            "账户": "银行",
            "凭证": f"记-{place}",
            "经手人": "李某",
            "审批人": "王某",
        }
        for place in range(1, count + 1)
    ]


TOTAL = sum(10.25 + place for place in range(1, 31))


def fill_march(book: Workbook, rows: list[dict[str, Any]] | None = None, closing: float = 20000 - TOTAL) -> None:
    fill(book, "明细", pasted_rows() if rows is None else rows)
    fill(book, "账户", [{"期末": 800}, {"期末": closing}])


@pytest.fixture
def here(tmp_path: Path) -> Path:
    root = board(tmp_path)
    assert run_here(root, "template", "收支", "jia", "2026-03", "--out", "三月.xlsx").returncode == 0
    return root


def imported(root: Path, *more: str) -> Any:
    return run_here(root, "import", "三月.xlsx", "--yes", "--as-of", "2026-04-10", *more)


def test_thirty_pasted_rows_become_a_checked_ledger_without_one_typed_sign_of_yaml(here: Path) -> None:
    changed(here / "三月.xlsx", fill_march)
    done = imported(here)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"新建 {MARCH}：账户 2 条、明细 30 条" in done.stdout
    text = (here / MARCH).read_text("utf-8")
    assert "  - 编号: 030\n    日期: 2026-03-03\n    摘要: 第 30 笔\n    科目: 经营支出\n    支出: 40.25\n" in text
    check = run_here(here, "check", "--as-of", "2026-04-10", MARCH)
    assert check.returncode == 0, check.stdout
    assert run_here(here, "fmt", "--check").returncode == 0


def test_what_was_imported_comes_back_out_the_same(here: Path) -> None:
    changed(here / "三月.xlsx", fill_march)
    imported(here)
    before = (here / MARCH).read_bytes()
    assert run_here(here, "template", "收支", "jia", "2026-03", "--out", "再.xlsx").returncode == 0
    done = run_here(here, "import", "再.xlsx", "--as-of", "2026-04-10")
    assert f"{MARCH} 和表里一样，不用改" in done.stdout
    assert (here / MARCH).read_bytes() == before
    (entries,) = (sheet for sheet in read_sheets((here / "再.xlsx").read_bytes(), "再.xlsx") if sheet.name == "明细")
    assert [plain_text(raw) if isinstance(raw, str | date) else raw for raw in entries.rows[30][:4]] == [
        "030",
        "2026-03-03",
        "第 30 笔",
        "经营支出",
    ]


def test_last_months_balances_stand_in_the_template(here: Path) -> None:
    (accounts,) = (one for one in read_sheets((here / "三月.xlsx").read_bytes(), "x") if one.name == "账户")
    assert [[str(raw) for raw in row[:5]] for row in accounts.rows] == [
        ["编号", "名称", "类别", "期初", "期末"],
        ["现金", "库存现金", "库存现金", "800", "None"],
        ["银行", "信用社基本户", "银行存款", "20000", "None"],
    ]


def test_a_record_grows_by_the_new_rows_and_keeps_its_comments_and_spellings(here: Path) -> None:
    february = here / "villages/jia/finance/2026-02.yml"
    text = february.read_text("utf-8").replace("    支出: 200.00\n", "    支出: 200.0  # 两张票\n")
    february.write_text(f"# 出纳抄的\n{text}", "utf-8")
    run_here(here, "template", "收支", "jia", "2026-02", "--out", "二月.xlsx")

    def add(book: Workbook) -> None:
        new = {"日期": "2月9日", "摘要": "复印", "科目": "管理费用", "支出": "1,5", "账户": "现金", "审批人": "王某"}
        fill(book, "明细", [{**new, "支出": 50}], first=3)
        fill(book, "账户", [{"期末": 750}])

    changed(here / "二月.xlsx", add)
    done = run_here(here, "import", "二月.xlsx", "--yes", "--as-of", "2026-04-10")
    assert done.returncode == 0, done.stdout
    assert "「明细」B3 日期：「2月9日」读作 2026-02-09" in done.stdout
    assert "账户 › 第 1 条 › 期末：800.00 → 750.00" in done.stdout
    expected = text.replace("期末: 800.00", "期末: 750.00")
    added = "  - 编号: 002\n    日期: 2026-02-09\n    摘要: 复印\n    科目: 管理费用\n    支出: 50.00\n    账户: 现金\n"
    assert february.read_text("utf-8") == f"# 出纳抄的\n{expected}{added}    审批人: 王某\n"


def test_rows_taken_out_of_the_workbook_stay_in_the_record_and_are_named(here: Path) -> None:
    run_here(here, "template", "收支", "jia", "2026-02", "--out", "二月.xlsx")
    changed(here / "二月.xlsx", lambda book: sheet_of(book, "明细").delete_rows(2))
    done = run_here(here, "import", "二月.xlsx", "--yes", "--as-of", "2026-04-10")
    assert "表里没有、记录里有的 1 处留着不动：明细" in done.stdout
    assert "没有要写的" in done.stdout


def test_a_record_changed_since_the_template_was_made_is_not_written_over(here: Path) -> None:
    run_here(here, "template", "收支", "jia", "2026-02", "--out", "二月.xlsx")
    february = here / "villages/jia/finance/2026-02.yml"
    february.write_text(february.read_text("utf-8").replace("李某", "赵某"), "utf-8")
    done = run_here(here, "import", "二月.xlsx", "--yes")
    assert (done.returncode, "改过" in done.stderr) == (2, True)


def test_a_record_written_since_an_empty_template_was_made_is_not_written_over(here: Path) -> None:
    changed(here / "三月.xlsx", fill_march)
    imported(here)
    changed(here / "三月.xlsx", lambda book: fill(book, "明细", [{"摘要": "别的"}]))
    done = imported(here)
    assert (done.returncode, f"{MARCH} 已经有了" in done.stderr) == (2, True)


def test_nothing_is_written_without_a_word_from_somebody(here: Path) -> None:
    changed(here / "三月.xlsx", fill_march)
    done = run_here(here, "import", "三月.xlsx", "--as-of", "2026-04-10")
    assert (done.returncode, "加上 --yes" in done.stdout) == (2, True)
    assert not (here / MARCH).exists()


def put(name: str, cell: str, value: Any) -> Any:
    return lambda book: sheet_of(book, name).__setitem__(cell, value)


FAULTS: dict[str, tuple[Any, str, str]] = {
    "a closing balance left empty": (
        put("账户", "E3", None),
        "「账户」E3：缺少「账户.期末」",
        "照期初、明细和划转算是 19227.50：和账本、存折核对",
    ),
    "a struck row": (
        lambda book: setattr(sheet_of(book, "明细")["C4"], "font", Font(strike=True)),
        "「明细」B4：这一行划了删除线",
        "还算的，去掉删除线",
    ),
    "letters O for noughts": (
        put("明细", "E2", "1OO"),
        "「明细」E2：「收入」里面有字母 O",
        "里面有字母，像是打错的数字：核对原件，改成 100",
    ),
    "three decimals": (put("明细", "F3", 12.345), "「明细」F3：「支出」小数最多两位", "对照原件重写「支出」"),
    "a formula without a value": (
        put("明细", "F4", "=1+2"),
        "「明细」F4：「支出」是公式，文件里没有存下算出来的数",
        "用 WPS 或 Excel 打开再保存一次",
    ),
    "merged cells": (
        lambda book: sheet_of(book, "明细").merge_cells("B5:B7"),
        "「明细」B5：B5:B7 是合并的格子",
        "取消合并，每一行各填各的",
    ),
    "a heading lost": (put("明细", "C1", "用处"), "「明细」C1：没有读这一格：上面没有栏目名", "移到该在的列"),
    "a heading called otherwise": (put("明细", "C1", "事由"), "「明细」C1：没有读这一格", "是栏目名的，改成「摘要」"),
    "a heading twice": (put("明细", "D1", "摘要"), "「明细」D1：「摘要」有两列", "只留一列"),
    "a note beside the table": (
        put("明细", "Z9", "老李的"),
        "「明细」Z9：没有读这一格",
        "移到该在的列；是多余的，删去",
    ),
    "a number that became a day": (
        put("明细", "H2", datetime(2026, 3, 1)),  # noqa: DTZ001
        "「明细」H2：2026-03-01 是日期：多半是输入 3-1 一类的号码时",
        "改成文本",
    ),
    "a long number kept as a number": (put("明细", "H2", 6217000010001234567.0), "「明细」H2：", "改成文本"),
    "another month": (
        put("明细", "B2", datetime(2026, 4, 2)),  # noqa: DTZ001
        "「明细」B2：错误 FIN002",
        "移到那个月的文件里",
    ),
    "a day that is none": (put("明细", "B2", "2月30日"), "「明细」B2：「日期」", "对照原件重写「日期」"),
    "an account that is none": (put("明细", "G2", "邮局"), "「明细」G2：错误 FIN005", ""),
    "no account": (put("明细", "G2", None), "「明细」G2：缺少「明细.账户」", "填上，例如 现金"),
    "an invisible sign": (put("明细", "C2", "电\u200b费"), "「明细」C2：有不允许的字符 U+200B", "删去这个看不见的字符"),
    "a sum off by one": (put("账户", "E3", 19000), "「账户」E3：错误 FIN003", ""),
    "a sheet of one's own": (
        lambda book: book.create_sheet("草稿").__setitem__("A1", "试算"),
        "「草稿」A1：「草稿」不是模板里的表",
        "把内容移到模板的表里",
    ),
    "the sheet of single fields is gone": (
        lambda book: book.remove(book["收支"]),
        "没有「收支」这张表",
        "表名改回原来的",
    ),
    "an error of a formula": (put("明细", "F4", "#REF!"), "「明细」F4：「支出」公式出错，显示 #REF!", "直接填进去"),
    "an identity number": (put("明细", "C2", "付张某 110101199003078515"), "「明细」C2：错误 PRV", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_mistake_of_a_tired_accountant_is_answered_with_sheet_cell_and_remedy(here: Path, name: str) -> None:
    spoil, said, remedy = FAULTS[name]
    changed(here / "三月.xlsx", fill_march)
    changed(here / "三月.xlsx", spoil)
    done = imported(here)
    assert done.returncode == 1, done.stdout + done.stderr
    assert said in done.stdout
    assert remedy in done.stdout.split(said, 1)[1].split("\n")[1]
    assert "一处也没有写进去" in done.stdout
    assert not (here / MARCH).exists()


def test_text_dates_amounts_with_commas_and_a_moved_column_are_read_and_told(here: Path) -> None:
    rows = pasted_rows()
    spellings = ("2026年3月2日", "3月5日", "3/6", "2026.3.7", "2026/3/8", "20260309", "46091", "三月十一日", "26.3.12")
    for row, spelling in zip(rows, spellings, strict=False):
        row["日期"] = spelling
    rows[9]["支出"] = "1,020.25"
    rows[10]["支出"] = "21.25元"

    def fill_in(book: Workbook) -> None:
        sheet_of(book, "明细").insert_cols(3)
        fill_march(book, rows, 20000 - TOTAL - 1000)

    changed(here / "三月.xlsx", fill_in)
    done = imported(here)
    assert done.returncode == 0, done.stdout
    days = [line[-10:] for line in done.stdout.splitlines() if "日期：" in line]
    assert days == [f"2026-03-{day:02}" for day in (2, 5, 6, 7, 8, 9, 10, 11, 12)]
    assert "支出：「1,020.25」读作 1020.25" in done.stdout
    assert "支出：「21.25元」读作 21.25" in done.stdout
