"""CAD: weekly reports that follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.answers import due_of
from cunwu.derive.weeks import planned_before, works_for
from cunwu.kinds.posting import POSTING
from cunwu.kinds.weekly import WEEKLY, Weekly
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule

_CASES = "cases/mechanisms"


@rule(
    "CAD037",
    "上一份打算的「{plans}」，这一份没有交代",
    remedy="在「做了」里各写一条，「上周计划」填它的编号；没有做的写「没有做」和原因",
    source=_CASES,
    severity=Severity.NOTICE,
)
def plan_of_last_week_unaccounted(board: Board) -> Iterator[Finding]:
    """What was planned for a week, or a month, is accounted for in the report of that week, or month."""
    for report, plans in planned_before(board.records(WEEKLY)):
        missing = [plan.name for plan in plans if not works_for(report, plan)]
        if report.works and missing:
            yield found(report, "works", of=report, plans="」「".join(missing))


@rule(
    "CAD038",
    "「{trouble}」请的帮助「{help}」，到 {as_of} 已经 {days} 天，没有写答复",
    remedy="补一行「答复」：怎么办的",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def help_asked_for_and_not_given(weekly: Weekly, context: Context) -> Iterator[Finding]:
    """Help that is asked for is answered in the time that the place sets, else in two months."""
    due = due_of(weekly.period.last, context.settings_on(weekly, weekly.period.last))
    waited = context.as_of - weekly.period.last
    for one in weekly.troubles:
        if one.help is not None and one.answer is None and context.as_of > due:
            yield found(one, "help", trouble=one.trouble, help=one.help, as_of=context.as_of, days=waited.days)


@rule(
    "CAD063",
    "{posting} {period}的周报，不在派驻期内（{since} 至 {until}）",
    remedy="核对周报的「期间」「派驻」和派驻的起止",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
    follows=("CAD001",),
)
def report_outside_the_posting(board: Board) -> Iterator[Finding]:
    """Who reports as a resident cadre was posted on a day of the week."""
    for report in board.records(WEEKLY):
        posting = board.find(POSTING, report.posting) if report.posting is not None else None
        if posting is not None and not posting.may_cover(report.period.first, report.period.last):
            facts = {"posting": posting.number, "period": report.period.label}
            span = {"since": posting.since, "until": posting.until or "今"}
            yield Finding(report, "period", {**facts, **span}, report, posting)
