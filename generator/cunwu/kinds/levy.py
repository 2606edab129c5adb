"""筹资筹劳: money and labour villagers agreed to give for a common work (一事一议)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import Item, NumberedItem, figure, group, items, state
from cunwu.kinds.forms import (
    Amount,
    AmountOrAbout,
    AmountOrAbsence,
    AmountOrUnknown,
    CountOrAbout,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    MeasureOrUnknown,
    Paragraphs,
    Reference,
    Span,
    UnitOfMoney,
    UnitPrice,
    When,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import at_most, books, not_negative, wanted

_DECISIONS = "villagers-committee-law-2026/decisions"
_MEETING = "补上「会议: 会议的编号」；会议还没有记录的，先在 meetings/ 里补一份"


Base = Annotated[str, usual("户", "亩", "劳力", "人")]
"""What a levy is measured by, if not (only) by the head."""


class Rate(NumberedItem):
    """So much from each household, mu or worker, where a levy is not (only) by the head."""

    per: Base = figure("每", help="按什么筹：户、亩、劳力", example="户")
    unit_price: UnitPrice = figure("单价", unit="元", example="50.00")
    quantity: MeasureOrUnknown = figure("数量", help="全部的，减免的也算", example="412 户")
    let_off: MeasureOrAbsence | None = figure("减免", optional=True, example="6 户")


class PerHead(Item):
    """What each person is asked to give (筹资)."""

    per_head: AmountOrAbout | None = figure("每人", not_negative(), unit="元", optional=True, example="15.00")
    heads: CountOrAbout | None = figure("人数", unit="人", optional=True, help="全部的人，减免的也算", example="1630")
    exempted: CountOrAbout | None = figure(
        "减免人数", at_most("heads", "LEV002", source="bookkeeping/identities"), unit="人", optional=True, example="46"
    )
    rates: tuple[Rate, ...] = items("标准", asked=False, help="按户、按亩、按劳力筹的写在这里，一种一条")
    to_collect: AmountOrUnknown = figure(
        "应筹",
        not_negative(),
        unit="元",
        help="每人 ×（人数 − 减免人数）− 部分减免；只知道总数的，只写这一栏",
        example="23760.00",
    )


class LabourRate(NumberedItem):
    """So many days of work from each household or mu, where work is not (only) asked of each worker."""

    per: Base = figure("每", help="按什么筹：户、亩", example="户")
    per_unit: CountOrAbout = figure("工日", unit="工", example="2")
    quantity: MeasureOrUnknown = figure("数量", help="全部的，减免的也算", example="412 户")
    let_off: MeasureOrAbsence | None = figure("减免", optional=True, example="6 户")


class LabourCall(Item):
    """What each worker, or each household, is asked to give (筹劳)."""

    per_worker: CountOrAbout | None = figure("每劳力工日", unit="工", optional=True, example="5")
    workers: CountOrAbout | None = figure("劳力", unit="人", optional=True, help="要出工的人", example="890")
    rates: tuple[LabourRate, ...] = items("标准", asked=False, help="按户、按亩出工的写在这里，一种一条")
    workdays_due: CountOrAbout | None = figure("应筹工日", unit="工", optional=True, example="4450")
    given: MeasureOrAbsence | None = state("已出工", optional=True, example="4120 工", outcome=True)
    day_rate: AmountOrAbout | None = figure("每工折资", not_negative(), unit="元", optional=True, example="80.00")
    value: AmountOrAbsence | None = figure(
        "折资", not_negative(), unit="元", optional=True, help="用钱代替出工的一共多少"
    )


class Exemption(NumberedItem):
    """Who gives less or nothing, and why; never by full name."""

    whom: Line = figure("对象", help="写类别和户数；个人写姓加某", example="五保户 6 户")
    people: CountOrAbout | None = figure("人数", unit="人", optional=True, example="8")
    relief: AmountOrAbsence | None = figure("减免金额", not_negative(), unit="元", optional=True, example="120.00")
    reason: Line = figure("原因", example="五保供养")


class Collected(NumberedItem):
    """Money that came in."""

    on: When = figure("日期", help="只知道月份的写到月份")
    amount: Amount = figure("金额", unit="元", example="6000.00")
    villagers_group: Line | None = figure("小组", optional=True, example="二组")
    entry: Reference | None = figure(
        "流水",
        books("amount", "LEV012", income=True),
        to="ledger",
        optional=True,
        help="收支里的哪一笔",
        example="2026-03#017",
    )
    note: Line | None = figure("说明", optional=True, example="由组长代收")


class Levy(Record):
    """One levy decided by the villagers. Source: one-case-one-discussion/caps."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-筹1")
    name: Line = figure("名称", example="机耕路硬化筹资筹劳")
    period: Span = figure("期间", example="2026")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    project: Reference | None = figure("项目", to="project", optional=True, help="用于哪个项目")
    meeting: Reference | None = figure(
        "会议", wanted("LEV010", source=_DECISIONS, hint=_MEETING), to="meeting", optional=True, help="哪次会议表决的"
    )
    fundraising: PerHead | None = group("筹资")
    labour_call: LabourCall | None = group("筹劳")
    exemptions: tuple[Exemption, ...] = items("减免")
    collected: tuple[Collected, ...] = items("已收")
    reward: AmountOrAbsence | None = figure("财政奖补", not_negative(), unit="元", optional=True)
    explanation: Paragraphs | None = state("说明", optional=True, example="外出务工的自愿以资代劳。")


LEVY = Kind("levy", label="筹资筹劳", files="levies/*.yml", record=Levy, catalogue="筹资筹劳")
