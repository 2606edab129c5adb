"""The only reader of the clock; the command line and the MkDocs plugin ask it once and hand the day down."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """The day it is where this machine stands."""
    return datetime.now().astimezone().date()
