"""The pages of a region, made from the manifest; at most three levels below it are in memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from cunwu.core.frozen import replace
from cunwu.derive.inspections import Inspected
from cunwu.derive.posted import Named
from cunwu.derive.summary import Summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.pages.parts.links import home_url
from cunwu.pages.places.region import single_file, unfolds
from cunwu.publish.manifest import Manifest, PlaceRow
from cunwu.publish.place_builder import ToldAbove, Workshop
from cunwu.publish.sitemap import sitemap_of, sitemap_url
from cunwu.records.places import Place

_REMEMBERED = 64
"""The most places below whose addresses are in memory at once."""


def make_region(shop: Workshop, manifest: Manifest, place: Place, row: PlaceRow) -> PlaceRow:
    """Make the pages of a region after all places below it; returns its row with the new summary and addresses."""
    kept = from_plain(row.own)
    summaries = _summaries_below(manifest, place.path)
    own = roll_up(kept, [summaries[path] for path in kept.below])
    summaries[place.path] = own
    if unfolds(own, summaries):
        for path in own.below:
            summaries |= _summaries_below(manifest, path)
        for path in own.below:
            if only := single_file(summaries[path], summaries):
                summaries |= _summaries_below(manifest, only)
    planned = lru_cache(_REMEMBERED)(partial(_planned, manifest))
    told = told_above(place.path, manifest.place)
    doubles = manifest.claims.doubles_at(place.path)
    urls = shop.make_region(place, row.problems, summaries, planned, told=told, doubles=doubles)
    if address := shop.site.address:
        about = sitemap_url(place.path)
        shop.staging.write(about, sitemap_of(address, manifest, row, urls))
        urls = (*urls, about)
    return replace(row, rolled=to_plain(own, whole=True), home_urls=urls)


def told_above(path: str, row_of: Callable[[str], PlaceRow | None]) -> ToldAbove:
    """What the regions above record of a place, as their rows tell it; the nearest first."""
    named: list[Named] = []
    inspected: list[Inspected] = []
    row = row_of(path)
    while row is not None and row.parent is not None:
        row = row_of(row.parent)
        own = from_plain(row.own) if row is not None else None
        named += [one for one in own.named if one.path == path] if own is not None else []
        inspected += [one for one in own.inspected if one.path == path] if own is not None else []
    return ToldAbove(tuple(named), tuple(inspected))


def _planned(manifest: Manifest, path: str) -> frozenset[str]:
    """The addresses of a place's home, of what is made from its records and from its parts; empty if there is none."""
    row = manifest.place(path)
    return frozenset((home_url(path), *row.urls, *row.home_urls)) if row is not None else frozenset()


def _summaries_below(manifest: Manifest, path: str) -> dict[str, Summary]:
    return {row.path: from_plain(row.rolled or row.own) for row in manifest.below(path)}
