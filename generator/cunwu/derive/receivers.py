"""Sums over the people who receive a benefit, by group and by class; no sum is so small that it shows one household."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cunwu.core.frozen import Frozen
from cunwu.kinds.benefit import Benefit, Receiver
from cunwu.values.money import Money, stated, total
from cunwu.values.quantity import Quantity, total_quantity

FEWEST = 3
"""Fewest households in a row: of two, each could compute what the other gets."""
NOT_NAMED = "（没有写）"
OTHERS = "其他"


class Share(Frozen):
    """Households of one group or class, and their sum; None if one of the amounts is not known."""

    name: str
    households: int
    amount: Money | None


def sum_of(rows: Sequence[Receiver]) -> Money | None:
    """Sum of the rows; None if an amount is not known, or if there are no rows."""
    amounts = [stated(row.amount) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return total(known) if rows and len(known) == len(amounts) else None


def sum_exactly(parts: Sequence[object]) -> Quantity | Money | None:
    """Amounts or quantities of one unit added up; None if there are none, or one is not exact or not stated."""
    amounts = [part for part in parts if isinstance(part, Money)]
    if parts and len(amounts) == len(parts):
        return total(amounts)
    exact = [part for part in parts if isinstance(part, Quantity) and not part.approximate]
    if not parts or len(exact) != len(parts) or len({part.unit for part in exact}) > 1:
        return None
    return total_quantity(exact)


def paid_out(benefit: Benefit) -> Money | None:
    """Sum paid out so far; None if no payout is recorded."""
    payouts = [payout.amount for payout in benefit.payouts]
    return total(payouts) if payouts else None


def share_by(benefit: Benefit, name_of: Callable[[Receiver], str | None]) -> tuple[Share, ...]:
    """Shares in the order in which their names first appear in the list; empty if no named group is large enough.

    Names of fewer than three households share a row. If that row has fewer than three households too, its sum could be
    computed from the total and the others, so the smallest of the others joins it.
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
