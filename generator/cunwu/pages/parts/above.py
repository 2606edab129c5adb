"""What the region above has of a village and of its cadres: kind and link of every record that names them."""

from __future__ import annotations

from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import place_url, relative
from cunwu.pages.parts.view import Link


def links_above(context: PlaceContext, url: str, number: str = "") -> tuple[tuple[str, Link], ...]:
    """The records of the region that name the cadre of a posting, or without a number those about the village."""
    if not context.named or context.place.parent is None:
        return ()
    folder = place_url(context.place.parent).removesuffix("index.html")
    own = (one for one in context.named if one.number == number)
    return tuple((one.kind, Link(one.title, relative(url, f"{folder}{one.url_name}.html"))) for one in own)
