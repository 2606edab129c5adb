"""One period of a book beside the period before it, the same one a year earlier, and the year so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from cunwu.core.frozen import Frozen
from cunwu.derive.balances import Sum, sum_known
from cunwu.kinds.ledger import Ledger
from cunwu.values.money import Money
from cunwu.values.period import Period, PeriodKind, days_between, year_of

_DAY = timedelta(days=1)
_BEFORE: Mapping[PeriodKind, str] = {
    "week": "上一周",
    "month": "上个月",
    "quarter": "上季度",
    "year": "上一年",
    "range": "上期",
}
_LAST_YEAR: Mapping[PeriodKind, str] = {"month": "去年同月", "quarter": "去年同季", "year": "上一年"}


class Flows(Frozen):
    """Income and expense of a period; None if an amount in it is not known."""

    name: str
    period: Period
    income: Money | None
    expense: Money | None
    ledger: Ledger | None = None
    """The ledger it stands for; None if it sums several."""


def compare(ledger: Ledger, book: Sequence[Ledger], sum_of: Callable[[Ledger], Sum]) -> tuple[Flows, ...]:
    """The ledger itself, then the periods to compare it with; `book` holds its ledgers in order of time.

    The year so far is included only if every day since the first of January was disclosed.
    """
    found = [_of_one("本期", ledger, sum_of)]
    before = next((other for other in book if other.period.last == ledger.period.first - _DAY), None)
    if before is not None and before.period.kind == ledger.period.kind:
        found.append(_of_one(_BEFORE[ledger.period.kind], before, sum_of))
    last_year = _a_year_earlier(ledger.period)
    same = next((other for other in book if last_year and other.period == last_year), None)
    if same is not None and same is not before:
        found.append(_of_one(_LAST_YEAR[ledger.period.kind], same, sum_of))
    so_far = _year_so_far(ledger, book)
    if len(so_far) > 1:
        found.append(_of_many(so_far, sum_of))
    return tuple(found)


def _of_one(name: str, ledger: Ledger, sum_of: Callable[[Ledger], Sum]) -> Flows:
    found = sum_of(ledger)
    if found.income is None or found.expense is None:
        return Flows(name, ledger.period, None, None, ledger)
    return Flows(name, ledger.period, found.income, found.expense, ledger)


def _of_many(ledgers: Sequence[Ledger], sum_of: Callable[[Ledger], Sum]) -> Flows:
    first, last = ledgers[0].period.first, ledgers[-1].period.last
    period = days_between(first, last)
    sums = [sum_of(ledger) for ledger in ledgers]
    income, expense = sum_known([one.income for one in sums]), sum_known([one.expense for one in sums])
    if income is None or expense is None:
        return Flows("今年以来", period, None, None)
    return Flows("今年以来", period, income, expense)


def _a_year_earlier(period: Period) -> Period | None:
    if period.kind in ("week", "range"):
        return None
    earlier = period
    for _ in range({"month": 12, "quarter": 4, "year": 1}[period.kind]):
        earlier = earlier.previous()
    return earlier


def _year_so_far(ledger: Ledger, book: Sequence[Ledger]) -> list[Ledger]:
    """The ledgers from the first of January to the end of this one; empty if a day is missing."""
    year = year_of(ledger.period.last)
    within = [other for other in book if year.first <= other.period.first and other.period.last <= ledger.period.last]
    next_day = year.first
    for other in within:
        if other.period.first != next_day:
            return []
        next_day = other.period.last + _DAY
    return within if within and within[-1] is ledger else []
