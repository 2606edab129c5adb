"""What a village hangs up for a period: its money, its cadres, works that went on, lists on which one may object."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.pages.parts.context import PlaceContext
from cunwu.posters.ledger import plan_ledger_poster
from cunwu.posters.sheet import Poster
from cunwu.values.period import Period


def plan_village_posters(context: PlaceContext, wanted: Period | None) -> Iterator[Poster]:
    """The posters of a period, of the newest if none is wanted."""
    period = wanted or newest_period(context)
    if period is None:
        return
    for file in context.board.files_of(LEDGER):
        if isinstance(file.record, Ledger) and overlaps(file.record.period, period):
            yield plan_ledger_poster(context, file, file.record)


def newest_period(context: PlaceContext) -> Period | None:
    """The newest period of any of its books; None without a ledger."""
    return max((ledger.period for ledger in context.board.records(LEDGER)), key=lambda one: one.last, default=None)


def overlaps(one: Period, other: Period) -> bool:
    """Whether two periods share a day: a quarter is hung up for each of its months."""
    return one.first <= other.last and other.first <= one.last
