"""The page of one month's (or quarter's) money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from cunwu.board import RecordFile
from cunwu.derive.balances import Flow, Sum, derive_flows, derive_moved, derive_shares
from cunwu.kinds.base import fields_of, word_of
from cunwu.kinds.ledger import LEDGER, Entry, Ledger, MoneyAccount
from cunwu.kinds.village import Village
from cunwu.pages.blocks import facts_of, laid_out, paragraphs_of, tone_of, was_of
from cunwu.pages.charts import bar_chart
from cunwu.pages.context import Page, PlaceContext
from cunwu.pages.life import view_life
from cunwu.pages.links import item_anchor, record_url
from cunwu.pages.record import closing_sections, crumb_to_list
from cunwu.pages.view import BarChart, Cell, Column, EntryRow, Fact, LifeLine, Link, Row, Section, Shell, SumView, Table
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, capitals, format_yuan


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A month's money: the sum, where it went, every entry."""

    shell: Shell
    kind: str
    heading: str
    life: LifeLine
    book: str
    sum: SumView
    paragraphs: tuple[str, ...]
    reviewed: str
    posted: str
    accounts: Table
    income: BarChart | None
    expense: BarChart | None
    entries: tuple[EntryRow, ...]
    sections: tuple[Section, ...]
    earlier: Link | None
    later: Link | None


UNKNOWN_SUM = "不完整"
"""What stands in place of a sum with an amount that is not known."""
_SHOWN_ABOVE = frozenset({"accounts", "entries", "reviews", "posted"})


def plan_ledger(context: PlaceContext, file: RecordFile) -> Page:
    """The page of the ledger in `file`."""
    ledger = file.record
    if not isinstance(ledger, Ledger):
        raise TypeError(f"{file.path} is no ledger")
    url = record_url(context.place, file)
    heading = f"{ledger.title}（{ledger.book}）" if has_several_books(context) else ledger.title
    entries = tuple(ledger.entries_in_force)
    earlier, later = _neighbours(context, url, ledger)
    return Page(
        url,
        "ledger.html",
        LedgerView(
            shell=context.shell(url, heading, [file], crumbs=[crumb_to_list(context, url, LEDGER)]),
            kind=LEDGER.label,
            life=view_life(context, url, file),
            heading=heading,
            book=book_name(context, ledger.book),
            sum=view_sum(context, ledger),
            paragraphs=paragraphs_of(ledger.explanation),
            reviewed=reviewed_sentence(ledger),
            posted=_posted_sentence(ledger),
            accounts=_accounts_table(context, ledger),
            income=bar_chart("收入按科目", derive_shares(entries, "income")),
            expense=bar_chart("支出按科目", derive_shares(entries, "expense")),
            entries=_entry_rows(context, url, ledger),
            sections=closing_sections(context, url, ledger, _SHOWN_ABOVE),
            earlier=earlier,
            later=later,
        ),
    )


def has_several_books(context: PlaceContext) -> bool:
    """Whether the place keeps more than one book."""
    return len(context.books) > 1


def book_name(context: PlaceContext, book: str) -> str:
    """The legal person whose book it is."""
    village = context.place.record
    persons = village.legal_persons if isinstance(village, Village) else ()
    return next((person.name for person in persons if person.number == book), book)


def view_sum(context: PlaceContext, ledger: Ledger) -> SumView:
    """Opening + income − expense = closing, with the closing in capitals."""
    found = context.sum_of(ledger)
    amounts = (found.opening, found.income, found.expense, _told(found))
    opening, income, expense, closing = _amounts(amounts, ("上期结余", "收入", "支出", "本期结余"))
    words = f"有 {found.unknown} 个金额不详，结余算不出来。" if found.unknown else f"大写：{capitals(found.closing)}"
    return SumView(opening, income, expense, closing, words)


def _told(found: Sum) -> Money | str:
    """The closing balance, or that it cannot be told: a sum with an unknown amount does not pretend."""
    return UNKNOWN_SUM if found.unknown else found.closing


def months_table(context: PlaceContext, url: str, caption: str, ledgers: Sequence[Ledger]) -> Table:
    """Ledgers of one book as lines with their sums, newest first; `ledgers` come in order of time."""
    first, *others = _MONTH_LABELS
    rows = []
    for ledger in reversed(ledgers):
        found = context.sum_of(ledger)
        amounts = _amounts((found.income, found.expense, _told(found)), others)
        rows.append(Row((Cell(ledger.period.label, first, href=context.href_of(url, ledger)), *amounts)))
    return Table(caption, _columns(_MONTH_LABELS), tuple(rows), layout="table months")


