"""Whether a statement agrees with itself, with the one before it and with the ledgers, for everybody to redo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunwu.derive.statement import (
    Check,
    balance_checks,
    movement_checks,
    pair_checks,
    row_checks,
    told,
    total_checks,
    unit_of,
)
from cunwu.derive.statement_links import (
    Beside,
    carried_forward,
    income_beside_ledgers,
    money_beside_ledger,
)
from cunwu.kinds.fields import word_of
from cunwu.kinds.record import Record
from cunwu.kinds.statement import STATEMENT, Statement
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, CheckLine, Column, Row, Table
from cunwu.values.money import format_signed, format_yuan

_LABELS = ("项目", "报表（元）", "收支账（元）", "相差（元）")


def sources_of(context: PlaceContext, statement: Statement) -> list[Record]:
    """What a statement is compared with, beside itself: earlier statements, ledgers of its book and year."""
    carried = (one for one, _ in carried_forward(statement, _others(context, statement)))
    before = {context.board.file_of(one).path: one for one in carried}
    ledgers = [
        ledger
        for ledger in context.books.get(statement.book, ())
        if ledger.period.last.year == statement.period.last.year and ledger.period.last <= statement.period.last
    ]
    return [*before.values(), *ledgers]


def _others(context: PlaceContext, statement: Statement) -> Sequence[Statement]:
    same = (one for one in context.board.records(STATEMENT) if one is not statement)
    found = (one for one in same if (one.book, one.sort) == (statement.book, statement.sort))
    return sorted(found, key=lambda one: one.period)


def view_checks(context: PlaceContext, statement: Statement) -> Iterator[CheckLine]:
    """Every identity of the statement, then whether it opens as the one before it closed."""
    for check in (*balance_checks(statement), *total_checks(statement), *row_checks(statement)):
        yield _line(statement, check, f"{told(statement, check.stated)} = {check.parts}")
    for check in pair_checks(statement):
        yield _line(statement, check, f"借方合计 {told(statement, check.stated)}，{check.parts}")
    moved = list(movement_checks(statement))
    wrong = [check for check in moved if not check.holds]
    if moved and not wrong:
        yield CheckLine("✓", "good", "对", f"{len(moved)} 个科目，期末都等于期初加减本期")
    for check in wrong:
        yield _line(statement, check, check.parts)
    yield from _carried(context, statement)


def _line(statement: Statement, check: Check, told_sum: str) -> CheckLine:
    if check.expected is None:
        return CheckLine("？", "late", "不完整", f"{check.label}没有核对：{'、'.join(check.blank)} 没有数")
    if check.holds:
        return CheckLine("✓", "good", "对", f"{check.label}：{told_sum}")
    off = f"{told(statement, check.difference)} {unit_of(statement)}"
    if check.is_rounding:
        return CheckLine("≈", "late", "取整", f"{check.label}差 {off}：{told_sum}")
    return CheckLine("！", "bad", "不对", f"{check.label}差 {off}：{told_sum}")


def _carried(context: PlaceContext, statement: Statement) -> Iterator[CheckLine]:
    compared = list(carried_forward(statement, _others(context, statement)))
    differing = [(before, beside) for before, beside in compared if not beside.agrees]
    if compared and not differing:
        before = compared[0][0]
        yield CheckLine("✓", "good", "对", f"{len(compared)} 个数和 {before.period.label}的报表接得上")
    for before, beside in differing:
        word = word_of(type(beside.item), beside.field)
        stated, other = (told(statement, amount) for amount in (beside.stated, beside.other))
        text = f"{beside.label}的{word} {stated}，{before.period.label}的报表上是 {other}"
        yield CheckLine("！", "bad", "接不上", text)


def view_beside(context: PlaceContext, statement: Statement) -> Table | None:
    """Figures of the statement beside those of the ledgers, always in yuan; None where nothing can be compared."""
    ledgers = context.books.get(statement.book, ())
    found = [*money_beside_ledger(statement, ledgers), *income_beside_ledgers(statement, ledgers)]
    if not found:
        return None
    columns = (Column(_LABELS[0]), *(Column(label, numeric=True) for label in _LABELS[1:]))
    return laid_out(Table("和收支账对照", columns, tuple(map(_beside_row, found))))


def _beside_row(beside: Beside) -> Row:
    difference = beside.stated - beside.other
    texts = (format_yuan(beside.stated), format_yuan(beside.other), format_signed(difference))
    tone = "" if beside.agrees else "bad"
    cells = (
        Cell(text, label, tone if label == _LABELS[-1] else "", numeric=True)
        for text, label in zip(texts, _LABELS[1:], strict=True)
    )
    return Row((Cell(beside.label, _LABELS[0]), *cells))
