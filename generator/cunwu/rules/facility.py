"""FAC: what a village got — to how many, for how much, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.kinds.asset import ASSET
from cunwu.kinds.facility import FACILITY, IN_USE, USES, Facility
from cunwu.kinds.project import PROJECT
from cunwu.records.board import Board
from cunwu.records.places import called_below
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import Money
from cunwu.values.names import fold_name
from cunwu.values.wording import nearest

_CASES = "cases/mechanisms"
_CHECKS = "program/cross-checks"


@rule(
    "FAC002",
    "「村数」写的是 {count} 个，「哪些村」写了 {named} 个：{villages}",
    remedy="核对文件，改正「村数」或者「哪些村」；只知道几个村名的，少写没有关系",
    source="program/arithmetic",
    severity=Severity.IRREGULAR,
)
def more_villages_than_counted(facility: Facility) -> Iterator[Finding]:
    """Of so many villages at most so many can be named."""
    named = tuple({fold_name(name): name for name in facility.at_villages}.values())
    if facility.village_count is not None and len(named) > facility.village_count:
        facts = {"count": facility.village_count, "named": len(named), "villages": "、".join(named)}
        yield Finding(facility, "village_count", facts, facility)


@rule(
    "FAC003",
    "花费{together} {cost} 元，{of}「{name}」的{word}是 {amount} 元",
    remedy="核对两处，抄错的改正；都没有错就不用改，两个数都公布",
    source=_CHECKS,
    severity=Severity.IRREGULAR,
)
def cost_is_not_that_of_the_books(board: Board) -> Iterator[Finding]:
    """What came of a project costs no more than it, and what became an asset is worth what it cost."""
    groups: dict[tuple[str, str], list[Facility]] = {}
    for facility in board.records(FACILITY):
        for sort, reference in (("项目", facility.project), ("资产", facility.asset)):
            if reference is not None and isinstance(facility.cost, Money):
                groups.setdefault((sort, reference), []).append(facility)
    for (sort, reference), parts in groups.items():
        summed = Money(sum(one.cost.fen for one in parts if isinstance(one.cost, Money)))
        stated = _of_project(board, reference) if sort == "项目" else _of_asset(board, reference)
        if stated is None:
            continue
        name, word, amount = stated
        if summed.fen > amount.fen or (sort == "资产" and summed.fen != amount.fen):
            facts: dict[str, object] = {"of": sort, "name": name, "word": word, "amount": amount, "cost": summed}
            facts["together"] = "一共" if len(parts) > 1 else ""
            yield Finding(parts[-1], "cost", facts, parts[-1])


def _of_project(board: Board, reference: str) -> tuple[str, str, Money] | None:
    """What a project cost: what was settled, else what was agreed on."""
    project = board.find(PROJECT, reference)
    amounts = project.amounts if project is not None else None
    for word, amount in (("审定金额", amounts.settled), ("合同金额", amounts.contract)) if amounts is not None else ():
        if project is not None and isinstance(amount, Money):
            return project.name, word, amount
    return None


def _of_asset(board: Board, reference: str) -> tuple[str, str, Money] | None:
    asset = board.find(ASSET, reference)
    return (asset.name, "原值", asset.original) if asset is not None and isinstance(asset.original, Money) else None


@rule(
    "FAC004",
    "从「{before}」变成「{after}」，没有写从哪天起",
    remedy="补上「日期」，只知道年月的写年月",
    source=_CASES,
    severity=Severity.NOTICE,
)
def worse_since_nobody_knows_when(facility: Facility) -> Iterator[Finding]:
    """Since when people have nothing of a thing is written down: somebody answers for it."""
    for before, after in pairwise([None, *facility.uses]):
        was = before.in_use if before is not None else IN_USE[0]
        if after is not None and after.on is None and after.in_use not in IN_USE and _rank(after.in_use) > _rank(was):
            yield found(after, "in_use", before=was, after=after.in_use)


def _rank(use: str) -> int:
    """How little people have of it: what is mended is as good as what is used."""
    return 0 if use in IN_USE else USES.index(use)


@rule(
    "FAC005",
    "下面没有「{village}」，相近的有：{near}",
    remedy="照那个村的名称写，一字不差，那个村的页面才列得出这一条",
    source="program/references",
    severity=Severity.NOTICE,
)
def village_spelt_otherwise(board: Board, context: Context) -> Iterator[Finding]:
    """A village is called by its name: a name much like it is most likely meant for it."""
    for facility in board.records(FACILITY):
        for village in facility.at_villages:
            if called_below(context.place, village):
                continue
            near = nearest(village, {place.name for place in context.place.villages() if place is not context.place})
            if near:
                yield found(facility, "at_villages", of=facility, village=village, near="、".join(near))
