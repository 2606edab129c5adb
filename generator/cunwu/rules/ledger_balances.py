"""FIN, second part: balances — every sum a villager can redo is redone here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise

from cunwu.core.problem import Severity
from cunwu.derive.balances import account_of, derive_closings, in_order, previous_of
from cunwu.derive.clues import clue_in_account
from cunwu.kinds.ledger import LEDGER, BankReconciliation, Ledger, MoneyAccount
from cunwu.kinds.reading import REC_REFUSALS
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import ZERO, Money, plain_yuan, stated
from cunwu.values.period import Period, days_between
from cunwu.yaml.reader import YML_REFUSALS

_PRACTICE = "bookkeeping/practice"
_SUMS = "bookkeeping/identities"
_DAY = timedelta(days=1)


@rule(
    "FIN003",
    "「{account}」期末余额应为 {expected} 元，填写的是 {stated} 元，相差 {difference} 元{clue}",
    remedy="核对这个账户的期初、明细和划转；都没有错就把期末改为 {expected_plain}",
    source=_SUMS,
    follows=("FIN001", "FIN005"),
    arithmetic=True,
)
def closing_differs_from_movement(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """Opening plus income minus expense and transfers is the closing balance, account by account."""
    for account, closing, written in _wrong_closings(ledger):
        if _off_opening(ledger, account, context.board) != written - closing:
            yield found(
                account,
                "closing",
                account=account.name,
                expected=closing,
                stated=written,
                difference=written - closing,
                clue=clue_in_account(ledger, account, written - closing),
                expected_plain=closing,
            )


def _wrong_closings(ledger: Ledger) -> Iterator[tuple[MoneyAccount, Money, Money]]:
    """Account, what its closing should be, what is written."""
    expected = derive_closings(ledger)
    for account in ledger.accounts:
        closing, written = expected.get(account.number), stated(account.closing)
        if closing is not None and written is not None and written != closing:
            yield account, closing, written


def _off_opening(ledger: Ledger, account: MoneyAccount, board: Board) -> Money | None:
    """By how much the closing of the period before exceeds the opening here; None if either is not known."""
    last = previous_of(board.records(LEDGER)).get(ledger)
    before = account_of(last, account.number) if last is not None else None
    carried, opening = stated(before.closing) if before is not None else None, stated(account.opening)
    return None if carried is None or opening is None else carried - opening


@rule(
    "FIN004",
    "「{account}」期初余额应等于上期期末 {expected} 元，填写的是 {stated} 元{closing}",
    remedy="核对 {before} 的期末；上期没有错就把期初改为 {expected_plain}{only}",
    source=_SUMS,
    follows=("FIN003",),
    arithmetic=True,
)
def opening_differs_from_previous_closing(board: Board) -> Iterator[Finding]:
    """This period's opening is last period's closing; a dormant account keeps its balance and still appears."""
    ledgers = board.records(LEDGER)
    before = previous_of(ledgers)
    for ledger in ledgers:
        last = before.get(ledger)
        if last is None:
            continue
        closings = {account.number: account.closing for account in last.accounts}
        for account in ledger.accounts:
            carried = stated(closings.get(account.number, Money(0)))
            if carried is not None and account.opening != carried:
                fits = _fits_carried(ledger, account, carried)
                yield found(
                    account,
                    "opening",
                    of=ledger,
                    because=last,
                    account=account.name,
                    expected=carried,
                    stated=account.opening,
                    before=last.period,
                    expected_plain=carried,
                    closing="；期末照上期的数算正好对得上，错的只是期初" if fits else "",
                    only="，期末不动" if fits else "",
                )


def _fits_carried(ledger: Ledger, account: MoneyAccount, carried: Money) -> bool:
    """Whether the closing is wrong by the opening as it is written and right by the one carried over."""
    opening = stated(account.opening)
    off = next((written - closing for one, closing, written in _wrong_closings(ledger) if one is account), None)
    return opening is not None and off is not None and off == carried - opening


@rule(
    "FIN013",
    "{day} 的现金盘点{fault}",
    remedy="重新点数并核对账面；确有差额，在「说明」里写明原因",
    source=_PRACTICE,
    follows=("FIN003",),
    severity=Severity.IRREGULAR,
)
def cash_count_differs(ledger: Ledger) -> Iterator[Finding]:
    """Cash counted equals the book, or the record says why not; a count on the last day equals the closing."""
    closings = {account.number: account.closing for account in ledger.accounts}
    for count in ledger.cash_counts:
        closing = stated(closings.get(count.account))
        if count.on == ledger.period.last and closing is not None and closing != count.book:
            fault = f"账面 {plain_yuan(count.book)} 元，与期末余额 {plain_yuan(closing)} 元不同"
            yield found(count, "book", day=count.on, fault=fault)
        elif count.book != count.counted and count.note is None:
            fault = f"实点 {plain_yuan(count.counted)} 元，账面 {plain_yuan(count.book)} 元，没有说明"
            yield found(count, "counted", day=count.on, fault=fault)


@rule(
    "FIN014",
    "「{account}」银行对账不平：调节后账面 {book} 元，对账单 {statement} 元",
    remedy="核对未达账项的类别和金额，补上漏写的一条",
    source=_PRACTICE,
    follows=("FIN003",),
    severity=Severity.IRREGULAR,
)
def reconciliation_does_not_balance(ledger: Ledger) -> Iterator[Finding]:
    """Book and bank statement agree once each side's outstanding items are put right."""
    for reconciliation in ledger.reconciliations:
        book, statement = _adjusted(reconciliation)
        if book != statement:
            yield found(reconciliation, "statement", account=reconciliation.account, book=book, statement=statement)


