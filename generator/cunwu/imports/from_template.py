"""A filled-in template → the texts of its record, with the cell of each, or every cell that could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.exports.tables import ABOVE
from cunwu.imports.cells import Grid, Spot, as_shown
from cunwu.imports.closing import computed_closing
from cunwu.imports.forms import EMPTY, EXPLAINED, FORMAT, LETTER, WORD, Column, Layout, layouts_of
from cunwu.imports.plain import NUMBER, Path, Texts, get, put
from cunwu.imports.told import CellProblem, Reread
from cunwu.imports.values import Unreadable, meant_by, text_of
from cunwu.kinds import KINDS
from cunwu.kinds.fields import unit_word, word_of, words_of
from cunwu.kinds.forms import PERIOD
from cunwu.kinds.parts import spec_at
from cunwu.kinds.reading import read_item
from cunwu.kinds.record import Kind, Record
from cunwu.values.wording import quoted

_HEAD_ROWS = 15
_MAIN_LIST = "明细"
"""The list whose rows are numbered 001, 002, …; the numbers of others begin with the first sign of their list."""


class Letter(Frozen):
    """What the hidden sheet says: kind, place, period, the file that the workbook was filled from, and its digest."""

    kind: Kind[Record]
    place: str
    period: str
    file: str
    digest: str


class Filled(Frozen):
    """What was read: the texts, the cell of each, what was read otherwise than shown, and what could not be read."""

    letter: Letter
    texts: Texts
    cells: Mapping[Path, Spot]
    rereads: tuple[Reread, ...] = ()
    problems: tuple[CellProblem, ...] = ()


def letter_in(sheets: Sequence[Grid], name: str) -> Letter | None:
    """What the hidden sheet says; None if there is none. Raises CunwuError for a template of another version."""
    sheet = next((one for one in sheets if one.name == LETTER), None)
    if sheet is None:
        return None
    facts = {as_shown(sheet.at(row, 0)): as_shown(sheet.at(row, 1)) for row in range(len(sheet.rows))}
    kind = next((one for one in KINDS if one.name == facts.get("种类")), None)
    if kind is None or facts.get("版本") != FORMAT:
        raise CunwuError(f"{name} 是别的版本的模板", next_step="重新取一份模板：cunwu template --help")
    return Letter(kind, *(facts.get(word, "") for word in ("地方", "期间", "文件", "内容")))


def read_template(sheets: Sequence[Grid], letter: Letter) -> Filled:
    """The record in a template."""
    reading = _Reading(letter)
    reading.read(sheets)
    reading.tell_missing()
    told = (letter, reading.texts, reading.cells, tuple(reading.rereads), tuple(sorted(reading.problems)))
    return Filled(*told)


class _Reading:
    """Reads the sheets of one template, one after another."""

    def __init__(self, letter: Letter) -> None:
        self.kind = letter.kind
        self.texts: Texts = {}
        self.cells: dict[Path, Spot] = {}
        self.blanks: dict[Path, Spot] = {}
        """Cells that are empty, by the path of what might stand there."""
        self.rereads: list[Reread] = []
        self.problems: list[CellProblem] = []
        self.unit = self.period = ""
        self._unnumbered: list[tuple[Layout, Texts]] = []

    def read(self, sheets: Sequence[Grid]) -> None:
        by_name = {sheet.name: sheet for sheet in sheets}
        first, *lists = layouts_of(self.kind)
        known = {EXPLAINED, LETTER, *(layout.name for layout in (first, *lists))}
        for sheet in sheets:
            if sheet.name not in known and any(True for _ in sheet.filled):
                spot = sheet.spot(*next(sheet.filled))
                self._tell(
                    spot, "", f"「{sheet.name}」不是模板里的表，里面的内容没有读", "把内容移到模板的表里，再删去这张表"
                )
        if first.name in by_name:
            self._read_single(by_name[first.name], first)
        else:
            spot = Spot(first.name, 0, 0)
            self._tell(spot, "", f"没有「{first.name}」这张表", "表名改回原来的；删掉了的，重新取一份模板")
        for layout in lists:
            if layout.name in by_name:
                self._read_list(by_name[layout.name], layout)
        self._number_rows()
        words = words_of(self.kind.record)
        self.texts = {word: self.texts[word] for word in words if word in self.texts}

    def _tell(self, spot: Spot, found: str, reason: str, remedy: str) -> None:
        self.problems.append(CellProblem(spot, found, reason, remedy))

    # --- the sheet of single fields ---

    def _read_single(self, sheet: Grid, layout: Layout) -> None:
        columns = {column.title: column for column in layout.columns}
        where: dict[str, int] = {}
        told = {(0, place) for place in range(3)} if sheet.at(0, 0) == WORD else set[tuple[int, int]]()
        for row in range(len(sheet.rows)):
            title = as_shown(sheet.at(row, 0))
            if title in where:
                self._tell(
                    sheet.spot(row, 0), title, f"「{title}」有两行", f"只留一行，第 {where[title] + 1} 行已经有了"
                )
            elif title in columns:
                where[title] = row
        self._refuse_merged(sheet, 0)
        unit, dated = unit_word(self.kind.record), word_of(self.kind.record, self.kind.record.dated_by or "sources")
        for title in sorted(where, key=lambda one: (one != unit, one != dated)):
            row, column = where[title], columns[title]
            told |= {(row, 0), (row, 1), (row, 2)}
            if (value := self._value(sheet, row, 1, column)) is None:
                self.blanks[column.words] = sheet.spot(row, 1)
                continue
            put(self.texts, column.words, value)
            self.cells[column.words] = sheet.spot(row, 1)
            if title == unit:
                self.unit = str(value)
            elif title == dated and column.spec.form is PERIOD:
                self.period = str(value)
        self._rest(sheet, told, columns, "这一格不在「内容」这一列，或者左边不是栏目名")

    # --- the sheet of a list ---

    def _read_list(self, sheet: Grid, layout: Layout) -> None:
        head = self._head_of(sheet, layout)
        columns = {column.title: column for column in layout.columns}
        places: dict[int, str] = {}
        told: set[tuple[int, int]] = set()
        for place in range(max(map(len, sheet.rows), default=0)):
            title = as_shown(sheet.at(head, place))
            if title in places.values():
                self._tell(sheet.spot(head, place), title, f"「{title}」有两列", "只留一列")
            elif title in columns or (title == ABOVE and layout.above):
                places[place] = title
                told.add((head, place))
        self._refuse_merged(sheet, head)
        for row in range(head + 1, len(sheet.rows)):
            cells = [place for place in places if sheet.at(row, place) is not None or (row, place) in sheet.unread]
            told |= {(row, place) for place in cells}
            if cells:
                self._read_row(sheet, row, layout, {title: place for place, title in places.items()})
        self._rest(sheet, told, columns, "上面没有栏目名" if places else "找不到栏目名")

    def _head_of(self, sheet: Grid, layout: Layout) -> int:
        """The row with most of the headings, among the first; they stand in the first unless a row was put above."""
        titles = set(layout.titles)
        rows = range(min(_HEAD_ROWS, len(sheet.rows)))
        return max(rows, key=lambda row: len({as_shown(raw) for raw in sheet.rows[row]} & titles), default=0)

    def _read_row(self, sheet: Grid, row: int, layout: Layout, places: Mapping[str, int]) -> None:
        texts: Texts = {}
        holder = self._holder(sheet, row, layout, places)
        if holder and as_shown(sheet.at(row, places.get(NUMBER, -1))) == EMPTY:
            holder[0].setdefault(layout.path[-1], [])
            return
        at = (*holder[1], layout.path[-1], len(holder[0].get(layout.path[-1]) or ())) if holder else ()
        for column in layout.columns:
            if column.title not in places:
                continue
            place = places[column.title]
            value = self._value(sheet, row, place, column)
            if value is not None:
                put(texts, column.words, value)
            cells = self.blanks if value is None else self.cells
            cells[(*at, *column.words)] = sheet.spot(row, place)
        if holder is None:
            return
        self.cells[at] = sheet.spot(row, min(places.values()))
        if NUMBER not in texts:
            self._unnumbered.append((layout, texts))
        holder[0].setdefault(layout.path[-1], []).append(texts)

    def _holder(self, sheet: Grid, row: int, layout: Layout, places: Mapping[str, int]) -> tuple[Texts, Path] | None:
        """The table that holds the list of a row, and its path; None, with a problem, if that is not known."""
        outer = layout.path[:-1]
        if not layout.above:
            table = self.texts
            for word in outer:
                table = table.setdefault(word, {})
            return table, outer
        rows: list[Texts] = get(self.texts, outer) or []
        number = as_shown(sheet.at(row, places[ABOVE])) if ABOVE in places else ""
        if not number and len(rows) == 1:
            return rows[0], (*outer, 0)
        for place, texts in enumerate(rows):
            if number and texts.get(NUMBER) == number:
                return texts, (*outer, place)
        reason = f"「{layout.above}」里没有编号为{quoted(number)}的一条" if number else f"没有写「{ABOVE}」"
        spot = sheet.spot(row, places.get(ABOVE, 0))
        self._tell(spot, number, reason, f"填「{layout.above}」里的编号，那张表里也要写上编号")
        return None

    # --- cells ---

    def _value(self, sheet: Grid, row: int, place: int, column: Column) -> Any:
        """The text or texts of a cell; None if it is empty or cannot be read."""
        spot, raw = sheet.spot(row, place), sheet.at(row, place)
        if (row, place) in sheet.unread:
            remedy = "用 WPS 或 Excel 打开再保存一次；还不行，把算出来的数直接填进去"
            self._tell(spot, "公式", f"「{column.title}」{sheet.unread[row, place]}", remedy)
            return None
        if raw is None:
            return None
        if column.spec.many:
            return self._texts(spot, as_shown(raw), column)
        return self._text(spot, raw, column)

    def _texts(self, spot: Spot, shown: str, column: Column) -> Any:
        if shown == EMPTY:
            return []
        parts = [part.strip() for part in shown.split("\n") if part.strip()]
        if len(parts) == 1 and not self._reads(shown, column):
            parts = [part.strip() for part in shown.replace("，", "、").replace(",", "、").split("、") if part.strip()]
        return [text for part in parts if (text := self._text(spot, part, column)) is not None] or None

    def _reads(self, shown: str, column: Column) -> bool:
        try:
            return not text_of(shown, column.spec, self.unit, self.period).reread
        except Unreadable:
            return False

    def _text(self, spot: Spot, raw: Any, column: Column) -> str | None:
        try:
            typed = text_of(raw, column.spec, self.unit, self.period)
        except Unreadable as error:
            self._tell(spot, as_shown(raw), str(error), error.remedy)
            return None
        if typed.reread:
            self.rereads.append(Reread(spot, as_shown(raw), column.title, typed.text))
        return typed.text

    def _refuse_merged(self, sheet: Grid, head: int) -> None:
        for area in sheet.merged:
            if area.bottom >= head:
                spot = sheet.spot(area.top, area.left)
                self._tell(spot, area.name, f"{area.name} 是合并的格子，分不清是哪一条的", "取消合并，每一行各填各的")

    def _rest(self, sheet: Grid, told: set[tuple[int, int]], columns: Mapping[str, Column], why: str) -> None:
        """A problem for every cell that was not read."""
        for row, place in sheet.filled:
            if (row, place) in told:
                continue
            shown = as_shown(sheet.at(row, place)) or sheet.unread.get((row, place), "")
            near = "」或「".join(meant_by(shown, columns))
            remedy = f"是栏目名的，改成「{near}」" if near else "移到该在的列；是多余的，删去"
            self._tell(sheet.spot(row, place), shown, f"没有读这一格：{why}", remedy)

    def tell_missing(self) -> None:
        """A problem for every empty cell that must be filled in."""
        told = {problem.spot for problem in self.problems}
        for misfit in read_item(self.kind.record, self.texts)[1]:
            spot = self._blank_at(misfit.path)
            if misfit.code == "REC001" and spot not in told:
                spec = spec_at(self.kind.record, misfit.path)
                example = f"，例如 {spec.example_text}" if spec is not None and spec.example_text else ""
                word = ".".join(step for step in misfit.path if isinstance(step, str))
                self._tell(spot, "", f"缺少「{word}」", self._computed(misfit.path) or f"填上{example}")

    def _computed(self, path: Path) -> str:
        """The remedy for a closing balance left empty: what it would be, once all else could be read."""
        match self.kind.name, path:
            case "ledger", ("账户", int(place), "期末"):
                amount = "" if self.problems else computed_closing(self.texts, place)
                if not amount:
                    return "照账本、存折填；别的格子改好以后，再导入一次，程序算出来给你对"
                return f"照期初、明细和划转算是 {amount}：和账本、存折核对，对得上就填这个数"
        return ""

    def _blank_at(self, path: Path) -> Spot:
        """The empty cell for a path; if it has none, a cell of its row, or of the list that is missing."""
        row = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in self.cells), ())
        first, *lists = layouts_of(self.kind)
        name = next((layout.name for layout in lists if layout.path == path), first.name)
        return self.blanks.get(path) or self.cells.get(row) or Spot(name, 1, 0)

    # --- numbers of rows ---

    def _number_rows(self) -> None:
        """Gives the rows without a number one that no row of the record has, in the order of the sheets."""
        taken = {str(row[NUMBER]) for row in _rows_in(self.texts) if NUMBER in row}
        for layout, row in self._unnumbered:
            number = _next_number(taken, layout.path[-1])
            taken.add(number)
            rest = dict(row)
            row.clear()
            row.update({NUMBER: number, **rest})


def _next_number(taken: set[str], word: str) -> str:
    count = 1
    while (number := f"{count:03}" if word == _MAIN_LIST else f"{word[0]}{count}") in taken:
        count += 1
    return number


def _rows_in(texts: Any) -> Iterator[Texts]:
    """Every row of every list, at any depth."""
    for value in texts.values() if isinstance(texts, dict) else texts if isinstance(texts, list) else ():
        if isinstance(texts, list) and isinstance(value, dict):
            yield value
        yield from _rows_in(value)
