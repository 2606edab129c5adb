"""挂钩联系: who is tied to which place or village, how often he is to come, and how often he came (M14, M35)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import Growing, NumberedItem, figure, items
from cunwu.kinds.forms import (
    AmountOrAbsence,
    Count,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Span,
    UnitOfMoney,
    WhenOrAbsence,
    choice,
    usual,
)
from cunwu.kinds.posting import LEVELS_SENDING
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import inside, within

SORTS = ("领导挂点", "单位挂钩", "部门结对", "强村带弱村", "企业帮扶")


class Tie(NumberedItem):
    """One tie."""

    who: Line = figure("联系人", cadres=True, help="写职务或单位，不写姓名；驻村干部写 上河村 P03", example="县委常委")
    level: Annotated[str, choice(*LEVELS_SENDING)] | None = figure("层级", optional=True, example="县")
    people: MeasureOrAbsence | None = figure("人数", optional=True, help="写的是一批人时", example="183 人")
    whom: Line = figure("联系对象", cadres=True, places=True, example="清河镇")
    relation: Annotated[str, usual(*SORTS)] | None = figure("关系", optional=True, example="领导挂点")
    how_often: Line | None = figure("多久一次", optional=True, example="每季度一次")
    visits_due: Count | None = figure("应到次数", unit="次", optional=True, help="这一期照规定应到几次", example="4")
    note: Line | None = figure("说明", optional=True, example="分管农业")


class LinkVisit(NumberedItem):
    """One visit, or the number of visits that a report states."""

    tie: ItemNumber | None = figure(
        "联系", within("ties", "CAD022"), optional=True, help="上面哪一条联系", example="联1"
    )
    on: WhenOrAbsence | None = figure("日期", inside("period", "CAD023"), optional=True, example="2026-03-12")
    times: MeasureOrAbsence | None = figure(
        "次数", optional=True, help="一次到一次写一条；报告里只有总数的写总数", example="34 人次", growing=Growing.UP
    )
    deed: Line | None = figure("做了什么", optional=True, example="看账目，听村民意见")
    money: AmountOrAbsence | None = figure("慰问金", unit="元", optional=True, asked=False)
    goods: Line | None = figure("慰问品", optional=True, asked=False, example="米 6 袋")


class Linkage(Record):
    """The ties of a place for a year or another period."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-挂钩")
    name: Line = figure("名称", example="领导挂钩联系村")
    period: Span | None = figure("期间", optional=True, example="2026")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    meetings: MeasureOrAbsence | None = figure(
        "会议次数",
        optional=True,
        asked=False,
        help="联系的人一起开会，报告里写的次数",
        example="4 次",
        growing=Growing.UP,
    )
    ties: tuple[Tie, ...] = items("联系", required=True)
    calls: tuple[LinkVisit, ...] = items("到访")


LINKAGE = Kind("linkage", label="挂钩联系", files="linkages/*.yml", record=Linkage)
