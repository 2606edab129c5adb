"""CAD: goals that are called reached."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.kinds.goal import Goals
from cunwu.rules.base import Finding, found, rule
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
