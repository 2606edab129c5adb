"""Results of the strict reader, kept by content: outside the canonical form a text takes ten times as long to read.

A blob never changes, so no result grows stale; another program starts with an empty store. It may be deleted or spoilt
at any time, several builds may share it, and a build that cannot use it is only slower.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.core.database import Connection, Fault, connect, digest_of, writable
from cunwu.core.program import program_digest
from cunwu.records.source import blob_id

if TYPE_CHECKING:
    from cunwu.yaml.reader import Plain

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reading (blob TEXT PRIMARY KEY, plain TEXT, digest BLOB) WITHOUT ROWID;
"""


class Readings:
    """The results kept in one folder; worker processes may inherit this object."""

    def __init__(self, folder: Path) -> None:
        self.file = writable(folder) / "readings.sqlite"
        self.found = 0
        """Number of texts found in the store so far; counted for the tests."""
        self._new: dict[str, str] = {}
        self._stores: dict[int, Connection | None] = {}

    def find(self, content: bytes) -> Plain | None:
        """The result for these same bytes; None if it is missing or spoilt."""
        store = self._store
        if store is None:
            return None
        blob = blob_id(content)
        try:
            row = store.execute("SELECT plain, digest FROM reading WHERE blob = ?", (blob,)).fetchone()
            if row is None or row[1] != digest_of(blob, row[0]):
                return None
            plain: Plain = json.loads(row[0])
        except (Fault, ValueError, TypeError):
            return None
        self.found += 1
        return plain

    def keep(self, content: bytes, plain: Plain) -> None:
        """Remembers the result for these bytes; stored by `flush`."""
        self._new[blob_id(content)] = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    def flush(self) -> None:
        """Stores all new results in one step; those that cannot be stored are read again the next time."""
        if not self._new:
            return
        store, rows = self._store, [(blob, plain, digest_of(blob, plain)) for blob, plain in self._new.items()]
        self._new.clear()
        if store is None:
            return
        try:
            store.execute("BEGIN IMMEDIATE")
            store.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", rows)
            store.execute("COMMIT")
        except (Fault, UnicodeEncodeError):
            self._stores[os.getpid()] = None

    @property
    def _store(self) -> Connection | None:
        """A connection of this process; None if the store cannot be opened."""
        process = os.getpid()
        if process not in self._stores:
            try:
                self._stores[process] = _open(self.file)
            except (Fault, OSError):
                self._stores[process] = None
        return self._stores[process]


def _open(file: Path) -> Connection:
    try:
        return _prepared(connect(file))
    except (Fault, ValueError):  # no database, or a spoilt one
        file.unlink(missing_ok=True)
        return _prepared(connect(file))


def _prepared(store: Connection) -> Connection:
    try:
        store.executescript(_TABLES)
        if store.execute("SELECT value FROM about WHERE name = 'program'").fetchone() != (program_digest(),):
            store.execute("BEGIN IMMEDIATE")
            store.execute("DELETE FROM reading")
            store.execute("INSERT OR REPLACE INTO about VALUES ('program', ?)", (program_digest(),))
            store.execute("COMMIT")
    except (Fault, ValueError):
        store.close()
        raise
    return store
