"""Until when an answer is owed, and how long one waits for it: one clock for all that is asked or passed on."""

from __future__ import annotations

from datetime import date, timedelta

from cunwu.core.frozen import Frozen
from cunwu.kinds.common import WORKING_DAYS, Settings
from cunwu.values.working_days import add_working_days

ANSWER_DAYS = 60
"""Within so many days there is an answer, if the place sets no other time."""


class Clock(Frozen):
    """How long something waits, or waited, for its answer."""

    due: date
    days: int | None
    """Days until the answer, or until today where there is none; None of an answer without a day."""
    is_answered: bool
    is_late: bool


def due_of(day: date, settings: Settings) -> date:
    """The last day for an answer to what was received on a day."""
    allowed = ANSWER_DAYS if settings.answer_days is None else settings.answer_days
    return add_working_days(day, allowed) if counts_working_days(settings) else day + timedelta(allowed)


def counts_working_days(settings: Settings) -> bool:
    """Whether the place counts its days for an answer in working days."""
    return settings.answer_days is not None and settings.answer_by == WORKING_DAYS


def clock_since(day: date, settings: Settings, as_of: date, answered: date | None, *, is_answered: bool) -> Clock:
    """The clock of what was received on a day: measured, never declared. An answer without a day is not known late."""
    due, ended = due_of(day, settings), answered if is_answered else as_of
    return Clock(due, (ended - day).days if ended is not None else None, is_answered, ended is not None and ended > due)
