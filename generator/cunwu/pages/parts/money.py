"""What the pages of a month's money, of a year's and of a village share."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache

from cunwu.core.frozen import Frozen, replace
from cunwu.derive.balances import Sum, derive_shares
from cunwu.derive.execution import find_execution
from cunwu.derive.year import BookYear, years_of
from cunwu.kinds.base import written
from cunwu.kinds.budget import BUDGET
from cunwu.kinds.common import Review
from cunwu.kinds.fields import word_of
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE, WAN
from cunwu.kinds.ledger import Entry, Ledger
from cunwu.kinds.village import Village
from cunwu.pages.parts.bills import bill_hrefs
from cunwu.pages.parts.charts import bar_chart
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.entries import day_of
from cunwu.pages.parts.flags import flags_of, share_flags, sum_flags
from cunwu.pages.parts.glance import biggest
from cunwu.pages.parts.links import item_anchor, record_url, relative, year_url
from cunwu.pages.parts.pictures import Card, card_of
from cunwu.pages.parts.sections import UNKNOWN_SUM
from cunwu.pages.parts.view import BarChart, Cell, Column, Flag, Link, Row, SumLine, SumView, Table
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, format_yuan
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity
from cunwu.values.spelled_amounts import capitals


class BiggestLine(Frozen):
    """One of the largest entries: which side, what for, when, how much."""

    side: str
    link: Link
    day: str
    amount: str
    flags: tuple[Flag, ...] = ()


def has_several_books(context: PlaceContext) -> bool:
    """Whether the place keeps more than one book."""
    return len(context.books) > 1


def ledger_heading(context: PlaceContext, ledger: Ledger) -> str:
    """What its page is called: the book is named where there are several."""
    return f"{ledger.title}（{ledger.book}）" if has_several_books(context) else ledger.title


def month_card(context: PlaceContext, ledger: Ledger) -> Card | None:
    """The picture of a ledger's page; None where nothing can draw it, and for one that no longer counts."""
    if not context.site.hand or context.struck:
        return None
    place, board = context.place, context.board
    view = sum_view(context.sum_of(ledger), ((),) * 4, *_ENDS)
    note = "演示数据，内容是虚构的" if place.is_demonstration else "照公开文章录入的旧事" if place.is_retold else ""
    names = " · ".join(place.full_name[-2:]), ledger_heading(context, ledger)
    url = record_url(place, board.file_of(ledger))
    return card_of(context.site.hand, url, names, view, note)


def book_name(context: PlaceContext, book: str) -> str:
    """The legal person whose book it is."""
    village = context.place.record
    persons = village.legal_persons if isinstance(village, Village) else ()
    return next((person.name for person in persons if person.number == book), book)


def view_sum(context: PlaceContext, url: str, ledger: Ledger) -> SumView:
    """Opening + income − expense = closing, with the closing in capitals."""
    return sum_view(context.sum_of(ledger), sum_flags(context, url, [ledger]), *_ENDS)


_ENDS = ("上期结余", "本期结余")


def sum_view(found: Sum, flags: Sequence[tuple[Flag, ...]], opening: str, closing: str) -> SumView:
    """A sum with its closing in capitals; its ends are called `opening` and `closing`."""
    cells = amount_cells(told_of(found), (opening, "收入", "支出", closing))
    signs = ("", "＋", "－", "＝")
    lines = (
        SumLine(sign, one.label, one.text, one.tone, "元", flags=flagged)
        for sign, one, flagged in zip(signs, cells, flags, strict=True)
    )
    no_closing = f"有 {found.unknown} 个金额不详，结余算不出来。"
    words = no_closing if found.closing is None else f"大写：{capitals(found.closing)}"
    return SumView(f"{opening} + 收入 − 支出 = {closing}", tuple(lines), words)


def figures_of(view: SumView) -> str:
    """The four figures of a sum in one sentence, for messages."""
    return "，".join(f"{one.label} {one.text}{f' {one.unit}' if one.text[-1:].isdigit() else ''}" for one in view.lines)


def told_of(found: Sum) -> tuple[Money | str, Money | str, Money | str, Money | str]:
    """Opening, income, expense and closing, or what stands in place of one: a sum with an unknown amount is none."""
    opening = Absence.UNKNOWN.value if found.opening is None else found.opening
    return opening, known_sum(found.income), known_sum(found.expense), known_sum(found.closing)


def known_sum(amount: Money | None) -> Money | str:
    """The sum, or that it is not complete."""
    return UNKNOWN_SUM if amount is None else amount


def months_table(context: PlaceContext, url: str, caption: str, ledgers: Sequence[Ledger]) -> Table:
    """Ledgers of one book as lines with their sums, newest first; `ledgers` come in order of time."""
    first, *others = _MONTH_LABELS
    rows = []
    for ledger in reversed(ledgers):
        found = context.sum_of(ledger)
        amounts = flagged(amount_cells(told_of(found)[1:], others), sum_flags(context, url, [ledger])[1:])
        rows.append(Row((Cell(ledger.period.label, first, href=context.href_of(url, ledger)), *amounts)))
    return Table(caption, amount_columns(_MONTH_LABELS), tuple(rows), layout="table months")


_MONTH_LABELS = ("期间", "收入（元）", "支出（元）", "结余（元）")


@cache
def amount_columns(labels: tuple[str, ...]) -> tuple[Column, ...]:
    """A column of names, then amounts."""
    return tuple(Column(label, numeric=position > 0) for position, label in enumerate(labels))


