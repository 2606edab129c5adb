"""预算: what a book plans to take in and to spend in a year, and what was changed on the way."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import NumberedItem, figure, group, items, state
from cunwu.kinds.common import Posted, Review
from cunwu.kinds.forms import Amount, Day, ItemNumber, Line, Paragraphs, Reference, Span, UnitOfMoney, choice
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import inside, legal_person, unique, wanted

SIDES = ("收入", "支出")
Side = Annotated[str, choice(*SIDES)]


class BudgetLine(NumberedItem):
    """What is planned under one account title."""

    account_title: Line = figure(
        "科目",
        unique(
            "BUD001",
            source="rural-finance-disclosure-2011/items",
            hint="合成一条；要分得更细，在科目后面用短横写明细，如 {value}-路灯",
        ),
        help="和收支里写的科目一样；收支里的「公益支出-路灯」也算在「公益支出」里",
        example="公益支出",
    )
    amount: Amount = figure("金额", unit="元", example="60000.00")
    note: Line | None = figure("说明", optional=True, example="路灯、保洁")


class BudgetAdjustment(NumberedItem):
    """A change of one line during the year (调整), with its reason and the meeting that agreed."""

    on: Day = figure(
        "日期",
        inside(
            "period",
            "BUD008",
            severity=Severity.NOTICE,
            source="bookkeeping/practice",
            hint="核对日期；是别的年份的，移到那一年的预算里",
        ),
    )
    side: Side = figure("方向", example="支出")
    account_title: Line = figure("科目", example="公益支出")
    amount: Amount = figure("金额", unit="元", help="增加为正，减少为负", example="8000.00")
    reason: Line = figure("原因", example="水渠塌方，增加抢修")
    meeting: Reference | None = figure(
        "会议",
        wanted("BUD003", source="bookkeeping/practice", hint="补一行「会议: 会议编号」；没有开会的，请先开会"),
        to="meeting",
        optional=True,
        help="哪次会议同意的",
    )


class Budget(Record):
    """The plan of one book for one year. Source: rural-finance-disclosure-2011/items."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"

    book: ItemNumber = figure("账套", legal_person("BUD007"), help="村文件里法人的编号", example="合作社")
    period: Span = figure("期间", help="一般是一年", example="2026")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="哪次会议通过的")
    planned_income: tuple[BudgetLine, ...] = items("收入预算", help="一个科目一条")
    planned_expense: tuple[BudgetLine, ...] = items("支出预算", help="一个科目一条")
    adjustments: tuple[BudgetAdjustment, ...] = items("调整", help="年中改动预算，一次一条")
    reviews: tuple[Review, ...] = items("审核", help="谁审过、什么意见")
    posted: Posted | None = group("公布", help="上墙的日期和地点")
    explanation: Paragraphs | None = state("说明", optional=True, help="用大白话说说今年打算怎么花钱")

    @property
    def title(self) -> str:
        """“2026 年预算”."""
        return f"{self.period.label}预算"


BUDGET = Kind("budget", label="预算", files="budgets/*.yml", record=Budget, catalogue="预算", invites=True)
