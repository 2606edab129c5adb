"""Rows of a village's own sheet: what each is, and whether totals and balances agree with the rows above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.imports.cells import Spot
from cunwu.imports.told import CellProblem


class Sort(StrEnum):
    """What a row is."""

    ENTRY = "一笔"
    OPENING = "期初"
    TOTAL = "合计"
    CLOSING = "期末"
    CARRIED = "过页"
    VOID = "作废"
    WORDS = "文字"


_SPAN = "(?:本[月年季页日期]|全[月年]|累计|[一二三四五六七八九十0-9]+月)?(?:份)?(?:发生额)?"
_SORTS = (
    (Sort.VOID, regex("作废")),
    (Sort.CARRIED, regex("^(?:过次页|转下页|承前页|接上页|承上页|结转下[月年页])")),
    (Sort.OPENING, regex("^(?:期初|月初|年初|上[月年期季]|去年)(?:余额|结余|结转|结存|转来|余)*$|^结转上[月年期]")),
    (Sort.CLOSING, regex("^(?:期末|月末|年末|本[月期季年])(?:余额|结余|结存)$")),
    (Sort.TOTAL, regex(f"^(?:以上|上述|总)?{_SPAN}(?:合计|小计|总计|共计|累计(?!折旧|摊销))")),
)


def sort_of(texts: Sequence[str], *, has_amount: bool) -> Sort:
    """What a row is, by its texts from the left, and whether it has an amount."""
    bare = ["".join(text.split()).strip(":：") for text in texts]
    for sort, pattern in _SORTS:
        if any(pattern.search(text) for text in bare):
            return sort
    return Sort.ENTRY if has_amount else Sort.WORDS


class Line(Frozen):
    """A row with its amounts, as numbers; None where nothing is written."""

    row: int
    sort: Sort
    income: Decimal | None = None
    expense: Decimal | None = None
    balance: Decimal | None = None

    @property
    def effect(self) -> Decimal:
        """Income less expense."""
        return (self.income or Decimal()) - (self.expense or Decimal())


class Columns(Frozen):
    """The sheet and the columns of the amounts; None where it has no such column."""

    sheet: str
    income: int | None
    expense: int | None
    balance: int | None


def check_lines(lines: Sequence[Line], columns: Columns) -> Iterator[CellProblem]:
    """A problem for each total and each balance that the rows above it do not give."""
    yield from _check_totals(lines, columns)
    yield from _check_balances(lines, columns)


def _check_totals(lines: Sequence[Line], columns: Columns) -> Iterator[CellProblem]:
    for place, line in enumerate(lines):
        if line.sort is not Sort.TOTAL:
            continue
        for name, column in (("income", columns.income), ("expense", columns.expense)):
            stated = getattr(line, name)
            entries = [above for above in lines[:place] if above.sort is Sort.ENTRY]
            if stated is None or column is None or not entries:
                continue
            since = _since_last_total(lines, place)
            # A subtotal adds up what stands below the last one, a total everything; both may take the opening along.
            before = (above.balance or above.effect for above in lines[:place] if above.sort is Sort.OPENING)
            opening = sum(before, Decimal())
            sums = {
                _sum(rows, name) + extra
                for rows in (since, entries)
                for extra in (Decimal(), opening if name == "income" else Decimal())
            }
            if stated not in sums:
                rows = since or entries
                yield _off(Spot(columns.sheet, line.row, column), stated, rows, name)


def _since_last_total(lines: Sequence[Line], place: int) -> list[Line]:
    before = [at for at in range(place) if lines[at].sort is Sort.TOTAL]
    first = before[-1] + 1 if before else 0
    return [line for line in lines[first:place] if line.sort is Sort.ENTRY]


def _off(spot: Spot, stated: Decimal, rows: Sequence[Line], name: str) -> CellProblem:
    expected = _sum(rows, name)
    left_out = next((row for row in rows if expected - (getattr(row, name) or Decimal()) == stated), None)
    first, last, hint = rows[0].row + 1, rows[-1].row + 1, ""
    if left_out is not None:
        hint = f"像是漏加了第 {left_out.row + 1} 行，合计的公式要从第 {first} 行加到第 {last} 行；"
    reason = f"合计写的是 {stated:f}，第 {first} 到 {last} 行相加是 {expected:f}，差 {stated - expected:f}"
    return CellProblem(spot, f"{stated:f}", reason, f"{hint}核对原件：改合计，或者改写错的那一行")


def _sum(rows: Sequence[Line], name: str) -> Decimal:
    return sum((getattr(row, name) or Decimal() for row in rows), Decimal())


def _check_balances(lines: Sequence[Line], columns: Columns) -> Iterator[CellProblem]:
    running: Decimal | None = None
    for line in lines:
        if line.sort is Sort.ENTRY and running is not None:
            running += line.effect
        if line.balance is None or columns.balance is None:
            continue
        if running is not None and line.balance != running and line.sort is not Sort.VOID:
            reason = f"余额写的是 {line.balance:f}，照上一个余额和这一行算是 {running:f}，差 {line.balance - running:f}"
            remedy = "核对这一行的收入、支出和余额，也看上面有没有漏掉一行、重复一行，或者收支填错了列"
            yield CellProblem(Spot(columns.sheet, line.row, columns.balance), f"{line.balance:f}", reason, remedy)
        if line.sort in (Sort.ENTRY, Sort.OPENING) or running is None:
            running = line.balance


def opening_of(lines: Sequence[Line]) -> Decimal | None:
    """What the account held before the first row: stated, else by the first balance; None if neither is known."""
    for line in lines:
        if line.sort is Sort.OPENING:
            return line.balance if line.balance is not None else line.income
        if line.sort is Sort.ENTRY:
            return line.balance - line.effect if line.balance is not None else None
    return None


def closing_of(lines: Sequence[Line]) -> Decimal | None:
    """The last balance that a row states; None if none does."""
    stated = [
        line.balance
        for line in lines
        if line.balance is not None and line.sort in (Sort.ENTRY, Sort.CLOSING, Sort.OPENING)
    ]
    return stated[-1] if stated else None
