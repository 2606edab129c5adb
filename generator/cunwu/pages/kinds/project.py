"""The page of one project: its strip of stages, its kinds of money kept apart."""

from __future__ import annotations

from itertools import chain

from cunwu.core.frozen import replace
from cunwu.derive.balances import sum_known
from cunwu.kinds.base import written
from cunwu.kinds.project import STAGES, Milestone, Project
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import flags_of
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import facts_of, table_of, with_sums
from cunwu.pages.parts.view import Fact, Remark, Section, StageView
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money, format_yuan, percent, stated, total
from cunwu.values.quantity import Quantity


def tell_project(context: PlaceContext, url: str, project: Project) -> Besides:
    """The strip of its stages; its kinds of money before the facts."""
    money = view_money(context, url, project)
    hint = "预算、合同、审定是不同的钱，不能相加。"
    return Besides(
        badge=(project.status,),
        stages=view_stages(context, url, project),
        before=(Section("各种金额", "money", money, hint=hint, layout="money"),) if money else (),
        instead=(_sources(context, url, project),) if written(project.funding) else (),
        facts="基本情况",
        hides=frozenset({"status", "unit", "amounts", "milestones"}),
        shows_was=frozenset({"amounts", "funding"}),
        unasked=frozenset({"unit"}),
    )


def _sources(context: PlaceContext, url: str, project: Project) -> Section:
    """Where its money comes from, with what that adds up to, and what is missing or left."""
    rows = written(project.funding)
    table = table_of(context, url, "资金来源", rows, project.withdrawn)
    together = sum_known([stated(one.amount) for one in project.funding])
    found = sum_known([stated(one.amount) for one in project.funding if one.source != _GAP])
    table = with_sums(table, rows, {"amount": together})
    rough = [one.amount.text for one in project.funding if isinstance(one.amount, Quantity)]
    note = f"有的来源只有约数（{'、'.join(rough)}），有没有缺口算不出来。" if rough else _against_cost(project, found)
    return Section("资金来源", "funding", tables=(table,), note=note)


_GAP = "缺口"


def _against_cost(project: Project, found: Money | None) -> str:
    """What the sources that are no gap leave over of the cost, or lack of it: a figure, also where it is none."""
    costs = project.amounts
    named = (("审定", costs.settled), ("预算", costs.budget), ("合同", costs.contract)) if costs is not None else ()
    word, cost = next(((word, amount) for word, value in named if (amount := stated(value)) is not None), ("", None))
    if found is None:
        return "有的来源没有写金额，有没有缺口算不出来。"
    if cost is None:
        return f"已有来源的 {format_yuan(found)} 元；没有写预算、合同和审定，有没有缺口算不出来。"
    rest = found - cost
    told = f"缺口 {format_yuan(-rest)} 元" if rest.fen < 0 else f"结余 {format_yuan(rest)} 元"
    left = told if rest.fen else "没有缺口，也没有结余"
    return f"已有来源的 {format_yuan(found)} 元，{word} {format_yuan(cost)} 元，{left}。"


def view_stages(context: PlaceContext, url: str, project: Project) -> tuple[StageView, ...]:
    """The strip: stages that are done, the first one ahead, and those after it. Empty without milestones."""
    if not project.milestones:
        return ()
    milestones = {milestone.stage: milestone for milestone in project.milestones}
    done = [stage for stage in STAGES if stage in milestones and milestones[stage].actual is not None]
    reached = STAGES.index(done[-1]) if done else -1
    stages = []
    for position, stage in enumerate(STAGES):
        milestone = milestones.get(stage)
        if milestone is not None and milestone.actual is not None:
            flags = flags_of(context, url, project, ((milestone, name) for name in ("stage", "actual", "planned")))
            stages.append(replace(_done(context, milestone, _short(milestone.actual)), flags=flags))
        elif position <= reached:
            stages.append(StageView(stage, "–", "skipped", "未记"))
        else:
            planned = f"计划 {_short(milestone.planned)}" if milestone and milestone.planned else ""
            flags = flags_of(context, url, project, [(milestone, "planned")]) if milestone is not None else ()
            stages.append(StageView(stage, "○", "ahead", planned, flags=flags))
    return tuple(stages)


def _done(context: PlaceContext, milestone: Milestone, day: str) -> StageView:
    """A stage that is done, with what is irregular about it."""
    found = chain.from_iterable(context.remarks_at(milestone, word) for word in ("实际", "节点", ""))
    remarks = tuple(Remark(one.short_code, one.message, one.answer) for one in found)
    planned = f"计划 {_short(milestone.planned)}" if milestone.planned is not None else ""
    return StageView(milestone.stage, "✓", "done", day, planned, item_anchor(milestone.number), remarks)


def _short(day: PartialDay) -> str:
    """“2026.3.12”: the strip has room for no more."""
    return ".".join(str(int(part)) for part in day.text.split("-"))


def view_money(context: PlaceContext, url: str, project: Project) -> tuple[Fact, ...]:
    """The kinds of money, each by its name, then what has been paid and what part of the contract that is."""
    facts = list(facts_of(context, url, project.amounts)) if project.amounts else []
    payments = project.payments
    if payments:
        paid = total(payment.amount for payment in payments)
        facts.append(Fact("已付", f"{format_yuan(paid)} 元{_share_of_contract(project, paid.fen)}"))
    return tuple(facts)


def _share_of_contract(project: Project, paid: int) -> str:
    contract = project.amounts.contract if project.amounts else None
    if not isinstance(contract, Money) or contract.fen <= 0:
        return ""
    return f"（合同的 {percent(paid, contract.fen)}）"
