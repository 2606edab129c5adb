"""What a village owes and from when on: nearly all villages of a county owe the same, so a region only counts."""

from __future__ import annotations

from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import DEFAULT_DUE_DAY
from cunwu.kinds.village import Village
from cunwu.records.places import Place


class Terms(Frozen, order=True):
    """Items with their rhythm, the day of the month by which they are due, and the day the village joined."""

    rhythms: tuple[tuple[str, str], ...]
    due_day: int
    since: date


def terms_of(village: Place) -> Terms | None:
    """The terms of a village by today's settings; None for one that has not joined, and for regions."""
    record = village.record
    if not isinstance(record, Village) or record.joined is None:
        return None
    rhythms = {item.item: item.rhythm for item in reversed(village.catalogue)}
    return Terms(tuple(rhythms.items()), village.settings.due_day or DEFAULT_DUE_DAY, record.joined)
