"""The identities of statements: what each figure should be, computed from the others as far as they are filled in.

A blank cell is not zero: an identity with a blank cell is not compared, and names the missing cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from cunwu.core.frozen import Frozen
from cunwu.kinds.base import Item, NumberedItem
from cunwu.kinds.charts import account_coded, account_titled, without_sign
from cunwu.kinds.fields import word_of
from cunwu.kinds.forms import WAN
from cunwu.kinds.statement import BalanceRow, IncomeRow, StatedTotal, Statement, TrialRow
from cunwu.values.money import MINUS, Money, plain_yuan, stated

BALANCE_COLUMNS = ("year_start", "closing")
INCOME_COLUMNS = ("this_year", "last_year")
PAIRS = (
    ("期初", "opening_debit", "opening_credit"),
    ("本期", "debit", "credit"),
    ("期末", "closing_debit", "closing_credit"),
)
"""Debit and credit columns that belong together."""
GROUPS = (
    ("资产", "assets", "assets_total"),
    ("负债", "liabilities", "liabilities_total"),
    ("所有者权益", "equity", "equity_total"),
)
RowT = TypeVar("RowT", bound=NumberedItem)
_PARTS_NAMED = 6
_FEN_PER_WAN = 10**6


class Check(Frozen):
    """One identity in one column: the figure computed from others, and the figure as written."""

    item: Item
    """The row that holds the figure."""
    field: str
    label: str
    """Name of the figure for readers: “资产总计（期末）”."""
    stated: Money
    expected: Money | None
    """None if a cell that belongs to it is not filled in."""
    summands: int
    parts: str
    """The sum of its figures, written so that a villager can redo it."""
    blank: tuple[str, ...] = ()
    """Names of the lines that are not filled in."""
    rounding: int = 0
    """Unit of rounding that the statement declares, in fen; 0 if it declares none."""
    columns: tuple[str, ...] = ()
    """Columns that may hold the figure that explains a difference."""

    @property
    def difference(self) -> Money:
        """Written minus expected; zero if they were not compared."""
        return Money(0) if self.expected is None else self.stated - self.expected

    @property
    def holds(self) -> bool:
        """Whether it was compared and is right to the fen."""
        return self.expected == self.stated

    @property
    def is_rounding(self) -> bool:
        """Whether the difference is within rounding: half a unit for each summand."""
        return 0 < 2 * abs(self.difference.fen) <= self.summands * self.rounding

    @property
    def fails(self) -> bool:
        """Whether it was compared and is wrong by more than rounding."""
        return self.expected is not None and not self.holds and not self.is_rounding


# --- the identities ---------------------------------------------------------------------------------------------------


def all_checks(statement: Statement) -> Iterator[Check]:
    """Every identity of a statement, group totals first."""
    yield from total_checks(statement)
    yield from row_checks(statement)
    yield from balance_checks(statement)
    yield from pair_checks(statement)
    yield from movement_checks(statement)


def total_checks(statement: Statement) -> Iterator[Check]:
    """The total of a group against its lines, column by column; a total without lines is not checked."""
    for name, rows_name, total_name in GROUPS:
        rows, written = counted_rows(statement, rows_name), getattr(statement, total_name)
        for column in BALANCE_COLUMNS if rows and written else ():
            amount = stated(getattr(written, column))
            if amount is not None:
                label = f"{_total_word(name)}（{_word(StatedTotal, column)}）"
                yield _check(statement, (written, column, amount), label, [(row, 1) for row in rows])


def row_checks(statement: Statement) -> Iterator[Check]:
    """Lines that name their summands (加项, 减项); a line that names itself or an unknown line is not checked."""
    balance = (*statement.assets, *statement.liabilities, *statement.equity)
    tables: tuple[tuple[tuple[BalanceRow | IncomeRow, ...], tuple[str, ...]], ...] = (
        (balance, BALANCE_COLUMNS),
        (statement.income_rows, INCOME_COLUMNS),
    )
    for rows, columns in tables:
        by_number = {row.number: row for row in rows}
        for row in rows:
            named = {*row.plus, *row.minus}
            if not named or row.number in named or not named <= by_number.keys() | statement.withdrawn:
                continue
            signed = [(by_number[number], 1) for number in row.plus if number in by_number]
            signed += [(by_number[number], -1) for number in row.minus if number in by_number]
            for column in columns:
                amount = stated(getattr(row, column))
                if amount is not None:
                    label = f"{row.line}（{_word(type(row), column)}）"
                    yield _check(statement, (row, column, amount), label, signed, as_typed=True)


def balance_checks(statement: Statement) -> Iterator[Check]:
    """Assets equal liabilities plus equity, at the start of the year and at the end of the period."""
    for column in BALANCE_COLUMNS:
        totals = {name: group_total(statement, name, column) for name, _, _ in GROUPS}
        assets, liabilities, equity = totals.values()
        if assets is None:
            continue
        if liabilities is None and equity is None:
            continue
        blank = tuple(_total_word(name) for name, amount in totals.items() if amount is None)
        right = None if liabilities is None or equity is None else liabilities + equity
        written = statement.assets_total
        at_total = written is not None and getattr(written, column) is not None
        yield Check(
            written if written is not None and at_total else statement,
            column if at_total else "assets",
            f"资产 = 负债 + 所有者权益（{_word(StatedTotal, column)}）",
            assets,
            right,
            2,
            _sum_of([(_total_word(name), totals[name], 1) for name in ("负债", "所有者权益")], statement),
            blank,
            _rounding(statement),
            (column,),
        )


def pair_checks(statement: Statement) -> Iterator[Check]:
    """Debits and credits of a trial balance are equal in each of its three pairs; details count once.

    A blank pair counts as zero if the rest of its row shows that it is; else the pair is not compared.
    """
    rows = main_rows(statement)
    for name, debit, credit in PAIRS:
        amounts = [(row, _of_pair(row, debit, credit)) for row in rows]
        if not any(amount is not None for _, amount in amounts):
            continue
        blank = tuple(row.account_title for row, amount in amounts if amount is None and not _is_nothing(row, name))
        debits, credits_ = (
            Money(sum(amount.fen for row in rows if (amount := stated(getattr(row, column))) is not None))
            for column in (debit, credit)
        )
        yield Check(
            statement,
            "trial_rows",
            f"{name}借贷合计",
            debits,
            None if blank else credits_,
            len(rows),
            f"贷方合计 {told(statement, credits_)}",
            blank,
            _rounding(statement),
            (debit, credit),
        )


def movement_checks(statement: Statement) -> Iterator[Check]:
    """The closing of each account is its opening plus debits minus credits; a credit balance is negative."""
    for row in statement.trial_rows:
        opening, moved, closing = (_of_pair(row, debit, credit) for _, debit, credit in PAIRS)
        if opening is None or moved is None or closing is None:
            continue
        yield Check(
            row,
            "closing_debit" if row.closing_debit is not None else "closing_credit",
            f"{row.account_title}（期末）",
            closing,
            opening + moved,
            3,
            f"期初{side_told(statement, opening)}，本期{side_told(statement, moved)}",
            rounding=_rounding(statement),
        )


def _check(
    statement: Statement,
    figure: tuple[Item, str, Money],
    label: str,
    signed: Sequence[tuple[BalanceRow | IncomeRow, int]],
    *,
    as_typed: bool = False,
) -> Check:
    item, column, amount = figure
    amounts = [(row, sign, stated(getattr(row, column))) for row, sign in signed]
    blank = tuple(row.line for row, _, part in amounts if part is None)
    parts = [
        (without_sign(row.line), Money(sign * (part.fen if as_typed else counted(statement, row, part).fen)), sign)
        for row, sign, part in amounts
        if part is not None
    ]
    expected = None if blank else Money(sum(part.fen for _, part, _ in parts))
    told_parts = _sum_of(parts, statement)
    rounding = _rounding(statement)
    return Check(item, column, label, amount, expected, len(signed), told_parts, blank, rounding, (column,))


def _sum_of(parts: Iterable[tuple[str, Money | None, int]], statement: Statement) -> str:
    """“应付款 33,000.00 + 公积公益金 565,300.50”; of many, only the largest. Each part comes with its sign."""
    filled = [(name, amount, sign) for name, amount, sign in parts if amount is not None]
    shown = filled
    if len(filled) > _PARTS_NAMED:
        largest = sorted(filled, key=lambda part: -abs(part[1].fen))[:_PARTS_NAMED]
        shown = [part for part in filled if part in largest]
    words = ""
    for name, amount, counts in shown:
        sign = f" {MINUS} " if amount.fen < 0 or (not amount.fen and counts < 0) else " + " if words else ""
        words += f"{sign}{name} {told(statement, abs(amount))}".removeprefix(" " if not words else "")
    return words + (f" 等 {len(filled)} 行" if len(filled) > len(shown) else "")


# --- parts of a statement ---------------------------------------------------------------------------------------------


def counted_rows(statement: Statement, rows_name: str) -> tuple[BalanceRow, ...]:
    """The lines that a group's total is the sum of: neither withdrawn nor subtotals of other lines."""
    rows: tuple[BalanceRow, ...] = getattr(statement, rows_name)
    return tuple(row for row in rows if not (row.plus or row.minus))


