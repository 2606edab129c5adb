"""培训: what was taught to whom, for how long, how many came (M28, M43)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import NumberedItem, figure, items
from cunwu.kinds.forms import (
    AmountOrAbsence,
    Count,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    UnitOfMoney,
    WhenOrSpan,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import at_most


class Lesson(NumberedItem):
    """One lesson or subject."""

    what: Line = figure("内容", example="村级财务公开")
    hours: MeasureOrAbsence | None = figure("学时", optional=True, example="4 学时")
    teacher: Line | None = figure("谁讲", optional=True, help="写职务", example="镇农经站")


class Training(Record):
    """One course, or a year's trainings told together."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"

    number: ItemNumber = figure("编号", example="2026-培训1")
    name: Line = figure("名称", example="驻村干部岗前培训")
    way: Annotated[str, usual("办班", "以会代训", "实践锻炼", "外出考察")] | None = figure(
        "方式", optional=True, example="办班"
    )
    placed: Line | None = figure("锻炼岗位", optional=True, asked=False, help="实践锻炼到哪里", example="信访部门")
    when: WhenOrSpan | None = figure("时间", optional=True, example="2026-01-06")
    host: Line | None = figure("主办", optional=True, example="县委组织部")
    whom: Line | None = figure("对象", optional=True, example="第一批驻村干部")
    sessions: MeasureOrAbsence | None = figure("场次", optional=True, example="17 期")
    hours: MeasureOrAbsence | None = figure("学时", optional=True, example="168 学时")
    expected: Count | None = figure("应到", unit="人", optional=True, example="350")
    present: Count | None = figure(
        "实到", at_most("expected", "CAD030", severity=Severity.IRREGULAR), unit="人", optional=True, example="348"
    )
    people: MeasureOrAbsence | None = figure("人次", optional=True, help="只知道一共多少人次时", example="2600 人次")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    cost: AmountOrAbsence | None = figure("花费", unit="元", optional=True)
    attended: tuple[Line, ...] = items("参加的驻村干部", cadres=True, help="派驻编号；镇的写 上河村 P03", example="P01")
    lessons: tuple[Lesson, ...] = items("课程")
    content: Paragraphs | None = figure("内容", optional=True, example="讲八项目标、十项任务。")


TRAINING = Kind("training", label="培训", files="trainings/*.yml", record=Training)
