"""What the regions above have of a village and of its cadres: kind, link and region of every record that names them."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import relative
from cunwu.pages.parts.view import Link


class Above(Frozen):
    """A record of a region, as the page of a village or of a cadre leads to it."""

    kind: str
    link: Link
    region: str


def links_above(context: PlaceContext, url: str, number: str = "") -> tuple[Above, ...]:
    """The records of regions that name the cadre of a posting, or without a number the village; the nearest first."""
    own = (one for one in context.named if one.number == number)
    return tuple(Above(one.kind, Link(one.title, _href(url, one.url_name)), one.region) for one in own)


def _href(url: str, name: str) -> str:
    return relative(url, f"{BOARD}/{name}.html")
