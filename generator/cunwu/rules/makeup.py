"""CMP: compositions whose parts make the whole, and whose shares are what they claim."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.scores import is_same, shown
from cunwu.kinds.makeup import Group, Makeup
from cunwu.rules.base import Finding, found, rule

_SUMS = "program/arithmetic"


@rule(
    "CMP001",
    "按{view}分的各组相加是 {summed} 人，总人数写的是 {whole} 人",
    remedy="核对各组人数，漏了的补一条；只是其中一部分的，写上「其中」",
    source=_SUMS,
    arithmetic=True,
)
def groups_are_not_the_whole(makeup: Makeup) -> Iterator[Finding]:
    """The groups of one view make the whole; a group by itself is only a part."""
    views: dict[str, list[Group]] = {}
    for group in makeup.bands:
        if group.subset_of is None:
            views.setdefault(group.view, []).append(group)
    for view, groups in views.items():
        summed = sum(group.people for group in groups)
        if summed > makeup.whole or (len(groups) > 1 and summed != makeup.whole):
            yield found(groups[0], "people", view=view, summed=summed, whole=makeup.whole)


@rule(
    "CMP002",
    "「{group}」{people} 人占总人数的 {expected}%，占比写的是 {stated}%",
    remedy="核对人数和占比",
    source=_SUMS,
    severity=Severity.IRREGULAR,
)
def share_is_not_that_of_the_people(makeup: Makeup) -> Iterator[Finding]:
    """A stated share is the group's part of the whole; that of a part of another group may be of this group."""
    people = {group.band: group.people for group in makeup.bands}
    for group in makeup.bands:
        if group.share is None or not makeup.whole:
            continue
        share, above = Fraction(group.people * 100, makeup.whole), people.get(group.subset_of or "", 0)
        of_above = Fraction(group.people * 100, above) if above else share
        if not is_same(group.share, share) and not is_same(group.share, of_above):
            facts: dict[str, Any] = {"people": group.people, "expected": shown(share), "stated": group.share}
            yield found(group, "share", group=group.band, **facts)
