"""Whether the files of a site are still as the last build left them, and whether they are on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_MANY = 20_000
"""The most files that are looked at: that takes about thirty milliseconds. A larger site is not compared."""
FEW = 50
"""The most files that are written to the disk one by one; of more the system writes everything that waits."""


def state_of(site: Path, files: int) -> str:
    """A digest of the name, size and time of change of every file; empty if there are too many, or no site.

    `files` is how many the build put there: of too many none is looked at.
    """
    if files > _MANY:
        return ""
    digest = blake2b(digest_size=16)
    for count, line in enumerate(_files(str(site), "")):
        if count >= _MANY:
            return ""
        digest.update(line)
    return digest.hexdigest()


def _files(folder: str, inside: str) -> Iterator[bytes]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{inside}{entry.name}/")
        else:
            # Only compared with what it was: no time is shown, and none is taken for that of a publication.
            state = entry.stat(follow_symlinks=False)
            facts = f"{state.st_mode} {state.st_ino} {state.st_size} {state.st_mtime_ns} {inside}{entry.name}\0"
            yield facts.encode("utf-8", "surrogateescape")


def to_disk(folder: Path, urls: Sequence[str] | None) -> None:
    """Returns when these files of a folder are on the disk, or everything if None: a power cut must not empty them."""
    if urls is None:
        os.sync()
        return
    paths = [folder / url for url in urls]
    for path in dict.fromkeys((*paths, *(path.parent for path in paths), folder)):
        with suppress(FileNotFoundError):  # a page that was removed
            _flush(path)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
