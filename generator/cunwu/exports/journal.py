"""Ledgers of one book → its journal: openings of every period, every movement in force, closings.

This module knows no syntax of hledger or Beancount; both are written from the same journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from cunwu.core.frozen import Frozen
from cunwu.derive.balances import in_order
from cunwu.exports.accounts import Names
from cunwu.kinds.base import written
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE
from cunwu.kinds.ledger import Entry, Ledger, Transfer
from cunwu.kinds.record import Correction
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money, is_inexact, plain_yuan, stated
from cunwu.values.quantity import Quantity

_DAY = timedelta(days=1)

OPENING = "期初余额"
NOT_PUBLISHED = "未公开期间"
"""Equity account for the changes of unpublished periods, so that later balances are as published."""
DIFFERENCE = "期初差额"
"""Equity account for the difference between an opening and the closing before it; only faulty records need it."""


class Root(Enum):
    """The trees of accounts: the Chinese word and the English one."""

    ASSETS = "资产", "Assets"
    INCOME = "收入", "Income"
    EXPENSES = "支出", "Expenses"
    EQUITY = "权益", "Equity"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return self.value[0]

    @property
    def english(self) -> str:
        """The English word, which programs require."""
        return self.value[1]


class Account(NamedTuple):
    """An account of the journal; its name is legal in every program."""

    root: Root
    name: str


class Leg(NamedTuple):
    """The change of one account by a movement, in fen; negative if money leaves it."""

    account: Account
    fen: int


class Movement(Frozen):
    """Money that moves: the sum of its legs is 0."""

    on: date
    text: str
    legs: tuple[Leg, ...]
    number: str = ""
    payee: str = ""
    notes: tuple[tuple[str, str], ...] = ()


class Check(Frozen):
    """The published balance of an account at the end of a day, in fen."""

    on: date
    period: str
    account: Account
    fen: int


class Remark(Frozen):
    """A comment for readers of the journal; programs skip it."""

    text: str


Step = Movement | Check | Remark


class Journal(Frozen):
    """One book over its periods, without those that are not fully known."""

    title: str
    first: date | None
    accounts: Mapping[Account, str]
    """Account → the words of the records that its name is made from."""
    steps: tuple[Step, ...]
    incomplete: str
    """Why periods are missing at its beginning or end; empty if none is."""


@dataclass
class _Writer:
    """Writes period after period and keeps the balance of every account in fen."""

    names: Names[Root] = field(default_factory=Names)
    words: dict[Account, str] = field(default_factory=dict)
    held: dict[Account, int] = field(default_factory=dict)
    until: date | None = None
    """The last day of the last period written; None before the first."""

    def account(self, root: Root, key: str, words: str = "") -> Account:
        found = Account(root, self.names.name_of(root, key))
        if words or found not in self.words:
            self.words[found] = words or key
        return found

    def move(self, movement: Movement) -> Movement:
        for account, fen in movement.legs:
            self.held[account] = self.held.get(account, 0) + fen
        return movement


def journal_of(title: str, ledgers: Sequence[Ledger]) -> Journal:
    """The journal of one book: from its first fully known period to the last before one that is not."""
    writer = _Writer()
    steps: list[Step] = []
    incomplete: list[str] = []
    written: list[Ledger] = []
    for ledger in in_order(ledgers):
        if writer.until is not None and ledger.period.first <= writer.until:
            steps.append(Remark(f"{ledger.period.text} 和前面的期间重叠，没有导出"))
            continue
        unknown = _unknown_in(ledger)
        if unknown:
            incomplete.append(f"{ledger.period.text} {unknown}，{'从这里起没有导出' if written else '这一期没有导出'}")
            if not written:
                continue
            break
        steps += _period(writer, ledger)
        writer.until = ledger.period.last
        written.append(ledger)
    return Journal(
        title, written[0].period.first if written else None, writer.words, tuple(steps), "；".join(incomplete)
    )


def _unknown_in(ledger: Ledger) -> str:
    """The first unknown amount of a period, in words; empty if all are known."""
    for account in ledger.accounts:
        if is_inexact(account.opening) or is_inexact(account.closing):
            return f"账户 {account.number} 的余额不详"
    unknown = next((entry for entry in ledger.entries if entry.is_unknown), None)
    return f"编号 {unknown.number} 的金额不详" if unknown is not None else ""


def _period(writer: _Writer, ledger: Ledger) -> Iterator[Step]:
    yield Remark(f"{ledger.period.text}（{ledger.period.label}）")
    openings = {
        writer.account(Root.ASSETS, account.number, account.name): stated(account.opening)
        for account in ledger.accounts
    }
    yield from _carry(writer, ledger, openings)
    notes = _notes(ledger)
    written_moves: tuple[Entry | Transfer, ...] = (*written(ledger.entries), *written(ledger.transfers))
    moves = sorted(written_moves, key=lambda move: _within(ledger, move))
    for move in moves:
        if move.number in ledger.withdrawn:
            yield Remark(_withdrawn(ledger, move))
        elif isinstance(move, Entry) and move.income is None and move.expense is None:
            yield Remark(f"没有金额：{_day_told(move)} {move.number} {move.summary}")
        else:
            yield writer.move(_movement(writer, ledger, move, notes.pop(move.number, [])))
    for number, told in notes.items():
        yield from (Remark(f"{number or '本期'} {word}：{text}") for word, text in told)
    for account in ledger.accounts:
        closing = stated(account.closing)
        if closing is not None:
            yield Check(
                ledger.period.last, ledger.period.text, writer.account(Root.ASSETS, account.number), closing.fen
            )


def _carry(writer: _Writer, ledger: Ledger, openings: Mapping[Account, Money | None]) -> Iterator[Step]:
    """Bring every account to its opening balance; the difference goes to one of the equity accounts."""
    first = ledger.period.first
    if writer.until is None:
        source = OPENING
    elif writer.until + _DAY < first:
        source = NOT_PUBLISHED
        yield Remark(f"{writer.until + _DAY} 到 {first - _DAY} 没有公开")
    else:
        source = DIFFERENCE
    wanted = {account: amount.fen if amount else 0 for account, amount in openings.items()}
    legs = [Leg(account, fen - writer.held.get(account, 0)) for account, fen in wanted.items()]
    assets = [account for account in writer.held if account.root is Root.ASSETS]
    legs += [Leg(account, -writer.held[account]) for account in assets if account not in wanted]
    legs = [leg for leg in legs if leg.fen]
    if legs:
        balance = Leg(writer.account(Root.EQUITY, source), -sum(leg.fen for leg in legs))
        yield writer.move(Movement(first, source, (*legs, balance)))


def _movement(writer: _Writer, ledger: Ledger, move: Entry | Transfer, notes: Sequence[tuple[str, str]]) -> Movement:
    on = _within(ledger, move)
    told = [("凭证", move.voucher or ""), *([("日期", _day_told(move))] if on != move.day else []), *notes]
    kept = tuple((word, text) for word, text in told if text)
    if isinstance(move, Transfer):
        source, target = (writer.account(Root.ASSETS, number) for number in (move.source, move.target))
        legs = (Leg(target, move.amount.fen), Leg(source, -move.amount.fen))
        return Movement(on, move.summary or "划转", legs, move.number, notes=kept)
    account = writer.account(Root.ASSETS, move.account)
    income, expense = stated(move.income), stated(move.expense)
    found: list[Leg] = []
    if income is not None:
        found += [Leg(account, income.fen), Leg(writer.account(Root.INCOME, move.account_title), -income.fen)]
    if expense is not None:
        found += [Leg(writer.account(Root.EXPENSES, move.account_title), expense.fen), Leg(account, -expense.fen)]
    said = (*kept, *((("说明", move.note),) if move.note else ()))
    return Movement(on, move.summary, tuple(found), move.number, move.counterpart or "", said)


def _day_told(move: Entry | Transfer) -> str:
    return move.on.text if isinstance(move.on, PartialDay) else move.on.value


def _within(ledger: Ledger, move: Entry | Transfer) -> date:
    """Its day, or the nearest day of the period; of one that is not known to the day, the last that it can be."""
    day = move.on.last if isinstance(move.on, PartialDay) else ledger.period.last
    return min(max(day, ledger.period.first), ledger.period.last)


def _withdrawn(ledger: Ledger, move: Entry | Transfer) -> str:
    why = next(one for one in ledger.withdrawals if one.item == move.number)
    amounts = (
        (("划转", move.amount),) if isinstance(move, Transfer) else (("收入", move.income), ("支出", move.expense))
    )
    told = " ".join(f"{word} {_amount(amount)}" for word, amount in amounts if amount is not None)
    return f"已撤销：{_day_told(move)} {move.number} {move.summary or ''} {told}（{why.reason}；{why.approved}）"


def _amount(amount: Money | Quantity | Absence) -> str:
    return plain_yuan(amount) if isinstance(amount, Money) else AMOUNT_OR_ABSENCE.show(amount)


def _notes(ledger: Ledger) -> dict[str, list[tuple[str, str]]]:
    """Number of an item (empty for the ledger itself) → word and text of its corrections and late entries."""
    found: dict[str, list[tuple[str, str]]] = {}
    for correction in ledger.corrections:
        found.setdefault(correction.item or "", []).append(("更正", _correction(correction)))
    for late in ledger.late_entries:
        found.setdefault(late.item, []).append(("补录", f"{late.on} 补入，{late.reason}（{late.approved}）"))
    return found


def _correction(correction: Correction) -> str:
    told = f"{correction.field} 原为 {correction.before}，{correction.on} 改为 {correction.after}"
    return f"{told}，{correction.reason}（{correction.approved}）"
