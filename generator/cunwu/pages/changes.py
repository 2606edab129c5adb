"""The latest changes to a place's records, as commits tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cunwu.board import kind_of
from cunwu.git import Commit, FileChange, RecordLog
from cunwu.pages.links import BOARD, relative
from cunwu.pages.view import Link
from cunwu.paths import RECORDS
from cunwu.places import Place
from cunwu.values.dates import chinese_date

NEWEST = 8
"""How many changes a page names."""
_VERBS = {"A": "新增", "M": "修改", "D": "删去", "T": "修改"}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One file that changed: when, how, which record."""

    day: str
    verb: str
    link: Link
    place: str


def changes_of(log: RecordLog | None, place: Place, url: str) -> tuple[ChangeLine, ...]:
    """The newest changes at or below a place, newest first; none without history."""
    if log is None:
        return ()
    prefix = f"{RECORDS}/{place.path}/" if place.path else f"{RECORDS}/"
    by_path = {below.path: below for below in place.walk()}
    found: list[ChangeLine] = []
    for commit in log.commits:
        for change in commit.changes:
            if change.path.startswith(prefix) and len(found) < NEWEST:
                line = _line(by_path, commit, change, url)
                if line is not None:
                    found.append(line)
        if len(found) >= NEWEST:
            break
    return tuple(found)


def _line(by_path: dict[str, Place], commit: Commit, change: FileChange, url: str) -> ChangeLine | None:
    folder = change.path.removeprefix(f"{RECORDS}/").rpartition("/")[0]
    place = by_path.get(folder) or by_path.get(folder.rpartition("/")[0])
    kind = kind_of(change.path, place) if place is not None else None
    if place is None or kind is None or not kind.folder:
        return None
    stem = change.path.rpartition("/")[2].removesuffix(".yml")
    target = f"{BOARD}/{place.path}/{kind.folder}/{stem}.html"
    stands = change.path in place.files
    return ChangeLine(
        day=chinese_date(date.fromisoformat(commit.day)),
        verb=_VERBS.get(change.status, "修改"),
        link=Link(f"{kind.label} {stem}", relative(url, target) if stands else ""),
        place=place.name,
    )
