"""Whom a request posts to a village although another village of the board has them, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from cunwu.core.paths import RECORDS
from cunwu.derive.doubles import Claim, Double, DoublesBelow, doubles_in, read_claims
from cunwu.git.branches import files_with
from cunwu.kinds.posting import POSTING
from cunwu.records.board import Outline, kind_at
from cunwu.records.places import Place
from cunwu.records.source import Source
from cunwu.rules.places import one_person_in_two_villages
from cunwu.values.names import fold_person, patterns_of

_MANY = 200
"""With more people than this, every posting of the board is read: git compares each line with each name."""


@dataclass(frozen=True)
class Claimed:
    """The people of the postings that a request changes, compared with those who may be the same elsewhere."""

    root: Path
    tree: str
    """The tree that would be published."""
    source: Source
    outline: Outline
    paths: tuple[str, ...]
    """The files that change."""
    as_of: date

    def at(self, region: Place) -> Sequence[Double]:
        """Whom a region tells of: those whom the request changes, and all if the region says something of them."""
        if one_person_in_two_villages.code.encode() in self.source.read(region.own_file):
            return self._below.at(region)
        return self._by_region.get(region.path, ())

    @property
    def regions(self) -> frozenset[str]:
        """Paths of the regions that tell of somebody whom the request changes."""
        return frozenset(self._by_region)

    @cached_property
    def _below(self) -> DoublesBelow:
        return DoublesBelow(self.source, self.as_of)

    @cached_property
    def _by_region(self) -> Mapping[str, Sequence[Double]]:
        found: dict[str, list[Double]] = {}
        changed = {(claim.path, claim.number) for claim in self._changed}
        for double in doubles_in((*self._changed, *self._others())):
            if changed.intersection(zip(double.paths, double.numbers, strict=True)):
                found.setdefault(double.region, []).append(double)
        return found

    @cached_property
    def _changed(self) -> tuple[Claim, ...]:
        return tuple(self._claims_in(self.paths))

    def _others(self) -> Iterator[Claim]:
        """Claims of people who may be called as those whom the request changes, in files that it leaves alone."""
        names = sorted({fold_person(claim.name) for claim in self._changed})
        if len(names) > _MANY:
            files: tuple[str, ...] = self.source.files()
        elif names:
            files = files_with(self.root, self.tree, map(patterns_of, names), f"{RECORDS}/**/{POSTING.folder}/*")
        else:
            files = ()
        yield from self._claims_in(tuple(path for path in files if path not in self.paths))

    def _claims_in(self, paths: Sequence[str]) -> Iterator[Claim]:
        by_place: dict[str, list[str]] = {}
        for path in paths:
            found = kind_at(path)
            if found is not None and found[1] is POSTING:
                by_place.setdefault(found[0], []).append(path)
        for path, files in by_place.items():
            village = self.outline.find(path)
            if village is not None and village.is_village:
                there = frozenset(village.files)
                yield from read_claims(self.source, village, self.as_of, [one for one in files if one in there])
