"""债权债务: what others owe the village or the village owes, since when and why, and what has been paid back."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.contract import DuePayment
from cunwu.kinds.forms import (
    AmountOrAbsence,
    AmountOrKindOrUnknown,
    AmountOrUnknown,
    ItemNumber,
    Line,
    Paragraphs,
    PercentOrAbout,
    Reference,
    When,
    choice,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import not_before


class Repayment(NumberedItem):
    """Money paid back (归还)."""

    on: When = figure("日期", not_before("arose", "DEB005", source="rural-finance-disclosure-2011/items"))
    amount: AmountOrKindOrUnknown = figure(
        "金额", unit="元", help="还的本金；还实物的写 稻谷 300 斤；实在查不清的写「不详」", example="5000.00"
    )
    interest: AmountOrUnknown | None = figure(
        "利息", unit="元", optional=True, help="另付的利息，不算归还本金；只知道大概的写 约300 元"
    )
    entry: Reference | None = figure("流水", to="ledger", optional=True, help="收支里的哪一笔", example="2026-03#017")
    note: Line | None = figure("说明", optional=True, example="以工程款抵付")


class Debt(Record):
    """One claim or one debt. Source: rural-finance-disclosure-2011/items."""

    heading: ClassVar[str] = "matter"
    dated_by: ClassVar[str] = "arose"

    number: ItemNumber = figure("编号", example="债-2024-1")
    matter: Line = figure("事由", example="修水渠欠工程尾款")
    sort: Annotated[str, choice("债权", "债务")] = figure(
        "种类", help="别人欠村里是债权，村里欠别人是债务", example="债务"
    )
    book: ItemNumber | None = figure("账套", optional=True, help="记在哪个法人的账上", example="合作社")
    counterpart: Line = figure("对方", help="单位写全称；个人写姓加某", example="示例水利工程队")
    amount: AmountOrKindOrUnknown = figure("金额", unit="元", example="38000.00")
    unit: Annotated[str, choice("元", "万元")] | None = figure("单位", optional=True, help="金额的单位；不写就是元")
    arose: When | None = figure("发生", optional=True, example="2024-11")
    interest_rate: PercentOrAbout | None = figure("年利率", optional=True, help="只知道大概的写 约4%", example="4%")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="哪次会议同意的")
    project: Reference | None = figure("项目", to="project", optional=True)
    contract: Reference | None = figure("合同", to="contract", optional=True)
    plan: tuple[DuePayment, ...] = items("归还计划", help="什么时候还多少，一期一条")
    repayments: tuple[Repayment, ...] = items("归还", help="还了多少，一次一条")
    balance: AmountOrAbsence | None = state("余额", unit="元", optional=True, help="账上写的余额；程序会另算一遍")
    status: Annotated[str, choice("未清", "已清", "核销", "有争议")] = state("状态", example="未清")
    explanation: Paragraphs | None = state("说明", optional=True, example="双方 2025 年底对过账。")


DEBT = Kind("debt", label="债权债务", files="debts/*.yml", record=Debt, catalogue="债权债务")
