"""Search files of regions that are written after all towns: names of places, and terms of places further below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from cunwu.pages.parts.links import place_url, relative, search_url
from cunwu.publish.staging import Staging
from cunwu.publish.word_index import has_only_villages, write_below
from cunwu.records.board import Outline
from cunwu.records.places import Place
from cunwu.search.below import Terms, terms_below
from cunwu.search.names import Named, children_file, names_files
from cunwu.search.pieces import terms_in

UrlsOf = Callable[[str], tuple[str, ...]]
"""Path of a place → addresses of the files made from its records."""


def write_regions(staging: Staging, outline: Outline, urls_of: UrlsOf) -> None:
    """Write the search files of all regions after all places are made, one region at a time, from below."""
    for region in reversed(list(outline.root.walk())):
        if region.is_village:
            continue
        _write_names(staging, region)
        if not has_only_villages(region):
            own = terms_in(urls_of(region.path), region.path, staging.read)
            # A generator: the terms of all towns of a county at once would be most of the memory of a build.
            below = (_held_by(staging, child, urls_of) for child in region.children)
            write_below(staging, region, chain((own,), below))


def _held_by(staging: Staging, place: Place, urls_of: UrlsOf) -> Terms:
    if place.is_village:
        return terms_in(urls_of(place.path), place.path, staging.read)
    return terms_below(place.path, staging.read)


def _write_names(staging: Staging, region: Place) -> None:
    start = search_url(region)
    for url, content in names_files(region.path, tuple(_named(start, region, ""))):
        staging.write(url, content)
    children = [(relative(start, search_url(child)), child.name) for child in region.children]
    staging.write(*children_file(region.path, children))


def _named(start: str, place: Place, above: str) -> Iterator[Named]:
    for child in place.children:
        yield Named(child.name, relative(start, place_url(child)), above)
        yield from _named(start, child, f"{above} · {child.name}" if above else child.name)
