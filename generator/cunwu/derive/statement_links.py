"""Statements compared with other records: the statement before them, and the ledgers of their book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from cunwu.core.frozen import Frozen
from cunwu.derive.statement import GROUPS, balance_of
from cunwu.kinds.base import Item, NumberedItem
from cunwu.kinds.charts import CHARTS, main_title, parent_titles
from cunwu.kinds.fields import word_of
from cunwu.kinds.ledger import Ledger, MoneyAccount
from cunwu.kinds.statement import BalanceRow, Statement
from cunwu.values.money import Money, stated
from cunwu.values.period import Period, gaps_between

_DAY = timedelta(days=1)
_CASH = frozenset(("库存现金", "现金"))
_BANK = "银行存款"
_MONEY = "货币资金"


class Beside(Frozen):
    """A figure of a statement beside the same figure from another record."""

    item: Item
    field: str
    label: str
    stated: Money
    other: Money
    rounding: int = 0
    """The unit to which either figure is rounded, in fen."""
    ledger: Ledger | None = None
    """The ledger that holds the other figure; None if it is from a statement."""

    @property
    def agrees(self) -> bool:
        """Whether both figures are equal within their rounding."""
        return 2 * abs(self.stated.fen - self.other.fen) <= self.rounding

    @property
    def scale(self) -> int:
        """Factor between the figures if the unit was mistaken: 10,000, else 1."""
        small, large = sorted((abs(self.stated.fen), abs(self.other.fen)))
        return 10_000 if small and large and abs(large - small * 10_000) * 1000 <= large else 1


# --- the statement before ---------------------------------------------------------------------------------------------


def statements_by_book(statements: Iterable[Statement]) -> Mapping[tuple[str, str], Sequence[Statement]]:
    """Book and sort → its statements in order."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in sorted(statements, key=lambda one: one.period):
        found.setdefault((statement.book, statement.sort), []).append(statement)
    return found


def carried_forward(statement: Statement, others: Sequence[Statement]) -> Iterator[tuple[Statement, Beside]]:
    """Every opening figure beside the closing figure it was carried from, with the statement that holds that one.

    `others` are statements of the same book and sort.
    """
    match statement.sort:
        case "资产负债表":
            yield from _carried_balance(statement, others)
        case "收益及收益分配表":
            yield from _carried_income(statement, others)
        case _:
            yield from _carried_trial(statement, others)


def _carried_balance(statement: Statement, others: Sequence[Statement]) -> Iterator[tuple[Statement, Beside]]:
    end_of_year = date(statement.period.last.year - 1, 12, 31)
    before = next((one for one in others if one.period.last == end_of_year), None)
    column = "closing"
    if before is None:
        year = [one for one in others if end_of_year < one.period.last < statement.period.last]
        before, column = (year[-1], "year_start") if year else (None, "")
    if before is None:
        return
    for _, rows_name, total_name in GROUPS:
        yield from _beside(statement, before, getattr(statement, rows_name), getattr(before, rows_name), column)
        new, old = getattr(statement, total_name), getattr(before, total_name)
        now, then = (stated(getattr(new, "year_start", None)), stated(getattr(old, column, None)))
        if now is not None and then is not None:
            label = word_of(Statement, total_name)
            yield before, Beside(new, "year_start", label, now, then, _rounding(statement, before))


def _beside(
    statement: Statement, before: Statement, rows: Sequence[BalanceRow], old: Sequence[BalanceRow], column: str
) -> Iterator[tuple[Statement, Beside]]:
    known = {row.line: stated(getattr(row, column)) for row in old}
    for row in rows:
        now, then = stated(row.year_start), known.get(row.line)
        if now is not None and then is not None:
            yield before, Beside(row, "year_start", row.line, now, then, _rounding(statement, before))


def _carried_income(statement: Statement, others: Sequence[Statement]) -> Iterator[tuple[Statement, Beside]]:
    before = next((one for one in others if _is_year_before(one.period, statement.period)), None)
    known = {row.line: stated(row.this_year) for row in before.income_rows} if before else {}
    for row in statement.income_rows if before else ():
        now, then = stated(row.last_year), known.get(row.line)
        if before is not None and now is not None and then is not None:
            yield before, Beside(row, "last_year", row.line, now, then, _rounding(statement, before))


