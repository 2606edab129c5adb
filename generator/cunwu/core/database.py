"""Small databases that only save time: they may be deleted at any time, and are built again if they are spoilt."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

Connection = sqlite3.Connection
Fault = sqlite3.Error
"""Any error of a database."""

_PATIENCE = 30
"""Seconds to wait while another program writes."""


class SpoiltError(Exception):
    """The content of a database differs from what was stored."""


def connect(file: Path) -> Connection:
    """The database in a file, which is created if missing; each statement takes effect at once unless BEGIN ran."""
    store = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    store.execute("PRAGMA synchronous = OFF")  # a database that a power cut spoils is built again
    return store


def digest_of(*parts: object) -> bytes:
    """A digest of the parts of a row, stored with it: shows whether the row is as it was stored."""
    return blake2b(" ".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def writable(folder: Path) -> Path:
    """The folder, or a temporary one if the project cannot be written to."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            ignore = folder / ".gitignore"  # what can be computed again is not committed
            if not ignore.exists():
                ignore.write_text("*\n", "utf-8")
            return folder
    import tempfile  # seldom needed

    return Path(tempfile.mkdtemp(prefix="cunwu-"))
