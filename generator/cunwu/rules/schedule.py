"""SCH: plans of a month or a week — what is undone past its day, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.schedules import is_closed, is_done, job_named, last_day
from cunwu.kinds.forms import WHEN_OR_ABSENCE
from cunwu.kinds.schedule import CLOSED, SCHEDULE, Schedule
from cunwu.kinds.weekly import WEEKLY
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import PartialDay, chinese_date

_CASES = "cases/mechanisms"


@rule(
    "SCH001",
    "「{job}」应在 {deadline} 以前做完，{fate}",
    remedy="做完了的补上「状态」和「做完日期」；没有做完的不用改，照这句话公布，写上「原因」",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def undone_past_its_day(board: Board, context: Context) -> Iterator[Finding]:
    """What is to be done until a day is done by then, or the page says that it is not."""
    for schedule in board.records(SCHEDULE):
        for job in schedule.jobs:
            deadline = last_day(schedule, job)
            if deadline is None:
                continue
            if isinstance(job.finished, PartialDay) and job.finished.first > deadline:
                fate = f"{WHEN_OR_ABSENCE.show(job.finished)}才做完"
            elif deadline < context.as_of and not is_closed(board, schedule, job):
                fate = f"到 {chinese_date(context.as_of)}还没有做完"
            else:
                continue
            facts = {"job": job.name, "deadline": deadline, "fate": fate}
            at = "deadline" if job.deadline is not None else "name"
            yield Finding(job, at, facts, schedule, answer=job.why or "")


@rule(
    "SCH002",
    "「{job}」没有写谁做",
    remedy="补上「谁」：职务、单位或者派驻编号",
    source=_CASES,
    severity=Severity.NOTICE,
)
def nobody_is_to_do_it(schedule: Schedule) -> Iterator[Finding]:
    """What nobody is named for is seldom done."""
    for job in schedule.jobs:
        if job.who is None and job.status not in CLOSED:
            yield found(job, "name", job=job.name)


@rule(
    "SCH003",
    "周报写「{job}」做完了，{schedule}里它的状态是「{status}」",
    remedy="核对两处：真的做完了，请写部署的人把「状态」改成做完",
    source=_CASES,
    severity=Severity.NOTICE,
    follows=("REF034",),
)
def done_by_the_report_only(board: Board) -> Iterator[Finding]:
    """What a report says was done is done in the plan that it leads to, here or above."""
    for report in board.records(WEEKLY):
        for work in report.works:
            planned = job_named(board, work.job) if work.job is not None else None
            if planned is not None and is_done(work) and (status := planned[1].status) not in (None, *CLOSED):
                facts = {"job": planned[1].name, "schedule": planned[0].title, "status": status}
                yield Finding(work, "job", facts, report)
