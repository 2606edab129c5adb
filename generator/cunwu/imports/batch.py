"""Several workbooks → the files of one import, checked together; one fault keeps all of them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.imports.cells import read_sheets
from cunwu.imports.from_template import Filled, letter_in, read_template
from cunwu.imports.intake import Change, Draft, Told, check_changes, place_called, plan_changes
from cunwu.imports.report import cell_lines, change_lines, reread_lines, shown, told_lines, verdict
from cunwu.records.source import FolderSource, Source, blob_id


class Batch(Frozen):
    """The lines to show, the files to write, and whether anything keeps them out."""

    lines: tuple[str, ...]
    changes: tuple[Change, ...]
    is_refused: bool


def read_batch(root: Path, files: Sequence[tuple[str, bytes]], as_of: date) -> Batch:
    """Reads workbooks, each by name and bytes; nothing is written."""
    source = FolderSource(root)
    lines: list[str] = []
    by_place: dict[str, list[Draft]] = {}
    refused = False
    for name, content in files:
        sheets = read_sheets(content, name)
        letter = letter_in(sheets, name)
        if letter is None:
            raise CunwuError(f"{name} 不是 cunwu template 给的模板", next_step="cunwu template --help")
        filled = read_template(sheets, letter)
        lines += [f"【{shown(name)}】{letter.kind.label}，{letter.place or '全部地方'}"]
        lines += [*reread_lines(filled.rereads), *cell_lines(filled.problems)]
        if filled.problems:
            refused = True
            lines.append(verdict(filled.problems, ()))
            continue
        by_place.setdefault(letter.place, []).append(_draft_of(source, filled, name))
    if refused:
        return Batch(tuple(lines), (), is_refused=True)
    changes: list[Change] = []
    told: list[Told] = []
    for path, drafts in by_place.items():
        place = place_called(source, path)
        planned = plan_changes(source, place, drafts)
        _demand_new(planned)
        changes += planned
        told += check_changes(source, place, planned, as_of)
    lines += [*_each(changes), *told_lines(told)]
    outcome = verdict((), told)
    return Batch((*lines, *((outcome,) if outcome else ())), tuple(changes), is_refused=bool(outcome))


def _each(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        yield from change_lines(change)


def _draft_of(source: Source, filled: Filled, name: str) -> Draft:
    letter = filled.letter
    if letter.file:
        if letter.file not in source.files():
            raise CunwuError(f"{name} 是照 {letter.file} 做的，那份记录已经没有了", next_step="重新取一份模板")
        if blob_id(source.read(letter.file)) != letter.digest:
            raise CunwuError(
                f"取了 {name} 以后，{letter.file} 改过",
                next_step="重新取一份模板，把新填的移过去；不然会盖掉别人的改动",
            )
    return Draft(letter.kind, filled.texts, filled.cells, letter.file)


def _demand_new(changes: Sequence[Change]) -> None:
    """A workbook that began empty may not change a record that somebody has written meanwhile."""
    for change in changes:
        if not change.is_new and not change.draft.file and change.is_needed:
            raise CunwuError(f"{change.path} 已经有了", next_step="重新取一份模板（会填好已有的内容），把新填的移过去")