def counted(statement: Statement, row: BalanceRow | IncomeRow, amount: Money) -> Money:
    """The amount that a line adds to its group; an account kept on the other side is subtracted, whatever its sign."""
    account = account_coded(statement.regime, row.account_code or "") or account_titled(statement.regime, row.line)
    return -abs(amount) if account and account.is_contra else amount


def group_total(statement: Statement, name: str, column: str) -> Money | None:
    """The written total of a group, else the sum of its lines if all are filled in; else None."""
    (rows_name, total_name) = next(names for label, *names in GROUPS if label == name)
    written = getattr(statement, total_name)
    if written is not None and (amount := stated(getattr(written, column))) is not None:
        return amount
    rows = counted_rows(statement, rows_name)
    amounts = [(row, stated(getattr(row, column))) for row in rows]
    exact = [counted(statement, row, amount).fen for row, amount in amounts if amount is not None]
    return Money(sum(exact)) if rows and len(exact) == len(rows) else None


def main_rows(statement: Statement) -> tuple[TrialRow, ...]:
    """The rows of a trial balance that its sums count: no details of a row that is listed too."""
    details = {row.number for row in statement.details}
    return tuple(row for row in statement.trial_rows if row.number not in details)


def _of_pair(row: TrialRow, debit: str, credit: str) -> Money | None:
    """Debit less credit; None if neither is filled in, or if one is not known."""
    both = (getattr(row, debit), getattr(row, credit))
    exact = [stated(amount) for amount in both if amount is not None]
    if not exact or None in exact:
        return None
    return Money((stated(both[0]) or Money(0)).fen - (stated(both[1]) or Money(0)).fen)


