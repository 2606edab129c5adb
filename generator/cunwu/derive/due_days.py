"""The due day of a place at any time, from its published settings; a later change excuses no earlier period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timezone

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.derive.disclosure import DueDayAt, time_zone
from cunwu.history.publications import PlaceHistory
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import word_of
from cunwu.kinds.region import REGION
from cunwu.kinds.village import VILLAGE, Village
from cunwu.records.places import Place
from cunwu.values.due import DEFAULT_DUE_DAY

_FIELD = f"{word_of(Village, 'settings')}.{word_of(Settings, 'due_day')}"
_NUMBER = regex(r"[0-9]{1,3}")


class _Turn(Frozen):
    """A publication that changed the due day, and the due day before it."""

    day: date
    before: int | None


@dataclass(frozen=True)
class _Stated:
    """The published due days of one place, without those it inherits."""

    since: date | None
    """The day the place was first published; None if it is not known."""
    turns: tuple[_Turn, ...]
    """Oldest first."""
    standing: int | None

    def came_after(self, other: date | None) -> bool:
        """Whether the place was first published after the `other` day."""
        return self.since is not None and other is not None and self.since > other

    def at(self, day: date, village: date | None) -> int | None:
        """The due day that held here for a village first published on day `village`; None if none was set."""
        # A place added above an existing village set nothing before it came. A place that came with the village, or
        # before it, counts as if its first setting had always held.
        if self.since is not None and self.came_after(village) and day < self.since:
            return None
        return next((turn.before for turn in self.turns if turn.day > day), self.standing)


def due_days_of(place: Place, history_of: Callable[[str], PlaceHistory | None]) -> DueDayAt:
    """The due day in force for a village on any day; `history_of` finds the history of a place by its path."""
    zone = time_zone(place)
    lineage = [_stated(upper, history_of(upper.path), zone) for upper in reversed(place.lineage)]
    own = lineage[0].since
    if not any(stated.turns or stated.came_after(own) for stated in lineage):
        always = place.settings.due_day or DEFAULT_DUE_DAY
        return lambda _: always

    def due_day_at(day: date) -> int:
        return next((said for stated in lineage if (said := stated.at(day, own))), DEFAULT_DUE_DAY)

    return due_day_at


def _stated(place: Place, history: PlaceHistory | None, zone: timezone) -> _Stated:
    settings = place.record.settings if place.record else None
    standing = settings.due_day if settings else None
    if history is None:
        return _Stated(None, (), standing)
    kind = VILLAGE if place.is_village else REGION
    first = history.first_of(kind.name, "")
    turns = tuple(
        _Turn(published.publication.moment.astimezone(zone).date(), _number(published.change.before))
        for published in history.life_of(kind.name, "")
        if published.change.field == _FIELD
    )
    return _Stated(first.moment.astimezone(zone).date() if first else None, turns, standing)


def _number(text: str) -> int | None:
    """The day in a text as a page shows it: 15, or 15 日; None if the text is empty."""
    match = _NUMBER.search(text)
    return int(match[0]) if match else None