_OF_ACCOUNT = {spec.name: spec for spec in fields_of(MoneyAccount)}
_MONTH_LABELS = ("期间", "收入（元）", "支出（元）", "期末结余（元）")
_ACCOUNT_LABELS = ("账户", "期初（元）", "收入（元）", "支出（元）", "划转（元）", "期末（元）")


@cache
def _columns(labels: tuple[str, ...]) -> tuple[Column, ...]:
    """A column of names, then amounts."""
    return tuple(Column(label, numeric=position > 0) for position, label in enumerate(labels))


def ledger_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """All ledgers of a place, a table a book."""
    return tuple(
        months_table(context, url, book_name(context, book), ledgers) for book, ledgers in context.books.items()
    )


def reviewed_sentence(ledger: Ledger) -> str:
    """Who reviewed it, when and with what words."""
    parts = [f"{review.role}{review.name}（{chinese_date(review.on)}）：{review.opinion}" for review in ledger.reviews]
    return "；".join(parts)


def _posted_sentence(ledger: Ledger) -> str:
    posted = ledger.posted
    if posted is None:
        return ""
    until = f"，到 {chinese_date(posted.until)}" if posted.until else ""
    return f"{chinese_date(posted.on)}上墙，{posted.where}{until}"


def _accounts_table(context: PlaceContext, ledger: Ledger) -> Table:
    first, *others = _ACCOUNT_LABELS
    flows, moved = derive_flows(ledger), derive_moved(ledger)
    rows = []
    for account in ledger.accounts:
        flow = flows.get(account.number, Flow())
        amounts = (account.opening, Money(flow.income), Money(flow.expense), moved[account.number], account.closing)
        opening, *between, closing = _amounts(amounts, others)
        if context.board.is_corrected(account):
            opening = replace(opening, was=was_of(context, account, _OF_ACCOUNT["opening"]))
            closing = replace(closing, was=was_of(context, account, _OF_ACCOUNT["closing"]))
        rows.append(Row((Cell(account.name, first), opening, *between, closing)))
    found = context.sum_of(ledger)
    foot = (found.opening, found.income, found.expense, Money(0), _told(found))
    return laid_out(
        Table("各账户", _columns(_ACCOUNT_LABELS), tuple(rows), (Cell("合计", first), *_amounts(foot, others)))
    )


def _amounts(amounts: Sequence[Money | Absence | str], labels: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(_amount_cell(amount, label) for amount, label in zip(amounts, labels, strict=True))


def _amount_cell(amount: Money | Absence | str, label: str) -> Cell:
    if isinstance(amount, Money):
        return Cell(format_yuan(amount), label, "red" if amount.fen < 0 else "", numeric=True)
    return Cell(amount.value if isinstance(amount, Absence) else amount, label, numeric=True)


_IN_FRONT = frozenset({"number", "on", "summary", "income", "expense"})


_IN_FRONT_WORDS = frozenset(word_of(Entry, name) for name in _IN_FRONT)


def _entry_rows(context: PlaceContext, url: str, ledger: Ledger) -> tuple[EntryRow, ...]:
    withdrawn = ledger.withdrawn
    return tuple(
        EntryRow(
            anchor=item_anchor(entry.number),
            number=entry.number,
            day=f"{entry.on.month} 月 {entry.on.day} 日",
            summary=entry.summary,
            income=_amount(entry.income),
            expense=_amount(entry.expense),
            income_tone=tone_of(entry.income) if entry.income else "",
            expense_tone=tone_of(entry.expense) if entry.expense else "",
            details=facts_of(context, url, entry, _IN_FRONT),
            corrected=_corrected_in_front(context, url, entry),
            struck=entry.number in withdrawn,
        )
        for entry in ledger.entries
    )


def _corrected_in_front(context: PlaceContext, url: str, entry: Entry) -> tuple[Fact, ...]:
    if not context.board.is_corrected(entry):
        return ()
    return tuple(fact for fact in facts_of(context, url, entry) if fact.was and fact.label in _IN_FRONT_WORDS)


def _amount(amount: Money | Absence | None) -> str:
    if amount is None:
        return ""
    if isinstance(amount, Absence):
        return amount.value
    return amount.text if amount.is_stated_zero else format_yuan(amount)


def _neighbours(context: PlaceContext, url: str, ledger: Ledger) -> tuple[Link | None, Link | None]:
    same = context.books[ledger.book]
    position = next(index for index, other in enumerate(same) if other is ledger)
    before = same[position - 1] if position > 0 else None
    after = same[position + 1] if position + 1 < len(same) else None
    return _link(context, url, before), _link(context, url, after)


def _link(context: PlaceContext, url: str, ledger: Ledger | None) -> Link | None:
    return Link(ledger.period.label, context.href_of(url, ledger)) if ledger is not None else None
