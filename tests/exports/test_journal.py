"""Journals, read by the programs they are written for: they accept every book and add up to what was published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from beancount import loader
from hypothesis import HealthCheck, given, settings

from cunwu.derive.balances import derive_closings
from cunwu.exports.accounts import Names
from cunwu.exports.beancount import beancount_of
from cunwu.exports.extracts import journals_of
from cunwu.exports.hledger import hledger_of
from cunwu.exports.journal import Account, Check, Journal, Movement, Remark, Root, journal_of
from cunwu.kinds.ledger import LEDGER, Ledger
from support.books import (
    Book,
    balances_at,
    beancount_postings,
    books,
    hledger_postings,
    ledger_of,
    run_hledger,
    shipped_boards,
)
from support.effort import effort

MARCH = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - {编号: 现金, 名称: 库存现金, 类别: 库存现金, 期初: 1200.00, 期末: 880.00}
明细:
  - {编号: '001', 日期: 2026-03-12, 摘要: 路灯电费, 科目: 公益支出, 支出: 320.00, 账户: 现金, 凭证: 记-1}
"""
MAY = MARCH.replace("2026-03", "2026-05").replace("1200.00", "900.00").replace("880.00", "580.00")


def text_of(journal: Journal) -> tuple[str, str]:
    return hledger_of(journal).decode(), beancount_of(journal).decode()


def named(number: str) -> str:
    """The name of an account of the village that nothing else could be called."""
    names: Names[Root] = Names()
    return names.name_of(Root.ASSETS, number)


def read_both(folder: Path, journal: Journal) -> tuple[list[tuple[date, str, int]], list[tuple[date, str, int]]]:
    written, beans = text_of(journal)
    file = folder / "book.journal"
    file.write_text(written, "utf-8")
    return hledger_postings(file), beancount_postings(beans)


# --- every book -------------------------------------------------------------------------------------------------------


def test_every_book_we_ship_is_accepted_and_has_the_published_balances_in_both_programs(tmp_path: Path) -> None:
    compared = 0
    for board in shipped_boards():
        for book, journal in journals_of(board):
            known = {step.period for step in journal.steps if isinstance(step, Check)}
            assert bool(journal.incomplete) == (
                len(known) < len([one for one in board.records(LEDGER) if one.book == book])
            )
            ours, theirs = read_both(tmp_path, journal)
            for ledger in board.records(LEDGER):
                if ledger.book != book or ledger.period.text not in known:
                    continue
                for number, closing in derive_closings(ledger).items():
                    end, name = ledger.period.last, named(number)
                    assert balances_at(ours, f"资产:{name}", end) == closing.fen
                    assert balances_at(theirs, f"Assets:A-{name}", end) == closing.fen
                    compared += 1
    assert compared > 100


def account_names(ledgers: list[Ledger]) -> dict[str, str]:
    names: Names[Root] = Names()
    return {account.number: names.name_of(Root.ASSETS, account.number) for one in ledgers for account in one.accounts}


