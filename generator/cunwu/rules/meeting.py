"""MTG: meetings, votes and the six steps of 四议两公开."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.kinds.meeting import STEPS, Decision, Meeting
from cunwu.rules.base import Finding, found, rule
from cunwu.values.bounds import Bounds, bounds_of, total_bounds
from cunwu.values.quantity import Quantity

_DECISIONS = "villagers-committee-law-2026/decisions"
_STEPS = "four-discussions/steps"


_HEADS = "人"


def voters_of(decision: Decision, meeting: Meeting) -> int | Quantity | None:
    """How many of those present may vote on a decision: as stated for it or for the meeting, else all present."""
    stated = decision.voters if decision.voters is not None else meeting.voters
    return stated if stated is not None else meeting.present


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
        counted = total_bounds(bounds_of(vote, _HEADS) for vote in (*votes, decision.spoiled) if vote is not None)
        can_vote, whole = bounds_of(voters, _HEADS), all(vote is not None for vote in votes)
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
        needed = _votes_needed(decision, meeting)
        if decision.agreed is None or needed is None:
            continue
        agreed = bounds_of(decision.agreed, _HEADS)
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


def _votes_needed(decision: Decision, meeting: Meeting) -> Bounds | None:
    """The smallest number of votes that passes, where threshold and attendance are stated."""
    threshold = decision.threshold or ""
    base = voters_of(decision, meeting) if threshold.startswith("到会") else meeting.expected
    if base is None or not threshold:
        return None
    share = _more_than_half if threshold.endswith("过半") else _two_thirds
    least, most = bounds_of(base, _HEADS)
    return Bounds(share(least), share(most))


def _more_than_half(heads: Decimal) -> Decimal:
    return heads // 2 + 1


def _two_thirds(heads: Decimal) -> Decimal:
    return (heads * 2 + 2) // 3


_TWO_THIRDS = (2, 3, "不到三分之二")
_QUORUMS = {
    "村民会议": (1, 2, "没有过半"),
    **dict.fromkeys(("村民代表会议", "村民小组会议", "党员大会", "成员大会", "成员代表大会"), _TWO_THIRDS),
}
"""Sort → share of those expected that must be present, and what too few are called.
Source: villagers-committee-law-2026/decisions and assemblies, rural-collective-law/assembly and delegates,
four-discussions/steps. Of delegates all must agree by two thirds, so fewer cannot decide."""


@rule(
    "MTG004",
    "{sort}应到 {expected} 人，实到 {present} 人，{fault}，却写了通过的决议",
    remedy="核对人数；人数确实不够的，决议应另行召开会议表决",
    source=_DECISIONS,
    severity=Severity.IRREGULAR,
)
def decided_without_quorum(meeting: Meeting) -> Iterator[Finding]:
    """Assemblies decide only when enough are present."""
    quorum = _QUORUMS.get(meeting.sort)
    if quorum is None or meeting.expected is None or meeting.present is None:
        return
    part, whole, fault = quorum
    came, called = bounds_of(meeting.present, _HEADS).most, bounds_of(meeting.expected, _HEADS).least
    # 过半数 is more than half; 三分之二以上 includes two thirds.
    short = came * whole <= called * part if part == 1 else came * whole < called * part
    if short and any(decision.passed for decision in meeting.decisions):
        yield found(
            meeting,
            "present",
            sort=meeting.sort,
            expected=meeting.expected,
            present=meeting.present,
            fault=fault,
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
    needed = _two_thirds(bounds_of(expected, _HEADS).least)
    for one in meeting.decisions:
        if one.passed and one.agreed is not None and bounds_of(one.agreed, _HEADS).most < needed:
            votes = {"agreed": one.agreed, "expected": expected, "needed": needed}
            yield Finding(one, "agreed", {"number": one.number, "sort": meeting.sort, "who": who, **votes})


@rule(
    "MTG005",
    "「{step}」的日期 {day} 早于「{earlier}」的 {before}",
    remedy="核对日期；六步依次是：党组织提议、两委商议、党员大会审议、村民代表会议决议、决议公开、实施结果公开",
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
    remedy="补上缺少的步骤；没有走的步骤不能省略",
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
