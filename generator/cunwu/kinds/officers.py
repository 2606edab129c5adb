"""班子: one body of the village over one term — members, pay, handovers, who keeps apart from whom (M10, M39)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    Amount,
    AmountOrAbsence,
    Count,
    CountOrAbout,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    Phone,
    Reference,
    Span,
    UnitOfMoney,
    Weekdays,
    WhenOrAbsence,
    WhenOrUnknown,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import books, not_before, wanted, within
from cunwu.values.dates import PartialDay

PARTY, COMMITTEE, SUPERVISORS, REVIEWERS = "村党组织", "村民委员会", "村务监督委员会", "民主理财小组"
COUNCIL, AUDITORS = "集体经济组织理事会", "集体经济组织监事会"
BODIES = (PARTY, COMMITTEE, SUPERVISORS, REVIEWERS, "村民小组长", "村民代表", COUNCIL, AUDITORS)
ELECTED, ACTING = "选举", "代理"
POSTS_HELD = (
    *("书记", "副书记", "委员", "主任", "副主任", "组长", "代表", "理事长", "理事", "监事长", "监事"),
    *("会计", "出纳", "报账员"),
)
HANDED_OVER = ("账册", "印章", "库存现金", "银行存款", "票据", "合同和档案")
_LAW = "villagers-committee-law-2026"
_RELATIVES = usual(
    *("配偶", "丈夫", "妻子", "父亲", "母亲", "父母", "儿子", "女儿", "子女", "兄弟", "姐妹", "兄弟姐妹"),
    *("岳父", "岳母", "公公", "婆婆", "女婿", "儿媳", "祖父母", "孙子女", "外孙子女", "近姻亲", "配偶开的店"),
)


class Relation(NumberedItem):
    """Two who are near relatives: neither pays, reviews or supervises the other (回避)."""

    person: Line = figure("人员", help="经手或审批的人，照流水里的写法", example="王某")
    relative: Line = figure("亲属", help="姓加某，照流水「对方」的写法；也可以是他的店、他的公司", example="赵某")
    relation: Annotated[str, _RELATIVES] = figure("关系", example="配偶")


class Officer(NumberedItem):
    """One member of a body: what post, since when, how it came about, where to be found."""

    who: Line = figure("谁", masked=True, help="姓加某；同姓的写 王某甲、王某乙", example="王某")
    role: Annotated[str, usual(*POSTS_HELD)] = figure("职务", example="主任")
    duty: Line | None = figure("分工", optional=True, help="管哪几件事，村民照这个找人", example="低保、医保")
    came_by: Annotated[str, usual(ELECTED, "任命", "推选", ACTING)] | None = figure(
        "产生方式", optional=True, help="选举、任命、推选、代理；别的照实写", example="选举"
    )
    meeting: Reference | None = figure(
        "会议",
        to="meeting",
        optional=True,
        help="在哪次会议上选出来的",
    )
    since: WhenOrUnknown | None = figure("起", optional=True, help="和这一届一起开始的不写", example="2025-12-20")
    until: WhenOrAbsence | None = state(
        "止", not_before("since", "OFF002", source="program/records"), optional=True, help="还在任就不写"
    )
    left_because: Line | None = figure("离任原因", optional=True, asked=False, example="辞职，会议通过")
    badge: Line | None = figure("牌号", optional=True, help="工作牌、座牌的号", example="03")
    room: Line | None = state("办公室", optional=True, example="服务大厅 2 号窗口")
    roster: Weekdays | None = state("坐班日", optional=True, asked=False, help="每星期哪几天在", example="周一、周三")
    office_hours: Line | None = state("坐班时间", optional=True, example="8:30–11:30")
    contact: Phone | None = state("值班电话", optional=True, help="办公或值班电话，不写私人手机")


class Pay(NumberedItem):
    """What a member was paid for a period (报酬)."""

    member: ItemNumber = figure("成员", within("members", "OFF001", source="program/records"), example="成1")
    period: Span = figure("期间", example="2026-03")
    sort: Annotated[str, usual("基本报酬", "绩效报酬", "误工补贴", "离任补助")] = figure("种类", example="误工补贴")
    amount: Amount = figure("金额", unit="元", help="这个期间一共多少", example="660.00")
    paid_by: Line | None = figure("付款单位", optional=True, help="不从村里账上付的，写由谁付的", example="镇财政所")
    entry: Reference | None = figure(
        "流水",
        books("amount", "OFF005", source="program/cross-checks"),
        to="ledger",
        optional=True,
        help="从村里账上付的，写哪一笔；几个人一笔付的，都写那一笔",
        example="2026-03#002",
    )


class AccountsHandover(NumberedItem):
    """One thing handed over when who keeps accounts, money or the seal changed (交接)."""

    member: ItemNumber = figure(
        "成员", within("members", "OFF001", source="program/records"), help="离任的是上面哪一位", example="成2"
    )
    sort: Annotated[str, usual(*HANDED_OVER)] = figure("种类", example="账册")
    what: Line = figure("内容", example="2021 年至 2025 年账簿 5 本")
    amount: AmountOrAbsence | None = figure("金额", unit="元", optional=True, help="现金、存款写交接那天的数")
    on: WhenOrUnknown = figure("日期", example="2026-01-05")
    handed_to: Line | None = figure("接手人", optional=True, help="姓加某或职务", example="何某")
    handover_witness: Line | None = figure(
        "监交人", wanted("OFF016", hint="写上监交人的职务，如 镇农经站站长"), optional=True, help="写职务"
    )


class Officers(Record):
    """One body over one term. Source: villagers-committee-law-2026/elections."""

    heading: ClassVar[str] = "organ"
    dated_by: ClassVar[str] = "since"

    number: ItemNumber = figure("编号", example="村委会-2025")
    organ: Annotated[str, usual(*BODIES)] = figure("机构", example=COMMITTEE)
    term_no: Line | None = figure("届次", optional=True, example="第十二届")
    since: WhenOrUnknown = figure("起", help="这一届从哪天起；只知道年月的写年月", example="2025-12-20")
    until: WhenOrAbsence | None = state(
        "止",
        not_before("since", "OFF003", source="program/records"),
        optional=True,
        help="换届、撤换以后写；还在任不写",
    )
    term_years: Count | None = figure("任期", unit="年", optional=True, help="一届几年", example="5")
    seats: CountOrAbout | None = figure("职数", unit="人", optional=True, help="应当有几个人", example="5")
    people_in_party: CountOrAbout | None = figure(
        "党员人数", unit="人", optional=True, help="只写一共几个", example="4"
    )
    women: CountOrAbout | None = figure("妇女人数", unit="人", optional=True, help="只写一共几个", example="1")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    elected_within: MeasureOrAbsence | None = figure(
        "选举用时", optional=True, asked=False, help="从着手到选出来，材料写了才写", example="10多 天"
    )
    standing_before: Line | None = figure("原来怎样", optional=True, asked=False, example="上年没有选出班子")
    standing_after: Line | None = figure("后来怎样", optional=True, asked=False, example="选出了新班子")
    detail: Paragraphs | None = state(
        "经过", optional=True, asked=False, help="换届、重建的经过", example="先清账，再选举。", outcome=True
    )
    members: tuple[Officer, ...] = items("成员")
    relations: tuple[Relation, ...] = items("回避", help="成员和哪些人是近亲属，要回避；村里自愿登记，登记了就公开")
    pays: tuple[Pay, ...] = items("报酬", help="一人一期一条；程序加起来，和流水比")
    handovers: tuple[AccountsHandover, ...] = items(
        "交接", help="负责人、会计、出纳离任，账册、印章、现金、存款、票据各写一条"
    )

    @property
    def title(self) -> str:
        """“村民委员会（第十二届）”."""
        return f"{self.organ}（{self.term_no}）" if self.term_no else self.organ

    @property
    def day(self) -> date | None:
        """The first day of the term, if it is known."""
        return self.since.first if isinstance(self.since, PartialDay) else None

    def began(self, member: Officer) -> object:
        """Since when a member is in post: with the term, if nothing else is written."""
        return member.since if member.since is not None else self.since

    def ended(self, member: Officer) -> object:
        """Until when a member was in post: with the term, if nothing else is written."""
        return member.until if member.until is not None else self.until

    def serves(self, member: Officer, day: date) -> bool:
        """Whether a member may be in post on a day; a beginning that nobody knows excludes no day, an end does."""
        began, ended = self.began(member), self.ended(member)
        if isinstance(began, PartialDay) and began.first > day:
            return False
        return ended is None or (isinstance(ended, PartialDay) and ended.last >= day)


OFFICERS = Kind("officers", label="班子", files="officers/*.yml", record=Officers, catalogue="班子", family="OFF")
