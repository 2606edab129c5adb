"""The settings of a place at any time, from what it and the places above it published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timezone
from functools import cached_property

from cunwu.core.frozen import Frozen, replace
from cunwu.history.own_files import folder_of_own
from cunwu.history.publications import PlaceHistory, Publication
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.region import REGION, Region
from cunwu.kinds.village import VILLAGE, Village
from cunwu.records.places import NATIONAL_DEFAULTS, Place, overlaid
from cunwu.values.due import DEFAULT_DUE_DAY

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

    def due_day_on(self, day: date) -> int:
        """The day of the month by which things were due, by the settings of a day."""
        return self.on(day).due_day or DEFAULT_DUE_DAY

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
    """The settings of a place through time, by what lay above it at each time.

    Of nearly every place changes that are known already say that they always held; only of others are old versions
    read.
    """
    history = history_of(place.path)
    stated = tuple(_stated(upper, history_of(upper.path), versions_of, zone) for upper in place.lineage)
    homes = [_Home(since, path, stated) for since, path in _homes_of(place, history, zone)]
    for number, home in enumerate(homes[:-1]):
        above = (_stated_above(history_of(path), versions_of, zone) for path in _above(home.path))
        homes[number] = replace(home, stated=(*above, stated[-1]))
    own = stated[-1].since
    days = {day for home in homes for one in home.stated for day in one.days(own)} | {home.since for home in homes[1:]}
    if not days:
        return always(place.settings)
    turns: list[Turn] = []
    for day in (date.min, *sorted(days)):
        settings, home = NATIONAL_DEFAULTS, next(home for home in reversed(homes) if home.since <= day)
        for said in (one.at(day, own) for one in home.stated):
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


class _Home(Frozen):
    """Where a place lay from a day on, and what was stated there, from the top down to itself."""

    since: date
    path: str
    stated: tuple[_Stated, ...]


def _homes_of(place: Place, history: PlaceHistory | None, zone: timezone) -> list[tuple[date, str]]:
    """The paths of a place, oldest first, each with its first day; the present one is the last."""
    found: list[tuple[date, str]] = []
    for publication, path, _ in history.own_files if history is not None else ():
        folder = folder_of_own(path)
        if not found or found[-1][1] != folder:
            found.append((publication.moment.astimezone(zone).date(), folder))
    if not found or found[-1][1] != place.path:  # moved, and not committed yet
        found.append((date.max, place.path))
    return [(date.min, found[0][1]), *found[1:]]


def _above(path: str) -> Iterator[str]:
    """The paths of the places above one, from the top down."""
    parts = path.split("/") if path else []
    return ("/".join(parts[:depth]) for depth in range(len(parts)))


def _stated_above(history: PlaceHistory | None, versions_of: VersionsOf, zone: timezone) -> _Stated:
    """What was stated by a place that a moved one lay below; nothing if there is none any more."""
    versions = _read(history, versions_of, zone) if history is not None else {}
    first = min(versions, default=None)
    return _Stated(first, tuple(versions.items()) or ((date.min, None),))


def _stated(place: Place, history: PlaceHistory | None, versions_of: VersionsOf, zone: timezone) -> _Stated:
    standing = place.record.settings if place.record else None
    first = history.first_of((VILLAGE if place.is_village else REGION).name, "") if history is not None else None
    since = first.moment.astimezone(zone).date() if first is not None else None
    versions = {date.min: standing}
    if history is not None and _may_have_turned(place, history):
        versions = _read(history, versions_of, zone) or versions
    return _Stated(since, tuple(versions.items()))


def _read(history: PlaceHistory, versions_of: VersionsOf, zone: timezone) -> dict[date, Settings | None]:
    return {one.moment.astimezone(zone).date(): record.settings for one, record in versions_of(history)}


def _may_have_turned(place: Place, history: PlaceHistory) -> bool:
    """Whether a published change of a place can have changed its settings."""
    life = history.life_of((VILLAGE if place.is_village else REGION).name, "")
    changes = (one.change for one in life[1:])
    return any(
        change.field.startswith(_GROUP) or (bool(change.item) and (not change.field or change.field in _OF_ROWS))
        for change in changes
    )
