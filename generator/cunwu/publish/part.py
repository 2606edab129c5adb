"""A build that makes only the places whose records changed, and the regions above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cunwu.core.database import SpoiltError
from cunwu.core.frozen import replace
from cunwu.core.paths import RECORDS
from cunwu.derive.summary import Summary
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.publish.manifest import Manifest, PlaceRow
from cunwu.publish.place_builder import Workshop
from cunwu.publish.regions import make_region
from cunwu.publish.word_index import WordsChanged
from cunwu.records.board import OwnReader
from cunwu.records.places import Known, Place, listing_of
from cunwu.records.source import PartSource
from cunwu.search.pieces import terms_in

_COMPARED = ("posted", "code")
"""What a region compares of the places below it: a name that changes makes everything."""


@dataclass
class Part:
    """A part of the tree of places, read from the manifest of the last build."""

    shop: Workshop
    source: PartSource
    manifest: Manifest
    names: dict[str, str]
    """Path → name of the places made so far."""
    _rows: dict[str, PlaceRow] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)

    def owners_of(self, paths: Iterable[str]) -> frozenset[str]:
        """The places in whose folders these files lie."""
        return frozenset(self._owner_of(path) for path in paths)

    def _owner_of(self, path: str) -> str:
        folder = path.removeprefix(f"{RECORDS}/").rpartition("/")[0]
        while folder and self._row(folder) is None:
            folder = folder.rpartition("/")[0]
        return folder

    def make(self, dirty: Iterable[str]) -> None:
        """Make these places and the regions above them, and store both in the manifest."""
        rows: dict[str, PlaceRow] = {}
        staging, words = self.shop.staging, WordsChanged(self.shop.staging)
        waiting = sorted(dirty, reverse=True)  # a region after what lies below it
        while waiting:
            path = waiting.pop(0)
            old = self._known(path)
            self.names[path] = self._place(path).name
            if self.names[path] != old.name:
                raise SpoiltError  # every region above has the name in its search: only a whole build makes those files
            before = terms_in(old.urls, path, staging.read)
            made = self.shop.make_place(self._place(path), self._summaries_below(path))
            staging.remove(old.urls)
            words.note(old, before, self.shop.terms.pop(path))
            own = to_plain(made.summary, whole=True)
            rows[path] = replace(
                old,
                problems=made.problems,
                own=own,
                urls=made.urls,
                uncommitted=made.uncommitted,
                name=self.names[path],
                full_name=self._place(path).full_name,
            )
            self.manifest.put(rows[path])
            is_compared = any(own[name] != old.own[name] for name in _COMPARED)
            if is_compared and old.parent is not None and old.parent not in waiting:
                waiting.append(old.parent)
        for path in sorted(self._regions_above(rows), key=lambda path: (-path.count("/"), path == "", path)):
            row = rows.get(path) or self._known(path)
            rows[path] = make_region(self.shop, self.manifest, self._place(path), row)
            staging.remove(row.home_urls)
            self.manifest.put(rows[path])
            words.carry(rows[path])

    def _summaries_below(self, path: str) -> tuple[Summary, ...]:
        return tuple(from_plain(row.own) for row in self.manifest.below(path) if row.is_village)

    def _regions_above(self, paths: Iterable[str]) -> frozenset[str]:
        """The regions among these places, and all regions above them."""
        found: set[str] = set()
        for path in paths:
            row = self._known(path)
            if not row.is_village:
                found.add(path)
            while row.parent is not None:
                found.add(row.parent)
                row = self._known(row.parent)
        return frozenset(found)

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
        """The place with its parents and its files; its children have only a path."""
        if path not in self._places:
            row = self._known(path)
            folder = f"{RECORDS}/{path}".rstrip("/")
            children = list(self.manifest.below(path))
            files = self.source.files_in(folder, {f"{RECORDS}/{child.path}" for child in children})
            parent = self._place(row.parent) if row.parent is not None else None
            reader = OwnReader(self.source)
            place = Place(path, reader, parent, row.is_village, listing_of(folder, files))
            place.children.extend(_beside(child, place) for child in children)
            self._places[path] = place
        return self._places[path]


def _beside(row: PlaceRow, parent: Place) -> Place:
    """A place that is not made: its file is not read, what the region compares of it was kept."""
    place = Place(row.path, lambda _: Known(), parent, row.is_village)
    place.remember(row.name, row.own["code"])
    return place
