"""Two files of one key: which of them is the record that was published, through all renames, and which only a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cunwu.git.commit_source import CommitSource
from cunwu.git.repository import BlobChange, Wanted, read_blobs, walk_commits
from cunwu.history.change import RecordKey, key_in
from cunwu.kinds.record import Kind
from cunwu.records.board import kind_at
from cunwu.yaml.reader import read_yaml


@dataclass
class Copies:
    """The other files of a commit that hold a key; looked up only for records that seem to vanish."""

    root: Path
    commit: str
    _folders: dict[str, Mapping[RecordKey, str]] = field(default_factory=dict)

    def other_than(self, path: str, key: RecordKey) -> str | None:
        """Another file in the folder of `path` with the same key; None if there is none."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            self._folders[folder] = self._keys_in(folder)
        found = self._folders[folder].get(key)
        return found if found != path else None

    def read(self, path: str) -> bytes:
        """The bytes of a file of the commit."""
        return CommitSource(self.root, self.commit, path.rpartition("/")[0]).read(path)

    def _keys_in(self, folder: str) -> Mapping[RecordKey, str]:
        source = CommitSource(self.root, self.commit, folder)
        keys = ((_key_at(path, source.read(path)), path) for path in reversed(source.files()))
        return {key: path for key, path in keys if key is not None}


def is_original(root: Path, head: str, path: str, key: RecordKey, kind: Kind[Any]) -> bool:
    """Whether `path` holds, in the commit `head`, the record that was published first under `key`, as renamed since."""
    folder, place = path.rpartition("/")[0], (kind_at(path) or ("",))[0]
    wanted = Wanted(path=lambda one: one.rpartition("/")[0] == folder)
    holders: list[str] = []
    for commit in walk_commits(root, head, wanted=wanted):
        holders = _followed(holders, commit.changes, _keys_of(root, commit.changes), (place, kind.name, key[2]))
    return holders[:1] == [path]


def _followed(
    holders: Sequence[str], changes: Sequence[BlobChange], keys: Mapping[str, RecordKey | None], key: RecordKey
) -> list[str]:
    """Paths that hold a key after a commit, the oldest first; a file that is renamed keeps its age."""
    had = {change.path: change.before for change in changes if keys.get(change.before) == key}
    has = {change.path: change.after for change in changes if keys.get(change.after) == key}
    come = sorted(has.keys() - had.keys() - set(holders))
    left: list[str] = []
    for path in holders:
        if path not in had or path in has:
            left.append(path)
        elif come:
            come.sort(key=lambda one: has[one] != had[path])  # the same content first
            left.append(come.pop(0))
    return [*left, *come]


def _keys_of(root: Path, changes: Sequence[BlobChange]) -> Mapping[str, RecordKey | None]:
    blobs = {blob: change.path for change in changes for blob in (change.before, change.after) if blob}
    return {blob: _key_at(blobs[blob], content) for blob, content in read_blobs(root, blobs).items()}


def _key_at(path: str, content: bytes) -> RecordKey | None:
    found = kind_at(path)
    node = read_yaml(content, path)[0] if found is not None else None
    return key_in(found[0], found[1], node) if found is not None and node is not None else None
