"""实事: one good deed done or difficulty solved (M08, M19)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import figure, state
from cunwu.kinds.forms import (
    AmountOrAbsence,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    Reference,
    UnitOfMoney,
    When,
    choice,
)
from cunwu.kinds.ledger import FundingSource
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import books

DEED_SORTS = ("实事", "难题", "捐助", "技术指导", "组织建设")


class Deed(Record):
    """What was done, for whom, at whose cost, with what result."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"

    number: ItemNumber = figure("编号", example="2026-03")
    name: Line = figure("事项", example="帮 12 户老人装扶手")
    sort: Annotated[str, choice(*DEED_SORTS)] = figure("种类", example="实事")
    when: When | None = figure("日期", optional=True, help="做成或开始的日子")
    whom: Line | None = figure("受益", optional=True, example="第三村民小组")
    quantity: MeasureOrAbsence | None = figure("数量", optional=True, example="12 户")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    cost: AmountOrAbsence | None = figure("花费", unit="元", optional=True)
    funding: FundingSource | None = figure("资金来源", optional=True)
    entry: Reference | None = figure(
        "流水",
        books("cost", "REF020", source="program/cross-checks"),
        to="ledger",
        optional=True,
        help="从村里账上付的，写哪一笔",
        example="2026-03#017",
    )
    by: Line | None = figure("经办", cadres=True, optional=True, help="派驻编号、工作队或单位", example="P01")
    result: Line | None = state("结果", optional=True, example="水沟已通，不再积水", outcome=True)
    detail: Paragraphs | None = state("经过", optional=True, example="发动村民 12 人，两天清完。", outcome=True)


DEED = Kind("deed", label="实事", files="deeds/*.yml", record=Deed, catalogue="实事")
