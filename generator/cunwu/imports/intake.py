"""Texts of records with their cells → files that the whole check has passed, or its problems told by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.paths import RECORDS
from cunwu.core.problem import CunwuError, Problem, Severity
from cunwu.imports.cells import Spot
from cunwu.imports.plain import Path, Texts, differences, settle
from cunwu.kinds.fields import word_of
from cunwu.kinds.reading import read_item
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import Board, read_board, read_outline
from cunwu.records.places import Place
from cunwu.records.source import Source
from cunwu.rules.checker import check_place
from cunwu.yaml.reader import Mapping as MappingNode, read_plain, read_yaml, spot_at
from cunwu.yaml.writer import extend_text, new_text


class Draft(Frozen):
    """A record that is to be written: its texts, and the cell of each."""

    kind: Kind[Any]
    texts: Texts
    cells: Mapping[Path, Spot]
    file: str = ""
    """The file that is to be extended, if that is known; else it is looked for by the key of the record."""


class Change(Frozen):
    """One file that would be written, and what that changes."""

    draft: Draft
    path: str
    content: bytes
    is_new: bool
    changed: tuple[tuple[Path, Any, Any], ...] = ()
    """Paths with the text before (None if there was none) and after."""
    kept: tuple[Path, ...] = ()
    """What the file says and the workbook does not: it stays."""

    @property
    def is_needed(self) -> bool:
        """Whether the file would differ at all."""
        return self.is_new or bool(self.changed)


class Told(Frozen, order=True):
    """A problem of a draft: its cell if it has one, in the words of the check."""

    path: str
    problem: Problem
    spot: Spot | None = None


class Laid:
    """The records of a source with files laid over them."""

    memory = None

    def __init__(self, below: Source, files: Mapping[str, bytes]) -> None:
        self._below = below
        self._over = files

    def files(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return tuple(sorted({*self._below.files(), *self._over}))

    def links(self) -> tuple[str, ...]:
        """What is refused, never followed."""
        return self._below.links()

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return self._over[path] if path in self._over else self._below.read(path)


def place_called(source: Source, path: str) -> Place:
    """The place with this path; raises CunwuError if there is none."""
    outline = read_outline(source)
    found = outline.find(path.strip("/").removeprefix(f"{RECORDS}/").removeprefix(RECORDS))
    if found is None:
        known = sorted(place.path for place in outline.root.walk() if place.path)
        raise CunwuError(f"没有「{path}」这个地方", next_step=f"地方写文件夹，例如 {known[0] if known else RECORDS}")
    return found


def record_of(draft: Draft) -> Record | None:
    """The record that a draft makes; None if it cannot be read, which the check tells."""
    record: Record | None = read_item(draft.kind.record, draft.texts)[0]
    return record


def plan_changes(source: Source, place: Place, drafts: Sequence[Draft]) -> tuple[Change, ...]:
    """The files that would be written for these drafts, in their order."""
    board = read_board(source, place)
    taken = set(place.files)
    found: list[Change] = []
    for draft in drafts:
        change = _plan(board, draft, taken)
        taken.add(change.path)
        found.append(change)
    return tuple(found)


def _plan(board: Board, draft: Draft, taken: set[str]) -> Change:
    known = draft.file or _file_with_key(board, draft)
    if known is None:
        path = _free_path(board.place, draft, taken)
        return Change(draft, path, new_text(draft.texts).encode(), is_new=True)
    old = read_texts(board.source, known)
    texts, kept = settle(draft.kind.record, old, draft.texts)
    changed = tuple(differences(old, texts))
    content = board.source.read(known) if board.source is not None else b""
    if changed:
        content = extend_text(content.decode("utf-8"), texts).encode()
    return Change(draft, known, content, is_new=False, changed=changed, kept=kept)


def read_texts(source: Source | None, path: str) -> Texts:
    """The texts of a record file."""
    plain, problems = read_plain(source.read(path) if source is not None else b"", path)
    if not isinstance(plain, dict):
        message = problems[0].message if problems else "不是记录"
        raise CunwuError(f"{path} 读不了：{message}", next_step=f"cunwu check {path}")
    return plain


def _file_with_key(board: Board, draft: Draft) -> str | None:
    """The file that holds the same record already: for a ledger, that of the same book and period."""
    if not draft.kind.folder:
        path = f"{board.place.folder}/{draft.kind.files}"
        return path if path in board.place.files else None
    record = record_of(draft)
    if record is None:
        return None
    for file in board.files_of(draft.kind):
        if file.record is not None and key_of(file.record) == key_of(record):
            return file.path
    return None


def key_of(record: Record) -> tuple[str, str]:
    """What tells a record from the others of its kind in a place: its reference, and the book if it is of one."""
    return record.reference, str(getattr(record, "book", ""))


def _free_path(place: Place, draft: Draft, taken: set[str]) -> str:
    record = record_of(draft)
    reference = record.reference if record is not None else _reference_in(draft)
    stem = reference.replace("..", "_").replace("/", "-")
    book = str(getattr(record, "book", ""))
    names = (stem, *((f"{stem}-{book}",) if book else ()), *(f"{stem}-{count}" for count in range(2, 1000)))
    paths = (f"{place.folder}/{draft.kind.files.replace('*', name)}" for name in names)
    return next(path for path in paths if path not in taken)


def _reference_in(draft: Draft) -> str:
    """What the reference of a record that cannot be read would be."""
    model = draft.kind.record
    names = ("number", *((model.dated_by,) if model.dated_by else ()))
    texts = (draft.texts.get(word_of(model, name)) for name in names if name in model.declared)
    return next((text for text in texts if isinstance(text, str)), "new")


def check_changes(source: Source, place: Place, changes: Sequence[Change], as_of: date) -> tuple[Told, ...]:
    """Everything that the check says of the files that would be written, each problem with its cell."""
    laid = Laid(source, {change.path: change.content for change in changes})
    found = read_outline(laid).find(place.path)
    if found is None:
        raise ValueError(f"{place.path} is gone")
    before = {(one.file, one.code, one.message) for one in _problems(source, place, as_of)}
    spots = {change.path: _Spots(change) for change in changes}
    told: list[Told] = []
    for problem in _problems(laid, found, as_of):
        near = spots.get(problem.file)
        stood = (problem.file, problem.code, problem.message) in before
        if near is None and (problem.severity is not Severity.ERROR or stood):
            continue
        told.append(Told(problem.file, problem, near.cell_of(problem) if near else None))
    return tuple(sorted(told))


def _problems(source: Source, place: Place, as_of: date) -> Iterator[Problem]:
    for problem in check_place(source, place, as_of).problems:
        yield problem
        yield from problem.consequences


class _Spots:
    """Where the parts of a draft stand in its file, to find the cell of a problem."""

    def __init__(self, change: Change) -> None:
        node, _ = read_yaml(change.content, change.path)
        self._exact: dict[tuple[int, int], Spot] = {}
        self._lines: dict[int, Spot] = {}
        if node is not None:
            self._fill(node, change)

    def _fill(self, node: MappingNode, change: Change) -> None:
        numbers = _places_by_number(change.draft.texts, change.content, change.path)
        for path, cell in change.draft.cells.items():
            at = spot_at(node, numbers(path))
            self._exact.setdefault((at.line, at.column), cell)
            self._lines.setdefault(at.line, cell)

    def cell_of(self, problem: Problem) -> Spot | None:
        """The cell of a problem: that of its text, else one of its line."""
        at = problem.spot
        return self._exact.get((at.line, at.column)) or self._lines.get(at.line)


def _places_by_number(texts: Texts, content: bytes, path: str) -> Any:
    """Path in the draft → path in the file, where rows may stand elsewhere: rows are known by their numbers."""
    written, _ = read_plain(content, path)

    def moved(at: Path) -> Path:
        found: list[str | int] = []
        here: Any = texts
        there: Any = written
        for step in at:
            place = step
            if isinstance(step, int) and isinstance(here[step], dict) and isinstance(there, list):
                number = here[step].get("编号")
                place = next((n for n, row in enumerate(there) if row.get("编号") == number), step)
            found.append(place)
            here = here[step]
            try:
                there = there[place]
            except (KeyError, IndexError, TypeError):
                return at
        return tuple(found)

    return moved
