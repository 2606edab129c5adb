"""The history of the records in a database beside the project: the changes of every publication, extended each time.

It may be deleted at any time. It is built again from git if it is missing, spoilt, made by another program, or of a
history that was rewritten.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from cunwu.core.database import Connection, Fault, SpoiltError, connect, demand_seal, digest_of, seal, writable
from cunwu.core.frozen import as_plain, replace
from cunwu.core.program import program_digest
from cunwu.core.zone import moment_at
from cunwu.git.repository import commits_between, find_head
from cunwu.history.change import QUIET, Change, ChangeKind, without_texts
from cunwu.history.entered import NEVER, Entered
from cunwu.history.own_files import OwnFiles, is_own_file
from cunwu.history.publications import PlaceHistory, Publication, Published, end_of, without_future
from cunwu.history.reader import GoneKey, Memory, PlaceChanges, read_publications
from cunwu.history.rows import Row, body_of, read_row
from cunwu.history.start import NO_START, Start, start_in

T = TypeVar("T")

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT, digest BLOB) WITHOUT ROWID;
CREATE TABLE publication (position INTEGER PRIMARY KEY, id TEXT, time INTEGER, stated INTEGER, digest BLOB);
CREATE TABLE change (
    place TEXT, position INTEGER, told INTEGER, body TEXT, digest BLOB, PRIMARY KEY (place, position)
) WITHOUT ROWID;
CREATE TABLE below (
    above TEXT, position INTEGER, place TEXT, told INTEGER, digest BLOB, PRIMARY KEY (above, position DESC, place)
) WITHOUT ROWID;
CREATE INDEX told_below ON below (above, position, place, told) WHERE told > 0;
"""
_PLACES_KEPT = 16
_TOLD_BELOW = (  # without the index all rows below the place would be looked at
    "SELECT above, position, place, told, digest FROM below INDEXED BY told_below"
    " WHERE above = ? AND position <= ? AND told > 0"
)


