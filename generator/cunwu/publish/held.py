"""What of a place is shown while some of its records have errors: those as they last were right, the rest as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cunwu.core.problem import Problem
from cunwu.derive.past import Past
from cunwu.derive.waiting import Waiting
from cunwu.git.commit_source import CommitSource
from cunwu.history.change import QUIET
from cunwu.history.publications import PlaceHistory, Publication
from cunwu.records.board import GATHERED, Board, read_file
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile
from cunwu.rules.checker import check_board

_TRIES = 20
"""How many earlier versions of a record are tried before it is not shown."""
_ROUNDS = 60
"""How often the board is checked anew; then everything faulty is left out."""


@dataclass(frozen=True)
class Older:
    """An earlier version of a record, and the publication that brought it."""

    file: RecordFile
    publication: Publication


@dataclass(frozen=True)
class Settled:
    """A board without errors, its own problems, and the records that are not as they stand on it."""

    board: Board
    problems: tuple[Problem, ...]
    waiting: tuple[Waiting, ...]


@dataclass
class _Settling:
    """A board on its way to one without errors: each round the newest faulty records step back by one version."""

    root: Path
    board: Board
    history: PlaceHistory
    past: Past
    held: dict[str, Older | None] = field(default_factory=dict)
    older: dict[str, Iterator[Older]] = field(default_factory=dict)
    earlier: Mapping[str, bytes | None] = field(default_factory=dict)
    summaries: Iterator[bytes] | None = None

    @cached_property
    def files(self) -> Mapping[str, RecordFile]:
        """Path → the file as it stands on the board."""
        return {file.path: file for file in self.board.files}

    def shown(self) -> Board:
        """The board with every held record as it last was, or without it."""
        kept = ((file, self.held.get(file.path, file)) for file in self.board.files)
        files = tuple(then.file if isinstance(then, Older) else file for file, then in kept if then is not None)
        own = self.held.get(self.board.place.own_file)
        place = replace(self.board.place, reader=lambda _: own.file) if own is not None else self.board.place
        return replace(self.board, place=place, files=files, earlier=self.earlier)

    def take_earlier_summary(self) -> None:
        """Step back by one version of what another site published of the places below."""
        path = self.gathered
        self.summaries = self.summaries or self._summaries(path)
        self.earlier = {path: next(self.summaries, None)}

    def _summaries(self, path: str) -> Iterator[bytes]:
        folder = path.rpartition("/")[0]
        for publication in self.history.publications[:_TRIES]:
            source = CommitSource(self.root, publication.commit, folder)
            if path in source.files():
                yield source.read(path)

    @property
    def gathered(self) -> str:
        """The path of that file."""
        return f"{self.board.place.own_file.rpartition('/')[0]}/{GATHERED}"

    def step_back(self, faulty: Sequence[str]) -> None:
        """Hold the newest of these files at an earlier version; what came before may be right again without them."""
        age = {path: self._position(path) for path in faulty}
        newest = max(age.values(), default=0)
        for path in faulty:
            if age[path] == newest:
                then = self._next(path)
                if then is None and self._hold_what_spoilt(path, age[path]):
                    return  # others may be right again with it
                self.held[path] = then

    def _next(self, path: str) -> Older | None:
        versions, now = self.older.setdefault(path, self._versions(path)), self.held.get(path)
        return next(
            (one for one in versions if now is None or one.publication.position < now.publication.position), None
        )

    def _hold_what_spoilt(self, path: str, age: float) -> bool:
        """Hold back what came after a record and made it faulty; False if the record is to blame itself."""
        newer = {file.path: self._position(file.path) for file in self.shown().files if file.path != path}
        suspects = sorted((one for one, position in newer.items() if position > age), key=lambda one: -newer[one])
        for suspect in suspects[:_TRIES]:
            before = next((one for one in self._versions(suspect) if one.publication.position <= age), None)
            if before is None:
                continue
            trial = replace(self, held={**self.held, suspect: before})
            if path not in _faulty(board := trial.shown(), check_board(board, self.past.as_of, self.past)):
                self.held[suspect] = before
                return True
        return False

    def _position(self, path: str) -> float:
        """When the version of a file now on the board came; what no commit has is the newest."""
        then = self.held.get(path)
        if then is not None:
            return then.publication.position
        found = self.history.publication_of(path, self.files[path].blob)
        return found.position if found else float("inf")

    def _versions(self, path: str) -> Iterator[Older]:
        """The earlier versions of a file that can be read, newest first."""
        now = self.files[path]
        if now.kind is None:
            return
        found = [
            (publication, blob)
            for (name, blob), publication in self.history.brought.items()
            if name == path and blob != now.blob
        ]
        found.sort(key=lambda one: one[0].position, reverse=True)
        folder = self.board.place.own_file.rpartition("/")[0]
        for publication, _ in found[:_TRIES]:
            file = read_file(CommitSource(self.root, publication.commit, folder), path, now.kind)
            if not file.is_unread:
                yield Older(file, publication)


def settle(
    root: Path, board: Board, problems: Sequence[Problem], history: PlaceHistory | None, past: Past
) -> Settled | None:
    """The board as it may be shown; None if the file that describes the place was never without errors."""
    settling = _Settling(root, board, history or PlaceHistory(), past)
    shown, found = board, tuple(problems)
    for _ in range(_ROUNDS):
        faulty = _faulty(shown, found)
        if any(one.file == settling.gathered and one.is_error for one in found):
            settling.take_earlier_summary()
        elif not faulty:
            return Settled(shown, found, tuple(_waiting(settling, problems)))
        settling.step_back(faulty)
        if settling.held.get(board.place.own_file, settling) is None:
            return None
        shown = settling.shown()
        found = check_board(shown, past.as_of, past)
    settling.held |= dict.fromkeys(_faulty(shown, found))
    return Settled(settling.shown(), (), tuple(_waiting(settling, problems)))


def _faulty(board: Board, problems: Sequence[Problem]) -> list[str]:
    """The record files with errors; what is no record is not shown anyway."""
    named = {problem.file for problem in problems if problem.is_error}
    return [file.path for file in board.files if hide_leaks(file.path) in named]


def _waiting(settling: _Settling, problems: Sequence[Problem]) -> Iterator[Waiting]:
    """The held records, in the order of the board, each with its first error."""
    every = [part for problem in problems for part in (problem, *problem.consequences) if part.is_error]
    why: Mapping[str, str] = {problem.file: problem.message for problem in reversed(every)}
    told = [one for one in settling.history.changes if one.change.kind not in QUIET and one.path in settling.held]
    for file in settling.board.files:
        if file.path not in settling.held:
            continue
        then, path = settling.held[file.path], hide_leaks(file.path)
        since = settling.history.publication_of(file.path, file.blob)
        upto = then.publication.position if then is not None else -1
        yield Waiting(
            settling.board.place.path,
            path,
            _called(file, then),
            why.get(path, "和它有关的另一份记录有错误"),
            since.day if since else None,
            then.publication.day if then is not None else None,
            upto,
            sum(one.path == file.path and one.publication.position > upto for one in told),
        )


def _called(file: RecordFile, then: Older | None) -> str:
    shown = then.file if then is not None else file
    record = shown.record or shown.withdrawn
    kind = file.kind.label if file.kind is not None else "记录"
    return hide_leaks(f"{kind} {record.title if record is not None else file.stem}")
