"""The page of one contract: who has what for how much, what was due, what came, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cunwu.derive.dues import Dues, contract_dues, in_kind, price_of
from cunwu.kinds.base import written
from cunwu.kinds.contract import Contract
from cunwu.kinds.debt import DEBT
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.dues import due_line, kind_lines, schedule_of, state_lines, yuan
from cunwu.pages.parts.sections import NOTHING, facts_of, table_of, with_column, with_sums
from cunwu.pages.parts.view import Fact, Link, Section, StateLine
from cunwu.rules.contract_objects import (
    amount_of,
    computed_otherwise,
    difference_in_words,
    lots_against_price,
    lots_together,
)
from cunwu.values.bounds import Bounds, yuan_in_words
from cunwu.values.dates import chinese_partial
from cunwu.values.goods import Goods
from cunwu.values.money import ZERO, Money, stated


def tell_contract(context: PlaceContext, url: str, contract: Contract) -> Besides:
    """Who has what for how long in a sentence, how its payments stand, what was due and what came."""
    dues = contract_dues(contract, context.site.as_of)
    return Besides(
        badge=(contract.sort, contract.status),
        sentences=tuple(_sentences(contract)),
        lines=(*contract_lines(contract, dues, context.site.as_of), *_debts(context, url, contract)),
        money=_money(context, url, contract, dues),
        before=schedule_of(context, url, contract, written(contract.schedule), dues=dues, words=_words(contract)),
        instead=(_lots(context, url, contract),) if written(contract.objects) else (),
        facts="基本情况",
        hides=frozenset({"status", "unit", "total_price", "deposit", "schedule"}),
        shows_was=frozenset({"total_price", "deposit", "schedule.due", "schedule.amount", "objects"}),
        unasked=frozenset({"unit", "ended"}),
    )


def contract_lines(contract: Contract, dues: Dues, as_of: date) -> Iterator[StateLine]:
    """How its payments stand; without a schedule, how much of the price has come."""
    yield from state_lines(dues, as_of, verb_of(contract))
    yield from kind_lines(in_kind(contract.schedule, contract.payments, as_of), verb_of(contract))
    if dues.unplaced is not None and dues.unplaced > ZERO and dues.instalments:
        yield due_line("late", f"另有 {yuan(dues.unplaced)}不属于任何一期。")


def verb_of(contract: Contract) -> str:
    """收 or 付."""
    return "收" if contract.is_income else "付"


def _words(contract: Contract) -> tuple[str, str, str, str]:
    if contract.is_income:
        return ("该收的和收到的", "应收", "已收", "还欠")
    return ("该付的和付出的", "应付", "已付", "还差")


def _sentences(contract: Contract) -> Iterator[str]:
    what = "、".join(one.object_name for one in contract.objects)
    yield f"{_who_has_what(contract, what)}{_term(contract)}。"
    if contract.counterpart is not None and contract.way is None and contract.meeting is None:
        yield "没有写怎样定的对方，也没有写哪次会议同意。"


_WHO_HAS_WHAT: Mapping[str, str] = {
    "出租": "{other}向村里租用{what}",
    "发包": "{other}向村里承包{what}",
    "出让": "村里把{what}出让给{other}",
    "入股": "村里拿{what}入股{other}",
    "采购": "村里向{other}采购{what}",
    "施工": "{other}给村里做{what}",
    "服务": "{other}给村里做{what}",
}
"""Sort of contract → who has what from whom, in a sentence."""


_OFFERED: Mapping[str, str] = {
    "出租": "出租{what}",
    "发包": "发包{what}",
    "出让": "出让{what}",
    "入股": "拿{what}入股",
    "采购": "采购{what}",
}
"""Sort of contract → what the village wants to do while nobody is found yet."""


def _who_has_what(contract: Contract, what: str) -> str:
    if contract.counterpart is None:
        wanted = _OFFERED.get(contract.sort, "办理{what}").format(what=what or f"“{contract.name}”")
        return f"村里准备{wanted}，还没有定下{'承租、承包的人' if contract.is_income else '对方'}"
    if not what:
        return f"村里和{contract.counterpart}的合同"
    sentence = _WHO_HAS_WHAT.get(contract.sort, "村里和{other}约定：{what}")
    return sentence.format(other=contract.counterpart, what=what)


def _term(contract: Contract) -> str:
    begins = chinese_partial(contract.begins) if contract.begins is not None else ""
    until = chinese_partial(contract.until) if contract.until is not None else ""
    term = (
        f"，{begins}到 {until}" if begins and until else f"，{begins}起" if begins else f"，到 {until}" if until else ""
    )
    return term + (f"，{chinese_partial(contract.ended)}提前终止" if contract.ended is not None else "")


def _money(context: PlaceContext, url: str, contract: Contract, dues: Dues) -> tuple[Fact, ...]:
    """The price, what has come of it and what is missing of what was due."""
    everything = frozenset(type(contract).declared)
    facts = list(facts_of(context, url, contract, everything - {"total_price", "deposit"}))
    if stated(contract.total_price) is None and (price := price_of(contract)) is not None:
        facts.append(Fact("付款安排合计", yuan(price)))
    if any(not isinstance(payment.amount, Goods) for payment in contract.payments):
        facts.append(Fact(f"已{verb_of(contract)}", _known(dues.received)))
    if dues.instalments:
        facts.append(Fact("到期应" + verb_of(contract), _known(dues.due_so_far)))
        rest = dues.arrears
        facts.append(Fact("欠" + verb_of(contract), _known(rest), "bad" if rest is not None and rest > ZERO else ""))
    return tuple(facts)


_COMPUTED = "面积乘单价（元）"


def _lots(context: PlaceContext, url: str, contract: Contract) -> Section:
    """What the contract is about, with the sum of the lots, and with what the program computes where that differs."""
    rows, sums = written(contract.objects), {"amount": lots_together(contract)}
    table = with_sums(table_of(context, url, "标的物", rows, contract.withdrawn), rows, sums)
    computed = {one.number: amount for one in rows if (amount := computed_otherwise(contract, one)) is not None}
    if computed:
        table = with_column(table, _COMPUTED, [_told(computed.get(one.number), amount_of(one)) for one in rows])
    return Section("标的物", "objects", tables=(table,), note=_apart(contract))


def _apart(contract: Contract) -> str:
    """That the lots do not add up to the price; empty where they do."""
    apart = lots_against_price(contract)
    if apart is None:
        return ""
    together, price = apart
    return f"各处相加 {yuan(together)}，总价写的是 {yuan(price)}，相差 {yuan(abs(price - together))}。"


def _told(computed: Bounds | None, written_down: Bounds) -> str:
    if computed is None:
        return NOTHING
    return f"{yuan_in_words(computed)}，相差 {difference_in_words(computed, written_down)}"


def _known(amount: Money | None) -> str:
    return "不完整（有的金额不详）" if amount is None else yuan(amount)


def _debts(context: PlaceContext, url: str, contract: Contract) -> Iterator[StateLine]:
    """Claims and debts that came of it."""
    for debt in context.board.records(DEBT):
        if debt.contract == contract.number:
            link = Link(debt.matter, context.href_of(url, debt))
            yield due_line("ahead", f"记作{debt.sort}，{debt.status}", link)
