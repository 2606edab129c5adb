"""The only reader of the clock; the command line and the MkDocs plugin read it once and pass the day on."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
"""The one legal time of the whole country. Source: 国务院 1949 年以来全国统一用北京时间"""


def today() -> date:
    """The day in Beijing, whatever the zone of this machine: one board has one day, wherever it is built."""
    return datetime.now(BEIJING).date()
