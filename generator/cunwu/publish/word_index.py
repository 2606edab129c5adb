"""Which place holds which words: told to a region by who makes its town, or brought up to date where words changed."""

from __future__ import annotations

from collections.abc import Iterable

from cunwu.publish.manifest import PlaceRow
from cunwu.publish.staging import Staging
from cunwu.records.places import Place
from cunwu.search.below import Change, Terms, all_shards, changed_shards


def has_only_villages(region: Place) -> bool:
    """Whether no region lies below: then whoever makes its villages knows all the words there are."""
    return all(child.is_village for child in region.children)


def write_below(staging: Staging, region: Place, holders: Iterable[Terms]) -> None:
    """Which place holds which words; `holders` are the region itself, then the places right below it."""
    for url, content in all_shards(region.path, holders, len(region.children) + 1):
        staging.write(url, content)


class WordsChanged:
    """What came and went in the places of a build that makes only some, carried upward as far as anybody notices."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._changes: dict[str, dict[int, Change]] = {}
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
        changed = changed_shards(row.path, changes, self._staging.read)
        for url, content in changed.files:
            self._staging.write(url, content)
        self._staging.remove(changed.removed)
        self._tell_above(row, changed.change)

    def _tell_above(self, row: PlaceRow, change: Change) -> None:
        if row.parent is not None:
            self._tell(row.parent, row.position + 1, change)

    def _tell(self, path: str, position: int, change: Change) -> None:
        if change.came or change.went:
            self._changes.setdefault(path, {})[position] = change
