"""Everything at or below a place that is published although it is not as it ought to be."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.derive.summary import Summary
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.irregular import NEWEST, IrregularLine, counted, irregular_url, lines_of, link_to_irregular
from cunwu.pages.parts.view import Link, Shell


class IrregularView(Frozen):
    """The whole list of a place."""

    shell: Shell
    heading: str
    counted: str
    lines: tuple[IrregularLine, ...]
    more: str
    """How many are not listed here."""


class IrregularGlance(Frozen):
    """What the board of a place says of it."""

    counted: str
    lines: tuple[IrregularLine, ...]
    all: Link | None


def view_irregular(context: PlaceContext, url: str, summary: Summary | None) -> IrregularGlance:
    """The first of the list, and the way to all of it."""
    if summary is None or not summary.tally.irregular:
        return IrregularGlance("", (), None)
    tally = summary.tally
    lines = lines_of(context, url, summary.irregular[:NEWEST])
    return IrregularGlance(
        counted(tally.irregular, tally.explained), lines, link_to_irregular(context, url, tally.irregular)
    )


def plan_irregular(context: PlaceContext, summary: Summary) -> Page | None:
    """The list of a place; None if nothing is irregular."""
    tally, url = summary.tally, irregular_url(context.place.path)
    if not tally.irregular:
        return None
    own = [file for file in context.board.files if file.path == context.place.own_file]
    left = tally.irregular - len(summary.irregular)
    return Page(
        url,
        "irregular.html",
        IrregularView(
            shell=context.shell(url, "不合常规的地方", own, crumbs=[Link("不合常规的地方")]),
            heading=f"{context.place.name}：不合常规的地方",
            counted=counted(tally.irregular, tally.explained),
            lines=lines_of(context, url, summary.irregular),
            more=f"另有 {left} 处没有列出，见各村的页面。" if left > 0 else "",
        ),
    )