def _is_year_before(period: Period, later: Period) -> bool:
    ends = ((period.first, later.first), (period.last, later.last))
    return all(one.year + 1 == other.year and one.month == other.month for one, other in ends)


def _carried_trial(statement: Statement, others: Sequence[Statement]) -> Iterator[tuple[Statement, Beside]]:
    before = next((one for one in others if one.period.last + _DAY == statement.period.first), None)
    if before is None:
        return
    known = {_key(row): balance_of(row, "期末") for row in before.trial_rows}
    for row in statement.trial_rows:
        now, then = balance_of(row, "期初"), known.get(_key(row))
        if now is not None and then is not None:
            field = "opening_debit" if row.opening_debit is not None else "opening_credit"
            yield before, Beside(row, field, row.account_title, now, then, _rounding(statement, before))


def _key(row: NumberedItem) -> str:
    return str(getattr(row, "account_code", None) or getattr(row, "account_title", ""))


def _rounding(*statements: Statement) -> int:
    return sum(abs(one.rounding.fen) for one in statements if one.rounding)


# --- ledgers ----------------------------------------------------------------------------------------------------------


def money_beside_ledger(statement: Statement, ledgers: Iterable[Ledger]) -> Iterator[Beside]:
    """Cash and bank balances of a statement beside those of the ledger of its book with the same last day."""
    same_day = (one for one in ledgers if one.book == statement.book and one.period.last == statement.period.last)
    ledger = next(same_day, None)
    if ledger is None:
        return
    for item, field, name, amount in _money_rows(statement):
        closings = [stated(account.closing) for account in ledger.accounts if _belongs(account, name)]
        exact = [closing.fen for closing in closings if closing is not None]
        if exact and len(exact) == len(closings):
            yield Beside(item, field, name, amount, Money(sum(exact)), _rounding(statement), ledger)


def _money_rows(statement: Statement) -> Iterator[tuple[Item, str, str, Money]]:
    for row in statement.assets:
        name, amount = main_title(row.line), stated(row.closing)
        if amount is not None and name in (*_CASH, _BANK, _MONEY):
            yield row, "closing", name, amount
    for trial in statement.trial_rows:
        balance = balance_of(trial, "期末")
        if balance is not None and trial.account_title in (*_CASH, _BANK):
            field = "closing_debit" if trial.closing_debit is not None else "closing_credit"
            yield trial, field, trial.account_title, balance


def _belongs(account: MoneyAccount, name: str) -> bool:
    if name == _MONEY:
        return True
    return (account.sort == "库存现金") == (name in _CASH)


def income_beside_ledgers(statement: Statement, ledgers: Iterable[Ledger]) -> Iterator[Beside]:
    """Income and expense of the year by title beside the ledgers since January, if every day has its ledger."""
    chart = CHARTS.get(statement.regime)
    rows = [] if chart is None else statement.income_rows
    wanted = {main_title(row.line): row for row in rows if stated(row.this_year) is not None}
    year = date(statement.period.last.year, 1, 1)
    own = sorted(
        (one for one in ledgers if one.book == statement.book and year <= one.period.first <= statement.period.last),
        key=lambda one: one.period,
    )
    periods = [one.period for one in own]
    same_chart = all(one.regime == statement.regime and one.period.last <= statement.period.last for one in own)
    missing = any(gaps_between(periods, year, statement.period.last))
    if chart is None or not wanted or not own or not same_chart or missing:
        return
    done = _sums_by_title(own)
    for title, row in wanted.items():
        account, amount = chart.by_name.get(title), stated(row.this_year)
        if account is None or amount is None or account.sort not in ("收入", "支出"):
            continue
        booked = done.get((account.sort, title), 0)
        if booked is not None:
            yield Beside(row, "this_year", title, amount, Money(booked), _rounding(statement))


def _sums_by_title(ledgers: Iterable[Ledger]) -> dict[tuple[str, str], int | None]:
    """Side and title → sum in fen of the title and its details; None if an amount is not known."""
    sums: dict[tuple[str, str], int | None] = {}
    for ledger in ledgers:
        for entry in ledger.entries:
            for side, amount in (("收入", entry.income), ("支出", entry.expense)):
                if amount is None:
                    continue
                exact = stated(amount)
                for title in parent_titles(entry.account_title):
                    before = sums.get((side, title), 0)
                    sums[side, title] = None if exact is None or before is None else before + exact.fen
    return sums
