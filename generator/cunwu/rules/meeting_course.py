"""MTG: what a meeting's rule wants beside what is stated, and what became of what was asked and decided there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cunwu.core.problem import Severity
from cunwu.derive.answers import due_of
from cunwu.derive.meetings import HEADS, QUORUMS, STEP_QUORUMS, THRESHOLDS, has_quorum, votes_needed
from cunwu.kinds.base import Item
from cunwu.kinds.forms import exact_day
from cunwu.kinds.meeting import MEETING, Meeting
from cunwu.kinds.project import PROJECT
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.bounds import Bounds, bounds_of
from cunwu.values.quantity import Quantity

_DECISIONS, _STEPS = "villagers-committee-law-2026/decisions", "four-discussions/steps"
_NOTICE_DAYS = 10


@rule(
    "MTG020",
    "会议记录写「到会够数」{stated}；{sort}要{words}到会，应到 {expected} 人，实到 {present} 人，照这个算是{counted}",
    remedy="核对应到、实到和「到会够数」；会议记录就是这样写的，照实写，在「反常说明」里说明",
    source=_DECISIONS,
    severity=Severity.IRREGULAR,
    follows=("MTG001",),
)
def quorum_stated_otherwise(meeting: Meeting) -> Iterator[Finding]:
    """Whether enough came is what the rule of the meeting's kind says of its numbers."""
    quorum = QUORUMS.get(meeting.sort)
    counted = has_quorum(quorum, meeting.expected, meeting.present)
    if quorum is None or counted is None or meeting.quorate is None or counted == meeting.quorate:
        return
    yield found(
        meeting,
        "quorate",
        stated="是" if meeting.quorate else "否",
        sort=meeting.sort,
        words=quorum.words,
        expected=meeting.expected,
        present=meeting.present,
        counted="够了" if counted else "不够",
    )


@rule(
    "MTG021",
    "决议 {number} 赞成 {agreed} 票；{sort}要{threshold}，需要 {needed} 票，「通过」应为 {counted}",
    remedy="核对票数和「通过」；照别的门槛表决的，写上「通过门槛」",
    source=_DECISIONS,
    follows=("MTG001", "MTG002"),
    severity=Severity.IRREGULAR,
)
def outcome_differs_from_the_law(meeting: Meeting) -> Iterator[Finding]:
    """Where no threshold is written, that of the meeting's kind holds."""
    threshold = THRESHOLDS.get(meeting.sort, "")
    for decision in meeting.decisions:
        needed = votes_needed(decision, meeting, threshold) if decision.threshold is None else None
        if needed is None or decision.agreed is None:
            continue
        if not decision.passed and has_quorum(QUORUMS.get(meeting.sort), meeting.expected, meeting.present) is False:
            continue  # too few were there to decide anything
        agreed = bounds_of(decision.agreed, HEADS)
        if agreed.most < needed.least if decision.passed else agreed.least >= needed.most:
            facts = {"number": decision.number, "agreed": decision.agreed, "sort": meeting.sort, "needed": needed.text}
            counted = "否" if decision.passed else "是"
            yield Finding(decision, "passed", {**facts, "threshold": threshold, "counted": counted})


@rule(
    "MTG022",
    "「{step}」应到 {expected} 人，实到 {present} 人，{fault}",
    remedy="核对签到簿；人数确实不够的照实写，在「反常说明」里写明怎么办的",
    source=_STEPS,
    follows=("MTG001",),
    severity=Severity.IRREGULAR,
)
def step_without_quorum(meeting: Meeting) -> Iterator[Finding]:
    """The party members and the delegates decide their step only when enough of them are there."""
    for step in meeting.steps:
        quorum = STEP_QUORUMS.get(step.step)
        if quorum is not None and has_quorum(quorum, step.expected, step.present) is False:
            facts = {"step": step.step, "expected": step.expected, "present": step.present}
            yield Finding(step, "present", {**facts, "fault": quorum.fault})


@rule(
    "MTG023",
    "项目「{project}」{on} 已经移交，四议两公开没有写「实施结果公开」",
    remedy="张贴过的，补上这一步和日期；没有张贴的，先张贴",
    source=_STEPS,
    follows=("REF002",),
    severity=Severity.IRREGULAR,
)
def result_never_posted(board: Board) -> Iterator[Finding]:
    """What six steps decided and was built and handed over ends with its result posted."""
    for project in board.records(PROJECT):
        meeting = board.find(MEETING, project.meeting) if project.meeting is not None else None
        if meeting is None or not meeting.steps or any(step.step == "实施结果公开" for step in meeting.steps):
            continue
        over = next((one.actual for one in project.milestones if one.stage == "移交" and one.actual), None)
        if over is not None:
            facts = {"project": project.name, "on": over}
            yield Finding(meeting, "steps", facts, meeting, project)


