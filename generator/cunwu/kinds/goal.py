"""目标: what a village is to reach in a year or three, how far it is, and what shows it (M12, M13)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import ByWhen, ItemNumber, Line, MeasureOrAbsence, Paragraphs, Span, Yes, usual
from cunwu.kinds.record import Kind, Record

EIGHT_GOALS = (
    "集体收入",
    "后备干部",
    "新党员",
    "实事好事",
    "不稳定问题",
    "实用人才培训",
    "劳力输出",
    "长效机制",
)
TEN_TASKS = (
    "党员教育",
    "农民教育",
    "两委班子",
    "党员队伍",
    "集体经济",
    "后备干部",
    "实用技能培训",
    "社会稳定",
    "实事好事",
    "规章制度",
)


class Target(NumberedItem):
    """One goal with its number, and how far it is."""

    goal: Annotated[str, usual(*EIGHT_GOALS)] = figure("目标", example="集体收入")
    aim: MeasureOrAbsence | None = figure("要达到", optional=True, help="数字加单位", example="30000 元")
    demand: Line | None = figure("要求", optional=True, help="没有数字的写要求", example="解决一批影响稳定的问题")
    whom: Line | None = figure("对象", cadres=True, optional=True, help="只对一部分村、人的写明", example="贫困村")
    deadline: ByWhen | None = figure("期限", plan=True, optional=True, example="2005-12")
    achieved: MeasureOrAbsence | None = state("已达到", optional=True, example="32000 元", outcome=True)
    reached: Yes | None = state("完成", optional=True, example="是", outcome=True)
    shown_by: Line | None = state(
        "凭据", optional=True, help="哪份记录、哪份文件能看出来", example="收支 2005-12", outcome=True
    )


class Task(NumberedItem):
    """One task, and what is done for it."""

    task: Annotated[str, usual(*TEN_TASKS)] = figure("任务", example="集体经济")
    work: Line | None = figure("做什么", optional=True, example="发包荒山，办加工厂")
    stage: Line | None = figure("阶段", optional=True, example="第二阶段")
    how_far: Line | None = state("进展", optional=True, example="已经签了合同")


class Goals(Record):
    """The goals of a place for a year or several."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2005-目标")
    name: Line = figure("名称", example="2005 年工作目标")
    period: Span | None = figure("期间", optional=True, example="2005")
    theme: Line | None = figure("主题", optional=True, example="三查两建一发展")
    document: Line | None = figure("文件", optional=True, example="2005年驻村工作实施意见")
    targets: tuple[Target, ...] = items("目标")
    tasks: tuple[Task, ...] = items("任务")
    explanation: Paragraphs | None = state("说明", optional=True, example="分三个阶段做。")


GOAL = Kind("goal", label="目标", files="goals/*.yml", record=Goals)