def test_made_up_books_have_the_same_balances_in_both_programs(tmp_path: Path) -> None:
    made: list[Book] = []

    @settings(max_examples=effort(33, 100), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(books())
    def collect(book: Book) -> None:
        made.append(book)

    collect()
    main = []
    journals = []
    for index, book in enumerate(made):
        ledgers = book.ledgers
        for ledger in ledgers:
            for number, closing in derive_closings(ledger).items():
                assert closing.fen == book.balances[ledger.period.last, number]
        journal = journal_of("合作社", ledgers)
        assert journal.incomplete == ""
        (tmp_path / f"{index}.journal").write_bytes(hledger_of(journal))
        main += [f"apply account b{index}", f"include {index}.journal", "end apply account"]
        journals.append((book, account_names(ledgers), beancount_of(journal).decode()))
    everything = tmp_path / "all.journal"
    everything.write_text("\n".join(main) + "\n", "utf-8")
    by_book: dict[str, list[tuple[date, str, int]]] = {}
    for day, account, fen in hledger_postings(everything):
        prefix, _, name = account.partition(":")
        by_book.setdefault(prefix, []).append((day, name, fen))
    for index, (book, names, beans) in enumerate(journals):
        theirs = beancount_postings(beans)
        for (end, number), fen in book.balances.items():
            assert balances_at(by_book.get(f"b{index}", []), f"资产:{names[number]}", end) == fen
            assert balances_at(theirs, f"Assets:A-{names[number]}", end) == fen
    assert len(made) >= effort(33, 100)
    assert any(len(book.texts) > 2 for book in made)


@pytest.mark.parametrize("wrong", ["879.99", "880.01"])
def test_one_fen_more_or_less_is_refused_by_both_programs(tmp_path: Path, wrong: str) -> None:
    written, beans = text_of(journal_of("合作社", [ledger_of(MARCH)]))
    assert written.count("= 880.00 CNY") == 1
    file = tmp_path / "book.journal"
    file.write_text(written.replace("= 880.00 CNY", f"= {wrong} CNY"), "utf-8")
    assert run_hledger(file, "balance").returncode != 0
    assert loader.load_string(beans)[1] == []
    assert len(loader.load_string(beans.replace("880.00 ~ 0 CNY", f"{wrong} ~ 0 CNY"))[1]) == 1


# --- what is honest ---------------------------------------------------------------------------------------------------


def test_what_happened_while_nothing_was_published_goes_to_an_account_of_its_own(tmp_path: Path) -> None:
    journal = journal_of("合作社", [ledger_of(MAY), ledger_of(MARCH)])
    ours, theirs = read_both(tmp_path, journal)
    assert balances_at(ours, "资产:现金", date(2026, 5, 31)) == 58000
    assert balances_at(ours, "权益:未公开期间", date(2026, 4, 30)) == 0
    assert balances_at(ours, "权益:未公开期间", date(2026, 5, 1)) == -2000
    assert balances_at(theirs, "Equity:A-未公开期间", date(2026, 5, 1)) == -2000
    assert "; 2026-04-01 到 2026-04-30 没有公开" in hledger_of(journal).decode()


def test_periods_that_follow_each_other_need_no_such_account() -> None:
    april = MAY.replace("2026-05", "2026-04").replace("900.00", "880.00").replace("580.00", "560.00")
    journal = journal_of("合作社", [ledger_of(MARCH), ledger_of(april)])
    assert {account.name for account in journal.accounts if account.root is Root.EQUITY} == {"期初余额"}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("支出: 320.00", "支出: 不详", "2026-05 编号 001 的金额不详"),
        ("期初: 900.00", "期初: 不详", "2026-05 账户 现金 的余额不详"),
        ("期末: 580.00", "期末: 不详", "2026-05 账户 现金 的余额不详"),
    ],
)
def test_a_book_ends_before_the_first_period_that_is_not_known_and_says_so(
    tmp_path: Path, before: str, after: str, why: str
) -> None:
    june = MAY.replace("2026-05", "2026-06")
    journal = journal_of("合作社", [ledger_of(MARCH), ledger_of(MAY.replace(before, after)), ledger_of(june)])
    assert journal.incomplete == f"{why}，从这里起没有导出"
    for text in text_of(journal):
        assert text.count(why) == 2
        assert "2026-05-12" not in text
        assert "2026-06" not in text
    ours, theirs = read_both(tmp_path, journal)
    assert balances_at(ours, "资产:现金", date(2027, 1, 1)) == 88000
    assert balances_at(theirs, "Assets:A-现金", date(2027, 1, 1)) == 88000


def test_a_book_begins_with_the_first_period_that_is_known(tmp_path: Path) -> None:
    journal = journal_of("合作社", [ledger_of(MARCH.replace("1200.00", "不详")), ledger_of(MAY)])
    assert journal.incomplete == "2026-03 账户 现金 的余额不详，这一期没有导出"
    ours, theirs = read_both(tmp_path, journal)
    assert balances_at(ours, "权益:期初余额", date(2026, 5, 1)) == -90000
    assert balances_at(theirs, "Assets:A-现金", date(2026, 5, 31)) == 58000


def test_a_book_of_which_nothing_is_known_is_still_a_journal(tmp_path: Path) -> None:
    journal = journal_of("合作社", [ledger_of(MARCH.replace("1200.00", "不详"))])
    assert journal.incomplete == "2026-03 账户 现金 的余额不详，这一期没有导出"
    assert read_both(tmp_path, journal) == ([], [])


WITHDRAWN = """\
撤销:
  - {编号: 撤1, 条目: '001', 原因: 重复记账, 批准: 监督委员会, 日期: 2026-04-08}
"""


def test_a_withdrawn_entry_is_a_comment_and_counts_nowhere(tmp_path: Path) -> None:
    journal = journal_of("合作社", [ledger_of(MARCH.replace("880.00", "1200.00") + WITHDRAWN)])
    ours, theirs = read_both(tmp_path, journal)
    assert [account for _, account, fen in ours if fen] == ["资产:现金", "权益:期初余额"]
    assert [account for _, account, _ in theirs] == ["Assets:A-现金", "Equity:A-期初余额"]
    for text in text_of(journal):
        (line,) = [line for line in text.splitlines() if "已撤销" in line]
        assert line.startswith("; ")
        assert "320.00" in line
        assert "重复记账" in line


def test_a_red_entry_takes_back_what_it_says(tmp_path: Path) -> None:
    red = MARCH.replace("支出: 320.00", "支出: -320.00").replace("期末: 880.00", "期末: 1520.00")
    ours, theirs = read_both(tmp_path, journal_of("合作社", [ledger_of(red)]))
    assert balances_at(ours, "支出:公益支出", date(2026, 3, 31)) == -32000
    assert balances_at(theirs, "Expenses:A-公益支出", date(2026, 3, 31)) == -32000


