"""CTR: contracts — price, schedule, payments, decisions; what they are about is in ctr_objects."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.dues import contract_dues, price_of
from cunwu.kinds.contract import Contract, ContractPayment
from cunwu.kinds.village import Village
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import ZERO, format_yuan, plain_yuan, stated, total

_ITEMS = "rural-finance-disclosure-2011/items"
_LETTING = "contracts/letting"


@rule(
    "CTR001",
    "付款安排 {count} 期相加是 {sum} 元，总价写的是 {stated} 元，相差 {difference} 元",
    remedy="照合同核对每一期：{lines}；从半路写起的，把以前的合成一期写上；各期没有错就把总价改为 {sum_plain}",
    source=_ITEMS,
    arithmetic=True,
)
def schedule_differs_from_price(contract: Contract) -> Iterator[Finding]:
    """The instalments that count add up to the stated price, where every one of them is known."""
    price = stated(contract.total_price)
    lines = contract.schedule
    amounts = [amount for line in lines if (amount := stated(line.amount)) is not None]
    if price is None or not lines or len(amounts) != len(lines) or total(amounts) == price:
        return
    yield found(
        contract,
        "total_price",
        count=len(lines),
        sum=total(amounts),
        stated=price,
        difference=price - total(amounts),
        lines="、".join(f"{line.number} {plain_yuan(amount)}" for line, amount in zip(lines, amounts, strict=True)),
        sum_plain=plain_yuan(total(amounts)),
    )


@rule(
    "CTR004",
    "{number} 应付 {amount} 元，写明付到这一期的有 {paid} 元（{payments}），多 {difference} 元",
    remedy="照凭证核对；多出的部分是下一期的，另写一条，期次写下一期",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def instalment_overpaid(contract: Contract) -> Iterator[Finding]:
    """No more is put down to an instalment than it asks for."""
    into: dict[str, list[ContractPayment]] = {}
    for payment in contract.payments:
        into.setdefault(payment.scheduled or "", []).append(payment)
    for line in contract.schedule:
        named = into.get(line.number, [])
        amounts = [amount for payment in named if (amount := stated(payment.amount)) is not None]
        due = stated(line.amount)
        if due is None or not named or len(amounts) != len(named) or total(amounts) <= due:
            continue
        yield found(
            named[-1],
            "amount",
            number=line.number,
            amount=due,
            paid=total(amounts),
            payments="、".join(payment.number for payment in named),
            difference=total(amounts) - due,
        )


@rule(
    "CTR005",
    "已付合计 {paid} 元，超过{kind} {price} 元，多 {difference} 元",
    remedy="核对有没有重复的付款；加了价的，照补充合同更正总价和付款安排",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def paid_more_than_price(contract: Contract) -> Iterator[Finding]:
    """No more is paid than agreed; the works of a project have their own rule, which knows of variations (PRJ002)."""
    amounts = [stated(payment.amount) for payment in contract.payments]
    known = [amount for amount in amounts if amount is not None]
    price = price_of(contract)
    if contract.project is not None or price is None or price < ZERO or len(known) != len(amounts):
        return
    if (paid := total(known)) > price:
        kind = "总价" if stated(contract.total_price) is not None else "付款安排的合计"
        yield found(contract, "payments", paid=paid, kind=kind, price=price, difference=paid - price)


@rule(
    "CTR006",
    "{who}：{count} 期到期没有付清（{numbers}），共 {arrears} 元，最早的 {due} 到期，已过 {days} 天",
    remedy="去收（或者去付），收到了在「已付」里补一条；减免的写一条负数的付款安排；谈不拢的把状态改为 有争议",
    source=_ITEMS,
    follows=("CTR003",),
    severity=Severity.IRREGULAR,
)
def instalments_overdue(contract: Contract, context: Context) -> Iterator[Finding]:
    """Rents that should have come, and bills that should have been paid, with days and amount."""
    late = contract_dues(contract, context.as_of).overdue
    if late:
        yield found(
            next(line for line in contract.schedule if line.number == late[0].number),
            "due",
            who="对方欠村里" if contract.is_income else "村里欠对方",
            count=len(late),
            numbers="、".join(one.number for one in late),
            arrears=total(one.unpaid for one in late if one.unpaid is not None),
            due=late[0].due,
            days=late[0].days_overdue,
        )


@rule(
    "CTR010",
    "合同 {until} 已经到期，状态还是「履行中」",
    remedy="到期收回的把状态改为 已到期；续了的另建一份合同，方式写 续签",
    source=_ITEMS,
    severity=Severity.NOTICE,
)
def expired_contract_still_running(contract: Contract, context: Context) -> Iterator[Finding]:
    """A letting whose last day is over is not running any more; of works the last money comes long after that day."""
    lets = contract.sort in ("出租", "发包")
    if lets and contract.status == "履行中" and contract.until is not None and contract.until.last < context.as_of:
        yield found(contract, "status", until=contract.until)


@rule(
    "CTR011",
    "合同 {price} 元，超过审批限额最高一档 {limit} 元，没有写{missing}",
    remedy="补上{missing}；没有开过会、没有公开竞价的不要补写，在「反常说明」里写明原因",
    source=_LETTING,
    severity=Severity.IRREGULAR,
)
def signed_without_decision(contract: Contract, context: Context) -> Iterator[Finding]:
    """Above the place's highest limit, the board says which meeting agreed, and of a letting how the party was found.

    The works of a project are asked for its meeting (PRJ031).
    """
    signed, price = contract.signed or contract.begins, price_of(contract)
    tiers = context.settings_on(contract, signed.last if signed is not None else context.as_of).approvals
    highest = max((tier.limit for tier in tiers), default=None)
    if contract.project is not None or highest is None or price is None or price <= highest:
        return
    missing = [] if contract.way is not None or not contract.is_income else ["方式"]
    if contract.meeting is None and not _is_older_than_board(contract, context.place.record):
        missing.append("会议")
    if missing:
        yield found(contract, "", price=price, limit=highest, missing="和".join(f"「{word}」" for word in missing))


def _is_older_than_board(contract: Contract, record: object) -> bool:
    """Whether it was signed before the village joined: the meeting that agreed to it is then not on the board."""
    signed = contract.signed or contract.begins
    joined = record.joined if isinstance(record, Village) else None
    return signed is not None and joined is not None and signed.last < joined


@rule(
    "CTR012",
    "保证金 {deposit} 元{fault}",
    remedy="照合同核对保证金和总价",
    source=_LETTING,
    severity=Severity.NOTICE,
)
def deposit_out_of_proportion(contract: Contract) -> Iterator[Finding]:
    """A deposit is money, and less than the price it secures."""
    deposit, price = stated(contract.deposit), price_of(contract)
    if deposit is None:
        return
    if deposit < ZERO:
        yield found(contract, "deposit", deposit=deposit, fault="是负数")
    elif price is not None and price > ZERO and deposit > price:
        yield found(contract, "deposit", deposit=deposit, fault=f"，比总价 {format_yuan(price)} 元还多")


@rule(
    "CTR013",
    "「{sort}」合同的{what}是负数（{price} 元），像是把收和付写反了",
    remedy="收钱还是付钱看合同的种类，金额一律写正数；确实倒贴钱的，在「反常说明」里写明",
    source=_ITEMS,
    severity=Severity.NOTICE,
)
def price_below_nothing(contract: Contract) -> Iterator[Finding]:
    """Who pays whom follows from the sort of contract; a price below nothing looks like the wrong side."""
    price = price_of(contract)
    if price is not None and price < ZERO:
        from_price = stated(contract.total_price) is not None
        what = "总价" if from_price else "付款安排合计"
        yield found(contract, "total_price" if from_price else "schedule", sort=contract.sort, what=what, price=price)
