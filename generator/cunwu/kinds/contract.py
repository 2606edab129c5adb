"""合同: what was let, bought or built, at what price, what was due when and what has come in."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    AmountOrKind,
    AmountOrKindOrUnknown,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    PriceOrAbsence,
    Reference,
    When,
    choice,
)
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import not_before, within

CONTRACT_SORTS = ("出租", "发包", "出让", "入股", "采购", "施工", "服务", "其他")
WAYS_OF_LETTING = ("公开竞价", "招标", "拍卖", "协商", "续签", "询价", "直接委托", "其他")

_WHICH = "期次写付款安排里的编号（{known}）；说不清是哪一期的，删去这一行，程序从最早的一期算起"


class ContractObject(NumberedItem):
    """What it is about; names the line of the register where there is one."""

    object_name: Line = figure("标的", example="茶叶初制厂厂房一栋")
    asset: Reference | None = figure("资产", to="asset", optional=True, example="资-01")
    area: MeasureOrAbsence | None = figure("面积", optional=True, example="420 平方米")
    unit_price: PriceOrAbsence | None = figure(
        "单价", unit="元", optional=True, help="每亩、每平方米一年多少钱，最多四位小数", example="20.00"
    )
    amount: AmountOrKind | None = figure(
        "金额", unit="元", optional=True, help="这一处的价钱；照合同填写，与面积乘单价不同也照写", example="8400.00"
    )


class DuePayment(NumberedItem):
    """One payment of the schedule (应付 or 应收, by the sort of contract)."""

    due: When = figure("到期", help="最晚哪一天交；只约定到月份的写到月份", example="2026-01-31")
    amount: AmountOrKindOrUnknown = figure(
        "金额", unit="元", help="减免写负数；交实物的写 稻谷 300 斤；实在查不清的写「不详」", example="12000.00"
    )
    note: Line | None = figure("说明", optional=True, example="第一年租金")


class ContractPayment(NumberedItem):
    """Money that came in or went out under it."""

    on: When = figure("日期", help="只知道月份的写到月份", example="2026-01-28")
    amount: AmountOrKindOrUnknown = figure(
        "金额", unit="元", help="退回的写负数；交实物的写 稻谷 300 斤；实在查不清的写「不详」", example="12000.00"
    )
    scheduled: ItemNumber | None = figure(
        "期次",
        within("schedule", "CTR003", hint=_WHICH),
        optional=True,
        help="付款安排里的哪一条；不写就从最早的一条算起",
    )
    entry: Reference | None = figure("流水", to="ledger", optional=True, help="收支里的哪一笔", example="2026-03#017")
    note: Line | None = figure("说明", optional=True, example="现金交来")


class Contract(Record):
    """One contract of the village. Source: rural-finance-disclosure-2011/items."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "signed"
    closes: ClassVar[Closes] = Closes(("objects", "schedule"), by=("signed",))

    number: ItemNumber = figure("编号", example="2026-合-3")
    name: Line = figure("名称", example="茶叶初制厂厂房出租合同")
    sort: Annotated[str, choice(*CONTRACT_SORTS)] = figure("种类", example="出租")
    book: ItemNumber | None = figure("账套", optional=True, help="哪个法人签的", example="合作社")
    counterpart: Line | None = figure(
        "对方", optional=True, help="单位写全称；个人写姓加某；还没有定下来的不写", example="示例茶叶加工厂"
    )
    objects: tuple[ContractObject, ...] = items("标的物")
    way: Annotated[str, choice(*WAYS_OF_LETTING)] | None = figure(
        "方式", optional=True, help="怎样定的对方", example="公开竞价"
    )
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="哪次会议同意的")
    project: Reference | None = figure("项目", to="project", optional=True)
    tender: Reference | None = figure("招标", to="tender", optional=True, help="哪一次招标定的", example="2026-招-1")
    signed: When | None = figure("签订", optional=True, example="2026-01-05")
    begins: When | None = figure("起", optional=True, example="2026-01-01")
    until: When | None = figure(
        "止",
        not_before("begins", "CTR002", source="rural-finance-disclosure-2011/items"),
        optional=True,
        example="2028-12-31",
    )
    unit: Annotated[str, choice("元", "万元")] | None = figure("单位", optional=True, help="金额的单位；不写就是元")
    total_price: AmountOrKind | None = figure("总价", unit="元", optional=True, example="36000.00")
    deposit: AmountOrKind | None = figure("保证金", unit="元", optional=True)
    schedule: tuple[DuePayment, ...] = items("付款安排", help="什么时候该交多少，一期一条")
    payments: tuple[ContractPayment, ...] = items("已付", help="出租、发包是收到的租金；采购、施工是付出去的")
    status: Annotated[str, choice("招租中", "招标中", "履行中", "已到期", "已终止", "有争议")] | None = state(
        "状态", optional=True, example="履行中"
    )
    ended: When | None = state(
        "终止日期", optional=True, help="提前终止的哪一天；那天以后到期的不再收", example="2027-06-30"
    )
    explanation: Paragraphs | None = state("说明", optional=True, example="承租人负责日常维修。")

    @property
    def party(self) -> str:
        """Who it is with, in words also if nobody is yet."""
        return self.counterpart or "还没有定下对方"

    @property
    def is_income(self) -> bool:
        """Whether its payments come to the village."""
        return self.sort in ("出租", "发包", "出让", "入股")


CONTRACT = Kind("contract", label="合同", files="contracts/*.yml", record=Contract, catalogue="合同", missing="REF014")
