"""项目: one work from decision to maintenance, with its kinds of money kept apart."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from cunwu.kinds.base import Item, NumberedItem, figure, group, items, state
from cunwu.kinds.forms import (
    Amount,
    AmountOrAbsence,
    AmountOrUnknown,
    Count,
    Day,
    FileName,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    MeasureOrUnknown,
    Percent,
    Reference,
    Spot,
    When,
    choice,
    usual,
)
from cunwu.kinds.ledger import FundingSource
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import IN_HOUSEHOLDS, IN_PEOPLE, books, not_before, not_negative

STAGES = ("立项", "招标", "开工", "完工", "验收", "结算", "移交")
"""The stages of a project, in order."""
STATES = ("计划", "立项", "招标", "在建", "停工", "完工", "验收", "结算", "移交", "取消")
PROCUREMENT_WAYS = ("公开招标", "邀请招标", "竞争性谈判", "现场竞标", "询价", "直接委托", "村民自建", "以工代赈")


class ScopeLine(NumberedItem):
    """What is built, with its quantity (M07)."""

    what: Line = figure("内容", example="水泥路面")
    quantity: MeasureOrAbsence | None = figure("数量", optional=True, example="3.5 公里")
    note: Line | None = figure("说明", optional=True, help="尺寸、材料等")


class Beneficiaries(Item):
    """Whom it serves."""

    households: MeasureOrAbsence | None = figure("户", IN_HOUSEHOLDS, optional=True, example="160多 户")
    people: MeasureOrAbsence | None = figure("人", IN_PEOPLE, optional=True, example="620 人")
    poor_households: MeasureOrAbsence | None = figure("脱贫户", IN_HOUSEHOLDS, optional=True, example="18 户")


class Bid(NumberedItem):
    """One bidder and its price."""

    bidder: Line = figure("投标人", example="县第二建筑公司")
    price: AmountOrAbsence | None = figure("报价", not_negative(), unit="元", optional=True)
    result: Annotated[str, choice("中标", "未中标", "废标", "弃标")] = figure("结果", example="中标")


class Procurement(Item):
    """How the builder was chosen."""

    way: Annotated[str, choice(*PROCUREMENT_WAYS)] = figure("方式", example="现场竞标")
    on: Day | None = figure("日期", optional=True)
    bids: tuple[Bid, ...] = items("报价单")


class ProjectAmounts(Item):
    """The kinds of money of a project. Different kinds are never added together."""

    estimate: AmountOrAbsence | None = figure("估算", not_negative(), unit="元", optional=True)
    budget: AmountOrAbsence | None = figure("预算", not_negative(), unit="元", optional=True)
    ceiling: AmountOrAbsence | None = figure("控制价", not_negative(), unit="元", optional=True)
    awarded: AmountOrAbsence | None = figure("中标", not_negative(), unit="元", optional=True)
    contract: AmountOrAbsence | None = figure("合同", not_negative(), unit="元", optional=True)
    settled: AmountOrAbsence | None = figure("审定", not_negative(), unit="元", optional=True, help="结算审定价")
    retention: AmountOrAbsence | None = figure("质保金", not_negative(), unit="元", optional=True)
    surplus: AmountOrAbsence | None = figure(
        "结余", unit="元", optional=True, help="资金来源比用掉的多，剩下多少；怎样处理写在备注里"
    )


class Variation(NumberedItem):
    """A change to the contract with its reason and approval (变更)."""

    on: When = figure("日期", help="只知道月份的写到月份")
    reason: Line = figure("原因", example="路基加宽 0.5 米")
    amount: Amount = figure("金额", unit="元", help="增加为正，减少为负")
    approved: Line = figure("批准", example="2026-05-06 村民代表会议")


class Payment(NumberedItem):
    """Money paid out for it; names the ledger entry where there is one."""

    on: When = figure("日期", help="只知道月份的写到月份")
    amount: Amount = figure("金额", unit="元")
    entry: Reference | None = figure(
        "流水", books("amount", "REF005"), to="ledger", optional=True, help="收支里的哪一笔", example="2026-03#017"
    )
    paid_by: Line | None = figure(
        "付款单位", optional=True, help="不从村里账上付的，写由谁付的", example="县财政局直接支付"
    )
    note: Line | None = figure("说明", optional=True, example="合同价的 97%")


class Funding(NumberedItem):
    """Where its money comes from; a gap is a source of its own (缺口)."""

    source: FundingSource = figure("来源", example="县")
    amount: AmountOrAbsence | None = figure("金额", unit="元", optional=True)
    note: Line | None = figure("说明", optional=True, example="县农业农村局拨付")


class Milestone(NumberedItem):
    """One stage of the strip, planned and actual."""

    stage: Annotated[str, choice(*STAGES)] = figure("节点", example="开工")
    planned: When | None = figure("计划", plan=True, optional=True)
    actual: When | None = figure("实际", optional=True, help="做到的那天填上；填了以后要改须写更正")
    document: Line | None = figure("文件", optional=True, help="这一步凭什么文件：名称和文号", example="验收单")


class Progress(NumberedItem):
    """What happened on a day, with a photo where there is one."""

    on: When = figure("日期")
    what: Line = figure("情况", example="路基完成，开始铺水泥")
    photo: FileName | None = figure("照片", optional=True, example="attachments/2026-04-20-灯杆.jpg")


class Labour(NumberedItem):
    """Days of work given (投工投劳), valued in money or not (M08)."""

    what: Line = figure("内容", example="挖基础")
    workdays: MeasureOrUnknown = figure("用工", example="120 工")
    value: AmountOrAbsence | None = figure("折资", unit="元", optional=True)


class Wage(NumberedItem):
    """Wages of one group of workers (劳务报酬): for whom, how much, how soon, by which way."""

    wage_group: Line = figure("班组", help="写组的名称，不写个人姓名", example="三组务工班")
    heads: Count | None = figure("人数", unit="人", optional=True, example="12")
    workdays: MeasureOrUnknown | None = figure("用工", optional=True, example="160 工")
    amount: Amount = figure("金额", unit="元")
    work_ended: When | None = figure("做工截止", optional=True, help="这一批工做到哪一天")
    paid_on: When | None = figure("发放日期", optional=True, help="还没有发的不写")
    how_paid: Annotated[str, choice("银行转账", "一卡通", "现金")] | None = figure("发放方式", optional=True)
    entry: Reference | None = figure("流水", to="ledger", optional=True, example="2026-03#017")


class Grant(Item):
    """What the giver of earmarked money asks to be told (衔接资金, 以工代赈). Source: projects/linkage-funds."""

    fund: Annotated[str, usual("衔接资金", "以工代赈", "一事一议奖补")] = figure("专项资金", example="衔接资金")
    granted: AmountOrAbsence | None = figure("下达金额", not_negative(), unit="元", optional=True)
    grant_approved: When | None = figure("批复日期", optional=True)
    grant_standard: Line | None = figure("补助标准", optional=True, example="每公里 30 万元")
    performance: Line | None = figure("绩效目标", optional=True, example="修路 1.2 公里，受益 150 户")
    farmers_gain: Line | None = figure("联农带农机制", optional=True, example="优先请本村脱贫户务工")
    wage_floor: Percent | None = figure(
        "劳务报酬下限", optional=True, help="批复里写的：劳务报酬至少占下达金额的多少", example="30%"
    )


class Hearing(Item):
    """Where people were heard before it was decided (听取意见)."""

    on: Day = figure("日期")
    present: Count | None = figure("实到", unit="人", optional=True)
    heard: Line | None = figure("反映", optional=True, help="没有意见就写「没有意见」", example="先修三组一段")
    answer: Line | None = figure("答复", optional=True, example="已采纳，先修三组")


class Upkeep(Item):
    """Who keeps it up once it is built, how often, and from which money."""

    keeper: Line = state("管护人", help="写组、岗位，或者姓加某", example="三组护路员")
    how_often: Line | None = state("多久一次", optional=True, example="每月巡查一次，雨后加一次")
    upkeep_money: Line | None = state("管护经费", optional=True, example="村集体每年 2000 元")


class Donation(NumberedItem):
    """A gift towards the project."""

    donor: Line = figure("捐赠人", help="单位写全称；个人写姓加某，或写「村民 12 人」")
    amount: AmountOrUnknown = figure("金额", unit="元")
    on: When | None = figure("日期", optional=True)
    entry: Reference | None = figure(
        "流水",
        books("amount", "REF022", income=True, source="program/cross-checks"),
        to="ledger",
        optional=True,
        help="交到村里账上的，写哪一笔",
        example="2026-03#017",
    )


class Acceptance(Item):
    """Who accepted the work, when, with what result."""

    on: When = figure("日期")
    by: Line = figure("单位", example="镇规划建设办、村务监督委员会")
    result: Annotated[str, choice("合格", "整改后合格", "不合格")] = figure("结果", example="合格")
    defects: Line | None = figure("问题", optional=True, example="两盏灯不亮，已换")


class ProjectNotice(NumberedItem):
    """A public notice of the project (公示) before, during or after the works."""

    stage: Annotated[str, choice("事前", "事中", "事后")] = figure("阶段", example="事前")
    since: Day = figure("起")
    until: Day = figure("止", not_before("since", "PRJ009", source="projects/notices"))
    objections: Line | None = figure("异议", optional=True, help="没有就写「无异议」")


class Project(Record):
    """One work: decided, funded, built, accepted, kept up."""

    heading: ClassVar[str] = "name"
    closes: ClassVar[Closes] = Closes(("procurement.bids",), by=("amounts.awarded", "amounts.contract"))

    number: ItemNumber = figure("编号", help="一直用这个编号称呼它", example="2026-路灯")
    name: Line = figure("名称", example="村主路路灯安装")
    unit: Annotated[str, choice("元", "万元")] | None = figure("单位", optional=True, help="金额的单位；不写就是元")
    rounding: Amount | None = figure(
        "舍入",
        unit="元",
        optional=True,
        asked=False,
        help="纸上的数取整到多少：写明以后，合计差一点只提醒",
        example="1.00",
    )
    place: Line | None = figure("地点", optional=True, example="村口至小学")
    position: Spot | None = figure(
        "位置",
        optional=True,
        asked=False,
        help="工地的北纬、东经，小数三位（约一百米）；不写的，照片照村的位置核对",
        example="29.503,112.017",
    )
    purpose: Line | None = figure("目的", optional=True, example="方便老人和学生夜间出行")
    status: Annotated[str, choice(*STATES)] | None = state("状态", optional=True, example="在建")
    scope: tuple[ScopeLine, ...] = items("建设内容")
    beneficiaries: Beneficiaries | None = group("受益")
    meeting: Reference | None = figure("决策会议", to="meeting", optional=True, help="会议记录的编号")
    hearing: Hearing | None = group("听取意见", help="决定以前开会听过村民意见的")
    owner: Line | None = figure("实施单位", optional=True, example="上河村村民委员会")
    contractor: Line | None = figure("施工单位", optional=True, example="示例照明安装队")
    supervisor: Line | None = figure("监理单位", optional=True, example="县建设监理公司")
    tender: Reference | None = figure("招标", to="tender", optional=True, help="招标记录的编号", example="2026-招-1")
    procurement: Procurement | None = group("采购")
    amounts: ProjectAmounts | None = group("金额", help="预算、合同、审定是不同的钱，分开写，不相加")
    variations: tuple[Variation, ...] = items("变更")
    payments: tuple[Payment, ...] = items("已付")
    funding: tuple[Funding, ...] = items("资金来源", help="相加等于预算；钱不够写一条「缺口」")
    grant: Grant | None = group("专项补助", help="衔接资金、以工代赈等专项资金要求公开的")
    milestones: tuple[Milestone, ...] = items("节点")
    progress: tuple[Progress, ...] = items("进展")
    labour: tuple[Labour, ...] = items("投工")
    wages: tuple[Wage, ...] = items("劳务报酬", help="付给出工村民的钱，一个班组一批一条")
    donations: tuple[Donation, ...] = items("捐赠")
    acceptance: Acceptance | None = group("验收")
    maintenance: Line | None = state("管护", optional=True, help="建好以后谁管", example="村委会，每季检查一次")
    upkeep: Upkeep | None = group("管护安排")
    asset: Reference | None = figure(
        "资产", to="asset", optional=True, help="移交以后登记成哪一项资产", example="资-01"
    )
    notices: tuple[ProjectNotice, ...] = items("公示")

    @property
    def day(self) -> date | None:
        """The latest day of its progress, stages and payments."""
        days = [note.on.last for note in self.progress]
        days += [milestone.actual.last for milestone in self.milestones if milestone.actual]
        days += [payment.on.last for payment in self.payments]
        return max(days, default=None)


PROJECT = Kind(
    "project", label="项目", files="projects/*.yml", record=Project, catalogue="项目", missing="REF001", invites=True
)
