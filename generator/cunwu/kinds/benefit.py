"""补助: money or goods handed to households; names are shown only while the notice runs, totals stay."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from cunwu.kinds.base import Item, NumberedItem, figure, group, items, state
from cunwu.kinds.forms import (
    Amount,
    AmountOrAbsence,
    Day,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    Reference,
    Span,
    UnitPrice,
    When,
    choice,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import IN_HOUSEHOLDS, IN_PEOPLE, books, not_before, not_negative

BENEFIT_SORTS = (
    "低保",
    "特困",
    "临时救助",
    "耕地补贴",
    "残疾人补贴",
    "高龄津贴",
    "困难慰问",
    "灾害救助",
    "公益性岗位",
    "光伏收益",
    "危房改造",
    "务工报酬",
    "分红",
    "其他",
)


LISTED = ("全部", "新增", "调整", "退出", "部分")
"""Whom the list names; only a list of all can be added up to the total."""


class Receiver(NumberedItem):
    """One household that receives it, by a masked name; never with number, address or illness."""

    name: Line = figure("姓名", help="写姓加某，如 张某；同姓的写 张某甲、张某乙", example="张某", named=True)
    villagers_group: Line | None = figure("小组", optional=True, example="二组")
    sort: Line | None = figure("类别", optional=True, example="B 类")
    quantity: MeasureOrAbsence | None = figure("数量", optional=True, example="3.2 亩")
    amount: AmountOrAbsence | None = figure("金额", unit="元", optional=True, example="480.00")


class Category(NumberedItem):
    """One class of those who receive it, counted, without anybody named."""

    sort: Line = figure("类别", example="A 类")
    households: MeasureOrAbsence | None = figure("户", IN_HOUSEHOLDS, optional=True, example="6 户")
    people: MeasureOrAbsence | None = figure("人", IN_PEOPLE, optional=True, example="9 人")
    quantity: MeasureOrAbsence | None = figure("数量", optional=True, example="30.5 亩")
    standard: Line | None = figure("标准", optional=True, example="每人每月 600 元")
    amount: AmountOrAbsence | None = figure("金额", not_negative(), unit="元", optional=True, example="5400.00")


class BenefitTotal(Item):
    """The whole as the paper states it."""

    households: MeasureOrAbsence | None = figure("户", IN_HOUSEHOLDS, optional=True, example="18 户")
    people: MeasureOrAbsence | None = figure("人", IN_PEOPLE, optional=True, example="26 人")
    quantity: MeasureOrAbsence | None = figure("数量", optional=True, example="310.5 亩")
    amount: AmountOrAbsence | None = figure("金额", not_negative(), unit="元", optional=True, example="8640.00")


class PublicNotice(Item):
    """The days on which names may be read and objected to (公示)."""

    since: Day = figure("起", example="2026-03-01")
    until: Day = figure(
        "止", not_before("since", "BEN002"), help="最后一天；第二天起名单自动撤下，合计留着", example="2026-03-07"
    )
    where: Line | None = figure("地点", optional=True, example="村委会公开栏")


class Objection(NumberedItem):
    """Something said against the list while it was up, and what came of it."""

    on: Day = figure("日期")
    text: Line = figure("内容", help="不要写名字", example="有一户已经去世")
    answer: Line | None = state("答复", optional=True, example="已核实，从名单中去掉", outcome=True)


class Payout(NumberedItem):
    """Money handed out."""

    on: When = figure("日期", help="只知道月份的写到月份")
    amount: Amount = figure("金额", unit="元", example="8640.00")
    paid_by: Line | None = figure("付款单位", optional=True, help="不从村里账上付的，写由谁付的", example="镇财政所")
    entry: Reference | None = figure(
        "流水", books("amount", "BEN012"), to="ledger", optional=True, help="从村里账上付的，写哪一笔"
    )


class Benefit(Record):
    """One scheme handed out in one period. Source: villagers-committee-law-2026/disclosure."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-耕补")
    name: Line = figure("名称", example="2026 年耕地地力保护补贴")
    sort: Annotated[str, choice(*BENEFIT_SORTS)] = figure("种类", example="耕地补贴")
    period: Span = figure("期间", example="2026")
    unit: Annotated[str, choice("元", "万元")] | None = figure(
        "单位", optional=True, help="金额和单价的单位；不写就是元"
    )
    basis: Line | None = figure("依据", optional=True, help="文件名和文号")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, asked=False, help="哪次会议评定的")
    standard: Line | None = figure("标准", optional=True, example="每亩 150 元")
    unit_price: UnitPrice | None = figure(
        "单价",
        unit="元",
        optional=True,
        help="每个数量多少元，最多四位小数，程序照它核对金额",
        example="150.00 元/亩",
    )
    listed: Annotated[str, choice(*LISTED)] | None = figure(
        "名单范围", optional=True, asked=False, help="名单只列新增的、调整的或一部分，合计是全部的，写明是哪些"
    )
    receivers: tuple[Receiver, ...] = items("名单")
    categories: tuple[Category, ...] = items("分类", asked=False, help="不列名单、只按类别公布的，一类一条")
    total: BenefitTotal | None = group("合计")
    notice: PublicNotice | None = group("公示")
    objections: tuple[Objection, ...] = items("异议")
    payouts: tuple[Payout, ...] = items("发放")
    explanation: Paragraphs | None = state("说明", optional=True, example="名单由各组核对后报村。")

    @property
    def lists_all(self) -> bool:
        """Whether the list names all whom the total counts."""
        return self.listed in (None, "全部")

    def shows_names(self, as_of: date) -> bool:
        """Whether the list of names may be read on that day: from the first day of the notice to the last."""
        return self.notice is not None and self.notice.since <= as_of <= self.notice.until


BENEFIT = Kind("benefit", label="补助", files="benefits/*.yml", record=Benefit, catalogue="补助")
