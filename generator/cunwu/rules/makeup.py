"""CMP: compositions whose parts make the whole, and whose shares are what they claim."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.composition import FEWEST
from cunwu.derive.scores import is_same, shown
from cunwu.kinds.makeup import Group, Makeup
from cunwu.rules.base import Context, Finding, found, rule

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


_COUNTY = frozenset({"全国", "省", "市", "县", "区"})
"""Levels whose published statistics may have small groups: nobody knows from them who it is."""
_SMALL = "{told}只有 {people} 人：不到 {fewest} 个人，看得出是谁"


def _small_groups(makeup: Makeup) -> Iterator[Finding]:
    """Groups of one to four people, and a group that leaves so few over."""
    views = [group.view for group in makeup.bands if group.subset_of is None]
    for group in makeup.bands:
        rest = makeup.whole - group.people if group.subset_of is None and views.count(group.view) == 1 else 0
        for told, people in ((f"「{group.band}」", group.people), (f"「{group.band}」以外的", rest)):
            if 0 < people < FEWEST:
                yield found(group, "people", told=told, people=people, fewest=FEWEST)


@rule(
    "CMP003",
    _SMALL,
    remedy="和别的组合并；是县级以上公布过的统计，写一条反常说明，照原件公布",
    source="cases/mechanisms",
    arithmetic=True,
)
def small_group_of_a_county(makeup: Makeup, context: Context) -> Iterator[Finding]:
    """A county, or a place above, tells small groups only as a paper that was published has them."""
    yield from _small_groups(makeup) if context.place.level in _COUNTY else ()


@rule("CMP004", _SMALL, remedy="和别的组合并，或者这一种分法整个不写", source="cases/mechanisms")
def small_group_of_a_village(makeup: Makeup, context: Context) -> Iterator[Finding]:
    """In a village or a town everybody knows who the few are."""
    yield from _small_groups(makeup) if context.place.level not in _COUNTY else ()
