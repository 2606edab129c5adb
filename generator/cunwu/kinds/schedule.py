"""工作安排: what is to be done in a month or a week, by whom until when, and how far it is (月部署、周安排, M47)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import ByWhen, ItemNumber, Line, Reference, Span, WhenOrAbsence, choice
from cunwu.kinds.record import Kind, Record

CLOSED = ("做完", "取消")
"""States in which nothing more is to be done."""


class Job(NumberedItem):
    """One thing to be done."""

    name: Line = figure("事项", example="清理河道")
    who: Line | None = figure("谁", cadres=True, optional=True, help="写职务、单位或派驻编号", example="镇水利站")
    deadline: ByWhen | None = figure(
        "期限", plan=True, optional=True, help="最晚哪天；不写就是这个月、这一周的最后一天", example="2026-03-20"
    )
    status: Annotated[str, choice("没有开始", "在做", *CLOSED)] | None = state("状态", optional=True, example="在做")
    finished: WhenOrAbsence | None = state("做完日期", optional=True, example="2026-03-18", outcome=True)
    why: Line | None = state("原因", optional=True, help="没有做完的、取消的写", example="连日下雨", outcome=True)


class Schedule(Record):
    """The plan of a place for a month or a week. Weekly reports here and below may lead to a row of it."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-03")
    period: Span = figure("期间", help="月部署写月份；周安排写起止两天", example="2026-03")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="哪次会上定的", example="2026-03-02")
    jobs: tuple[Job, ...] = items("安排", required=True)

    @property
    def title(self) -> str:
        """“2026 年 3 月部署” or “2026 年 3 月 2 日至 3 月 8 日安排”."""
        return f"{self.period.label}{'部署' if self.period.kind == 'month' else '安排'}"


SCHEDULE = Kind(
    "schedule",
    label="工作安排",
    files="schedules/*.yml",
    record=Schedule,
    family="SCH",
    missing="REF034",
    by_row=True,
    thing="部署或安排",
    inherited=True,
)
