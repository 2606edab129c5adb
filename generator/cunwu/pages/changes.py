"""The latest changes to a place's records, as commits tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cunwu.board import kind_of
from cunwu.git import Commit, FileChange, RecordLog
from cunwu.kinds.base import Kind
from cunwu.pages.links import listing_url, relative
from cunwu.pages.view import Link
from cunwu.paths import RECORDS
from cunwu.places import Place
from cunwu.values.dates import chinese_date

NEWEST = 8
"""How many changes a page names."""
_VERBS = {"A": "新增", "M": "修改", "D": "删去", "T": "修改"}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What a commit did to the records of one kind of one place."""

    day: str
    verb: str
    link: Link
    place: str


def changes_of(log: RecordLog | None, place: Place, url: str) -> tuple[ChangeLine, ...]:
    """The newest changes at or below a place, newest first; none without history."""
    prefix = f"{RECORDS}/{place.path}/" if place.path else f"{RECORDS}/"
    by_path = {below.path: below for below in place.walk()}
    found: list[ChangeLine] = []
    for commit in log.commits if log else ():
        grouped: dict[tuple[str, str, str], list[FileChange]] = {}
        for change in commit.changes:
            owner, kind = _owner_of(change.path, by_path) if change.path.startswith(prefix) else (None, None)
            if owner is not None and kind is not None:
                verb = _VERBS.get(change.status, "修改")
                grouped.setdefault((owner.path, kind.name, verb), []).append(change)
        for (path, _, verb), changes in grouped.items():
            found.append(_line(by_path[path], commit, verb, changes, url))
            if len(found) == NEWEST:
                return tuple(found)
    return tuple(found)


def _owner_of(path: str, by_path: Mapping[str, Place]) -> tuple[Place | None, Kind[Any] | None]:
    """The place a record file belongs to, and its kind; nothing for files that are no records of their own."""
    folder = path.removeprefix(f"{RECORDS}/").rpartition("/")[0].rpartition("/")[0]
    place = by_path.get(folder)
    kind = kind_of(path, place) if place is not None else None
    return (place, kind) if kind is not None and kind.folder else (None, None)


def _line(place: Place, commit: Commit, verb: str, changes: Sequence[FileChange], url: str) -> ChangeLine:
    kind = kind_of(changes[0].path, place)
    if kind is None:
        raise TypeError(f"{changes[0].path} belongs to no kind")
    standing = [change.path for change in changes if change.path in place.files]
    if len(changes) > 1:
        text, target = f"{kind.label} {len(changes)} 份", listing_url(place, kind)
    else:
        stem = changes[0].path.rpartition("/")[2].removesuffix(".yml")
        text, target = f"{kind.label} {stem}", f"{listing_url(place, kind).rpartition('/')[0]}/{stem}.html"
    return ChangeLine(
        day=chinese_date(date.fromisoformat(commit.day)),
        verb=verb,
        link=Link(text, relative(url, target) if standing else ""),
        place=place.name,
    )
