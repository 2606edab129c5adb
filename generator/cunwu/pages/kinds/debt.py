"""The page of one claim or debt: what was owed, what was paid back, what is left and when it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cunwu.derive.dues import NOTHING_FOLLOWS, debt_dues, in_kind, outstanding_of, repaid_of
from cunwu.kinds.base import written
from cunwu.kinds.contract import DuePayment
from cunwu.kinds.debt import Debt
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.dues import due_line, kind_lines, schedule_of, state_lines, yuan
from cunwu.pages.parts.sections import facts_of
from cunwu.pages.parts.view import Fact, StateLine
from cunwu.values.absence import Absence
from cunwu.values.bounds import money_in_words
from cunwu.values.dates import PartialDay, chinese_partial
from cunwu.values.goods import Goods
from cunwu.values.money import ZERO, Money, format_yuan, stated, total
from cunwu.values.quantity import Quantity

_WORDS = ("归还计划", "该还", "已还", "还差")


def tell_debt(context: PlaceContext, url: str, debt: Debt) -> Besides:
    """Who owes whom in a sentence, what is left of it and when it comes."""
    as_of = context.site.as_of
    return Besides(
        badge=(debt.sort, debt.status),
        sentences=(f"{owing_words(debt)}{_since(debt)}。",),
        lines=tuple(debt_lines(debt, as_of)),
        money=_money(context, url, debt),
        before=schedule_of(context, url, debt, written(debt.plan), dues=debt_dues(debt, as_of), words=_WORDS),
        facts="基本情况",
        hides=frozenset({"status", "amount", "unit", "plan"}),
        unasked=frozenset({"unit"}),
    )


def owing_words(debt: Debt) -> str:
    """“村里欠示例水利工程队”: who owes whom, without the words 债权 and 债务."""
    return f"{debt.counterpart}欠村里" if debt.sort == "债权" else f"村里欠{debt.counterpart}"


def _since(debt: Debt) -> str:
    return f"，{chinese_partial(debt.arose)}起" if debt.arose is not None else ""


def debt_lines(debt: Debt, as_of: date) -> Iterator[StateLine]:
    """What is left, then how its plan stands while somebody waits for it."""
    if isinstance(debt.amount, Goods):
        whole = [DuePayment(number="1", due=debt.arose or PartialDay(1949), amount=debt.amount)]
        yield from kind_lines(in_kind(whole, debt.repayments, as_of), "还")
        return
    rest = outstanding_of(debt)
    if rest is None:
        written = f"账上写的余额是 {yuan(balance)}。" if (balance := stated(debt.balance)) is not None else ""
        yield due_line("late", f"有的金额不详，算不出还剩多少。{written}")
    elif rest <= ZERO:
        yield due_line("good", "还清了。")
    elif debt.status in NOTHING_FOLLOWS:
        yield due_line("ahead", f"还剩 {yuan(rest)}，已经核销，不再要了。")
    else:
        yield due_line("ahead", f"还剩 {yuan(rest)}没有还。")
    if debt.status not in (*NOTHING_FOLLOWS, "已清") and (rest is None or rest > ZERO):
        yield from state_lines(debt_dues(debt, as_of), as_of, "还")


def _interest(paid: Sequence[Money | Quantity | Absence]) -> str:
    """All interest together; of what is known only roughly no sum is told as exact."""
    exact = [one for one in paid if isinstance(one, Money)]
    if len(exact) == len(paid):
        return f"{format_yuan(total(exact))} 元"
    if len(paid) == 1:
        return paid[0].value if isinstance(paid[0], Absence) else money_in_words(paid[0])
    return "不完整（有的利息不详或者是约数）"


def _money(context: PlaceContext, url: str, debt: Debt) -> tuple[Fact, ...]:
    """A subtraction a villager can redo."""
    everything = frozenset(type(debt).declared)
    facts = list(facts_of(context, url, debt, everything - {"amount"}))
    if isinstance(debt.amount, Goods):
        return tuple(facts)
    repaid, rest = repaid_of(debt), outstanding_of(debt)
    if debt.repayments:
        facts.append(Fact("减：已还", "不完整（有的金额不详）" if repaid is None else yuan(repaid)))
    facts.append(Fact("还剩", "算不出" if rest is None else yuan(rest)))
    interest = [repayment.interest for repayment in debt.repayments if repayment.interest is not None]
    if interest:
        facts.append(Fact("另付利息", _interest(interest)))
    return tuple(facts)
