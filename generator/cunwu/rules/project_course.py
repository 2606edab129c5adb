"""PRJ: the course of a project — what was promised, what came in the wrong order, who won and who built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cunwu.core.problem import Severity
from cunwu.derive.dues import price_of
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.project import STAGES, Project
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.ledger_suspicions import fold_payee
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money, format_yuan, percent, stated, total

_TRACKING = "projects/amounts"
_PATIENCE = timedelta(days=60)
_ENDED = ("停工", "取消")
_COURSE = ("计划", "立项", "招标", "在建", "完工", "验收", "结算", "移交")
"""The states that follow one another; 停工 and 取消 may come at any time."""


def _done_on(project: Project, stage: str) -> PartialDay | None:
    """The day on which a stage was reached; None if that is not written."""
    return next((one.actual for one in project.milestones if one.stage == stage and one.actual is not None), None)


@rule(
    "PRJ017",
    "审定价 {settled} 元，是{kind} {allowed} 元的 {share}，没有写合同价，{changes}",
    remedy="补上合同价；增加了工程的，一项写一条「变更」，写明原因和批准；审定价抄错的改正",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def settled_above_budget_without_contract(project: Project, context: Context) -> Iterator[Finding]:
    """A price above the budget rests on a contract or on changes that somebody approved."""
    amounts = project.amounts
    if amounts is None or amounts.contract not in (None, Absence.NOT_APPLICABLE):
        return
    settled = stated(amounts.settled)
    base = _base_of(project, context) if settled is not None else None
    changed = total(change.amount for change in project.variations)
    if settled is None or base is None or settled <= base[1] + changed:
        return
    changes = f"「变更」一共 {format_yuan(changed)} 元" if project.variations else "也没有「变更」"
    facts = {"kind": base[0], "allowed": base[1], "share": percent(settled.fen, base[1].fen), "changes": changes}
    yield Finding(amounts, "settled", {"settled": settled, **facts})


def _base_of(project: Project, context: Context) -> tuple[str, Money] | None:
    """What the works were to cost where the project names no contract: as its contracts say, else by the budget."""
    contracts = [one for one in context.board.records(CONTRACT) if one.project == project.number]
    prices = [price for one in contracts if not one.is_income and (price := price_of(one)) is not None]
    if contracts:
        return ("各份合同的总价", total(prices)) if len(prices) == len(contracts) else None
    budget = stated(project.amounts.budget) if project.amounts is not None else None
    return None if budget is None else ("预算", budget)


@rule(
    "PRJ018",
    "「{stage}」计划在 {planned}，到 {as_of} 没有写实际日期",
    remedy="做了的补上「实际」；没有做的，把「状态」写成 停工 或 取消，或在「反常说明」里写明原因和新的打算",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def stage_long_overdue(project: Project, context: Context) -> Iterator[Finding]:
    """A stage that was due two months ago is done, or the works have ended; told once, at the first such stage."""
    if project.status in _ENDED:
        return
    done = [STAGES.index(one.stage) for one in project.milestones if one.actual is not None]
    for one in sorted(project.milestones, key=lambda one: STAGES.index(one.stage)):
        if one.planned is None or one.actual is not None or STAGES.index(one.stage) < max(done, default=-1):
            continue
        if one.planned.last + _PATIENCE < context.as_of:
            yield found(one, "planned", stage=one.stage, planned=one.planned, as_of=context.as_of)
            return


@rule(
    "PRJ019",
    "采购在 {on}，「开工」是 {begun}，开工在先",
    remedy="核对两个日期；确实先开工、后采购的照实写，在「反常说明」里写明原因",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def builder_chosen_after_start(project: Project) -> Iterator[Finding]:
    """The builder is chosen before the works begin; where the strip itself says otherwise, PRJ005 tells it."""
    begun, tendered = _done_on(project, "开工"), _done_on(project, "招标")
    on = project.procurement.on if project.procurement is not None else None
    if begun is None or on is None or (tendered is not None and tendered.first > begun.last):
        return
    if on > begun.last:
        yield found(project.procurement or project, "on", on=on, begun=begun)


@rule(
    "PRJ020",
    "验收在 {day}，「{stage}」是 {before}，还没有{stage}就验收了",
    remedy="核对两个日期；分段验收的照实写，在「反常说明」里写明",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def accepted_before_the_works(project: Project) -> Iterator[Finding]:
    """Works are accepted when they are done; where the strip itself says otherwise, PRJ005 tells it."""
    acceptance, in_strip = project.acceptance, _done_on(project, "验收")
    for stage in ("开工", "完工") if acceptance is not None else ():
        before = _done_on(project, stage)
        if before is None or acceptance is None or acceptance.on.last >= before.first:
            continue
        if in_strip is None or in_strip.last >= before.first:
            yield found(acceptance, "on", day=acceptance.on, stage=stage, before=before)
            return


@rule(
    "PRJ021",
    "「验收」写的日期是 {day}，节点「验收」写的是 {actual}",
    remedy="照验收单核对，两处写成同一天；验收过两次的，两处都写最后一次",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def acceptance_differs_from_strip(project: Project) -> Iterator[Finding]:
    """One acceptance has one day, wherever it is written."""
    acceptance, actual = project.acceptance, _done_on(project, "验收")
    if acceptance is not None and actual is not None and not _may_be_one(acceptance.on, actual):
        yield found(acceptance, "on", day=acceptance.on, actual=actual)


def _may_be_one(one: PartialDay, other: PartialDay) -> bool:
    return one.first <= other.last and other.first <= one.last


@rule(
    "PRJ022",
    "状态写的是「{state}」，{what} {day} 已经做了",
    remedy="把「状态」改为 {right}；还没有做的，日期写在「计划」里",
    source=_TRACKING,
    severity=Severity.NOTICE,
)
def state_behind_the_strip(project: Project) -> Iterator[Finding]:
    """The state of a project is not behind what its stages say is done."""
    if project.status not in _COURSE:
        return
    done = [
        (_state_at(stage), f"「{stage}」", day) for stage in STAGES if (day := _done_on(project, stage)) is not None
    ]
    if project.acceptance is not None:
        done.append(("验收", "「验收」", project.acceptance.on))
    right, what, day = max(done, key=lambda one: _COURSE.index(one[0]), default=("计划", "", None))
    if _COURSE.index(project.status) < _COURSE.index(right):
        yield found(project, "status", state=project.status, what=what, day=day, right=right)


def _state_at(stage: str) -> str:
    return "在建" if stage == "开工" else stage


@rule(
    "PRJ023",
    "报价单里中标的是「{winner}」，施工单位写的是「{contractor}」",
    remedy="照中标通知书和合同核对；中标以后换了人的照实写，在「反常说明」里写明为什么",
    source="program/procurement",
    severity=Severity.IRREGULAR,
)
def built_by_another_than_the_winner(project: Project) -> Iterator[Finding]:
    """Who won builds; a name that holds the other is the same, as that of a branch or of several together."""
    bids = project.procurement.bids if project.procurement is not None else ()
    winners = [bid.bidder for bid in bids if bid.result == "中标"]
    if len(winners) != 1 or project.contractor is None:
        return
    winner, contractor = fold_payee(winners[0]), fold_payee(project.contractor)
    if winner not in contractor and contractor not in winner:
        yield found(project, "contractor", winner=winners[0], contractor=project.contractor)