@rule(
    "MTG031",
    "{sort}写了通过的决议，没有写{missing}：到会够不够数，看不出来",
    remedy="照签到簿补上；会议记录上也没有的，不要编，在「备注」里写明",
    source=_DECISIONS,
    severity=Severity.NOTICE,
)
def quorum_that_nothing_shows(meeting: Meeting) -> Iterator[Finding]:
    """Who reads that an assembly decided can see whether enough were there."""
    if meeting.sort not in QUORUMS or meeting.quorate is not None:
        return
    missing = [word for word, value in (("应到人数", meeting.expected), ("实到人数", meeting.present)) if value is None]
    if missing and any(decision.passed for decision in meeting.decisions):
        yield found(meeting, "decisions", sort=meeting.sort, missing="和".join(missing))


@rule(
    "MTG024",
    "村民会议 {held} 召开，{notified} 才通知，没有提前十日",
    remedy="核对两个日期；情况特殊、临时通知的，在「反常说明」里写明",
    source="villagers-committee-law-2026/assemblies",
    severity=Severity.IRREGULAR,
)
def called_at_short_notice(meeting: Meeting) -> Iterator[Finding]:
    """An assembly of the villagers is called ten days before it is held."""
    held = exact_day(meeting.held_on)
    if meeting.sort != "村民会议" or held is None or meeting.notified is None:
        return
    if held - meeting.notified < timedelta(_NOTICE_DAYS):
        yield found(meeting, "notified", held=held, notified=meeting.notified)


@rule(
    "MTG026",
    "会上问的「{question}」，照规定 {due} 以前答复，到 {as_of} 没有写答复",
    remedy="当场答了的，补「答复」；会后答的，再补「答复日期」",
    source="cases/first-asked",
    severity=Severity.IRREGULAR,
)
def question_never_answered(meeting: Meeting, context: Context) -> Iterator[Finding]:
    """What is asked at a meeting is answered there, or in the time that the place sets."""
    held = exact_day(meeting.held_on)
    for one in meeting.questions if held is not None else ():
        due = due_of(held, context.settings_on(meeting, held)) if held is not None else context.as_of
        if one.answer is None and context.as_of > due:
            facts = {"question": one.question, "due": due, "as_of": context.as_of}
            yield Finding(one, "question", facts, meeting)


@rule(
    "MTG027",
    "决议 {number} 写的是办完，没有写凭据",
    remedy="补一行「凭据」：哪份记录、哪份文件能看出来",
    source="program/records",
    severity=Severity.NOTICE,
)
def carried_out_without_proof(meeting: Meeting) -> Iterator[Finding]:
    """What was carried out is shown by something."""
    for decision in meeting.decisions:
        if decision.carried == "办完" and decision.shown_by is None:
            yield found(decision, "carried", number=decision.number)


@rule(
    "MTG030",
    "{what}应到 {expected} 人，村里登记的党员是 {members}",
    remedy="照党员名册核对两处；流动党员等按规定不计在应到里的，不用改",
    source=_STEPS,
    severity=Severity.NOTICE,
)
def called_members_are_not_the_registered(board: Board, context: Context) -> Iterator[Finding]:
    """Of a meeting of the party's members about as many are expected as there are; of last year's nobody knows."""
    village = context.place.record
    members = village.party_members if isinstance(village, Village) else None
    for meeting in board.records(MEETING) if members is not None else ():
        for item, field, what, expected in _party_meetings(meeting, context.as_of - _A_YEAR):
            if members is not None and _far_apart(bounds_of(expected, HEADS), bounds_of(members, HEADS)):
                yield found(item, field, of=meeting, what=what, expected=expected, members=members)


_A_YEAR = timedelta(days=365)
_FEW, _PERCENT = 2, 10
"""Within so many heads, or so much of a hundred, numbers may differ: people move, and some are away."""


def _party_meetings(meeting: Meeting, since: date) -> Iterator[tuple[Item, str, str, int | Quantity]]:
    held = exact_day(meeting.held_on)
    if held is not None and held >= since and meeting.sort == _PARTY and meeting.expected is not None:
        yield meeting, "expected", _PARTY, meeting.expected
    for step in meeting.steps:
        if step.step.startswith(_PARTY) and step.on >= since and step.expected is not None:
            yield step, "expected", f"「{step.step}」", step.expected


_PARTY = "党员大会"


def _far_apart(one: Bounds, other: Bounds) -> bool:
    gap = one.gap(other)
    return gap > _FEW and gap * 100 > other.least * _PERCENT