def _is_nothing(row: TrialRow, pair: str) -> bool:
    """Whether a blank pair can only be zero: the two other pairs of the row agree without it."""
    blank = all(getattr(row, column) is None for name, *columns in PAIRS if name == pair for column in columns)
    opening, moved, closing = (
        Money(0) if name == pair else _of_pair(row, debit, credit) for name, debit, credit in PAIRS
    )
    known = opening is not None and moved is not None and closing is not None
    return blank and known and (opening or Money(0)) + (moved or Money(0)) == closing


def balance_of(row: TrialRow, pair: str) -> Money | None:
    """Opening, movement or closing of a row of a trial balance, debit less credit; None if it is not filled in."""
    return next(_of_pair(row, debit, credit) for name, debit, credit in PAIRS if name == pair)


def _total_word(name: str) -> str:
    return word_of(Statement, next(total for label, _, total in GROUPS if label == name))


def _word(model: type[Item], column: str) -> str:
    return word_of(model, column)


def _rounding(statement: Statement) -> int:
    return abs(statement.rounding.fen) if statement.rounding else 0


# --- amounts for readers ----------------------------------------------------------------------------------------------


def plain_in(statement: Statement, amount: Money) -> str:
    """An amount as it would be typed in the statement, in the statement's unit."""
    if not statement.is_in_wan:
        return plain_yuan(amount)
    whole, rest = divmod(abs(amount.fen), _FEN_PER_WAN)
    decimals = f"{rest:06}".rstrip("0").ljust(2, "0")
    return f"{'-' if amount.fen < 0 else ''}{whole}.{decimals}"


def with_commas(text: str) -> str:
    """A plain number for readers, every digit as typed: commas between thousands, a true minus sign."""
    whole, dot, decimals = text.removeprefix("-").partition(".")
    return f"{MINUS if text.startswith('-') else ''}{int(whole):,}{dot}{decimals}"


def as_typed(amount: Money) -> str:
    """A figure for readers exactly as it was typed, with commas; 零 stays 零."""
    return amount.text if amount.is_stated_zero else with_commas(amount.text)


def told(statement: Statement, amount: Money) -> str:
    """A computed amount for readers in the statement's unit, without the name of the unit."""
    return with_commas(plain_in(statement, amount))


def unit_of(statement: Statement) -> str:
    """元 or 万元."""
    return WAN if statement.is_in_wan else "元"


def side_told(statement: Statement, balance: Money) -> str:
    """“借方 1,200.00”, “贷方 300.00”: a balance without a sign, as accountants write it."""
    if not balance.fen:
        return " 0"
    return f"{'借方' if balance.fen > 0 else '贷方'} {told(statement, abs(balance))}"


def clue_to(statement: Statement, check: Check) -> str:
    """The lines whose figure equals the difference or half of it: left out, or put on the wrong side."""
    difference = abs(check.difference.fen)
    named: dict[str, str] = {}
    for name, item in _named_lines(statement):
        for column in check.columns:
            amount = stated(getattr(item, column, None))
            if amount is not None and amount.fen and abs(amount.fen) in (difference, difference / 2):
                named.setdefault(name, "的一半" if 2 * abs(amount.fen) == difference else "")
    return "".join(f"；「{name}」正好是相差的数{half}" for name, half in list(named.items())[:3])


def _named_lines(statement: Statement) -> Iterator[tuple[str, Item]]:
    lines: tuple[BalanceRow | IncomeRow, ...] = (
        *statement.assets,
        *statement.liabilities,
        *statement.equity,
        *statement.income_rows,
    )
    yield from ((row.line, row) for row in lines)
    yield from ((row.account_title, row) for row in statement.trial_rows)


def blanks_of(statement: Statement) -> Mapping[str, tuple[str, ...]]:
    """Name of each figure that could not be compared → the lines that are not filled in."""
    return {check.label: check.blank for check in all_checks(statement) if check.blank}


def rounded(statement: Statement) -> Iterator[Check]:
    """Identities whose difference is within the rounding that the statement declares."""
    return (check for check in all_checks(statement) if check.is_rounding)
