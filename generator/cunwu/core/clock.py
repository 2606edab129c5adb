"""The only reader of the clock; the command line and the MkDocs plugin read it once and pass the day on."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """The day in the time zone of this machine."""
    return datetime.now().astimezone().date()
