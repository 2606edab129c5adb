"""Reports that follow one another: what was planned, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cunwu.kinds.weekly import Plan, Weekly, Work

_Rhythm = tuple[date, str | None, bool]


def _rhythm(report: Weekly, day: date) -> _Rhythm:
    """A day, whose report it is, and whether it is a month's: what two reports share that follow each other."""
    return day, report.posting, report.is_monthly


def planned_before(reports: Sequence[Weekly]) -> Iterator[tuple[Weekly, tuple[Plan, ...]]]:
    """Every report with what the same cadre's report before it, ended the day before, had planned."""
    ended: dict[_Rhythm, list[Weekly]] = {}
    for report in reports:
        ended.setdefault(_rhythm(report, report.period.last), []).append(report)
    for report in reports:
        before = ended.get(_rhythm(report, report.period.first - timedelta(days=1)), ())
        yield report, tuple(plan for one in before for plan in one.plans)


def works_for(report: Weekly, plan: Plan) -> tuple[Work, ...]:
    """What the report says of a plan of the week before."""
    return tuple(work for work in report.works if work.from_plan == plan.number)
