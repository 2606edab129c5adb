"""The wall sheet of a month's money, as villages know it: every entry by number, with who handled and approved it."""

from __future__ import annotations

from cunwu.core.frozen import replace
from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.ledger import Entry, Ledger
from cunwu.pages.kinds.ledger import NO_ENTRIES
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.entries import amount_text
from cunwu.pages.parts.links import record_url
from cunwu.pages.parts.money import book_name, view_sum
from cunwu.pages.parts.sections import paragraphs_of, show
from cunwu.posters.sheet import Column, Line, Poster
from cunwu.posters.wall import SPACE, notes_on, posted_lines, signers
from cunwu.records.record_file import RecordFile
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money
from cunwu.values.quantity import Quantity

_COLUMNS = (
    Column("序", 3.4),
    Column("日期", 4.0),
    Column("项目"),
    Column("收入（元）", numeric=True),
    Column("支出（元）", numeric=True),
)
_SUMMED = (3, 4)
_BELOW = ("counterpart", "funding", "handler", "witness", "approver", "receipt_sort")
"""来源和责任人: from or to whom, from what money, and who answers for it."""
_OF_ENTRY = {spec.name: spec for spec in fields_of(Entry)}


def plan_ledger_poster(context: PlaceContext, file: RecordFile, ledger: Ledger) -> Poster:
    """The sheet of one book and period."""
    url, found = record_url(context.place, file), context.sum_of(ledger)
    told = view_sum(context, url, ledger)
    words = told.words.replace("大写：", "人民币（大写）：")
    settings = context.settings_on(ledger, ledger.period.last)
    notes = [*notes_on(context, file), *(f"说明：{text}" for text in paragraphs_of(ledger.explanation))]
    return Poster(
        title=f"{book_name(context, ledger.book)}财务收支",
        period=ledger.period.label,
        url=url,
        files=(file,),
        columns=_COLUMNS,
        lines=tuple(_line(ledger, entry) for entry in written(ledger.entries)),
        summed=_SUMMED,
        sum=replace(told, words=words),
        empty=NO_ENTRIES[found.closing is None],
        notes=tuple(notes),
        posted=posted_lines(context, ledger.posted),
        signers=signers(settings.signatures, ledger, ledger.reviews),
    )


def _line(ledger: Ledger, entry: Entry) -> Line:
    is_struck = entry.number in ledger.withdrawn
    mark = "（已撤销，不计入合计）" if is_struck else ""
    amounts = (Money(0), Money(0)) if is_struck else (_counted(entry.income), _counted(entry.expense))
    texts = (amount_text(entry.income), amount_text(entry.expense))
    return Line(
        (entry.number, _day(entry), f"{entry.summary}{mark}", *texts),
        below=SPACE.join(
            f"{_OF_ENTRY[name].word} {show(_OF_ENTRY[name], value)}"
            for name in _BELOW
            if (value := getattr(entry, name)) is not None
        ),
        struck=is_struck,
        amounts=amounts,
    )


def _counted(amount: Money | Quantity | Absence | None) -> Money | None:
    """What an amount adds to its column; None if that is not known."""
    if amount is None or isinstance(amount, Money):
        return amount or Money(0)
    return Money(0) if amount is Absence.NOT_APPLICABLE else None


def _day(entry: Entry) -> str:
    """“3.12”, as in a paper ledger; what is not known to the day is said in words."""
    if entry.day is not None:
        return f"{entry.day.month}.{entry.day.day}"
    if isinstance(entry.on, PartialDay) and entry.on.month is not None:
        return f"{entry.on.month} 月"
    return show(_OF_ENTRY["on"], entry.on)
