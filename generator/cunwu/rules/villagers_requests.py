"""REQ: what villagers asked — answered in time, with a day, and about something that is there."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.derive.requests import Figures, request_clock
from cunwu.kinds.request import REQUEST, Matter, Requests
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule

_FIRST = "cases/first-asked"
_MARKS = regex(r"[^\w]")


@rule(
    "REQ001",
    "{day} 收到的「{heard}」，照规定 {due} 以前答复，到 {as_of} 还没有答复，过了 {days} 天",
    remedy="答复了的，补上「答复」和「答复日期」；办不了的也要答复：写明为什么、什么时候再办",
    source=_FIRST,
    severity=Severity.IRREGULAR,
)
def not_answered_in_time(requests: Requests, context: Context) -> Iterator[Finding]:
    """What is asked is answered in the time that the place sets, else in two months."""
    for matter in requests.matters:
        clock = request_clock(requests, matter, context.settings_on, context.as_of)
        if clock.is_late and not clock.is_answered and matter.result is None:
            facts = {"day": matter.received, "heard": matter.heard, "due": clock.due, "as_of": context.as_of}
            yield Finding(matter, "heard", {**facts, "days": (context.as_of - clock.due).days}, requests)


@rule(
    "REQ002",
    "{day} 收到的「{heard}」，照规定 {due} 以前答复，{answered} 才答复，过了 {days} 天",
    remedy="核对收到和答复的日子；确实答复晚了的照实写，在「反常说明」里写明原因",
    source=_FIRST,
    severity=Severity.IRREGULAR,
)
def answered_late(requests: Requests, context: Context) -> Iterator[Finding]:
    """An answer comes by the last day for it."""
    for matter in requests.matters:
        clock = request_clock(requests, matter, context.settings_on, context.as_of)
        if clock.is_late and matter.answered is not None and clock.is_answered:
            facts = {"day": matter.received, "heard": matter.heard, "due": clock.due, "answered": matter.answered}
            yield Finding(matter, "answered", {**facts, "days": (matter.answered - clock.due).days}, requests)


@rule(
    "REQ003",
    "「{heard}」写了答复，没有写哪天答复的，不知道在不在期限以内",
    remedy="补一行「答复日期」",
    source=_FIRST,
    severity=Severity.IRREGULAR,
)
def answer_without_a_day(requests: Requests) -> Iterator[Finding]:
    """An answer has its day: the clock of a request is measured, never declared."""
    for matter in requests.matters:
        if matter.answer is not None and matter.answered is None:
            yield found(matter, "answer", of=requests, heard=matter.heard)


@rule(
    "REQ004",
    "「{heard}」的结果写的是「{result}」，没有写答复{why}",
    remedy="补一行「答复」：怎么办的；转上级的写转给谁，不予受理的写为什么",
    source=_FIRST,
    severity=Severity.IRREGULAR,
)
def result_without_an_answer(requests: Requests) -> Iterator[Finding]:
    """Nothing is settled, passed on or turned down without a word to the one who asked."""
    for matter in requests.matters:
        if matter.result is not None and matter.answer is None:
            why = {"不予受理": "：为什么不受理", "转上级": "：转给了谁"}.get(matter.result, "")
            yield found(matter, "result", of=requests, heard=matter.heard, result=matter.result, why=why)


@rule(
    "REQ007",
    "「重复」写的「{again}」不是以前的一件诉求",
    remedy="写成 期间#编号，如 2026-02#求3，写第一次问的那一件；在它以前没有问过的，删去这一行",
    source="program/references",
)
def repeats_nothing(board: Board) -> Iterator[Finding]:
    """What was asked before is named by the first time it was asked."""
    for requests in board.records(REQUEST):
        for matter in requests.matters:
            if matter.again is None:
                continue
            first = matter_called(board, matter.again)
            if first is None or first is matter or first.received.first > matter.received_by or first.again is not None:
                yield found(matter, "again", of=requests, again=matter.again)


def matter_called(board: Board, reference: str) -> Matter | None:
    """The matter that a reference names by period and number; None if there is none."""
    period, _, number = reference.partition("#")
    rows = (row for one in board.find_all(REQUEST, period) for row in one.matters)
    return next((row for row in rows if row.number == number), None)


@rule(
    "REQ008",
    "「{heard}」问的数「{about}」在公开栏上找不到",
    remedy="「记录」写文件夹和文件名，如 finance/2026-03；「条目」写编号，「字段」写栏名；「短码」照来问的人报的写",
    source="program/references",
)
def asks_about_no_figure(board: Board) -> Iterator[Finding]:
    """A question about a figure leads to it."""
    figures = Figures(board)
    for requests in board.records(REQUEST):
        for matter in requests.matters:
            about = matter.about
            if about is not None and figures.of(about) is None:
                told = " ".join(filter(None, (about.short_code, about.record, about.item, about.field)))
                yield Finding(matter, "about", {"heard": matter.heard, "about": told}, requests)


@rule(
    "REQ009",
    "文件写{word} {stated} 件，下面逐件登记的有 {counted} 件",
    remedy="核对文件和登记；两个数都会公布",
    source="program/cross-checks",
    severity=Severity.IRREGULAR,
)
def more_matters_than_stated(requests: Requests) -> Iterator[Finding]:
    """No more matters are listed than the paper counts; it may count more than are listed one by one."""
    settled = sum(matter.result == "办结" for matter in requests.matters)
    for name, word, stated, counted in (
        ("stated_received", "收到", requests.stated_received, len(requests.matters)),
        ("stated_settled", "办结", requests.stated_settled, settled),
    ):
        if stated is not None and counted > stated:
            yield found(requests, name, word=word, stated=stated, counted=counted)


@rule(
    "REQ011",
    "「{heard}」{day} 也问过（{first}），没有写「重复」",
    remedy="同一件事又问的，写「重复: {first}」；不是同一件的，把「反映」写得分得开",
    source=_FIRST,
    severity=Severity.NOTICE,
)
def asked_again_without_a_word(board: Board) -> Iterator[Finding]:
    """The same matter asked again names the first time."""
    earlier: dict[str, tuple[Requests, Matter]] = {}
    rows = ((one, row) for one in board.records(REQUEST) for row in one.matters)
    for requests, matter in sorted(rows, key=lambda pair: pair[1].received_by):
        key = _MARKS.sub("", normalize("NFKC", matter.heard))
        before = earlier.setdefault(key, (requests, matter))
        if before[1] is not matter and matter.again is None:
            first = f"{before[0].period.text}#{before[1].number}"
            facts = {"heard": matter.heard, "day": before[1].received, "first": first}
            yield Finding(matter, "heard", facts, requests)
