"""The zone in which the days of a board begin and end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
"""The one legal time of the whole country. Source: 国务院 1949 年以来全国统一用北京时间"""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment_at(seconds: int) -> datetime:
    """A moment in UTC, from what git keeps: seconds since 1970."""
    return _EPOCH + timedelta(seconds=seconds)


def day_at(seconds: int) -> date:
    """The day in Beijing of a moment as git keeps it, in seconds since 1970; the last day if it is beyond all days."""
    try:
        return moment_at(seconds).astimezone(BEIJING).date()
    except OverflowError:
        return date.max
