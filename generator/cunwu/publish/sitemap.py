"""What search engines are told of a site: which files they leave alone, and a sitemap a region if its address is known.

A sitemap of the whole board would change with every publication; one for each region changes with its villages only.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from cunwu.core.paths import BOARD
from cunwu.derive.summary_form import from_plain
from cunwu.pages.parts.head import is_invited
from cunwu.publish.manifest import Manifest, PlaceRow

ROBOTS, INDEX = "robots.txt", "sitemap.xml"
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LEFT_ALONE = ("*.csv$", "*.json$", "*.txt$", "*.ics$", "*.xml$", "*/attachments/", "*/copies/", "*/search/")
"""Files of the board that cannot say in their head that they want no visitors: tables, searches, feeds, papers."""


def sitemap_url(path: str) -> str:
    """The sitemap of the region with this path."""
    return f"{BOARD}/{path}/{INDEX}".replace("//", "/")


def sitemap_of(address: str, manifest: Manifest, row: PlaceRow, urls: Iterable[str]) -> bytes:
    """The pages of a region, of which `urls` are about the places below it, and of its own villages, that are open."""
    rows = [(row, (*row.urls, *urls)), *((one, one.urls) for one in manifest.below(row.path) if one.is_village)]
    found = sorted(url for place, made in rows if _is_real(place) for url in made if is_invited(url, place.path))
    return _listing("urlset", "url", address, found)


def _is_real(row: PlaceRow) -> bool:
    own = from_plain(row.own)
    return not (own.is_demonstration or own.is_retold)


def index_of(address: str, regions: Iterable[str]) -> bytes:
    """The list of the sitemaps of all regions."""
    return _listing("sitemapindex", "sitemap", address, [sitemap_url(path) for path in regions])


def _listing(outer: str, inner: str, address: str, urls: Iterable[str]) -> bytes:
    found = (quote(url, errors="surrogateescape") for url in urls)
    lines = "".join(f"<{inner}><loc>{escape(address + url)}</loc></{inner}>\n" for url in found)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{outer} xmlns="{_XMLNS}">\n{lines}</{outer}>\n'.encode()


def robots_of(address: str) -> bytes:
    """Robots are asked for at the top of a domain: below it somebody has to copy this text there."""
    top = urlsplit(address).path or "/"
    lines = ["User-agent: *", *(f"Disallow: {top}{BOARD}/{one}" for one in _LEFT_ALONE)]
    lines += [f"Allow: {top}{BOARD}/*{INDEX}$", f"Sitemap: {address}{INDEX}"] if address else []
    return "".join(f"{line}\n" for line in lines).encode()
