"""Earlier versions of the files that describe places, read from git when it matters what held then."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from cunwu.core.paths import OWN_FILES, RECORDS
from cunwu.git.repository import BlobReader
from cunwu.history.publications import PlaceHistory, Publication
from cunwu.kinds.reading import read_record
from cunwu.kinds.region import REGION, Region
from cunwu.kinds.village import VILLAGE, Village
from cunwu.yaml.reader import read_yaml

_KEPT = 200
"""Versions held in memory: all villages of a county ask for those of the county."""
_Described = Region | Village | None


def is_own_file(path: str) -> bool:
    """Whether a file describes the place in whose folder it lies."""
    return path.rpartition("/")[2] in OWN_FILES


def folder_of_own(path: str) -> str:
    """The path of the place that such a file describes."""
    return path.removeprefix(f"{RECORDS}/").rpartition("/")[0]


@dataclass
class OwnFiles:
    """Reads versions of such files, with one git process for each process of ours."""

    root: Path
    reads: int = 0
    """How many versions were read so far; counted for the tests."""
    _readers: dict[int, BlobReader] = field(default_factory=dict, repr=False)
    _read: dict[str, _Described] = field(default_factory=dict, repr=False)

    def versions_of(self, history: PlaceHistory) -> tuple[tuple[Publication, Region | Village], ...]:
        """What a place was by each publication, oldest first; a version that cannot be read changed nothing."""
        if len(self._read) > _KEPT:
            self._read.clear()
        if wanted := {blob: path for _, path, blob in history.own_files if blob not in self._read}:
            contents = self._reader.read(wanted)
            self.reads += len(contents)
            self._read |= {blob: _described(path, contents[blob]) for blob, path in wanted.items()}
        read = ((publication, self._read[blob]) for publication, _, blob in history.own_files)
        return tuple((publication, record) for publication, record in read if record is not None)

    @property
    def _reader(self) -> BlobReader:
        process = os.getpid()
        if process not in self._readers:
            self._readers[process] = BlobReader(self.root)
        return self._readers[process]


def _described(path: str, content: bytes) -> _Described:
    node, _ = read_yaml(content, path)
    kind = VILLAGE if path.endswith(VILLAGE.files) else REGION
    record = read_record(kind, node, path)[0] if node is not None else None
    return record if isinstance(record, Region | Village) else None
