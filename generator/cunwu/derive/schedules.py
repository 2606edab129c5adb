"""What is left of a plan of a month or a week, by its rows and by the weekly reports that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.kinds.schedule import CLOSED, SCHEDULE, Job, Schedule
from cunwu.kinds.weekly import DONE, WEEKLY, Weekly, Work
from cunwu.records.board import Board
from cunwu.values.deadline import last_day_of


def works_of(board: Board, schedule: Schedule, job: Job) -> Iterator[tuple[Weekly, Work]]:
    """What the weekly reports of the same place say of a row, in the order of their files."""
    reference = f"{schedule.number}#{job.number}"
    for report in board.records(WEEKLY):
        yield from ((report, work) for work in report.works if work.job == reference)


def is_done(work: Work) -> bool:
    """Whether a report says that the whole of it was done."""
    return work.done is None or work.done == DONE[0]


def is_closed(board: Board, schedule: Schedule, job: Job) -> bool:
    """Whether nothing more is to be done: by the row itself, or by a report of the same place."""
    if job.status in CLOSED or job.finished is not None:
        return True
    return any(is_done(work) for _, work in works_of(board, schedule, job))


def last_day(schedule: Schedule, job: Job) -> date | None:
    """By when it is to be done: its own day, else the last one of the plan; None where words say when."""
    return last_day_of(job.deadline) if job.deadline is not None else schedule.period.last


def job_named(board: Board, reference: str) -> tuple[Schedule, Job] | None:
    """The row that a report leads to, here or in a place above; None if it names none."""
    number, _, row = reference.partition("#")
    schedule = board.find(SCHEDULE, number)
    job = next((one for one in schedule.jobs if one.number == row), None) if schedule is not None else None
    return (schedule, job) if schedule is not None and job is not None else None
