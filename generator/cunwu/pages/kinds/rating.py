"""The page of a rating: turnout, and for everybody the share of each vote and the result beside what was stated."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.derive.rating import grade_of, votes_of
from cunwu.kinds.base import written
from cunwu.kinds.rating import Rated, Rating
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, table_of, with_column
from cunwu.pages.parts.view import Section
from cunwu.values.money import percent


def tell_rating(context: PlaceContext, url: str, rating: Rating) -> Besides:
    """How many came, how it was counted, and what the votes of each come to."""
    rows = written(rating.rated)
    table = table_of(context, url, "评议", rows, rating.withdrawn)
    table = with_column(table, "照票数", [grade_of(one) or NOTHING for one in rows])
    table = with_column(table, "称职以上", [_share(one) for one in rows])
    hint = "照票数：过半的票达到的最高一等，由程序算。"
    if any(_trust(one) != NOTHING for one in rows):
        table = with_column(table, "信任票占", [_trust(one) for one in rows])
        hint += "信任票占：信任的票占信任和不信任的票多少。"
    return Besides(
        sentences=tuple(_sentences(rating)),
        instead=(Section("评议", "rated", tables=(table,), hint=hint),),
        shows_was=frozenset({"rated"}),
    )


def _share(one: Rated) -> str:
    whole = votes_of(one)
    return percent(one.excellent + one.good, whole) if whole else NOTHING


def _trust(one: Rated) -> str:
    if one.trusted is None or one.distrusted is None or not one.trusted + one.distrusted:
        return NOTHING
    return percent(one.trusted, one.trusted + one.distrusted)


def _sentences(rating: Rating) -> Iterator[str]:
    came = f"应到 {rating.expected} 人，" if rating.expected is not None else ""
    back = f"，收回 {rating.ballots_back} 张票" if rating.ballots_back is not None else ""
    how = f"，{rating.ballot}" if rating.ballot is not None else ""
    counted = "，当场计票" if rating.counted_at_once else ""
    yield f"{came}实到 {rating.present} 人{back}{how}{counted}。"
