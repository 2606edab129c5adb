"""Parts that several kinds share: published signatures, indicators, disclosure settings."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from cunwu.kinds.base import Item, NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    Amount,
    Count,
    Day,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Percent,
    Phone,
    WhenOrSpan,
    WhenOrUnknown,
    Yes,
    choice,
    usual,
)
from cunwu.kinds.relations import not_before, unique, within
from cunwu.kinds.topics import KINDS_OF_NUMBERS, TOPICS
from cunwu.values.opinion import declines
from cunwu.values.placeholders import is_hidden

ROLES = ("制表", "出纳", "主管会计", "民主理财小组", "村务监督委员会", "负责人", "代理记账中心")
Role = Annotated[str, choice(*ROLES)]

RHYTHMS = ("周", "月", "季", "半年", "年", "随时")
Rhythm = Annotated[str, choice(*RHYTHMS)]

WORKING_DAYS = "工作日"
"""The value of 答复天数按 in a place that does not count weekends and holidays."""

TIME_ZONES = ("+08:00", "+07:00", "+06:00", "+09:00")
TimeZone = Annotated[str, choice(*TIME_ZONES)]

_ADDED = within(("indicators", "staffing"), "REF008", hint="填本文件里其他指标（或派出人数）的编号")


class Indicator(NumberedItem):
    """One stated figure about a place; may say which others it should equal the sum of."""

    name: Line = figure("名称", example="人均收入")
    value: MeasureOrAbsence = figure("数值", help="数字加单位；约数写「约」「余」「多」", example="1416 元")
    when: WhenOrSpan | None = figure(
        "时间",
        optional=True,
        help="数字说的是哪一年、哪一月、哪一天，或者从几月到几月（2026-01..2026-06）",
        example="2026",
    )
    plus: tuple[ItemNumber, ...] = items(
        "加项", _ADDED, help="这个数应等于哪些条目相加；程序照算，不一致时两个数都公布"
    )
    minus: tuple[ItemNumber, ...] = items("减项", _ADDED, help="还要减去哪些条目")
    note: Line | None = figure("说明", optional=True, example="照年报填写")
    topic: Annotated[str, usual(*TOPICS)] | None = state(
        "归类", optional=True, help="和哪些数放在一起；不写的，程序照名称归类", example="收入和集体经济"
    )
    counted_as: Annotated[str, usual(*KINDS_OF_NUMBERS)] | None = figure(
        "哪种数", optional=True, help="单位看不出来的才写：计划数、目标数、预算数 …", example="计划数"
    )
    origin: Line | None = figure("出处", optional=True, help="和整份记录的来源不一样的才写", example="统计年报第 3 页")


POSTS = usual(
    *("村委会主任", "村委会副主任", "村党组织书记", "村党支部书记", "村党总支书记", "村党委书记", "理事长", "监事长"),
    *("村民会议", "村民代表会议", "成员大会", "成员代表大会", "村务监督委员会"),
    *(f"{level}党委{post}" for level in ("镇", "乡", "县") for post in ("书记", "副书记")),
    *("街道党工委书记", "县委组织部", "镇党委", "乡党委"),
)
"""Who approves, as papers call them; `usual` words are never a closed list."""


class ApprovalTier(NumberedItem):
    """Who must approve an expense up to a limit."""

    limit: Amount = figure("上限", unit="元", example="1000.00")
    approver: Annotated[str, POSTS] = figure("审批人", example="村委会主任")


class LeaveTier(NumberedItem):
    """Who must approve a leave of so many days at a time."""

    days: Count | None = figure("天数", unit="天", optional=True, help="最多几天；最后一级不写", example="5")
    approver: Annotated[str, POSTS] = figure("审批人", example="镇党委书记")


CHANNELS = usual("公开栏", "网站", "广播", "会议", "入户", "微信群", "电子屏", "现场", "明白纸")


class CatalogueItem(NumberedItem):
    """One item of the disclosure catalogue (公开目录), in the wording of the place's own catalogue."""

    item: Line = figure(
        "事项", unique("PUB008", source="program/timeliness"), help="照本地公开目录的叫法写", example="低保名单"
    )
    watch: Line | None = figure(
        "程序核对",
        optional=True,
        help="看哪种记录算公开了；事项就是种类名的不用写，没有的写 无；写了这一项的公告、附件才算的，写 公告",
        example="补助",
    )
    only: Line | None = figure("只算", optional=True, help="那种记录里，「种类」是这一种的才算", example="低保")
    rhythm: Rhythm = figure("周期", example="季")
    due_day: Count | None = figure("截止日", unit="日", optional=True, help="和别的事项不同的才写", example="20")
    busy: Count | None = figure(
        "每月笔数", unit="笔", optional=True, help="按季的收支，上一季到了这么多笔，这一季每月公开", example="30"
    )
    channels: tuple[Annotated[str, CHANNELS], ...] = items(
        "渠道", help="在哪里公开，可以写几个", example="公开栏", alone=True
    )
    audience: Annotated[str, choice("全社会", "特定对象")] | None = figure("对象", optional=True, example="全社会")
    manner: Annotated[str, choice("主动", "依申请")] | None = figure("方式", optional=True, example="主动")
    ask: Line | None = state("哪里问", optional=True, help="不上网的，到哪里问", example="村委会办公室")
    # Laws are renumbered; the item stays what it was.
    basis: Line | None = state(
        "依据", optional=True, help="法规和第几条，照本地目录的写法", example="村民委员会组织法第三十五条"
    )


HANDOVER_DAYS = 30
"""Days to hand over, if the place sets no other time."""


