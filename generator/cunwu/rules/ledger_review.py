"""FIN, third part: review — who signed, who paid, how long it hung on the wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.derive.wall import days_shown, wall_days
from cunwu.kinds.audit import Audit
from cunwu.kinds.budget import Budget
from cunwu.kinds.common import Review
from cunwu.kinds.fields import word_of
from cunwu.kinds.ledger import LEDGER, Entry, Ledger, MoneyAccount
from cunwu.kinds.record import Correction
from cunwu.kinds.statement import Statement
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import is_inexact
from cunwu.values.names import persons_in
from cunwu.values.opinion import declines
from cunwu.values.period import Period

_PRACTICE = "bookkeeping/practice"


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
    present = {review.role for review in ledger.reviews if review.agrees}
    refused = {review.role for review in ledger.reviews if declines(review.opinion)}
    demanded = context.settings_on(ledger, ledger.posted.on).signatures
    missing = [role for role in demanded if role not in present | refused]
    if missing:
        yield found(ledger, "reviews", roles="、".join(missing))


@rule(
    "FIN045",
    "{role}{name}没有同意：{opinion}",
    remedy="照实公布，理由写在「意见」里；后来同意了的，另写一条审核",
    source="rural-finance-disclosure-2011/review",
    severity=Severity.IRREGULAR,
)
def reviewer_declines(ledger: Ledger) -> Iterator[Finding]:
    """A refused signature is no signature, and everybody may know why it was refused; a correction does not undo it."""
    agreed = {one.role for one in ledger.reviews if one.agrees and not _refusals_before(ledger, one)}
    for review in ledger.reviews:
        before = _refusals_before(ledger, review)
        if review.role in agreed or not (declines(review.opinion) or before):
            continue
        opinion = review.opinion if not before else f"{before[0].before}（{before[0].on} 更正为「{review.opinion}」）"
        yield found(review, "opinion", role=review.role, name=review.name, opinion=opinion)


def _refusals_before(ledger: Ledger, review: Review) -> list[Correction]:
    """Corrections that put other words in the place of a refusal."""
    of_opinion = (one for one in ledger.corrections if (one.item, one.field) == (review.number, _OPINION))
    return [one for one in of_opinion if declines(one.before)]


_OPINION = word_of(Review, "opinion")


def _told(written: str, persons: frozenset[str]) -> str:
    """Those of the persons in a field whom a message is about, as typed where they are all."""
    return written if len(persons_in(written)) == len(persons) else "、".join(sorted(persons))


@rule(
    "FIN011",
    "编号 {number} 的经手人和审批人都有「{name}」",
    remedy="经手人不能审批自己的支出；改由另一位有权的人审批并更正记录",
    source=_PRACTICE,
    severity=Severity.IRREGULAR,
)
def handler_approves_own_expense(ledger: Ledger) -> Iterator[Finding]:
    """Whoever spends does not approve, in whatever post: one person may be secretary and head of the village."""
    for entry in ledger.entries:
        both = persons_in(entry.handler or "") & persons_in(entry.approver or "")
        if entry.expense is not None and both:
            yield found(entry, "approver", number=entry.number, name=_told(entry.approver or "", both))


@rule(
    "FIN012",
    "出纳和主管会计都是「{name}」",
    remedy="会计和出纳不能由一人兼任；改由两个人分别签字",
    source="accounting-law/separation",
    severity=Severity.IRREGULAR,
)
def cashier_is_accountant(ledger: Ledger) -> Iterator[Finding]:
    """The cashier and the accountant are two people."""
    cashiers = {name for review in ledger.reviews if review.role == "出纳" for name in persons_in(review.name)}
    for review in ledger.reviews:
        if review.role == "主管会计" and persons_in(review.name) & cashiers:
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
    remedy="还贴着的，接着贴，把「截止」改到 {right}；已经揭下来的，重新公布",
    source="villagers-committee-law-2026/disclosure",
    severity=Severity.IRREGULAR,
)
def posted_too_short(record: Ledger | Budget | Statement | Audit, context: Context) -> Iterator[Finding]:
    """What is posted stays on the wall as long as the law and the place require."""
    posted = record.posted
    floor = wall_days(context.place, posted.on) if posted is not None else None
    if floor is None or posted is None or posted.until is None or posted.until < posted.on:  # the last is FIN036
        return
    days = days_shown(posted.on, posted.until)
    if days < floor:
        right = posted.on + timedelta(days=floor - 1)
        yield found(posted, "until", days=max(days, 0), floor=floor, right=right)


@rule(
    "FIN029",
    "{role}在 {day} 审核，应当在它以前的{before}到 {later} 才审核",
    remedy="按规定的先后审核：{order}；日期写错了就改正",
    source=_PRACTICE,
    severity=Severity.IRREGULAR,
)
def reviewed_out_of_order(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """Reviews follow each other in the order in which the place names those who must sign.

    Months from before the place was on the board had no order to keep there: the one it states today counts as well,
    so that who wrote it down wrongly at the start can put it right.
    """
    last = ledger.period.last
    order, now = context.settings_on(ledger, last).signatures, context.place.settings.signatures
    breaks = list(_breaks_of(ledger, order))
    if breaks and order != now and context.predates(last) and not any(_breaks_of(ledger, now)):
        return
    yield from breaks


def _breaks_of(ledger: Ledger, order: Sequence[str]) -> Iterator[Finding]:
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
    source="villagers-committee-law-2026/supervision",
    severity=Severity.IRREGULAR,
)
def supervisor_is_a_party(board: Board) -> Iterator[Finding]:
    """Who supervises keeps no books and approves no expense, in this book or in another one of the same months."""
    ledgers = board.records(LEDGER)
    posts = [(ledger, _posts_in(ledger)) for ledger in ledgers]
    for ledger in ledgers:
        held = dict(_posts_beside(ledger, posts))
        for review in ledger.reviews:
            both = persons_in(review.name) & held.keys() if review.role in _SUPERVISORS else frozenset()
            if both:
                name, other = _told(review.name, both), held[min(both)]
                yield found(review, "name", of=ledger, role=review.role, name=name, other=other)


def _posts_in(ledger: Ledger) -> Mapping[str, str]:
    """Person → what that person does in a ledger besides supervising it."""
    signed = [(one.name, one.role) for one in ledger.reviews if one.role not in _SUPERVISORS]
    approved = [(entry.approver, "审批人") for entry in ledger.entries if entry.approver is not None]
    return {name: post for names, post in (*signed, *approved) for name in persons_in(names)}


def _posts_beside(ledger: Ledger, posts: Sequence[tuple[Ledger, Mapping[str, str]]]) -> Iterator[tuple[str, str]]:
    """Persons with their posts in every ledger of the same days; those of its own last, as they count most."""
    for other, held in posts:
        if other is not ledger and other.book != ledger.book and _share_days(other.period, ledger.period):
            yield from ((name, f"{other.book} {other.period.text} 的{post}") for name, post in held.items())
    yield from next(held for other, held in posts if other is ledger).items()


def _share_days(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


@rule(
    "FIN031",
    "有 {count} 个金额写的是不详（{where}），收入、支出和结余的合计都不完整",
    remedy="查到了就写上数字，公布过的用「更正」；实在查不到，在「反常说明」里写清为什么",
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
