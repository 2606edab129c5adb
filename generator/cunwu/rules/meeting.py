"""MTG: meetings, votes and the six steps of 四议两公开."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.derive.meetings import HEADS, QUORUMS, has_quorum, two_thirds, voters_of, votes_needed
from cunwu.kinds.meeting import STEPS, Meeting
from cunwu.rules.base import Finding, found, rule
from cunwu.values.bounds import bounds_of, total_bounds

_DECISIONS = "villagers-committee-law-2026/decisions"
_STEPS = "four-discussions/steps"


@rule(
    "MTG002",
    "决议 {number} 的票数合计 {votes}，{relation}{voters} {present} 人",
    remedy="照表决记录核对赞成、反对、弃权、废票；有列席、回避的人，写「有表决权人数」",
    source="program/arithmetic",
    arithmetic=True,
)
def votes_differ_from_present(meeting: Meeting) -> Iterator[Finding]:
    """Votes, spoiled ones too, add up to those who may vote; where one is left out, at most to them."""
    for decision in meeting.decisions:
        voters = voters_of(decision, meeting)
        if voters is None:
            continue
        votes = [decision.agreed, decision.against, decision.abstained]
        counted = total_bounds(bounds_of(vote, HEADS) for vote in (*votes, decision.spoiled) if vote is not None)
        can_vote, whole = bounds_of(voters, HEADS), all(vote is not None for vote in votes)
        if counted.least > can_vote.most or (whole and counted.most < can_vote.least):
            yield found(
                decision,
                "agreed",
                number=decision.number,
                votes=counted.text,
                relation="多于" if counted.least > can_vote.most else "少于",
                voters="实到" if (decision.voters, meeting.voters) == (None, None) else "有表决权的",
                present=voters,
            )


@rule(
    "MTG003",
    "决议 {number} 赞成 {agreed} 票，{threshold}需要 {needed} 票，「通过」应为 {expected}",
    remedy="核对票数、门槛和「通过」",
    source="program/arithmetic",
    follows=("MTG001", "MTG002"),
    severity=Severity.IRREGULAR,
)
def outcome_differs_from_votes(meeting: Meeting) -> Iterator[Finding]:
    """A decision is passed if and only if its votes reach its threshold."""
    for decision in meeting.decisions:
        needed = votes_needed(decision, meeting, decision.threshold or "")
        if decision.agreed is None or needed is None:
            continue
        agreed = bounds_of(decision.agreed, HEADS)
        if not (agreed.most < needed.least if decision.passed else agreed.least >= needed.most):
            continue
        yield found(
            decision,
            "passed",
            number=decision.number,
            agreed=decision.agreed,
            threshold=decision.threshold,
            needed=needed.text,
            expected="否" if decision.passed else "是",
        )


@rule(
    "MTG004",
    "{sort}应到 {expected} 人，实到 {present} 人，{fault}，却写了通过的决议",
    remedy="核对人数；人数确实不够的，决议应另行召开会议表决",
    source=_DECISIONS,
    severity=Severity.IRREGULAR,
)
def decided_without_quorum(meeting: Meeting) -> Iterator[Finding]:
    """Assemblies decide only when enough are present."""
    quorum = QUORUMS.get(meeting.sort)
    if quorum is None or has_quorum(quorum, meeting.expected, meeting.present) is not False:
        return
    if any(decision.passed for decision in meeting.decisions):
        yield found(
            meeting,
            "present",
            sort=meeting.sort,
            expected=meeting.expected,
            present=meeting.present,
            fault=quorum.fault,
        )


_WHOLE = {"成员大会": "成员", "成员代表大会": "成员代表"}


@rule(
    "MTG008",
    "决议 {number} 赞成 {agreed} 票；{sort}作决定要全体{who}三分之二以上同意，{expected} 人的三分之二是 {needed} 人",
    remedy="核对票数和应到；「应到人数」写全体{who}的人数。票数确实不够的，「通过」写 否",
    source="rural-collective-law/assembly",
    severity=Severity.IRREGULAR,
    follows=("MTG001", "MTG002"),
)
def fewer_than_two_thirds_of_all_members(meeting: Meeting) -> Iterator[Finding]:
    """An assembly of the collective decides by two thirds of all its members, not of those who came."""
    who, expected = _WHOLE.get(meeting.sort), meeting.expected
    if who is None or expected is None:
        return
    needed = two_thirds(bounds_of(expected, HEADS).least)
    for one in meeting.decisions:
        if one.passed and one.agreed is not None and bounds_of(one.agreed, HEADS).most < needed:
            votes = {"agreed": one.agreed, "expected": expected, "needed": needed}
            yield Finding(one, "agreed", {"number": one.number, "sort": meeting.sort, "who": who, **votes})


@rule(
    "MTG005",
    "「{step}」的日期 {day} 早于「{earlier}」的 {before}",
    remedy="核对日期，抄错的改正；确实是这个次序的照实写，不要改日期。六步依次是：党组织提议、两委商议、党员大会审议、村民代表会议决议、决议公开、实施结果公开",
    source=_STEPS,
    severity=Severity.IRREGULAR,
)
def steps_out_of_order(meeting: Meeting) -> Iterator[Finding]:
    """The six steps follow each other."""
    steps = sorted(meeting.steps, key=lambda step: STEPS.index(step.step))
    for earlier, later in pairwise(steps):
        if later.on < earlier.on:
            yield found(later, "on", step=later.step, day=later.on, earlier=earlier.step, before=earlier.on)


@rule(
    "MTG007",
    "到了「{reached}」，前面缺少：{missing}",
    remedy="走过的步骤补上；没有走的不要写，在「反常说明」里写明为什么",
    source=_STEPS,
    severity=Severity.IRREGULAR,
)
def steps_left_out(meeting: Meeting) -> Iterator[Finding]:
    """No step is left out before one that was taken."""
    taken = {step.step for step in meeting.steps}
    if not taken:
        return
    reached = max(STEPS.index(step) for step in taken)
    missing = [step for step in STEPS[:reached] if step not in taken]
    if missing:
        yield found(meeting, "steps", reached=STEPS[reached], missing="、".join(missing))