class Settings(Item):
    """How a place discloses; every value holds for the places below until one of them says otherwise."""

    rhythm: Annotated[str, choice("月", "季")] | None = state("周期", optional=True, help="财务多久公开一次")
    due_day: Count | None = state("截止日", unit="日", optional=True, help="期后下一个月的几日以前公开", example="15")
    time_zone: TimeZone | None = state("时区", optional=True, help="全国统一北京时间，一般不用写")
    days_up: Count | None = state(
        "保留天数", unit="天", optional=True, help="墙上至少贴多少天，不少于 15", example="15"
    )
    notice_days: Count | None = state(
        "公示天数", unit="天", optional=True, help="补助名单公示多少天，照当地文件", example="7"
    )
    answer_days: Count | None = state("答复天数", unit="天", optional=True, help="对疑问几天内答复", example="5")
    answer_by: Annotated[str, choice("日历日", WORKING_DAYS)] | None = state(
        "答复天数按", optional=True, help="不写就是日历日", example=WORKING_DAYS
    )
    signatures: tuple[Role, ...] = items("签字要求", help="公布以前必须有谁审核，按先后写")
    approvals: tuple[ApprovalTier, ...] = items("审批限额", help="从小到大写")
    tender_limit: Amount | None = state(
        "招标限额", unit="元", optional=True, help="多少钱以上的工程、出租要招标或者公开竞价", example="50000.00"
    )
    signup_days: Count | None = state(
        "报名天数", unit="天", optional=True, help="招标、出租至少让人报名几天", example="5"
    )
    meeting_limit: Amount | None = state(
        "议事限额", unit="元", optional=True, help="多少钱以上的工程要开会决定", example="10000.00"
    )
    cash_limit: Amount | None = state("现金限额", unit="元", optional=True, example="5000.00")
    slip_limit: Amount | None = state(
        "白条限额", unit="元", optional=True, help="白条支出一笔最多多少；一张也不行的写 0.00", example="200.00"
    )
    hospitality_limit: Amount | None = state(
        "招待限额", unit="元", optional=True, help="村里一年的招待费最多多少；零招待的写 0.00", example="0.00"
    )
    other_share: Percent | None = state(
        "其他占比上限", optional=True, help="「其他」类支出最多占多少，超过了提醒监督委员会", example="20%"
    )
    public_suspicions: Yes | None = state(
        "公开提醒", optional=True, help="写「是」：请监督委员会看一看的地方也登在账页上", example="是"
    )
    days_floor: Count | None = state("驻村天数下限", unit="天", optional=True, help="驻村干部每月至少", example="20")
    nights_floor: Count | None = state("住村夜数下限", unit="夜", optional=True, example="10")
    year_floor: Count | None = state("全年驻村天数下限", unit="天", optional=True, example="200")
    visits_floor: Count | None = state("每周走访户数", unit="户", optional=True, help="每位驻村干部至少", example="3")
    term_limit: Count | None = state("任期上限", unit="年", optional=True, help="在一个村最多驻几年", example="3")
    handover_days: Count | None = state(
        "交接期限", unit="天", optional=True, help="离任以后几天内交接；不写就是 30", example="30"
    )
    service_days: Count | None = state(
        "办结期限", unit="天", optional=True, help="村里代办的事最多几天办完", example="15"
    )
    leave_tiers: tuple[LeaveTier, ...] = items("请假审批", help="请几天假由谁批，从少到多写")
    attendance_shown: Annotated[str, choice("公开", "不公开")] | None = state("考勤公开", optional=True)
    assessment_shown: Annotated[str, choice("全部", "只公开结果", "不公开")] | None = state("考核公开", optional=True)
    selection_steps: tuple[Line, ...] = items("选派步骤", help="竞争上岗要走哪几步，按先后写", example="资格审查")
    office_hours: Line | None = state("值班时间", optional=True, example="周一至周五 8:30–17:30")
    hotline: Phone | None = state("监督电话", optional=True, example="12345")
    attachments_limit: Count | None = state(
        "附件上限", unit="MB", optional=True, help="一个村的附件一共最多多大，超过了会提醒；不写就是 300", example="300"
    )
    mixed_requests: Yes | None = state(
        "记录程序同改", optional=True, help="写「是」：一个申请可以既改记录又改程序；只看最上面那一级写的"
    )
    catalogue: tuple[CatalogueItem, ...] = items("公开目录", help="本地应当公开哪些事项、多久一次")

    @property
    def handover_time(self) -> timedelta:
        """Within how long whoever leaves hands over what he kept."""
        return timedelta(days=HANDOVER_DAYS if self.handover_days is None else self.handover_days)


class Review(NumberedItem):
    """Who looked at a ledger before it was posted, and what they said."""

    role: Role = figure("角色", example="村务监督委员会")
    name: Line = figure("姓名", example="王某")
    on: Day = figure("日期")
    opinion: Annotated[str, usual("同意", "不同意", "保留", "拒签")] = figure(
        "意见", help="同意、不同意、保留、拒签；不同意和拒签的写上理由", example="同意公布"
    )

    @property
    def agrees(self) -> bool:
        """Whether it counts as a signature: a refusal does not, nor words that nobody can read any more."""
        return not declines(self.opinion) and not is_hidden(self.opinion)


class Posted(Item):
    """Where and when a record was put on the wall."""

    on: Day = figure("日期")
    where: Line = figure("地点", example="村委会公开栏")
    until: Day | None = figure("截止", not_before("on", "FIN036", source="program/records"), optional=True)


class Standing(NumberedItem):
    """What a village was held to be at a time, and why (后进/一般/先进)."""

    when: WhenOrUnknown = figure("时间", example="2002")
    standing: Annotated[str, choice("先进", "一般", "后进", "软弱涣散")] = figure("类别", example="后进")
    reason: Line | None = figure("原因", optional=True, example="账目按月公开")
