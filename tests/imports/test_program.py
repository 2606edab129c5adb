"""A month of an accountant's program becomes a ledger: every line of every voucher is in it, or named.

Eight formats of export, twelve generated months each, with red lines, voids, depreciation and vouchers of many to many.
The village and its figures are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cunwu.core.problem import CunwuError
from cunwu.imports.batch import Batch, Wish, read_batch
from cunwu.imports.cells import read_sheets
from cunwu.imports.intake import place_called
from cunwu.imports.program import Understood, understand
from cunwu.imports.remembered import Meaning, read_meaning
from cunwu.imports.trial_balance import TrialBalance, read_balances
from cunwu.imports.vouchers import VOID, VoucherSheet, read_vouchers
from cunwu.records.board import Board, read_board
from cunwu.records.source import FolderSource
from support.changed_exports import CHANGES, changed
from support.commands import run_here
from support.exported_vouchers import DROPS_VOIDS, FORMATS, MONEY, Month, balances, workbook, year
from support.workbooks import LEDGER, board

DECEMBER = (
    (
        LEDGER.replace("2026-02", "2025-12").replace("简易", "kj2023").split("明细:")[0]
        + "  - 编号: 农商\n    名称: 农商行一般户\n    类别: 银行存款\n    期初: 0.00\n    期末: 0.00\n"
    )
    .replace("期末: 800.00", "期末: 1000.00")
    .replace("20000.00", "200000.00")
)
BANKS = {"10201": "银行", "10202": "农商"}
"""What has to be said of an export that knows no names: which bank is which."""


def village(tmp_path: Path) -> Path:
    root = board(tmp_path, {"finance/2025-12.yml": DECEMBER})
    (root / "villages/jia/finance/2026-02.yml").unlink()
    return root


def board_of(root: Path) -> Board:
    source = FolderSource(root)
    return read_board(source, place_called(source, "jia"))


def meaning_for(name: str) -> Meaning:
    return Meaning(accounts=BANKS if name == "GB/T 24589" else {})


def read_all(name: str, months: Sequence[Month], change: str = "") -> tuple[list[VoucherSheet], list[TrialBalance]]:
    vouchers, proofs = [], []
    for month in months:
        file, content = FORMATS[name](month)
        grids = [changed(grid, change, month) if change else grid for grid in read_sheets(content, file)]
        read = [read_vouchers(grid, file, "") for grid in grids]
        vouchers += [sheet for sheet in read if sheet is not None]
        file, content = balances(month, name)
        proofs += [sheet for grid in read_sheets(content, file) if (sheet := read_balances(grid, file, "")) is not None]
    return vouchers, proofs


def assert_every_line_counts(name: str, months: Sequence[Month], understood: Understood) -> None:
    written = [v for month in months for v in month.vouchers if not (v.is_void and name in DROPS_VOIDS)]
    assert len(understood.projected) == len(written)
    for one in understood.projected:
        assert one.question is None
        assert bool(one.entries or one.transfers) != (one.unbooked is not None)
    booked = {
        (one.voucher.month, one.voucher.number, one.line.row)
        for projected in understood.projected
        for one in projected.entries
    }
    for month in months:
        for exported in month.vouchers:
            number = next(
                (
                    voucher.number
                    for one in understood.projected
                    for voucher in [
                        *(entry.voucher for entry in one.entries),
                        *(moved.voucher for moved in one.transfers),
                    ]
                    if (voucher.day, _digits(voucher.number)) == (exported.day, exported.number)
                ),
                None,
            )
            money = any(row[0] in MONEY for row in exported.rows) and not exported.is_void
            assert (number is not None) == money
            others = [row for row in exported.rows if row[0] not in MONEY]
            lines = {row for period, called, row in booked if (period, called) == (month.period, number)}
            assert len(lines) == (len(others) if money else 0)


def _digits(number: str) -> int:
    return int(number.rpartition("-")[2])


@pytest.mark.parametrize("name", FORMATS)
def test_every_line_of_a_year_is_in_a_record_or_named_and_the_balances_are_proved(name: str, tmp_path: Path) -> None:
    months = year(7)
    sheets, proofs = read_all(name, months)
    assert [sheet.problems for sheet in sheets] + [proof.problems for proof in proofs] == [()] * 24
    assert sum(len(voucher.lines) for sheet in sheets for voucher in sheet.vouchers) == sum(
        len(voucher.rows)
        for month in months
        for voucher in month.vouchers
        if not voucher.is_void or name not in DROPS_VOIDS
    )
    understood = understand(board_of(village(tmp_path)), sheets, proofs, meaning_for(name))
    assert understood.problems == ()
    assert_every_line_counts(name, months, understood)
    for proof in understood.proofs:
        (code,) = (code for code, number in MONEY.items() if number == proof.account)
        assert proof.closing == proof.stated == Decimal(months[-1].closing[code]) / 100
    voids = [one for one in understood.projected if one.unbooked and one.unbooked.why == VOID]
    assert len(voids) == (0 if name in DROPS_VOIDS else 12)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return board_of(village(tmp_path_factory.mktemp("kept")))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("change", CHANGES)
def test_every_line_is_found_whatever_a_program_does_to_its_columns_and_pages(
    change: str, name: str, kept: Board
) -> None:
    months = year(13)[:2]
    sheets, proofs = read_all(name, months, change)
    assert [sheet.problems for sheet in sheets] == [(), ()]
    understood = understand(kept, sheets, proofs, meaning_for(name))
    assert understood.problems == ()
    assert_every_line_counts(name, months, understood)


def test_vouchers_without_any_amount_are_not_taken_for_a_month_without_money(tmp_path: Path) -> None:
    batch, told = answers(tmp_path, sheet(("记-1", CASH, None, None), ("记-1", "其他收入", None, None)))
    assert batch.is_refused
    assert "「凭证」F2：借方、贷方两列一个数也没有" in told


def imported(root: Path, name: str, months: Sequence[Month], meaning: Meaning | None = None) -> Batch:
    files = [
        (f"{month.period}-{file}", content)
        for month in months
        for file, content in (FORMATS[name](month), balances(month, name))
    ]
    wish = Wish("jia", meaning or meaning_for(name))
    return read_batch(root, files, date(2027, 1, 10), wish)


@pytest.mark.parametrize("name", FORMATS)
def test_two_months_become_ledgers_that_the_check_passes(name: str, tmp_path: Path) -> None:
    months = year(11)[:2]
    batch = imported(village(tmp_path), name, months)
    assert not batch.is_refused, "\n".join(batch.lines)
    assert len(batch.changes) == 2
    for change, month in zip(batch.changes, months, strict=True):
        texts = change.draft.texts
        assert texts["期间"] == month.period
        stated = {account["编号"]: (account["期初"], account["期末"]) for account in texts["账户"]}
        for code, number in MONEY.items():
            assert stated[number] == (f"{month.opening[code] / 100:.2f}", f"{month.closing[code] / 100:.2f}")
        assert "没有动钱的凭证" in texts["说明"]


HEAD = ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"]
DAY = "2026-01-05"


def sheet(*rows: Sequence[object]) -> bytes:
    """Vouchers: number, account, debit, credit."""
    lines = [(DAY, number, f"{number} 摘要", "", name, debit, credit) for number, name, debit, credit in rows]
    return workbook([HEAD, *lines], "凭证")


CASH, BANK, OTHER = "库存现金", "银行存款-信用社基本户", "银行存款-农商行一般户"
TWO_WAYS = sheet(
    ("记-1", "公益支出", 50, None), ("记-1", "管理费用", 50, None), ("记-1", CASH, None, 50), ("记-1", BANK, None, 50)
)
NO_WAY = sheet(
    ("记-1", "公益支出", 60, None), ("记-1", "管理费用", 40, None), ("记-1", CASH, None, 50), ("记-1", BANK, None, 50)
)


def answers(tmp_path: Path, content: bytes, *said: str) -> tuple[Batch, str]:
    root = village(tmp_path)
    batch = read_batch(root, [("凭证.xlsx", content)], date(2026, 2, 5), Wish("jia", read_meaning((), said)))
    return batch, "\n".join(batch.lines)


QUESTIONS: dict[str, tuple[bytes, str, str]] = {
    "a voucher that could be split in two ways": (
        TWO_WAYS,
        "凭证 记-1：有几种分法都合得上；要分的是 公益支出 50.00，管理费用 50.00",
        "--set 凭证:记-1=现金、银行 或者 --set 凭证:记-1=银行、现金",
    ),
    "a voucher whose lines must be split": (
        NO_WAY,
        "没有一种分法合得上：有一行要拆开",
        "--set 凭证:记-1=现金:…+银行:…、银行",
    ),
    "money between four accounts": (
        sheet(
            ("记-1", CASH, 5, None),
            ("记-1", BANK, 6, None),
            ("记-1", OTHER, None, 4),
            ("记-1", "其他货币资金", None, 7),
        ),
        "几个账户互相转钱",
        "拆成两张凭证",
    ),
    "an account of money that the village does not keep": (
        sheet(("记-1", "银行存款-邮储", 5, None), ("记-1", "其他收入", None, 5)),
        "不知道「银行存款-邮储」是本村的哪个账户",
        "--set 账户:银行存款-邮储=银行；",
    ),
    "a 科目 that the chart does not have": (
        sheet(("记-1", CASH, 5, None), ("记-1", "主营业务收入", None, 5)),
        "科目「主营业务收入」不在 kj2023 的科目表里",
        "--set 科目:主营业务收入=经营收入",
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_not_sure_is_asked_with_the_words_of_the_answer(name: str, tmp_path: Path) -> None:
    content, said, remedy = QUESTIONS[name]
    batch, told = answers(tmp_path, content)
    assert batch.is_refused
    assert batch.changes == ()
    assert said in told
    assert remedy in told.split(said, 1)[1]


def entries(batch: Batch) -> list[tuple[str, str, str]]:
    (change,) = batch.changes
    rows = change.draft.texts.get("明细", [])
    return [(row["账户"], row["科目"], row.get("支出") or f"+{row['收入']}") for row in rows]


def test_an_answer_is_taken_and_so_is_one_that_splits_a_line(tmp_path: Path) -> None:
    batch, told = answers(tmp_path / "a", TWO_WAYS, "凭证:记-1=银行、现金")
    assert not batch.is_refused, told
    assert entries(batch) == [("银行", "公益支出", "50.00"), ("现金", "管理费用", "50.00")]
    batch, told = answers(tmp_path / "b", NO_WAY, "凭证:记-1=现金:50+银行:10、银行")
    assert not batch.is_refused, told
    assert entries(batch) == [
        ("现金", "公益支出", "50.00"),
        ("银行", "公益支出", "10.00"),
        ("银行", "管理费用", "40.00"),
    ]


@pytest.mark.parametrize("answer", ["现金", "现金、别的", "现金:50+银行:11、银行", "现金、现金:40+"])
def test_an_answer_that_does_not_fit_is_asked_again(answer: str, tmp_path: Path) -> None:
    batch, told = answers(tmp_path, NO_WAY, f"凭证:记-1={answer}")
    assert batch.is_refused
    assert "凭证 记-1：回答里" in told


def test_an_answer_that_leaves_an_account_uneven_makes_no_transfer_of_its_own(tmp_path: Path) -> None:
    batch, told = answers(tmp_path, NO_WAY, "凭证:记-1=现金、银行")
    assert batch.is_refused
    assert "凭证 记-1：照回答分，账户「现金」差 10.00" in told


def test_one_expense_paid_in_cash_while_money_went_to_the_bank_is_both(tmp_path: Path) -> None:
    content = sheet(("记-1", CASH, None, 100), ("记-1", BANK, 30, None), ("记-1", "管理费用", 70, None))
    batch, told = answers(tmp_path, content)
    assert not batch.is_refused, told
    assert entries(batch) == [("现金", "管理费用", "70.00")]
    (moved,) = batch.changes[0].draft.texts["划转"]
    assert (moved["从"], moved["到"], moved["金额"]) == ("现金", "银行", "30.00")


def test_red_amounts_in_every_notation_stay_red(tmp_path: Path) -> None:
    rows = [
        (number, name, debit, credit)
        for number, red in (("记-1", "-5.00"), ("记-2", "(5.00)"), ("记-3", "5.00-"), ("记-4", "红字5.00"))
        for name, debit, credit in (("管理费用", red, None), (CASH, None, red))
    ]
    batch, told = answers(tmp_path, sheet(*rows))
    assert not batch.is_refused, told
    assert entries(batch) == [("现金", "管理费用", "-5.00")] * 4
    assert all(row["说明"].startswith("红字凭证") for row in batch.changes[0].draft.texts["明细"])


def test_a_balance_that_the_vouchers_do_not_give_is_told_with_its_cell(tmp_path: Path) -> None:
    month = year(3)[0]
    root = village(tmp_path)
    short = replace(month, closing={**month.closing, "101": month.closing["101"] + 500})
    files = [FORMATS["柠檬云"](month), balances(short, "柠檬云")]
    batch = read_batch(root, files, date(2026, 2, 5), Wish("jia"))
    told = "\n".join(batch.lines)
    assert batch.is_refused
    assert "「余额·Sheet1」G4：「库存现金」科目余额表的期末是" in told
    assert "差 5.00" in told


def test_the_same_voucher_in_two_files_is_told(tmp_path: Path) -> None:
    content = sheet(("记-1", CASH, 5, None), ("记-1", "其他收入", None, 5))
    files = [("一.xlsx", content), ("二.xlsx", content)]
    batch = read_batch(village(tmp_path), files, date(2026, 2, 5), Wish("jia"))
    assert "2026-01 的凭证 记-1 在「一·凭证」里已经有了" in "\n".join(batch.lines)


def test_what_the_program_calls_things_is_said_once_and_kept_beside_the_records(tmp_path: Path) -> None:
    root = village(tmp_path)
    rows = (("记-1", "银行存款-邮储", 5, None), ("记-1", "主营业务收入-鱼", None, 5))
    (root / "一月.xlsx").write_bytes(sheet(*rows))
    said = ("--set", "科目:主营业务收入=经营收入", "--set", "账户:银行存款-邮储=邮储", "--as-of", "2026-02-05")
    done = run_here(root, "import", "一月.xlsx", "--place", "jia", "--yes", *said)
    assert done.returncode == 1, done.stdout  # a new account has an opening balance, and nobody has said which
    assert "不知道「邮储」的期初" in done.stdout
    (root / "一月.xlsx").write_bytes(sheet(("记-1", BANK, 5, None), rows[1]))
    done = run_here(root, "import", "一月.xlsx", "--place", "jia", "--yes", *said)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "科目: 经营收入-鱼" in (root / "villages/jia/finance/2026-01.yml").read_text("utf-8")
    kept = (root / "imports/jia.yml").read_text("utf-8")
    assert kept == "科目对照:\n  主营业务收入: 经营收入\n账户对照:\n  银行存款-邮储: 邮储\n"
    (root / "villages/jia/finance/2026-01.yml").unlink()
    done = run_here(root, "import", "一月.xlsx", "--place", "jia", "--yes", "--as-of", "2026-02-05")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("科目对照:\n  主营业务收入: 经营所得\n", "科目表里没有这个科目"),
        ("科目对照: 经营收入\n", "不认识「科目对照」"),
        ("科目: 经营收入\n别的: x\n", "不认识「别的」"),
    ],
)
def test_what_is_kept_is_checked_when_it_is_read(text: str, fault: str) -> None:
    with pytest.raises(CunwuError) as caught:
        read_meaning([("imports/jia.yml", text.encode())], ())
    assert fault in str(caught.value)


def test_a_village_without_any_ledger_begins_with_the_accounts_of_the_program(tmp_path: Path) -> None:
    root = village(tmp_path)
    (root / "villages/jia/finance/2025-12.yml").unlink()
    month = year(5)[0]
    files = [FORMATS["好会计"](month), balances(month, "好会计")]
    wish = Wish("jia", read_meaning((), ["制度=kj2023", "账套=合作社"]))
    batch = read_batch(root, files, date(2026, 2, 5), wish)
    assert not batch.is_refused, "\n".join(batch.lines)
    named = [account["编号"] for account in batch.changes[0].draft.texts["账户"]]
    assert sorted(named) == sorted(["现金", "信用社基本户", "农商行一般户"])


def test_balances_alone_ask_for_the_vouchers(tmp_path: Path) -> None:
    batch = read_batch(village(tmp_path), [balances(year(5)[0], "柠檬云")], date(2026, 2, 5), Wish("jia"))
    assert "只有科目余额表，没有凭证" in "\n".join(batch.lines)


def test_a_torn_dbf_is_a_sentence() -> None:
    content = FORMATS["金蝶 DBF"](year(5)[0])[1]
    for cut in (1, 20, 50, 500, len(content) - 30):
        with pytest.raises(CunwuError):
            read_sheets(content[:cut], "pz.dbf")


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["科目编码", "科目名称", "期初方向", "期初余额", "期末方向", "期末余额"],
            ["101", "库存现金", "贷", 5, "借", 7],
        ],
        [
            ["科目编码", "科目名称", "期初借方", "期初贷方", "期末借方", "期末贷方"],
            ["101", "库存现金", None, 5, 7, None],
        ],
        [["科目编码", "科目名称", "期初余额(借方)", "期初余额(贷方)", "期末余额(借方)"], ["101", "库存现金", 0, 5, 7]],
    ],
)
def test_an_overdrawn_account_has_a_balance_on_the_other_side(rows: Sequence[Sequence[object]]) -> None:
    (grid,) = read_sheets(workbook(rows), "余额表2026年3月.xlsx")
    read = read_balances(grid, "余额表2026年3月.xlsx", "")
    assert read is not None
    (balance,) = read.balances
    assert (balance.opening, balance.closing) == (Decimal(-5), Decimal(7))
    assert balance.months == ("2026-03", "2026-03")


def test_a_draft_is_named_not_entered_and_thought_of_when_a_balance_is_off(tmp_path: Path) -> None:
    head = [*HEAD, "状态"]
    lines = [
        (DAY, number, "卖废品", "", name, debit, credit, state)
        for number, state in (("记-1", "已审核"), ("记-2", "未审核"))
        for name, debit, credit in ((CASH, 5, None), ("其他收入", None, 5))
    ]
    totals: list[Sequence[object]] = [["科目编码", "科目名称", "期初余额", "期末余额"], ["101", CASH, 1000, 1010]]
    files = [("凭证.xlsx", workbook([head, *lines])), ("余额表2026年1月.xlsx", workbook(totals))]
    root = village(tmp_path)
    told = "\n".join(read_batch(root, files, date(2026, 2, 5), Wish("jia")).lines)
    assert "不记进收支，草稿，还没有记账：记-2 卖废品（2 行）" in told
    assert "差 5.00" in told
    assert "草稿 记-2 没有算进来" in told
    batch = read_batch(root, files[:1], date(2026, 2, 5), Wish("jia"))
    (change,) = batch.changes
    assert [row["凭证"] for row in change.draft.texts["明细"]] == ["记-1"]
    assert change.draft.texts["说明"] == "还没有记账的凭证，没有算进来：记-2。"


RURAL: list[Sequence[object]] = [
    ["某镇甲村股份经济合作社凭证明细表"],
    ["期间：2026年1月"],
    ["凭证日期", "凭证字号", "摘要", "科目代码", "科目名称", "借方金额", "贷方金额", "制单", "记账状态"],
    [DAY, "记-0001", "收承包款", "1020101", "银行存款/基本账户/基本户", 5000, None, "何某", "已记账"],
    [DAY, "记-0001", "收承包款", "5010201", "经营收入/发包收入/鱼塘", None, 5000, "何某", "已记账"],
    [DAY, "记-0002", "提现", "10101", "库存现金/村级", 300, None, "何某", "已记账"],
    [DAY, "记-0002", "提现", "1020101", "银行存款/基本账户/基本户", None, 300, "何某", "已记账"],
    [DAY, "记-0003", "路灯电费", "5140101", "公益支出/公共设施/路灯", 120.5, None, "何某", "未记账"],
    [DAY, "记-0003", "路灯电费", "10101", "库存现金/村级", None, 120.5, "何某", "未记账"],
    ["本期合计", None, None, None, None, 5420.5, 5420.5],
]


def test_a_platform_for_villages_has_headings_in_the_third_row_and_codes_without_points(tmp_path: Path) -> None:
    batch, told = answers(tmp_path, workbook(RURAL), "账户:1020101=银行")
    assert not batch.is_refused, told
    assert entries(batch) == [("银行", "经营收入-发包收入-鱼塘", "+5000.00")]
    (moved,) = batch.changes[0].draft.texts["划转"]
    assert (moved["从"], moved["到"], moved["金额"]) == ("银行", "现金", "300.00")
    assert "草稿，还没有记账：记-0003 路灯电费（2 行）" in told


def test_an_account_that_begins_with_a_word_for_totals_is_none_even_without_a_code(tmp_path: Path) -> None:
    _, told = answers(tmp_path, sheet(("记-1", "管理费用", 5, None), ("记-1", "累计折旧", None, 5)))
    assert "没有动钱（折旧）：记-1" in told
    assert "借贷不平" not in told


def test_a_total_that_its_lines_do_not_give_is_told(tmp_path: Path) -> None:
    rows = [(DAY, "记-1", "卖废品", "", CASH, 5, None), (DAY, "记-1", "卖废品", "", "其他收入", None, 5)]
    total: Sequence[object] = ["合计", None, None, None, None, 9, 9]
    content = workbook([HEAD, *rows, total], "凭证")
    batch = read_batch(village(tmp_path), [("凭证.xlsx", content)], date(2026, 2, 5), Wish("jia"))
    assert "「凭证」F4：合计写的是借方 9.00、贷方 9.00，上面各行的借方相加是 5.00" in "\n".join(batch.lines)
