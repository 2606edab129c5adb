"""走访: household visits of a period — whom, what was heard, what came of it (M19, M20, M26)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import Growing, NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    AmountOrAbsence,
    Line,
    MeasureOrAbsence,
    Reference,
    Span,
    UnitOfMoney,
    WhenOrAbsence,
    WhenOrUnknown,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import IN_HOUSEHOLDS, books, inside, not_before

TARGET_GROUPS = ("老党员老代表", "致富能手", "示范户", "矛盾户", "信访户", "外出务工人员", "困难户", "其他")
"""The six groups of M20, then households in need, then any other; a paper may name yet others: 脱贫户, 监测户."""


class Visit(NumberedItem):
    """One visit, or one day's or campaign's visits told together."""

    on: WhenOrUnknown = figure("日期", inside("period", "CAD008", source="resident-cadres/visits"))
    visitor: Line = figure("走访人", cadres=True, help="派驻编号或职务", example="P01")
    group: Annotated[str, usual(*TARGET_GROUPS)] = figure(
        "对象", help="照走访记录写，如 困难户、脱贫户", example="困难户"
    )
    households: MeasureOrAbsence | None = figure("户数", optional=True, example="6 户", growing=Growing.UP)
    fresh: MeasureOrAbsence | None = figure(
        "今年首次",
        IN_HOUSEHOLDS,
        unit="户",
        optional=True,
        asked=False,
        help="这些户里今年第一次走到的；次次都写，才算得出全村走到多少",
        example="4 户",
        growing=Growing.UP,
    )
    people: MeasureOrAbsence | None = figure("人次", optional=True, example="12 人次", growing=Growing.UP)
    heard: Line | None = figure("反映", optional=True, help="听到什么；不写能认出个人的内容")
    passed_to: Line | None = figure("转交", optional=True, example="村委会")
    answer: Line | None = state(
        "答复",
        optional=True,
        example="3 月 9 日已清通",
        outcome=True,
    )
    answered: WhenOrAbsence | None = state(
        "答复日期",
        not_before("on", "CAD047", source="resident-cadres/visits"),
        optional=True,
        example="2026-03-09",
        outcome=True,
    )
    money: AmountOrAbsence | None = figure("慰问金", unit="元", optional=True)
    entry: Reference | None = figure(
        "流水",
        books("money", "REF021", source="program/cross-checks"),
        to="ledger",
        optional=True,
        help="慰问金从村里账上付的，写哪一笔",
        example="2026-03#017",
    )
    goods: Line | None = figure("慰问品", optional=True, example="米 6 袋")
    note: Line | None = figure("说明", optional=True, example="逐户走访")


class Visits(Record):
    """The visits of a month, a year or a campaign."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"
    has_happened: ClassVar[bool] = True

    period: Span = figure("期间", example="2026-03")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    visits: tuple[Visit, ...] = items("明细", required=True)

    @property
    def title(self) -> str:
        """“2026 年 3 月走访”."""
        return f"{self.period.label}走访"


VISIT = Kind("visit", label="走访", files="visits/*.yml", record=Visits, catalogue="走访")
