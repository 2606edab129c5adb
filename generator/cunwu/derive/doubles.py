"""Who was posted to two villages of one region at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from cunwu.core.frozen import Frozen
from cunwu.derive.posted import Posted, PostedTo
from cunwu.values.names import fold_name, fold_person, is_masked_name

LONGEST_DOUBLE = 31
"""Days for which somebody may be in two villages at once: a relief, or the days of a change."""


class Double(Frozen):
    """One person who was in two villages at once."""

    name: str
    unit: str
    villages: tuple[str, str]
    """The names of the two."""
    since: date
    until: date
    is_certain: bool
    """Whether the name is written in full: several people of one unit may be called 刘某."""


def people_in_two_villages(posted: Iterable[PostedTo]) -> Iterator[Double]:
    """Who was in two villages for more than a month at once."""
    by_name: dict[str, list[tuple[PostedTo, Posted]]] = {}
    for place in posted:
        for one in (one for one in place.people if one.name):
            by_name.setdefault(fold_person(one.name), []).append((place, one))
    for same in by_name.values():
        for (place, one), (elsewhere, other) in combinations(same, 2):
            units = [unit for unit in one.units if fold_name(unit) in {*map(fold_name, other.units)}]
            since, until = max(one.since, other.since), min(one.until, other.until)
            if place.path == elsewhere.path or not units or _differ(one, other):
                continue
            if (until - since).days > LONGEST_DOUBLE:
                is_certain = not is_masked_name(fold_person(one.name))
                yield Double(one.name, units[0], (place.village, elsewhere.village), since, until, is_certain)


def _differ(one: Posted, other: Posted) -> bool:
    """Whether what is stated of two of one name cannot be true of one person."""
    stated, known = (dict(trait.split(":", 1) for trait in who.traits) for who in (one, other))
    return any(known.get(field, word) != word for field, word in stated.items())
