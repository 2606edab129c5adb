"""The day by which a period is disclosed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from cunwu.values.period import Period

DEFAULT_DUE_DAY = 15
"""Day of the next month, if no place sets one. Source: program/due-day"""
_DAYS_AFTER_A_WEEK = 7
"""What is disclosed weekly is due before the next week is over; a day of the month says nothing about it."""


def due_day(period: Period, day: int) -> date:
    """The last day for disclosing a period: that day of the month after it ends; of a week, a week after it ends."""
    if period.kind == "week":
        return period.last + timedelta(days=_DAYS_AFTER_A_WEEK)
    year, month = (period.last.year + period.last.month // 12, period.last.month % 12 + 1)
    return date(year, month, max(1, min(day, monthrange(year, month)[1])))
