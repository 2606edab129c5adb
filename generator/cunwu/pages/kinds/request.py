"""The page of a month's requests, their list, and what the village page says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from cunwu.derive.posted import title_of
from cunwu.derive.requests import Asked, count_asked, request_clock, weekends_only
from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.request import CONTENT, REQUEST, Figure, Matter, Requests
from cunwu.pages.parts.asked import figure_link
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.progress_bar import bar_of
from cunwu.pages.parts.sections import NOTHING, table_of, tables_of as tables_in, with_column
from cunwu.pages.parts.tables import laid_out, with_cells
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table
from cunwu.values.dates import chinese_date


def tell_requests(context: PlaceContext, url: str, requests: Requests) -> Besides:
    """How many were answered in time, what the paper counts beside it, and the last day for each answer."""
    counted = _count(context, requests)
    bar = bar_of(f"答复了 {counted.answered} 件，收到 {counted.received} 件", counted.answered, counted.received)
    rows = written(requests.matters)
    instead = (Section("明细", "matters", tables=tuple(_tables(context, url, requests))),) if rows else ()
    return Besides(
        sentences=tuple(_sentences(context, requests, counted)),
        bars=(bar,) if bar is not None else (),
        instead=instead,
        shows_was=frozenset({"matters"}),
    )


def _count(context: PlaceContext, *records: Requests) -> Asked:
    return count_asked(records, context.settings_on, context.site.as_of)


def _sentences(context: PlaceContext, requests: Requests, counted: Asked) -> Iterator[str]:
    if counted.received:
        yield f"收到 {counted.received} 件，{_in_words(counted)}。"
    stated = ((requests.stated_received, "收到"), (requests.stated_settled, "办结"))
    told = "，".join(f"{word} {count} 件" for count, word in stated if count is not None)
    if told:
        settled = sum(matter.result == "办结" for matter in requests.matters)
        listed = f"收到 {counted.received} 件，办结 {settled} 件" if counted.received else "没有"
        yield f"文件写的：{told}。这里逐件登记的：{listed}。"
    grades = Counter(matter.satisfied for matter in requests.matters if matter.satisfied is not None)
    if grades:
        yield f"答复以后问过的：{'，'.join(f'{word} {grades[word]} 件' for word in CONTENT if grades[word])}。"
    for year in weekends_only(requests, context.settings_on):
        yield f"期限按工作日算；{year} 年的放假安排程序里没有，只除去周六、周日，没有除去节假日。"


def _in_words(counted: Asked) -> str:
    """What became of them; of what there is none nothing is said."""
    late = f"（{counted.answered_late} 件超过了期限）" if counted.answered_late else ""
    told = [f"答复了 {counted.answered} 件{late}"]
    told += [f"{counted.waiting} 件还在期限以内"] if counted.waiting else []
    told += [f"{counted.late} 件超过期限没有答复"] if counted.late else []
    return "，".join(told)


def _tables(context: PlaceContext, url: str, requests: Requests) -> Iterator[Table]:
    """Every matter with the last day for its answer, the figure it is about, and the steps of each."""
    rows = written(requests.matters)
    table = table_of(context, url, "明细", rows, requests.withdrawn)
    clocks = [_due(context, requests, matter) for matter in rows]
    if any(matter.about is not None for matter in rows):
        table = with_cells(table, _ASKED, [_asked(context, url, matter) for matter in rows])
    yield with_column(table, "照规定答复", clocks)
    for matter in rows:
        yield from tables_in(context, url, matter, requests.withdrawn)


_ASKED = "问的数"


def _asked(context: PlaceContext, url: str, matter: Matter) -> Cell:
    """The figure that a matter is about, with the way there; as it was named where it leads nowhere."""
    question = context.questions.by_matter.get(matter)
    if question is not None:
        link = figure_link(context, url, question)
        href = link.href or context.href_of(url, question.record)
        return Cell(f"{title_of(context.board, question.record)}：{link.text}", _ASKED, href=href)
    if matter.about is None:
        return Cell(NOTHING, _ASKED, "blank")
    named = (getattr(matter.about, spec.name) for spec in fields_of(Figure))
    return Cell(" ".join(str(word) for word in named if word is not None), _ASKED)


def _due(context: PlaceContext, requests: Requests, matter: Matter) -> str:
    clock = request_clock(requests, matter, context.settings_on, context.site.as_of)
    if clock.is_late:
        late = (matter.answered or context.site.as_of) - clock.due
        return f"！{chinese_date(clock.due)}以前，过了 {late.days} 天"
    return f"{chinese_date(clock.due)}以前"


_LABELS = ("诉求", "收到", "答复了", "期限以内", "超过期限没有答复", "超过期限才答复")


def request_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """A row for every record, newest first: how many were received, and what became of them."""
    records = sorted(context.board.records(REQUEST), key=lambda one: one.day or date.min, reverse=True)
    columns = (Column(_LABELS[0]), *(Column(label, numeric=True) for label in _LABELS[1:]))
    rows = tuple(_row(context, url, one) for one in records)
    return (laid_out(Table(f"诉求（{len(records)}）", columns, rows)),)


def _row(context: PlaceContext, url: str, requests: Requests) -> Row:
    asked = _count(context, requests)
    numbers = (asked.received, asked.answered, asked.waiting, asked.late, asked.answered_late)
    name = Cell(requests.title, _LABELS[0], href=context.href_of(url, requests))
    return Row((name, *(_counted(*pair) for pair in zip(numbers, _LABELS[1:], strict=True))))


def _counted(number: int, label: str) -> Cell:
    tone = "blank" if not number else "late" if label in _LABELS[4:] else ""
    return Cell(f"{number} 件", label, tone, numeric=True)


def note_of_requests(context: PlaceContext, requests: Requests) -> str:
    """“6 件，答复了 5 件，1 件超过期限没有答复”."""
    counted = _count(context, requests)
    return f"{counted.received} 件，{_in_words(counted)}" if counted.received else ""


def asked_and_answered(requests: Requests) -> tuple[str, ...]:
    """The questions of a month with their answers, the newest first."""
    newest = sorted(requests.matters, key=lambda matter: matter.received_by, reverse=True)
    return tuple(f"问：{matter.heard}。答：{matter.answer or '还没有答复'}" for matter in newest)
