"""The page of a place's goals: how far each is, as a bar where there are numbers."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.goal import Goals, Target
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.progress_bar import ProgressBar, bar_of
from cunwu.values.money import with_commas
from cunwu.values.quantity import Quantity


def tell_goals(context: PlaceContext, url: str, goals: Goals) -> Besides:
    """How many are reached, and a bar for each that has its numbers."""
    del context, url
    return Besides(sentences=tuple(_sentences(goals)), bars=tuple(_bars(goals)))


def _sentences(goals: Goals) -> Iterator[str]:
    if not goals.targets:
        return
    proved = sum(bool(target.reached and target.shown_by) for target in goals.targets)
    unproved = sum(bool(target.reached and not target.shown_by) for target in goals.targets)
    if not any(target.reached is not None or target.achieved is not None for target in goals.targets):
        yield f"一共 {len(goals.targets)} 项目标；做到没有，这里没有登记。"
        return
    rest = f"，另有 {unproved} 项写的是完成，没有凭据" if unproved else ""
    yield f"一共 {len(goals.targets)} 项目标，有凭据完成的 {proved} 项{rest}。"


def _bars(goals: Goals) -> Iterator[ProgressBar]:
    for target in goals.targets:
        if (bar := _bar(target)) is not None:
            yield bar


def _bar(target: Target) -> ProgressBar | None:
    """None without two exact numbers of one unit."""
    aim, achieved = target.aim, target.achieved
    if not isinstance(aim, Quantity) or not isinstance(achieved, Quantity) or aim.unit != achieved.unit:
        return None
    if aim.approximate or achieved.approximate:
        return None
    told = f"{target.goal}：已达到 {with_commas(achieved.text)}，要达到 {with_commas(aim.text)}"
    return bar_of(told, achieved.number, aim.number)
