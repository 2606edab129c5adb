"""Commits → the changes of each in every place, each change once, in the order of publication."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import Any
from zlib import crc32

from cunwu.core.frozen import Frozen
from cunwu.core.paths import OWN_FILES, RECORDS
from cunwu.core.workers import shared_by
from cunwu.core.zone import day_at
from cunwu.git.repository import BlobChange, BlobReader, Commit, Wanted, walk_commits
from cunwu.history.change import Change, ChangeKind, RecordKey, key_in, text_of
from cunwu.history.closing import due_day_in
from cunwu.history.compare import compare_records, compare_reused
from cunwu.history.copies import Copies, is_original
from cunwu.history.explanations import NOTES, is_put_back, note_numbered
from cunwu.history.start import NO_START, Start
from cunwu.history.trees import Trees
from cunwu.history.versions import moved_places
from cunwu.kinds.fields import word_of
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import kind_at
from cunwu.records.source import blob_id
from cunwu.values.due import due_day
from cunwu.values.period import parse_period
from cunwu.yaml.reader import Mapping as MappingNode, read_yaml

_AT_ONCE = 400
"""Blobs fetched together: enough to make round trips rare, few enough to keep memory flat."""


class PlaceChanges(Frozen):
    """The changes that one publication made in one place."""

    number: int
    """Position of the commit among those that were read, from 0."""
    commit: str
    time: int
    """The commit time in seconds since 1970, as the commit states it."""
    place: str
    files: tuple[tuple[str, str], ...]
    """Path and blob of every file that it left in the place."""
    changes: tuple[tuple[Change, str], ...]
    """Each change with the path of the file that holds, or held, the record."""
    moved_from: str = ""
    """Where the place lay before, if this publication moved its folder."""


GoneKey = tuple[str, str, str, str]
"""Place, kind, record, item (empty for a change of the whole record)."""


@dataclass
class Memory:
    """What earlier publications left behind and later ones are compared with."""

    unread: dict[str, str] = field(default_factory=dict)
    """Path of a file that cannot be read now → its last readable blob; empty if no version was readable."""
    gone: dict[GoneKey, tuple[str, str]] = field(default_factory=dict)
    """What vanished without a reason → the last blob that held it, and the commit that removed it.

    Its number must not be used again for another thing.
    """

    def move(self, old: str, new: str) -> None:
        """The place `old` lies at `new` from now on."""
        self.gone = {(new if key[0] == old else key[0], *key[1:]): where for key, where in self.gone.items()}


@dataclass
class Share:
    """The places that one of several readers reads; one reader reads everything published of a place."""

    part: int = 0
    of: int = 1
    _origins: dict[str, str] = field(default_factory=dict)
    """Path of a place that moved → its first path."""

    def takes(self, place: str) -> bool:
        """Whether this reader reads the place."""
        return self.of == 1 or crc32(self._origins.get(place, place).encode("utf-8", "replace")) % self.of == self.part

    def move(self, old: str, new: str) -> None:
        """The place `old` lies at `new` from now on."""
        self._origins[new] = self._origins.pop(old, old)


class _Unit(Frozen):
    """The files of one place in one commit."""

    number: int
    commit: Commit
    place: str
    files: tuple[tuple[BlobChange, Kind[Any]], ...]
    moved_from: str = ""


_WORTH_WORKERS = 2000
"""With fewer changed files than this, starting workers takes longer than reading."""
_WINDOW = 20_000
"""How many changed files are held in memory together."""
_MOST_SHARES = 16
"""Shares of one commit. Each share lists all files of the commit, so the number of shares must not grow with them."""


def read_publications(
    root: Path, span: tuple[str, str], memory: Memory, jobs: int, start: Start = NO_START
) -> Iterator[PlaceChanges]:
    """The changes of each first-parent commit of a span, by place, oldest first; updates `memory`.

    The span is after its first commit up to its second. Without the first it begins after `start`, whose places are
    not read.
    """
    (after, head), dropped = span, start.dropped
    after = after or (start.commit if dropped else "")
    for window in _windows(walk_commits(root, head, after, Wanted(_WINDOW, _is_own(dropped)))):
        read = _Span(root, after, window[-1].id, len(window) == 1 and not window[0].may_move, dropped)
        size = sum(commit.size for commit in window)
        shares = min(ceil(size / _WINDOW), _MOST_SHARES)
        if jobs > 1 and size >= _WORTH_WORKERS:
            yield from _read_by_workers(read, memory, jobs, max(jobs, shares))
        elif shares > 1:
            yield from _read_here(read, memory, shares)
        else:
            with BlobReader(root) as reader:
                yield from read_commits(window, reader, memory)
        after = read.head


class _Span(Frozen):
    """Commits that are read together."""

    root: Path
    after: str
    head: str
    is_one: bool
    """Whether it is a single commit that moved no place: then no reader needs the files of other shares."""
    dropped: frozenset[str]
    """Places whose history is not told."""

    def walk(self, share: Share) -> Iterator[Commit]:
        """The commits, with every file that a reader of this share needs."""

        def is_seen(path: str) -> bool:
            found = kind_at(path)
            return found is not None and found[0] not in self.dropped and share.takes(found[0])

        wanted = is_seen if self.is_one else _is_own(self.dropped)
        return walk_commits(self.root, self.head, self.after, Wanted(path=wanted))


def _is_own(dropped: frozenset[str]) -> Callable[[str], bool] | None:
    """Whether a file is no record of these places; None if there are none, and every file is wanted."""
    return (lambda path: (kind_at(path) or ("",))[0] not in dropped) if dropped else None


def _windows(commits: Iterable[Commit]) -> Iterator[list[Commit]]:
    """Commits in a row that together fit in memory, or a single larger commit."""
    window: list[Commit] = []
    size = 0
    for commit in commits:
        if window and size + commit.size > _WINDOW:
            yield window
            window, size = [], 0
        window.append(commit)
        size += commit.size
    if window:
        yield window


def _shares(count: int) -> list[Share]:
    return [Share(part, count) for part in range(count)]


def _read_here(span: _Span, memory: Memory, count: int) -> Iterator[PlaceChanges]:
    """Reads a single commit with very many files in `count` shares, one after the other."""
    with BlobReader(span.root) as reader:
        for share in _shares(count):
            yield from read_commits(span.walk(share), reader, memory, share)


def _read_by_workers(span: _Span, memory: Memory, jobs: int, count: int) -> Iterator[PlaceChanges]:
    """Reads in `count` shares, in several processes."""
    unread: dict[str, str] = {}
    gone: dict[GoneKey, tuple[str, str]] = {}
    together: list[PlaceChanges] = []
    with shared_by(jobs) as workers:
        futures = deque(workers.submit(_read_part, span, memory, share) for share in _shares(count))
        while futures:
            found, kept = futures.popleft().result()
            unread |= kept.unread
            gone |= kept.gone
            if span.is_one:  # all are of one commit and have no order
                yield from found
            else:
                together += found
    memory.unread, memory.gone = unread, gone
    yield from sorted(together, key=lambda one: one.number)


def _read_part(span: _Span, memory: Memory, share: Share) -> tuple[list[PlaceChanges], Memory]:
    """The publications of one share, and the memory of its places."""
    gc.disable()  # trees hold no circles, and the search for them takes a fifth of the time
    with BlobReader(span.root) as reader:
        found = list(read_commits(span.walk(share), reader, memory, share))
    unread = {path: blob for path, blob in memory.unread.items() if share.takes((kind_at(path) or ("",))[0])}
    return found, Memory(unread, {key: where for key, where in memory.gone.items() if share.takes(key[0])})


def read_commits(
    commits: Iterable[Commit], reader: BlobReader, memory: Memory, share: Share | None = None
) -> Iterator[PlaceChanges]:
    """Every place of every commit, or of one share, oldest first; the time depends on the number of changes."""
    trees, share = Trees(reader), share or Share()
    batch: list[_Unit] = []
    files = 0
    for unit in (unit for number, commit in enumerate(commits) for unit in _units(number, commit, trees, share)):
        batch.append(unit)
        files += len(unit.files)
        if files >= _AT_ONCE:
            yield from _read_batch(batch, trees, memory)
            batch, files = [], 0
    yield from _read_batch(batch, trees, memory)


def _units(number: int, commit: Commit, trees: Trees, share: Share) -> Iterator[_Unit]:
    by_place: dict[str, list[tuple[BlobChange, Kind[Any]]]] = {}
    own: list[tuple[str, BlobChange]] = []
    for change in commit.changes:
        found = kind_at(change.path)
        if found is not None:
            by_place.setdefault(found[0], []).append((change, found[1]))
            if not found[1].folder:
                own.append((found[0], change))
    moved = _moved(own, trees)
    for old, new in moved.items():
        share.move(old, new)
        by_place[new] = by_place.pop(old) + by_place.get(new, [])
    came_from = {new: old for old, new in moved.items()}
    for place, files in by_place.items():
        if share.takes(place):
            yield _Unit(number, commit, place, tuple(files), came_from.get(place, ""))


def _moved(own: Sequence[tuple[str, BlobChange]], trees: Trees) -> Mapping[str, str]:
    gone = {place: change for place, change in own if not change.after}
    come = {place: change for place, change in own if not change.before}
    if not gone or not come:
        return {}
    trees.fetch(change.before or change.after for change in (*gone.values(), *come.values()))
    old = {place: node for place, change in gone.items() if (node := trees.tree(change.before, change.path))}
    new = {place: node for place, change in come.items() if (node := trees.tree(change.after, change.path))}
    return moved_places(old, new)


def _read_batch(units: Sequence[_Unit], trees: Trees, memory: Memory) -> Iterator[PlaceChanges]:
    changes = [change for unit in units for change, _ in unit.files]
    remembered = [memory.unread[change.path] for change in changes if change.path in memory.unread]
    trees.fetch(blob for change in changes for blob in (change.before, change.after))
    trees.fetch(remembered)
    for unit in units:
        yield _read_unit(unit, trees, memory)
    trees.forget_contents()


class _Side(Frozen):
    """One record as a commit left it."""

    path: str
    kind: Kind[Any]
    node: MappingNode
    blob: str


def _read_unit(unit: _Unit, trees: Trees, memory: Memory) -> PlaceChanges:
    """Compares the files of a place record by record, before and after."""
    if unit.moved_from:
        memory.move(unit.moved_from, unit.place)
    old: dict[RecordKey, _Side] = {}
    new: dict[RecordKey, _Side] = {}
    changes: list[tuple[Change, str]] = []
    for file, kind in unit.files:
        before = memory.unread.pop(file.path, file.before)
        if before and (node := trees.tree(before, file.path)) is not None:
            old[key_in(unit.place, kind, node)] = _Side(file.path, kind, node, before)
        if not file.after:
            continue
        node = trees.tree(file.after, file.path)
        if node is not None:
            new[key_in(unit.place, kind, node)] = _Side(file.path, kind, node, file.after)
        else:  # the last readable version is compared with the next one
            memory.unread[file.path] = before if _was_read(before, file.path, trees) else ""
            old = {key: side for key, side in old.items() if side.blob != before}
            unreadable = Change(unit.place, kind.name, file.path, "", "", ChangeKind.UNREADABLE)
            changes.append((unreadable, file.path))
    _settle_copies(old, new, unit.commit.id, trees)
    for key in old.keys() | new.keys():
        side = new.get(key) or old[key]
        found = tuple(_compare(key, (old.get(key), new.get(key)), unit.commit.id, trees, memory))
        is_open = any(change.is_growth for change in found) and _is_open(side, unit, trees)
        changes += [(change.while_open(is_open=is_open), side.path) for change in found]
    files = tuple((file.path, file.after) for file, _ in unit.files)
    told = tuple(sorted(changes))
    return PlaceChanges(unit.number, unit.commit.id, unit.commit.time, unit.place, files, told, unit.moved_from)


def _settle_copies(old: dict[RecordKey, _Side], new: dict[RecordKey, _Side], commit: str, trees: Trees) -> None:
    """Of a record that vanished from one of two files of its key: a copy is no loss, the original became the copy."""
    copies = Copies(trees.reader.root, commit)
    for key in old.keys() - new.keys():
        gone = old[key]
        path = copies.other_than(gone.path, key)
        if path is None:
            continue
        if is_original(copies.root, f"{commit}~1", gone.path, key, gone.kind):
            content = copies.read(path)
            if (node := read_yaml(content, path)[0]) is not None:
                new[key] = _Side(path, gone.kind, node, blob_id(content))
        else:
            del old[key]


def _is_open(side: _Side, unit: _Unit, trees: Trees) -> bool:
    """Whether the period of a record was not due yet, by the settings that held when the change was published."""
    model: type[Record] = side.kind.record
    try:
        period = parse_period(text_of(side.node, word_of(model, model.dated_by))) if model.dated_by else None
    except ValueError:
        return False
    day = day_at(unit.commit.time)
    if period is None or day <= period.last:
        return period is not None
    return day <= period.last + _OPEN and day <= due_day(period, due_day_in(_described(unit, trees)))


_OPEN = timedelta(days=31)
"""How long after its end a period may be open at the most: settings name a day of the next month."""


def _described(unit: _Unit, trees: Trees) -> Iterator[MappingNode | None]:
    """What the village and the places above it were before the commit, the lowest first."""
    parts = unit.place.split("/") if unit.place else []
    folders = ["/".join((RECORDS, *parts[:depth])) for depth in range(len(parts), -1, -1)]
    for path in (f"{folder}/{name}" for folder in folders for name in OWN_FILES):
        yield trees.tree_at(f"{unit.commit.id}~1", path)


def _was_read(blob: str, path: str, trees: Trees) -> bool:
    return bool(blob) and trees.tree(blob, path) is not None


def _compare(
    key: RecordKey, sides: tuple[_Side | None, _Side | None], commit: str, trees: Trees, memory: Memory
) -> Iterator[Change]:
    """The changes of one record. What vanishes is remembered, and compared if it comes back."""
    old, new = sides
    side = new or old
    if side is None:
        return
    for change in compare_records(key, side.kind, old.node if old else None, new.node if new else None):
        if change.kind is ChangeKind.ASTRAY and new is not None and _is_back(change, key, new.node, trees, memory):
            continue
        yield change
        gone_key = (*key, change.item)
        if change.kind is ChangeKind.UNEXPLAINED and change.field in ("", *NOTES) and old is not None:
            memory.gone[gone_key] = (old.blob, commit)
        elif new is not None and not change.field and gone_key in memory.gone:
            blob, _ = memory.gone.pop(gone_key)
            node = trees.tree(blob, "")
            if node is not None:
                yield from compare_reused(change, new.kind, node, new.node)


def _is_back(change: Change, key: RecordKey, now: MappingNode, trees: Trees, memory: Memory) -> bool:
    """Whether a correction that fits nothing is an old one: it vanished, alone or with its item, and was put back."""
    note = note_numbered(now, "更正", change.after)
    gone = (memory.gone.get((*key, number)) for number in ("", change.item, change.after))
    trees_of = (trees.tree(where[0], "") for where in gone if where is not None)
    return note is not None and any(node is not None and is_put_back(node, "更正", note) for node in trees_of)
