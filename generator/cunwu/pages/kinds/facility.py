"""The page of a facility: how many villages got it and which are named, how it is now, what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.facility import Facility
from cunwu.kinds.forms import WHEN
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext


def tell_facility(context: PlaceContext, url: str, facility: Facility) -> Besides:
    """The sort and the newest use behind the heading; the villages as a sentence."""
    del context, url
    newest = facility.uses[-1].in_use if facility.uses else None
    unasked = frozenset({"demonstration_of", "explanation"})
    return Besides(badge=(facility.sort, newest), sentences=tuple(_sentences(facility)), unasked=unasked)


def _sentences(facility: Facility) -> Iterator[str]:
    if facility.demonstration_of is not None:
        named = f"，由{facility.demonstration_of.named_by}定" if facility.demonstration_of.named_by else ""
        yield f"示范：{facility.demonstration_of.shows}{named}。"
    villages, count = facility.at_villages, facility.village_count
    if count is not None and villages and count > len(villages):
        yield f"一共 {count} 个村，写明的有 {len(villages)} 个：{'、'.join(villages)}。"
    elif count is not None and not villages:
        yield f"一共 {count} 个村，哪些村没有写。"
    if facility.uses:
        last = facility.uses[-1]
        since = f"{WHEN.show(last.on)}起" if last.on is not None else "现在"
        yield f"{since}{last.in_use}{f'：{last.why}' if last.why else ''}。"
