"""What was due, what was paid and what is still owed: instalments of a contract, the plan of a debt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.kinds.contract import Contract, ContractPayment, DuePayment
from cunwu.kinds.debt import Debt, Repayment
from cunwu.values.absence import Absence
from cunwu.values.bounds import Bounds, fen_bounds, total_bounds
from cunwu.values.dates import PartialDay
from cunwu.values.goods import Goods, total_goods
from cunwu.values.money import ZERO, Money, is_half_known, stated
from cunwu.values.quantity import Quantity

NOTHING_FOLLOWS = ("核销",)
"""States of a debt in which no further payment is expected."""


class Payment(Frozen):
    """Money paid; `into` is the number of the instalment it was meant for, empty for the earliest unpaid one."""

    amount: Money | None
    into: str = ""


class Instalment(Frozen):
    """One line of a schedule with what was paid into it; None means an amount that is not known, which is not zero."""

    number: str
    due: PartialDay
    amount: Money | None
    paid: Money | None
    is_due: bool
    """Whether its day has come; it is due on that very day, and late only afterwards."""
    days_overdue: int
    """Days since its last day if it is not paid in full; else 0."""

    @property
    def unpaid(self) -> Money | None:
        """Amount less payments, negative if more was paid; None if an amount is not known."""
        return None if self.amount is None or self.paid is None else self.amount - self.paid

    @property
    def is_owed(self) -> bool:
        """Whether a part of it is known to be unpaid."""
        return self.unpaid is not None and self.unpaid > ZERO


class Dues(Frozen):
    """A schedule compared with the payments. A sum is None if an amount in it is not known (不完整)."""

    instalments: tuple[Instalment, ...]
    """In the order in which they fall due."""
    received: Money | None
    unplaced: Money | None
    """Payments that belong to no instalment: too much, or too early for the schedule."""

    @property
    def scheduled(self) -> Money | None:
        """Sum of all instalments."""
        return _sum(instalment.amount for instalment in self.instalments)

    @property
    def due_so_far(self) -> Money | None:
        """Sum of the instalments whose day has come."""
        return _sum(instalment.amount for instalment in self.instalments if instalment.is_due)

    @property
    def arrears(self) -> Money | None:
        """Unpaid part of the instalments whose day has come (欠收); an overpaid instalment does not reduce it."""
        rests = [instalment.unpaid for instalment in self.instalments if instalment.is_due]
        return _sum(None if rest is None else max(rest, ZERO) for rest in rests)

    @property
    def overdue(self) -> tuple[Instalment, ...]:
        """Late instalments that are known not to be paid in full, the longest overdue first."""
        return tuple(instalment for instalment in self.instalments if instalment.days_overdue)

    @property
    def next_due(self) -> Instalment | None:
        """The next instalment: the first that is not late and not known to be paid."""
        waiting = (one for one in self.instalments if not one.days_overdue and (one.unpaid is None or one.is_owed))
        return next((one for one in waiting if not one.is_due or one.is_owed), None)


def derive_dues(
    schedule: Iterable[DuePayment], payments: Iterable[Payment], as_of: date, ended: date | None = None
) -> Dues:
    """A payment goes to the instalment it names, else to the earliest; a reduction (减免) counts as a payment.

    Instalments due after the day a contract was `ended` are left out.
    """
    in_money = (line for line in schedule if not isinstance(line.amount, Goods))
    lines = sorted(in_money, key=lambda line: line.due.last)
    lines = [line for line in lines if ended is None or line.due.first <= ended]
    paid: dict[str, Money | None] = {line.number: ZERO for line in lines}
    pool: Money | None = ZERO
    for payment in payments:
        if payment.into in paid:
            paid[payment.into] = _plus(paid[payment.into], payment.amount)
        else:
            pool = _plus(pool, payment.amount)
    received = _sum([*paid.values(), pool])
    for line in lines:
        amount = stated(line.amount)
        if amount is not None and amount < ZERO:
            pool, paid[line.number] = _plus(pool, _plus(paid[line.number], -amount)), amount
    for line in lines:
        paid[line.number], pool = _filled(stated(line.amount), paid[line.number], pool)
    return Dues(tuple(_instalment(line, paid[line.number], as_of) for line in lines), received, pool)


def _filled(amount: Money | None, paid: Money | None, pool: Money | None) -> tuple[Money | None, Money | None]:
    """What is paid of an instalment after money from the pool is added, and what is left of the pool."""
    if amount is not None and paid is not None and paid >= amount:
        return paid, pool
    if pool is not None and pool <= ZERO:
        return paid, pool
    if pool is None or paid is None or amount is None:
        return None, None  # nobody knows how much of it belongs here
    taken = min(amount - paid, pool)
    return paid + taken, pool - taken


def _instalment(line: DuePayment, paid: Money | None, as_of: date) -> Instalment:
    amount = stated(line.amount)
    is_owed = amount is not None and paid is not None and paid < amount
    days = max(0, (as_of - line.due.last).days) if is_owed else 0
    return Instalment(line.number, line.due, amount, paid, line.due.last <= as_of, days)


def _plus(one: Money | None, other: Money | None) -> Money | None:
    return None if one is None or other is None else one + other


def _sum(amounts: Iterable[Money | None]) -> Money | None:
    """The sum; None if an amount is not known."""
    fen = 0
    for amount in amounts:
        if amount is None:
            return None
        fen += amount.fen
    return Money(fen)


# --- of contracts -----------------------------------------------------------------------------------------------------


def contract_dues(contract: Contract, as_of: date) -> Dues:
    """The schedule of a contract with its payments; withdrawn lines of either do not count."""
    # Grain that is due in grain is told apart; grain for rent due in money is worth nobody knows how much.
    is_due_in_kind = any(isinstance(line.amount, Goods) for line in contract.schedule) or not contract.schedule
    payments = [
        Payment(stated(payment.amount), payment.scheduled or "")
        for payment in contract.payments
        if not (is_due_in_kind and isinstance(payment.amount, Goods))
    ]
    ended = contract.ended.last if contract.ended is not None else None
    return derive_dues(contract.schedule, payments, as_of, ended)


def price_of(contract: Contract) -> Money | None:
    """The stated price, else the sum of the schedule; None if that is not known, or only roughly."""
    if is_half_known(contract.total_price) and not isinstance(contract.total_price, Goods):
        return None
    if (price := stated(contract.total_price)) is not None:
        return price
    lines = [line for line in contract.schedule if not isinstance(line.amount, Goods)]
    return _sum(stated(line.amount) for line in lines) if lines else None


def is_running(contract: Contract, as_of: date) -> bool:
    """Whether a contract is in force on a day: by its stated state, else by its days."""
    if contract.status is not None:
        return contract.status == "履行中"
    begun = contract.begins is None or contract.begins.first <= as_of
    return begun and contract.until is not None and as_of <= contract.until.last


# --- in kind ----------------------------------------------------------------------------------------------------------


class InKind(Frozen):
    """What is owed of one thing (稻谷, in 斤) until a day, and what came of it; None if nothing was due or came."""

    name: str
    due: Quantity | None
    received: Quantity | None

    @property
    def rest(self) -> Quantity | None:
        """What is missing of what was due; None if nothing is, or if nothing was due."""
        if self.due is None or self.received is None:
            return self.due
        missing = self.due.number - self.received.number
        about = self.due.approximate or self.received.approximate
        text = f"{'约' if about else ''}{missing:f} {self.due.unit}"
        return Quantity(missing, self.due.unit, about, text) if missing > 0 else None


def in_kind(schedule: Iterable[DuePayment], payments: Iterable[ContractPayment | Repayment], day: date) -> list[InKind]:
    """The lines of a schedule, and the payments, that are made in kind, thing by thing; lines not yet due left out."""
    due = total_goods(line.amount for line in schedule if isinstance(line.amount, Goods) and line.due.last <= day)
    came = total_goods(payment.amount for payment in payments if isinstance(payment.amount, Goods))
    return [InKind(key[0], due.get(key), came.get(key)) for key in dict.fromkeys((*due, *came))]


# --- of debts ---------------------------------------------------------------------------------------------------------


def debt_dues(debt: Debt, as_of: date) -> Dues:
    """The plan of a debt with its repayments, without interest."""
    return derive_dues(debt.plan, [Payment(amount) for amount in _repaid(debt)], as_of)


def repaid_of(debt: Debt) -> Money | None:
    """Sum of all repayments; None if an amount is not known."""
    return _sum(_repaid(debt))


def interest_of(debt: Debt) -> Bounds:
    """What is certain of all interest paid, in 分; what is 不详 may be any amount."""
    paid = [repayment.interest for repayment in debt.repayments if repayment.interest is not None]
    return total_bounds(Bounds(Decimal(0)) if isinstance(one, Absence) else fen_bounds(one) for one in paid)


def outstanding_of(debt: Debt) -> Money | None:
    """The amount less all repayments; None if one of them is not known."""
    amount, repaid = stated(debt.amount), repaid_of(debt)
    return None if amount is None or repaid is None else amount - repaid


def overdue_of(debt: Debt, as_of: date) -> tuple[Instalment, ...]:
    """Late lines of the plan; none if no further payment is expected."""
    return () if debt.status in (*NOTHING_FOLLOWS, "已清") else debt_dues(debt, as_of).overdue


def _repaid(debt: Debt) -> list[Money | None]:
    return [stated(repayment.amount) for repayment in debt.repayments]
