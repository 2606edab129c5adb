"""The second copy of the site: every file shared with it by hard links, and what it lags behind noted beside it.

Paths are texts here: a board of two thousand villages has sixty thousand files, and a Path object costs more than what
is done with it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

SPARE, _LAG = ".spare", ".spare.json"
"""Names beside the site, hidden."""


def spare_of(site: Path) -> Path:
    """Where the second copy of a site lies."""
    return site.with_name(f".{site.name}{SPARE}")


def catch_up(site: Path, spare: Path) -> None:
    """Make the copy equal to the site: by what it lags behind where that is known, else from nothing."""
    lag = _read_lag(site, spare)
    if lag is None:
        drop(spare)
        copy_site(site, spare)
        return
    here, there, made = f"{site}/", f"{spare}/", {""}
    for url in lag:
        with suppress(FileNotFoundError):
            os.unlink(there + url)
        if os.path.isfile(here + url):
            make_folder(there, url.rpartition("/")[0], made)
            _link(here + url, there + url)
    for folder in {url.rpartition("/")[0] for url in lag}:  # of a page that is gone maybe the last
        if not os.path.isdir(here + folder):
            for _ in empty_folders(there, folder):
                pass


def copy_site(site: Path, spare: Path) -> bool:
    """The whole site again under another name; False where there is a copy already. Nothing where there is no site."""
    if spare.exists():
        return False
    spare.mkdir()
    spare.chmod(0o755)
    here, there, made = f"{site}/", f"{spare}/", {""}
    for url in files_below(site):
        make_folder(there, url.rpartition("/")[0], made)
        _link(here + url, there + url)
    return True


def note_lag(site: Path, spare: Path, lag: Sequence[str]) -> None:
    """Write down what of the site the copy does not have, or has otherwise."""
    told = {"folders": [site.stat().st_ino, spare.stat().st_ino], "lag": list(lag)}
    draft = site.with_name(f".{site.name}{_LAG}.new")
    draft.write_text(json.dumps(told), "utf-8")
    draft.replace(site.with_name(f".{site.name}{_LAG}"))


def sweep_notes(site: Path) -> None:
    """Remove a note that a killed build was writing."""
    site.with_name(f".{site.name}{_LAG}.new").unlink(missing_ok=True)


def _read_lag(site: Path, spare: Path) -> list[str] | None:
    """What the copy lacks of the site; None when it is not known. The note is gone then: reading uses it up."""
    note = site.with_name(f".{site.name}{_LAG}")
    try:
        told = json.loads(note.read_bytes())
        known = [site.stat().st_ino, spare.stat().st_ino] == told["folders"]
        lag = [str(url) for url in told["lag"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    finally:
        note.unlink(missing_ok=True)
    return lag if known else None


def drop(folder: Path) -> None:
    """Remove a folder with everything in it, as far as that is possible."""
    shutil.rmtree(folder, ignore_errors=True)


def files_below(folder: Path) -> Iterator[str]:
    """Files below a folder, relative to it, with forward slashes."""
    start = len(str(folder)) + 1
    for parent, _, names in os.walk(folder):
        prefix = f"{parent[start:]}/" if len(parent) >= start else ""
        for name in names:
            yield f"{prefix}{name}"


def make_folder(root: str, inside: str, made: set[str]) -> None:
    """A folder below `root`, which ends with a slash, and those above it; `made` remembers which are there."""
    if inside in made:
        return
    make_folder(root, inside.rpartition("/")[0], made)
    with suppress(FileExistsError):
        os.mkdir(root + inside)
    os.chmod(root + inside, 0o755)  # noqa: S103 - a tight umask must not hide the site from the web server
    made.add(inside)


def empty_folders(root: str, inside: str) -> Iterator[str]:
    """Remove a folder below `root` and those above it as long as nothing is left in them; yields each removed."""
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
