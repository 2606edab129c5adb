"""Two versions of many record files, read on both sides and compared record by record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.git.commit_source import list_blobs
from cunwu.git.repository import compare_trees, read_blobs
from cunwu.history.change import Change, ChangeKind, RecordKey, key_of, text_of
from cunwu.history.compare import compare_records
from cunwu.history.copies import Copies
from cunwu.history.own_files import folder_of_own, is_own_file
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import kind_at
from cunwu.records.source import Source, blob_id
from cunwu.yaml.reader import Mapping as MappingNode, read_yaml


class Version(Frozen):
    """A record in one version of the files."""

    path: str
    kind: Kind[Any]
    record: Record
    node: MappingNode


@dataclass(frozen=True)
class Versions:
    """The files that differ between two versions, read on both sides."""

    old: Mapping[RecordKey, Version]
    """By the key of a record; if its place moved, by the new path."""
    new: Mapping[RecordKey, Version]
    unread: tuple[tuple[str, str, str], ...]
    """Place, kind and path of new files that cannot be read."""

    @cached_property
    def _unread_kinds(self) -> frozenset[tuple[str, str]]:
        return frozenset((place, kind) for place, kind, _ in self.unread)

    def changes_of(self, key: RecordKey) -> tuple[Change, ...]:
        """The changes of one record; a record whose file may be unreadable has not vanished."""
        if key not in self.new and key[:2] in self._unread_kinds:
            return ()
        old, new = self.old.get(key), self.new.get(key)
        version = old or new
        if version is None:
            return ()
        return compare_records(key, version.kind, old.node if old else None, new.node if new else None)


IsOriginal = Callable[[Version, RecordKey], bool]
"""Whether a file holds the record that was published under a key, and not a copy of it."""


def read_versions(
    before: Mapping[str, bytes], after: Mapping[str, bytes], is_original: IsOriginal = lambda *_: True
) -> Versions:
    """Both versions of the files that differ, by path, as records; of two old files of one key the original counts."""
    # An old version that cannot be read had published nothing that could change.
    old, _ = _read_all(before, is_original)
    new, unread = _read_all(after)
    moved = moved_places(
        {key[0]: version.node for key, version in old.items() if not version.kind.folder and key not in new},
        {key[0]: version.node for key, version in new.items() if not version.kind.folder and key not in old},
    )
    return Versions(
        {(moved.get(key[0], key[0]), *key[1:]): version for key, version in old.items()}, new, tuple(unread)
    )


def with_copies(versions: Versions, root: Path, head: str, is_original: IsOriginal) -> Versions:
    """The same versions; a record that vanished and has another file of its key in `head` is compared with that file.

    Deleting a copy is no loss. Deleting the original changes what was published into what the copy says.
    """
    old, new, copies = dict(versions.old), dict(versions.new), Copies(root, head)
    for key in versions.old.keys() - versions.new.keys():
        gone = versions.old[key]
        path = copies.other_than(gone.path, key)
        if path is None:
            continue
        if not is_original(gone, key):
            del old[key]
        elif (read := _read_all({path: copies.read(path)})[0]) and key in read:
            new[key] = read[key]
    return Versions(old, new, versions.unread)


def moved_in(versions: Versions) -> Mapping[str, str]:
    """New path → old path of the places whose folder was moved between two versions."""
    both = versions.old.keys() & versions.new.keys()
    own = [(versions.new[key].path, versions.old[key].path) for key in both if is_own_file(versions.new[key].path)]
    return {folder_of_own(new): folder_of_own(old) for new, old in own if folder_of_own(new) != folder_of_own(old)}


def moved_places(gone: Mapping[str, MappingNode], come: Mapping[str, MappingNode]) -> Mapping[str, str]:
    """Old path → new path of places whose folder was renamed or moved.

    `gone` and `come` hold the files that describe a place and vanished or appeared. A place is the same if its name and
    division code are the same, and no other place has them.
    """
    by_name: dict[tuple[str, str], list[str]] = {}
    for path, node in come.items():
        by_name.setdefault(_identity(node), []).append(path)
    names = [_identity(node) for node in gone.values()]
    return {
        path: by_name[name][0]
        for path, name in zip(gone, names, strict=True)
        if len(by_name.get(name, ())) == 1 and names.count(name) == 1
    }


def _identity(node: MappingNode) -> tuple[str, str]:
    return text_of(node, "名称"), text_of(node, "行政区划代码")


def compare_versions(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Change, ...]:
    """As `changes_between`, of files that differ, if every period is still open."""
    versions = read_versions(before, after)
    return changes_between(
        versions, lambda key: tuple(change.while_open(is_open=True) for change in versions.changes_of(key))
    )


def changes_between(versions: Versions, judged: Callable[[RecordKey], tuple[Change, ...]]) -> tuple[Change, ...]:
    """Everything that changed, as `judged` by somebody who knows what was closed; sorted by place and record."""
    changes = [change for key in versions.old.keys() | versions.new.keys() for change in judged(key)]
    changes += [Change(place, kind, path, "", "", ChangeKind.UNREADABLE) for place, kind, path in versions.unread]
    return tuple(sorted(changes))


def _read_all(
    files: Mapping[str, bytes], is_original: IsOriginal = lambda *_: True
) -> tuple[dict[RecordKey, Version], list[tuple[str, str, str]]]:
    """Records by their keys, and place, kind and path of files that could not be read."""
    records: dict[RecordKey, Version] = {}
    unread: list[tuple[str, str, str]] = []
    for path, content in files.items():
        found = kind_at(path)
        if found is None:
            continue
        place, kind = found
        node, _ = read_yaml(content, path)
        record = read_record(kind, node, path)[0] if node is not None else None
        if node is None or record is None:
            unread.append((place, kind.name, path))
        else:
            key, version = key_of(place, kind, record), Version(path, kind, record, node)
            if key not in records or is_original(version, key):
                records[key] = version
    return records, unread


def differing_files(root: Path, base: str, head: str) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Files that differ between two commits or trees, before and after: read from blobs, never from the work tree."""
    touched = compare_trees(root, base, head)
    contents = read_blobs(root, [blob for change in touched for blob in (change.before, change.after)])
    before = {change.path: contents[change.before] for change in touched if change.before}
    return before, {change.path: contents[change.after] for change in touched if change.after}


def differing_from_folder(root: Path, base: str, source: Source) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Files that differ between a commit and the folder on disk, before and after."""
    listed = list_blobs(root, base)
    on_disk = {path: source.read(path) for path in source.files() if kind_at(path) is not None}
    after = {path: content for path, content in on_disk.items() if listed.get(path) != blob_id(content)}
    changed = [path for path in listed if kind_at(path) is not None and (path in after or path not in on_disk)]
    contents = read_blobs(root, [listed[path] for path in changed])
    return {path: contents[listed[path]] for path in changed}, after
