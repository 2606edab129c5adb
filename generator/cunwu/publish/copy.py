"""The second copy of the site: it shares every file by hard links, and a note beside it lists the files that differ.

Paths are texts here: a board of two thousand villages has sixty thousand files, and making a Path object takes longer
than linking a file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

SPARE, _LAG = ".spare", ".spare.json"
"""Endings of hidden names beside the site: of the copy, of the note."""
_REMEMBERED = 1000
"""The most folders that are remembered as made."""
_LAST = 200
"""Bytes at the end of a note that are enough to hold its last line."""


def spare_of(site: Path) -> Path:
    """Where the second copy of a site lies."""
    return site.with_name(f".{site.name}{SPARE}")


def catch_up(site: Path, spare: Path) -> None:
    """Make the copy equal to the site: by the note if there is a valid one, else from nothing."""
    lag = _read_lag(site, spare)
    if lag is not None:
        with suppress(ValueError):  # raised if somebody wrote into the note
            _follow(lag, site, spare)
            return
    drop(spare)
    copy_site(site, spare)


def _follow(lag: Iterator[str], site: Path, spare: Path) -> None:
    here, there, made = f"{site}/", f"{spare}/", {""}
    for url in lag:
        folder = url.rpartition("/")[0]
        with suppress(FileNotFoundError):
            os.unlink(there + url)
        if os.path.isfile(here + url):
            if len(made) > _REMEMBERED:
                made = {""}
            make_folder(there, folder, made)
            _link(here + url, there + url)
        elif not os.path.isdir(here + folder):  # the page is gone, and perhaps it was the last of its folder
            for _ in empty_folders(there, folder):
                pass


def copy_site(site: Path, spare: Path) -> bool:
    """Make a copy of all files of the site; False if there is a copy already. Without a site the copy is empty."""
    if spare.exists():
        return False
    spare.mkdir()
    spare.chmod(0o755)
    here, there = str(site), str(spare)
    for parent, _, names in os.walk(here):
        inside = parent[len(here) :]
        if inside:
            os.mkdir(there + inside)
            os.chmod(there + inside, 0o755)  # noqa: S103 - as make_folder does
        for name in names:
            _link(f"{parent}/{name}", f"{there}{inside}/{name}")
    return True


class Lag:
    """The addresses at which a new version differs from the site, written to a note at once: there may be very many.

    The note has an address a line; its last line says which two folders it is about. Without that line it is invalid.
    """

    def __init__(self, site: Path, spare: Path) -> None:
        self._site, self._spare = site, spare
        self._draft = site.with_name(f".{site.name}{_LAG}.new")
        self._file: IO[str] | None = None
        self._matters = site.exists()
        """False if there is no site yet: the copy will be made from nothing and needs no note."""
        self.length = 0

    def add(self, urls: Sequence[str]) -> None:
        """Add addresses to the note."""
        self.length += len(urls)
        if self._matters and urls:
            file = self._opened()
            file.writelines(f"{json.dumps(url)}\n" for url in urls)
            file.flush()  # else a forked worker would inherit the buffer and write it once more

    def keep(self, *, nothing: bool = False) -> None:
        """Complete the note after the new version became the site; with `nothing`, as a note without addresses."""
        if nothing:
            self.give_up()
        with self._opened() as file:
            file.write(f"{json.dumps({'folders': _known_by(self._site, self._spare)})}\n")
        self._draft.replace(_note_of(self._site))

    def give_up(self) -> None:
        """Drop the note."""
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
            self._draft.unlink(missing_ok=True)
        self._file = None

    def _opened(self) -> IO[str]:
        if self._file is None:
            self._file = self._draft.open("w", encoding="ascii")
        return self._file


def sweep_notes(site: Path) -> None:
    """Remove a note that a killed build was writing."""
    site.with_name(f".{site.name}{_LAG}.new").unlink(missing_ok=True)


def _note_of(site: Path) -> Path:
    return site.with_name(f".{site.name}{_LAG}")


def _read_lag(site: Path, spare: Path) -> Iterator[str] | None:
    """Addresses at which the copy differs from the site; None if there is no valid note. The note is removed."""
    try:
        file = _note_of(site).open("rb")
    except OSError:
        return None
    _note_of(site).unlink(missing_ok=True)
    try:
        file.seek(-min(file.seek(0, os.SEEK_END), _LAST), os.SEEK_END)
        told = json.loads(file.read().splitlines()[-1])
        known = _known_by(site, spare) == told["folders"]
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        known = False
    if not known:
        file.close()
        return None
    file.seek(0)
    return _lines_of(file)


def _known_by(*folders: Path) -> list[list[int]]:
    """Number and time of change of folders: a site put back from a backup may have got the number of the one before."""
    states = [folder.stat() for folder in folders]
    return [[state.st_ino, state.st_ctime_ns] for state in states]


def _lines_of(file: IO[bytes]) -> Iterator[str]:
    with file:
        for line in file:
            url = json.loads(line)
            if isinstance(url, str):
                yield url


def drop(folder: Path) -> None:
    """Remove a folder with everything in it; errors are ignored."""
    shutil.rmtree(folder, ignore_errors=True)


def files_below(folder: str, without: Collection[str] = ()) -> Iterator[str]:
    """Files below a folder, except those in the folders of `without`; relative to it, with forward slashes."""
    start = len(folder) + 1
    for parent, inner, names in os.walk(folder):
        prefix = f"{parent[start:]}/" if len(parent) >= start else ""
        if without:
            inner[:] = [name for name in inner if f"{prefix}{name}" not in without]
        for name in names:
            yield f"{prefix}{name}"


def make_folder(root: str, inside: str, made: set[str]) -> None:
    """Make a folder below `root`, which ends with a slash, and those above it; `made` collects those that exist."""
    if inside in made:
        return
    make_folder(root, inside.rpartition("/")[0], made)
    with suppress(FileExistsError):
        os.mkdir(root + inside)
    os.chmod(root + inside, 0o755)  # noqa: S103 - a tight umask must not hide the site from the web server
    made.add(inside)


def empty_folders(root: str, inside: str) -> Iterator[str]:
    """Remove a folder below `root` and those above it while they are empty; yields each that was removed."""
    while inside:
        try:
            os.rmdir(root + inside)
        except OSError:
            return
        yield inside
        inside = inside.rpartition("/")[0]


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(old, new)
