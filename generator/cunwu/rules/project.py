"""PRJ: projects, with the kinds of their money kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity
from cunwu.kinds.project import STAGES, Project
from cunwu.rules.base import Finding, found, rule
from cunwu.values.money import Money, format_yuan, is_half_known, is_inexact, stated, total

_TRACKING = "projects/amounts"
_NOTICES = "projects/notices"


def _payable(project: Project) -> Money | None:
    """Contract plus variations, where the contract is stated."""
    contract = stated(project.amounts.contract) if project.amounts else None
    return None if contract is None else contract + total(change.amount for change in project.variations)


class _Apart(Frozen):
    """Sources that differ from what they should come to, after what is left over was taken off."""

    sources: Money
    surplus: Money
    kind: str
    stated: Money
    is_rounding: bool

    @property
    def difference(self) -> Money:
        """Sources, less what is left over, minus what they should come to."""
        return self.sources - self.surplus - self.stated


def _apart(project: Project) -> _Apart | None:
    """How far the sources are from budget or contract; None if they fit one of them, or might fit one half known."""
    amounts = [stated(funding.amount) for funding in project.funding]
    exact = [amount for amount in amounts if amount is not None]
    if not exact or len(exact) != len(amounts) or project.amounts is None or is_inexact(project.amounts.surplus):
        return None
    if any(map(is_half_known, (project.amounts.budget, project.amounts.contract, project.amounts.settled))):
        return None
    budget, contract = stated(project.amounts.budget), stated(project.amounts.contract)
    whole, kind = (budget, "预算") if budget is not None else (contract, "合同")
    if whole is None:
        return None
    # Sources are settled before the contract as often as after it, or when the works are paid for: any sum will do.
    fits = (whole, contract, _payable(project), stated(project.amounts.settled))
    sources, surplus = total(exact), stated(project.amounts.surplus) or Money(0)
    differences = [abs(sources - surplus - one).fen for one in fits if one is not None]
    unit = project.rounding.fen if project.rounding else 0
    is_rounding = 2 * min(differences) <= unit * (len(exact) + 1)
    return _Apart(sources, surplus, kind, whole, is_rounding) if min(differences) else None


@rule(
    "PRJ001",
    "资金来源相加是 {sources} 元{less}，{kind}是 {stated} 元，相差 {difference} 元{hint}",
    remedy="核对各项来源；钱还没有着落的部分写一条「来源: 缺口」，多出来的写「金额」里的「结余」",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def funding_differs_from_budget(project: Project) -> Iterator[Finding]:
    """Funding sources, a stated gap included and what is left over taken off, are budget, contract or settled price."""
    apart = _apart(project)
    if apart is not None and not apart.is_rounding:
        less = f"，减去结余是 {format_yuan(apart.sources - apart.surplus)} 元" if apart.surplus.fen else ""
        yield found(
            project,
            "funding",
            sources=apart.sources,
            less=less,
            kind=apart.kind,
            stated=apart.stated,
            difference=apart.difference,
            hint=_hint(apart),
        )


_TEN_THOUSAND = 10_000


def _hint(apart: _Apart) -> str:
    """The unit that was forgotten, where the amounts are alike but for the ten thousand between 元 and 万元."""
    ratio = (apart.sources - apart.surplus).fen / apart.stated.fen if apart.stated.fen else 0
    if _TEN_THOUSAND / 2 <= ratio <= _TEN_THOUSAND * 2:
        return f"；「{apart.kind}」像是以万元写的，这份记录以元计"
    return "；「资金来源」像是以万元写的，这份记录以元计" if 0 < ratio * _TEN_THOUSAND <= 2 else ""


@rule(
    "PRJ014",
    "资金来源相加是 {sources} 元，{kind}是 {stated} 元，差 {difference} 元，在舍入之内",
    remedy="纸上取了整的不用改",
    source=_TRACKING,
    severity=Severity.NOTICE,
)
def funding_off_by_rounding(project: Project) -> Iterator[Finding]:
    """Rounded sources that miss the sum by no more than rounding explains are published as they are."""
    apart = _apart(project)
    if apart is not None and apart.is_rounding:
        yield found(
            project,
            "funding",
            sources=apart.sources,
            kind=apart.kind,
            stated=apart.stated,
            difference=apart.difference,
        )


@rule(
    "PRJ002",
    "已付合计 {paid} 元，超过合同加变更 {payable} 元",
    remedy="核对付款；确有增加的工程，补一条有批准的「变更」",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def paid_more_than_contract(project: Project) -> Iterator[Finding]:
    """Payments stay within the contract and its approved variations."""
    paid = total(payment.amount for payment in project.payments)
    payable = _payable(project)
    if payable is not None and paid > payable:
        yield found(project, "payments", paid=paid, payable=payable)


@rule(
    "PRJ003",
    "审定价 {settled} 元，超过合同加变更 {payable} 元",
    remedy="核对结算书；有变更的补上「变更」及批准",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def settled_above_contract(project: Project) -> Iterator[Finding]:
    """The settled price seldom exceeds the contract and its variations."""
    settled = stated(project.amounts.settled) if project.amounts else None
    payable = _payable(project)
    if project.amounts and settled is not None and payable is not None and settled > payable:
        yield found(project.amounts, "settled", settled=settled, payable=payable)


@rule(
    "PRJ004",
    "中标价 {stated} 元，报价单里中标的是 {bid} 元",
    remedy="两处改成一致；照中标通知书填写",
    source="program/procurement",
    arithmetic=True,
)
def award_differs_from_winning_bid(project: Project) -> Iterator[Finding]:
    """The award is the winning bidder's price."""
    if project.procurement is None or project.amounts is None:
        return
    awarded = stated(project.amounts.awarded)
    for bid in project.procurement.bids:
        price = stated(bid.price)
        if bid.result == "中标" and awarded is not None and price is not None and price != awarded:
            yield found(project.amounts, "awarded", stated=awarded, bid=price)


