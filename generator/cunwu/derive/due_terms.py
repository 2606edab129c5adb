"""What a village owes and since when. Nearly all villages of a county owe the same, so a region stores only counts."""

from __future__ import annotations

from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.watched import watched_kind
from cunwu.kinds.village import Village
from cunwu.records.places import Place
from cunwu.values.due import DEFAULT_DUE_DAY


class Terms(Frozen, order=True):
    """Items with their rhythm, the due day of the month, and the day the village joined."""

    rhythms: tuple[tuple[str, str], ...]
    """Item → rhythm, for items that the program watches."""
    due_day: int
    since: date
    days: tuple[tuple[str, int], ...] = ()
    """Item → its own due day, if it has one."""
    kinds: tuple[tuple[str, str], ...] = ()
    """Item → word of the kind it is measured by, if that is another word."""


def terms_of(village: Place) -> Terms | None:
    """The terms of a village by today's settings; None for a region and for a village that has not joined."""
    record = village.record
    if not isinstance(record, Village) or record.joined is None:
        return None
    watched = {item.item: (item, kind) for item in reversed(village.catalogue) if (kind := watched_kind(item))}
    return Terms(
        tuple((name, item.rhythm) for name, (item, _) in watched.items()),
        village.settings.due_day or DEFAULT_DUE_DAY,
        record.joined,
        tuple((name, item.due_day) for name, (item, _) in watched.items() if item.due_day),
        tuple((name, kind.catalogue) for name, (_, kind) in watched.items() if kind.catalogue != name),
    )
