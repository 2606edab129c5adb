"""REM: plans for villages that lag behind — what is called solved, what is overdue, when the label goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.kinds.common import Standing
from cunwu.kinds.forms import WHEN_OR_ABSENCE
from cunwu.kinds.remediation import REMEDIATION, Remediation
from cunwu.kinds.village import VILLAGE
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import PartialDay, chinese_date
from cunwu.values.deadline import last_day_of

_CASES = "cases/mechanisms"
_RHYTHMS = {"每周": 7, "每半月": 15, "每月": 31}


@rule(
    "REM002",
    "「{issue}」写了解决日期，没有写凭据",
    remedy="补上「凭据」：哪份记录、文件能看出来；还没有解决的，更正「解决日期」",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def solved_without_evidence(plan: Remediation) -> Iterator[Finding]:
    """A problem is solved when something shows it."""
    for issue in plan.issues:
        if isinstance(issue.solved, PartialDay) and issue.shown_by is None:
            yield found(issue, "solved", issue=issue.issue)


@rule(
    "REM003",
    "「{issue}」的整改期限是 {deadline}，{fate}",
    remedy="解决了的补上「解决日期」和「凭据」；没有解决的不用改，照这句话公布，可以写反常说明",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def not_solved_in_time(plan: Remediation, context: Context) -> Iterator[Finding]:
    """What is to be done until a day is done by then, or the page says that it is not."""
    for issue in plan.issues:
        solved, deadline = issue.solved, issue.remedy_by
        last = last_day_of(deadline)
        if last is None:
            continue
        if solved is None and last < context.as_of:
            fate = f"到 {chinese_date(context.as_of)}还没有解决"
        elif isinstance(solved, PartialDay) and solved.first > last:
            fate = f"{WHEN_OR_ABSENCE.show(solved)}才解决"
        else:
            continue
        yield found(issue, "remedy_by", issue=issue.issue, deadline=deadline, fate=fate)


@rule(
    "REM004",
    "「{issue}」没有写{missing}",
    remedy="补上谁负责、哪天以前办完；文件里没有定的不要编",
    source=_CASES,
    severity=Severity.NOTICE,
)
def nobody_answers_for_it(plan: Remediation) -> Iterator[Finding]:
    """A problem that nobody answers for, or that has no day, is seldom solved; an old paper without days is no plan."""
    for issue in plan.issues if plan.period is not None else ():
        missing = [word for word, value in (("责任人", issue.in_charge), ("期限", issue.remedy_by)) if value is None]
        if missing and issue.solved is None:
            yield found(issue, "issue", issue=issue.issue, missing="和".join(missing))


@rule(
    "REM005",
    "{lifted} 摘了帽，{open}",
    remedy="核对摘帽的文件和各条的状态；文件就是这样定的不用改，两样都公布",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def lifted_too_early(plan: Remediation) -> Iterator[Finding]:
    """The label goes when the conditions are met, and each with something that shows it."""
    if not isinstance(plan.lifted, PartialDay):
        return
    unmet = [one.condition for one in plan.lifting_conditions if not (one.met and one.met_shown_by)]
    unsolved = [one.issue for one in plan.issues if one.solved is None]
    told = [f"没有凭据说明达到了「{'」「'.join(unmet)}」"] if unmet else []
    told += [f"{len(unsolved)} 个问题没有解决"] if unsolved else []
    if told:
        yield found(plan, "lifted", lifted=plan.lifted, open="，".join(told))


@rule(
    "REM006",
    "{lifted} 摘了帽，没有写{missing}",
    remedy="补上摘帽的条件和谁批准的",
    source=_CASES,
    severity=Severity.NOTICE,
)
def lifted_without_saying_why(plan: Remediation) -> Iterator[Finding]:
    """Who lifts a label says by what conditions, and who agreed."""
    missing = [word for word, value in (("条件", plan.lifting_conditions), ("摘帽批准", plan.lifted_by)) if not value]
    if isinstance(plan.lifted, PartialDay) and missing:
        yield found(plan, "lifted", lifted=plan.lifted, missing="和".join(missing))


@rule(
    "REM007",
    "说的是{rhythm}碰头，{since} 到 {until} 隔了 {days} 天没有开",
    remedy="漏登的补上；没有开的不用改，照这句话公布",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def meetings_left_out(plan: Remediation, context: Context) -> Iterator[Finding]:
    """Meetings that are to be held every week are not two weeks apart; nor is the last one from the end of the plan."""
    allowed = _RHYTHMS.get(plan.touch_rhythm or "")
    held = sorted(plan.touches, key=lambda one: one.met_on.last)
    if allowed is None or not held:
        return
    for one, after in pairwise(held):
        if after.met_on.first - one.met_on.last >= timedelta(days=2 * allowed):
            days = (after.met_on.first - one.met_on.last).days
            yield found(after, "met_on", rhythm=plan.touch_rhythm, since=one.met_on, until=after.met_on, days=days)
    ended = min(filter(None, (context.as_of, _end_of(plan))))
    if ended - held[-1].met_on.last >= timedelta(days=2 * allowed):
        days = (ended - held[-1].met_on.last).days
        yield found(held[-1], "met_on", rhythm=plan.touch_rhythm, since=held[-1].met_on, until=ended, days=days)


def _end_of(plan: Remediation) -> date | None:
    if isinstance(plan.lifted, PartialDay):
        return plan.lifted.first
    return plan.period.last if plan.period is not None else None


@rule(
    "REM008",
    "{lifted} 摘了帽，村的「类别」最近一条还是「{standing}」",
    remedy="在 village.yml 的「现状」补一条：什么时候、算什么、为什么",
    source=_CASES,
    severity=Severity.NOTICE,
)
def village_still_called_backward(board: Board) -> Iterator[Finding]:
    """What a village is held to be follows the plan that lifted the label."""
    for village in board.records(VILLAGE):
        dated = [one for one in village.standings if isinstance(one.when, PartialDay)]
        newest = max(dated, key=_when, default=None)
        if newest is None or newest.standing not in ("后进", "软弱涣散"):
            continue
        for plan in board.records(REMEDIATION):
            if isinstance(plan.lifted, PartialDay) and _when(newest) < plan.lifted.first:
                yield found(plan, "lifted", of=plan, lifted=plan.lifted, standing=newest.standing)


def _when(standing: Standing) -> date:
    return standing.when.last if isinstance(standing.when, PartialDay) else date.min
