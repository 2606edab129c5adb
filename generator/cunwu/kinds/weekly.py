"""周报: what was done last week against the plan, what comes next, where help is asked for (M04, M47)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import Line, Reference, Span, WhenOrAbsence, choice
from cunwu.kinds.record import Kind, Record

DONE = ("做完", "做了一部分", "没有做")


class Work(NumberedItem):
    """Something done, or planned and not done."""

    name: Line = figure("事项", example="走访困难户 6 户")
    from_plan: Line | None = figure("上周计划", optional=True, help="上周「下周打算」里的编号", example="打1")
    job: Reference | None = figure(
        "部署",
        to="schedule",
        optional=True,
        asked=False,
        help="做的是部署里的哪一条：部署的编号#条目编号",
        example="2026-03#安1",
    )
    done: Annotated[str, choice(*DONE)] | None = figure("做得怎样", optional=True, help="不写就是做完了")
    why: Line | None = figure("原因", optional=True, help="没有做完的写", example="连日下雨")


class Plan(NumberedItem):
    """Something planned for the next week."""

    name: Line = figure("事项", example="清理第三组水沟")
    who: Line | None = figure("谁", cadres=True, optional=True, example="P01")


class Trouble(NumberedItem):
    """A problem, the help that is asked for, and the answer."""

    trouble: Line = figure("问题", example="水渠塌了一段")
    help: Line | None = figure("请帮助", optional=True, example="请镇水利站来看")
    answer: Line | None = state("答复", optional=True, example="3 月 12 日来看过，列入计划", outcome=True)
    answered: WhenOrAbsence | None = state("答复日期", optional=True, outcome=True)


class Weekly(Record):
    """One week, or one month told as a whole, of one cadre or of all in the village."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"
    has_happened: ClassVar[bool] = True

    period: Span = figure("期间", help="一周写起止两天；月报写月份", example="2026-03-02..2026-03-08")
    posting: Reference | None = figure("派驻", to="posting", optional=True, help="谁的周报；全队的不写", example="P01")
    works: tuple[Work, ...] = items("做了")
    plans: tuple[Plan, ...] = items("下周打算")
    troubles: tuple[Trouble, ...] = items("问题")

    @property
    def title(self) -> str:
        """“2026 年 3 月 2 日至 3 月 8 日周报”."""
        return f"{self.period.label}{'月报' if self.is_monthly else '周报'}"

    @property
    def is_monthly(self) -> bool:
        """Whether it tells of a month (月报)."""
        return self.period.kind == "month"


WEEKLY = Kind("weekly", label="周报", files="weekly/*.yml", record=Weekly)
