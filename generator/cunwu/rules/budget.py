"""BUD: budgets — one plan a year, its changes, and whether the ledgers keep to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.core.problem import Severity
from cunwu.derive.execution import (
    Execution,
    derive_execution,
    lines_of,
    planned_lines,
)
from cunwu.kinds.budget import BUDGET, SIDES, Budget, BudgetAdjustment, BudgetLine
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import MINUS, format_yuan

_ITEMS = "rural-finance-disclosure-2011/items"
_PRACTICE = "bookkeeping/practice"
_ASSEMBLY_SINCE = date(2025, 5, 1)
"""Source: rural-collective-law/matters"""
_FIELDS = {"收入": "planned_income", "支出": "planned_expense"}


@rule(
    "BUD002",
    "{side}预算「{title}」{sum} = {stated} 元，计划的钱不会少于零",
    remedy="核对金额和调整的正负号：增加写正数，减少写负数",
    source=_ITEMS,
    follows=("BUD001",),
)
def plan_below_zero(budget: Budget) -> Iterator[Finding]:
    """What is planned under a title, with all its changes, is never less than nothing."""
    for side in SIDES:
        for line in planned_lines(budget, side):
            if line.current is None or line.current.fen >= 0 or line.planned is None:
                continue
            changes = [
                change for change in budget.adjustments if change.side == side and change.account_title == line.title
            ]
            own = [one for one in lines_of(budget, side) if one.account_title == line.title]
            parts = (
                f"{'+' if change.amount.fen >= 0 else MINUS} {format_yuan(abs(change.amount))}" for change in changes
            )
            yield found(
                changes[-1] if changes else own[-1],
                "amount",
                side=side,
                title=line.title,
                sum=" ".join((format_yuan(line.planned), *parts)) if changes else "写的",
                stated=line.current,
            )


@rule(
    "BUD004",
    "「{title}」到 {until} 已支出 {done} 元，预算（含调整）是 {planned} 元，多了 {over} 元",
    remedy="确实要多花的，先开会，补一条「调整」；记错科目的，改收支的科目",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def spent_over_plan(board: Board) -> Iterator[Finding]:
    """No title is spent beyond what is planned for it, changes included."""
    for execution in _executions(board):
        for line in execution.expense:
            if line.current is not None and line.current.fen >= 0 and line.done > line.current:
                yield found(
                    _last_word(execution.budget, line.title),
                    "amount",
                    of=execution.budget,
                    title=line.title,
                    until=execution.until,
                    done=line.done,
                    planned=line.current,
                    over=line.done - line.current,
                )


def _last_word(budget: Budget, title: str) -> BudgetLine | BudgetAdjustment:
    """Where the plan for an expense was last set: its latest change, else its line."""
    changes = [one for one in budget.adjustments if (one.side, one.account_title) == ("支出", title)]
    lines = [one for one in lines_of(budget, "支出") if one.account_title == title]
    return changes[-1] if changes else lines[-1]


@rule(
    "BUD005",
    "收支里有{side}科目「{title}」{done} 元，{period} 的预算里没有这个科目",
    remedy="补一条「调整」把它列进预算；科目写法不同的，改成一样",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def title_not_planned(board: Board) -> Iterator[Finding]:
    """Every title of income or cost that money was booked under stands in the plan of its year."""
    for execution in _executions(board):
        for side, lines in (("收入", execution.income), ("支出", execution.expense)):
            for line in lines:
                if line.planned is None and not line.is_passing:
                    yield found(
                        execution.budget,
                        _FIELDS[side],
                        of=execution.budget,
                        side=side,
                        title=line.title,
                        done=line.done,
                        period=execution.budget.period,
                    )


def _executions(board: Board) -> Iterator[Execution]:
    budgets = board.records(BUDGET)
    books: dict[str, list[Ledger]] = {}
    for ledger in board.records(LEDGER) if budgets else ():
        books.setdefault(ledger.book, []).append(ledger)
    return (derive_execution(budget, books.get(budget.book, ())) for budget in budgets)


@rule(
    "BUD006",
    "账套「{book}」{period} 的预算有两份重叠，另一份是 {other}",
    remedy="一个账套一年一份预算；年中改动写进「调整」，不另写一份",
    source=_ITEMS,
)
def book_planned_twice(board: Board) -> Iterator[Finding]:
    """No day of a book belongs to two budgets."""
    furthest: dict[str, Budget] = {}
    for budget in sorted(board.records(BUDGET), key=lambda budget: budget.period):
        before = furthest.get(budget.book)
        if before is not None and budget.period.first <= before.period.last:
            other = board.file_of(before).path.rpartition("/")[2]
            yield found(budget, "period", of=budget, book=budget.book, period=budget.period, other=other)
        if before is None or budget.period.last > before.period.last:
            furthest[budget.book] = budget


@rule(
    "BUD010",
    "「{book}」{period} 的预算没有写哪次会议通过的",
    remedy="补一行「会议: 会议编号」；没有开过会的不要补写，在「反常说明」里写明",
    source="rural-collective-law/matters",
    severity=Severity.IRREGULAR,
)
def collective_budget_without_meeting(budget: Budget, context: Context) -> Iterator[Finding]:
    """The members of the collective approve its budget; of a year before the law held nobody is asked."""
    village = context.place.record
    if budget.meeting is not None or budget.period.first < _ASSEMBLY_SINCE or not isinstance(village, Village):
        return
    own = next((one for one in village.legal_persons if one.number == budget.book), None)
    if own is not None and own.sort == "农村集体经济组织":
        yield found(budget, "", book=own.name, period=budget.period)
