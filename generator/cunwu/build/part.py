"""Only the places made whose records changed, and the regions above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from cunwu.board import read_own_record
from cunwu.build.manifest import Manifest, PlaceRow
from cunwu.build.words import WordsChanged
from cunwu.build.workshop import PlaceMade, Workshop
from cunwu.database import SpoiltError
from cunwu.derive.summary import Summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.frozen import replace
from cunwu.pages.region import unfolds
from cunwu.paths import RECORDS
from cunwu.places import Place, listing_of
from cunwu.search.pieces import terms_in
from cunwu.source import PartSource


@dataclass
class Part:
    """A part of the tree of places, rebuilt from what the last build kept."""

    shop: Workshop
    source: PartSource
    manifest: Manifest
    names: dict[str, str]
    """What the places made by now are called."""
    _rows: dict[str, PlaceRow] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)
    _rolled: dict[str, Summary] = field(default_factory=dict)

    def owners_of(self, paths: Iterable[str]) -> frozenset[str]:
        """The places in whose folders these files lie."""
        return frozenset(self._owner_of(path) for path in paths)

    def _owner_of(self, path: str) -> str:
        folder = path.removeprefix(f"{RECORDS}/").rpartition("/")[0]
        while folder and self._row(folder) is None:
            folder = folder.rpartition("/")[0]
        return folder

    def make(self, dirty: Iterable[str]) -> list[PlaceRow]:
        """Make these places and what tells of them above; answers what is to be kept of each."""
        rows: dict[str, PlaceRow] = {}
        staging, words = self.shop.staging, WordsChanged(self.shop.staging)
        for path in sorted(dirty):
            old = self._known(path)
            self.names[path] = self._place(path).name
            if self.names[path] != old.name:
                raise SpoiltError  # every region above tells it to whoever searches: that is a build from nothing
            before = terms_in(old.urls, path, staging.read)
            staging.forget(old.urls)
            made = self.shop.make_place(self._place(path))
            staging.remove(old.urls)
            words.note(old, before, self.shop.terms.pop(path))
            own = to_plain(made.summary)
            rolled = own if old.is_village else old.rolled
            rows[path] = replace(
                old,
                problems=made.problems,
                own=own,
                rolled=rolled,
                urls=made.urls,
                uncommitted=made.uncommitted,
                name=self.names[path],
                full_name=self._place(path).full_name,
            )
        for path in sorted(self._regions_above(rows), key=lambda path: (-path.count("/"), path == "", path)):
            rows[path] = self._make_region(rows.get(path) or self._known(path), rows)
            words.carry(rows[path])
        return list(rows.values())

    def _regions_above(self, paths: Iterable[str]) -> frozenset[str]:
        """The regions among these places and all above them."""
        found: set[str] = set()
        for path in paths:
            row = self._known(path)
            if not row.is_village:
                found.add(path)
            while row.parent is not None:
                found.add(row.parent)
                row = self._known(row.parent)
        return frozenset(found)

    def _make_region(self, row: PlaceRow, rows: Mapping[str, PlaceRow]) -> PlaceRow:
        """A region's pages from the summaries of what lies below it."""
        summaries = self._summaries_below(row.path, rows)
        own = roll_up(from_plain(row.own), [summaries[path] for path in from_plain(row.own).below])
        summaries[row.path] = own
        for path in own.below:
            if unfolds(own, summaries):
                summaries |= self._summaries_below(path, rows)
        self.shop.staging.forget(row.home_urls)
        urls = self.shop.make_region(self._place(row.path), row.problems, summaries)
        self.shop.staging.remove(row.home_urls)
        return replace(row, rolled=to_plain(own), home_urls=urls)

    def _summaries_below(self, path: str, rows: Mapping[str, PlaceRow]) -> dict[str, Summary]:
        return {row.path: from_plain(rows.get(row.path, row).rolled) for row in self.manifest.below(path)}

    def _row(self, path: str) -> PlaceRow | None:
        if path not in self._rows:
            row = self.manifest.place(path)
            if row is None:
                return None
            self._rows[path] = row
        return self._rows[path]

    def _known(self, path: str) -> PlaceRow:
        row = self._row(path)
        if row is None:
            raise KeyError(path)
        return row

    def _place(self, path: str) -> Place:
        """The place with those above it, its files, and its children by name only."""
        if path not in self._places:
            row = self._known(path)
            folder = f"{RECORDS}/{path}".rstrip("/")
            children = list(self.manifest.below(path))
            files = self.source.files_in(folder, {f"{RECORDS}/{child.path}" for child in children})
            parent = self._place(row.parent) if row.parent is not None else None
            reader = partial(read_own_record, self.source)
            place = Place(path, reader, parent, row.is_village, listing_of(folder, files))
            place.children.extend(Place(child.path, _unread, place, child.is_village) for child in children)
            self._places[path] = place
        return self._places[path]


def _unread(_: Place) -> None:
    """Of a place beside those that are made, nothing but its path is wanted."""


def rows_of(
    places: Iterable[Place],
    made: Mapping[str, PlaceMade],
    rolled: Mapping[str, Summary],
    homes: Mapping[str, tuple[str, ...]],
) -> Iterator[PlaceRow]:
    """What is to be kept of every place after a whole build, one at a time: together nothing is as large."""
    for place in places:
        yield PlaceRow(
            path=place.path,
            parent=place.parent.path if place.parent else None,
            position=place.parent.children.index(place) if place.parent else 0,
            name=place.name,
            full_name=place.full_name,
            is_village=place.is_village,
            problems=made[place.path].problems,
            own=to_plain(made[place.path].summary),
            rolled=to_plain(rolled[place.path]),
            urls=made[place.path].urls,
            home_urls=homes.get(place.path, ()),
            uncommitted=made[place.path].uncommitted,
        )
