"""PRJ: what the place asks of works above a limit, and what the giver of earmarked money asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cunwu.core.problem import Severity
from cunwu.derive.works import first_money_of
from cunwu.kinds.fields import word_of
from cunwu.kinds.project import Grant, Project, ProjectNotice
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import PartialDay, chinese_date, chinese_partial
from cunwu.values.money import Money, percent, stated, total
from cunwu.values.working_days import add_working_days, working_days_between

_LIMITS = "procurement/local-thresholds"
_FUNDS = "projects/linkage-funds"
_WAGES = "work-relief/wages"
_COMPETED = ("公开招标", "邀请招标", "竞争性谈判", "现场竞标")
_SELF_BUILT = ("村民自建", "以工代赈")
_NOTICE_WITHIN = timedelta(days=7)
_WORKING_DAYS = 10
_WAGES_WITHIN = timedelta(days=31)
_ASKED = ("grant_standard", "performance", "farmers_gain")


def price_of(project: Project) -> tuple[str, Money] | None:
    """What the works cost, by the word of the amount: as contracted, else as budgeted, else as estimated."""
    return first_money_of(project, ("合同", "预算", "估算"))


def _decided_on(project: Project, context: Context) -> date:
    """The day whose limits hold: when the builder was chosen, else when it was approved, else the day of the check."""
    if project.procurement is not None and project.procurement.on is not None:
        return project.procurement.on
    approved = (one.actual.last for one in project.milestones if one.stage == "立项" and one.actual is not None)
    return next(approved, context.as_of)


@rule(
    "PRJ030",
    "{kind} {price} 元，到了本地招标限额 {limit} 元，采购方式是「{way}」",
    remedy="核对采购方式；确实没有招标的照实写，在「反常说明」里写明谁同意的、为什么",
    source=_LIMITS,
    severity=Severity.IRREGULAR,
)
def not_tendered_above_limit(project: Project, context: Context) -> Iterator[Finding]:
    """Works above the place's limit go to tender; those that villagers build themselves need none."""
    price, procurement = price_of(project), project.procurement
    if price is None or procurement is None or procurement.way in (*_COMPETED, *_SELF_BUILT):
        return
    limit = context.settings_on(project, _decided_on(project, context)).tender_limit
    if limit is not None and price[1] >= limit:
        yield found(procurement, "way", kind=price[0], price=price[1], limit=limit, way=procurement.way)


@rule(
    "PRJ031",
    "{kind} {price} 元，{beyond} {limit} 元，没有写「决策会议」",
    remedy="补上决策会议的编号；没有开过会的不要补写，在「反常说明」里写明",
    source=_LIMITS,
    severity=Severity.IRREGULAR,
)
def no_meeting_above_limit(project: Project, context: Context) -> Iterator[Finding]:
    """Works above the place's limit are decided by a meeting; without a limit, above what anybody may approve alone."""
    price = price_of(project)
    if price is None or project.meeting is not None:
        return
    settings = context.settings_on(project, _decided_on(project, context))
    highest = max((tier.limit for tier in settings.approvals), default=None)
    if settings.meeting_limit is not None and price[1] >= settings.meeting_limit:
        facts = {"beyond": "到了本地议事限额", "limit": settings.meeting_limit}
    elif settings.meeting_limit is None and highest is not None and price[1] > highest:
        facts = {"beyond": "超过审批限额最高一档", "limit": highest}
    else:
        return
    yield Finding(project, "amounts", {"kind": price[0], "price": price[1], **facts})


@rule(
    "PRJ032",
    "{day} 付的是最后一笔，事后公示到 {until} 才满",
    remedy="核对两个日期；确实先付款、后公示期满的照实写，在「反常说明」里写明",
    source=_FUNDS,
    severity=Severity.IRREGULAR,
)
def last_payment_before_posting_ended(project: Project) -> Iterator[Finding]:
    """The last payment waits until the posting after the works has ended; retention money comes later still."""
    posted = [one for one in project.notices if one.stage == "事后"]
    if not posted or not project.payments or project.acceptance is None:
        return
    last, end = max(project.payments, key=lambda one: one.on.last), max(one.until for one in posted)
    if project.acceptance.on.first <= last.on.last < end:
        yield found(last, "on", day=last.on, until=end)


def _wage_share(project: Project) -> tuple[Money, Money] | None:
    """Wages and the grant they are measured against; None where either is not known, or wages are still to come."""
    granted = stated(project.grant.granted) if project.grant is not None else None
    if granted is None or granted.fen <= 0 or not project.wages or project.status not in _BUILT:
        return None
    return total(one.amount for one in project.wages), granted


_BUILT = ("完工", "验收", "结算", "移交")


@rule(
    "PRJ033",
    "劳务报酬 {wages} 元，是下达金额 {granted} 元的 {share}，批复要求不低于 {floor}%",
    remedy="核对各班组的报酬；确实不到的照实写，在「反常说明」里写明",
    source="work-relief/self-build",
    severity=Severity.IRREGULAR,
)
def wages_below_floor(project: Project) -> Iterator[Finding]:
    """Once it is built, the share of wages in the grant reaches the floor that the approval names."""
    floor, known = project.grant.wage_floor if project.grant is not None else None, _wage_share(project)
    if floor is None or known is None or project.grant is None:
        return
    wages, granted = known
    if wages.fen * 100 < granted.fen * floor:
        share = percent(wages.fen, granted.fen)
        yield found(project.grant, "wage_floor", wages=wages, granted=granted, share=share, floor=floor)


