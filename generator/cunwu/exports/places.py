"""Records → files for other programs, in a folder of the user's; records with errors stay out by default."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError, Problem
from cunwu.core.progress import progress
from cunwu.core.system_words import reason_of
from cunwu.derive.doubles import DoublesBelow
from cunwu.derive.past import Past
from cunwu.exports.extracts import journals_of
from cunwu.exports.formats import FORMATS, files_of
from cunwu.records.board import Board, read_outline
from cunwu.records.privacy import hide_leaks
from cunwu.records.source import FolderSource
from cunwu.rules.checker import Verdict, check_place

_OURS = ".cunwu-export"
"""A file in every folder that an export made, so that a later export may write into it again."""


class ExportOrder(Frozen):
    """What to export, how and where to."""

    project: Project
    place: str
    """Path of a place, which is exported with all places below it; empty for all places."""
    formats: tuple[str, ...]
    """Keys of `FORMATS`."""
    out: Path
    as_of: date
    with_errors: bool = False


class ExportResult(Frozen):
    """Counts of what was written, and what was left out."""

    places: int
    files: int
    left_out: tuple[str, ...]
    """Paths of the record files with errors, with personal numbers hidden."""
    incomplete: tuple[str, ...]
    """Titles of books whose journals lack periods, each with the reason."""

    @property
    def summary(self) -> str:
        """The result as lines for the terminal."""
        lines = [f"没有导出（记录有错误，先运行 cunwu check）：{path}" for path in self.left_out]
        lines += [f"账没有写全：{told}" for told in self.incomplete]
        return "\n".join([*lines, f"导出了 {self.places} 个地方，{self.files} 个文件"]) + "\n"


def export_places(order: ExportOrder) -> ExportResult:
    """Write the files of the ordered places. Raises CunwuError if there is no such place or the folder is not free."""
    source = FolderSource(order.project.root)
    root = read_outline(source).demand(order.place)
    _demand_folder(order)
    files = 0
    left_out: list[str] = []
    incomplete: list[str] = []
    places, doubles = list(root.walk()), DoublesBelow(source, order.as_of)
    past = Past(lambda: None, order.as_of, turned=lambda _: False, doubles=doubles.at)
    for place in progress(places, "导出"):
        verdict = check_place(source, place, order.as_of, past)
        board, faulty = shown_board(verdict, with_errors=order.with_errors)
        left_out += faulty
        for name, content in files_of(board, order.formats, order.as_of, verdict.problems):
            _write(order.out / place.path / name, content)
            files += 1
        if any(FORMATS[name].is_journal for name in order.formats):
            incomplete += [
                f"{journal.title}，{journal.incomplete}" for _, journal in journals_of(board) if journal.incomplete
            ]
    return ExportResult(len(places), files, tuple(left_out), tuple(incomplete))


def shown_board(verdict: Verdict, *, with_errors: bool) -> tuple[Board, tuple[str, ...]]:
    """The board without files that have errors, and the paths of those; personal data stays out even `with_errors`."""
    faulty = {
        problem.file
        for problem in _all(verdict.problems)
        if problem.is_error and (not with_errors or problem.code.startswith("PRV"))
    }
    kept, left = [], []
    for file in verdict.board.files:
        told = hide_leaks(file.path)  # as problems name it
        if file.record is None or told in faulty:
            left.append(told)
        else:
            kept.append(file)
    return replace(verdict.board, files=tuple(kept)), tuple(left)


def _all(problems: Sequence[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield problem
        yield from problem.consequences


def _demand_folder(order: ExportOrder) -> None:
    """Refuse a folder with files of another origin, because an export would overwrite those of the same name."""
    out, project = order.out.resolve(), order.project
    kept = (project.records, project.content, project.own_theme, project.site)
    if out == project.root.resolve() or any(out.is_relative_to(folder.resolve()) for folder in kept):
        raise CunwuError(f"不能导出到 {order.out}", next_step="换一个文件夹，例如 cunwu export --out ../export")
    if out.is_dir() and any(out.iterdir()) and not (out / _OURS).is_file():
        raise CunwuError(f"{order.out} 里有别的文件，不会动它", next_step="换一个空文件夹，例如 --out ../export")
    _write(out / _OURS, b"")


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CunwuError(f"写不了 {path}：{reason_of(error)}", next_step="换一个文件夹，或者 df -h") from error
