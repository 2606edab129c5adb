"""Working days, by the State Council's notices of holidays; in other years only Saturdays and Sundays are off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from cunwu.core.frozen import Frozen


class Holidays(Frozen):
    """The days off of one year, and the weekend days that are worked instead."""

    off: tuple[tuple[date, date], ...]
    """First and last day of each holiday."""
    worked: tuple[date, ...]


NOTICES: Mapping[int, Holidays] = {
    2025: Holidays(
        off=(
            (date(2025, 1, 1), date(2025, 1, 1)),
            (date(2025, 1, 28), date(2025, 2, 4)),
            (date(2025, 4, 4), date(2025, 4, 6)),
            (date(2025, 5, 1), date(2025, 5, 5)),
            (date(2025, 5, 31), date(2025, 6, 2)),
            (date(2025, 10, 1), date(2025, 10, 8)),
        ),
        worked=(date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)),
    ),
    2026: Holidays(
        off=(
            (date(2026, 1, 1), date(2026, 1, 3)),
            (date(2026, 2, 15), date(2026, 2, 23)),
            (date(2026, 4, 4), date(2026, 4, 6)),
            (date(2026, 5, 1), date(2026, 5, 5)),
            (date(2026, 6, 19), date(2026, 6, 21)),
            (date(2026, 9, 25), date(2026, 9, 27)),
            (date(2026, 10, 1), date(2026, 10, 7)),
        ),
        worked=(
            date(2026, 1, 4),
            date(2026, 2, 14),
            date(2026, 2, 28),
            date(2026, 5, 9),
            date(2026, 9, 20),
            date(2026, 10, 10),
        ),
    ),
}
"""Year → its holidays. A year without a notice here has only its weekends off, and whoever counts in it says so.
Source: state-council-holidays/2025 and state-council-holidays/2026."""


def is_working_day(day: date) -> bool:
    """Whether offices are open on a day."""
    notice = NOTICES.get(day.year)
    if notice is not None and day in notice.worked:
        return True
    is_off = notice is not None and any(first <= day <= last for first, last in notice.off)
    return day.weekday() < 5 and not is_off


def add_working_days(day: date, count: int) -> date:
    """The last of so many working days after a day, which itself does not count."""
    for _ in range(count):
        day += timedelta(1)
        while not is_working_day(day):
            day += timedelta(1)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days there are from one day to another, both counted."""
    return sum(is_working_day(first + timedelta(later)) for later in range((last - first).days + 1))


def unknown_years(first: date, last: date) -> Iterator[int]:
    """The years from one day to another whose holidays are not known here."""
    return (year for year in range(first.year, last.year + 1) if year not in NOTICES)
