"""The catalogue of a village at any time, from its published settings: what was owed stays owed when an item goes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timezone
from functools import cached_property

from cunwu.core.frozen import Frozen
from cunwu.derive.watched import watched_kind
from cunwu.history.publications import PlaceHistory, Publication
from cunwu.kinds.common import CatalogueItem, Settings
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.region import REGION, Region
from cunwu.kinds.village import VILLAGE, Village
from cunwu.records.places import NATIONAL_DEFAULTS, Place, overlaid

HistoryOf = Callable[[str], PlaceHistory | None]
"""The history of a place by its path."""
VersionsOf = Callable[[PlaceHistory], Sequence[tuple[Publication, Region | Village]]]
"""What a place was by each publication, oldest first."""

_GROUP = f"{word_of(Village, 'settings')}."
_OF_ITEMS = frozenset(spec.word for spec in fields_of(CatalogueItem))
_TELLING = tuple(spec.name for spec in fields_of(CatalogueItem) if spec.name not in ("number", "ask", "basis"))


class Turn(Frozen):
    """A catalogue and the first day on which it held."""

    since: date
    items: tuple[CatalogueItem, ...]


@dataclass(frozen=True)
class Catalogues:
    """The catalogues of a village, oldest first; the first one counts as if it had always held."""

    turns: tuple[Turn, ...]

    def named(self, name: str, day: date) -> CatalogueItem | None:
        """The item as it held on a day; None if there was none of that name."""
        return self._by_name[name][self._turn_of(day)]

    def turns_between(self, first: date, last: date) -> bool:
        """Whether anything changed after the first of these days, up to the last."""
        return self._turn_of(first) != self._turn_of(last)

    def names(self) -> tuple[str, ...]:
        """Every item that there ever was, in the order in which they came."""
        return tuple(self._by_name)

    def ways_of(self, name: str) -> tuple[CatalogueItem, ...]:
        """The ways in which an item was ever owed, oldest first; its due day is looked up by the day."""
        held = (item for item in self._by_name[name] if item is not None)
        return tuple({_manner(item): item for item in held}.values())

    def owes(self, item: CatalogueItem, day: date) -> bool:
        """Whether an item was owed in this way on a day."""
        held = self.named(item.item, day)
        return held is not None and (held is item or _manner(held) == _manner(item))

    def _turn_of(self, day: date) -> int:
        return max(0, bisect_right(self._days, day) - 1)

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(turn.since for turn in self.turns)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[CatalogueItem | None, ...]]:
        """Name → the first item of that name in each turn."""
        listed = [{item.item: item for item in reversed(turn.items)} for turn in self.turns]
        names = dict.fromkeys(item.item for turn in self.turns for item in turn.items)
        return {name: tuple(items.get(name) for items in listed) for name in names}


def _manner(item: CatalogueItem) -> tuple[object, ...]:
    kind = watched_kind(item)
    return item.rhythm, kind.name if kind is not None else "", item.only, item.busy


def catalogues_of(
    place: Place, history_of: HistoryOf, versions_of: VersionsOf, zone: timezone, as_of: date
) -> Catalogues | None:
    """The catalogues of a village through time; None if today's always held.

    Nearly every village is told so by changes that are known already; only for others are old versions read.
    """
    stated = [_stated(upper, history_of(upper.path), versions_of, zone) for upper in place.lineage]
    own = stated[-1].since
    if not any(len(one.versions) > 1 or one.came_after(own) for one in stated):
        return None
    days = sorted({day for one in stated for day in one.days(own)})
    turns: list[Turn] = []
    for day in (date.min, *days):
        settings = NATIONAL_DEFAULTS
        for said in (one.at(day, own) for one in stated):
            settings = settings if said is None else overlaid(settings, said)
        turns += _turned(turns, Turn(day, settings.catalogue))
    turns += _turned(turns, Turn(as_of, place.catalogue))  # as the files say, if they are not committed yet
    return Catalogues(tuple(turns)) if len(turns) > 1 else None


def turned_to(known: Catalogues | None, published: Place, proposed: Place, as_of: date) -> Catalogues | None:
    """The catalogues of a village as a request would leave them: what it writes holds from its own day on."""
    turns = list(known.turns) if known is not None else [Turn(date.min, published.catalogue)]
    turns += _turned(turns, Turn(as_of, proposed.catalogue))
    return Catalogues(tuple(turns)) if len(turns) > 1 else None


def _turned(turns: Sequence[Turn], turn: Turn) -> tuple[Turn, ...]:
    same = bool(turns) and [_telling(one) for one in turns[-1].items] == [_telling(one) for one in turn.items]
    return () if same else (turn,)


def _telling(item: CatalogueItem) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in _TELLING)


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
    """Whether a published change of a place can have changed its catalogue."""
    life = history.life_of((VILLAGE if place.is_village else REGION).name, "")
    changes = (one.change for one in life[1:])
    return any(
        change.field.startswith(_GROUP) or (bool(change.item) and (not change.field or change.field in _OF_ITEMS))
        for change in changes
    )
