"""Places whose settings ever changed, seen in their own files alone: few do, and the history is dear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.paths import OWN_FILES, RECORDS
from cunwu.git.repository import BlobChange, Wanted, find_head, read_blobs, walk_commits
from cunwu.history.own_files import folder_of_own, is_own_file
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.village import Village
from cunwu.yaml.reader import read_plain

_SETTINGS = word_of(Village, "settings")
_OF_TODAY = ("time_zone", "public_suspicions", "office_hours", "hotline", "mixed_requests")
"""Settings that judge nothing of former days."""
_WORDS = tuple(spec.word for spec in fields_of(Settings) if spec.name not in _OF_TODAY)
_OWN = Wanted(path=is_own_file, below=tuple(f":(glob){RECORDS}/**/{name}" for name in OWN_FILES))


class Turned(Frozen):
    """Folders of places that may have asked for something else once, by path below the records."""

    folders: frozenset[str]

    def __contains__(self, path: str) -> bool:
        """Whether this place, or one above it, is among them."""
        parts = path.split("/")
        return any("/".join(parts[:depth]) in self.folders for depth in range(len(parts) + 1))


def turned_places(root: Path) -> Turned:
    """The places that changed what they ask for, moved, or were put in above others; none without a history.

    Two questions to git, however long the history is.
    """
    head = find_head(root)
    if head is None:
        return Turned(frozenset())
    edited: list[BlobChange] = []
    turned, gone, above = set[str](), set[str](), set[str]()
    for commit in walk_commits(root, head, wanted=_OWN):
        vanished = {folder_of_own(change.path) for change in commit.changes if not change.after}
        fresh = {folder_of_own(change.path) for change in commit.changes if not change.before}
        if vanished or gone & fresh:  # it may have moved, or come back
            turned |= vanished | fresh
        gone |= vanished
        turned |= fresh & above  # put in above others
        above |= {higher for folder in fresh for higher in _folders_above(folder)}
        edited += [change for change in commit.changes if change.before and change.after]
    return Turned(frozenset(turned | _asking_otherwise(root, edited)))


def _folders_above(folder: str) -> Iterator[str]:
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def _asking_otherwise(root: Path, edited: Iterable[BlobChange]) -> set[str]:
    """The folders whose file says something else of what is owed; one that cannot be read may say anything."""
    edited = list(edited)
    contents = read_blobs(root, {blob for change in edited for blob in (change.before, change.after)})
    return {
        folder_of_own(change.path)
        for change in edited
        if _asks(change.path, contents[change.before]) != _asks(change.path, contents[change.after])
    }


def _asks(path: str, content: bytes) -> tuple[object, ...]:
    # Nearly all name people and numbers only. A word may be written with escapes, or stand in for another by a mark.
    if not any(part in content for part in (*(word.encode() for word in _WORDS), b"\\", b"&", b"*")):
        return (None,) * len(_WORDS)
    plain, _ = read_plain(content, path)
    settings = plain.get(_SETTINGS, {}) if isinstance(plain, dict) else None
    return tuple(settings.get(word) for word in _WORDS) if isinstance(settings, dict) else (content,)
