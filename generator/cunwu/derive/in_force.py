"""The settings of a place at any time, from what it and the places above it published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timezone
from functools import cached_property

from cunwu.core.frozen import Frozen
from cunwu.history.publications import PlaceHistory, Publication
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.region import REGION, Region
from cunwu.kinds.village import VILLAGE, Village
from cunwu.records.places import NATIONAL_DEFAULTS, Place, overlaid

HistoryOf = Callable[[str], PlaceHistory | None]
"""The history of a place by its path."""
VersionsOf = Callable[[PlaceHistory], Sequence[tuple[Publication, Region | Village]]]
"""What a place was by each publication, oldest first."""

_GROUP = f"{word_of(Village, 'settings')}."
_OF_ROWS = frozenset(
    spec.word for group in fields_of(Settings) if group.model is not None for spec in fields_of(group.model)
)


class Turn(Frozen):
    """Settings and the first day on which they held."""

    since: date
    settings: Settings


@dataclass(frozen=True)
class InForce:
    """The settings of a place, oldest first; the first ones count as if they had always held."""

    turns: tuple[Turn, ...]

    def on(self, day: date) -> Settings:
        """The settings that held on a day."""
        return self.turns[max(0, bisect_right(self._days, day) - 1)].settings

    def turned_to(self, settings: Settings, since: date) -> InForce:
        """The same with settings that hold from a day on."""
        return InForce((*self.turns, Turn(since, settings)))

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(turn.since for turn in self.turns)


def always(settings: Settings) -> InForce:
    """Settings that held at any time."""
    return InForce((Turn(date.min, settings),))


def settings_in_force(
    place: Place, history_of: HistoryOf, versions_of: VersionsOf, zone: timezone, as_of: date
) -> InForce:
    """The settings of a place through time.

    Of nearly every place changes that are known already say that they always held; only of others are old versions
    read.
    """
    stated = [_stated(upper, history_of(upper.path), versions_of, zone) for upper in place.lineage]
    own = stated[-1].since
    days = sorted({day for one in stated for day in one.days(own)})
    if not days:
        return always(place.settings)
    turns: list[Turn] = []
    for day in (date.min, *days):
        settings = NATIONAL_DEFAULTS
        for said in (one.at(day, own) for one in stated):
            settings = settings if said is None else overlaid(settings, said)
        turns.append(Turn(day, settings))
    return InForce(tuple(turns)).turned_to(place.settings, as_of)  # as the files say, if they are not committed yet


class _Stated(Frozen):
    """The settings that one place stated itself, with the first day of each version."""

    since: date | None
    """The day the place was first published; None if it is not known."""
    versions: tuple[tuple[date, Settings | None], ...]

    def came_after(self, village: date | None) -> bool:
        """Whether the place was first published after the village."""
        return self.since is not None and village is not None and self.since > village

    def at(self, day: date, village: date | None) -> Settings | None:
        """What it stated on a day: a place put in above an existing village stated nothing before it came."""
        if self.since is not None and self.came_after(village) and day < self.since:
            return None
        return next((said for since, said in reversed(self.versions) if since <= day), self.versions[0][1])

    def days(self, village: date | None) -> Iterator[date]:
        """The days on which something else began to hold."""
        if self.since is not None and self.came_after(village):
            yield self.since
        yield from (since for since, _ in self.versions[1:])


def _stated(place: Place, history: PlaceHistory | None, versions_of: VersionsOf, zone: timezone) -> _Stated:
    standing = place.record.settings if place.record else None
    first = history.first_of((VILLAGE if place.is_village else REGION).name, "") if history is not None else None
    since = first.moment.astimezone(zone).date() if first is not None else None
    versions = {date.min: standing}
    if history is not None and _may_have_turned(place, history):
        read = ((one.moment.astimezone(zone).date(), record.settings) for one, record in versions_of(history))
        versions = dict(read) or versions
    return _Stated(since, tuple(versions.items()))


def _may_have_turned(place: Place, history: PlaceHistory) -> bool:
    """Whether a published change of a place can have changed its settings."""
    life = history.life_of((VILLAGE if place.is_village else REGION).name, "")
    changes = (one.change for one in life[1:])
    return any(
        change.field.startswith(_GROUP) or (bool(change.item) and (not change.field or change.field in _OF_ROWS))
        for change in changes
    )