@rule(
    "PRJ034",
    "「{group}」做到 {ended}，{told}，超过一个月",
    remedy="发了的补上「发放日期」；拖欠的尽快发，在「反常说明」里写明原因",
    source=_WAGES,
    severity=Severity.IRREGULAR,
)
def wages_paid_late(project: Project, context: Context) -> Iterator[Finding]:
    """Wages are paid within a month of the work."""
    for one in project.wages:
        if one.work_ended is None:
            continue
        last = one.work_ended.last + _WAGES_WITHIN
        if one.paid_on is None and context.as_of > last:
            yield found(one, "work_ended", group=one.wage_group, ended=one.work_ended, told="还没有写发放日期")
        elif one.paid_on is not None and one.paid_on.first > last:
            days = (one.paid_on.first - one.work_ended.last).days
            told = f"{chinese_partial(one.paid_on)}才发，隔了 {days} 天"
            yield found(one, "paid_on", group=one.wage_group, ended=one.work_ended, told=told)


@rule(
    "PRJ035",
    "「{group}」的劳务报酬 {amount} 元是用现金发的",
    remedy="通过银行发；确实发了现金的照实写，在「反常说明」里写明谁领的有没有签名册",
    source=_WAGES,
    severity=Severity.IRREGULAR,
)
def wages_paid_in_cash(project: Project) -> Iterator[Finding]:
    """Wages from earmarked money come through the bank."""
    for one in project.wages if project.grant is not None else ():
        if one.how_paid == "现金":
            yield found(one, "how_paid", group=one.wage_group, amount=one.amount)


def _first_notice(project: Project) -> ProjectNotice | None:
    return min((one for one in project.notices if one.stage == "事前"), key=lambda one: one.since, default=None)


def _day_approved(grant: Grant | None) -> date | None:
    approved = grant.grant_approved if grant is not None else None
    return approved.last if isinstance(approved, PartialDay) else None


@rule(
    "PRJ036",
    "{approved} 批复，{told}，超过 7 天",
    remedy="贴出来的补上「公示」；贴晚了的照实写，在「反常说明」里写明",
    source=_FUNDS,
    severity=Severity.IRREGULAR,
)
def grant_posted_late(project: Project, context: Context) -> Iterator[Finding]:
    """Earmarked money is announced within seven days of its approval."""
    approved, first = _day_approved(project.grant), _first_notice(project)
    if approved is None or project.grant is None or project.grant.fund != "衔接资金":
        return
    on = first.since if first is not None else context.as_of
    if on > approved + _NOTICE_WITHIN:
        told = (
            f"{chinese_date(first.since)}才公示"
            if first is not None
            else f"到 {chinese_date(context.as_of)}没有写事前公示"
        )
        yield found(project.grant, "grant_approved", approved=project.grant.grant_approved, told=told)


@rule(
    "PRJ037",
    "{stage}公示从 {since} 到 {until}，{days} 个工作日，不够 10 个工作日",
    remedy="核对起止；贴短了的照实写，在「反常说明」里写明",
    source=_FUNDS,
    severity=Severity.IRREGULAR,
)
def grant_posted_too_short(project: Project) -> Iterator[Finding]:
    """Works from earmarked money are posted for ten working days."""
    if project.grant is None or project.grant.fund != "衔接资金":
        return
    for one in project.notices:
        if one.since <= one.until < add_working_days(one.since - timedelta(days=1), _WORKING_DAYS):
            days = working_days_between(one.since, one.until)
            yield found(one, "until", stage=one.stage, since=one.since, until=one.until, days=days)


@rule(
    "PRJ038",
    "用了衔接资金，没有写{missing}",
    remedy="照批复文件补上；批复里没有的写「不适用」",
    source=_FUNDS,
    severity=Severity.IRREGULAR,
)
def grant_untold(project: Project) -> Iterator[Finding]:
    """A notice on earmarked money says by what standard, to what end, and what farmers have of it."""
    grant = project.grant
    if grant is None or grant.fund != "衔接资金":
        return
    missing = [f"「{word_of(Grant, name)}」" for name in _ASKED if getattr(grant, name) is None]
    if missing:
        yield found(grant, "", missing="、".join(missing))


@rule(
    "PRJ039",
    "用了{fund}，已经移交，没有写登记成哪一项资产",
    remedy="登记资产，在「资产」里写它的编号；不形成资产的，在「反常说明」里写明",
    source=_FUNDS,
    severity=Severity.IRREGULAR,
)
def handed_over_without_asset(project: Project) -> Iterator[Finding]:
    """What earmarked money built is an asset of somebody once it is handed over."""
    if project.grant is not None and project.status == "移交" and project.asset is None:
        yield found(project, "status", fund=project.grant.fund)


@rule(
    "PRJ040",
    "用的是以工代赈资金，采购方式是「{way}」",
    remedy="照批复核对：以工代赈可以不招标，由村民自建；确实招了标的照实写，在「反常说明」里写明村民怎样务工",
    source="procurement/exemption",
    severity=Severity.NOTICE,
)
def work_relief_tendered(project: Project) -> Iterator[Finding]:
    """Work relief is there so that villagers do the work; a tender is not forbidden, only unusual."""
    procurement = project.procurement
    is_relief = project.grant is not None and project.grant.fund == "以工代赈"
    if is_relief and procurement is not None and procurement.way in _COMPETED:
        yield found(procurement, "way", way=procurement.way)


@rule(
    "PRJ041",
    "已经移交，没有写以后谁管",
    remedy="写上「管护安排」：谁管、多久一次、钱从哪里来；只有一句话的写「管护」",
    source="program/records",
    severity=Severity.NOTICE,
)
def handed_over_without_keeper(project: Project) -> Iterator[Finding]:
    """What is handed over has somebody who keeps it up."""
    if project.status == "移交" and project.upkeep is None and project.maintenance is None:
        yield found(project, "status")
