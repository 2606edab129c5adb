"""The sums that pages show and nobody typed, as lines of a search: of a month, of a year, of what was paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.balances import Flow, derive_flows, derive_moved, derive_shares
from cunwu.derive.levy import collected_of
from cunwu.derive.works import money_of
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.levy import Levy
from cunwu.kinds.project import Project
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor, year_url
from cunwu.pages.parts.money import book_name, known_sum, shown_years, told_of
from cunwu.values.money import ZERO, Money, format_signed, format_yuan, total


class SumLine(Frozen):
    """Sums of a record; `anchor` is the row that shows them, empty for the top of the page."""

    anchor: str
    fields: tuple[str, ...]


class YearSum(Frozen):
    """The sum of one book in one year: the address of its page from the site's root, and its fields."""

    url: str
    title: str
    day: date
    fields: tuple[str, ...]


def sums_of(context: PlaceContext, record: Record) -> Iterator[SumLine]:
    """The sums on the page of a record, each with its word as the page has it."""
    if isinstance(record, Ledger):
        yield from _of_month(context, record)
    elif isinstance(record, Project):
        paid = money_of(record, "已付")
        changed = total(one.amount for one in record.variations)
        told = (_told("已付", paid) if paid is not None else "", _signed("变更", changed) if record.variations else "")
        yield from _line(told)
    elif isinstance(record, Levy) and record.collected:
        yield from _line([_told("已收", collected_of(record))])


def _of_month(context: PlaceContext, ledger: Ledger) -> Iterator[SumLine]:
    opening, income, expense, closing = told_of(context.sum_of(ledger))
    yield SumLine(
        "",
        (_told("上期结余", opening), _told("收入", income), _told("支出", expense), _told("本期结余", closing)),
    )
    if len(ledger.accounts) > 1:
        flows, moved = derive_flows(ledger), derive_moved(ledger)
        for account in ledger.accounts:
            flow = flows.get(account.number, Flow())
            parts = [("收入", known_sum(flow.told("income"))), ("支出", known_sum(flow.told("expense")))]
            parts += [("划转", moved[account.number])]
            told = [_told(word, amount) for word, amount in parts if amount != ZERO]
            if told:
                yield SumLine(item_anchor(account.number), (account.name, *told))
    for side, known in (("income", income), ("expense", expense)):
        if isinstance(known, Money):  # parts of what nobody knows would look like all of it
            yield from _line(_told(share.title, share.amount) for share in derive_shares(ledger.entries, side))


def year_sums(context: PlaceContext) -> Iterator[YearSum]:
    """The sums of the pages of years: of a book of which nothing is missing."""
    for year, books in shown_years(context).items():
        for book in books:
            if not book.is_whole:
                continue
            words = ("开始时结余" if book.begins else "年初结余", "收入", "支出", "现在结余")
            told = (_told(word, amount) for word, amount in zip(words, told_of(book.sum), strict=True))
            name = book_name(context, book.book)
            url = year_url(context.place, year)
            yield YearSum(url, f"{year} 年收支", book.ledgers[-1].period.last, (*filter(None, [name]), *told))


def _line(fields: Iterable[str]) -> Iterator[SumLine]:
    told = tuple(filter(None, fields))
    if told:
        yield SumLine("", told)


def _told(word: str, amount: Money | str) -> str:
    return f"{word} {format_yuan(amount)} 元" if isinstance(amount, Money) else f"{word} {amount}"


def _signed(word: str, amount: Money) -> str:
    return f"{word} {format_signed(amount)} 元"
