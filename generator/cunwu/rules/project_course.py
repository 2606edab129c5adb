"""PRJ: the course of a project — stages that were promised, and a price that nobody agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cunwu.core.problem import Severity
from cunwu.kinds.project import STAGES, Project
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import percent, stated

_TRACKING = "projects/amounts"
_PATIENCE = timedelta(days=60)
_ENDED = ("停工", "取消")


@rule(
    "PRJ017",
    "审定价 {settled} 元，是预算 {budget} 元的 {share}，没有写合同价，也没有「变更」",
    remedy="补上合同价；增加了工程的，一项写一条「变更」，写明原因和批准；审定价抄错的改正",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def settled_above_budget_without_contract(project: Project) -> Iterator[Finding]:
    """A price above the budget rests on a contract or on changes that somebody approved."""
    amounts = project.amounts
    if amounts is None or stated(amounts.contract) is not None or project.variations:
        return
    settled, budget = stated(amounts.settled), stated(amounts.budget)
    if settled is not None and budget is not None and settled > budget:
        yield found(amounts, "settled", settled=settled, budget=budget, share=percent(settled.fen, budget.fen))


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
