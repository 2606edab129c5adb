"""FIN, third part: review — who signed, who paid, how long it hung on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.kinds.ledger import Entry, Ledger, MoneyAccount
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import is_inexact

_PRACTICE = "bookkeeping/practice"
_CASH = "rural-accounting-2023/cash"


@rule(
    "FIN010",
    "已经公布，但缺少{roles}的审核",
    remedy="在「审核」里补上 {roles} 的姓名、日期和意见；没有审过就先不要公布",
    source="rural-finance-disclosure-2011/review",
    severity=Severity.IRREGULAR,
)
def posted_without_required_review(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """Whoever the place requires has reviewed a ledger before it is posted."""
    if ledger.posted is None:
        return
    present = {review.role for review in ledger.reviews}
    missing = [role for role in context.place.settings.signatures if role not in present]
    if missing:
        yield found(ledger, "reviews", roles="、".join(missing))


@rule(
    "FIN011",
    "编号 {number} 的经手人和审批人都是「{name}」",
    remedy="经手人不能审批自己的支出；改由另一位有权的人审批并更正记录",
    source=_PRACTICE,
    severity=Severity.IRREGULAR,
)
def handler_approves_own_expense(ledger: Ledger) -> Iterator[Finding]:
    """Whoever spends does not approve."""
    for entry in ledger.entries:
        if entry.expense is not None and entry.handler is not None and entry.handler == entry.approver:
            yield found(entry, "approver", number=entry.number, name=entry.handler)


@rule(
    "FIN012",
    "出纳和主管会计都是「{name}」",
    remedy="会计和出纳不能由一人兼任；改由两个人分别签字",
    source=_PRACTICE,
    severity=Severity.IRREGULAR,
)
def cashier_is_accountant(ledger: Ledger) -> Iterator[Finding]:
    """The cashier and the accountant are two people."""
    cashiers = {review.name for review in ledger.reviews if review.role == "出纳"}
    for review in ledger.reviews:
        if review.role == "主管会计" and review.name in cashiers:
            yield found(review, "name", name=review.name)


@rule(
    "FIN019",
    "公布日期 {posted} 早于{role}的审核日期 {reviewed}",
    remedy="先审核、后公布；核对两个日期",
    source="rural-finance-disclosure-2011/review",
    severity=Severity.IRREGULAR,
)
def posted_before_review(ledger: Ledger) -> Iterator[Finding]:
    """Reviews come before posting."""
    if ledger.posted is None:
        return
    for review in ledger.reviews:
        if review.on > ledger.posted.on:
            yield found(review, "on", posted=ledger.posted.on, role=review.role, reviewed=review.on)


@rule(
    "FIN021",
    "上墙 {days} 天，少于规定的 {floor} 天",
    remedy="延长公布截止日期，或重新公布",
    source="shandong-disclosure/duration",
    severity=Severity.IRREGULAR,
)
def posted_too_short(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """A ledger stays on the wall as long as the place requires."""
    floor = context.place.settings.days_up
    posted = ledger.posted
    if floor is None or posted is None or posted.until is None:
        return
    days = (posted.until - posted.on).days
    if days < floor:
        yield found(posted, "until", days=days, floor=floor)


@rule(
    "FIN029",
    "{role}在 {day} 审核，应当在它以前的{before}到 {later} 才审核",
    remedy="按规定的先后审核：{order}；日期写错了就改正",
    source=_PRACTICE,
    severity=Severity.IRREGULAR,
)
def reviewed_out_of_order(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """Reviews follow each other in the order in which the place names those who must sign."""
    order = context.place.settings.signatures
    demanded = (review for review in ledger.reviews if review.role in order)
    reviews = sorted(demanded, key=lambda review: (order.index(review.role), review.on))
    for earlier, later in pairwise(reviews):
        if later.on < earlier.on and later.role != earlier.role:
            yield found(
                later,
                "on",
                role=later.role,
                day=later.on,
                before=earlier.role,
                later=earlier.on,
                order=" → ".join(order),
            )


_SUPERVISORS = ("民主理财小组", "村务监督委员会")


@rule(
    "FIN030",
    "{role}审核的是「{name}」，{other}也是「{name}」",
    remedy="监督的人不管账、不管钱；换一位成员审核。同姓的两个人，写成 王某甲、王某乙",
    source="villagers-committee-law/supervision",
    severity=Severity.IRREGULAR,
)
def supervisor_is_a_party(ledger: Ledger) -> Iterator[Finding]:
    """Who supervises keeps no books and approves no expense of the ledger."""
    parties = {review.name: review.role for review in ledger.reviews if review.role not in _SUPERVISORS}
    parties |= {entry.approver: "审批人" for entry in ledger.entries if entry.approver is not None}
    for review in ledger.reviews:
        if review.role in _SUPERVISORS and review.name in parties:
            yield found(review, "name", role=review.role, name=review.name, other=parties[review.name])


@rule(
    "FIN031",
    "有 {count} 个金额写的是不详（{where}），收入、支出和结余的合计都不完整",
    remedy="查到了就写上数字，公布过的用「更正」；实在查不到，在「说明」里写清为什么",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def amounts_are_unknown(ledger: Ledger) -> Iterator[Finding]:
    """A sum with an amount that nobody knows is said to be incomplete, and so is its reason."""
    items: list[tuple[MoneyAccount | Entry, str]] = []
    items += [(account, name) for account in ledger.accounts for name in ("opening", "closing")]
    items += [(entry, name) for entry in ledger.entries for name in ("income", "expense")]
    unknown = [(item, name) for item, name in items if is_inexact(getattr(item, name))]
    if unknown:
        where = "、".join(dict.fromkeys(item.number for item, _ in unknown[:5])) + (" 等" if len(unknown) > 5 else "")
        first, name = unknown[0]
        yield found(first, name, count=len(unknown), where=where)
