"""值班: who is in the office on which day of the week, what single days have otherwise, roll calls (M40)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items
from cunwu.kinds.forms import (
    CountOrAbout,
    Day,
    ItemNumber,
    Line,
    Paragraphs,
    Span,
    Weekdays,
    WhenOrUnknown,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import at_most, inside, wanted

SORTS = ("坐班", "值班", "接待")
ALL_DAY = "全天"
PARTS_OF_DAY = ("上午", "下午", ALL_DAY, "夜间")
PartOfDay = Annotated[str, usual(*PARTS_OF_DAY)]


class Shift(NumberedItem):
    """Who is there on these days of every week."""

    weekdays: Weekdays = figure("星期", example="周一、周三、周五")
    part_of_day: Annotated[str, usual(*PARTS_OF_DAY)] | None = figure(
        "时段", optional=True, help="不写就是全天", example="上午"
    )
    sort: Annotated[str, usual(*SORTS)] = figure("种类", example="坐班")
    on_duty: tuple[Line, ...] = items(
        "值班人", cadres=True, masked=True, alone=True, help="姓加某或职务；驻村干部写派驻编号", example="王某"
    )
    place: Line | None = figure("地点", optional=True, example="党群服务中心")


class OneDay(NumberedItem):
    """What is otherwise on one day: somebody stands in, or nobody is there."""

    for_day: Day = figure("日期", inside("period", "ROS001", source="program/records"))
    part_of_day: PartOfDay | None = figure("时段", optional=True, help="不写就是全天")
    on_duty: tuple[Line, ...] = items("值班人", cadres=True, masked=True, alone=True, help="没有人的不写，写明原因")
    in_place_of: Line | None = figure("替谁", cadres=True, masked=True, optional=True, example="王某")
    why: Line | None = figure("原因", optional=True, example="到县里开会")
    place: Line | None = figure("地点", optional=True, asked=False, example="老村部")


class Absent(NumberedItem):
    """Somebody who was expected and did not come."""

    who: Line = figure("谁", cadres=True, masked=True, help="姓加某或职务", example="李某")
    why: Line | None = figure(
        "原因", wanted("ROS008", hint="补上原因；没有说的写 没有请假"), optional=True, example="病假"
    )


class RollCall(NumberedItem):
    """One roll call (点名)."""

    on: WhenOrUnknown = figure("日期", inside("period", "ROS001", source="program/records"))
    expected: CountOrAbout = figure("应到", unit="人", example="8")
    present: CountOrAbout = figure(
        "实到", at_most("expected", "ROS002", source="program/arithmetic"), unit="人", example="7"
    )
    absent: tuple[Absent, ...] = items("缺席")
    substitutes: Line | None = figure("替班的", optional=True, asked=False, masked=True, example="孙某替李某")


class Roster(Record):
    """The roster of the office for a time."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-值班")
    name: Line = figure("名称", example="上河村坐班和值班安排")
    period: Span | None = figure("期间", optional=True, help="从哪天到哪天照这个排", example="2026")
    duty_rule: Paragraphs | None = figure("值班规矩", optional=True, asked=False, example="不在的要找人替，写在这里。")
    shifts: tuple[Shift, ...] = items("每周安排")
    exceptions: tuple[OneDay, ...] = items("临时安排", help="哪一天和每周的不一样：换人、放假、没有人")
    roll_calls: tuple[RollCall, ...] = items("点名")


ROSTER = Kind("roster", label="值班", files="rosters/*.yml", record=Roster, catalogue="值班", family="ROS")
