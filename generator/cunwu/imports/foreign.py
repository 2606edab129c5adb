"""One sheet as a village keeps it → its entries, its balances, and a word on every cell that is in no record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.imports.cells import Grid, Raw, Spot, as_shown, cell_name
from cunwu.imports.columns import AMOUNTS, column_problems, merged_amounts, shifted_columns
from cunwu.imports.days import of_another_month, period_in, settle_days, whole_number
from cunwu.imports.headings import (
    BALANCE,
    DAY,
    HEAD_AGAIN,
    MONTH,
    SERIAL,
    SIDE,
    UNREAD,
    Head,
    find_head,
    is_head_again,
)
from cunwu.imports.plain import Texts
from cunwu.imports.rows import Columns, Line, Sort, check_lines, closing_of, opening_of, sort_of
from cunwu.imports.told import CellProblem, Reread
from cunwu.imports.values import Typed, Unreadable, in_black, text_of
from cunwu.kinds.fields import words_of
from cunwu.kinds.forms import WAN
from cunwu.kinds.ledger import Entry

_NOTHING = frozenset({"-", "--", "—", "——", "/", "0", "0.00", "零", "无"})
"""What stands in a column of amounts where there is none."""
_AS_ABOVE = frozenset({"〃", "同上", '"', "″", "''"})
_WORDS = words_of(Entry)


class Row(Frozen):
    """One entry: its texts by field, the cell of each, and its day as a record holds it."""

    texts: Texts
    cells: Mapping[str, Spot]
    row: int


class Named(Frozen):
    """Cells that are in no record, and why: the name of the cells, what stands there."""

    why: str
    cells: tuple[tuple[int, int], ...]


class SheetRead(Frozen):
    """What was understood of one sheet."""

    name: str
    head: Head
    period: str
    """The year or month that the titles state; empty if they state none."""
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    named: tuple[Named, ...]
    rereads: tuple[Reread, ...]
    problems: tuple[CellProblem, ...]
    titles: str = ""

    @property
    def opening(self) -> Decimal | None:
        """What the account held before, as the sheet states it or its first balance shows."""
        return opening_of(self.lines)

    @property
    def closing(self) -> Decimal | None:
        """The last balance that the sheet states."""
        return closing_of(self.lines)


def read_foreign(grid: Grid, file: str, year: str, remembered: Mapping[str, str]) -> SheetRead | None:
    """What can be understood of a sheet; None if it has no headings of a ledger. `year` is used if it states none."""
    head = find_head(grid, remembered)
    return _Sheet(grid, file, year, head).read() if head is not None else None


class _Sheet:
    """Reads one sheet, row by row."""

    def __init__(self, grid: Grid, file: str, year: str, head: Head) -> None:
        self.grid = grid
        self.head = head
        self.place_of = {field: place for place, field in head.fields.items() if field != UNREAD}
        self.unit = WAN if head.in_wan else ""
        self.titles = [as_shown(raw) for row in grid.rows[: head.bottom + 1] for raw in row if raw is not None]
        self.period = period_in([*self.titles[:6], grid.name, file], year)
        self.rows: list[Row] = []
        self.lines: list[Line] = []
        self.rereads: list[Reread] = []
        self.problems: list[CellProblem] = []
        self.told: dict[tuple[int, int], str] = {}
        self.month = ""
        self.above: dict[str, Raw] = {}
        self.shifted = set(shifted_columns(grid, head))
        self.torn = {row for area in merged_amounts(grid, head) for row in range(area.top, area.bottom + 1)}
        """Rows of which an amount could not be read; they are told of once."""
        self.settled = settle_days(grid, head, self.period)

    def read(self) -> SheetRead:
        grid, head = self.grid, self.head
        for row, place in grid.filled:
            if row <= head.bottom:
                self.told[row, place] = "标题" if row < head.top else "栏目名"
        self.problems += column_problems(grid, head)
        for row in range(head.bottom + 1, len(grid.rows)):
            if is_head_again(grid, head, row):
                self.told |= {(row, place): HEAD_AGAIN for place, raw in enumerate(grid.rows[row]) if raw is not None}
            elif any(raw is not None for raw in grid.rows[row]) or any(at == row for at, _ in grid.unread):
                self._read_row(row)
        columns = Columns(grid.name, *(self.place_of.get(word) for word in AMOUNTS))
        if not self.problems:  # with an amount missing, no sum would be right
            self.problems += check_lines(self.lines, columns)
        for row, place in grid.filled:
            self.told.setdefault((row, place), "")
        return SheetRead(
            grid.name,
            head,
            self.period,
            tuple(self.rows),
            tuple(self.lines),
            tuple(self._named()),
            tuple(self.rereads),
            tuple(sorted(self.problems)),
            " ".join((grid.name, *self.titles)),
        )

    def _named(self) -> Iterator[Named]:
        """The cells that are in no record, by the reason."""
        by_reason: dict[str, list[tuple[int, int]]] = {}
        for cell, why in sorted(self.told.items()):
            if why != "读了":
                by_reason.setdefault(why or self._column_of(cell[1]), []).append(cell)
        yield from (Named(why, tuple(cells)) for why, cells in by_reason.items())

    def _column_of(self, place: int) -> str:
        title = self.head.titles.get(place)
        return f"「{title}」这一列，收支没有这一栏" if title else "这一列没有栏目名"

    # --- rows ---

    def _read_row(self, row: int) -> None:
        amounts = {word: self._amount(row, word) for word in AMOUNTS}
        cells = self.grid.rows[row]
        numbers = set(self.place_of.values()) - {self.place_of[word] for word in AMOUNTS if word in self.place_of}
        texts = [
            as_shown(raw)
            for place, raw in enumerate(cells)
            if isinstance(raw, str) and place not in self._amount_places()
        ]
        has_amount = amounts["收入"] is not None or amounts["支出"] is not None
        sort = sort_of(texts[:4], has_amount=has_amount)
        if sort is Sort.ENTRY and self._is_bare(row):
            self._tell_bare(row, amounts)
            return
        if amounts[BALANCE] is not None and self._says(row, SIDE) == "贷":
            amounts[BALANCE] = -(amounts[BALANCE] or Decimal())
        self.lines.append(Line(row, sort, amounts["收入"], amounts["支出"], amounts[BALANCE]))
        if sort is Sort.ENTRY:
            self._read_entry(row, amounts)
            return
        why = {
            Sort.WORDS: "文字，不是一笔账",
            Sort.TOTAL: "合计，和上面各行核对过",
            Sort.OPENING: "期初，用作账户的期初",
            Sort.CLOSING: "期末，用作账户的期末",
            Sort.CARRIED: "过页、结转，不是一笔账",
            Sort.VOID: "作废的一行",
        }[sort]
        if sort is Sort.WORDS and row in self.torn:
            why = ""
        elif sort is Sort.WORDS and self._is_torn(row, numbers):
            why = ""
            self._tell(
                row,
                min(numbers),
                "这一行有日期或摘要，没有收入也没有支出",
                "补上金额；不是一笔账的，删去日期；是上一行的下半句的，合并到上一行",
            )
        for place, raw in enumerate(cells):
            if raw is not None:
                self.told[row, place] = why or "读不了的一行"

    def _is_torn(self, row: int, numbers: set[int]) -> bool:
        """Whether a row without an amount looks like an entry: it has a day, or a voucher, and words."""
        dated = (
            self._raw(row, "日期") is not None or self._raw(row, DAY) is not None or self._raw(row, "凭证") is not None
        )
        return bool(numbers) and dated and self._raw(row, "摘要") is not None

    def _is_bare(self, row: int) -> bool:
        """Whether a row with an amount says neither what it is for nor, in digits, of which day it is."""
        if self._raw(row, "摘要") is not None or self._raw(row, "凭证") is not None:
            return False
        day = self._says(row, "日期") or self._says(row, DAY)
        return not any(one.isnumeric() for one in day)

    def _tell_bare(self, row: int, amounts: Mapping[str, Decimal | None]) -> None:
        entries = [line for line in self.lines if line.sort is Sort.ENTRY]
        sums = {"收入": [line.income for line in entries], "支出": [line.expense for line in entries]}
        place = next(self.place_of[word] for word in AMOUNTS if amounts[word] is not None)
        is_total = any(entries) and all(
            amounts[word] in (None, sum((one or Decimal() for one in column), Decimal()))
            for word, column in sums.items()
        )
        why = "正好是上面各行相加，像是合计" if is_total else "看不出是哪一天的哪一笔"
        remedy = "是合计、小计的，在摘要里写上 合计；是一笔账的，补上日期和摘要；都不是的，删去这一行"
        self._tell(row, place, f"这一行有金额，没有日期和摘要，{why}", remedy)
        self.told |= {(row, at): "读不了的一行" for at, raw in enumerate(self.grid.rows[row]) if raw is not None}

    def _amount_places(self) -> set[int]:
        return {self.place_of[word] for word in AMOUNTS if word in self.place_of}

    def _raw(self, row: int, field: str) -> Raw:
        """What stands in the column of a field; of merged cells what they show."""
        place = self.place_of.get(field)
        if place is None:
            return None
        raw = self.grid.at(row, place)
        area = next((area for area in self.grid.merged if area.holds(row, place)), None)
        if raw is None and area is not None and field not in AMOUNTS:
            raw = self.grid.at(area.top, area.left) if area.left == place else None
        return self.above.get(field) if isinstance(raw, str) and raw in _AS_ABOVE else raw

    def _says(self, row: int, field: str) -> str:
        return as_shown(self._raw(row, field))

    def _amount(self, row: int, word: str) -> Decimal | None:
        """An amount as a number in the unit of the sheet; None, perhaps with a problem, if there is none."""
        place = self.place_of.get(word)
        if place is None:
            return None
        raw = self.grid.at(row, place)
        if (row, place) in self.grid.unread:
            self._tell_unread(row, place, word)
            self.torn.add(row)
            return None
        if isinstance(raw, str) and "红" in raw:
            raw = in_black(raw)
        if raw is None or as_shown(raw) in _NOTHING:
            if raw is not None:
                self.told[row, place] = "零或横线，没有金额"
            return None
        typed = self._typed_amount(row, place, word, raw)
        if typed is None:
            self.told[row, place] = "读不了"
            self.torn.add(row)
            return None
        number = Decimal(typed.text) * (10_000 if self.unit else 1)
        if typed.reread or self.unit:
            shown = f"{as_shown(raw)} {self.unit}".strip()
            self.rereads.append(Reread(self.grid.spot(row, place), shown, word, _typed(number)))
        if word == BALANCE:
            self.told[row, place] = "余额，逐行核对过"
        return number

    def _typed_amount(self, row: int, place: int, word: str, raw: Raw) -> Typed | None:
        """An amount as it would be typed; None, with a problem, if it is none."""
        if place in self.shifted:
            return None  # told of once, at its heading
        try:
            typed = text_of(raw, _WORDS["支出" if word == BALANCE else word], self.unit)
            Decimal(typed.text)
        except Unreadable as error:
            called = f"「{word}」"
            self._tell(row, place, str(error).replace("「支出」", called), error.remedy.replace("「支出」", called))
            return None
        except ArithmeticError:
            remedy = "约数不能算进合计：核对原件，写准数；实在查不到的，以后在记录里写 不详"
            self._tell(row, place, f"「{word}」不是一个准数", remedy)
            return None
        return typed

    def _tell_unread(self, row: int, place: int, word: str) -> None:
        remedy = "打开表格重新算一次再保存；或者把算出来的数直接填进去"
        if "公式" not in (why := self.grid.unread[row, place]):
            remedy = "照着图片把内容填进这一格"
        self._tell(row, place, f"「{word}」{why}", remedy)
        self.told[row, place] = "读不了"

    # --- entries ---

    def _read_entry(self, row: int, amounts: Mapping[str, Decimal | None]) -> None:
        texts: Texts = {}
        cells: dict[str, Spot] = {}
        self._read_day(row, texts, cells)
        for word in ("收入", "支出"):
            if amounts[word] is not None:
                texts[word] = _typed(amounts[word] or Decimal())
                cells[word] = self.grid.spot(row, self.place_of[word])
                self.told[row, self.place_of[word]] = "读了"
        for field, place in self.place_of.items():
            if field in _WORDS and field not in (*AMOUNTS, "日期"):
                self._read_field(row, field, place, texts, cells)
            elif field == SERIAL and self.grid.at(row, place) is not None:
                self.told[row, place] = "序号，程序另编"
            elif field == SIDE and self.grid.at(row, place) is not None:
                self.told[row, place] = "方向，用来看余额的正负"
        self.rows.append(Row(texts, cells, row))

    def _read_field(self, row: int, field: str, place: int, texts: Texts, cells: dict[str, Spot]) -> None:
        if (row, place) in self.grid.unread:
            self._tell_unread(row, place, field)
            return
        raw = self._raw(row, field)
        if raw is None:
            return
        shown = " ".join(as_shown(raw).split()) if isinstance(raw, str) else raw
        self.above[field] = raw
        if (text := self._text(row, place, field, shown)) is not None:
            texts[field] = text
            cells[field] = self.grid.spot(row, place)
        self.told[row, place] = "读了"

    def _text(self, row: int, place: int, field: str, raw: Raw) -> str | None:
        if field == "账户":
            return as_shown(raw)  # called by its name here; the number is found with the accounts
        try:
            typed = text_of(raw, _WORDS[field], self.unit, self.period)
        except Unreadable as error:
            self._tell(row, place, str(error), error.remedy)
            return None
        if typed.reread and field == "日期":
            self.rereads.append(Reread(self.grid.spot(row, place), as_shown(raw), field, typed.text))
        return typed.text

    def _read_day(self, row: int, texts: Texts, cells: dict[str, Spot]) -> None:
        """The day of an entry: from one column, or from a column of months and one of days; as above if left empty."""
        field = "日期" if "日期" in self.place_of else DAY
        if field not in self.place_of:
            return
        place, raw = self.place_of[field], self._raw(row, field)
        if field == DAY:
            self.month = whole_number(self._says(row, MONTH)) or self.month
            month = self.month or (str(int(self.period[5:7])) if len(self.period) == 7 else "")
            if MONTH in self.place_of and self.grid.at(row, self.place_of[MONTH]) is not None:
                self.told[row, self.place_of[MONTH]] = "读了"
            raw = f"{month}月{whole_number(as_shown(raw))}日" if raw is not None and month else raw
        if (row, place) in self.grid.unread:
            self._tell_unread(row, place, field)
            return
        if row in self.settled:
            self.rereads.append(Reread(self.grid.spot(row, place), as_shown(raw), "日期", self.settled[row]))
            raw = self.settled[row]
        if raw is None and self.rows and "日期" in self.rows[-1].texts:
            spot = self.grid.spot(row, place)
            self._tell(
                row, place, "没有写日期", f"和上一行同一天的，写上 {self.rows[-1].texts['日期']} 或 同上", spot=spot
            )
            return
        if raw is None:
            self._tell(row, place, "没有写日期", "填上日期；实在不知道的写 不详")
            return
        self.told[row, place] = "读了"
        self.above[field] = raw
        text = of_another_month(raw, self.period) or self._text(row, place, "日期", raw)
        if text is None:
            return
        texts["日期"] = text
        cells["日期"] = self.grid.spot(row, place)
        if len(self.period) == 7 and text[:4].isdigit() and not text.startswith(self.period):
            remedy = "写错的改日期；确实是那个月的，移到那个月的表里；两个月合记一张表的，把标题和表名里的月份去掉"
            self._tell(row, place, f"这一行是 {text}，表上写的是 {self.period}", remedy)

    def _tell(self, row: int, place: int, reason: str, remedy: str, spot: Spot | None = None) -> None:
        self.problems.append(
            CellProblem(spot or self.grid.spot(row, place), as_shown(self.grid.at(row, place)), reason, remedy)
        )


def _typed(number: Decimal) -> str:
    """An amount in 元: the records of a village may keep another unit than its sheets."""
    return f"{number:.2f}"


def cells_named(cells: Sequence[tuple[int, int]]) -> str:
    """“A1、B1、C2 等 12 格”."""
    names = "、".join(cell_name(*cell) for cell in cells[:4])
    return names if len(cells) <= 4 else f"{names} 等 {len(cells)} 格"
