"""A period's money in sentences a villager can repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from cunwu.derive.balances import Sum, derive_shares, derive_sum
from cunwu.derive.comparison import Flows
from cunwu.kinds.ledger import Entry, Ledger
from cunwu.kinds.village import Village
from cunwu.pages.parts.context import PlaceContext
from cunwu.values.absence import Absence
from cunwu.values.money import Money, format_yuan, stated
from cunwu.values.quantity import Quantity
from cunwu.values.spelled_amounts import spoken


def glance(found: Sum) -> str:
    """What came in, what went out, what is left, in one sentence."""
    if found.income is None or found.expense is None:
        return f"有 {found.unknown} 个金额不详，收入、支出和结余都不完整。"
    more = found.income - found.expense
    verb = "多出" if more.fen >= 0 else "多花"
    left = f"现在一共有{spoken(found.closing)}" if found.closing is not None else "现在一共有多少，算不出来"
    return (
        f"收入 {format_yuan(found.income)} 元，支出 {format_yuan(found.expense)} 元，"
        f"{verb} {format_yuan(abs(more))} 元；{left}。"
    )


def biggest_sentence(ledger: Ledger) -> str:
    """The largest income and the largest expense of the period, in words."""
    parts = [_largest_of(ledger, side, word) for side, word in (("income", "收入"), ("expense", "支出"))]
    shares = derive_shares(ledger.entries, "expense")
    if len(shares) > 1:
        parts.append(f"按科目看，支出最多的是{shares[0].title}，共 {format_yuan(shares[0].amount)} 元")
    return "；".join(filter(None, parts)) + "。" if any(parts) else ""


def _largest_of(ledger: Ledger, side: str, word: str) -> str:
    """The largest entry of one side; that there was none only where every amount of the period is known."""
    unknown = sum(isinstance(getattr(entry, side), Absence) for entry in ledger.entries)
    beside = f"{unknown} 笔{word}金额不详" if unknown else ""
    if largest := biggest(ledger, side, 1):
        amount, entry = largest[0]
        before, after = ("写明金额的，", f"，另有 {beside}") if beside else ("", "")
        return f"{before}{word}最多的是「{entry.summary}」{format_yuan(amount)} 元{after}"
    if beside:
        return f"有 {beside}"
    return f"没有{word}" if not derive_sum(ledger).unknown else ""


def biggest(ledger: Ledger, side: str, count: int) -> list[tuple[Money, Entry]]:
    """The largest entries in force of one side (`income` or `expense`) whose amount is known, largest first."""
    amounts = ((stated(getattr(entry, side)), entry) for entry in ledger.entries)
    known = [(amount, entry) for amount, entry in amounts if amount is not None]
    return sorted(known, key=lambda pair: -pair[0].fen)[:count]


def compared_sentences(compared: Sequence[Flows]) -> Iterator[str]:
    """This period against each of the single ones it is compared with: more or less, by how much."""
    this, *others = compared
    for other in others:
        if other.ledger is None or None in (this.income, this.expense, other.income, other.expense):
            continue
        income, expense = _more(this.income, other.income), _more(this.expense, other.expense)
        yield f"和{other.name}（{other.period.label}）比，收入{income}，支出{expense}。"


def _more(this: Money | None, other: Money | None) -> str:
    if this is None or other is None:
        return "没法比"
    if this == other:
        return "一样"
    return f"{'多' if this > other else '少'} {format_yuan(abs(this - other))} 元"


def spread_sentence(context: PlaceContext, found: Sum) -> str:
    """What was spent per household and per head; nothing where the village does not say how many there are."""
    village = context.place.record
    if found.expense is None or found.expense.fen <= 0 or not isinstance(village, Village):
        return ""
    told = []
    for count, whom in ((village.households, "每户"), (village.people, "每人")):
        if isinstance(count, Quantity) and not count.approximate and count.number > 0:
            share = Money(int((found.expense.fen / count.number).quantize(Decimal(1), ROUND_HALF_UP)))
            told.append(f"{whom} {format_yuan(share)} 元")
    return f"支出摊到全村，合{'、'.join(told)}。" if told else ""
