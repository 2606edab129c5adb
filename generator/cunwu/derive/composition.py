"""Who the cadres in post are, as totals: fields that may be counted and never shown one by one (M32)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from cunwu.kinds.base import FieldSpec
from cunwu.kinds.fields import fields_of
from cunwu.kinds.posting import Posting

FEWEST = 5
"""Fewest people in a group that is told: of fewer, a neighbour knows who they are."""

Composition = tuple[tuple[str, str, int], ...]
"""Field, word and number of people; sorted."""

_FIELDS: tuple[FieldSpec, ...] = tuple(spec for spec in fields_of(Posting) if spec.totals_only)


def count_people(postings: Iterable[Posting], as_of: date) -> tuple[int, Composition]:
    """The people in post on a day, without teams that are posted as a whole, and how many of them are what."""
    people = [one for one in postings if one.covers(as_of, as_of) and one.role != "工作队"]
    found = Counter(
        (spec.word, word) for one in people for spec in _FIELDS if (word := getattr(one, spec.name)) is not None
    )
    return len(people), _sorted(found)


def add_up(one: Composition, other: Composition) -> Composition:
    """The groups of two places together."""
    found = Counter({(field, word): people for field, word, people in one})
    found.update({(field, word): people for field, word, people in other})
    return _sorted(found)


def large_groups(people: int, composition: Composition) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Field → its groups that may be told, in the order of the declaration.

    Nobody can work out a small group from the others and the whole: whoever is left over are none, or enough.
    """
    told = ((spec.word, _tellable(people, spec, composition)) for spec in _FIELDS)
    return tuple((word, groups) for word, groups in told if groups)


def only_large(people: int, composition: Composition) -> Composition:
    """The groups that may be told, as a composition."""
    return tuple(sorted((field, word, n) for field, groups in large_groups(people, composition) for word, n in groups))


def _tellable(people: int, spec: FieldSpec, composition: Composition) -> tuple[tuple[str, int], ...]:
    order = spec.form.choices if spec.form is not None else ()
    groups = {word: n for field, word, n in composition if field == spec.word and n >= FEWEST}
    while groups and 0 < people - sum(groups.values()) < FEWEST:
        del groups[min(groups, key=lambda word: groups[word])]
    return tuple(sorted(groups.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


def _sorted(found: Counter[tuple[str, str]]) -> Composition:
    return tuple((field, word, people) for (field, word), people in sorted(found.items()))
