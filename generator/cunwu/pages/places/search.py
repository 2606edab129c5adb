"""The page on which a board is searched: the only one that runs a script."""

from __future__ import annotations

import json

from cunwu.core.frozen import Frozen
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import place_url, relative, search_url
from cunwu.pages.parts.view import Link, Shell

_HEADING = "搜索"


class SearchView(Frozen):
    """A box for words, and what the script has to know of the place."""

    shell: Shell
    heading: str
    label: str
    place: Link
    script: str
    index: str
    """As JSON: name, page and search of each place from the root down to this one, and whether it is a village."""


def plan_search(context: PlaceContext) -> Page:
    """The search of one place."""
    place = context.place
    url = search_url(place)
    lineage = [(one.name, relative(url, place_url(one)), relative(url, search_url(one))) for one in place.lineage]
    index = {"lineage": lineage, "village": place.is_village}
    # The page itself says nothing but the names of places; what is found leads to pages that name their files.
    own = [file for file in context.board.files if file.path == place.own_file]
    return Page(
        url,
        "search.html",
        SearchView(
            shell=context.shell(url, _HEADING, own, crumbs=[Link(_HEADING)]),
            heading=f"在{place.name}搜索",
            label="要找的词" if place.is_village else "要找的村名或者词",
            place=Link(place.name, relative(url, place_url(place))),
            script=relative(url, context.site.script),
            index=json.dumps(index, ensure_ascii=False, separators=(",", ":")),
        ),
    )
