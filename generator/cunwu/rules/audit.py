"""AUD: what was found, what is to be paid back for it, and what is back."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.patterns import regex
from cunwu.derive.booked import came_in, disagreeing
from cunwu.derive.refunds import measures_in_force, ordering_money, repayment_in_all, repayment_of
from cunwu.kinds.audit import AUDIT, Audit
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.shapes import said_otherwise
from cunwu.values.money import Money, stated, total

_LINKS = "program/references"
_SUMS = "bookkeeping/identities"
_AUDITS = "villagers-committee-law/archives-and-audit"


@rule(
    "AUD001",
    "处理 {number} 针对的「{finding}」不在「发现」里",
    remedy="填「发现」里一条的编号：{known}",
    source=_LINKS,
)
def measure_names_no_finding(audit: Audit) -> Iterator[Finding]:
    """A measure answers something that was found."""
    known = [finding.number for finding in audit.findings]
    for measure in audit.measures:
        if measure.finding is not None and measure.finding not in known:
            facts = {"number": measure.number, "finding": measure.finding, "known": "、".join(known) or "（还没有）"}
            yield Finding(measure, "finding", facts)


@rule(
    "AUD002",
    "退赔 {number} 写的「{measure}」不在「处理」里",
    remedy="填「处理」里一条的编号：{known}",
    source=_LINKS,
)
def refund_names_no_measure(audit: Audit) -> Iterator[Finding]:
    """A refund answers a measure that was taken."""
    known = [measure.number for measure in audit.measures]
    for refund in audit.refunds:
        if refund.measure is not None and refund.measure not in known:
            facts = {"number": refund.number, "measure": refund.measure, "known": "、".join(known) or "（还没有）"}
            yield Finding(refund, "measure", facts)


@rule(
    "AUD003",
    "{what}已退 {refunded} 元，比应退的 {ordered} 元多 {difference} 元",
    remedy="核对退赔各笔和应退的数；多退的写明退回了谁",
    source=_SUMS,
    follows=("AUD002",),
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
    notice=True,
)
def ordered_more_than_found(audit: Audit) -> Iterator[Finding]:
    """What is to be paid back for a finding is no more than was found."""
    for finding in audit.findings:
        measures = [one for one in measures_in_force(audit) if one.finding == finding.number]
        orders = [amount for one in measures if (amount := stated(one.to_refund)) is not None]
        amount = stated(finding.amount)
        if amount is not None and orders and total(orders) > amount and finding.number not in audit.withdrawn:
            facts = {"found": amount, "ordered": total(orders), "difference": total(orders) - amount}
            yield Finding(finding, "amount", {"number": finding.number, **facts})


@rule(
    "AUD005",
    "处理 {number} 应在 {deadline} 以前退 {ordered} 元，过了 {days} 天，还差 {left} 元",
    remedy="退了的补上「退赔」；没有退的，在「结果」里写明为什么、到哪一步",
    source=_AUDITS,
    notice=True,
    follows=("AUD002",),
)
def deadline_passed(audit: Audit, context: Context) -> Iterator[Finding]:
    """What was to be paid back by a day is back by then."""
    for measure in ordering_money(audit):
        one = repayment_of(audit, measure)
        if measure.deadline is None or one.left is None or one.left.fen <= 0:
            continue
        days = (context.as_of - measure.deadline.last).days
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


@rule(
    "AUD007",
    "退赔 {numbers} 是 {stated} 元，收支「{reference}」写的是{booked}",
    remedy="两处改成一致；以凭证为准。几笔合起来记一笔流水的，都写上那一个流水",
    source=_LINKS,
)
def refund_differs_from_entry(board: Board) -> Iterator[Finding]:
    """A refund and the ledger entry it names are the same amount, and the entry is an income."""
    parts = ((audit, row) for audit in board.records(AUDIT) for row in audit.refunds)
    claims = (one for audit, row in parts for one in came_in(audit, row, row.entry, row.amount))
    yield from map(said_otherwise, disagreeing(board, claims))


@rule(
    "AUD008",
    "审计期间从 {first} 开始，审计的时间是 {when}，还没有到",
    remedy="核对「时间」和「审计期间」",
    source="program/records",
)
def audited_before_it_happened(audit: Audit) -> Iterator[Finding]:
    """What is audited has begun by the time of the audit."""
    if audit.when is not None and audit.audited is not None and audit.audited.first > audit.when.last:
        yield found(audit, "audited", first=audit.audited.first, when=audit.when)


@rule(
    "AUD009",
    "{what} {number} 的日期 {on} 早于审计的时间 {when}",
    remedy="核对日期；审计以前就退了的，在「说明」里写明",
    source="program/records",
    notice=True,
)
def answered_before_the_audit(audit: Audit) -> Iterator[Finding]:
    """Deadlines and refunds come after the audit began."""
    if audit.when is None or audit.explanation is not None:
        return
    for measure in audit.measures:
        if measure.deadline is not None and measure.deadline.last < audit.when.first:
            facts = {"what": "处理", "number": measure.number, "on": measure.deadline, "when": audit.when}
            yield Finding(measure, "deadline", facts)
    for refund in audit.refunds:
        if refund.on is not None and refund.on.last < audit.when.first:
            facts = {"what": "退赔", "number": refund.number, "on": refund.on, "when": audit.when}
            yield Finding(refund, "on", facts)
