"""科目余额表: one sheet → what each account held before and after, the proof of the vouchers of the same months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from unicodedata import normalize

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.imports.cells import Grid, Spot, as_shown
from cunwu.imports.days import period_in
from cunwu.imports.foreign import Named
from cunwu.imports.headings import find_head
from cunwu.imports.table import Table
from cunwu.imports.told import CellProblem
from cunwu.imports.vouchers import CODE, HEADINGS, NAME, PERIOD, YEAR

_OPENING, _CLOSING = "期初", "期末"
_SIDES = ("借方", "贷方")
_BEFORE = ("期初余额", "期初", "年初余额", "期初本币余额", "期初金额", "上期余额", "月初余额")
_AFTER = ("期末余额", "期末", "期末本币余额", "期末金额", "本期余额", "月末余额", "余额")
_MOVED = ("本期发生额", "本期发生", "本期", "本月发生额", "本月发生", "发生额", "")
_FORMS = ("{0}{1}", "{1}{0}", "{0}({1})")
_HEADINGS: Mapping[str, str] = {
    **{word: field for word, field in HEADINGS.items() if field in (CODE, NAME, YEAR, PERIOD)},
    **dict.fromkeys(_BEFORE, _OPENING),
    **dict.fromkeys(_AFTER, _CLOSING),
    **{f"{word}{mark}": f"{_OPENING}方向" for word in _BEFORE for mark in ("方向", "借贷方向")},
    **{f"{word}{mark}": f"{_CLOSING}方向" for word in _AFTER for mark in ("方向", "借贷方向")},
    **{
        form.format(word, written): f"{field}{side}"
        for words, field in ((_BEFORE, _OPENING), (_AFTER, _CLOSING), (_MOVED, ""))
        for word in words
        for side in _SIDES
        for written in (side, f"{side}金额", f"{side}余额", f"{side}发生额", f"{side}本币金额", side[:1])
        for form in (_FORMS[:2] if word else _FORMS[:1])
        if form.format(word, written) not in ("借", "贷")
    },
}
_MONTH = regex(r"((?:19|20)[0-9]{2})(?:年|[-./])?(?:第)?(0?[1-9]|1[0-2])(?![0-9])(?:月|期)?")


class Balance(Frozen):
    """What one account held before and after; debits are positive. The sums of its sides are None if not stated."""

    code: str
    name: str
    opening: Decimal
    closing: Decimal
    debit: Decimal | None
    credit: Decimal | None
    months: tuple[str, str]
    """The first and the last month, both empty if the sheet does not say."""
    opening_at: Spot
    closing_at: Spot


class TrialBalance(Frozen):
    """The balances of one sheet."""

    name: str
    top: int
    balances: tuple[Balance, ...]
    named: tuple[Named, ...]
    problems: tuple[CellProblem, ...]

    @property
    def leaves(self) -> tuple[Balance, ...]:
        """The balances that no other balance is a detail of: what above them adds them up."""
        codes = {one.code for one in self.balances if one.code}
        return tuple(one for one in self.balances if not any(_is_below(code, one.code) for code in codes))


def _is_below(code: str, above: str) -> bool:
    return bool(above) and code != above and code.startswith(above)


def read_balances(grid: Grid, file: str, year: str) -> TrialBalance | None:
    """The balances of a sheet; None if its headings are not those of a 科目余额表."""
    head = find_head(grid, {}, _HEADINGS)
    known = set(head.fields.values()) if head is not None else set()
    states = all(any(field.startswith(word) for field in known) for word in (_OPENING, _CLOSING))
    if head is None or not known & {CODE, NAME} or not states:
        return None
    table = Table(grid, head)
    whole = months_in([*table.titles[:8], grid.name, file]) or _one(
        period_in([*table.titles[:6], grid.name, file], year)
    )
    balances = tuple(_balances(table, whole))
    return TrialBalance(grid.name, head.top, balances, table.named, tuple(sorted(table.problems)))


def _balances(table: Table, whole: tuple[str, str]) -> Iterator[Balance]:
    sides = [f"{word}" for word in _SIDES]
    for row in table.rows:
        code, name = table.says(row, CODE), table.says(row, NAME)
        if not (code or name) or "合计" in f"{code}{name}" or (code and not code[:1].isdecimal()):
            table.leave(row, "合计、签字这些，不是科目")
            continue
        debit, credit = (table.amount(row, side) if side in table.place_of else None for side in sides)
        opening, closing = (_balance(table, row, word) for word in (_OPENING, _CLOSING))
        months = _row_months(table, row) or whole
        at = (table.grid.spot(row, _place(table, word)) for word in (_OPENING, _CLOSING))
        yield Balance(code, name, opening, closing, debit, credit, months, *at)


def _balance(table: Table, row: int, word: str) -> Decimal:
    """A balance, positive on the debit side: of two columns, or of one with a column of sides."""
    if word not in table.place_of:
        debit, credit = (table.amount(row, f"{word}{side}") for side in _SIDES)
        return debit - credit
    amount = table.amount(row, word)
    return -amount if table.says(row, f"{word}方向").startswith("贷") else amount


def _place(table: Table, word: str) -> int:
    return next(place for field, place in table.place_of.items() if field.startswith(word) and "方向" not in field)


def _row_months(table: Table, row: int) -> tuple[str, str] | None:
    year, period = table.says(row, YEAR).removesuffix("年"), table.says(row, PERIOD)
    if year and period.isdecimal():
        return _one(f"{year}-{int(period):02}")
    return months_in([period]) if period else None


def _one(period: str) -> tuple[str, str]:
    return (period, period) if len(period) == len("2026-03") else ("", "")


def months_in(texts: Sequence[str]) -> tuple[str, str] | None:
    """The first and the last month that a text states, “2026年第1期至2026年第3期”; None if no text states any."""
    for text in texts:
        bare = "".join(normalize("NFKC", as_shown(text)).split())
        found = sorted(f"{match[1]}-{int(match[2]):02}" for match in _MONTH.finditer(bare))
        if found:
            return found[0], found[-1]
    return None
