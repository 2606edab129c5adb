"""Whom two villages of a board have posted to them at once, told by the lowest region above both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cunwu.core.frozen import Frozen, as_plain
from cunwu.derive.posted import Posted, posted_in
from cunwu.kinds.posting import POSTING
from cunwu.records.board import Board, kind_of, read_file
from cunwu.records.places import Place
from cunwu.records.source import Source
from cunwu.values.names import fold_name, fold_person, is_masked_name

LONGEST_DOUBLE = 31
"""Days for which somebody may be in two villages at once: a relief, or the days of a change."""


class Claim(Frozen):
    """A village that says of somebody, by name, that he was posted there."""

    places: tuple[str, ...]
    """Paths from the root down to the village."""
    names: tuple[str, ...]
    """Names of these places."""
    number: str
    name: str
    units: tuple[str, ...]
    traits: tuple[str, ...]
    since: date
    until: date

    @property
    def who(self) -> tuple[str, ...]:
        """The keys under which another claim of the same person is found: folded name and unit, for each unit."""
        name = fold_person(self.name)
        return tuple(dict.fromkeys(f"{name}\n{fold_name(unit)}" for unit in self.units))

    @property
    def path(self) -> str:
        """The path of the village."""
        return self.places[-1]


class Double(Frozen):
    """One person who was in two villages at once."""

    region: str
    """Path of the lowest region above both."""
    paths: tuple[str, str]
    """The two villages, in the order of their paths."""
    numbers: tuple[str, str]
    name: str
    unit: str
    villages: tuple[str, str]
    """The names of the two, with those of the places between them and the region: 清河镇上河村."""
    since: date
    until: date
    is_certain: bool
    """Whether the name is written in full: several people of one unit may be called 刘某."""


def claims_of(village: Place, people: Iterable[Posted]) -> tuple[Claim, ...]:
    """What a village says of people by name; none for those without one, and teams."""
    lineage = village.lineage
    paths, names = tuple(place.path for place in lineage), tuple(place.name for place in lineage)
    return tuple(
        Claim(paths, names, one.number, one.name, one.units, one.traits, one.since, one.until)
        for one in people
        if one.name
    )


def doubles_in(claims: Iterable[Claim]) -> tuple[Double, ...]:
    """Everybody who was in two villages for more than a month at once, each pair of postings once.

    The time depends on the claims and on the pairs found: who left before another came is not compared with him.
    """
    by_person: dict[str, list[Claim]] = {}
    for claim in claims:
        for key in claim.who:
            by_person.setdefault(key, []).append(claim)
    found = (one for same in by_person.values() if len(same) > 1 for one in _doubles_of_one(same))
    return tuple(sorted(set(found), key=_order))


def _doubles_of_one(same: Iterable[Claim]) -> Iterator[Double]:
    there: list[Claim] = []
    for claim in sorted(same, key=lambda one: (one.since, one.path, one.number)):
        there = [one for one in there if _overlap(one, claim) > LONGEST_DOUBLE]
        yield from (double for one in there if (double := double_of(one, claim)) is not None)
        there.append(claim)


def double_of(claim: Claim, another: Claim) -> Double | None:
    """The person whom two claims of one name mean; None if they are of one village, apart in time, or of two people."""
    one, other = sorted((claim, another), key=lambda claim: (claim.path, claim.number))
    shared = {*map(fold_name, other.units)}
    unit = next((unit for unit in one.units if fold_name(unit) in shared), None)
    if one.path == other.path or unit is None or _overlap(one, other) <= LONGEST_DOUBLE or _differ(one, other):
        return None
    depth = sum(1 for here, there in zip(one.places, other.places, strict=False) if here == there)
    return Double(
        region=one.places[depth - 1],
        paths=(one.path, other.path),
        numbers=(one.number, other.number),
        name=one.name,
        unit=unit,
        villages=("".join(one.names[depth:]), "".join(other.names[depth:])),
        since=max(one.since, other.since),
        until=min(one.until, other.until),
        is_certain=not is_masked_name(fold_person(one.name)),
    )


def _order(double: Double) -> tuple[str, str, tuple[str, str], tuple[str, str]]:
    return double.region, double.name, double.paths, double.numbers


def _overlap(one: Claim, other: Claim) -> int:
    return (min(one.until, other.until) - max(one.since, other.since)).days


def _differ(one: Claim, other: Claim) -> bool:
    """Whether what is stated of two of one name cannot be true of one person."""
    stated, known = (dict(trait.split(":", 1) for trait in who.traits) for who in (one, other))
    return any(known.get(field, word) != word for field, word in stated.items())


# --- read from the records, for a check ------------------------------------------------------------------------------


def read_claims(source: Source, village: Place, as_of: date, paths: Iterable[str] | None = None) -> tuple[Claim, ...]:
    """The claims of a village as its records stand; of all its postings, or of those in these files."""
    wanted = village.files if paths is None else paths
    files = tuple(read_file(source, path, POSTING) for path in wanted if kind_of(path, village) is POSTING)
    return claims_of(village, posted_in(Board(village, files), as_of)) if files else ()


@dataclass(frozen=True)
class DoublesBelow:
    """Who is in two villages at once below regions: the postings are read once, for the highest region asked for."""

    source: Source
    as_of: date
    _found: dict[str, list[Double]] = field(default_factory=dict, repr=False)
    _read: set[str] = field(default_factory=set, repr=False)

    def at(self, region: Place) -> Sequence[Double]:
        """Those whom a region tells of. Regions above come first, or what lies below one is read again."""
        if self._read.isdisjoint(place.path for place in region.lineage):
            self._read.add(region.path)
            claims = (one for village in region.villages() for one in read_claims(self.source, village, self.as_of))
            for double in doubles_in(claims):
                self._found.setdefault(double.region, []).append(double)
        return self._found.get(region.path, ())


# --- kept by a build -------------------------------------------------------------------------------------------------


def claim_from(plain: dict[str, Any]) -> Claim:
    """The claim that `plain_of` made plain. Raises ValueError, KeyError or TypeError if it is none."""
    several = {name: tuple(plain[name]) for name in ("places", "names", "units", "traits")}
    return Claim(**{**plain, **several, **_days(plain)})


def double_from(plain: dict[str, Any]) -> Double:
    """The double that `plain_of` made plain. Raises ValueError, KeyError or TypeError if it is none."""
    pairs = {name: tuple(plain[name]) for name in ("paths", "numbers", "villages")}
    return Double(**{**plain, **pairs, **_days(plain)})


def plain_of(one: Claim | Double) -> dict[str, Any]:
    """Its fields as a build stores them."""
    return {**as_plain(one), "since": one.since.isoformat(), "until": one.until.isoformat()}


def _days(plain: dict[str, Any]) -> dict[str, date]:
    return {name: date.fromisoformat(plain[name]) for name in ("since", "until")}
