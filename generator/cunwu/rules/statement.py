"""STM, first part: statements by themselves — every sum on the paper is redone here."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.statement import (
    PAIRS,
    Check,
    balance_checks,
    balance_of,
    clue_to,
    movement_checks,
    pair_checks,
    plain_in,
    rounded,
    row_checks,
    side_told,
    told,
    total_checks,
    unit_of,
)
from cunwu.kinds.statement import BalanceRow, IncomeRow, Statement
from cunwu.rules.base import Finding, found, rule

_STATEMENTS = "rural-accounting-2023/statements"
_PRACTICE = "bookkeeping/practice"
_FORM_2008 = "rural-statistics-2008/income-statement"


def _failed(statement: Statement, check: Check) -> Finding:
    """An identity that does not hold, told in the statement's own unit."""
    expected = check.expected or check.stated
    facts = {
        "label": check.label,
        "unit": unit_of(statement),
        "expected": told(statement, expected),
        "stated": told(statement, check.stated),
        "difference": told(statement, check.difference),
        "parts": check.parts,
        "expected_plain": plain_in(statement, expected),
        "clue": clue_to(statement, check),
    }
    return Finding(check.item, check.field, facts)


@rule(
    "STM001",
    "{label}不平：资产 {stated} {unit}，{parts} = {expected} {unit}，相差 {difference} {unit}{clue}",
    remedy="先核对三个合计，再找漏掉或写错边的一行；相差的数往往就是那一行，或者是它的两倍",
    source=_STATEMENTS,
    follows=("STM002",),
    arithmetic=True,
)
def assets_differ_from_liabilities_and_equity(statement: Statement) -> Iterator[Finding]:
    """Assets are liabilities and equity together, at the start of the year and at the end of the period."""
    for check in balance_checks(statement):
        if check.fails:
            yield _failed(statement, check)


@rule(
    "STM002",
    "{label}应为 {expected} {unit}，填写的是 {stated} {unit}，相差 {difference} {unit}：{parts}{clue}",
    remedy="核对各行；都没有错就把合计改为 {expected_plain}",
    source=_STATEMENTS,
    arithmetic=True,
)
def total_differs_from_rows(statement: Statement) -> Iterator[Finding]:
    """The total of a group is the sum of its lines, accounts kept on the other side taken off."""
    for check in total_checks(statement):
        if check.fails:
            yield _failed(statement, check)


@rule(
    "STM003",
    "{label}应为 {expected} {unit}，填写的是 {stated} {unit}，相差 {difference} {unit}：{parts}{clue}",
    remedy="核对各行和「加项」「减项」；都没有错就改为 {expected_plain}",
    source=_FORM_2008,
    arithmetic=True,
)
def row_differs_from_its_parts(statement: Statement) -> Iterator[Finding]:
    """A line that says which lines it is made of is their sum."""
    for check in row_checks(statement):
        if check.fails:
            yield _failed(statement, check)


@rule(
    "STM004",
    "「{line}」的{word}写了编号 {number}，{fault}",
    remedy="「加项」「减项」只写本表里另一行的编号：{known}",
    source=_FORM_2008,
)
def part_of_row_unknown(statement: Statement) -> Iterator[Finding]:
    """A line is made of other lines of the same table."""
    balance = (*statement.assets, *statement.liabilities, *statement.equity)
    tables: tuple[tuple[BalanceRow | IncomeRow, ...], ...] = (balance, statement.income_rows)
    for rows in tables:
        numbers = {row.number for row in rows} | statement.withdrawn
        known = "、".join(row.number for row in rows)
        for row in rows:
            for field, word in (("plus", "加项"), ("minus", "减项")):
                for number in getattr(row, field):
                    if number == row.number or number not in numbers:
                        fault = "是它自己" if number == row.number else "本表里没有这一行"
                        yield found(row, field, line=row.line, word=word, number=number, fault=fault, known=known)


@rule(
    "STM006",
    "{label}不等：借方合计 {stated} {unit}，{parts} {unit}，相差 {difference} {unit}{clue}",
    remedy="有借必有贷：找只记了一边的科目；差数能被 2 除尽的，先找借贷写反的一行",
    source=_PRACTICE,
    follows=("STM007",),
    arithmetic=True,
)
def debits_differ_from_credits(statement: Statement) -> Iterator[Finding]:
    """Debits and credits of a trial balance are the same at the start, in between and at the end."""
    for check in pair_checks(statement):
        if check.fails:
            yield _failed(statement, check)


@rule(
    "STM007",
    "「{title}」期末应为{expected} {unit}，填写的是{stated} {unit}：{parts}",
    remedy="核对这一行的六个数；期末 = 期初 + 借方 - 贷方，都没有错就改为 {expected_plain}",
    source=_PRACTICE,
    arithmetic=True,
)
def account_closes_with_another_balance(statement: Statement) -> Iterator[Finding]:
    """Every account of a trial balance closes with its opening and what moved it."""
    titles: dict[object, str] = {row: row.account_title for row in statement.trial_rows}
    for check in movement_checks(statement):
        if check.fails and check.expected is not None:
            side = "期末借方: " if check.expected.fen >= 0 else "期末贷方: "
            yield found(
                check.item,
                check.field,
                title=titles[check.item],
                unit=unit_of(statement),
                expected=side_told(statement, check.expected),
                stated=side_told(statement, check.stated),
                parts=check.parts,
                expected_plain=side + plain_in(statement, abs(check.expected)),
            )


@rule(
    "STM008",
    "「{title}」{pair}借方和贷方都有数",
    remedy="一个科目的余额只在一边，写两边相抵以后的数；往来科目确有两边的，在「反常说明」里写明",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def account_on_both_sides(statement: Statement) -> Iterator[Finding]:
    """A balance stands on one side of its account."""
    for row in statement.trial_rows:
        for name, debit, credit in (PAIRS[0], PAIRS[2]):
            both = (getattr(row, debit), getattr(row, credit))
            if balance_of(row, name) is not None and all(getattr(amount, "fen", 0) for amount in both):
                yield found(row, credit, title=row.account_title, pair=name)


@rule(
    "STM013",
    "{label}相差 {difference} {unit}，在声明的舍入之内：应为 {expected} {unit}，填写的是 {stated} {unit}",
    remedy="取整造成的，不用改；页面会写明差多少",
    source="program/derived",
    severity=Severity.NOTICE,
)
def sum_off_by_rounding(statement: Statement) -> Iterator[Finding]:
    """Figures rounded one by one may miss their sum: by half a unit for each."""
    for check in rounded(statement):
        yield _failed(statement, check)
