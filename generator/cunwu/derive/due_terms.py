"""What a village owes and since when. Nearly all villages of a county owe the same, so a region stores only counts."""

from __future__ import annotations

from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import DEFAULT_DUE_DAY
from cunwu.kinds.village import Village
from cunwu.records.places import Place


class Terms(Frozen, order=True):
    """Items with their rhythm, the due day of the month, and the day the village joined."""

    rhythms: tuple[tuple[str, str], ...]
    due_day: int
    since: date


def terms_of(village: Place) -> Terms | None:
    """The terms of a village by today's settings; None for a region and for a village that has not joined."""
    record = village.record
    if not isinstance(record, Village) or record.joined is None:
        return None
    rhythms = {item.item: item.rhythm for item in reversed(village.catalogue)}
    return Terms(tuple(rhythms.items()), village.settings.due_day or DEFAULT_DUE_DAY, record.joined)
