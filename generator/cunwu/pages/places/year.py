"""The page of a year's money: every book's sum, where it came from and went, month by month."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.frozen import Frozen
from cunwu.derive.year import BookYear
from cunwu.kinds.ledger import LEDGER
from cunwu.pages.parts.bills import link_to_bills
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.flags import sum_flags
from cunwu.pages.parts.glance import spread_sentence
from cunwu.pages.parts.links import year_url
from cunwu.pages.parts.money import (
    BiggestLine,
    PlanLine,
    biggest_lines,
    book_name,
    months_table,
    plan_line,
    shown_years,
    sum_view,
    title_bars,
    year_link,
)
from cunwu.pages.parts.record import crumb_to_list
from cunwu.pages.parts.view import BarChart, Link, Shell, SumView, Table
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, format_yuan

_BIGGEST = 5


class BookYearView(Frozen):
    """One book's year."""

    anchor: str
    name: str
    sum: SumView | None
    """None where what is disclosed does not make up a whole."""
    sentences: tuple[str, ...]
    income: BarChart | None
    expense: BarChart | None
    biggest: tuple[BiggestLine, ...]
    plan: PlanLine | None
    months: Table
    bills: Link | None
    """Every bill by account title."""


class YearView(Frozen):
    """Every book's year, and the years beside it."""

    shell: Shell
    kind: str
    heading: str
    books: tuple[BookYearView, ...]
    earlier: Link | None
    later: Link | None


def plan_years(context: PlaceContext) -> Iterator[Page]:
    """A page for every year in which a book has more than one ledger; of a single one its own page tells all."""
    years = shown_years(context)
    for year, books in years.items():
        url = year_url(context.place, year)
        heading = f"{year} 年收支"
        files = [context.board.file_of(ledger) for book in books for ledger in book.ledgers]
        yield Page(
            url,
            "year.html",
            YearView(
                shell=context.shell(url, heading, files, crumbs=[crumb_to_list(context, url, LEDGER)]),
                kind=LEDGER.label,
                heading=heading,
                books=tuple(_book(context, url, book) for book in sorted(books, key=lambda book: -len(book.ledgers))),
                earlier=year_link(context, url, year - 1, years),
                later=year_link(context, url, year + 1, years),
            ),
        )


def _book(context: PlaceContext, url: str, book: BookYear) -> BookYearView:
    name = book_name(context, book.book)
    opening = "开始时结余" if book.begins else "年初结余"
    return BookYearView(
        anchor=f"s-book-{book.book}",
        name=name,
        sum=sum_view(book.sum, sum_flags(context, url, book.ledgers), opening, "现在结余") if book.is_whole else None,
        sentences=tuple(filter(None, _sentences(context, book))),
        income=title_bars(context, url, book.ledgers, "income", whole=book.sum.income is not None),
        expense=title_bars(context, url, book.ledgers, "expense", whole=book.sum.expense is not None),
        biggest=biggest_lines(context, url, book.ledgers, _BIGGEST),
        plan=plan_line(context, url, book.book, book.ledgers[-1].period),
        months=months_table(context, url, f"{name}：各期", book.ledgers),
        bills=link_to_bills(context, url, book.ledgers[-1]),
    )


def _sentences(context: PlaceContext, book: BookYear) -> Iterator[str]:
    last = book.ledgers[-1].period
    if book.begins:
        yield f"从 {chinese_date(book.begins)}算起，以前的不在里面。"
    if last.last.month < 12:
        yield f"到 {last.last.month} 月底为止。"
    if book.sum.unknown:
        yield f"有 {book.sum.unknown} 个金额不详，合计不完整。"
    if book.missing:
        gaps = "、".join(period.label for period in book.missing)
        yield f"没有公开的：{gaps}。{_of_the_rest(book.sum.income, book.sum.expense)}合计不完整。"
    if book.is_whole:
        yield spread_sentence(context, book.sum)


def _of_the_rest(income: Money | None, expense: Money | None) -> str:
    """What the disclosed periods add up to; nothing where an amount in them is not known."""
    if income is None or expense is None:
        return ""
    return f"已经公开的部分，收入 {format_yuan(income)} 元，支出 {format_yuan(expense)} 元，"
