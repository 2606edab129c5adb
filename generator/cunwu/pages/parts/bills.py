"""Where all bills of an account title stand: one page for a book's year, a fold for each title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cunwu.kinds.ledger import Ledger
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import bills_url, relative
from cunwu.pages.parts.view import Link

_SIGNS = {"income": "in", "expense": "out"}


def bills_of_year(context: PlaceContext, book: str, year: int) -> Sequence[Ledger]:
    """The ledgers of a book's year in order of time; empty where one page has them all anyway."""
    inside = [one for one in context.books.get(book, ()) if one.period.first.year == one.period.last.year == year]
    return inside if len(inside) > 1 else ()


def anchors_of(ledgers: Sequence[Ledger], side: str) -> Mapping[str, str]:
    """Account title → its anchor on the page of the year, in the order of first bills: a later bill moves no other."""
    titles = dict.fromkeys(
        entry.account_title for ledger in ledgers for entry in ledger.entries if getattr(entry, side) is not None
    )
    return {title: f"{_SIGNS[side]}-{position}" for position, title in enumerate(titles, 1)}


def bill_hrefs(context: PlaceContext, url: str, ledger: Ledger, side: str) -> Mapping[str, str]:
    """Account title → how the page `url` leads to all its bills of the ledger's year."""
    year = ledger.period.last.year
    ledgers = bills_of_year(context, ledger.book, year)
    if ledger not in ledgers:
        return {}
    target = bills_url(context.place, year, ledger.book)
    return {title: relative(url, target, anchor) for title, anchor in anchors_of(ledgers, side).items()}


def link_to_bills(context: PlaceContext, url: str, ledger: Ledger) -> Link | None:
    """From a book to all bills of the year of one of its ledgers; None where one page has them all anyway."""
    year = ledger.period.last.year
    if ledger not in bills_of_year(context, ledger.book, year):
        return None
    return Link(f"{year} 年每个科目的每一笔", relative(url, bills_url(context.place, year, ledger.book)))
