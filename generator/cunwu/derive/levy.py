"""What a levy should bring in, and how much of it was collected."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from cunwu.kinds.levy import Exemption, LabourCall, Levy
from cunwu.values.absence import Absence
from cunwu.values.bounds import NOBODY_KNOWS, Bounds, bounds_of, fen_bounds, total_bounds, total_count
from cunwu.values.money import Money, is_inexact, stated, total
from cunwu.values.price import Price
from cunwu.values.quantity import Quantity

HEADS, WORKDAYS = "人", "工"


def collected_of(levy: Levy) -> Money:
    """Sum collected so far, without withdrawn rows."""
    return total(row.amount for row in levy.collected)


def most_to_collect(levy: Levy) -> Money | None:
    """The money due plus what may be paid instead of work; None if that is not known."""
    call = levy.labour_call
    instead = stated(call.value) if call is not None else None
    if call is not None and is_inexact(call.value):
        return None
    if call is not None and instead is None and call.day_rate is not None:
        most = bounds_of(call.workdays_due, WORKDAYS).most if call.workdays_due is not None else NOBODY_KNOWS
        most *= fen_bounds(call.day_rate).most if most else 0
        if most == NOBODY_KNOWS:
            return None
        instead = Money(int(most))
    if levy.fundraising is None:
        return instead
    due = stated(levy.fundraising.to_collect)
    return due + instead if due is not None and instead is not None else due


def workdays_of(call: LabourCall) -> Bounds | None:
    """The days of work that workers, households and mu are asked for; None if that cannot be known."""
    asked = [call.per_worker, call.workers]
    if (call.per_worker is None) != (call.workers is None) or (asked == [None, None] and not call.rates):
        return None
    sums: list[Bounds] = []
    if call.per_worker is not None and call.workers is not None:
        sums.append(bounds_of(call.per_worker, WORKDAYS) * bounds_of(call.workers, HEADS))
    for rate in call.rates:
        exempted = rate.let_off if rate.let_off is not None else rate.quantity
        if not isinstance(rate.quantity, Quantity) or not isinstance(exempted, Quantity):
            return None
        giving = bounds_of(rate.quantity, rate.quantity.unit)
        if rate.let_off is not None:
            giving = giving.less(bounds_of(exempted, rate.quantity.unit))
        sums.append(bounds_of(rate.per_unit, WORKDAYS) * giving)
    return total_bounds(sums)


def may_be_partial(levy: Levy, row: Exemption) -> bool:
    """Whether a row may exempt from a part only: less than the amount per head for each of its people."""
    asked = levy.fundraising
    if asked is None or asked.per_head is None or row.relief is None:
        return False
    relief = stated(row.relief)
    if row.people is None or relief is None:
        return True
    return relief.fen < fen_bounds(asked.per_head).most * bounds_of(row.people, HEADS).most


def exempted_in_full(levy: Levy) -> int | None:
    """Number of people who pay nothing: as stated, else the sum of the exemptions. None if it is known only roughly."""
    asked = levy.fundraising
    if asked is not None and asked.exempted is not None:
        return asked.exempted if isinstance(asked.exempted, int) else None
    return _exactly(row.people for row in levy.exemptions if not may_be_partial(levy, row))


def _partly_exempted(levy: Levy) -> int | None:
    """Number of people who pay a part; None if it is known only roughly."""
    return _exactly(row.people for row in levy.exemptions if may_be_partial(levy, row))


def _exactly(counts: Iterable[int | Quantity | None]) -> int | None:
    found = total_count(count for count in counts if count is not None)
    return found if isinstance(found, int) else None


def partial_relief(levy: Levy) -> Money | None:
    """Amount that people who pay a part need not pay; None if it is known only roughly."""
    return _in_money(row.relief for row in levy.exemptions if may_be_partial(levy, row))


def _in_money(amounts: Iterable[object]) -> Money | None:
    written = [amount for amount in amounts if amount is not None]
    exact = [amount for amount in written if isinstance(amount, Money)]
    return total(exact) if len(exact) == len(written) else None


def rated_of(levy: Levy) -> Money | None:
    """What the rates come to, by household, by mu or by worker; None if one is not known exactly."""
    fen = Decimal(0)
    for rate in levy.fundraising.rates if levy.fundraising is not None else ():
        exempted = rate.let_off if rate.let_off is not None else rate.quantity
        if not isinstance(rate.quantity, Quantity) or not isinstance(exempted, Quantity):
            return None
        if (
            not isinstance(rate.unit_price, Price)
            or rate.quantity.approximate
            or exempted.approximate
            or exempted.unit != rate.quantity.unit
        ):
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
    reliefs = _in_money(row.relief for row in levy.exemptions)
    if reliefs is None:
        return ()
    return (rated, rated - reliefs) if reliefs.fen else (rated,)


def sum_of_rough(levy: Levy) -> Bounds | None:
    """What is certain of 应筹, in 分, where something it is computed from is known only roughly; None if it is exact.

    Whoever is let off may have been let off in full, or not be counted: every reading lies between the two.
    """
    asked = levy.fundraising
    if asked is None or right_sums(levy) or (asked.per_head is None) != (asked.heads is None):
        return None
    sums = []
    if asked.per_head is not None and asked.heads is not None:
        spared = [row.people for row in levy.exemptions]
        if asked.exempted is None and any(people is None for people in spared):
            return None
        rows = total_bounds(bounds_of(people, HEADS) for people in spared if people is not None)
        stated_too = rows if asked.exempted is None else bounds_of(asked.exempted, HEADS)
        paying = bounds_of(asked.heads, HEADS).less(total_bounds((rows, stated_too)))
        sums.append(fen_bounds(asked.per_head) * Bounds(paying.least, bounds_of(asked.heads, HEADS).most))
    for rate in asked.rates:
        if not isinstance(rate.quantity, Quantity) or isinstance(rate.let_off, Absence):
            return None
        giving = bounds_of(rate.quantity, rate.quantity.unit)
        least = giving if rate.let_off is None else giving.less(bounds_of(rate.let_off, rate.quantity.unit))
        sums.append(fen_bounds(rate.unit_price) * Bounds(least.least, giving.most))
    return total_bounds(sums).less(_all_reliefs(levy)) if sums else None


def _all_reliefs(levy: Levy) -> Bounds:
    """What all are let off in 分, nothing at the least."""
    reliefs = [row.relief for row in levy.exemptions if row.relief is not None]
    known = total_bounds(fen_bounds(relief) for relief in reliefs if isinstance(relief, Money | Quantity))
    return Bounds(Decimal(0), NOBODY_KNOWS if Absence.UNKNOWN in reliefs else known.most)


def _by_head(levy: Levy) -> tuple[Money, ...]:
    """Amounts that are right by the head, the likeliest first; empty if they cannot be known.

    Papers count those who pay a part among the exempted or not, so both readings are right.
    """
    asked, rows = levy.fundraising, levy.exemptions
    if asked is None or not isinstance(asked.per_head, Money) or not isinstance(asked.heads, int):
        return ()
    exempted, partly, relief = exempted_in_full(levy), _partly_exempted(levy), partial_relief(levy)
    if exempted is None or partly is None or relief is None or exempted > asked.heads:
        return ()
    if asked.exempted is None and any(row.people is None and row.relief is None for row in rows):
        return ()
    whole = Money(asked.per_head.fen * (asked.heads - exempted))
    counted_among = Money(whole.fen + asked.per_head.fen * partly) - relief
    sums = [whole - relief, counted_among]
    reliefs = _in_money(row.relief for row in rows)
    if rows and reliefs is not None and all(row.relief is not None for row in rows):
        sums.append(Money(asked.per_head.fen * asked.heads) - reliefs)
    return tuple(sums)
