"""The year of a book: its ledgers, their sum, and the periods without a ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.balances import Sum, left_of, sum_known
from cunwu.kinds.ledger import Entry, Ledger
from cunwu.values.period import Period, gaps_between


class BookYear(Frozen):
    """The disclosures of one book in one year."""

    book: str
    year: int
    ledgers: tuple[Ledger, ...]
    """The ledgers within the year, in order."""
    sum: Sum
    """From the first ledger to the last; income and expense are of the disclosed periods only."""
    begins: date | None
    """The first day of the sum, if it is not the first of the year and nothing before it is missing:
    the book is new, or the ledger before it lies in two years."""
    missing: tuple[Period, ...]
    """Periods up to the last ledger that have no ledger; with any, the sum is not complete."""

    @property
    def is_whole(self) -> bool:
        """Whether opening, income, expense and closing belong together."""
        return not self.missing and not self.sum.unknown

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in force."""
        return tuple(entry for ledger in self.ledgers for entry in ledger.entries)


def years_of(books: Mapping[str, Sequence[Ledger]], sum_of: Callable[[Ledger], Sum]) -> Mapping[int, list[BookYear]]:
    """Year → its book years, newest year first; a ledger that lies in two years belongs to neither."""
    found: dict[int, list[BookYear]] = {}
    for ledgers in books.values():
        by_year: dict[int, list[Ledger]] = {}
        for ledger in ledgers:
            if ledger.period.first.year == ledger.period.last.year:
                by_year.setdefault(ledger.period.first.year, []).append(ledger)
        for year, inside in by_year.items():
            found.setdefault(year, []).append(_book_year(year, inside, sum_of, ledgers))
    return dict(sorted(found.items(), reverse=True))


def _book_year(
    year: int, ledgers: Sequence[Ledger], sum_of: Callable[[Ledger], Sum], book: Sequence[Ledger]
) -> BookYear:
    sums = [sum_of(ledger) for ledger in ledgers]
    income, expense = sum_known([one.income for one in sums]), sum_known([one.expense for one in sums])
    opening = sums[0].opening
    unknown = sum(one.unknown for one in sums)
    first, since = ledgers[0].period.first, max(date(year, 1, 1), book[0].period.first)
    gaps = tuple(gaps_between((one.period for one in book), since, ledgers[-1].period.last))
    begins = first if first > date(year, 1, 1) and not any(gap.first < first for gap in gaps) else None
    whole = Sum(opening, income, expense, None if unknown else left_of(opening, income, expense), unknown)
    return BookYear(ledgers[0].book, year, tuple(ledgers), whole, begins, gaps)
