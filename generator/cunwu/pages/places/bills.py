"""The page of all bills of a book's year, account title by account title, with sums a reader can redo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunwu.core.frozen import Frozen
from cunwu.derive.balances import sum_known
from cunwu.derive.year import BookYear
from cunwu.kinds.ledger import LEDGER, Entry, Ledger
from cunwu.pages.parts.bills import anchors_of, bills_of_year
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.entries import amount_text, day_of
from cunwu.pages.parts.flags import flags_of, merged
from cunwu.pages.parts.links import bills_url, item_anchor, relative, year_url
from cunwu.pages.parts.money import amount_columns, book_name, has_several_books, known_sum, shown_years
from cunwu.pages.parts.record import crumb_to_list
from cunwu.pages.parts.sections import tone_of
from cunwu.pages.parts.view import Cell, Flag, Link, Row, Shell, Table
from cunwu.values.money import Money, format_yuan, stated

_ON_ONE_PAGE = 400
"""So many bills of a year stand on one page; of more, each title leads to its months, which have them."""
_SIDES = {"income": "收入", "expense": "支出"}


class TitleBills(Frozen):
    """One account title with all its bills of the year."""

    anchor: str
    title: str
    told: str
    """How many bills, and how much."""
    flags: tuple[Flag, ...]
    table: Table


class SideBills(Frozen):
    """The titles of one side, the largest first."""

    side: str
    told: str
    titles: tuple[TitleBills, ...]


class BillsView(Frozen):
    """All bills of a book's year."""

    shell: Shell
    kind: str
    heading: str
    year: Link
    sides: tuple[SideBills, ...]


def plan_bills(context: PlaceContext) -> Iterator[Page]:
    """A page for each year of a book that has more than one ledger in it."""
    for year, books in shown_years(context).items():
        for book in books:
            if bills_of_year(context, book.book, year):
                yield _plan(context, book)


def _plan(context: PlaceContext, book: BookYear) -> Page:
    url = bills_url(context.place, book.year, book.book)
    name = f"（{book_name(context, book.book)}）" if has_several_books(context) else ""
    heading = f"{book.year} 年每个科目的每一笔{name}"
    files = [context.board.file_of(ledger) for ledger in book.ledgers]
    year = Link(f"{book.year} 年收支", relative(url, year_url(context.place, book.year)))
    sides = (_side(context, url, book, side) for side in _SIDES)
    return Page(
        url,
        "bills.html",
        BillsView(
            shell=context.shell(url, heading, files, crumbs=[crumb_to_list(context, url, LEDGER), year]),
            kind=LEDGER.label,
            heading=heading,
            year=year,
            sides=tuple(side for side in sides if side.titles),
        ),
    )


def _side(context: PlaceContext, url: str, book: BookYear, side: str) -> SideBills:
    is_long = len(book.entries) > _ON_ONE_PAGE
    by_title: dict[str, list[tuple[Ledger, Entry]]] = {}
    for ledger in book.ledgers:
        for entry in ledger.entries:
            if getattr(entry, side) is not None:
                by_title.setdefault(entry.account_title, []).append((ledger, entry))
    found = []
    for title, anchor in anchors_of(book.ledgers, side).items():
        bills = by_title[title]
        whole = sum_known([stated(getattr(entry, side)) for _, entry in bills])
        rows = _month_rows(context, url, bills, side) if is_long else _bill_rows(context, url, bills, side)
        between = () if is_long else (Cell("", _DAY, "blank", numeric=True),)
        labels = (_FIRST, *(cell.label for cell in between), _label(side))
        foot = (Cell("合计", _FIRST), *between, _amount(whole, side))
        table = Table(title, amount_columns(labels), rows, foot, layout="table months")
        flags = merged(flag for row in rows for one in row.cells for flag in one.flags)
        found.append((whole, TitleBills(anchor, title, _told(len(bills), whole), flags, table)))
    found.sort(key=lambda one: -one[0].fen if one[0] is not None else 0)
    amount: Money | None = getattr(book.sum, side)
    return SideBills(_SIDES[side], f"合计 {_yuan(amount)}", tuple(titles for _, titles in found))


_FIRST, _DAY = "哪一笔", "日期"


def _label(side: str) -> str:
    return f"{_SIDES[side]}（元）"


def _bill_rows(context: PlaceContext, url: str, bills: Sequence[tuple[Ledger, Entry]], side: str) -> tuple[Row, ...]:
    """A line a bill, which leads to its row on the page of its month."""
    return tuple(
        Row(
            (
                Cell(entry.summary, _FIRST, href=context.href_of(url, ledger, item_anchor(entry.number))),
                Cell(day_of(ledger, entry), _DAY, numeric=True),
                Cell(
                    amount_text(getattr(entry, side)),
                    _label(side),
                    tone_of(getattr(entry, side)),
                    numeric=True,
                    flags=flags_of(context, url, ledger, [(entry, side)]),
                ),
            )
        )
        for ledger, entry in bills
    )


def _month_rows(context: PlaceContext, url: str, bills: Sequence[tuple[Ledger, Entry]], side: str) -> tuple[Row, ...]:
    """A line a period, which leads to its page."""
    found: dict[Ledger, list[Entry]] = {}
    for ledger, entry in bills:
        found.setdefault(ledger, []).append(entry)
    return tuple(
        Row(
            (
                Cell(f"{ledger.period.label}，{len(entries)} 笔", _FIRST, href=context.href_of(url, ledger)),
                _amount(sum_known([stated(getattr(entry, side)) for entry in entries]), side),
            )
        )
        for ledger, entries in found.items()
    )


def _amount(amount: Money | None, side: str) -> Cell:
    told = known_sum(amount)
    return Cell(format_yuan(told) if isinstance(told, Money) else told, _label(side), numeric=True)


def _told(count: int, amount: Money | None) -> str:
    return f"{_yuan(amount)}，{count} 笔"


def _yuan(amount: Money | None) -> str:
    told = known_sum(amount)
    return f"{format_yuan(told)} 元" if isinstance(told, Money) else told
