"""The entries of a ledger, row by row; of a very long one on pages of their own, day after day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cunwu.core.frozen import Frozen
from cunwu.derive.balances import sum_known
from cunwu.kinds.fields import word_of
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE, WAN, WHEN_OR_ABSENCE
from cunwu.kinds.ledger import LEDGER, Entry, Ledger
from cunwu.pages.parts.asked import asked_facts
from cunwu.pages.parts.codes import facts_of_codes
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import copy_url, entries_url, item_anchor, record_url, relative
from cunwu.pages.parts.paging import parts_of_entries
from cunwu.pages.parts.papers import links_to_papers, with_papers
from cunwu.pages.parts.posts import officers_named
from cunwu.pages.parts.record import crumb_to_list
from cunwu.pages.parts.sections import UNKNOWN_SUM, facts_of, tone_of
from cunwu.pages.parts.view import Cell, Column, EntryRow, Fact, Link, Row, Shell, Table
from cunwu.records.record_file import RecordFile
from cunwu.values.absence import Absence
from cunwu.values.money import Money, format_yuan, stated
from cunwu.values.quantity import Quantity

_IN_FRONT = frozenset({"number", "on", "summary", "income", "expense"})
_WORDS_OF_COLUMN = {
    "day_told": (word_of(Entry, "on"),),
    "summary_told": (word_of(Entry, "summary"), word_of(Entry, "number")),
    "income_told": (word_of(Entry, "income"),),
    "expense_told": (word_of(Entry, "expense"),),
}
_DAY_LABELS = ("日期", "笔数", "收入（元）", "支出（元）")


class EntriesView(Frozen):
    """A part of a long ledger's entries, with its own sums."""

    shell: Shell
    kind: str
    heading: str
    entries: tuple[EntryRow, ...]
    income: Cell
    expense: Cell
    earlier: Link | None
    later: Link | None


def entry_rows(context: PlaceContext, url: str, ledger: Ledger, entries: Sequence[Entry]) -> tuple[EntryRow, ...]:
    """Rows of some of a ledger's entries."""
    withdrawn, codes = ledger.withdrawn, facts_of_codes(context, ledger)
    papers = links_to_papers(context, url, ledger)
    return tuple(
        EntryRow(
            anchor=item_anchor(entry.number),
            number=entry.number,
            day=day_of(ledger, entry),
            summary=entry.summary,
            income=amount_text(entry.income),
            expense=amount_text(entry.expense),
            income_tone=tone_of(entry.income) if entry.income else "",
            expense_tone=tone_of(entry.expense) if entry.expense else "",
            details=(
                *with_papers(facts_of(context, url, entry, _IN_FRONT), papers),
                *asked_facts(context, url, entry),
                *codes.get(entry, ()),
            ),
            struck=entry.number in withdrawn,
            **_told_in_front(context, url, entry),
        )
        for entry in entries
    )


def day_of(ledger: Ledger, entry: Entry) -> str:
    """“3 月 12 日”: the year stands in the heading, unless the ledger tells of more than one."""
    day = entry.day
    if day is None or ledger.period.first.year != ledger.period.last.year:
        return WHEN_OR_ABSENCE.show(entry.on)
    return f"{day.month} 月 {day.day} 日"


def _told_in_front(context: PlaceContext, url: str, entry: Entry) -> dict[str, tuple[Fact, ...]]:
    """What is to be known of a value stands in the column of that value."""
    if not (context.board.is_corrected(entry) or context.is_remarked(entry)):
        return {}
    facts = [fact for fact in facts_of(context, url, entry) if fact.was or fact.remarks]
    return {column: tuple(fact for fact in facts if fact.label in words) for column, words in _WORDS_OF_COLUMN.items()}


def amount_text(amount: Money | Quantity | Absence | None) -> str:
    """An amount in its own column, or what is said in its place."""
    if amount is None:
        return ""
    if not isinstance(amount, Money):
        return AMOUNT_OR_ABSENCE.show(amount)
    as_typed = amount.is_stated_zero or amount.unit == WAN
    return AMOUNT_OR_ABSENCE.show(amount) if as_typed else format_yuan(amount)


def days_table(context: PlaceContext, url: str, file: RecordFile, ledger: Ledger) -> Table:
    """A line a day, leading to the page its entries stand on; sums are of entries in force."""
    first, *others = _DAY_LABELS
    rows = []
    for number, part in enumerate(parts_of_entries(ledger), 1):
        href = relative(url, entries_url(context.place, file, number))
        for _, group in groupby(part, key=lambda entry: entry.on):
            day = list(group)
            amounts = (str(len(day)), *map(_told, _sums(ledger, day)))
            cells = (Cell(text, label, numeric=True) for text, label in zip(amounts, others, strict=True))
            rows.append(Row((Cell(day_of(ledger, day[0]), first, href=href), *cells)))
    columns = tuple(Column(label, numeric=position > 0) for position, label in enumerate(_DAY_LABELS))
    return Table("每天的收支", columns, tuple(rows), layout="table months")


def _sums(ledger: Ledger, entries: Sequence[Entry]) -> tuple[Money | None, Money | None]:
    """Income and expense of the entries that count; None for a side with an amount that is not known."""
    withdrawn = ledger.withdrawn
    in_force = [entry for entry in entries if entry.number not in withdrawn]
    incomes = [stated(entry.income) for entry in in_force if entry.income is not None]
    expenses = [stated(entry.expense) for entry in in_force if entry.expense is not None]
    return sum_known(incomes), sum_known(expenses)


def _told(amount: Money | None) -> str:
    return UNKNOWN_SUM if amount is None else format_yuan(amount)


def plan_entries(context: PlaceContext, file: RecordFile) -> Iterator[Page]:
    """The pages of a long ledger's entries; none of a ledger whose entries stand on its own page."""
    ledger = file.record
    if not isinstance(ledger, Ledger):
        raise TypeError(f"{file.path} is no ledger")
    parts = parts_of_entries(ledger)
    for number, part in enumerate(parts, 1) if len(parts) > 1 else ():
        url = entries_url(context.place, file, number)
        heading = f"{ledger.title}明细（{number}/{len(parts)}）"
        income, expense = map(_told, _sums(ledger, part))
        files = [file, *map(context.board.file_of, officers_named(context, part))]
        whole = Link(ledger.title, relative(url, record_url(context.place, file)))
        yield Page(
            url,
            "entries.html",
            EntriesView(
                shell=context.shell(
                    url, heading, files, crumbs=[crumb_to_list(context, url, LEDGER), whole], has_copy=True
                ),
                kind=LEDGER.label,
                heading=heading,
                entries=entry_rows(context, url, ledger, part),
                income=Cell(income),
                expense=Cell(expense),
                earlier=_beside(context, file, url, number - 1) if number > 1 else None,
                later=_beside(context, file, url, number + 1) if number < len(parts) else None,
            ),
            copy_url(url),
        )


def _beside(context: PlaceContext, file: RecordFile, url: str, number: int) -> Link:
    return Link(f"第 {number} 部分", relative(url, entries_url(context.place, file, number)))
