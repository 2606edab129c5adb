"""The record files of one commit or tree as a source: blobs, never the work tree."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.core.attributes import reaches_records
from cunwu.core.listing import Sieve, foreign_in
from cunwu.core.paths import ATTRIBUTES, BESIDE, OWN_FILES, RECORDS, hidden_part
from cunwu.git.repository import BlobReader, read_blobs, rows_of, run_git

if TYPE_CHECKING:
    from cunwu.core.originals import Originals
    from cunwu.yaml.reader import Memory

_FILE = "100"
"""How the mode of a regular file begins; all others are links and submodules."""
_CONTENTS_KEPT = 4000
"""How many files of a commit are held in memory; a village has hundreds."""


@dataclass
class CommitSource:
    """The record files of one commit or tree, below `folder` if it is set: blobs, never the work tree."""

    root: Path
    commit: str
    folder: str = RECORDS
    """Path from the project; only files below it are listed."""
    memory: Memory | None = None
    originals: Originals | None = None
    _contents: dict[str, bytes] = field(default_factory=dict, repr=False)
    _readers: dict[int, BlobReader] = field(default_factory=dict, repr=False)
    _sieve: Sieve = field(default_factory=Sieve, repr=False)

    def files(self) -> tuple[str, ...]:
        """Every regular file below the folder, sorted, without hidden ones."""
        return tuple(sorted(path for _, path in self._entries()))

    def links(self) -> tuple[str, ...]:
        """Links, submodules, hidden files and folders: refused, never followed; those beside the records, too."""
        _ = self._together
        return tuple(sorted({*self._sieve.refused, *(self.foreign_beside if self.folder == RECORDS else ())}))

    @cached_property
    def foreign_beside(self) -> tuple[str, ...]:
        """As `records.source.foreign_beside`, of the commit."""
        listed = _listed(run_git(self.root, "ls-tree", "-r", "-z", self.commit, "--", *BESIDE))
        return (*foreign_in((path, mode.startswith(_FILE)) for mode, _, _, path in listed), *self._reaching)

    @property
    def _reaching(self) -> Iterator[str]:
        """The files at the top that git obeys and that reach the records."""
        listed = _listed(run_git(self.root, "ls-tree", "-z", self.commit, "--", *ATTRIBUTES))
        blobs = {path: blob for mode, _, blob, path in listed if mode.startswith("100")}
        contents = self._reader.read(blobs.values()) if blobs else {}
        return (path for path, blob in blobs.items() if reaches_records(path, contents[blob]))

    def blobs(self) -> dict[str, str]:
        """Path → blob id of every regular file below the folder, by path."""
        return dict(sorted((path, blob) for blob, path in self._entries()))

    def files_in(self, folder: str, without: Collection[str]) -> tuple[str, ...]:
        """The regular files below a folder but not below `without`, sorted; the time depends on these files alone."""
        above = {parent for path in without for parent in _folders_above(path)}
        listed, partly, wholly = list[tuple[str, str, str, str]](), [folder], list[str]()
        while partly:
            entries = self._list_tree(partly)
            listed += (entry for entry in entries if entry[1] != "tree")
            inner = [path for _, kind, _, path in entries if kind == "tree" and path not in without]
            wholly += (path for path in inner if path not in above)
            partly = [path for path in inner if path in above]
        listed += self._list_tree(wholly, "-r")
        sieve = Sieve()
        found = {path: one for mode, _, one, path in listed if sieve.keeps(path, is_file=mode.startswith(_FILE))}
        contents = self._reader.read(found.values())
        self._contents |= {path: contents[blob] for path, blob in found.items()}
        return tuple(sorted(found))

    def read(self, path: str) -> bytes:
        """The bytes of a file in the commit; reads the other files of its place in the same call."""
        if path not in self._contents:
            if len(self._contents) > _CONTENTS_KEPT:
                self._contents.clear()
            near = {other: blob for blob, other in _unpacked(self._together[_group_of(path)])}
            found = self._reader.read(near.values())
            self._contents |= {other: found[blob] for other, blob in near.items()}
        return self._contents[path]

    def _list_tree(self, folders: Sequence[str], *options: str) -> list[tuple[str, str, str, str]]:
        """The entries of these folders, or with `-r` everything below them."""
        if not folders:
            return []
        return _listed(
            run_git(self.root, "ls-tree", *options, "-z", self.commit, "--", *(f"{one}/" for one in folders))
        )

    @property
    def _reader(self) -> BlobReader:
        """One git process for everything that this process reads."""
        process = os.getpid()
        if process not in self._readers:
            self._readers[process] = BlobReader(self.root)
        return self._readers[process]

    @cached_property
    def _together(self) -> Mapping[str, bytearray]:
        """Group of files that are read together → its rows as git lists them; what is refused is noted meanwhile."""
        together: dict[str, bytearray] = {}
        for row in rows_of(self.root, "ls-tree", "-r", "-z", self.commit, "--", f"{self.folder}/"):
            path = row.partition(b"\t")[2].decode("utf-8", "surrogateescape")
            if self._sieve.keeps(path, is_file=row.startswith(_FILE.encode())):
                together.setdefault(_group_of(path), bytearray()).extend(row + b"\0")
        return together

    def _entries(self) -> Iterator[tuple[str, str]]:
        """Blob id and path of every file of the records."""
        return (entry for packed in self._together.values() for entry in _unpacked(packed))


def _folders_above(path: str) -> Iterator[str]:
    """Every folder that a path lies in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _group_of(path: str) -> str:
    """The group read together: all files of a place; files that describe places go with those of neighbour places."""
    folder, _, name = path.rpartition("/")
    upper = folder.rpartition("/")[0]
    return f"{upper}/*/{name}" if name in OWN_FILES else upper


def _unpacked(packed: bytes | bytearray) -> Iterator[tuple[str, str]]:
    return ((blob, path) for _, _, blob, path in _listed(packed))


def _listed(raw: bytes | bytearray) -> list[tuple[str, str, str, str]]:
    """Mode, type, id and path of everything in the output of `ls-tree -z`."""
    rows = (row.partition("\t") for row in raw.decode("utf-8", "surrogateescape").split("\0") if row)
    return [(*_three(head), path) for head, _, path in rows]


def _three(head: str) -> tuple[str, str, str]:
    mode, kind, blob = head.split(" ")
    return mode, kind, blob


def list_blobs(root: Path, commit: str) -> Mapping[str, str]:
    """Path → blob id of every regular record file of a commit or tree."""
    return CommitSource(root, commit).blobs()


def blobs_named(root: Path, commit: str, names: Sequence[str]) -> Mapping[str, str]:
    """Path → blob id of the regular files of a commit with these names or below them, by path; hidden ones left out."""
    listed = _listed(run_git(root, "ls-tree", "-r", "-z", commit, "--", *names))
    kept = {path: blob for mode, _, blob, path in listed if mode.startswith("100") and not hidden_part(path)}
    return dict(sorted(kept.items()))


def write_files(root: Path, commit: str, names: Sequence[str], folder: Path) -> None:
    """Write the files of a commit that have these names or lie below them into a folder; hidden files are left out."""
    blobs = blobs_named(root, commit, names)
    contents = read_blobs(root, blobs.values())
    for path, blob in blobs.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents[blob])