@dataclass(frozen=True)
class History:
    """Everything published up to one commit, read place by place."""

    root: Path
    file: Path
    commit: str
    upto: int
    """Position of the last publication that this history covers."""
    until: int = sys.maxsize
    """The end of the day for which it is read, in seconds since 1970: no commit was made later."""
    entered: Entered = NEVER
    """When the ledger of the site says that commits were published."""
    _connections: dict[int, Connection] = field(default_factory=dict, repr=False)
    _places: dict[str, PlaceHistory] = field(default_factory=dict, repr=False)

    def of_place(self, path: str) -> PlaceHistory:
        """Everything published of this place, without the places below it."""
        # A village needs the places above it too, and so do all its neighbours.
        if path not in self._places:
            while len(self._places) >= _PLACES_KEPT:
                del self._places[next(iter(self._places))]
            self._places[path] = self._place(path)
        return self._places[path]

    def _place(self, path: str) -> PlaceHistory:
        rows = self._ask(lambda: self._rows("place = ?", (path,)))
        changes = [one for row in rows for one in row.changes]
        # A file that was taken away has no text to be found in it.
        left = [(row.publication, name, blob) for row in rows for name, blob in row.files if blob]
        brought = {(name, blob): publication for publication, name, blob in left}
        own = [one for one in left if is_own_file(one[1])]
        return PlaceHistory(tuple(changes), tuple(row.publication for row in reversed(rows)), brought, tuple(own))

    @cached_property
    def own_files(self) -> OwnFiles:
        """Earlier versions of the files that describe places."""
        return OwnFiles(self.root)

    def told_below(self, path: str) -> tuple[Published, ...]:
        """Every change at or below a place that needs an explanation: all but 新增 and 进展, oldest first."""
        rows = self._ask(lambda: self._rows_below(path, "below.told > 0 ORDER BY below.position, below.place", ()))
        return tuple(one for row in rows for one in row.changes if one.change.kind not in QUIET)

    def newest_below(self, path: str, count: int) -> tuple[Published, ...]:
        """The changes of the last `count` publications of places at or below a place, newest publication first."""
        # In the order in which they are stored: a first publication may be one of twenty thousand villages.
        order = "1 ORDER BY below.position DESC, below.place LIMIT ?"
        rows = self._ask(lambda: self._rows_below(path, order, (count,)))
        return tuple(one for row in rows for one in row.changes)

    def changes_between(self, start: int, end: int) -> tuple[Published, ...]:
        """The changes of the publications from one position to before another, newest publication first."""
        wanted = "below.position >= ? AND below.position < ? ORDER BY below.position DESC, below.place"
        rows = self._ask(lambda: self._rows_below("", wanted, (start, end)))
        return tuple(one for row in rows for one in row.changes)

    def count_told(self, path: str) -> int:
        """The number of changes at or below a place that need an explanation."""
        rows = self._ask(lambda: [_intact(row) for row in self._execute(_TOLD_BELOW, (path, self.upto))])
        return sum(int(row[3]) for row in rows)

    @cached_property
    def first_commit(self) -> str:
        """The commit with which the board began; no two boards share it. Empty if nothing was ever published."""
        rows = self._ask(lambda: self._execute("SELECT id FROM publication ORDER BY position LIMIT 1", ()))
        return str(rows[0][0]) if rows else ""

    @cached_property
    def start(self) -> Start:
        """Where it begins, if that is stated."""
        return self._ask(lambda: _stored_start(_about(self._connection)))

    def gone(self) -> Mapping[GoneKey, str]:
        """What vanished and has not come back → the last blob that held it."""
        known = self._ask(lambda: _memory(self._connection).gone)
        later = self._ask(lambda: self._execute("SELECT id FROM publication WHERE position > ?", (self.upto,)))
        not_yet = {row[0] for row in later}
        return {key: blob for key, (blob, commit) in known.items() if commit not in not_yet}

    def _rows(self, condition: str, values: Sequence[object]) -> list[Row]:
        query = f"{_ALL} WHERE position <= ? AND {condition} ORDER BY position, place"
        return [self._row(row) for row in self._execute(query, (self.upto, *values))]

    def _rows_below(self, path: str, condition: str, values: Sequence[object]) -> list[Row]:
        """Rows at or below a place; the time depends on the rows returned, not on the number of places."""
        query = f"{_ALL_BELOW} WHERE above = ? AND below.position <= ? AND {condition}"
        found = self._execute(query, (path, self.upto, *values))
        for row in found:
            _intact(row[-5:])
        return [self._row(row) for row in found]

    def _row(self, row: Sequence[Any]) -> Row:
        """One place in one publication, from the columns that both queries share."""
        place, position, told, body, digest, *publication = row[:9]
        _intact((place, position, told, body, digest))
        _intact((position, *publication))
        commit, time, stated, _ = publication
        seconds, set_back = self.entered.at(position) or self._moments.get(position, (time, stated < time))
        return read_row(place, Publication(position, commit, moment_at(seconds), set_back), body)

    @cached_property
    def _moments(self) -> Mapping[int, tuple[int, bool]]:
        """Position → time and whether it is not the stated one; only if a commit claims a time after `until`."""
        stored = self._execute("SELECT time FROM publication WHERE position = ?", (self.upto,))
        if not stored or stored[0][0] <= self.until:
            return {}
        return without_future(
            self._execute(
                "SELECT position, stated FROM publication WHERE position <= ? ORDER BY position", (self.upto,)
            ),
            self.until,
        )

    def _execute(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, values).fetchall()

    @property
    def _connection(self) -> Connection:
        """A connection of this process; a connection inherited by fork must not be used."""
        process = os.getpid()
        if process not in self._connections:
            self._connections[process] = connect(self.file)
        return self._connections[process]

    def _ask(self, question: Callable[[], T]) -> T:
        """The answer from the store; if the store is spoilt, it is built again first."""
        try:
            return question()
        except (Fault, SpoiltError):
            self._connections.pop(os.getpid()).close()
            _make_anew(self.root, self.file, self.commit, 1)
            return question()


def open_history(
    root: Path, cache_folder: Path, revision: str = "HEAD", *, jobs: int = 1, as_of: date = date.max
) -> History | None:
    """The history up to a revision; None if it cannot be trusted: no git, no commit, or a shallow clone.

    `jobs` processes share the work if there is much of it. A commit that claims a day after `as_of` moves no other.
    """
    commit = find_head(root, revision)
    return history_of(root, cache_folder, commit, jobs=jobs, as_of=as_of) if commit is not None else None


