"""Several workbooks → the files of one import, checked together; one fault keeps all of them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from cunwu.core.frozen import Frozen, replace
from cunwu.core.problem import CunwuError
from cunwu.imports.cells import Grid, Spot, read_sheets
from cunwu.imports.columns import out_of_sight_lines, struck_problems
from cunwu.imports.foreign import SheetRead, cells_named, read_foreign
from cunwu.imports.foreign_report import foreign_lines, no_headings
from cunwu.imports.from_template import Filled, letter_in, read_template
from cunwu.imports.intake import Change, Draft, Told, check_changes, place_called, plan_changes
from cunwu.imports.ledgers import Part, gather_ledgers, part_of
from cunwu.imports.program import understand
from cunwu.imports.program_report import balance_lines, understood_lines, voucher_lines
from cunwu.imports.remembered import Meaning, meaning_text, program_text
from cunwu.imports.report import cell_lines, change_lines, reread_lines, shown, told_lines, verdict
from cunwu.imports.several import parts_of, split_accounts
from cunwu.imports.there import BOOK, ledger_near
from cunwu.imports.told import CellProblem
from cunwu.imports.trial_balance import TrialBalance, read_balances
from cunwu.imports.vouchers import VoucherSheet, read_vouchers
from cunwu.records.board import Board, read_board
from cunwu.records.source import FolderSource, Source, blob_id


class Batch(Frozen):
    """The lines to show, the files to write, and whether anything keeps them out."""

    lines: tuple[str, ...]
    changes: tuple[Change, ...]
    is_refused: bool
    remembered: str = ""
    """How sheets of the village's own were understood, to be remembered; empty if there were none."""
    program: str = ""
    """What the accountant's program calls things, to be remembered; empty if nothing was said of it."""


class Wish(Frozen):
    """What was said beside the files: the place of sheets that do not name theirs, and what they mean."""

    place: str = ""
    meaning: Meaning = Meaning()


def read_batch(root: Path, files: Sequence[tuple[str, bytes]], as_of: date, wish: Wish) -> Batch:
    """Reads workbooks, each by name and bytes; nothing is written."""
    reading = _Reading(FolderSource(root), as_of, wish)
    for name, content in files:
        sheets = read_sheets(content, name)
        if len(files) > 1:
            reading.sheet_of = f"{name.rpartition('.')[0]}·"
        reading.read(name, sheets)
    return reading.finish()


