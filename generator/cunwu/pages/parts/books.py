"""The books of a village: the newest period of each as a sum, and the periods before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cunwu.core.frozen import Frozen
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.village import Village
from cunwu.pages.parts.bills import link_to_bills
from cunwu.pages.parts.charts import line_chart
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import sum_flags
from cunwu.pages.parts.glance import biggest_sentence
from cunwu.pages.parts.money import book_name, month_card, months_table, reviewed_sentence, view_sum
from cunwu.pages.parts.pictures import Card
from cunwu.pages.parts.sections import paragraphs_of
from cunwu.pages.parts.view import FlaggedPoint, LineChart, Link, SumView, Table


class BookView(Frozen):
    """One book: its newest period as a sum, the months before as a line and a table."""

    name: str
    whose: str
    """Whose money it is, for those who do not know why there are several books."""
    period: str
    href: str
    sum: SumView
    sentence: str
    paragraphs: tuple[str, ...]
    reviewed: str
    chart: LineChart | None
    months: Table
    bills: Link | None
    """Every bill of the year by account title."""


def view_books(context: PlaceContext, url: str, *, only_first: bool = False) -> tuple[BookView, ...]:
    """Books by how many periods they have; the village's main one is the fullest."""
    fullest = _fullest(context)
    return tuple(_book(context, url, ledgers) for ledgers in (fullest[:1] if only_first else fullest))


def newest_card(context: PlaceContext) -> Card | None:
    """The picture of the newest period of the main book; None where nothing draws it, or where there is no book."""
    fullest = _fullest(context)
    return month_card(context, fullest[0][-1]) if fullest else None


def _fullest(context: PlaceContext) -> list[Sequence[Ledger]]:
    return sorted(context.books.values(), key=len, reverse=True)


def _book(context: PlaceContext, url: str, ledgers: Sequence[Ledger]) -> BookView:
    newest, year = ledgers[-1], ledgers[-12:]
    sums = {ledger.period.label: context.sum_of(ledger) for ledger in year}
    known = {label: found.closing for label, found in sums.items() if found.closing is not None}
    points = [FlaggedPoint(ledger.period.label, sum_flags(context, url, [ledger])[-1]) for ledger in year]
    name = book_name(context, newest.book)
    return BookView(
        name=name,
        whose=_whose(context, newest.book),
        period=newest.period.label,
        href=context.href_of(url, newest),
        sum=view_sum(context, url, newest),
        sentence=biggest_sentence(newest),
        paragraphs=paragraphs_of(newest.explanation),
        reviewed=reviewed_sentence(newest),
        chart=line_chart("期末结余", list(known), list(known.values()), points),
        months=months_table(context, url, f"{name}：最近各期", year),
        bills=link_to_bills(context, url, newest),
    )


_WHOSE: Mapping[str, str] = {
    "村民委员会": "这本账管村民委员会办公、办事的钱，多数是上级拨的。",
    "农村集体经济组织": "这本账管全体成员共有的钱：租金、承包款、分红都在这里。",
    "村民小组": "这本账管这个小组自己的钱。",
}
"""Why there is a book of its own, in a sentence."""


def _whose(context: PlaceContext, book: str) -> str:
    village = context.place.record
    persons = village.legal_persons if isinstance(village, Village) else ()
    sort = next((person.sort for person in persons if person.number == book), "")
    return _WHOSE.get(sort, "")