@rule(
    "PRJ005",
    "「{stage}」的实际日期 {day} 早于「{earlier}」的 {before}",
    remedy="核对两个日期；顺序是 立项、招标、开工、完工、验收、结算、移交",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def milestones_out_of_order(project: Project) -> Iterator[Finding]:
    """What comes later in the strip did not happen earlier."""
    done = sorted(
        (milestone for milestone in project.milestones if milestone.actual is not None),
        key=lambda milestone: STAGES.index(milestone.stage),
    )
    for earlier, later in pairwise(done):
        if earlier.actual and later.actual and later.actual.last < earlier.actual.first:
            yield found(
                later,
                "actual",
                stage=later.stage,
                day=later.actual,
                earlier=earlier.stage,
                before=earlier.actual,
            )


@rule(
    "PRJ006",
    "状态写的是「{state}」，却没有写「验收」的日期、单位和结果",
    remedy="补上「验收」；还没有验收就把状态改为 完工",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def accepted_without_acceptance(project: Project) -> Iterator[Finding]:
    """A project called accepted, settled or handed over says who accepted it and how."""
    if project.status in ("验收", "结算", "移交") and project.acceptance is None:
        yield found(project, "status", state=project.status)


@rule(
    "PRJ007",
    "质保金 {retention} 元，超过{kind}的 3%（{limit} 元）",
    remedy="核对质保金；按合同约定填写",
    source="projects/retention",
    severity=Severity.IRREGULAR,
)
def retention_above_three_percent(project: Project) -> Iterator[Finding]:
    """Retention money is at most three percent of the settled (else the contract) price."""
    if project.amounts is None:
        return
    retention = stated(project.amounts.retention)
    settled = stated(project.amounts.settled)
    if is_half_known(project.amounts.settled):
        return
    base, kind = (settled, "审定价") if settled is not None else (_payable(project), "合同价")
    if retention is not None and base is not None and retention.fen * 100 > base.fen * 3:
        limit = Money(base.fen * 3 // 100)
        yield found(project.amounts, "retention", retention=retention, kind=kind, limit=limit)


_SUBSIDIES = ("上级补助", "国补", "省", "市", "县", "镇")


@rule(
    "PRJ008",
    "上级补助 {subsidy} 元，超过审定价 {settled} 元",
    remedy="核对补助和审定价；多余的补助写进「结余」，怎样处理在「反常说明」里写明",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def subsidy_above_settled(project: Project) -> Iterator[Finding]:
    """Subsidies do not exceed what the works cost in the end."""
    settled = stated(project.amounts.settled) if project.amounts else None
    subsidies = [stated(funding.amount) for funding in project.funding if funding.source in _SUBSIDIES]
    subsidy = total(amount for amount in subsidies if amount is not None)
    surplus = stated(project.amounts.surplus) if project.amounts else None
    is_told = surplus is not None and subsidy - surplus <= (settled or surplus)
    if settled is not None and subsidy > settled and not is_told:
        yield found(project, "funding", subsidy=subsidy, settled=settled)


@rule(
    "PRJ010",
    "{kind}价 {stated} 元，超过控制价 {ceiling} 元",
    remedy="核对控制价；超过控制价的报价应当作废",
    source="procurement/bid-above-ceiling",
    severity=Severity.IRREGULAR,
)
def award_above_ceiling(project: Project) -> Iterator[Finding]:
    """The award stays below the ceiling price."""
    if project.amounts is None:
        return
    ceiling = stated(project.amounts.ceiling)
    awarded = stated(project.amounts.awarded)
    if ceiling is not None and awarded is not None and awarded > ceiling:
        yield found(project.amounts, "awarded", kind="中标", stated=awarded, ceiling=ceiling)


@rule(
    "PRJ011",
    "报价单里中标的有 {count} 家，应为 1 家",
    remedy="一次采购只有一家中标；分标段的请分开建项目",
    source="program/procurement",
    severity=Severity.IRREGULAR,
)
def bids_have_not_one_winner(project: Project) -> Iterator[Finding]:
    """Once bids are listed with an award, one and only one of them won."""
    if project.procurement is None or not project.procurement.bids:
        return
    count = sum(bid.result == "中标" for bid in project.procurement.bids)
    decided = project.amounts is not None and stated(project.amounts.awarded) is not None
    if count > 1 or (count == 0 and decided):
        yield found(project.procurement, "bids", count=count)


@rule(
    "PRJ012",
    "{day} 付款时还没有验收，付款已到合同的 {share}%",
    remedy="按合同约定的进度付款；情况特殊的在「反常说明」里写明",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def paid_nearly_all_before_acceptance(project: Project) -> Iterator[Finding]:
    """Nearly the whole price is seldom paid before acceptance."""
    payable = _payable(project)
    if payable is None or payable.fen <= 0:
        return
    paid = 0
    for payment in sorted(project.payments, key=lambda payment: payment.on):
        paid += payment.amount.fen
        accepted = project.acceptance is not None and project.acceptance.on.first <= payment.on.last
        if not accepted and paid * 100 > payable.fen * 90:
            yield found(payment, "amount", day=payment.on, share=paid * 100 // payable.fen)
            return


@rule(
    "PRJ013",
    "资金有缺口 {gap} 元，项目已经{state}",
    remedy="补上新的资金来源；还没有着落的，在「反常说明」里写明打算怎样补",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def gap_left_after_start(project: Project) -> Iterator[Finding]:
    """A gap in the funding is closed once works have begun."""
    gaps = [stated(funding.amount) for funding in project.funding if funding.source == "缺口"]
    gap = total(amount for amount in gaps if amount is not None)
    if gap.fen > 0 and project.status in ("在建", "完工", "验收", "结算", "移交"):
        yield found(project, "funding", gap=gap, state=project.status)
