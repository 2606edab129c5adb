"""Which place holds which terms: written for a region with its town, or updated after terms changed."""

from __future__ import annotations

from collections.abc import Iterable

from cunwu.publish.manifest import PlaceRow
from cunwu.publish.staging import Staging
from cunwu.records.places import Place
from cunwu.search.below import Change, Terms, all_shards, changed_shards


def has_only_villages(region: Place) -> bool:
    """Whether no region lies below; then its town has all the terms below it."""
    return all(child.is_village for child in region.children)


def write_below(staging: Staging, region: Place, holders: Iterable[Terms]) -> None:
    """Write which place holds which terms; `holders` are the terms of the region, then of each place right below it."""
    for url, content in all_shards(region.path, holders, len(region.children) + 1):
        staging.write(url, content)


class WordsChanged:
    """Terms that came and went in a build of only some places, carried up to each region whose terms change by it."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._changes: dict[str, dict[int, Change]] = {}
        """Path of a region → position of the place that changed → its change; position 0 is the region itself."""

    def note(self, row: PlaceRow, before: Terms, after: Terms) -> None:
        """Note the terms of a place before and after it was made again."""
        if row.is_village:
            self._tell_above(row, Change(after - before, before - after))
        else:
            self._tell(row.path, 0, Change(after - before, before - after))

    def carry(self, row: PlaceRow) -> None:
        """Update the files of a region; call it for the regions below first. Raises SpoiltError."""
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