def test_a_corrected_entry_says_what_it_was_and_a_late_one_why_it_is_late(tmp_path: Path) -> None:
    more = """\
更正:
  - {编号: 更1, 条目: '001', 字段: 支出, 原值: 300.00, 新值: 320.00, 原因: 抄错, 批准: 监督委员会, 日期: 2026-04-08}
  - {编号: 更2, 条目: 现金, 字段: 期末, 原值: 900.00, 新值: 880.00, 原因: 随 001, 批准: 监督委员会, 日期: 2026-04-08}
补录:
  - {编号: 补1, 条目: '001', 原因: 单据迟交, 批准: 监督委员会, 日期: 2026-04-08}
"""
    journal = journal_of("合作社", [ledger_of(MARCH + more)])
    read_both(tmp_path, journal)
    written, beans = text_of(journal)
    assert "    ; 更正 支出 原为 300.00，2026-04-08 改为 320.00，抄错（监督委员会）" in written
    assert '  corrected: "支出 原为 300.00，2026-04-08 改为 320.00，抄错（监督委员会）"' in beans
    assert '  late: "2026-04-08 补入，单据迟交（监督委员会）"' in beans
    for text in (written, beans):
        assert "; 现金 更正：期末 原为 900.00" in text


def test_faulty_ledgers_asked_for_all_the_same_still_make_a_journal(tmp_path: Path) -> None:
    overlapping = MARCH.replace("期间: 2026-03", "期间: 2026-03-10..2026-04-30")
    jumping = MAY.replace("2026-05", "2026-04")
    vanished = """\
账套: 合作社
期间: 2026-05
制度: 简易
账户:
  - {编号: 银行, 名称: 基本户, 类别: 银行存款, 期初: 5.00, 期末: 5.00}
明细:
  - {编号: '001', 日期: 2026-07-12, 摘要: 日子不对, 科目: 公益支出, 支出: 1.00, 账户: 没有的账户}
  - {编号: '002', 日期: 2026-05-12, 摘要: 没有金额, 科目: 公益支出, 账户: 银行}
"""
    journal = journal_of("合作社", [ledger_of(text) for text in (MARCH, overlapping, jumping, vanished)])
    ours, _ = read_both(tmp_path, journal)
    assert balances_at(ours, "资产:现金", date(2026, 4, 30)) == 58000
    assert balances_at(ours, "资产:现金", date(2026, 5, 31)) == 0
    assert balances_at(ours, "权益:期初差额", date(2026, 4, 1)) == -2000
    assert [day for day, account, _ in ours if account == "支出:公益支出"][-1] == date(2026, 5, 31)
    remarks = [step.text for step in journal.steps if isinstance(step, Remark)]
    assert "2026-03-10..2026-04-30 和前面的期间重叠，没有导出" in remarks
    assert "没有金额：2026-05-12 002 没有金额" in remarks


# --- texts of records are data ----------------------------------------------------------------------------------------

HOSTILE = (
    "a\n2026-01-01 * 假的\n    资产:现金  1 CNY\n    b",
    "a\r\n; b",
    "a\u2028include /etc/passwd",
    'x"\n2026-01-01 open Assets:Bad',
    '\\"',
    "\\",
    '"',
    ";",
    "; date:1999-01-01",
    "type:A, date2:1999-01-01",
    "[1999-01-01=1999-01-02]",
    "{{x}} {y} ((z)) @@ 5",
    "payee | note",
    "!",
    "(code) * text",
    "~ monthly",
    "= expr",
    "comment",
    "end comment",
    "include x.journal",
    "#tag ^link",
    "\x00\x1b[31m",
    "\ud800",
    "  ",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out_of_its_line(tmp_path: Path, text: str) -> None:
    cash = Account(Root.ASSETS, "现金")
    names: Names[Root] = Names()
    other = Account(Root.EXPENSES, names.name_of(Root.EXPENSES, text))
    move = Movement(
        date(2026, 3, 5),
        text,
        ((cash, 100), (other, -100)),  # type: ignore[arg-type]
        number="001",
        payee=text,
        notes=(("凭证", text), ("更正", text), ("更正", text), ("说明", text)),
    )
    steps = (Remark(text), move, Check(date(2026, 3, 31), "2026-03", cash, 100))
    journal = Journal(text, date(2026, 3, 1), {cash: text, other: text}, steps, text)
    ours, theirs = read_both(tmp_path, journal)
    expected = [(date(2026, 3, 5), 100), (date(2026, 3, 5), -100)]
    assert [(day, fen) for day, _, fen in ours if fen] == expected
    assert [(day, fen) for day, _, fen in theirs] == expected
    tags = run_hledger(tmp_path / "book.journal", "tags")
    assert set(tags.stdout.split()) <= {"type"}
    accounts = run_hledger(tmp_path / "book.journal", "accounts", "--declared").stdout.splitlines()
    assert len(accounts) == 6


def test_different_words_never_share_an_account() -> None:
    names: Names[Root] = Names()
    words = ("a b", "A-B", "a:b", "a  b", "", ";", "现金", "现金 ", "x" * 99, "x" * 98)
    made = [names.name_of(Root.INCOME, word) for word in words]
    assert len({name.casefold() for name in made}) == len(words)
    assert [names.name_of(Root.INCOME, word) for word in words] == made
