"""What a cadre handed over at the end, and what the next one took over: sections of the cadre's own page."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.base import written
from cunwu.kinds.posting import POSTING, Posting
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import facts_of, table_of
from cunwu.pages.parts.view import Fact, Section
from cunwu.values.names import names_in

HANDOVER = frozenset({"handovers", "handed_by", "handed_to", "handover_witness"})
"""Fields of a posting that these sections show."""
_ALL_ELSE = frozenset(Posting.declared) - HANDOVER


def handover_sections(context: PlaceContext, url: str, posting: Posting) -> Iterator[Section]:
    """The three lists with who received them and who watched; of a successor, the page where they stand."""
    board = context.board
    rows = written(posting.handovers)
    facts = list(facts_of(context, url, posting, _ALL_ELSE))
    came = [one for one in board.records(POSTING) if _follows(one, posting)]
    facts += [Fact("后任", one.title, href=context.href_of(url, one)) for one in came]
    if rows or facts:
        tables = (table_of(context, url, "交接", rows, posting.withdrawn),) if rows else ()
        note = "" if rows else "没有登记交接。"
        yield Section("交接了什么", "handed-over", tuple(facts), tables=tables, note=note)
    before = [one for one in board.records(POSTING) if _follows(posting, one) and one.handovers]
    if before:
        taken = [Fact("前任", f"{one.title}：{_counted(one)}", href=context.href_of(url, one)) for one in before]
        yield Section("接手了什么", "taken-over", tuple(taken))


def _follows(posting: Posting, before: Posting) -> bool:
    """Whether one posting came in place of another: either may say so."""
    if posting is before:
        return False
    return posting.relieves == before.number or posting.number in names_in(before.handed_to or "")


def _counted(posting: Posting) -> str:
    waiting = sum(one.left_open is not None and one.came_of_it is None for one in posting.handovers)
    return f"交接 {len(posting.handovers)} 项" + (f"，还有 {waiting} 项没办完" if waiting else "")
