"""A build that makes only the places whose records changed, and the regions above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cunwu.core.database import SpoiltError
from cunwu.core.frozen import replace
from cunwu.core.paths import RECORDS
from cunwu.derive.doubles import Double, claims_of
from cunwu.derive.posted import PostedTo, with_deeper
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.publish.manifest import Manifest, PlaceRow
from cunwu.publish.place_builder import NOTHING_ABOVE, ToldAbove, Workshop, posted_to
from cunwu.publish.regions import make_region, told_above
from cunwu.publish.showing import Seen
from cunwu.publish.word_index import WordsChanged
from cunwu.records.board import OwnReader, kind_at, read_board
from cunwu.records.places import Known, Place, listing_of
from cunwu.records.source import PartSource
from cunwu.search.pieces import terms_in


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

    def touched_by(self, paths: Iterable[str]) -> frozenset[str]:
        """The places in whose folders these files lie, and those below whose pages show what holds above them."""
        found: set[str] = set()
        for path in paths:
            owner, kind = self._owner_of(path), kind_at(path)
            found.add(owner)
            if kind is not None and kind[1].inherited:
                found.update(self._below(owner))
        return frozenset(found)

    def _below(self, path: str) -> Iterator[str]:
        for row in self.manifest.below(path):
            yield row.path
            yield from () if row.is_village else self._below(row.path)

    def _owner_of(self, path: str) -> str:
        folder = path.removeprefix(f"{RECORDS}/").rpartition("/")[0]
        while folder and self._row(folder) is None:
            folder = folder.rpartition("/")[0]
        return folder

    def make(self, dirty: Iterable[str]) -> None:
        """Make these places and the regions above them, and store both in the manifest."""
        words, paths, claims = WordsChanged(self.shop.staging), sorted(dirty), self.manifest.claims
        villages = {path: self._see(path) for path in paths if self._known(path).is_village}
        regions = {path for path in paths if path not in villages}
        regions |= {parent for seen in villages.values() if (parent := self._compares(seen)) is not None}
        regions |= {region for seen in villages.values() for region in self._claimed_twice(seen)}
        regions |= {region for seen in villages.values() for region in self._calling(seen)}
        told = set[str]()
        for path in sorted(regions, reverse=True):
            before = from_plain(self._known(path).own)
            self._remake(self._see_region(path, villages, claims.doubles_at(path)), words)
            after = from_plain(self._known(path).own)
            told |= {one.path for one in {*before.named} ^ {*after.named}}
            told |= {one.path for one in {*before.inspected} ^ {*after.inspected}}
        for path in sorted(told - villages.keys()):
            if self._known(path).is_village:
                villages[path] = self._see(path)
        for path, seen in sorted(villages.items()):  # after the regions, whose records may tell of them
            self._remake(seen, words, told_above(path, self._row))
        touched = self._regions_above((*regions, *villages, *told))
        for path in sorted(touched, key=lambda path: (-path.count("/"), path == "", path)):
            old = self._known(path)
            self._keep(make_region(self.shop, self.manifest, self._place(path), old))
            self.shop.staging.remove(old.home_urls)
            words.carry(self._known(path))

    def _see(self, path: str) -> Seen:
        return self.shop.see(self._named_as_before(path), ())

    def _see_region(self, path: str, villages: Mapping[str, Seen], doubles: Sequence[Double]) -> Seen:
        place = self._named_as_before(path)
        for child in place.children:  # a record of a region may name any place below
            self._fill(child)
        board = read_board(self.shop.source, place)
        near = (one.path for one in place.children if one.is_village)
        posted = with_deeper(
            (self._posted_to(one, villages) for one in near), board, lambda one: self._posted_to(one.path, villages)
        )
        return self.shop.see(place, posted, board, doubles)

    def _named_as_before(self, path: str) -> Place:
        self.names[path] = self._place(path).name
        if self.names[path] != self._known(path).name:
            raise SpoiltError  # every region above has the name in its search: only a whole build makes those files
        return self._place(path)

    def _fill(self, place: Place) -> None:
        if not place.is_village and not place.children:
            place.children.extend(_beside(child, place) for child in self.manifest.below(place.path))
            for child in place.children:
                self._fill(child)

    def _remake(self, seen: Seen, words: WordsChanged, told: ToldAbove = NOTHING_ABOVE) -> None:
        """Write the pages of a place in place of those of the last build."""
        path, staging = seen.place.path, self.shop.staging
        old = self._known(path)
        before = terms_in(old.urls, path, staging.read)
        made = self.shop.make_place(seen, told)
        staging.remove(old.urls)
        words.note(old, before, self.shop.terms.pop(path))
        self._keep(
            replace(
                old,
                problems=made.problems,
                own=to_plain(made.summary, whole=True),
                urls=made.urls,
                uncommitted=made.uncommitted,
                name=self.names[path],
                full_name=seen.place.full_name,
            )
        )

    def _keep(self, row: PlaceRow) -> None:
        self._rows[row.path] = row
        self.manifest.put(row)

    def _compares(self, seen: Seen) -> str | None:
        """The region above a village, if what it compares of the village has changed."""
        old = self._known(seen.place.path)
        before = from_plain(old.own)
        is_same = before.posted == seen.as_posted.people and before.code == seen.place.code
        return None if is_same else old.parent

    def _claimed_twice(self, seen: Seen) -> frozenset[str]:
        """The regions that tell other things of the people of a village than the last build did."""
        people = seen.as_posted.people
        if from_plain(self._known(seen.place.path).own).posted == people:
            return frozenset()
        return self.manifest.claims.exchange(seen.place.path, claims_of(seen.place, people))

    def _posted_to(self, path: str, seen: Mapping[str, Seen]) -> PostedTo:
        """A village with its postings, as they were seen now or made last."""
        return seen[path].as_posted if path in seen else posted_to(from_plain(self._known(path).own))

    def _calling(self, seen: Seen) -> frozenset[str]:
        """The regions above the town of a village whose records call its cadres, if these have changed.

        One that shows a record as it was before may call any: what that version calls is kept nowhere.
        """
        path = seen.place.path
        if from_plain(self._known(path).own).posted == seen.as_posted.people:
            return frozenset()
        above = (self._known(region.path) for region in seen.place.lineage[:-2])
        own = ((row.path, from_plain(row.own)) for row in above)
        return frozenset(
            region for region, one in own if one.waiting or any(name.path == path and name.number for name in one.named)
        )

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