def history_of(
    root: Path, folder: Path, commit: str, *, jobs: int = 1, as_of: date = date.max, entered: Entered = NEVER
) -> History:
    """The history up to a commit that `find_head` trusts; `entered` is when the ledger of the site has what."""
    file = writable(folder) / "history.sqlite"
    try:
        upto = _bring_up_to(root, file, commit, jobs)
    except (Fault, SpoiltError, ValueError, TypeError):
        upto = _make_anew(root, file, commit, jobs)
    return History(root, file, commit, upto, end_of(as_of), entered)


def _bring_up_to(root: Path, file: Path, commit: str, jobs: int) -> int:
    """Extends the store to `commit`; returns the position of the last publication up to it."""
    demand_seal(file)
    with closing(connect(file)) as store:
        stored = _stored_commit(store)
        if stored == commit:
            return _last_position(store)
        begun = _stored_start(_about(store))
        start = start_in(root, commit, begun)
        if start.dropped != begun.dropped or start.commit != begun.commit:
            raise SpoiltError  # it begins elsewhere
        if commits_between(root, stored, commit) is None:
            newer = commits_between(root, commit, stored)
            if newer is None:
                raise SpoiltError
            return _last_outside(store, frozenset(newer))  # an older commit of the same line
        store.execute("BEGIN IMMEDIATE")
        stored = _stored_commit(store)  # another build may have extended it meanwhile
        if commits_between(root, stored, commit) is None:
            raise SpoiltError
        _extend(store, root, (stored, commit), jobs, start)
        store.execute("COMMIT")
        seal(file)
        return _last_position(store)


def _stored_commit(store: Connection) -> str:
    about = _about(store)
    if about.get("program") != program_digest():
        raise SpoiltError
    return str(about["commit"])


def _make_anew(root: Path, file: Path, commit: str, jobs: int) -> int:
    """Builds the history from git and replaces the old store in one step."""
    import tempfile  # seldom needed

    handle, name = tempfile.mkstemp(prefix="history-", suffix=".new", dir=file.parent)
    os.close(handle)
    draft = Path(name)
    try:
        with closing(connect(draft)) as store:
            store.executescript(_TABLES)
            store.execute("BEGIN")
            _note(store, {"program": program_digest()})
            _extend(store, root, ("", commit), jobs, start_in(root, commit))
            store.execute("COMMIT")
            position = _last_position(store)
        draft.replace(file)
        seal(file)
    finally:
        for leftover in (draft, Path(f"{name}-journal")):
            leftover.unlink(missing_ok=True)
    return position


def _last_position(store: Connection) -> int:
    return _last_outside(store, frozenset())


def _last_outside(store: Connection, commits: frozenset[str]) -> int:
    """Position of the last publication that is none of these commits; -1 if there is none."""
    newest_first = store.execute("SELECT position, id FROM publication ORDER BY position DESC")
    return next((int(position) for position, commit in newest_first if commit not in commits), -1)


# --- writing ---


def _extend(store: Connection, root: Path, span: tuple[str, str], jobs: int, start: Start) -> None:
    """Adds the publications of a span of commits: after the first (of all if it is empty) up to the second."""
    memory = _memory(store)
    position = _last_position(store)
    latest = store.execute("SELECT time FROM publication ORDER BY position DESC LIMIT 1").fetchone()
    time = int(latest[0]) if latest else 0
    last = ""
    for found in read_publications(root, span, memory, jobs, start):
        if found.commit != last:
            last, position = found.commit, position + 1
            time = max(time, found.time)
            store.execute("INSERT INTO publication VALUES (?, ?, ?, ?, ?)", _sealed(position, last, time, found.time))
        _add(store, position, found)
    gone = json.dumps([[*key, *where] for key, where in memory.gone.items()])
    _note(store, {"start": json.dumps(as_plain(start))})
    _note(store, {"commit": span[1], "unread": json.dumps(memory.unread), "gone": gone})


