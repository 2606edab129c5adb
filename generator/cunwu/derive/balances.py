"""Balances, carry-over and sums of ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from cunwu.core.frozen import Frozen
from cunwu.kinds.ledger import Entry, Ledger, MoneyAccount
from cunwu.values.absence import Absence
from cunwu.values.money import Money, stated, total

_DAY = timedelta(days=1)
_SIDES = ("income", "expense")


class Sum(Frozen):
    """The sum a villager can redo: opening + income − expense = closing, over all accounts of a ledger."""

    opening: Money | None
    income: Money | None
    expense: Money | None
    closing: Money | None
    """None for a part in which an amount is not known: an unknown amount is never zero."""
    unknown: int = 0
    """Number of amounts that are not known (不详); with any, there is no closing balance."""


def derive_sum(ledger: Ledger) -> Sum:
    """Opening as stated, income and expense summed over the entries, closing computed from them."""
    openings = [stated(account.opening) for account in ledger.accounts]
    closings = [stated(account.closing) for account in ledger.accounts]
    flows = derive_flows(ledger).values()
    unknown = openings.count(None) + sum(flow.unknown for flow in flows) or closings.count(None)
    opening = sum_known(openings)
    income, expense = (sum_known([flow.told(side) for flow in flows]) for side in ("income", "expense"))
    return Sum(opening, income, expense, None if unknown else left_of(opening, income, expense), unknown)


def sum_known(amounts: Sequence[Money | None]) -> Money | None:
    """The sum; None if one of the amounts is not known. No amounts make zero."""
    known = [amount for amount in amounts if amount is not None]
    return total(known) if len(known) == len(amounts) else None


def left_of(opening: Money | None, income: Money | None, expense: Money | None) -> Money | None:
    """Opening + income − expense; None if one of them is not known."""
    if opening is None or income is None or expense is None:
        return None
    return opening + income - expense


@dataclass(slots=True)
class Flow:
    """What entries in force brought into an account and took out of it, in fen."""

    income: int = 0
    expense: int = 0
    unknown: int = 0
    """Number of entries without a known amount."""
    incomplete: frozenset[str] = frozenset()
    """The sides (`income`, `expense`) with an amount that is not known."""

    def told(self, side: str) -> Money | None:
        """The sum of one side; None if an amount in it is not known."""
        fen: int = getattr(self, side)
        return None if side in self.incomplete else Money(fen)


def derive_flows(ledger: Ledger) -> Mapping[str, Flow]:
    """Account number → its flow; includes accounts that the ledger does not list."""
    flows: dict[str, Flow] = {}
    for entry in ledger.entries:
        flow = flows.get(entry.account)
        if flow is None:
            flow = flows[entry.account] = Flow()
        if isinstance(entry.income, Money):
            flow.income += entry.income.fen
        if isinstance(entry.expense, Money):
            flow.expense += entry.expense.fen
        if entry.is_unknown:
            flow.unknown += 1
            flow.incomplete |= {side for side in _SIDES if isinstance(getattr(entry, side), Absence)}
    return flows


def derive_closings(ledger: Ledger) -> Mapping[str, Money]:
    """Account number → opening plus the entries in force and transfers that moved it.

    Leaves out an account if its opening, or an amount of its entries or transfers, is not known.
    """
    openings = ((account.number, stated(account.opening)) for account in ledger.accounts)
    fen = {number: opening.fen for number, opening in openings if opening is not None}
    for number, flow in derive_flows(ledger).items():
        if flow.unknown:
            fen.pop(number, None)
        elif number in fen:
            fen[number] += flow.income - flow.expense
    moved = derive_moved(ledger)
    return {number: Money(amount) + moved[number] for number, amount in fen.items()}


def derive_moved(ledger: Ledger) -> Mapping[str, Money]:
    """Account number → what transfers in force brought in, less what they took out."""
    fen = dict.fromkeys((account.number for account in ledger.accounts), 0)
    for transfer in ledger.transfers:
        if transfer.source in fen:
            fen[transfer.source] -= transfer.amount.fen
        if transfer.target in fen:
            fen[transfer.target] += transfer.amount.fen
    return {number: Money(amount) for number, amount in fen.items()}


def in_order(ledgers: Iterable[Ledger]) -> list[Ledger]:
    """By book, then by period."""
    return sorted(ledgers, key=lambda ledger: (ledger.book, ledger.period))


def previous_of(ledgers: Iterable[Ledger]) -> Mapping[Ledger, Ledger]:
    """A ledger → the ledger of the same book that ends the day before it begins, even if their lengths differ."""
    all_ledgers = tuple(ledgers)
    by_end = {(ledger.book, ledger.period.last): ledger for ledger in all_ledgers}
    before = ((ledger, by_end.get((ledger.book, ledger.period.first - _DAY))) for ledger in all_ledgers)
    return {ledger: last for ledger, last in before if last is not None}


class Share(Frozen):
    """One account title's part of a month's income or expense."""

    title: str
    amount: Money


def derive_shares(entries: Iterable[Entry], side: str) -> tuple[Share, ...]:
    """Totals by account title of one side (`income` or `expense`), largest first."""
    fen: dict[str, int] = {}
    for entry in entries:
        amount = stated(getattr(entry, side))
        if amount is not None:
            fen[entry.account_title] = fen.get(entry.account_title, 0) + amount.fen
    return tuple(Share(title, Money(part)) for title, part in sorted(fen.items(), key=lambda pair: (-pair[1], pair[0])))


def account_of(ledger: Ledger, number: str) -> MoneyAccount | None:
    """The money account that an entry names; None if the ledger does not list it."""
    return next((account for account in ledger.accounts if account.number == number), None)