class _Reading:
    """Reads one workbook after another, then checks all of them together."""

    def __init__(self, source: Source, as_of: date, wish: Wish) -> None:
        self.source = source
        self.as_of = as_of
        self.wish = wish
        self.sheet_of = ""
        """Before the names of sheets: twelve files of a program call theirs alike."""
        self.lines: list[str] = []
        self.by_place: dict[str, list[Draft]] = {}
        self.problems: list[CellProblem] = []
        self.foreign: list[SheetRead] = []
        self.several: list[list[tuple[str, SheetRead]]] = []
        self.vouchers: list[VoucherSheet] = []
        self.balances: list[TrialBalance] = []

    def read(self, name: str, sheets: Sequence[Grid]) -> None:
        letter = letter_in(sheets, name)
        if letter is None:
            self._read_foreign(name, sheets)
            return
        filled = read_template(sheets, letter)
        self.lines += [f"【{shown(name)}】{letter.kind.label}，{letter.place or '全部地方'}"]
        self.lines += reread_lines(filled.rereads)
        struck = [one for sheet in sheets if not sheet.hidden for one in self._look(sheet)]
        problems = [*filled.problems, *struck]
        self.lines += cell_lines(problems)
        self.problems += problems
        if not problems:
            self.by_place.setdefault(letter.place, []).append(_draft_of(self.source, filled, name))

    def _read_foreign(self, name: str, sheets: Sequence[Grid]) -> None:
        if not self.wish.place:
            raise CunwuError(
                f"{name} 没有说是哪个地方的", next_step=f"加上 --place，例如 cunwu import {name} --place town/shanghe"
            )
        self.lines.append(f"【{shown(name)}】{self.wish.place}")
        # One year may be said once for a whole workbook: in its name, or on its first sheet.
        year = self.wish.meaning.settings.get("年", "")
        _demand_cells(name, sheets)
        for sheet in sheets:
            if not any(True for _ in sheet.filled):
                continue
            struck = self._look(sheet)
            self.problems += struck
            self.lines += cell_lines(struck)
            if self._read_program(sheet, name, year):
                continue
            accounts = split_accounts(sheet)
            reads = [
                (account, read_foreign(part, name, year, self.wish.meaning.columns))
                for account, part in accounts or (("", sheet),)
            ]
            if accounts:
                self.lines.append(
                    f"「{shown(sheet.name)}」里有几个账户，分开读：{'、'.join(name for name, _ in accounts)}"
                )
            year = self._take(sheet, reads, year)

    def _look(self, sheet: Grid) -> list[CellProblem]:
        """Tells what is out of sight on a sheet; gives the rows that are struck out."""
        self.lines += [f"「{shown(sheet.name)}」里{line}" for line in out_of_sight_lines(sheet)]
        return list(struck_problems(sheet))

    def _take(self, sheet: Grid, reads: Sequence[tuple[str, SheetRead | None]], year: str) -> str:
        """Takes what was understood of a sheet; returns the year that holds for the next one."""
        known = [(account, read) for account, read in reads if read is not None]
        if len(known) < len(reads):
            cells = tuple(sheet.filled)
            self.lines.append(f"「{shown(sheet.name)}」不像收支表，没有读：{cells_named(cells)}")
            if not sheet.hidden:
                self.problems.append(no_headings(sheet.name))
                self.lines += cell_lines(self.problems[-1:])
            return year
        if len(known) > 1:
            self.several.append(known)
        for _, read in known:
            self.foreign += [read] if len(known) == 1 else []
            self.problems += read.problems
            self.lines += foreign_lines(read)
            year = year or read.period[:4]
        return year

    def _read_program(self, sheet: Grid, name: str, year: str) -> bool:
        """Whether a sheet comes from an accountant's program; then it is read."""
        sheet = replace(sheet, name=f"{self.sheet_of}{sheet.name}")
        if (vouchers := read_vouchers(sheet, name, year)) is not None:
            self.vouchers.append(vouchers)
            self.problems += vouchers.problems
            self.lines += voucher_lines(vouchers)
        elif (balances := read_balances(sheet, name, year)) is not None:
            self.balances.append(balances)
            self.problems += balances.problems
            self.lines += balance_lines(balances)
        else:
            return False
        return True

    def _parts(self, board: Board) -> list[Part]:
        """What all sheets tell of money."""
        parts = [part_of(sheet) for sheet in self.foreign]
        is_new = ledger_near(board, self.wish.meaning.settings.get(BOOK, ""), "") is None
        parts += [part for reads in self.several for part in parts_of(reads, is_new=is_new)]
        if self.vouchers:
            understood = understand(board, self.vouchers, self.balances, self.wish.meaning)
            self.lines += understood_lines(understood)
            self.problems += understood.problems
            parts += understood.parts
        elif self.balances:
            remedy = "同一个月的凭证（序时账）也导出来，放在一起导入：cunwu import 序时账.xls 余额表.xls --place …"
            spot = Spot(self.balances[0].name, self.balances[0].top, 0)
            self.problems.append(CellProblem(spot, "", "只有科目余额表，没有凭证", remedy))
            self.lines += cell_lines(self.problems[-1:])
        return parts

    def finish(self) -> Batch:
        own = self.foreign or self.several or self.vouchers or self.balances
        place = place_called(self.source, self.wish.place) if own else None
        board = read_board(self.source, place) if place is not None and not self.problems else None
        parts = self._parts(board) if board is not None else []
        if place is not None and board is not None and not self.problems:
            gathered = gather_ledgers(board, parts, self.wish.meaning.settings, self.wish.meaning.rows)
            self.lines += [*gathered.notes, *cell_lines(gathered.problems)]
            self.problems += gathered.problems
            self.by_place.setdefault(place.path, []).extend(gathered.drafts)
        if self.problems:
            return Batch((*self.lines, verdict(self.problems, ())), (), is_refused=True)
        changes: list[Change] = []
        told: list[Told] = []
        for path, drafts in self.by_place.items():
            place = place_called(self.source, path)
            planned = plan_changes(self.source, place, drafts)
            _demand_new(planned)
            changes += planned
            told += check_changes(self.source, place, planned, self.as_of)
        self.lines += [*_each(changes), *told_lines(told)]
        outcome = verdict((), told)
        lines = (*self.lines, *((outcome,) if outcome else ()))
        meaning = self.wish.meaning
        sheets = [*self.foreign, *(read for reads in self.several for _, read in reads)]
        remembered = meaning_text(meaning, sheets) if sheets or self.vouchers else ""
        program = program_text(meaning) if self.vouchers else ""
        return Batch(lines, tuple(changes), is_refused=bool(outcome), remembered=remembered, program=program)


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


def _demand_cells(name: str, sheets: Sequence[Grid]) -> None:
    """A workbook in which nothing is written, or only pictures were pasted, is no answer."""
    if any(True for sheet in sheets for _ in sheet.filled):
        return
    pictures = sum(len(sheet.doubts.pictures) for sheet in sheets)
    said = f"只有 {pictures} 张图片，图片里的字读不了" if pictures else "一个格子也没有填"
    raise CunwuError(f"{name} {said}", next_step="照着原来的表一格一格填进来，或者向记账软件要导出的表")


def _demand_new(changes: Sequence[Change]) -> None:
    """A workbook that began empty may not change a record that somebody has written meanwhile."""
    for change in changes:
        if not change.is_new and not change.draft.file and change.is_needed:
            raise CunwuError(f"{change.path} 已经有了", next_step="重新取一份模板（会填好已有的内容），把新填的移过去")
