"""What is published although it is not as it ought to be, as lists of it name it: of a place, and of places below."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cunwu.core.frozen import Frozen

CARRIED = 100
"""How many of them a place tells the places above; more are counted."""


class Irregularity(Frozen):
    """One of them: where it stands, its sentence, what was said of it."""

    place: str
    path: str
    """The file of the record."""
    title: str
    """What the record is called."""
    code: str
    """To be read out: PRJ005-3."""
    anchor: str
    """Of the row on the record's page; empty if it is about the whole record."""
    text: str
    answer: str
    since: date | None
    """Since when the figures stand so; None where nothing is known of it."""


def in_order(irregular: Iterable[Irregularity]) -> tuple[Irregularity, ...]:
    """Those that nobody answered first, then the newest first."""

    def rank(one: Irregularity) -> tuple[bool, int, str, str, str]:
        return bool(one.answer), -(one.since or date.min).toordinal(), one.place, one.path, one.code

    return tuple(sorted(irregular, key=rank))
