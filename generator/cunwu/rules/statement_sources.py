"""STM, second part: statements beside what stands elsewhere — charts, earlier statements, ledgers, the village."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cunwu.core.problem import Severity
from cunwu.derive.statement import plain_in, told, unit_of
from cunwu.derive.statement_links import (
    Beside,
    carried_forward,
    income_beside_ledgers,
    money_beside_ledger,
    statements_by_book,
)
from cunwu.kinds.charts import CHARTS, account_coded, explain_code, main_title
from cunwu.kinds.fields import word_of
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.statement import STATEMENT, STATEMENT_SORTS, BalanceRow, IncomeRow, Statement, TrialRow
from cunwu.records.board import Board
from cunwu.rules.base import Finding, found, rule
from cunwu.values.money import Money, plain_yuan, stated

_CHART = "rural-accounting-2023/chart"
_DERIVED = "program/derived"
_NEW_REGIME = date(2024, 1, 1)
_MANY_YUAN = 10**9
"""More than a village has: 60.2 万 villages had 6.5 万亿 yuan of assets together in 2019, 816.4 万 each."""
_SAME_NAME = frozenset(("现金", "库存现金"))
"""101 was renamed and is the same thing."""


@rule(
    "STM005",
    "「{label}」{word}应为 {before} 的{was} {expected} {unit}，填写的是 {stated} {unit}",
    remedy="核对 {before} 那份报表；确有调整的，在「反常说明」里写明调整了什么、为什么；没有错就改为 {expected_plain}",
    source="bookkeeping/identities",
    severity=Severity.NOTICE,
)
def opening_differs_from_statement_before(board: Board) -> Iterator[Finding]:
    """A statement opens with what the one before it closed with."""
    for statements in statements_by_book(board.records(STATEMENT)).values():
        for statement in statements:
            for before, beside in carried_forward(statement, [one for one in statements if one is not statement]):
                if not beside.agrees:
                    yield found(
                        beside.item,
                        beside.field,
                        of=statement,
                        because=before,
                        label=beside.label,
                        word=word_of(type(beside.item), beside.field),
                        before=before.period,
                        was=_was(statement, before),
                        expected=told(statement, beside.other),
                        expected_plain=plain_in(statement, beside.other),
                        stated=told(statement, beside.stated),
                        unit=unit_of(statement),
                    )


def _was(statement: Statement, before: Statement) -> str:
    if statement.sort == "收益及收益分配表":
        return "本年"
    same_year = statement.sort == "资产负债表" and before.period.last.year == statement.period.last.year
    return "年初" if same_year else "期末"


# --- codes and regimes ------------------------------------------------------------------------------------------------


def _coded_rows(statement: Statement) -> Iterator[tuple[BalanceRow | IncomeRow | TrialRow, str, str]]:
    """Every line that carries a code, with the code and what the line is called."""
    lines: tuple[BalanceRow | IncomeRow, ...] = (
        *statement.assets,
        *statement.liabilities,
        *statement.equity,
        *statement.income_rows,
    )
    named = [(row, row.line) for row in lines] + [(row, row.account_title) for row in statement.trial_rows]
    in_use = ((row, row.account_code, name) for row, name in named)
    return ((row, code, name) for row, code, name in in_use if code)


@rule(
    "STM009",
    "「{name}」的科目代码 {code} 不在 {regime} 的科目表里{hint}",
    remedy="查会计科目表；代码是三位数，明细接在后面；按另一套制度记的，改「制度」",
    source=_CHART,
    severity=Severity.NOTICE,
)
def account_code_unknown(statement: Statement) -> Iterator[Finding]:
    """A code is one of the chart of the statement's regime; details may follow."""
    if statement.regime not in CHARTS:
        return
    for row, code, name in _coded_rows(statement):
        if account_coded(statement.regime, code) is None:
            explained = explain_code(statement.regime, code)
            hint = f"：{explained}" if explained else ""
            yield found(row, "account_code", name=name, code=code, regime=statement.regime, hint=hint)


@rule(
    "STM010",
    "科目代码 {code} 和「{name}」不是一个科目：{explained}{own}",
    remedy="照凭证看是哪一个科目，改代码或名称；整张表都这样，就是「制度」写错了",
    source=_CHART,
)
def account_code_and_name_differ(statement: Statement) -> Iterator[Finding]:
    """A code and the name beside it are the same account of the same regime."""
    if statement.regime not in CHARTS:
        return
    for row, code, name in _coded_rows(statement):
        account, title = account_coded(statement.regime, code), main_title(name)
        codes = {regime: chart.by_name[title].code for regime, chart in CHARTS.items() if title in chart}
        if account is None or not codes or title == account.name or {title, account.name} <= _SAME_NAME:
            continue
        own = "".join(f"；{title}在 {one} 是 {own}" for one, own in codes.items() if not code.startswith(own))
        explained = explain_code(statement.regime, code)
        yield found(row, "account_code", code=code, name=name, explained=explained, own=own)


@rule(
    "STM011",
    "{period} 的报表写的是 {regime}；新制度（kj2023）从 2024-01-01 起施行，旧制度（kj2004）到 2023 年底",
    remedy="核对「制度」；这个村换制度的日子不同，就照实写，不用改",
    source="rural-accounting-2023/scope",
    severity=Severity.NOTICE,
)
def regime_does_not_fit_the_date(statement: Statement) -> Iterator[Finding]:
    """The new accounting system holds from 2024; until then it was the old one."""
    too_early = statement.regime == "kj2023" and statement.period.last < _NEW_REGIME
    too_late = statement.regime == "kj2004" and statement.period.first >= _NEW_REGIME
    if too_early or too_late:
        yield found(statement, "regime", period=statement.period, regime=statement.regime)


