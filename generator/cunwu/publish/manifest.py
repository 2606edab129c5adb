"""What the last build into a site was made from and what it made of each place, so that the next makes only the new.

It may be deleted at any time; without it, or if it is spoilt, a build makes everything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from cunwu.core.database import Connection, Fault, SpoiltError, connect, demand_seal, digest_of, remove, seal
from cunwu.core.frozen import Frozen, as_plain
from cunwu.core.problem import Problem, Severity, Spot
from cunwu.publish.claims import TABLES, Claims

T = TypeVar("T")

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (
    path BLOB PRIMARY KEY, parent BLOB, position INTEGER, has_problems INTEGER, uncommitted INTEGER,
    body TEXT, digest BLOB
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS below ON place (parent, position);
CREATE INDEX IF NOT EXISTS faulty ON place (path) WHERE has_problems = 1;
CREATE INDEX IF NOT EXISTS unfinished ON place (uncommitted) WHERE uncommitted > 0;
"""


class Base(Frozen):
    """What the last build was made from."""

    program: str
    """A digest of the program's code and the theme, marked if texts were compressed."""
    as_of: str
    commit: str
    """The newest commit of the history that it was made from."""
    edited: tuple[str, ...]
    """Record files that differed on disk from that commit."""
    site: int
    """The inode of the site's folder: another folder may hold another version."""
    frame: str
    frame_urls: tuple[str, ...]
    files: int
    """How many files the site has."""
    places: int
    state: str = ""
    """What `state_of` said of the site after the build."""


class PlaceRow(Frozen):
    """What was made of one place. `own` and `rolled` are summaries in their plain form."""

    path: str
    parent: str | None
    position: int
    """Its position among the places of its parent, from 0."""
    name: str
    full_name: tuple[str, ...]
    is_village: bool
    problems: tuple[Problem, ...]
    own: Mapping[str, Any]
    rolled: Mapping[str, Any]
    """The summary with all places below; empty for a village."""
    urls: tuple[str, ...]
    home_urls: tuple[str, ...]
    """Addresses of the pages of a region about the places below it."""
    uncommitted: int


class Manifest:
    """The stored state of one site."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._draft: Path | None = None
        self._store = _open(file)

    @property
    def claims(self) -> Claims:
        """Whom the villages have posted to them."""
        return Claims(self._store)

    def close(self) -> None:
        """Close it without what was not saved."""
        self._store.close()
        if self._draft is not None:
            remove(self._draft)

    def base(self) -> Base | None:
        """What the last build was made from; None if no build has ended. Raises SpoiltError."""
        row = self._store.execute("SELECT value, digest FROM about WHERE name = 'base'").fetchone()
        if row is None:
            return None
        if row[1] != digest_of(row[0]):
            raise SpoiltError
        return _read(_base, row[0])

    def place(self, path: str) -> PlaceRow | None:
        """What was made of one place; None if it is not known. Raises SpoiltError."""
        return next(self._rows("path = ?", (_key(path),)), None)

    def name_of(self, path: str) -> str:
        """The name of a place; its path if the place is not known. Raises SpoiltError."""
        row = self.place(path)
        return row.name if row is not None else path

    def below(self, path: str) -> Iterator[PlaceRow]:
        """The places right below a place, in their order. Raises SpoiltError."""
        return self._rows("parent = ? ORDER BY position", (_key(path),))

    def faulty(self) -> Iterator[PlaceRow]:
        """The places that have problems, in the order of their paths. Raises SpoiltError."""
        return self._rows("has_problems = 1 ORDER BY path", ())

    def count_uncommitted(self) -> int:
        """How many record files had content that is in no commit."""
        return sum(row.uncommitted for row in self._rows("uncommitted > 0", ()))

    def _rows(self, condition: str, values: Sequence[object]) -> Iterator[PlaceRow]:
        for *row, digest in self._store.execute(f"SELECT * FROM place WHERE {condition}", values):  # noqa: S608
            if digest != digest_of(*row):
                raise SpoiltError
            yield _read(_row, row[-1])

    def begin(self, *, whole: bool) -> None:
        """Begin a build: if it is killed from now on, no base is left and the next one makes everything.

        A `whole` build writes into a new file, so that it locks nobody out while it runs.
        """
        if whole:
            self._store.close()
            self._draft = self._file.with_suffix(".new")
            for file in (self._file, self._draft):
                remove(file)
            self._store = _open(self._draft)
        else:
            self._store.execute("DELETE FROM about WHERE name = 'base'")
        self._store.execute("BEGIN IMMEDIATE")

    def put(self, row: PlaceRow) -> None:
        """Store what was made of a place. This build can read it at once, the next one after `save`."""
        body = _json_of(as_plain(row))
        values = (_key(row.path), _key(row.parent), row.position, int(bool(row.problems)), row.uncommitted, body)
        self._store.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, digest_of(*values)))

    def forget(self, base: Base) -> None:
        """Drop everything that was put; the next build begins from `base`, as this one did."""
        self._store.execute("ROLLBACK")
        self._put_base(base)
        seal(self._file)

    def save(self, base: Base | None) -> None:
        """Keep everything that was put; without a base the next build makes everything."""
        if base is not None:
            self._put_base(base)
        self._store.execute("COMMIT")
        if self._draft is not None:
            self._draft.replace(self._file)
            self._draft = None
        seal(self._file)

    def _put_base(self, base: Base) -> None:
        text = json.dumps(as_plain(base))
        self._store.execute("INSERT OR REPLACE INTO about VALUES ('base', ?, ?)", (text, digest_of(text)))


def _read(read: Callable[[dict[str, Any]], T], text: str) -> T:
    try:
        return read(json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise SpoiltError from error


def _base(told: dict[str, Any]) -> Base:
    return Base(**{**told, "edited": tuple(told["edited"]), "frame_urls": tuple(told["frame_urls"])})


def _row(told: dict[str, Any]) -> PlaceRow:
    tuples = {name: tuple(told[name]) for name in ("full_name", "urls", "home_urls")}
    return PlaceRow(**{**told, **tuples, "problems": tuple(_problem(one) for one in told["problems"])})


def _problem(told: dict[str, Any]) -> Problem:
    changed = {
        "spot": Spot(*told["spot"]),
        "severity": Severity(told["severity"]),
        "consequences": tuple(_problem(one) for one in told["consequences"]),
    }
    return Problem(**{**told, **changed})


def _key(path: str | None) -> bytes | None:
    """A path as the database compares it: bytes, because the names of folders may have any encoding."""
    return path.encode("utf-8", "surrogateescape") if path is not None else None


def _json_of(plain: object) -> str:
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    try:
        body.encode()
    except UnicodeEncodeError:
        return json.dumps(plain, separators=(",", ":"))
    return body


def _open(file: Path) -> Connection:
    store = connect(file)
    try:
        store.executescript(_TABLES + TABLES)
    except Fault:
        store.close()
        raise
    return store


@contextmanager
def open_manifest(folder: Path, site: Path) -> Iterator[Manifest]:
    """The manifest of the site at `site`, kept in `folder`; replaced by an empty one if it is not our database."""
    file = folder / f"site-{digest_of(site.resolve()).hex()}.sqlite"
    try:
        demand_seal(file)
        manifest = Manifest(file)
    except (Fault, SpoiltError):
        remove(file)
        manifest = Manifest(file)
    with closing(manifest):
        yield manifest
