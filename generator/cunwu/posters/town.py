"""The wall sheet of a town: what each of its villages published, and when."""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.pages.parts.context import PlaceContext
from cunwu.posters.sheet import Poster
from cunwu.values.period import Period


def plan_town_poster(context: PlaceContext, villages: Sequence[PlaceContext], wanted: Period | None) -> Poster | None:
    """The sheet of a period."""
    del context, villages, wanted
    return None
