"""驻村日志: stays in the village — where, who, what was done, what was asked for, what came of it (M29)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import Line, Paragraphs, Reference, Span, WhenOrUnknown, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import inside

SORTS = ("蹲点", "坐诊", "出诊", "会诊")


class StayDay(NumberedItem):
    """One entry of the diary."""

    on: WhenOrUnknown = figure("日期", inside("period", "CAD024"), example="2026-03-09")
    who: Line | None = figure("谁", cadres=True, optional=True, help="派驻编号或职务", example="P01")
    way: Annotated[str, usual(*SORTS)] | None = figure("方式", optional=True, example="坐诊")
    where: Line | None = figure("地点", optional=True, example="第三村民小组")
    deed: Paragraphs = figure("做了什么", example="和组长看了塌的水渠。")
    asked: Line | None = figure("村民要求", optional=True, help="不写能认出个人的内容", example="雨季以前修好")
    result: Line | None = state("结果", optional=True, example="3 月 20 日修好", outcome=True)
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="会诊的，写哪次会议")


class Stays(Record):
    """The diary of a month or of one stay."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"
    has_happened: ClassVar[bool] = True

    period: Span = figure("期间", example="2026-03")
    posting: Reference | None = figure(
        "派驻", to="posting", optional=True, help="谁的日志；几个人合写的不写", example="P01"
    )
    entries: tuple[StayDay, ...] = items("明细", required=True)

    @property
    def title(self) -> str:
        """“2026 年 3 月驻村日志”."""
        return f"{self.period.label}驻村日志"


STAY = Kind("stay", label="驻村日志", files="stays/*.yml", record=Stays)
