"""What the regions above have of a place and of its cadres: kind, link and region of every record that names them."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import relative
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Link, Row, Section, Table


class Above(Frozen):
    """A record of a region, as the page of a place or of a cadre leads to it."""

    kind: str
    link: Link
    region: str


def links_above(context: PlaceContext, url: str, number: str = "") -> tuple[Above, ...]:
    """The records of regions that name the cadre of a posting, or without a number the place; the nearest first."""
    own = (one for one in context.named if one.number == number)
    return tuple(Above(one.kind, Link(one.title, _href(url, one.url_name)), one.region) for one in own)


def sections_above(context: PlaceContext, url: str, number: str = "") -> Iterator[Section]:
    """The same as parts of a page, one for each region."""
    own = links_above(context, url, number)
    for count, region in enumerate(dict.fromkeys(one.region for one in own)):
        rows = tuple(
            Row((Cell(one.kind, "种类"), Cell(one.link.text, "记录", href=one.link.href)))
            for one in own
            if one.region == region
        )
        table = Table("上级的记录", (Column("种类"), Column("记录")), rows)
        yield Section(f"{region}的记录里写到的", f"above{count or ''}", tables=(laid_out(table),))


def _href(url: str, name: str) -> str:
    return relative(url, f"{BOARD}/{name}.html")
