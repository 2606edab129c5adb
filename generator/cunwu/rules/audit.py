"""AUD: what was found, what is to be paid back for it, and what is back."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.derive.refunds import ordering_money, repayment_in_all, repayment_of
from cunwu.kinds.audit import Audit, Measure
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.deadline import last_day_of
from cunwu.values.money import Money, stated, total

_LINKS = "program/references"
_SUMS = "bookkeeping/identities"
_OWN = "program/arithmetic"


@rule(
    "AUD003",
    "{what}已退 {refunded} 元，比应退的 {ordered} 元多 {difference} 元",
    remedy="核对退赔各笔和应退的数；多退的写明退回了谁",
    source=_SUMS,
    follows=("AUD002",),
    severity=Severity.IRREGULAR,
)
def refunded_more_than_ordered(audit: Audit) -> Iterator[Finding]:
    """No more comes back than was ordered, for each measure and in all."""
    over = False
    for measure in ordering_money(audit):
        one = repayment_of(audit, measure)
        if one.ordered is not None and one.refunded is not None and one.refunded > one.ordered:
            over = True
            yield Finding(measure, "to_refund", _excess(f"处理 {measure.number} ", one.refunded, one.ordered))
    whole = repayment_in_all(audit)
    if not over and whole.ordered is not None and whole.refunded is not None and whole.refunded > whole.ordered:
        yield Finding(audit, "refunds", _excess("一共", whole.refunded, whole.ordered))


def _excess(what: str, refunded: Money, ordered: Money) -> dict[str, object]:
    return {"what": what, "refunded": refunded, "ordered": ordered, "difference": refunded - ordered}


@rule(
    "AUD004",
    "发现 {number} 是 {found} 元，处理要退的一共 {ordered} 元，多 {difference} 元",
    remedy="核对两个数；加收利息、罚款的，在「内容」里写明",
    source=_SUMS,
    severity=Severity.IRREGULAR,
)
def ordered_more_than_found(audit: Audit) -> Iterator[Finding]:
    """What is to be paid back for a finding is no more than was found."""
    measures: dict[str | None, list[Measure]] = {}
    for measure in audit.measures:
        measures.setdefault(measure.finding, []).append(measure)
    for finding in audit.findings:
        orders = [amount for one in measures.get(finding.number, ()) if (amount := stated(one.to_refund)) is not None]
        amount = stated(finding.amount)
        if amount is not None and orders and total(orders) > amount:
            facts = {"found": amount, "ordered": total(orders), "difference": total(orders) - amount}
            yield Finding(finding, "amount", {"number": finding.number, **facts})


@rule(
    "AUD005",
    "处理 {number} 应在 {deadline} 以前退 {ordered} 元，过了 {days} 天，还差 {left} 元",
    remedy="退了的补上「退赔」；没有退的，在「结果」里写明为什么、到哪一步",
    source=_OWN,
    follows=("AUD002",),
    severity=Severity.IRREGULAR,
)
def deadline_passed(audit: Audit, context: Context) -> Iterator[Finding]:
    """What was to be paid back by a day is back by then."""
    for measure in ordering_money(audit):
        one = repayment_of(audit, measure)
        last = last_day_of(measure.deadline)
        if last is None or one.left is None or one.left.fen <= 0:
            continue
        days = (context.as_of - last).days
        if days > 0:
            yield found(
                measure,
                "deadline",
                number=measure.number,
                deadline=measure.deadline,
                ordered=one.ordered,
                days=days,
                left=one.left,
            )


_ALL_BACK = regex(r"(?<![未没])(?<!没有)(?<!尚未)(?:已?(?:全部|全额|如数|足额)退[清回还赔]?|已?退清|清退完毕|全部到账)")


@rule(
    "AUD006",
    "处理 {number} 的结果写「{result}」，应退 {ordered} 元，退赔相加是 {refunded} 元，还差 {left} 元",
    remedy="退了的补上「退赔」；没有退清的，改「结果」",
    source=_SUMS,
    follows=("AUD002",),
    arithmetic=True,
)
def result_says_more_than_the_sums(audit: Audit) -> Iterator[Finding]:
    """A result that says all is back stands beside refunds that add up to it."""
    for measure in ordering_money(audit):
        one = repayment_of(audit, measure)
        if measure.result is None or one.left is None or one.left.fen <= 0:
            continue
        if _ALL_BACK.search(measure.result):
            yield found(
                measure,
                "result",
                number=measure.number,
                result=measure.result,
                ordered=one.ordered,
                refunded=one.refunded,
                left=one.left,
            )
