"""How long what is posted must stay on the wall. The 公示 of a list of people is another thing with its own days."""

from __future__ import annotations

from datetime import date

from cunwu.records.places import NATIONAL_DEFAULTS, Place
from cunwu.values.period import days_between

NATIONAL_SINCE = date(2026, 1, 1)
"""From this day on the law itself says how long. Source: villagers-committee-law-2026/disclosure"""
NATIONAL_DAYS = NATIONAL_DEFAULTS.days_up or 0


def days_shown(since: date, until: date) -> int:
    """Days from the first to the last, both counted: up on the 1st, down on the evening of the 15th are fifteen."""
    return days_between(since, until).days


def wall_days(place: Place, posted: date) -> int | None:
    """The days something posted then stays up: the place's own, never fewer than the law's; None if nobody says."""
    own = _stated(place)
    return own if posted < NATIONAL_SINCE else max(own or 0, NATIONAL_DAYS)


def _stated(place: Place) -> int | None:
    settings = (one.record.settings for one in reversed(place.lineage) if one.record is not None)
    return next((own.days_up for own in settings if own is not None and own.days_up is not None), None)
