"""What an allowance comes to: so much a month or a day, over the months at post or the days that were kept."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from cunwu.derive.presence import days_counted
from cunwu.kinds.attendance import Attendance
from cunwu.kinds.posting import Allowance, Posting
from cunwu.values.money import Money
from cunwu.values.period import Period, month_of, periods_between

MONTHLY, DAILY = "每月", "每天"


def months_paid(allowance: Allowance) -> tuple[Period, ...]:
    """The months that its period touches."""
    period = allowance.period
    return tuple(periods_between(month_of(period.first), period.last))


def months_away(posting: Posting, allowance: Allowance) -> tuple[Period, ...]:
    """Months that were paid and in which the posting cannot have been."""
    return tuple(month for month in months_paid(allowance) if not posting.may_cover(month.first, month.last))


def total_of(allowance: Allowance, posting: Posting, months: Iterable[Attendance]) -> Money | None:
    """What is paid over its whole period; None of a daily one where a month of it was not kept."""
    if allowance.how_often == MONTHLY:
        return Money(allowance.amount.fen * len(months_paid(allowance)))
    if allowance.how_often != DAILY:
        return allowance.amount
    paid = allowance.period
    lines = [
        (month.period, line)
        for month in months
        for line in month.cadres
        if line.posting == posting.number and paid.contains(month.period.first) and paid.contains(month.period.last)
    ]
    if sum(period.days for period, _ in lines) < paid.days:
        return None
    days = sum((days_counted(line) for _, line in lines), Decimal(0))
    return Money(int(allowance.amount.fen * days))
