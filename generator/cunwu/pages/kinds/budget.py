"""The page of one budget: what was planned beside what was done, title by title."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.derive.execution import Executed, Execution, derive_execution, lines_of
from cunwu.kinds.base import written
from cunwu.kinds.budget import SIDES, Budget, BudgetLine
from cunwu.kinds.fields import fields_of
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.money import book_name
from cunwu.pages.parts.sections import NOTHING, UNKNOWN_SUM, tone_of, was_of
from cunwu.pages.parts.sheets import columns_of, titled
from cunwu.pages.parts.view import Cell, Section, Sheet, SheetRow, Was
from cunwu.values.dates import chinese_date
from cunwu.values.money import NO_SHARE, ZERO, Money, format_signed, format_yuan
from cunwu.values.period import Period

_WIDTH = 600
_DONE = {"收入": "收", "支出": "花"}
_AMOUNT = next(spec for spec in fields_of(BudgetLine) if spec.name == "amount")
_HINT = "「计划」是年初的预算加上年中的调整；「已收」「已花」由程序从逐笔收支加出来。"


def tell_budget(context: PlaceContext, url: str, budget: Budget) -> Besides:
    """How much was planned and how much is done as sentences, then title by title."""
    del url
    ledgers = [ledger for ledger in context.books.get(budget.book, ()) if _overlaps(ledger.period, budget.period)]
    execution = derive_execution(budget, ledgers)
    sheets = tuple(_sheet(context, execution, side) for side in SIDES if _planned(execution, side))
    return Besides(
        badge=(book_name(context, budget.book),),
        title=titled(context, budget.title, budget.book),
        made_from=tuple(ledgers),
        sentences=tuple(_sentences(execution)),
        caveat=_incomplete(execution),
        before=(Section("计划和实际", "plan", hint=_HINT, sheets=sheets),),
        folds=frozenset({"adjustments", "reviews"}),
        hides=frozenset({"book", "planned_income", "planned_expense"}),
        shows_was=frozenset({"planned_income.amount", "planned_expense.amount"}),
    )


def _overlaps(period: Period, other: Period) -> bool:
    return period.first <= other.last and period.last >= other.first


def _lines(execution: Execution, side: str) -> tuple[Executed, ...]:
    return execution.income if side == "收入" else execution.expense


def _planned(execution: Execution, side: str) -> bool:
    """Whether a side has any line, even one that was withdrawn."""
    return bool(_lines(execution, side)) or bool(written(lines_of(execution.budget, side)))


def _sentences(execution: Execution) -> list[str]:
    """What a villager wants to know: how much was planned, how much is done, what went over."""
    income, expense = execution.whole("收入"), execution.whole("支出")
    year = execution.budget.period.label
    said = [f"{year}打算收 {format_yuan(income.current or ZERO)} 元，花 {format_yuan(expense.current or ZERO)} 元。"]
    if execution.until is None:
        return [*said, "还没有这段时间的收支，做到哪里算不出来。"]
    told = f"收了 {_told(income, execution)}，花了 {_told(expense, execution)}。"
    said.append(f"到 {chinese_date(execution.until)}，{told}")
    over = [line for line in execution.expense if line.current is not None and line.done > line.current]
    if over:
        names = "；".join(f"{line.title}多花 {format_yuan(line.done - (line.current or ZERO))} 元" for line in over)
        said.append(f"花得比计划多的：{names}。")
    return said


def _told(line: Executed, execution: Execution) -> str:
    if line.unknown:
        return f"多少{UNKNOWN_SUM}"
    share = "" if not execution.is_complete or line.share == NO_SHARE else f"（计划的 {line.share}）"
    return f"{format_yuan(line.done)} 元{share}"


def _incomplete(execution: Execution) -> str:
    reasons = []
    if execution.gaps:
        reasons.append(f"缺 {'、'.join(gap.label for gap in execution.gaps)} 的收支")
    if execution.unknown:
        reasons.append(f"有 {execution.unknown} 笔金额不详")
    return f"{UNKNOWN_SUM}：{'，'.join(reasons)}。还剩多少算不出来。" if reasons else ""


def _sheet(context: PlaceContext, execution: Execution, side: str) -> Sheet:
    word = _DONE[side]
    labels = ("科目", "计划（元）", f"已{word}（元）", f"还{'差' if side == '收入' else '剩'}（元）")
    rows = tuple(_row(context, execution, line, side, labels) for line in _lines(execution, side))
    foot = _row(context, execution, execution.whole(side), side, labels)
    return Sheet(side, columns_of(*labels), (*rows, *_struck(execution.budget, side, labels)), foot)


def _struck(budget: Budget, side: str, labels: tuple[str, ...]) -> Iterator[SheetRow]:
    """Lines of the plan that were withdrawn: they stay, and are in no sum."""
    for one in written(lines_of(budget, side)):
        if one.number in budget.withdrawn:
            cells = (_cell(one.amount, labels[1]), *(_cell(None, label) for label in labels[2:]))
            yield SheetRow(one.account_title, cells, plain=one.note or "", anchor=item_anchor(one.number), struck=True)


def _row(context: PlaceContext, execution: Execution, line: Executed, side: str, labels: tuple[str, ...]) -> SheetRow:
    budget = execution.budget
    own = [one for one in lines_of(budget, side) if one.account_title == line.title]
    was = tuple(was for one in own if context.board.is_corrected(one) for was in was_of(context, one, _AMOUNT))
    left = UNKNOWN_SUM if not execution.is_complete else line.left
    if isinstance(left, Money) and left.fen < 0:
        left = f"{'多收' if side == '收入' else '超出'} {format_yuan(-left)}"
    cells = (
        _cell(line.current, labels[1], was),
        _cell(_done(line) if execution.until else None, labels[2]),
        _cell(left if execution.until else line.current, labels[3], tone=_tone(line, side)),
    )
    shown = execution.until is not None and execution.is_complete and line.share != NO_SHARE
    return SheetRow(
        line.title,
        cells,
        plain=_changes(budget, line, side),
        note=_note(line, side, complete=execution.is_complete),
        share=f"已{_DONE[side]} {line.share}" if shown else "",
        width=_width(line) if shown else "",
        anchor=item_anchor(own[0].number) if own else "",
    )


def _done(line: Executed) -> Money | str:
    return UNKNOWN_SUM if line.unknown else line.done


def _cell(amount: Money | str | None, label: str, was: tuple[Was, ...] = (), tone: str = "") -> Cell:
    if isinstance(amount, Money):
        return Cell(format_yuan(amount), label, tone_of(amount), was=was, numeric=True)
    return Cell(amount or NOTHING, label, tone or "quiet", was=was, numeric=True)


def _tone(line: Executed, side: str) -> str:
    """Negative for what was spent beyond the plan; more income than planned is no fault."""
    is_over = line.current is not None and line.done > line.current
    return "negative" if is_over and side == "支出" else ""


def _changes(budget: Budget, line: Executed, side: str) -> str:
    """How the plan came to be what it is, where it was changed; the line's own note."""
    own = [one.note for one in lines_of(budget, side) if one.account_title == line.title and one.note]
    is_changed = line.adjusted.fen or any(
        (one.side, one.account_title) == (side, line.title) for one in budget.adjustments
    )
    if is_changed and line.planned is not None:
        own.append(f"原计划 {format_yuan(line.planned)}，调整 {format_signed(line.adjusted)}")
    return "；".join(own)


def _note(line: Executed, side: str, *, complete: bool) -> str:
    if line.planned is None:
        return "暂收暂付的钱，不算进合计" if line.is_passing else "预算里没有"
    if line.unknown:
        return f"有 {line.unknown} 笔金额不详"
    if complete and line.current is not None and line.done > line.current:
        return "已经收够" if side == "收入" else f"比计划多花 {format_yuan(line.done - line.current)} 元"
    return ""


def _width(line: Executed) -> str:
    whole = line.current.fen if line.current else 0
    return f"{max(0, min(_WIDTH, line.done.fen / whole * _WIDTH)):.1f}" if whole > 0 else ""
