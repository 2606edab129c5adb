"""A book's year: its ledgers, their sum, and what is missing in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cunwu.derive.balances import Sum
from cunwu.kinds.ledger import Entry, Ledger
from cunwu.values.money import Money
from cunwu.values.period import Period, gaps_between


@dataclass(frozen=True, slots=True)
class BookYear:
    """What one book disclosed of one year."""

    book: str
    year: int
    ledgers: tuple[Ledger, ...]
    """Those that lie in it, in order."""
    sum: Sum
    """From the first of them to the last; income and expense are of what was disclosed."""
    missing: tuple[Period, ...]
    """Stretches of the year, up to the last ledger, that no ledger tells of: with any, the sum is not complete."""

    @property
    def is_whole(self) -> bool:
        """Whether opening, income, expense and closing belong together."""
        return not self.missing and not self.sum.unknown

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything in force."""
        return tuple(entry for ledger in self.ledgers for entry in ledger.entries_in_force)


def years_of(books: Mapping[str, Sequence[Ledger]], sum_of: Callable[[Ledger], Sum]) -> Mapping[int, list[BookYear]]:
    """Year → what each book disclosed of it, newest year first; a ledger over two years belongs to neither."""
    found: dict[int, list[BookYear]] = {}
    for book, ledgers in books.items():
        by_year: dict[int, list[Ledger]] = {}
        for ledger in ledgers:
            if ledger.period.first.year == ledger.period.last.year:
                by_year.setdefault(ledger.period.first.year, []).append(ledger)
        for year, inside in by_year.items():
            found.setdefault(year, []).append(_book_year(book, year, inside, sum_of))
    return dict(sorted(found.items(), reverse=True))


def _book_year(book: str, year: int, ledgers: Sequence[Ledger], sum_of: Callable[[Ledger], Sum]) -> BookYear:
    sums = [sum_of(ledger) for ledger in ledgers]
    income, expense = sum(one.income.fen for one in sums), sum(one.expense.fen for one in sums)
    closing = sums[0].opening.fen + income - expense
    unknown = sum(one.unknown for one in sums)
    gaps = gaps_between((ledger.period for ledger in ledgers), date(year, 1, 1), ledgers[-1].period.last)
    whole = Sum(sums[0].opening, Money(income), Money(expense), Money(closing), unknown)
    return BookYear(book, year, tuple(ledgers), whole, tuple(gaps))
