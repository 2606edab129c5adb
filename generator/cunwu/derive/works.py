"""What the works of a place come to: how many in each state, each kind of money by itself, labour in 工."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cunwu.core.frozen import Frozen
from cunwu.derive.rolled import HUNDREDTHS, ROUGH, Found, Rolled, add_measure, in_order
from cunwu.kinds.project import Labour, Project
from cunwu.values.absence import Absence
from cunwu.values.money import ZERO, Money, stated
from cunwu.values.quantity import Quantity, total_quantity

WORKDAY = "工"


class LabourTotal(Frozen):
    """Labour of some works; only what is counted in 工 is added."""

    workdays: Quantity | None
    """None where nobody stated any."""
    uncounted: int
    """Rows that do not say how much, or count in another unit: with any, the sum is not complete."""
    value: Money
    unvalued: int
    """Rows that are not valued in money; most rightly are not."""


def labour_of(rows: Iterable[Labour]) -> LabourTotal:
    """What these rows come to."""
    rows = tuple(rows)
    counted = [one.workdays for one in rows if isinstance(one.workdays, Quantity) and one.workdays.unit == WORKDAY]
    values = [amount for one in rows if (amount := stated(one.value)) is not None]
    return LabourTotal(
        total_quantity(counted) if counted else None,
        len(rows) - len(counted),
        sum(values, ZERO),
        len(rows) - len(values),
    )


STATE, MONEY, STATED_BY, LABOUR = "状态", "金额", "写明的项目", "投工"
"""Groups: how many in each state; each kind of money, how many projects state it; labour in hundredths of 工."""
_NAMES = {
    "估算": "estimate",
    "预算": "budget",
    "控制价": "ceiling",
    "中标": "awarded",
    "合同": "contract",
    "审定": "settled",
}
KINDS_OF_MONEY = (*_NAMES, "已付")
NO_STATE = "没有写状态"
UNCOUNTED, VALUE, UNVALUED = "没有用工数", "折资", "没有折成钱"


def written_money_of(project: Project, word: str) -> object:
    """One kind of money of a project as it is written; None where it is not."""
    if word == "已付":
        return sum((one.amount for one in project.payments), ZERO) if project.payments else None
    return getattr(project.amounts, _NAMES[word]) if project.amounts is not None else None


def money_of(project: Project, word: str) -> Money | None:
    """One kind of money of a project: the exact amount; None where it is not stated, or not exactly."""
    return stated(written_money_of(project, word))


def first_money_of(project: Project, words: Iterable[str]) -> tuple[str, Money] | None:
    """The first of these kinds of money that is stated exactly, with its word."""
    return next(((word, amount) for word in words if (amount := money_of(project, word)) is not None), None)


def count_works(projects: Iterable[Project]) -> Rolled:
    """The works of one place. Kinds of money are never added to each other."""
    found: Found = Counter()
    for project in projects:
        found[STATE, project.status or NO_STATE] += 1
        for word in KINDS_OF_MONEY:
            amount = written_money_of(project, word)
            if amount is not None:
                add_measure(found, MONEY, word, amount, "元")
                found[STATED_BY, word] += not isinstance(amount, Absence)
        labour = labour_of(project.labour)
        if labour.workdays is not None:
            found[LABOUR, WORKDAY] += int(labour.workdays.number * HUNDREDTHS)
            found[LABOUR, ROUGH] += labour.workdays.approximate
        found[LABOUR, UNCOUNTED] += labour.uncounted
        found[LABOUR, VALUE] += labour.value.fen
        found[LABOUR, UNVALUED] += labour.unvalued
    return in_order(found)
