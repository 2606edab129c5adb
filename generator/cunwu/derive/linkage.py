"""How often somebody came to the place that he is tied to."""

from __future__ import annotations

from decimal import Decimal

from cunwu.kinds.linkage import Linkage, Tie
from cunwu.values.quantity import Quantity


def calls_of(linkage: Linkage, tie: Tie) -> Decimal | None:
    """The visits that are written down; None if one of them is known only roughly, or counts heads instead of visits.

    A visit without a number is one. A visit of nobody in particular may be anybody's: then no number is known.
    """
    made = Decimal(0)
    for call in linkage.calls:
        if call.tie is None:
            return None
        if call.tie != tie.number:
            continue
        if call.times is None:
            made += 1
        elif isinstance(call.times, Quantity) and not call.times.approximate and call.times.unit == "次":
            made += call.times.number
        else:
            return None
    return made
