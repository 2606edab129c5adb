"""The page of a plan of a month or a week: what is done, what is past its day, which reports say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.derive.schedules import is_closed, last_day, works_of
from cunwu.kinds.base import written
from cunwu.kinds.record import Record
from cunwu.kinds.schedule import CLOSED, Schedule
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, table_of, with_column
from cunwu.pages.parts.view import Section


def tell_schedule(context: PlaceContext, url: str, schedule: Schedule) -> Besides:
    """How many are done and how many are past their day; behind each row what weekly reports say of it."""
    jobs = written(schedule.jobs)
    works = [list(works_of(context.board, schedule, job)) for job in jobs]
    reports: dict[Record, None] = dict.fromkeys(report for one in works for report, _ in one)
    told = ["；".join(f"{report.period.label}：{work.name}" for report, work in one) or NOTHING for one in works]
    table = table_of(context, url, "安排", jobs, schedule.withdrawn)
    return Besides(
        badge=("月部署" if schedule.period.kind == "month" else "周安排",),
        made_from=tuple(reports),
        sentences=tuple(_sentences(context, schedule)),
        instead=(Section("安排", "jobs", tables=(with_column(table, "周报里", told) if reports else table,)),),
        shows_was=frozenset({"jobs"}),
    )


def _sentences(context: PlaceContext, schedule: Schedule) -> Iterator[str]:
    cancelled = sum(job.status == CLOSED[1] for job in schedule.jobs)
    open_ = [job for job in schedule.jobs if not is_closed(context.board, schedule, job)]
    late = sum((last_day(schedule, job) or date.max) < context.site.as_of for job in open_)
    counts = [
        f"{what} {count} 件"
        for what, count in (
            ("做完", len(schedule.jobs) - len(open_) - cancelled),
            ("取消", cancelled),
            ("过了期限没有做完", late),
            ("还没有到期限", len(open_) - late),
        )
        if count
    ]
    yield f"一共 {len(schedule.jobs)} 件：{'，'.join(counts)}。" if counts else "还没有安排。"
