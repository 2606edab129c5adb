"""The only reader of the clock; the command line and the MkDocs plugin read it once and pass the day on."""

from __future__ import annotations

from datetime import date, datetime

from cunwu.core.zone import BEIJING


def this_moment() -> datetime:
    """The moment in Beijing, whatever the zone of this machine: one board has one day, wherever it is built."""
    return datetime.now(BEIJING)


def today() -> date:
    """The day in Beijing."""
    return datetime.now(BEIJING).date()
