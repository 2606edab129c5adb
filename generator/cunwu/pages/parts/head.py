"""What a page says of itself to programs: to messages that pass its address on, to search engines, to feed readers."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD
from cunwu.kinds import KINDS
from cunwu.pages.parts.links import feed_url, relative
from cunwu.records.places import Place

ICON = f"{BOARD}/assets/icon.svg"
"""The sign of the board in a browser's tab, from the site's root."""
_OWN_PAGES = frozenset({"index.html", "disclosure.html", "timeliness.html", "totals.html"})
"""Pages of a place itself that search engines may list."""
_FOLDERS = frozenset(kind.folder for kind in KINDS if kind.invites)
_LISTS = ("index.html", "life/", "copies/")
"""What stands beside the pages of records and says nothing they do not."""


class Head(Frozen):
    """What stands in the head of a page."""

    told: str
    """A sentence for those who get the address in a message."""
    icon: str
    news: str
    """The feeds of the place; empty where it has none, and on pages that are passed on, which are kept small."""
    corrections: str
    invites: bool
    """Whether search engines may list the page."""
    picture: str = ""
    """The whole address of a picture of it; empty where there is none."""


def is_invited(url: str, path: str) -> bool:
    """Whether search engines may list a page of the real place with this path.

    They are led to the place and to its money and works. Whoever is named elsewhere is named to the village, for a
    time: a stranger's search must not find it, nor keep it.
    """
    inner = url.removeprefix(f"{BOARD}/{path}/" if path else f"{BOARD}/")
    folder, _, rest = inner.partition("/")
    if not rest:
        return inner in _OWN_PAGES
    return folder in _FOLDERS and rest.endswith(".html") and not rest.startswith(_LISTS)


def head_of(place: Place, url: str, title: str, told: str, *, has_feeds: bool, picture: str = "") -> Head:
    """The head of the page at `url`; without anything `told` of it, its description is its title and its place.

    `picture` is the whole address of its picture.
    """
    note = "照公开文章录入的旧事。" if place.is_retold else ""
    note = "演示数据，内容是虚构的。" if place.is_demonstration else note
    names = " · ".join(place.full_name)
    return Head(
        told=note + (told or (names if title == place.name else f"{names}：{title}")),
        icon=relative(url, ICON),
        news=relative(url, feed_url(place.path, "news")) if has_feeds else "",
        corrections=relative(url, feed_url(place.path, "corrections")) if has_feeds else "",
        invites=not note and is_invited(url, place.path),
        picture=picture,
    )
