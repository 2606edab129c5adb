"""What visits come to: households, how many of all were reached, care in money and goods, answers and clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.derive.answers import Clock, clock_since
from cunwu.derive.past import SettingsOf
from cunwu.kinds.linkage import LINKAGE
from cunwu.kinds.visit import VISIT, Visit, Visits
from cunwu.records.board import Board
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money
from cunwu.values.quantity import Quantity, total_quantity


class Care(Frozen):
    """Money and goods given to households."""

    fen: int = 0
    unknown: int = 0
    """How often money was given whose amount is not known exactly: with any, the sum is not complete."""
    goods: int = 0
    """How often goods were given."""


def care_of(gifts: Iterable[tuple[object, str | None]]) -> Care:
    """Pairs of money and goods, added up."""
    told = list(gifts)
    exact = [money for money, _ in told if isinstance(money, Money)]
    unknown = sum(money is not None and not isinstance(money, Money) for money, _ in told)
    return Care(sum(money.fen for money in exact), unknown, sum(goods is not None for _, goods in told))


def gifts_of(board: Board) -> Iterator[tuple[object, str | None]]:
    """Everything given on visits to households, and by those who are tied to the place."""
    yield from ((visit.money, visit.goods) for visits in board.records(VISIT) for visit in visits.visits)
    yield from ((call.money, call.goods) for linkage in board.records(LINKAGE) for call in linkage.calls)


def fresh_in(visits: Iterable[Visit]) -> Decimal | None:
    """Households that were visited for the first time in the year; None unless every visit says so exactly."""
    found = Decimal(0)
    for visit in visits:
        if not isinstance(visit.fresh, Quantity) or visit.fresh.approximate:
            return None
        found += visit.fresh.number
    return found


def households_in(visits: Iterable[Visit]) -> tuple[Quantity | None, int]:
    """Households of all visits, one household as often as it was visited, and how many visits give no number."""
    told = [visit.households for visit in visits]
    known = [one for one in told if isinstance(one, Quantity)]
    return (total_quantity(known) if known else None), len(told) - len(known)


def visits_by_year(records: Iterable[Visits]) -> dict[int, list[tuple[Visits, Visit]]]:
    """Year → its visits, newest year first."""
    found: dict[int, list[tuple[Visits, Visit]]] = {}
    for record in sorted(records, key=lambda one: one.period, reverse=True):
        found.setdefault(record.period.last.year, []).extend((record, visit) for visit in record.visits)
    return found


def day_of(visits: Visits, visit: Visit) -> date:
    """The day of a visit, else the last of the period in which it was."""
    return visit.on.last if isinstance(visit.on, PartialDay) else visits.period.last


def clock_of(visits: Visits, visit: Visit, settings_on: SettingsOf, as_of: date) -> Clock | None:
    """The clock of what was heard on a visit; None of what was not passed on."""
    if visit.passed_to is None:
        return None
    began = day_of(visits, visit)
    answered = visit.answered.first if isinstance(visit.answered, PartialDay) else None
    is_answered = visit.answer is not None
    return clock_since(began, settings_on(visits, began), as_of, answered, is_answered=is_answered)
