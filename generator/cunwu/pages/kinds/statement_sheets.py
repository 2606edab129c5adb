"""The lines of statements as tables: figures with every digit that was typed, and what each line means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cunwu.derive.statement import GROUPS, PAIRS, as_typed, main_rows, pair_checks, told, total_checks, unit_of
from cunwu.kinds.base import FieldSpec, Item, written
from cunwu.kinds.charts import in_plain_words, without_sign
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE
from cunwu.kinds.statement import BalanceRow, IncomeRow, Statement, TrialRow
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import UNKNOWN_SUM, remarks_of, tone_of, was_of
from cunwu.pages.parts.sheets import columns_of
from cunwu.pages.parts.view import Cell, Sheet, SheetRow, Was
from cunwu.values.absence import Absence
from cunwu.values.money import Money, stated
from cunwu.values.quantity import Quantity

NOT_FILLED = "没有填"
_STRUCK = "已撤销，不计入合计"


def sheets_of(context: PlaceContext, statement: Statement) -> Iterator[Sheet]:
    """A table for each group of lines that the statement has."""
    for name, rows_name, total_name in GROUPS:
        rows, total = written(getattr(statement, rows_name)), getattr(statement, total_name)
        if rows or total is not None:
            yield _balance_sheet(context, statement, name, rows, total)
    if written(statement.income_rows):
        yield _income_sheet(context, statement)
    if written(statement.trial_rows):
        yield _trial_sheet(context, statement)


def _balance_sheet(
    context: PlaceContext, statement: Statement, name: str, rows: Sequence[BalanceRow], total: Item | None
) -> Sheet:
    columns = [name for name in ("year_start", "closing") if any(getattr(row, name) for row in (*rows, total) if row)]
    labels = _labels(BalanceRow, columns)
    foot = None
    if total is not None:
        word = word_of(Statement, next(total_name for label, _, total_name in GROUPS if label == name))
        foot = SheetRow(word, _cells(context, statement, total, columns, labels), note=_of_total(statement, total))
    lines = tuple(_line(context, statement, row, columns, labels) for row in rows)
    return Sheet(_caption(statement, name), columns_of("项目", *labels), lines, foot, "" if len(columns) > 1 else "one")


def _income_sheet(context: PlaceContext, statement: Statement) -> Sheet:
    rows = written(statement.income_rows)
    columns = [name for name in ("this_year", "last_year") if any(getattr(row, name) is not None for row in rows)]
    labels = _labels(IncomeRow, columns)
    lines = tuple(_line(context, statement, row, columns, labels) for row in rows)
    css = "" if len(columns) > 1 else "one"
    return Sheet(_caption(statement, "收益"), columns_of("项目", *labels), lines, css=css)


def _caption(statement: Statement, name: str) -> str:
    return f"{name}（单位：{unit_of(statement)}）"


def _labels(model: type[Item], columns: Sequence[str]) -> tuple[str, ...]:
    words = [word_of(model, column) for column in columns]
    return (*words, "增减") if len(columns) == 2 else tuple(words)


def _line(
    context: PlaceContext,
    statement: Statement,
    row: BalanceRow | IncomeRow,
    columns: Sequence[str],
    labels: Sequence[str],
) -> SheetRow:
    struck = row.number in statement.withdrawn
    return SheetRow(
        row.line,
        _cells(context, statement, row, columns, labels),
        plain="；".join(filter(None, (in_plain_words(row.line), _formula(statement, row), _code(row)))),
        note=_STRUCK if struck else "",
        anchor=item_anchor(row.number),
        struck=struck,
    )


def _code(row: BalanceRow | IncomeRow) -> str:
    return f"科目代码 {row.account_code}" if row.account_code else ""


def _formula(statement: Statement, row: BalanceRow | IncomeRow) -> str:
    """“= 经营收入 − 管理费用”, where the line says what it is made of."""
    if not (row.plus or row.minus):
        return ""
    names = _names(statement)
    minus = "".join(f" − {names.get(number, number)}" for number in row.minus)
    return f"= {' + '.join(names.get(number, number) for number in row.plus)}{minus}"


def _names(statement: Statement) -> Mapping[str, str]:
    rows: tuple[BalanceRow | IncomeRow, ...] = (
        *statement.assets,
        *statement.liabilities,
        *statement.equity,
        *statement.income_rows,
    )
    return {row.number: without_sign(row.line) for row in rows}


def _cells(
    context: PlaceContext, statement: Statement, item: Item, columns: Sequence[str], labels: Sequence[str]
) -> tuple[Cell, ...]:
    cells = [figure_cell(context, item, column, label) for column, label in zip(columns, labels, strict=False)]
    if len(columns) == 2:
        cells.append(_difference(statement, item, columns, labels[-1]))
    return tuple(cells)


def figure_cell(context: PlaceContext, item: Item, column: str, label: str) -> Cell:
    """One figure with every digit that was typed; what it was before corrections below it."""
    value = getattr(item, column)
    was = _was(context, item, column)
    remarks = remarks_of(context, item, _specs(type(item))[column]) if context.is_remarked(item) else ()
    if isinstance(value, Money):
        return Cell(as_typed(value), label, tone_of(value), was=was, numeric=True, remarks=remarks)
    text = AMOUNT_OR_ABSENCE.show(value) if value is not None else NOT_FILLED
    return Cell(text, label, "quiet", was=was, numeric=True, remarks=remarks)


def _was(context: PlaceContext, item: Item, column: str) -> tuple[Was, ...]:
    return was_of(context, item, _specs(type(item))[column]) if context.board.is_corrected(item) else ()


@cache
def _specs(model: type[Item]) -> Mapping[str, FieldSpec]:
    return {spec.name: spec for spec in fields_of(model)}


def _difference(statement: Statement, item: Item, columns: Sequence[str], label: str) -> Cell:
    """What became more or less: from the start of the year, or from last year."""
    first, second = (stated(getattr(item, column)) for column in columns)
    if first is None or second is None:
        return Cell("—", label, "quiet", numeric=True)
    newer, older = (first, second) if columns[0] == "this_year" else (second, first)
    change = newer - older
    return Cell(("+" if change.fen > 0 else "") + told(statement, change), label, numeric=True)


def _of_total(statement: Statement, total: Item) -> str:
    """Whether a total was compared with its lines, and what is off by rounding."""
    said = []
    for check in total_checks(statement):
        if check.item is not total:
            continue
        if check.blank:
            said.append(f"{UNKNOWN_SUM}：{'、'.join(check.blank)} 没有数，合计没有核对")
        elif check.difference.fen and check.expected is not None:
            sums = told(statement, check.expected)
            said.append(
                f"各行相加 {sums}，差 {told(statement, check.difference)}{'（取整）' if check.is_rounding else ''}"
            )
    return "；".join(said)


# --- trial balances ---------------------------------------------------------------------------------------------------


def _trial_sheet(context: PlaceContext, statement: Statement) -> Sheet:
    labels = ("期初", "本期借方", "本期贷方", "期末")
    rows = tuple(_trial_row(context, statement, row, labels) for row in written(statement.trial_rows))
    foot = SheetRow("合计", _trial_totals(statement, labels))
    return Sheet(_caption(statement, "科目余额"), columns_of("科目", *labels), rows, foot, "four")


def _trial_row(context: PlaceContext, statement: Statement, row: TrialRow, labels: Sequence[str]) -> SheetRow:
    struck = row.number in statement.withdrawn
    (_, *opening), _, (_, *closing) = PAIRS
    cells = (
        _two_sided(context, row, opening, labels[0]),
        _moved(context, row, "debit", labels[1]),
        _moved(context, row, "credit", labels[2]),
        _two_sided(context, row, closing, labels[3]),
    )
    title = f"{row.account_code} {row.account_title}" if row.account_code else row.account_title
    note = _STRUCK if struck else ""
    return SheetRow(
        title, cells, in_plain_words(row.account_title), note, anchor=item_anchor(row.number), struck=struck
    )


def _two_sided(context: PlaceContext, row: TrialRow, columns: Sequence[str], label: str) -> Cell:
    """A balance with its side; both sides where both were filled in."""
    sides = [(word, getattr(row, column)) for word, column in zip(("借", "贷"), columns, strict=True)]
    filled = [(word, value) for word, value in sides if value is not None]
    was = tuple(was for column in columns for was in _was(context, row, column))
    if not filled:
        return Cell(NOT_FILLED, label, "quiet", was=was, numeric=True)
    return Cell(" ".join(map(_side, filled)), label, was=was, numeric=True)


def _side(side: tuple[str, Money | Quantity | Absence]) -> str:
    word, value = side
    if not isinstance(value, Money):
        return AMOUNT_OR_ABSENCE.show(value)
    return as_typed(value) if value.fen == 0 else f"{word} {as_typed(value)}"


def _moved(context: PlaceContext, row: TrialRow, column: str, label: str) -> Cell:
    if getattr(row, column) is None and not (row.debit is None and row.credit is None):
        return Cell("—", label, "quiet", was=_was(context, row, column), numeric=True)
    return figure_cell(context, row, column, label)


def _both(debits: str, credits_: str) -> str:
    if UNKNOWN_SUM in (debits, credits_):
        return UNKNOWN_SUM
    return f"借贷各 {debits}" if debits == credits_ else f"借 {debits} 贷 {credits_}"


def _trial_totals(statement: Statement, labels: Sequence[str]) -> tuple[Cell, ...]:
    """Debits and credits of each pair, so that a reader sees that they are the same."""
    rows = main_rows(statement)
    sums = {
        column: told(statement, Money(sum(amount.fen for row in rows if (amount := stated(getattr(row, column))))))
        for _, debit, credit in PAIRS
        for column in (debit, credit)
    }
    incomplete = {column for check in pair_checks(statement) if check.blank for column in check.columns}
    sums |= dict.fromkeys(incomplete, UNKNOWN_SUM)
    texts = (
        _both(sums["opening_debit"], sums["opening_credit"]),
        sums["debit"],
        sums["credit"],
        _both(sums["closing_debit"], sums["closing_credit"]),
    )
    return tuple(Cell(text, label, numeric=True) for text, label in zip(texts, labels, strict=True))
