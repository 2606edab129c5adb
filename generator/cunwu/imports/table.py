"""A sheet of an accountant's program, cell by cell: texts, amounts, and a word on every cell that was not used."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cunwu.imports.cells import Grid, Raw, as_shown
from cunwu.imports.foreign import Named
from cunwu.imports.headings import HEAD_AGAIN, UNREAD, Head, is_head_again
from cunwu.imports.told import CellProblem, Reread
from cunwu.imports.values import Unreadable, in_black, text_of
from cunwu.kinds.fields import words_of
from cunwu.kinds.ledger import Entry

READ = "读了"
_WORDS = words_of(Entry)


class Table:
    """The cells of one sheet under known headings, and what became of each."""

    def __init__(self, grid: Grid, head: Head) -> None:
        self.grid = grid
        self.head = head
        self.place_of = {field: place for place, field in head.fields.items() if field != UNREAD}
        self.titles = [as_shown(raw) for row in grid.rows[: head.bottom + 1] for raw in row if raw is not None]
        self.rereads: list[Reread] = []
        self.problems: list[CellProblem] = []
        self.told: dict[tuple[int, int], str] = {
            (row, place): "标题" if row < head.top else "栏目名" for row, place in grid.filled if row <= head.bottom
        }

    @property
    def rows(self) -> Iterator[int]:
        """The rows below the headings that hold anything, from the top; not the headings of further pages."""
        unread = {row for row, _ in self.grid.unread}
        for row in range(self.head.bottom + 1, len(self.grid.rows)):
            if is_head_again(self.grid, self.head, row):
                self.leave(row, HEAD_AGAIN)
            elif row in unread or any(raw is not None for raw in self.grid.rows[row]):
                yield row

    def raw(self, row: int, field: str) -> Raw:
        """What stands in the column of a field; of merged cells, what they show. Counts as read."""
        place = self.place_of.get(field)
        if place is None:
            return None
        raw = self.grid.at(row, place)
        if raw is not None:
            self.told[row, place] = READ
            return raw
        area = next((area for area in self.grid.merged if area.holds(row, place) and area.left == place), None)
        return self.grid.at(area.top, place) if area is not None else None

    def says(self, row: int, field: str) -> str:
        """The same as a text on one line."""
        return " ".join(as_shown(self.raw(row, field)).split())

    def amount(self, row: int, field: str) -> Decimal:
        """An amount in 元, red ones negative; zero, perhaps with a problem, if there is none."""
        place = self.place_of.get(field)
        if place is None:
            return Decimal()
        if (row, place) in self.grid.unread:
            why = f"「{self.head.titles[place]}」{self.grid.unread[row, place]}"
            self.tell(row, field, why, "打开表格重新算一次再保存；或者把算出来的数直接填进去")
            return Decimal()
        raw = self.grid.at(row, place)
        if raw is None:
            return Decimal()
        self.told[row, place] = READ
        written = in_black(raw) if isinstance(raw, str) else raw
        number = Decimal() if written is None else self._number(row, field, written)
        if written not in (None, raw):
            self.rereads.append(Reread(self.grid.spot(row, place), as_shown(raw), self._title(place), f"{number:.2f}"))
        return number

    def _title(self, place: int) -> str:
        return self.head.titles[place]

    def _number(self, row: int, field: str, raw: Raw) -> Decimal:
        called = f"「{self._title(self.place_of[field])}」"
        try:
            return Decimal(text_of(raw, _WORDS["支出"]).text)
        except Unreadable as error:
            self.tell(row, field, str(error).replace("「支出」", called), error.remedy.replace("「支出」", called))
        except ArithmeticError:
            self.tell(row, field, f"{called}不是一个准数", "核对原件，改成数字")
        return Decimal()

    def tell(self, row: int, field: str, reason: str, remedy: str) -> None:
        """A problem of the cell of a field; of the first cell of the row if there is no such column."""
        place = self.place_of.get(field, 0)
        spot = self.grid.spot(row, place)
        self.problems.append(CellProblem(spot, as_shown(self.grid.at(row, place)), reason, remedy))

    def leave(self, row: int, why: str) -> None:
        """Every cell of a row stays outside, for one reason."""
        for place, raw in enumerate(self.grid.rows[row]):
            if raw is not None:
                self.told[row, place] = why

    @property
    def named(self) -> tuple[Named, ...]:
        """The cells that are in no record, by the reason."""
        by_reason: dict[str, list[tuple[int, int]]] = {}
        for cell in self.grid.filled:
            why = self.told.get(cell, "")
            if why != READ:
                by_reason.setdefault(why or self._column_of(cell[1]), []).append(cell)
        return tuple(Named(why, tuple(cells)) for why, cells in by_reason.items())

    def _column_of(self, place: int) -> str:
        title = self.head.titles.get(place)
        return f"「{title}」这一列，收支用不上" if title else "这一列没有栏目名"
