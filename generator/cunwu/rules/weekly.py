"""CAD: weekly reports that follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.answers import due_of
from cunwu.derive.weeks import planned_before, works_for
from cunwu.kinds.posting import POSTING
from cunwu.kinds.weekly import DONE, WEEKLY, Weekly
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import PartialDay
from cunwu.values.names import names_in

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
    "CAD053",
    "上一份「下周打算」里没有编号 {number}",
    remedy="照上一份「下周打算」的编号填：{known}；不是上周打算的，删去「上周计划」",
    source="program/references",
)
def plan_that_nobody_made(board: Board) -> Iterator[Finding]:
    """Work that goes back to a plan goes back to one of the report before; asked where that report had plans."""
    for report, plans in planned_before(board.records(WEEKLY)):
        known = {plan.number for plan in plans}
        for work in report.works if known else ():
            if work.from_plan is not None and known.isdisjoint(names_in(work.from_plan)):
                yield found(work, "from_plan", of=report, number=work.from_plan, known="、".join(sorted(known)))


@rule(
    "CAD054",
    "「{name}」{done}，没有写「原因」",
    remedy="补一行「原因」：为什么没有做完",
    source=_CASES,
    severity=Severity.NOTICE,
)
def left_undone_without_reason(weekly: Weekly) -> Iterator[Finding]:
    """What was not done, or not wholly, has its reason."""
    for work in weekly.works:
        if work.done in DONE[1:] and work.why is None:
            yield found(work, "done", name=work.name, done=work.done)


@rule(
    "CAD055",
    "「{trouble}」的「答复日期」{answered} 早于这份周报的第一天 {first}",
    remedy="核对「答复日期」和「期间」；以前就答复了的，写在那一周的周报里",
    source=_CASES,
)
def answered_before_it_was_asked(weekly: Weekly) -> Iterator[Finding]:
    """No answer is older than the week in which it is asked for."""
    first = weekly.period.first
    for one in weekly.troubles:
        if isinstance(one.answered, PartialDay) and one.answered.last < first:
            yield found(one, "answered", trouble=one.trouble, answered=one.answered, first=first)


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
