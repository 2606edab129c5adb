"""DEB: what others owe the village and the village owes others, and what was paid back of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_UP, Decimal

from cunwu.core.problem import Severity
from cunwu.derive.dues import interest_of, outstanding_of, overdue_of, repaid_of
from cunwu.kinds.debt import Debt
from cunwu.kinds.forms import PERCENT_OR_ABOUT
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.bounds import NOBODY_KNOWS, bounds_of, fen_bounds, yuan_in_words
from cunwu.values.money import ZERO, Money, format_yuan, plain_yuan, stated, total
from cunwu.values.quantity import Quantity

_ITEMS = "rural-finance-disclosure-2011/items"
_BORROWING = "program/borrowing"


@rule(
    "DEB001",
    "{amount} 元减去归还 {repaid} 元，余额应为 {expected} 元，填写的是 {stated} 元，相差 {difference} 元",
    remedy="核对每一次归还（{repayments}）；没有漏记就把余额改为 {expected_plain}",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def balance_differs_from_repayments(debt: Debt) -> Iterator[Finding]:
    """The amount less all that was paid back is the balance, where everything is known."""
    written, expected, repaid, amount = stated(debt.balance), outstanding_of(debt), repaid_of(debt), stated(debt.amount)
    if written is None or expected is None or repaid is None or amount is None or written == expected:
        return
    counted = debt.repayments
    yield found(
        debt,
        "balance",
        amount=amount,
        repaid=repaid,
        expected=expected,
        stated=written,
        difference=written - expected,
        repayments="、".join(repayment.number for repayment in counted) or "一次也没有记",
        expected_plain=plain_yuan(expected),
    )


@rule(
    "DEB002",
    "归还合计 {repaid} 元，超过原来的 {amount} 元，多 {difference} 元",
    remedy="核对有没有重复的归还；利息写进「利息」，不算归还本金",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def repaid_more_than_owed(debt: Debt) -> Iterator[Finding]:
    """No more is paid back than was owed; interest stands apart."""
    repaid, amount = repaid_of(debt), stated(debt.amount)
    if repaid is not None and amount is not None and repaid > amount:
        yield found(debt, "repayments", repaid=repaid, amount=amount, difference=repaid - amount)


@rule(
    "DEB003",
    "状态是「已清」，还剩 {rest} 元没有还",
    remedy="补上漏记的归还；没有还清的把状态改为 未清，不再要的改为 核销",
    source=_ITEMS,
    arithmetic=True,
)
def settled_with_a_rest(debt: Debt) -> Iterator[Finding]:
    """A debt that is settled has been paid back in full."""
    rest = outstanding_of(debt)
    if debt.status == "已清" and rest is not None and rest > ZERO:
        yield found(debt, "status", rest=rest)


@rule(
    "DEB004",
    "{amount} 元已经还完，状态还是「未清」",
    remedy="把状态改为 已清",
    source=_ITEMS,
    arithmetic=True,
)
def nothing_left_and_still_open(debt: Debt) -> Iterator[Finding]:
    """A debt of which nothing is left is settled."""
    rest = outstanding_of(debt)
    if debt.status == "未清" and rest is not None and rest <= ZERO:
        yield found(debt, "status", amount=stated(debt.amount))


@rule(
    "DEB006",
    "利息合计 {interest} 元，{fault}",
    remedy="照借据核对年利率和每次的利息",
    source=_ITEMS,
    severity=Severity.NOTICE,
)
def interest_unexplained(debt: Debt) -> Iterator[Finding]:
    """Interest follows from a stated rate: no more than the whole amount bears until the last repayment."""
    paying = [one for one in debt.repayments if one.interest is not None]
    interest = interest_of(debt)
    if not paying or interest.most <= 0:
        return
    told = yuan_in_words(interest)
    if debt.interest_rate is None:
        yield found(paying[0], "interest", interest=told, fault="没有写年利率")
    elif (most := _most_interest(debt, max(one.on.last.toordinal() for one in paying))) and interest.least > most.fen:
        fault = f"按年利率 {PERCENT_OR_ABOUT.show(debt.interest_rate)} 到最后一次归还最多 {format_yuan(most)} 元"
        yield found(paying[-1], "interest", interest=told, fault=fault)


_DAYS_OF_A_YEAR = 360
"""Interest is often counted by years of 360 days: whoever counts so is right too."""


def _most_interest(debt: Debt, last: int) -> Money | None:
    """Simple interest on the whole amount from its first possible day to day `last`, rounded up."""
    if not isinstance(debt.amount, Money | Quantity) or debt.arose is None or debt.interest_rate is None:
        return None
    days = max(0, last - debt.arose.first.toordinal())
    lent, rate = fen_bounds(debt.amount).most, bounds_of(debt.interest_rate, "%").most
    if NOBODY_KNOWS in (lent, rate):
        return None
    fen = lent * rate / 100 * days / _DAYS_OF_A_YEAR
    return Money(int(fen.quantize(Decimal(1), ROUND_UP)))


_BORROWED = ("借", "贷")


def is_borrowed(debt: Debt) -> bool:
    """Whether it is money that the village borrowed, and not a bill it has not paid yet."""
    lent = debt.interest_rate is not None or any(word in debt.matter for word in _BORROWED)
    return debt.sort == "债务" and lent


@rule(
    "DEB007",
    "村里借款 {amount}，没有写哪次会议同意的",
    remedy="补上「会议」；没有开过会的不要补写，在「反常说明」里写明原因",
    source=_BORROWING,
    severity=Severity.IRREGULAR,
)
def borrowed_without_meeting(debt: Debt) -> Iterator[Finding]:
    """Borrowing is decided by the villagers: the board says at which meeting."""
    if is_borrowed(debt) and debt.meeting is None:
        amount = stated(debt.amount)
        yield found(debt, "", amount="不详" if amount is None else f"{format_yuan(amount)} 元")


@rule(
    "DEB008",
    "{who}：归还计划有 {count} 期过了期（{numbers}），共 {rest} 元，最早的 {due} 到期，已过 {days} 天",
    remedy="去收（或者去还），还了在「归还」里补一条；改了计划的更正归还计划",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def repayment_overdue(debt: Debt, context: Context) -> Iterator[Finding]:
    """What should have been paid back by the plan, with days and amount."""
    late = overdue_of(debt, context.as_of)
    if late:
        yield found(
            next(line for line in debt.plan if line.number == late[0].number),
            "due",
            who="对方欠村里" if debt.sort == "债权" else "村里欠对方",
            count=len(late),
            numbers="、".join(one.number for one in late),
            rest=total(one.unpaid for one in late if one.unpaid is not None),
            due=late[0].due,
            days=late[0].days_overdue,
        )


@rule(
    "DEB009",
    "归还计划 {count} 期相加是 {planned} 元，超过{sort}的 {amount} 元，多 {difference} 元",
    remedy="核对归还计划；把利息也排进去了的，改为只写本金",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def plan_exceeds_debt(debt: Debt) -> Iterator[Finding]:
    """Nobody plans to pay back more than is owed; a plan may leave a part open."""
    lines = debt.plan
    amounts = [amount for line in lines if (amount := stated(line.amount)) is not None]
    amount = stated(debt.amount)
    if amount is None or not lines or len(amounts) != len(lines) or total(amounts) <= amount:
        return
    planned = total(amounts)
    yield found(
        debt, "plan", count=len(lines), planned=planned, sort=debt.sort, amount=amount, difference=planned - amount
    )


@rule(
    "DEB010",
    "核销了 {rest} 元，没有写哪次会议同意的",
    remedy="补上「会议」；没有开过会的，在「反常说明」里写明为什么不再要",
    source=_BORROWING,
    severity=Severity.IRREGULAR,
)
def written_off_without_meeting(debt: Debt) -> Iterator[Finding]:
    """To let a claim go is to dispose of what belongs to everybody: the board says who agreed."""
    rest = outstanding_of(debt)
    if debt.sort == "债权" and debt.status == "核销" and debt.meeting is None and (rest is None or rest > ZERO):
        yield found(debt, "status", rest="不详" if rest is None else rest)