def _note(store: Connection, facts: Mapping[str, str]) -> None:
    store.executemany("INSERT OR REPLACE INTO about VALUES (?, ?, ?)", [_sealed(*fact) for fact in facts.items()])


def _about(store: Connection) -> Mapping[str, str]:
    return {row[0]: row[1] for row in map(_intact, store.execute("SELECT name, value, digest FROM about"))}


def _stored_start(about: Mapping[str, str]) -> Start:
    if "start" not in about:
        return NO_START
    facts = json.loads(about["start"])
    return Start(**{**facts, "places": tuple(facts["places"]), "names": tuple(facts["names"])})


def _sealed(*values: Any) -> tuple[Any, ...]:
    """A row with the digest of all its values at its end."""
    return (*values, digest_of(*values))


def _intact(row: Sequence[Any]) -> Sequence[Any]:
    """The row, if its last value is the digest of the others. Raises SpoiltError."""
    if row[-1] != digest_of(*row[:-1]):
        raise SpoiltError
    return row


def _memory(store: Connection) -> Memory:
    about = _about(store)
    gone = {(row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in json.loads(about.get("gone", "[]"))}
    return Memory(json.loads(about.get("unread", "{}")), gone)


def _add(store: Connection, position: int, found: PlaceChanges) -> None:
    if found.moved_from:
        earlier = store.execute(_CHANGES_OF, (found.moved_from,)).fetchall()
        store.execute("DELETE FROM change WHERE place = ?", (found.moved_from,))
        store.execute("DELETE FROM below WHERE place = ?", (found.moved_from,))
        for _, *facts in (_intact(row)[:-1] for row in earlier):
            store.execute(_PUT_CHANGE, _sealed(found.place, *facts))
            _add_below(store, found.place, facts[0], facts[1])
    for change, _ in found.changes:
        if change.kind is ChangeKind.REDACTED:
            _take_down(store, change)
    told = sum(change.kind not in QUIET for change, _ in found.changes)
    body = body_of(found.files, found.changes)
    store.execute(_PUT_CHANGE, _sealed(found.place, position, told, body))
    _add_below(store, found.place, position, told)


def _add_below(store: Connection, place: str, position: int, told: int) -> None:
    """Lists a row under its place and every place above it."""
    parts = place.split("/")
    above = {"", *("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))}
    rows = [_sealed(path, position, place, told) for path in above]
    store.executemany("INSERT OR REPLACE INTO below VALUES (?, ?, ?, ?, ?)", rows)


def _take_down(store: Connection, redaction: Change) -> None:
    """Removes the texts that a takedown concerns from all earlier changes."""
    subject = _subject(redaction)
    nowhere = Publication(0, "", moment_at(0))
    for row in store.execute(_CHANGES_OF, (redaction.place,)).fetchall():
        place, position, told, body, _ = _intact(row)
        read = read_row(place, nowhere, body)
        kept = [(_without(one.change, subject), one.path) for one in read.changes]
        store.execute(_PUT_CHANGE, _sealed(place, position, told, body_of(read.files, kept)))


def _without(change: Change, subject: tuple[str, ...]) -> Change:
    """The change without the text that was taken down; a row that came or went, or is called by it, quotes it too."""
    if _subject(change)[:-1] != subject[:-1]:
        return change
    return replace(without_texts(change) if change.field in ("", subject[-1]) else change, named="")


def _subject(change: Change) -> tuple[str, ...]:
    return change.record_kind, change.record, change.item, change.field


# --- reading ---

_CHANGES_OF = "SELECT place, position, told, body, digest FROM change WHERE place = ?"
_PUT_CHANGE = "INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?)"
_COLUMNS = (
    "SELECT place, position, change.told, body, change.digest,"
    " id, publication.time, publication.stated, publication.digest"
)
_ALL = f"{_COLUMNS} FROM change JOIN publication USING (position)"
_ALL_BELOW = (
    f"{_COLUMNS}, above, position, place, below.told, below.digest"
    " FROM below CROSS JOIN change USING (place, position) CROSS JOIN publication USING (position)"
)
"""In the order of `below`, row by row: only rows that are returned are looked up."""
