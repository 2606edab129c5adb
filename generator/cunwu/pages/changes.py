"""The latest changes to the records of each place, as commits tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cunwu.board import kind_of
from cunwu.git import Commit, RecordLog
from cunwu.kinds import KINDS
from cunwu.pages.links import listing_url, relative
from cunwu.pages.view import Link
from cunwu.paths import RECORDS
from cunwu.places import Place
from cunwu.privacy import hide_leaks
from cunwu.values.dates import chinese_date

NEWEST = 8
"""How many changes a page names."""
_VERBS = {"A": "新增", "M": "修改", "D": "删去", "T": "修改"}


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to the records of one kind of one place."""

    day: str
    verb: str
    place: Place
    kind: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as a page shows it."""

    day: str
    verb: str
    link: Link
    place: str


def index_changes(log: RecordLog | None, root: Place) -> Mapping[str, tuple[Change, ...]]:
    """Place path → the newest changes at or below it, newest first. One pass over the history for all places."""
    by_path = {place.path: place for place in root.walk()}
    found: dict[str, list[Change]] = {}
    for commit in log.commits if log else ():
        for change in _changes_in(commit, by_path):
            for place in change.place.lineage:
                newest = found.setdefault(place.path, [])
                if len(newest) < NEWEST:
                    newest.append(change)
    return {path: tuple(changes) for path, changes in found.items()}


def _changes_in(commit: Commit, by_path: Mapping[str, Place]) -> Iterator[Change]:
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for change in commit.changes:
        folder = change.path.removeprefix(f"{RECORDS}/").rpartition("/")[0].rpartition("/")[0]
        place = by_path.get(folder)
        kind = kind_of(change.path, place) if place is not None else None
        if place is not None and kind is not None and kind.folder:
            grouped.setdefault((place.path, kind.name, _VERBS.get(change.status, "修改")), []).append(change.path)
    for (path, kind_name, verb), paths in grouped.items():
        yield Change(commit.day, verb, by_path[path], kind_name, tuple(paths))


def view_changes(changes: Sequence[Change], url: str, has_page: Callable[[str], bool]) -> tuple[ChangeLine, ...]:
    """Changes as lines of the page at `url`, with links to the pages there are."""
    return tuple(_line(change, url, has_page) for change in changes)


def _line(change: Change, url: str, has_page: Callable[[str], bool]) -> ChangeLine:
    kind = next(kind for kind in KINDS if kind.name == change.kind)
    listing = listing_url(change.place, kind)
    if len(change.paths) > 1:
        text, target = f"{kind.label} {len(change.paths)} 份", listing
    else:
        stem = change.paths[0].rpartition("/")[2].removesuffix(".yml")
        text, target = f"{kind.label} {hide_leaks(stem)}", f"{listing.rpartition('/')[0]}/{stem}.html"
    return ChangeLine(
        day=chinese_date(date.fromisoformat(change.day)),
        verb=change.verb,
        link=Link(text, relative(url, target) if has_page(target) else ""),
        place=change.place.name,
    )
