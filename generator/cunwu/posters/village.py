"""What a village hangs up for a period: its money, its cadres, works that went on, lists on which one may object."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.benefit import BENEFIT, Benefit
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.project import PROJECT, Project
from cunwu.pages.parts.context import PlaceContext
from cunwu.posters.benefit import is_up, plan_benefit_poster
from cunwu.posters.cadres import plan_cadres_poster
from cunwu.posters.ledger import plan_ledger_poster
from cunwu.posters.project import goes_on, plan_project_poster
from cunwu.posters.sheet import Poster
from cunwu.posters.wall import newest_period, overlaps
from cunwu.values.period import Period


def plan_village_posters(context: PlaceContext, wanted: Period | None) -> Iterator[Poster]:
    """The posters of a period, of the newest of its books if none is wanted; a list that is up today always."""
    period, as_of = wanted or newest_period(context), context.site.as_of
    board = context.board
    if period is not None:
        for file in board.files_of(LEDGER):
            if isinstance(file.record, Ledger) and overlaps(file.record.period, period):
                yield plan_ledger_poster(context, file, file.record)
    cadres = plan_cadres_poster(context)
    if cadres is not None:
        yield cadres
    if period is not None:
        for file in board.files_of(PROJECT):
            if isinstance(file.record, Project) and goes_on(file.record, period):
                yield plan_project_poster(context, file, file.record, period)
    for file in board.files_of(BENEFIT):
        benefit = file.record
        if isinstance(benefit, Benefit) and (
            benefit.shows_names(as_of) or (period is not None and is_up(benefit, period))
        ):
            yield plan_benefit_poster(context, file, benefit)
