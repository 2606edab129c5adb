"""Small databases that only save time: they may be deleted at any time, and are built again if they are spoilt."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

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
    try:
        store.execute("PRAGMA synchronous = OFF")  # a database that a power cut spoils is built again
    except UnicodeDecodeError as error:  # SQLite quotes spoilt bytes of the file in its message
        store.close()
        raise Fault(str(error)) from error
    return store


def digest_of(*parts: object) -> bytes:
    """A digest of the parts of a row, stored with it: shows whether the row is as it was stored."""
    return blake2b(" ".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest()


_SEALED = 8 << 20
"""The largest file, in bytes, that is read through before it is used: that takes a few milliseconds.

Larger ones have a digest in every row; a bit that hides a whole row is found in small ones only.
"""


def seal(file: Path) -> None:
    """Note beside a database what its file holds, after each change of it."""
    note = _seal_of(file)
    if file.stat().st_size > _SEALED:
        note.unlink(missing_ok=True)
    else:
        note.write_text(_checksum(file), "ascii")


def demand_seal(file: Path) -> None:
    """Raises SpoiltError if the file of a database is not as it was sealed; a single bit may hide a row from SQLite."""
    try:
        if file.stat().st_size > _SEALED or _seal_of(file).read_bytes() == _checksum(file).encode():
            return
    except OSError:
        pass
    raise SpoiltError


def remove(file: Path) -> None:
    """Remove a database with its journal, which would be applied to the next database, and its seal."""
    for part in (file, file.with_name(f"{file.name}-journal"), _seal_of(file)):
        part.unlink(missing_ok=True)


def _seal_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.seal")


def _checksum(file: Path) -> str:
    content = file.read_bytes()
    return f"{len(content)} {crc32(content):08x}"


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
