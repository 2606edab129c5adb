"""What villagers asked about a record's figures, on the page of the record."""

from __future__ import annotations

from cunwu.derive.requests import Question
from cunwu.kinds.base import Item
from cunwu.kinds.forms import WHEN
from cunwu.kinds.parts import words_for
from cunwu.kinds.record import Record
from cunwu.kinds.request import Matter
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.view import AskedLine, Fact, Flag, Link
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import chinese_date

SECTION = "s-asked"
_WORD = "有人问"


def asked_lines(context: PlaceContext, url: str, file: RecordFile) -> tuple[AskedLine, ...]:
    """Question and answer of every matter about a record."""
    record = file.record
    if record is None:
        return ()
    found = context.questions.by_record.get(record, ())
    return tuple(_line(context, url, one, figure_link(context, url, one)) for one in found)


def newest_asked(context: PlaceContext, url: str, count: int) -> tuple[AskedLine, ...]:
    """The latest questions about figures of the board, each with the way to its figure, the newest first."""
    newest = list(context.questions.by_matter.values())[: -count - 1 : -1]
    return tuple(_line(context, url, one, _with_title(figure_link(context, url, one), one)) for one in newest)


def _with_title(figure: Link, question: Question) -> Link:
    """A figure named from another page: the record goes before its row."""
    return Link(f"{question.record.title}：{figure.text}", figure.href)


def _line(context: PlaceContext, url: str, one: Question, figure: Link) -> AskedLine:
    href = context.href_of(url, one.requests, item_anchor(one.matter.number))
    return AskedLine(
        figure, f"问：{one.matter.heard}", answer_to(one.matter), Link(WHEN.show(one.matter.received), href)
    )


def records_asking(context: PlaceContext, record: Record) -> tuple[Record, ...]:
    """The records of requests of which the page of a record shows something."""
    return tuple(dict.fromkeys(one.requests for one in context.questions.by_record.get(record, ())))


def answer_to(matter: Matter) -> str:
    """The answer with its day, or that there is none."""
    if matter.answer is None:
        return "还没有答复"
    day = f"（{chinese_date(matter.answered)}答复）" if matter.answered is not None else ""
    return f"答：{matter.answer}{day}"


def figure_link(context: PlaceContext, url: str, question: Question) -> Link:
    """What is asked about, in words, with the way to its row."""
    row = question.row
    called = (words_for(row) or row.number) if row is not None else ""
    text = "，".join(filter(None, (called, question.word))) or "整份记录"
    return Link(text, context.href_of(url, question.record, item_anchor(row.number)) if row is not None else "")


def asked_flags(context: PlaceContext, url: str, item: Item, word: str) -> tuple[Flag, ...]:
    """A word beside a figure that somebody asked about; it leads to question and answer."""
    asked = next((one for one in context.questions.by_item.get(item, ()) if one.word == word), None)
    return (Flag(_WORD, "看问和答", context.href_of(url, asked.record, SECTION)),) if asked is not None else ()


def asked_facts(context: PlaceContext, url: str, item: Item) -> tuple[Fact, ...]:
    """Question and answer of every matter about a row that is not shown as a table."""
    return tuple(
        Fact(_WORD, f"{one.matter.heard} {answer_to(one.matter)}", href=context.href_of(url, one.record, SECTION))
        for one in context.questions.by_item.get(item, ())
    )
