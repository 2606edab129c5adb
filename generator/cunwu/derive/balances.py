"""Balances, carry-over and sums of ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cunwu.kinds.ledger import Entry, Ledger, MoneyAccount
from cunwu.values.money import Money


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum a villager can redo: opening + income − expense = closing, over all accounts of a ledger."""

    opening: Money
    income: Money
    expense: Money
    closing: Money


def derive_sum(ledger: Ledger) -> Sum:
    """Opening as stated, income and expense added up entry by entry, closing computed from them."""
    opening = sum(account.opening.fen for account in ledger.accounts)
    flows = derive_flows(ledger).values()
    income, expense = sum(flow.income for flow in flows), sum(flow.expense for flow in flows)
    return Sum(Money(opening), Money(income), Money(expense), Money(opening + income - expense))


@dataclass(slots=True)
class Flow:
    """What entries in force brought into an account and took out of it, in fen."""

    income: int = 0
    expense: int = 0


def derive_flows(ledger: Ledger) -> Mapping[str, Flow]:
    """Number of an account → what went through it; also of one that the ledger does not list."""
    flows: dict[str, Flow] = {}
    for entry in ledger.entries_in_force:
        flow = flows.get(entry.account)
        if flow is None:
            flow = flows[entry.account] = Flow()
        if entry.income is not None:
            flow.income += entry.income.fen
        if entry.expense is not None:
            flow.expense += entry.expense.fen
    return flows


def derive_closings(ledger: Ledger) -> Mapping[str, Money]:
    """Account number → opening plus everything that moved it, in force entries and transfers alike."""
    fen = {account.number: account.opening.fen for account in ledger.accounts}
    for number, flow in derive_flows(ledger).items():
        if number in fen:
            fen[number] += flow.income - flow.expense
    for transfer in ledger.transfers:
        if transfer.number in ledger.withdrawn:
            continue
        if transfer.source in fen:
            fen[transfer.source] -= transfer.amount.fen
        if transfer.target in fen:
            fen[transfer.target] += transfer.amount.fen
    return {number: Money(amount) for number, amount in fen.items()}


def in_order(ledgers: Iterable[Ledger]) -> list[Ledger]:
    """By book, then by period."""
    return sorted(ledgers, key=lambda ledger: (ledger.book, ledger.period))


def previous_of(ledgers: Iterable[Ledger]) -> Mapping[int, Ledger]:
    """Id of a ledger → the ledger of the same book and length of period that ends the day before it begins."""
    by_end = {(ledger.book, ledger.period.kind, ledger.period.last): ledger for ledger in ledgers}
    found = {}
    for ledger in by_end.values():
        if ledger.period.kind == "range":
            continue
        before = by_end.get((ledger.book, ledger.period.kind, ledger.period.previous().last))
        if before is not None:
            found[id(ledger)] = before
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """One account title's part of a month's income or expense."""

    title: str
    amount: Money


def derive_shares(entries: Iterable[Entry], side: str) -> tuple[Share, ...]:
    """Totals by account title of one side (`income` or `expense`), largest first."""
    fen: dict[str, int] = {}
    for entry in entries:
        amount: Money | None = getattr(entry, side)
        if amount is not None:
            fen[entry.account_title] = fen.get(entry.account_title, 0) + amount.fen
    return tuple(Share(title, Money(part)) for title, part in sorted(fen.items(), key=lambda pair: (-pair[1], pair[0])))


def account_of(ledger: Ledger, number: str) -> MoneyAccount | None:
    """The money account an entry names."""
    return next((account for account in ledger.accounts if account.number == number), None)
