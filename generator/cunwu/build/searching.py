"""What a search of a region loads: written whole by who makes its town, or brought up to date where words changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cunwu.board import Outline
from cunwu.build.manifest import PlaceRow
from cunwu.pages.links import place_url, relative, search_url
from cunwu.places import Place
from cunwu.search.below import Change, Terms, all_shards, changed_shards, terms_below
from cunwu.search.names import Named, children_file, names_files
from cunwu.search.pieces import terms_in
from cunwu.staging import Staging


def has_only_villages(region: Place) -> bool:
    """Whether no region lies below: then whoever makes its villages knows everything a search there needs."""
    return all(child.is_village for child in region.children)


def write_below(staging: Staging, region: Place, holders: Iterable[Terms]) -> None:
    """Which place holds which words; `holders` are the region itself, then the places right below it."""
    for url, content in all_shards(region.path, holders, len(region.children) + 1):
        staging.write(url, content)


def write_regions(staging: Staging, outline: Outline, urls: Mapping[str, tuple[str, ...]]) -> None:
    """What is left to be written when all places are made, `urls` by the path of each: upward, and one at a time."""
    for region in reversed(list(outline.root.walk())):
        if region.is_village:
            continue
        _write_names(staging, region)
        if not has_only_villages(region):
            own = terms_in(urls[region.path], region.path, staging.read)
            write_below(staging, region, (own, *(_held_by(staging, child, urls) for child in region.children)))


def _held_by(staging: Staging, place: Place, urls: Mapping[str, tuple[str, ...]]) -> Terms:
    if place.is_village:
        return terms_in(urls[place.path], place.path, staging.read)
    return terms_below(place.path, staging.read)


def _write_names(staging: Staging, region: Place) -> None:
    start = search_url(region)
    for url, content in names_files(region.path, tuple(_named(start, region, ""))):
        staging.write(url, content)
    children = [(relative(start, search_url(child)), child.name) for child in region.children]
    staging.write(*children_file(region.path, children))


def _named(start: str, place: Place, above: str) -> Iterator[Named]:
    for child in place.children:
        yield Named(child.name, relative(start, place_url(child)), above)
        yield from _named(start, child, f"{above} · {child.name}" if above else child.name)


@dataclass
class WordsChanged:
    """What came and went in the places of a build that makes only some, carried upward as far as anybody notices."""

    staging: Staging
    _changes: dict[str, dict[int, Change]] = field(default_factory=dict)
    """By region, then by the position of who changed: 0 is the region itself."""

    def note(self, row: PlaceRow, before: Terms, after: Terms) -> None:
        """A place was made again."""
        if row.is_village:
            self._tell_above(row, Change(after - before, before - after))
        else:
            self._tell(row.path, 0, Change(after - before, before - after))

    def carry(self, row: PlaceRow) -> None:
        """Bring a region up to date; whatever lies below it was before. Raises SpoiltError."""
        changes = self._changes.pop(row.path, None)
        if changes is None:
            return
        changed = changed_shards(row.path, changes, self.staging.read)
        for url, content in changed.files:
            self.staging.write(url, content)
        self.staging.remove(changed.removed)
        self._tell_above(row, changed.change)

    def _tell_above(self, row: PlaceRow, change: Change) -> None:
        if row.parent is not None:
            self._tell(row.parent, row.position + 1, change)

    def _tell(self, path: str, position: int, change: Change) -> None:
        if change.came or change.went:
            self._changes.setdefault(path, {})[position] = change
