"""The page of a meeting: who had to be there, what each decision needed and got, the six steps, what it allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import starmap

from cunwu.derive.meetings import QUORUMS, STEP_QUORUMS, THRESHOLDS, has_quorum, votes_needed
from cunwu.derive.posted import title_of
from cunwu.kinds.asset import ASSET
from cunwu.kinds.base import Item, NumberedItem
from cunwu.kinds.benefit import BENEFIT
from cunwu.kinds.budget import BUDGET
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.debt import DEBT
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.levy import LEVY
from cunwu.kinds.meeting import STEPS, Decision, Meeting, Step
from cunwu.kinds.parts import words_for
from cunwu.kinds.project import PROJECT
from cunwu.kinds.record import Record
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import flags_of
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.tables import without_blank_columns
from cunwu.pages.parts.view import Cell, Column, Link, Row, Section, StageView, StateLine, Table
from cunwu.values.bounds import count_in_words
from cunwu.values.dates import short_day

_SIGNS = {True: ("✓", "good"), False: ("✕", "bad")}
_ALLOWED = (PROJECT, LEVY, CONTRACT, BENEFIT, BUDGET, DEBT, ASSET, LEDGER)
"""Kinds of which a meeting allows something; others only speak of it."""
_LABELS = ("哪一种", "记录", "哪一条")


def tell_meeting(context: PlaceContext, url: str, meeting: Meeting) -> Besides:
    """Quorum and votes by the rule of the meeting's kind beside what is stated, and the records that name it."""
    return Besides(
        badge=(meeting.sort,),
        stages=tuple(_stages(context, url, meeting)),
        sentences=tuple(_sentences(meeting)),
        lines=tuple(_line(context, url, meeting, decision) for decision in meeting.decisions),
        before=tuple(_allowed(context, url, meeting)),
    )


def _sentences(meeting: Meeting) -> Iterator[str]:
    quorum = QUORUMS.get(meeting.sort)
    if quorum is not None and meeting.expected is not None and meeting.present is not None:
        enough = has_quorum(quorum, meeting.expected, meeting.present)
        counted = {True: "，够了", False: "，不够", None: "；人数是约数，够不够算不准"}[enough]
        stated = "" if meeting.quorate is None else f"会议记录写的是{'够了' if meeting.quorate else '不够'}。"
        expected, present = count_in_words(meeting.expected, " 人"), count_in_words(meeting.present, " 人")
        yield f"应到 {expected}，实到 {present}。{meeting.sort}要{quorum.words}到会{counted}。{stated}"
    short = [step for step in meeting.steps if has_quorum(STEP_QUORUMS.get(step.step), step.expected, step.present)]
    if short:
        yield f"四议两公开里，{'、'.join(step.step for step in short)}到会的都够三分之二。"


def _line(context: PlaceContext, url: str, meeting: Meeting, decision: Decision) -> StateLine:
    """“同意修路：赞成 29、反对 1；到会过半要 16 票，通过”."""
    sign, tone = _SIGNS[decision.passed]
    cast = (
        (decision.agreed, "赞成"),
        (decision.against, "反对"),
        (decision.abstained, "弃权"),
        (decision.spoiled, "废票"),
    )
    votes = "、".join(f"{word} {count_in_words(count, '')}" for count, word in cast if count is not None)
    threshold = decision.threshold or THRESHOLDS.get(meeting.sort, "")
    needed = votes_needed(decision, meeting, threshold) if decision.agreed is not None else None
    rule = f"{threshold}要 {needed.text} 票" if needed is not None else ""
    outcome = f"{decision.ballot or ''}{'通过' if decision.passed else '没有通过'}"
    text = "；".join(filter(None, (votes, rule, outcome, decision.carried)))
    flags = flags_of(context, url, meeting, ((decision, name) for name in ("agreed", "passed", "voters")))
    return StateLine(sign, tone, Link(decision.text), text, flags)


def _stages(context: PlaceContext, url: str, meeting: Meeting) -> Iterator[StageView]:
    """The six steps in their order; one left out before one that was taken is seen to be missing."""
    steps = {step.step: step for step in meeting.steps}
    reached = max((STEPS.index(name) for name in steps), default=-1)
    for position, name in enumerate(STEPS) if steps else ():
        step = steps.get(name)
        if step is not None:
            flags = flags_of(context, url, meeting, ((step, field) for field in ("on", "present")))
            yield StageView(name, "✓", "done", short_day(step.on), _came(step), flags=flags)
        elif position < reached:
            yield StageView(name, "–", "skipped", "未记")
        else:
            yield StageView(name, "○", "ahead", "")


def _came(step: Step) -> str:
    """How many of how many came."""
    if step.present is None:
        return ""
    of = f"/{count_in_words(step.expected, '')}" if step.expected is not None else ""
    return f"到 {count_in_words(step.present, '')}{of}"


def _allowed(context: PlaceContext, url: str, meeting: Meeting) -> Iterator[Section]:
    """The projects, levies, contracts, benefits, budgets and payments that name this meeting, each once."""
    rows: dict[Record, list[Item]] = {}
    for record, item in context.allowed.get(meeting.number, ()):
        if context.board.file_of(record).kind in _ALLOWED:
            rows.setdefault(record, []).append(item)
    if not rows:
        return
    table = Table(
        "写明由这次会议同意的", tuple(map(Column, _LABELS)), tuple(starmap(partial(_row, context, url), rows.items()))
    )
    yield Section("这次会议同意了什么", "allowed", tables=(without_blank_columns(table),))


def _row(context: PlaceContext, url: str, record: Record, items: Sequence[Item]) -> Row:
    """A record, with the way to the first of its rows that names the meeting, and what these rows are called."""
    kind = context.board.file_of(record).kind
    numbered = [item for item in items if isinstance(item, NumberedItem)]
    anchor = item_anchor(numbered[0].number) if numbered else ""
    called = "、".join(dict.fromkeys(words_for(item) or item.number for item in numbered))
    return Row(
        (
            Cell(kind.label if kind is not None else "", _LABELS[0]),
            Cell(title_of(context.board, record), _LABELS[1], href=context.href_of(url, record, anchor)),
            Cell(called, _LABELS[2]) if called else Cell(NOTHING, _LABELS[2], "blank"),
        )
    )


def decided(meeting: Meeting) -> tuple[str, ...]:
    """What the meeting decided and what it voted down, a sentence each."""
    return tuple(f"{'定了' if decision.passed else '没有通过'}：{decision.text}" for decision in meeting.decisions)