def ledger_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """All ledgers of a place, a table a book."""
    return tuple(
        months_table(context, url, book_name(context, book), ledgers) for book, ledgers in context.books.items()
    )


def reviewed_sentence(ledger: Ledger) -> str:
    """Who reviewed it, when and with what words; what was withdrawn or corrected stays, and is told as such."""
    return "；".join(
        f"{review.role}{review.name}（{chinese_date(review.on)}）：{review.opinion}"
        f"{''.join(_first_said(ledger, review))}"
        f"{'（已撤销）' if review.number in ledger.withdrawn else ''}"
        for review in written(ledger.reviews)
    )


def _first_said(ledger: Ledger, review: Review) -> Iterator[str]:
    for one in ledger.corrections:
        if (one.item, one.field) == (review.number, _OPINION):
            yield f"（原来写的是「{one.before}」，{chinese_date(one.on)}更正：{one.reason}）"


_OPINION = word_of(Review, "opinion")


def amount_cells(amounts: Sequence[Money | Quantity | Absence | str], labels: Sequence[str]) -> tuple[Cell, ...]:
    """Cells of amounts in yuan, or of what stands in place of one."""
    return tuple(_amount_cell(amount, label) for amount, label in zip(amounts, labels, strict=True))


def flagged(cells: Sequence[Cell], flags: Sequence[tuple[Flag, ...]]) -> tuple[Cell, ...]:
    """The cells with the flags of each."""
    return tuple(replace(one, flags=own) if own else one for one, own in zip(cells, flags, strict=True))


def _amount_cell(amount: Money | Quantity | Absence | str, label: str) -> Cell:
    if isinstance(amount, Money):
        text = AMOUNT_OR_ABSENCE.show(amount) if amount.unit == WAN else format_yuan(amount)
        return Cell(text, label, "negative" if amount.fen < 0 else "", numeric=True)
    return Cell(
        amount if isinstance(amount, str) and not isinstance(amount, Absence) else AMOUNT_OR_ABSENCE.show(amount),
        label,
        numeric=True,
    )


class PlanLine(Frozen):
    """How a year's plan stands, in sentences, and the way to it."""

    sentences: tuple[str, ...]
    link: Link


def plan_line(context: PlaceContext, url: str, book: str, period: Period) -> PlanLine | None:
    """What the book planned for the year a period falls into, and how much of it was done by the period's end."""
    execution = find_execution(context.board.records(BUDGET), context.books[book], book, period)
    if execution is None or execution.until is None:
        return None
    told = []
    for side, verb in (("收入", "收"), ("支出", "花")):
        whole = execution.whole(side)
        if whole.current is not None and whole.current.fen > 0:
            done = UNKNOWN_SUM if not execution.is_complete else f"{format_yuan(whole.done)} 元（{whole.share}）"
            until = chinese_date(execution.until)
            told.append(f"打算{verb} {format_yuan(whole.current)} 元，到 {until}{verb}了 {done}")
    budget = execution.budget
    return PlanLine(tuple(f"{one}。" for one in told), Link(f"看 {budget.title}", context.href_of(url, budget)))


def biggest_lines(context: PlaceContext, url: str, ledgers: Sequence[Ledger], count: int) -> tuple[BiggestLine, ...]:
    """The largest incomes, then the largest expenses of some ledgers of one book, each leading to its entry."""
    return tuple(
        BiggestLine(
            word,
            Link(entry.summary, context.href_of(url, ledger, item_anchor(entry.number))),
            day,
            told,
            flags_of(context, url, ledger, [(entry, side)]),
        )
        for side, word in _SIDES.items()
        for ledger, entry, day, told in _biggest(ledgers, side, count)
    )


def _biggest(ledgers: Sequence[Ledger], side: str, count: int) -> Iterator[tuple[Ledger, Entry, str, str]]:
    found = [(amount, entry, ledger) for ledger in ledgers for amount, entry in biggest(ledger, side, count)]
    for amount, entry, ledger in sorted(found, key=lambda one: -one[0].fen)[:count]:
        if amount.fen > 0:
            yield ledger, entry, day_of(ledger, entry), f"{format_yuan(amount)} 元"


def title_bars(
    context: PlaceContext, url: str, ledgers: Sequence[Ledger], side: str, *, whole: bool
) -> BarChart | None:
    """Shares by account title of one side (`income` or `expense`) of ledgers of one book."""
    parts = derive_shares((entry for ledger in ledgers for entry in ledger.entries), side)
    flags = share_flags(context, url, ledgers, side)
    hrefs = bill_hrefs(context, url, ledgers[-1], side)
    return bar_chart(f"{_SIDES[side]}按科目", parts, flags, hrefs, whole=whole)


_SIDES = {"income": "收入", "expense": "支出"}


def shown_years(context: PlaceContext) -> dict[int, list[BookYear]]:
    """Year → its books, for the years that have a page."""
    years = years_of(context.books, context.sum_of)
    return {year: books for year, books in years.items() if any(len(book.ledgers) > 1 for book in books)}


def link_to_year(context: PlaceContext, url: str, ledger: Ledger) -> Link | None:
    """From a ledger to its year."""
    year = ledger.period.last.year
    others = [
        other for other in context.books[ledger.book] if other.period.first.year == other.period.last.year == year
    ]
    if ledger not in others or len(others) < 2:
        return None
    return Link(f"看 {year} 年全年", relative(url, year_url(context.place, year)))


def year_link(context: PlaceContext, url: str, year: int, years: Container[int]) -> Link | None:
    """The way to a year's page, if it is one of those that have one."""
    return Link(f"{year} 年", relative(url, year_url(context.place, year))) if year in years else None
