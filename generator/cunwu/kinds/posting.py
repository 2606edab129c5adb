"""派驻: one resident cadre (or a team member not named in the source) in one village."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    Amount,
    ItemNumber,
    Line,
    Phone,
    Reference,
    Span,
    UnitOfMoney,
    Weekdays,
    When,
    WhenOrAbsence,
    WhenOrUnknown,
    choice,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import books, not_before
from cunwu.values.dates import PartialDay

DUTIES = ("调查员", "宣传员", "调解员", "办事员", "监督员", "督导员")
"""The six roles of M25."""
LEVELS_SENDING = ("中央", "省", "市", "县", "区", "镇", "乡", "街道", "央企", "国企", "高校", "其他")
ROLES_POSTED = ("第一书记", "队长", "副队长", "队员", "指导员", "包村干部", "驻村干部", "科技特派员", "工作队")
"""What papers call a resident cadre; one who is several things is called so: 第一书记兼队长."""


HANDED_OVER = ("工作", "资料", "财物", "情况", "物资")
"""The three lists as towns call them: matters under way, papers and keys, money and things; some say 情况 and 物资."""


class Handover(NumberedItem):
    """One thing of the three lists handed over at a change (交接三清单)."""

    sort: Annotated[str, usual(*HANDED_OVER)] = figure("清单", example="工作")
    what: Line = figure("内容", example="走访记录 1 本")
    on: When = figure("日期")
    left_open: Line | None = figure("没办完的", optional=True, help="交给接手的人接着办的", example="还有 2 户没有走到")
    came_of_it: Line | None = state(
        "后来", optional=True, help="没办完的后来怎样", example="4 月 12 日走完", outcome=True
    )


PAYMENTS = ("一次", "每月", "每天")


class Allowance(NumberedItem):
    """What a cadre is paid for living in the village (驻村补助, M05)."""

    period: Span = figure("期间", example="2026-03")
    amount: Amount = figure("金额", unit="元", example="300.00")
    how_often: Annotated[str, choice(*PAYMENTS)] | None = figure(
        "多久一次", optional=True, help="每月、每天发的，「金额」写一个月、一天的；不写就是一共这么多", example="一次"
    )
    paid_by: Line | None = figure("付款单位", optional=True, help="不从村里账上付的，写由谁付的", example="县财政局")
    entry: Reference | None = figure(
        "流水",
        books("amount", "REF023", source="program/cross-checks"),
        to="ledger",
        optional=True,
        help="从村里账上付的，写哪一笔",
        example="2026-03#017",
    )


class Posting(Record):
    """Who is posted here, by whom, as what, from when to when."""

    heading: ClassVar[str] = "name"

    number: ItemNumber = figure("编号", help="文件按编号命名，不用姓名", example="P01")
    name: Line | None = figure("姓名", optional=True, help="按公布的写法；可写姓加某", example="刘某")
    units: tuple[Line, ...] = items("派出单位", required=True, help="可以有几个")
    level: Annotated[str, choice(*LEVELS_SENDING)] | None = figure("层级", optional=True, example="县")
    role: Annotated[str, usual(*ROLES_POSTED)] = figure(
        "职务", help="照文件写；一人几职的写在一起，如 第一书记兼队长", example="第一书记"
    )
    since: WhenOrUnknown = figure("起", example="2026-01-05")
    until: WhenOrAbsence | None = state(
        "止",
        not_before("since", "CAD001", source="resident-cadres/assignment", hint="核对两个日期；还在驻村就删去「止」"),
        optional=True,
        help="还在驻村就不写；早已离开但日子不清楚写「不详」",
    )
    way: Annotated[str, choice("选派", "双向选择", "组织指派", "自愿报名")] | None = figure("派驻方式", optional=True)
    duties: tuple[Annotated[str, choice(*DUTIES)], ...] = items("职责", help="六大员中的哪几项")
    contact: Phone | None = state("值班电话", optional=True, help="办公或值班电话，不写私人手机")
    office_hours: Line | None = state("坐班时间", optional=True, example="周一、周三、周五上午")
    roster: Weekdays | None = state(
        "坐班日", optional=True, asked=False, help="按值班安排，每星期哪几天在村", example="周一、周三、周五"
    )
    relieves: Reference | None = figure("接替", to="posting", optional=True, help="接替哪一条派驻的编号")
    handovers: tuple[Handover, ...] = items("交接", help="走的时候交接了什么：工作、资料、财物各写几条")
    handed_by: Line | None = figure(
        "移交人", optional=True, asked=False, help="不是本人移交的才写", example="工作队队长"
    )
    handed_to: Line | None = figure("接手人", optional=True, asked=False, help="派驻编号或职务", example="P02")
    handover_witness: Line | None = figure(
        "监交人", optional=True, asked=False, help="写职务", example="镇党委组织委员"
    )
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    allowances: tuple[Allowance, ...] = items("驻村补助", help="发了多少、谁发的，一次一条")
    sex: Annotated[str, choice("男", "女")] | None = figure(
        "性别",
        optional=True,
        totals_only=True,
        help="只用于汇总，不单独显示",
    )
    birth_band: Annotated[str, choice("60前", "60后", "70后", "80后", "90后", "00后")] | None = figure(
        "出生年段",
        optional=True,
        totals_only=True,
        help="只用于汇总",
    )
    education: Annotated[str, choice("初中及以下", "高中中专", "大专", "本科", "研究生")] | None = figure(
        "学历",
        optional=True,
        totals_only=True,
        help="只用于汇总",
    )
    party: Annotated[str, choice("中共党员", "其他党派", "群众")] | None = figure(
        "政治面貌",
        optional=True,
        totals_only=True,
        help="只用于汇总",
    )

    @property
    def title(self) -> str:
        """Name and role, or unit and role if no name is published."""
        return f"{self.name or '、'.join(self.units)}（{self.role}）"

    @property
    def day(self) -> date | None:
        """The first day of the posting, if it is known."""
        return self.since.first if isinstance(self.since, PartialDay) else None

    def may_cover(self, first: date, last: date) -> bool:
        """Whether the posting may hold on a day from `first` to `last`: an end that nobody knows excludes no day."""
        begins_after = isinstance(self.since, PartialDay) and self.since.first > last
        return not begins_after and not (isinstance(self.until, PartialDay) and self.until.last < first)

    def covers(self, first: date, last: date) -> bool:
        """Whether the posting is known to hold on a day from `first` to `last`."""
        if not isinstance(self.since, PartialDay) or self.since.first > last:
            return False
        return self.until is None or (isinstance(self.until, PartialDay) and self.until.last >= first)


POSTING = Kind("posting", label="派驻", files="postings/*.yml", record=Posting, catalogue="派驻", missing="REF004")
