"""What a levy should bring in, and how much of it was collected."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from cunwu.kinds.levy import Exemption, Levy
from cunwu.values.money import Money, stated, total
from cunwu.values.quantity import Quantity


def collected_of(levy: Levy) -> Money:
    """Sum collected so far, without withdrawn rows."""
    return total(row.amount for row in levy.collected)


def most_to_collect(levy: Levy) -> Money | None:
    """The money due plus what may be paid instead of work; None if that is not known."""
    call = levy.labour_call
    instead = call.value if call is not None else None
    if call is not None and instead is None and call.day_rate is not None:
        if call.workdays_due is None:
            return None
        instead = Money(call.day_rate.fen * call.workdays_due)
    if levy.fundraising is None:
        return instead
    due = stated(levy.fundraising.to_collect)
    return due + instead if due is not None and instead is not None else due


def _is_partial(levy: Levy, row: Exemption) -> bool:
    """Whether a row exempts from a part only: less than the amount per head for each of its people."""
    asked = levy.fundraising
    if asked is None or asked.per_head is None or row.relief is None:
        return False
    return row.people is None or row.relief.fen < asked.per_head.fen * row.people


def exempted_in_full(levy: Levy) -> int:
    """Number of people who pay nothing: as stated, else the sum of the exemptions."""
    asked = levy.fundraising
    if asked is not None and asked.exempted is not None:
        return asked.exempted
    return sum(row.people or 0 for row in levy.exemptions if not _is_partial(levy, row))


def partly_exempted(levy: Levy) -> int:
    """Number of people who pay a part."""
    return sum(row.people or 0 for row in levy.exemptions if _is_partial(levy, row))


def partial_relief(levy: Levy) -> Money:
    """Amount that people who pay a part need not pay."""
    return total(row.relief for row in levy.exemptions if row.relief is not None and _is_partial(levy, row))


def rated_of(levy: Levy) -> Money | None:
    """What the rates come to, by household, by mu or by worker; None if one is not known exactly."""
    fen = Decimal(0)
    for rate in levy.fundraising.rates if levy.fundraising is not None else ():
        exempted = rate.let_off if rate.let_off is not None else rate.quantity
        if not isinstance(rate.quantity, Quantity) or not isinstance(exempted, Quantity):
            return None
        if rate.quantity.approximate or exempted.approximate or exempted.unit != rate.quantity.unit:
            return None
        paying = rate.quantity.number - (exempted.number if rate.let_off is not None else 0)
        fen += (rate.unit_price.fen * paying).to_integral_value(ROUND_HALF_UP)
    return Money(int(fen))


def right_sums(levy: Levy) -> tuple[Money, ...]:
    """Amounts that are right for 应筹, by the head and by rates together; empty if they cannot be known."""
    asked = levy.fundraising
    if asked is None or not asked.rates:
        return _by_head(levy)
    rated = rated_of(levy)
    if rated is None or (asked.per_head is None) != (asked.heads is None):
        return ()
    if asked.per_head is not None:
        return tuple(one + rated for one in _by_head(levy))
    reliefs = [row.relief for row in levy.exemptions if row.relief is not None]
    return (rated, rated - total(reliefs)) if reliefs else (rated,)


def _by_head(levy: Levy) -> tuple[Money, ...]:
    """Amounts that are right by the head, the likeliest first; empty if they cannot be known.

    Papers count those who pay a part among the exempted or not, so both readings are right.
    """
    asked, rows = levy.fundraising, levy.exemptions
    if asked is None or asked.per_head is None or asked.heads is None or exempted_in_full(levy) > asked.heads:
        return ()
    if asked.exempted is None and any(row.people is None and row.relief is None for row in rows):
        return ()
    whole = Money(asked.per_head.fen * (asked.heads - exempted_in_full(levy)))
    relief = partial_relief(levy)
    counted_among = Money(whole.fen + asked.per_head.fen * partly_exempted(levy)) - relief
    reliefs = [row.relief for row in rows if row.relief is not None]
    sums = [whole - relief, counted_among]
    if rows and len(reliefs) == len(rows):
        sums.append(Money(asked.per_head.fen * asked.heads) - total(reliefs))
    return tuple(sums)
