"""考勤: a month of resident cadres' days and nights in the village (M03)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import Growing, NumberedItem, figure, items
from cunwu.kinds.forms import Count, Day, Days, Line, Reference, Span, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import at_most, inside, unique

LEAVES = ("公务", "事假", "病假", "年休", "婚假", "产假", "丧假", "探亲", "调休", "培训", "旷工", "其他")
"""What lists of attendance call an absence; a paper may have another word."""


SIGNED = ("签到册", "打卡", "定位")


class Leave(NumberedItem):
    """Days of leave, of what kind, approved by whom."""

    sort: Annotated[str, usual(*LEAVES)] = figure("种类", help="照登记簿写", example="事假")
    days: Days = figure("天数", unit="天", help="半天写 0.5", example="2", growing=Growing.UP)
    approved: Line | None = figure("批准人", optional=True, help="没有人批的不写，页面会照实说明", example="镇党委")


class CadreMonth(NumberedItem):
    """One cadre's month."""

    posting: Reference = figure(
        "派驻",
        unique("CAD012", source="resident-cadres/attendance"),
        to="posting",
        help="派驻记录的编号",
        example="P01",
    )
    days: Days = figure("驻村天数", unit="天", help="半天写 .5，如 20.5", example="22", growing=Growing.UP)
    nights: Count | None = figure(
        "住村夜数",
        at_most(
            "days",
            "CAD003",
            severity=Severity.IRREGULAR,
            source="resident-cadres/attendance",
            hint="核对住村夜数；在村过夜的那天也算驻村",
        ),
        unit="夜",
        optional=True,
        example="12",
        growing=Growing.UP,
    )
    official: Days | None = figure(
        "公务外出", unit="天", optional=True, help="报备过、算在村的天数", growing=Growing.UP
    )
    dates: tuple[Day, ...] = items(
        "在村日期",
        inside("period", "CAD006", source="resident-cadres/attendance", hint="改正日期，或移到那个月的考勤里"),
        help="逐日登记时填写；条数应等于驻村天数",
        growing=Growing.UP,
    )
    leaves: tuple[Leave, ...] = items("请假")
    sign_in: Annotated[str, usual(*SIGNED)] | None = figure("怎么签到", optional=True, asked=False, example="签到册")
    note: Line | None = figure("说明", optional=True, example="到县里培训 5 天")


class Attendance(Record):
    """Who was in the village on how many days and nights of a month."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"
    has_happened: ClassVar[bool] = True

    period: Span = figure("月份", example="2026-03")
    cadres: tuple[CadreMonth, ...] = items("人员", required=True)

    @property
    def title(self) -> str:
        """“2026 年 3 月驻村考勤”."""
        return f"{self.period.label}驻村考勤"


ATTENDANCE = Kind("attendance", label="考勤", files="attendance/*.yml", record=Attendance, catalogue="考勤")