# --- units and ledgers ------------------------------------------------------------------------------------------------


@rule(
    "STM012",
    "单位写的是{unit}，{fault}",
    remedy="核对「单位」：表上是万元就写 单位: 万元，是元就不写",
    source=_DERIVED,
    severity=Severity.NOTICE,
)
def unit_looks_wrong(board: Board) -> Iterator[Finding]:
    """Figures of a statement are not ten thousand times what the village has, nor a ten-thousandth."""
    books = _ledgers_by_book(board)
    for statement in board.records(STATEMENT):
        unit = unit_of(statement)
        for beside in money_beside_ledger(statement, books.get(statement.book, ())):
            if beside.scale != 1:
                fault = (
                    f"「{beside.label}」合 {plain_yuan(beside.stated)} 元，收支的期末是 {plain_yuan(beside.other)} 元"
                )
                yield found(statement, "unit", of=statement, unit=unit, fault=fault)
                break
        else:
            largest = max(_amounts(statement), default=Money(0), key=lambda amount: abs(amount.fen))
            if statement.is_in_wan and abs(largest.fen) >= _MANY_YUAN * 100:
                fault = f"最大的数 {largest.text} 万元就是 {plain_yuan(largest)} 元，像是以元计的数"
                yield found(statement, "unit", of=statement, unit=unit, fault=fault)


def _amounts(statement: Statement) -> Iterator[Money]:
    rows = (*statement.assets, *statement.liabilities, *statement.equity, *statement.income_rows, *statement.trial_rows)
    totals = (statement.assets_total, statement.liabilities_total, statement.equity_total)
    for item in (*rows, *(one for one in totals if one is not None)):
        for name in type(item).declared:
            amount = stated(getattr(item, name))
            if amount is not None:
                yield amount


def _ledgers_by_book(board: Board) -> dict[str, list[Ledger]]:
    books: dict[str, list[Ledger]] = {}
    for ledger in board.records(LEDGER) if board.records(STATEMENT) else ():
        books.setdefault(ledger.book, []).append(ledger)
    return books


@rule(
    "STM014",
    "「{label}」报表期末 {stated} 元，收支的期末 {other} 元，相差 {difference} 元",
    remedy="核对两处；都没有错就在「反常说明」里写明差在哪里，页面上两个数都公布",
    source=_DERIVED,
    follows=("FIN003",),
    severity=Severity.IRREGULAR,
)
def money_differs_from_ledger(board: Board) -> Iterator[Finding]:
    """Cash and bank balances of a statement are those of the book's ledger of the same day."""
    books = _ledgers_by_book(board)
    for statement in board.records(STATEMENT):
        found_here = money_beside_ledger(statement, books.get(statement.book, ()))
        yield from _differing(statement, (one for one in found_here if one.scale == 1))


@rule(
    "STM015",
    "「{label}」报表本年 {stated} 元，从一月起的收支合计 {other} 元，相差 {difference} 元",
    remedy="核对两处；还没有收付的钱记进了报表的，在「反常说明」里写明，页面上两个数都公布",
    source=_DERIVED,
    severity=Severity.IRREGULAR,
)
def income_differs_from_ledgers(board: Board) -> Iterator[Finding]:
    """Income and expense of the year by title are those of the ledgers since January, where all are there."""
    books = _ledgers_by_book(board)
    for statement in board.records(STATEMENT):
        yield from _differing(statement, income_beside_ledgers(statement, books.get(statement.book, ())))


def _differing(statement: Statement, besides: Iterable[Beside]) -> Iterator[Finding]:
    for beside in besides:
        if not beside.agrees:
            yield found(
                beside.item,
                beside.field,
                of=statement,
                because=beside.ledger,
                label=beside.label,
                stated=beside.stated,
                other=beside.other,
                difference=beside.stated - beside.other,
            )


# --- one statement, one book ------------------------------------------------------------------------------------------


@rule(
    "STM016",
    "账套「{book}」{period} 的{sort}有两份，另一份是 {other}",
    remedy="合并成一份，删去重复的文件；改过的数写「更正」",
    source="bookkeeping/practice",
)
def statement_entered_twice(board: Board) -> Iterator[Finding]:
    """One book has one statement of a sort for one period."""
    seen: dict[tuple[str, str, object], Statement] = {}
    for statement in board.records(STATEMENT):
        first = seen.setdefault((statement.book, statement.sort, statement.period), statement)
        if first is not statement:
            other = board.file_of(first).path.rpartition("/")[2]
            yield found(
                statement,
                "period",
                of=statement,
                book=statement.book,
                period=statement.period,
                sort=statement.sort,
                other=other,
            )


_ROWS = {
    "资产负债表": ("assets", "liabilities", "equity", "assets_total", "liabilities_total", "equity_total"),
    "收益及收益分配表": ("income_rows",),
    "科目余额表": ("trial_rows",),
}


@rule(
    "STM018",
    "种类是{sort}，{fault}",
    remedy="一份文件写一种表；{sort}写在{words}里",
    source="rural-accounting-2023/statements",
    severity=Severity.NOTICE,
)
def rows_do_not_fit_the_sort(statement: Statement) -> Iterator[Finding]:
    """A statement holds the lines of its own sort and no others."""
    words = "、".join(word_of(Statement, name) for name in _ROWS[statement.sort])
    foreign = [
        name for sort in STATEMENT_SORTS if sort != statement.sort for name in _ROWS[sort] if getattr(statement, name)
    ]
    if foreign:
        fault = f"却写了「{word_of(Statement, foreign[0])}」"
        yield found(statement, foreign[0], sort=statement.sort, fault=fault, words=words)
    elif not any(getattr(statement, name) for name in _ROWS[statement.sort]):
        yield found(statement, "sort", sort=statement.sort, fault="却一行也没有写", words=words)
