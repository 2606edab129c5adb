"""The pages of a region, from what is kept of the places below it: never more than two levels are in mind."""

from __future__ import annotations

from cunwu.core.frozen import replace
from cunwu.derive.summary import Summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.pages.places.region import unfolds
from cunwu.publish.manifest import Manifest, PlaceRow
from cunwu.publish.place_builder import Workshop
from cunwu.records.places import Place


def make_region(shop: Workshop, manifest: Manifest, place: Place, row: PlaceRow) -> PlaceRow:
    """Make the pages of a region when all below it are made and kept; answers what is to be kept of it."""
    kept = from_plain(row.own)
    summaries = _summaries_below(manifest, place.path)
    own = roll_up(kept, [summaries[path] for path in kept.below])
    summaries[place.path] = own
    if unfolds(own, summaries):
        for path in own.below:
            summaries |= _summaries_below(manifest, path)
    urls = shop.make_region(place, row.problems, summaries)
    return replace(row, rolled=to_plain(own), home_urls=urls)


def _summaries_below(manifest: Manifest, path: str) -> dict[str, Summary]:
    return {row.path: from_plain(row.rolled or row.own) for row in manifest.below(path)}
