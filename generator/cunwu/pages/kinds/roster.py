"""The page of a roster: this week by date, then the weekly pattern, the days that are otherwise, and who came."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.roster import Roster
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.week import week_section
from cunwu.values.bounds import bounds_of


def tell_roster(context: PlaceContext, url: str, roster: Roster) -> Besides:  # noqa: ARG001 - as for every kind
    """The week of the day of the build, and how the roll calls went."""
    week = week_section(context, (roster,))
    return Besides(
        sentences=tuple(_roll_calls(roster)),
        caveat="" if week is not None else "做这一页的那一周不在期间里，没有列这一周的表。",
        before=(week,) if week is not None else (),
    )


def _roll_calls(roster: Roster) -> Iterator[str]:
    calls = roster.roll_calls
    if calls:
        expected = sum(bounds_of(call.expected, "人").least for call in calls)
        present = sum(bounds_of(call.present, "人").least for call in calls)
        rough = "约" if any(not isinstance(n, int) for call in calls for n in (call.expected, call.present)) else ""
        yield f"点名 {len(calls)} 次，{rough}应到 {expected} 人次，实到 {present} 人次，缺 {expected - present} 人次。"
