"""The catalogue of a village at any time, from its published settings: what was owed stays owed when an item goes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cunwu.core.frozen import Frozen
from cunwu.derive.in_force import InForce
from cunwu.derive.watched import watched_kind
from cunwu.kinds.common import CatalogueItem
from cunwu.kinds.fields import fields_of

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


def catalogues_of(in_force: InForce) -> Catalogues | None:
    """The catalogues of a village through time; None if today's always held."""
    turns: list[Turn] = []
    for turn in in_force.turns:
        turns += _turned(turns, Turn(turn.since, turn.settings.catalogue))
    return Catalogues(tuple(turns)) if len(turns) > 1 else None


def _turned(turns: Sequence[Turn], turn: Turn) -> tuple[Turn, ...]:
    same = bool(turns) and [_telling(one) for one in turns[-1].items] == [_telling(one) for one in turn.items]
    return () if same else (turn,)


def _telling(item: CatalogueItem) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in _TELLING)
