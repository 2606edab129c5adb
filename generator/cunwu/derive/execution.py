"""Budgets against ledgers: what was planned, what was changed, what has been done of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cunwu.core.frozen import Frozen, replace
from cunwu.kinds.budget import Budget, BudgetLine
from cunwu.kinds.charts import is_passing, parent_titles
from cunwu.kinds.ledger import Entry, Ledger
from cunwu.values.dates import PartialDay
from cunwu.values.money import ZERO, Money, percent, stated, total
from cunwu.values.period import Period, gaps_between


class Executed(Frozen):
    """One account title of one side: the plan, its changes, and the sum of its ledger entries."""

    title: str
    planned: Money | None
    """The first plan; None if the plan does not have the title."""
    adjusted: Money = ZERO
    done: Money = ZERO
    unknown: int = 0
    """Number of its entries without a known amount; with any, `done` is not complete."""

    @property
    def is_passing(self) -> bool:
        """Whether the title is unplanned because it is neither income nor cost: deposits taken and returned, loans."""
        return self.planned is None and is_passing(self.title)

    @property
    def current(self) -> Money | None:
        """The plan with all changes; None for a title that is not planned."""
        return None if self.planned is None else self.planned + self.adjusted

    @property
    def left(self) -> Money | None:
        """The plan less what is done; negative if more was done than planned."""
        return None if self.current is None else self.current - self.done

    @property
    def share(self) -> str:
        """Percentage of the plan that is done; a dash if there is no plan."""
        return percent(self.done.fen, self.current.fen if self.current else 0)


class Execution(Frozen):
    """A budget compared with the ledgers of its book, up to the last ledger."""

    budget: Budget
    until: date | None
    """The last day that the ledgers cover; None if there are no ledgers."""
    income: tuple[Executed, ...]
    expense: tuple[Executed, ...]
    gaps: tuple[Period, ...]
    """Periods before `until` without a ledger."""

    @property
    def unknown(self) -> int:
        """Number of entries without a known amount."""
        return sum(line.unknown for line in (*self.income, *self.expense))

    @property
    def is_complete(self) -> bool:
        """Whether every day up to `until` has its ledger and every amount is known."""
        return not self.gaps and not self.unknown

    def whole(self, side: str) -> Executed:
        """Total of one side (收入 or 支出); `done` includes titles that are not planned, but no passing money."""
        lines = [line for line in (self.income if side == "收入" else self.expense) if not line.is_passing]
        return Executed(
            "合计",
            total(line.planned for line in lines if line.planned is not None),
            total(line.adjusted for line in lines),
            total(line.done for line in lines),
            sum(line.unknown for line in lines),
        )


def derive_execution(budget: Budget, ledgers: Iterable[Ledger], until: date | None = None) -> Execution:
    """The plan of one book compared with all its ledgers, or with those that end by `until`.

    An entry counts under its title if the plan has it, else under the title that it is a detail of (公益支出-路灯
    under 公益支出), else under its title as one that is not planned.
    """
    own = sorted(
        (
            ledger
            for ledger in ledgers
            if ledger.book == budget.book
            and ledger.period.last >= budget.period.first
            and ledger.period.first <= budget.period.last
            and (until is None or ledger.period.last <= until)
        ),
        key=lambda ledger: ledger.period,
    )
    last = min(max((ledger.period.last for ledger in own), default=date.min), budget.period.last)
    gaps = tuple(gaps_between((ledger.period for ledger in own), budget.period.first, last)) if own else ()
    return Execution(
        budget,
        last if own else None,
        _side(planned_lines(budget, "收入"), own, "income", budget.period),
        _side(planned_lines(budget, "支出"), own, "expense", budget.period),
        gaps,
    )


def find_execution(budgets: Iterable[Budget], ledgers: Iterable[Ledger], book: str, period: Period) -> Execution | None:
    """Execution at the end of `period` (a month, a year) of the plan that it falls into; None if there is no plan."""
    for budget in budgets:
        if budget.book == book and budget.period.contains(period.first) and budget.period.contains(period.last):
            return derive_execution(budget, ledgers, period.last)
    return None


def lines_of(budget: Budget, side: str) -> tuple[BudgetLine, ...]:
    """The planned lines of one side."""
    return budget.planned_income if side == "收入" else budget.planned_expense


def planned_lines(budget: Budget, side: str) -> tuple[Executed, ...]:
    """Titles of one side with plan and changes, before any entry counts; a change may add a title."""
    planned: dict[str, Executed] = {}
    for line in lines_of(budget, side):
        before = planned.get(line.account_title, Executed(line.account_title, ZERO))
        planned[line.account_title] = replace(before, planned=(before.planned or ZERO) + line.amount)
    for change in budget.adjustments:
        if change.side == side:
            before = planned.get(change.account_title, Executed(change.account_title, ZERO))
            planned[change.account_title] = replace(before, adjusted=before.adjusted + change.amount)
    return tuple(planned.values())


def falls_into(entry: Entry, period: Period) -> bool | None:
    """Whether an entry falls into a period; None if its day is not known well enough to say."""
    if not isinstance(entry.on, PartialDay):
        return None
    if period.contains(entry.on.first) and period.contains(entry.on.last):
        return True
    return False if entry.on.last < period.first or entry.on.first > period.last else None


def _side(planned: Sequence[Executed], ledgers: Sequence[Ledger], side: str, period: Period) -> tuple[Executed, ...]:
    """The planned titles with what was done, then titles that are not planned, in order of appearance."""
    lines = {line.title: line for line in planned}
    under: dict[str, str] = {}
    fen = dict.fromkeys(lines, 0)
    unknown = dict.fromkeys(lines, 0)
    for ledger in ledgers:
        inside = period.contains(ledger.period.first) and period.contains(ledger.period.last)
        for entry in ledger.entries:
            amount = getattr(entry, side)
            falls = True if inside else falls_into(entry, period)
            if amount is None or falls is False:
                continue
            title = under.get(entry.account_title)
            if title is None:
                names = parent_titles(entry.account_title)
                title = next((name for name in names if name in lines), entry.account_title)
                under[entry.account_title] = title
            exact = stated(amount) if falls else None
            fen[title] = fen.get(title, 0) + (exact.fen if exact else 0)
            unknown[title] = unknown.get(title, 0) + (exact is None)
    return tuple(
        replace(lines.get(title, Executed(title, None)), done=Money(done), unknown=unknown[title])
        for title, done in fen.items()
    )
