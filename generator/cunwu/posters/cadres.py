"""The board of resident cadres on paper: who is here, sent by whom, what for, when to find them, how often here."""

from __future__ import annotations

from cunwu.derive.presence import presences_of
from cunwu.kinds.posting import POSTING
from cunwu.pages.kinds import Room
from cunwu.pages.parts.cadre_board import cadre_card, roster_hint
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.places.rooms import url_of_room
from cunwu.posters.sheet import Column, Line, Poster
from cunwu.posters.wall import facts_text
from cunwu.values.dates import chinese_date

_COLUMNS = (Column("谁", 9.0), Column("情况"))


def plan_cadres_poster(context: PlaceContext) -> Poster | None:
    """The sheet of everybody in post on the day; None where nobody is."""
    as_of, board = context.site.as_of, context.board
    in_post = [posting for posting in board.records(POSTING) if posting.covers(as_of, as_of)]
    if not in_post:
        return None
    url = url_of_room(context.place.path, Room.PEOPLE)
    cards = [(posting, cadre_card(context, url, posting)) for posting in in_post]
    newest = [next(presences_of(board, context.settings_on, one.number), None) for one in in_post]
    months = {line.record for line in newest if line is not None}
    hint = roster_hint(in_post)
    return Poster(
        title="驻村干部公示",
        period=f"截至 {chinese_date(as_of)}",
        url=url,
        files=tuple(board.file_of(record) for record in (*in_post, *sorted(months, key=lambda one: one.period))),
        columns=_COLUMNS,
        lines=tuple(Line((card.link.text, facts_text(card.facts))) for _, card in cards),
        notes=(hint,) if hint else (),
    )
