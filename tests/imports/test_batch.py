"""Several workbooks in one import, what is only shown, and what other programs write."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from cunwu.imports.cells import read_sheets
from support.commands import run_here
from support.workbooks import LEDGER, board, changed, fill, grid

MARCH = "villages/jia/finance/2026-03.yml"
SECOND = LEDGER.replace("账套: 合作社", "账套: 村委会").replace("  - 编号: 银行", "  - 编号: 存折")
ROWS: list[list[Any]] = [["日期", "摘要", "科目", "收入", "支出"], ["2026-03-02", "提现", "银行存款", 500, None]]


def test_one_bad_workbook_keeps_the_good_one_out(tmp_path: Path) -> None:
    root = board(tmp_path)
    for period in ("2026-03", "2026-04"):
        run_here(root, "template", "收支", "jia", period, "--out", f"{period}.xlsx")
        changed(root / f"{period}.xlsx", lambda book: fill(book, "账户", [{"期末": 800}, {"期末": 20000}]))
    changed(root / "2026-04.xlsx", lambda book: fill(book, "账户", [{"期末": "8OO"}]))
    done = run_here(root, "import", "2026-03.xlsx", "2026-04.xlsx", "--yes", "--as-of", "2026-05-10")
    assert (done.returncode, "【2026-04.xlsx】收支，jia\n「账户」E2：" in done.stdout) == (1, True)
    assert not (root / MARCH).exists()
    changed(root / "2026-04.xlsx", lambda book: fill(book, "账户", [{"期末": 800}]))
    done = run_here(root, "import", "2026-03.xlsx", "2026-04.xlsx", "--yes", "--as-of", "2026-05-10")
    assert (done.returncode, "写了 2 个文件" in done.stdout) == (0, True)


def test_what_is_only_shown_is_not_written(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(grid(ROWS, "现金"))
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--show", "--as-of", "2026-05-10")
    assert done.returncode == 0, done.stdout
    assert f"# {MARCH}\n账套: 合作社\n期间: 2026-03\n制度: 简易\n账户:\n  - 编号: 现金\n" in done.stdout
    assert not (root / MARCH).exists()


def test_what_holds_a_personal_number_is_not_even_shown(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(grid([ROWS[0], ["2026-03-02", "付张某 110101199003078515", "x", 500, None]], "现金"))
    done = run_here(root, "import", "账.xlsx", "--place", "jia", "--show", "--as-of", "2026-05-10")
    assert (done.returncode, "19900307" in done.stdout) == (1, False)


def test_a_village_with_two_books_is_asked_which_one(tmp_path: Path) -> None:
    root = board(tmp_path, {"finance/2026-02-cunweihui.yml": SECOND})
    asked = run_here(root, "template", "收支", "jia", "2026-03", "--out", "三月.xlsx")
    assert (asked.returncode, "加上 --book" in asked.stderr) == (2, True)
    assert (
        run_here(root, "template", "收支", "jia", "2026-03", "--book", "村委会", "--out", "三月.xlsx").returncode == 0
    )
    (accounts,) = (one for one in read_sheets((root / "三月.xlsx").read_bytes(), "x") if one.name == "账户")
    assert [row[0] for row in accounts.rows] == ["编号", "现金", "存折"]


def test_a_wrong_kind_place_period_or_ending_is_a_sentence(tmp_path: Path) -> None:
    root = board(tmp_path)
    for words in (
        ("账本", "jia", "2026-03", "--out", "a.xlsx"),
        ("收支", "yi", "2026-03", "--out", "a.xlsx"),
        ("收支", "jia", "三月", "--out", "a.xlsx"),
        ("收支", "jia", "2026-03", "--out", "a.xls"),
        ("收支", "jia", "2026-03", "--out", "没有/a.xlsx"),
    ):
        done = run_here(root, "template", *words)
        assert (done.returncode, "下一步：" in done.stderr) == (2, True), words


def test_wrong_words_for_a_foreign_sheet_are_a_sentence(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.xlsx").write_bytes(grid(ROWS, "现金"))
    (root / "坏.yml").write_text("账套: 合作社\n别的: 1\n", "utf-8")
    at = ("--place", "jia")
    said = ((*at, "--set", "收入"), (*at, "--set", "进=收到"), (*at, "--map", "坏.yml"))
    for words in ((), ("--place", "yi"), *said):
        done = run_here(root, "import", "账.xlsx", *words)
        assert (done.returncode, "下一步：" in done.stderr) == (2, True), words
    assert run_here(root, "import", "没有.xlsx").returncode == 2


def ods(rows: list[list[object]]) -> bytes:
    """A sheet as LibreOffice keeps it."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'

    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    sheet = f'<table:table table:name="现金">{body}</table:table>'
    inner = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    text = f"<office:document-content {names}>{inner}</office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", text)
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def test_a_sheet_of_libreoffice_becomes_a_ledger(tmp_path: Path) -> None:
    root = board(tmp_path)
    (root / "账.ods").write_bytes(ods(ROWS))
    done = run_here(root, "import", "账.ods", "--place", "jia", "--yes", "--as-of", "2026-05-10")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "收入: 500.00" in (root / MARCH).read_text("utf-8")