def _adjusted(reconciliation: BankReconciliation) -> tuple[Money, Money]:
    fen: Counter[str] = Counter()
    for item in reconciliation.outstanding:
        fen[item.sort] += item.amount.fen
    book = reconciliation.book.fen + fen["银行已收村未收"] - fen["银行已付村未付"]
    statement = reconciliation.statement.fen + fen["村已收银行未收"] - fen["村已付银行未付"]
    return Money(book), Money(statement)


_HALF_WIDTH = str.maketrans("（）", "()")


@rule(
    "FIN017",
    "{before} 和 {period} 之间缺了 {missing} 的收支",
    remedy="补上缺少的月份（或季度）；没有收支也要建文件，写明期初和期末",
    source="rural-finance-disclosure-2011/items",
    severity=Severity.NOTICE,
    follows=(*YML_REFUSALS, *REC_REFUSALS),
)
def ledgers_have_a_gap(board: Board) -> Iterator[Finding]:
    """The ledgers of one book follow each other without a missing period."""
    for _, ledgers in groupby(in_order(board.records(LEDGER)), key=lambda ledger: ledger.book):
        for earlier, later in pairwise(ledgers):
            if earlier.period.last + _DAY < later.period.first:
                missing = _first_between(earlier, later)
                yield found(
                    later,
                    "period",
                    of=later,
                    because=board.unread(LEDGER, missing.text),
                    before=earlier.period,
                    period=later.period,
                    missing=missing,
                )


def _first_between(earlier: Ledger, later: Ledger) -> Period:
    """The period that should have followed: one of the same length, else all days up to the later one."""
    if earlier.period.kind != "range" and (expected := earlier.period.next()).last < later.period.first:
        return expected
    return days_between(earlier.period.last + _DAY, later.period.first - _DAY)


@rule(
    "FIN020",
    "账套「{book}」的 {period} 有两份收支，另一份是 {other}",
    remedy="合并成一份，删去重复的文件",
    source=_PRACTICE,
)
def period_entered_twice(board: Board) -> Iterator[Finding]:
    """One book has one ledger for one period."""
    seen: dict[tuple[str, object], Ledger] = {}
    for ledger in board.records(LEDGER):
        first = seen.setdefault((ledger.book, ledger.period), ledger)
        if first is not ledger:
            other = board.file_of(first).path.rpartition("/")[2]
            yield found(ledger, "period", of=ledger, book=ledger.book, period=ledger.period, other=other)


@rule(
    "FIN023",
    "库存现金期末为 {stated} 元，现金不会是负数",
    remedy="查有没有漏记收入或提取备用金的划转",
    source=_SUMS,
    follows=("FIN003",),
    severity=Severity.IRREGULAR,
)
def cash_is_negative(ledger: Ledger) -> Iterator[Finding]:
    """There is no such thing as negative cash in a drawer; other accounts may be negative."""
    for account in ledger.accounts:
        closing = stated(account.closing)
        if account.sort == "库存现金" and closing is not None and closing.fen < 0:
            yield found(account, "closing", stated=closing)


@rule(
    "FIN024",
    "「{account}」上期期末有 {carried} 元，本期账户列表里没有它",
    remedy="补上这个账户；没有动过的账户也要列出期初和期末",
    source=_SUMS,
    arithmetic=True,
)
def account_with_balance_vanished(board: Board) -> Iterator[Finding]:
    """An account with a balance is carried into the next period, moved or not."""
    ledgers = board.records(LEDGER)
    before = previous_of(ledgers)
    for ledger in ledgers:
        last = before.get(ledger)
        numbers = {account.number for account in ledger.accounts}
        for account in last.accounts if last else ():
            if account.closing != ZERO and account.number not in numbers:
                yield found(ledger, "accounts", of=ledger, account=account.name, carried=account.closing)


@rule(
    "FIN026",
    "{day} 的账面余额 {stated} 元，与「{account}」的期末 {closing} 元不同",
    remedy="期末那天的账面余额就是期末余额；核对两处",
    source=_SUMS,
    follows=("FIN003",),
    arithmetic=True,
)
def reconciliation_starts_from_another_balance(ledger: Ledger) -> Iterator[Finding]:
    """A reconciliation on the last day starts from the closing balance."""
    closings = {account.number: account.closing for account in ledger.accounts}
    for reconciliation in ledger.reconciliations:
        closing = stated(closings.get(reconciliation.account))
        if closing is not None and reconciliation.on == ledger.period.last and reconciliation.book != closing:
            yield found(
                reconciliation,
                "book",
                day=reconciliation.on,
                stated=reconciliation.book,
                account=reconciliation.account,
                closing=closing,
            )


@rule(
    "FIN027",
    "账套「{book}」的 {period} 和 {other} 有重叠的日子",
    remedy="一个账套按月或按季记，选一种；删去重叠的一份",
    source=_PRACTICE,
)
def periods_overlap(board: Board, context: Context) -> Iterator[Finding]:
    """No day of a book belongs to two ledgers, told of the later one; the same period twice is FIN020."""
    books: dict[str, list[Ledger]] = {}
    for ledger in board.records(LEDGER):
        books.setdefault(ledger.book, []).append(ledger)
    for ledgers in books.values():
        furthest: Ledger | None = None
        for ledger in sorted(ledgers, key=lambda ledger: (ledger.period.first, ledger.period.last)):
            overlaps = furthest is not None and ledger.period.first <= furthest.period.last
            if furthest is not None and overlaps and ledger.period != furthest.period:
                other, late = sorted((furthest, ledger), key=context.came)
                yield found(late, "period", of=late, book=late.book, period=late.period, other=other.period)
            if furthest is None or ledger.period.last > furthest.period.last:
                furthest = ledger
