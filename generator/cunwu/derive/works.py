"""What the works of a place come to: how many in each state, each kind of money by itself, labour in 工."""

from __future__ import annotations

from collections.abc import Iterable

from cunwu.core.frozen import Frozen
from cunwu.kinds.project import Labour
from cunwu.values.money import ZERO, Money, stated
from cunwu.values.quantity import Quantity, total_quantity

WORKDAY = "工"


class LabourTotal(Frozen):
    """Labour of some works; only what is counted in 工 is added."""

    workdays: Quantity | None
    """None where nobody stated any."""
    uncounted: int
    """Rows that do not say how much, or count in another unit: with any, the sum is not complete."""
    value: Money
    unvalued: int
    """Rows that are not valued in money; most rightly are not."""


def labour_of(rows: Iterable[Labour]) -> LabourTotal:
    """What these rows come to."""
    rows = tuple(rows)
    counted = [one.workdays for one in rows if isinstance(one.workdays, Quantity) and one.workdays.unit == WORKDAY]
    values = [amount for one in rows if (amount := stated(one.value)) is not None]
    return LabourTotal(
        total_quantity(counted) if counted else None,
        len(rows) - len(counted),
        sum(values, ZERO),
        len(rows) - len(values),
    )
