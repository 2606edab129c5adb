"""CAD: goals that are called reached."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.kinds.goal import GOAL, Goals, Target
from cunwu.records.board import Board
from cunwu.rules.base import Finding, found, rule
from cunwu.values.names import fold_name
from cunwu.values.quantity import Quantity

_CASES = "cases/mechanisms"


@rule(
    "CAD035",
    "「{goal}」写的是已经完成，没有写「凭据」",
    remedy="补上「凭据」：哪份记录、哪份文件能看出来；还没有完成的删去「完成」",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def reached_without_evidence(goals: Goals) -> Iterator[Finding]:
    """A goal is reached when something shows it."""
    for target in goals.targets:
        if target.reached and target.shown_by is None:
            yield found(target, "reached", goal=target.goal)


@rule(
    "CAD036",
    "「{goal}」要达到 {aim}，已达到 {achieved}，「完成」写的是「{reached}」",
    remedy="核对三处；目标后来改了的，先更正「要达到」；越少越好的，写在「要求」里",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def reached_is_not_what_the_numbers_say(goals: Goals) -> Iterator[Finding]:
    """Whether a goal is reached follows from its numbers, where both are exact and of one unit."""
    for target in goals.targets:
        aim, achieved = target.aim, target.achieved
        if target.reached is None or not isinstance(aim, Quantity) or not isinstance(achieved, Quantity):
            continue
        if aim.unit == achieved.unit and not (aim.approximate or achieved.approximate):
            enough = achieved.number >= aim.number
            if enough is not target.reached:
                facts = {"aim": aim.text, "achieved": achieved.text, "reached": "是" if target.reached else "否"}
                yield Finding(target, "reached", {"goal": target.goal, **facts})


@rule(
    "CAD061",
    "「{goal}」同一个期间有两个目标：这里要达到 {aim}，{other}要达到 {before}",
    remedy="目标改了的，在先公布的那一份更正「要达到」，不另写一条；对象不同的写上「对象」",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def goal_set_twice(board: Board) -> Iterator[Finding]:
    """Over one period a place has one target for one goal; of two the lower one is told, else the later one."""
    first: dict[tuple[object, ...], tuple[Goals, Target]] = {}
    for goals in board.records(GOAL):
        span = (goals.period.first, goals.period.last) if goals.period is not None else None
        for target in goals.targets:
            if target.aim is None:
                continue
            key = (span, fold_name(target.goal), fold_name(target.whom or ""))
            one = first.setdefault(key, (goals, target))
            if one[1] is target or _text(one[1]) == _text(target):
                continue
            (of, low), (upper, high) = sorted((one, (goals, target)), key=lambda pair: _is_higher(pair, one[1], target))
            where = f"「{high.number}」" if of is upper else f"「{upper.number}」"
            facts = {"aim": _text(low), "other": where, "before": _text(high)}
            yield Finding(low, "aim", {"goal": target.goal, **facts}, of)


def _text(target: Target) -> str:
    return getattr(target.aim, "text", None) or str(target.aim)


def _is_higher(pair: tuple[Goals, Target], one: Target, other: Target) -> bool:
    """Whether this is the target that stands above; of two that cannot be compared it is the first."""
    first, second = one.aim, other.aim
    if isinstance(first, Quantity) and isinstance(second, Quantity) and first.unit == second.unit:
        return pair[1] is (one if first.number >= second.number else other)
    return pair[1] is one
