"""Small databases that only spare work: they may be deleted at any time, and are made anew when they are spoilt."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

Connection = sqlite3.Connection
Fault = sqlite3.Error
"""Whatever is wrong with a database."""

_PATIENCE = 30
"""Seconds to wait for another program that is writing."""


class SpoiltError(Exception):
    """What is stored is not what was stored."""


def connect(file: Path) -> Connection:
    """The database in a file, new where there is none; statements take effect at once unless BEGIN is said."""
    store = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    store.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is made anew
    return store


def digest_of(*parts: object) -> bytes:
    """What tells a row that is as it was stored from one that is not."""
    return blake2b(" ".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def writable(folder: Path) -> Path:
    """The folder, or a temporary one where the project cannot be written to."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            ignore = folder / ".gitignore"  # what can be found again is nobody's to commit
            if not ignore.exists():
                ignore.write_text("*\n", "utf-8")
            return folder
    import tempfile  # seldom needed

    return Path(tempfile.mkdtemp(prefix="cunwu-"))
