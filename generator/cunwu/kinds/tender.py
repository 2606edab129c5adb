"""招标: what is let or built by competition: announced, signed up for, opened, decided, objected to."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import Item, NumberedItem, figure, group, items, state
from cunwu.kinds.forms import (
    AmountOrKind,
    AmountOrRate,
    Count,
    Day,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    Reference,
    UnitOfMoney,
    choice,
)
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import not_before, not_negative, within

TENDER_SORTS = ("施工", "采购", "服务", "出租", "发包", "出让")
INCOME_SORTS = ("出租", "发包", "出让")
"""Sorts that bring the village money: the highest price is the best."""
WON = "中标"
_LETTING = "contracts/letting"


class TenderObject(NumberedItem):
    """One thing that is let or built; several may stand in one announcement."""

    object_name: Line = figure("标的", example="上屋组集体林地")
    asset: Reference | None = figure("资产", to="asset", optional=True, example="资-01")
    area: MeasureOrAbsence | None = figure("面积", optional=True, example="60 亩")
    lease_term: Line | None = figure("租期", optional=True, example="五年")
    floor_price: AmountOrRate | None = figure(
        "底价", not_negative(), unit="元", optional=True, help="按年、按亩算的照写：300 元/年"
    )


class TenderRound(NumberedItem):
    """One opening; where nobody was found, a second one follows."""

    on: Day = figure("日期")
    where: Line | None = figure("地点", optional=True, example="村党群服务中心")
    bidders_came: Count | None = figure("到场家数", unit="家", optional=True, example="3")
    round_result: Annotated[str, choice("成交", "流标", "中止")] = figure("本场结果", example="成交")
    reason: Line | None = figure("原因", optional=True, help="流标、中止的写为什么", example="只有一家报名")


class TenderBid(NumberedItem):
    """One bid; of several objects or rounds, for which and in which."""

    bidder: Line = figure("投标人", help="单位写全称；个人写姓加某", example="示例茶叶加工厂")
    bid_for: ItemNumber | None = figure("投的标的", within("objects", "TEN012"), optional=True, example="标1")
    bid_round: ItemNumber | None = figure("哪一场", within("rounds", "TEN013"), optional=True, example="场1")
    price: AmountOrRate | None = figure(
        "报价", not_negative(), unit="元", optional=True, help="按年、按亩报的照写：300 元/年"
    )
    result: Annotated[str, choice(WON, "未中标", "废标", "弃标")] = figure("结果", example=WON)
    note: Line | None = figure("说明", optional=True, help="废标、弃标的写为什么")


class ResultNotice(Item):
    """Where and how long the result hung (结果公示)."""

    since: Day = figure("起")
    until: Day = figure("止", not_before("since", "TEN014", source=_LETTING))
    where: Line | None = figure("地点", optional=True, example="村公开栏")


class TenderObjection(NumberedItem):
    """What somebody objected, and what was answered."""

    on: Day = figure("日期")
    heard: Line = figure("反映", example="第二家报价单没有当场念")
    answer: Line | None = figure("答复", optional=True, example="已在公开栏补贴三家报价单")
    answered: Day | None = figure("答复日期", not_before("on", "TEN015", source=_LETTING), optional=True)


class Tender(Record):
    """One tender or public letting. Source: contracts/letting."""

    heading: ClassVar[str] = "name"
    closes: ClassVar[Closes] = Closes(("rounds", "bids"), by=("result_notice.since",))

    number: ItemNumber = figure("编号", example="2026-招-1")
    name: Line = figure("名称", example="上屋组集体林地流转竞价")
    sort: Annotated[str, choice(*TENDER_SORTS)] = figure("种类", example="出租")
    status: Annotated[str, choice("报名中", "待开标", "公示中", "成交", "流标", "取消")] | None = state(
        "状态", optional=True, example="成交"
    )
    unit: UnitOfMoney | None = figure("单位", optional=True, help="金额的单位；不写就是元")
    project: Reference | None = figure("项目", to="project", optional=True, help="给哪个项目招的")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="哪次会议定的")
    way: Annotated[str, choice("公开招标", "邀请招标", "公开竞价", "现场竞标", "竞争性谈判", "询价", "拍卖")] = figure(
        "方式", example="公开竞价"
    )
    objects: tuple[TenderObject, ...] = items("标的物")
    ceiling: AmountOrRate | None = figure(
        "控制价", not_negative(), unit="元", optional=True, help="村里付钱的，最高不超过多少"
    )
    increment: AmountOrRate | None = figure("加价幅度", unit="元", optional=True, example="100.00")
    deposit: AmountOrKind | None = figure("保证金", unit="元", optional=True)
    award_rule: Annotated[str, choice("价高者得", "价低者得", "综合评分", "抽签")] | None = figure(
        "定标办法", optional=True, help="不写的，收钱的算价高者得，付钱的算价低者得"
    )
    payment_terms: Line | None = figure("付款方式", optional=True, example="每年 1 月 10 日以前交当年的")
    entry_terms: Paragraphs | None = figure("参加条件", optional=True, example="本村集体成员优先。")
    signup_from: Day | None = figure("报名起", optional=True)
    signup_until: Day | None = figure(
        "报名止",
        not_before("signup_from", "TEN011", severity=Severity.IRREGULAR, source=_LETTING),
        optional=True,
    )
    signup_place: Line | None = figure("报名地点", optional=True, example="村委会办公室")
    signed_up: Count | None = figure("报名家数", unit="家", optional=True, example="3")
    rounds: tuple[TenderRound, ...] = items("开标", help="一场一条；流标以后再开的另写一条")
    bids: tuple[TenderBid, ...] = items("报价单")
    result_notice: ResultNotice | None = group("结果公示")
    tender_objections: tuple[TenderObjection, ...] = items("异议和答复")

    @property
    def is_income(self) -> bool:
        """Whether the village is paid."""
        return self.sort in INCOME_SORTS

    @property
    def winners(self) -> tuple[TenderBid, ...]:
        """The bids that won; of several objects one each."""
        return tuple(one for one in self.bids if one.result == WON)


TENDER = Kind("tender", label="招标", files="tenders/*.yml", record=Tender, family="TEN", missing="TEN020")
