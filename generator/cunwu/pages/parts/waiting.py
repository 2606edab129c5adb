"""Records that wait until an error is mended, as the page of their place names them."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD, RECORDS
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.view import Link
from cunwu.values.dates import chinese_date


class WaitingLine(Frozen):
    """One record: what is shown of it, and why it waits since when."""

    place: str
    link: Link
    text: str
    why: str


def waiting_lines(context: PlaceContext, url: str) -> tuple[WaitingLine, ...]:
    """Every record at or below a place that waits; it leads to the version shown, if there is one."""
    lines = []
    for one in context.waiting:
        inner = one.path.removeprefix(f"{RECORDS}/").removesuffix(".yml")
        href = context.link_to(url, f"{BOARD}/{inner}.html", one.place) if one.shown else ""
        since = f"{chinese_date(one.since)}起在等" if one.since else "还没有提交"
        shown = f"，现在看到的是{chinese_date(one.shown)}的版本" if one.shown else "，改好以前看不到"
        place = "" if one.place == context.place.path else context.site.name_of(one.place)
        lines.append(WaitingLine(place, Link(one.what, href), f"{since}{shown}", one.why))
    return tuple(lines)
