"""Sums over the people who receive a benefit: by group and by class, none so small that it would single anybody out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cunwu.core.frozen import Frozen
from cunwu.kinds.benefit import Benefit, Receiver
from cunwu.values.money import Money, stated, total

FEWEST = 3
"""Households a row must stand for: of two, each could tell what the other gets."""
NOT_NAMED = "（没有写）"
OTHERS = "其他"


class Share(Frozen):
    """Households of one group or class, and what they get; None where one of the amounts is not known."""

    name: str
    households: int
    amount: Money | None


def sum_of(rows: Sequence[Receiver]) -> Money | None:
    """What the rows add up to; None where one of them is not known, or where there is none."""
    amounts = [stated(row.amount) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return total(known) if rows and len(known) == len(amounts) else None


def paid_out(benefit: Benefit) -> Money | None:
    """What was handed out so far; None where no payout is written down."""
    payouts = [payout.amount for payout in benefit.payouts]
    return total(payouts) if payouts else None


def share_by(benefit: Benefit, name_of: Callable[[Receiver], str | None]) -> tuple[Share, ...]:
    """Shares in the order in which their names first stand in the list; empty where there is nothing to tell apart.

    Names of fewer than three households are told together. Were what is left over still fewer, its sum could be had by
    taking the others from the total, so the smallest of the others joins it.
    """
    found: dict[str, list[Receiver]] = {}
    for row in benefit.receivers:
        found.setdefault(name_of(row) or NOT_NAMED, []).append(row)
    told = {name: rows for name, rows in found.items() if len(rows) >= FEWEST}
    rest = [row for name, rows in found.items() if name not in told for row in rows]
    while rest and len(rest) < FEWEST and told:
        smallest = min(told, key=lambda name: len(told[name]))
        rest += told.pop(smallest)
    if not told or set(told) == {NOT_NAMED}:
        return ()
    shares = [Share(name, len(rows), sum_of(rows)) for name, rows in told.items()]
    return (*shares, Share(OTHERS, len(rest), sum_of(rest))) if rest else tuple(shares)
