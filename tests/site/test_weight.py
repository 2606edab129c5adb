"""What a page costs on a slow line: compressed as nginx compresses, with the style sheet it needs."""

from __future__ import annotations

import gzip
import posixpath
import re

import pytest

from support.site_parts import FOLDERS, Site

pytest_plugins = ["support.site_fixtures"]

KB = 1024
MONTH, STYLE_SHEET, HOME, PAGE = 10 * KB, 6 * KB, 30 * KB, 22 * KB
ONE_FILE = 100_000
WITH_PICTURES = "-pictures.html"
"""How a copy of a page ends that holds its pictures."""
PAPERS = KB * 3 // 10
"""What the papers of a month may add: they are shown, and named with their digests, which nothing makes smaller."""
_LOADED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script|img)\b[^>]*?(?:href|src)="([^"]*)"')


def weight(site: Site, url: str) -> int:
    return len(gzip.compress((site.folder / url).read_bytes(), 6, mtime=0))


def weight_with_style(site: Site, url: str, sheet: int) -> int:
    """A page with the style sheet it loads, if it does not carry its style inside."""
    return weight(site, url) + (0 if "<style>" in site.read(url) else sheet)


@pytest.fixture(scope="session")
def sheet(shipped: Site) -> int:
    (found,) = shipped.pages("board/assets/*.css")
    return weight(shipped, found)


@pytest.fixture(scope="session")
def months(shipped: Site, sheet: int) -> dict[str, int]:
    """Month page → its bytes on the line, style sheet included."""
    pages = shipped.pages(f"board/**/{FOLDERS['ledger']}/[!i]*.html")
    return {url: weight_with_style(shipped, url, sheet) for url in pages}


def test_the_style_sheet_is_light(sheet: int) -> None:
    assert sheet <= STYLE_SHEET


def test_no_month_is_heavier_than_ten_kilobytes_in_all(shipped: Site, months: dict[str, int]) -> None:
    assert len(months) > 50
    most = {url: MONTH + (PAPERS if 'class="papers"' in shipped.read(url) else 0) for url in months}
    assert {url: size for url, size in months.items() if size > most[url]} == {}


def test_home_and_the_pages_beside_it_are_light_with_everything_they_load(shipped: Site) -> None:
    for url in ("index.html", "reading.html", "objecting.html", "accessibility.html", "verifying.html"):
        loaded = {
            posixpath.normpath(posixpath.join(posixpath.dirname(url), one))
            for one in _LOADED.findall(shipped.read(url))
        }
        assert {one for one in loaded if not (shipped.folder / one).is_file()} == set()
        assert weight(shipped, url) + sum(weight(shipped, one) for one in loaded) <= HOME, url


def test_no_page_of_the_board_is_heavier_than_two_months(shipped: Site, sheet: int) -> None:
    urls = [url for url in shipped.pages("board/**/*.html") if not url.endswith(WITH_PICTURES)]
    pages = {url: weight_with_style(shipped, url, sheet) for url in urls}
    assert {url: size for url, size in pages.items() if size > PAGE} == {}


def test_a_month_in_one_file_with_its_pictures_can_be_sent_on(shipped: Site) -> None:
    sizes = {url: (shipped.folder / url).stat().st_size for url in shipped.pages(f"board/**/*{WITH_PICTURES}")}
    assert sizes
    assert {url: size for url, size in sizes.items() if size > ONE_FILE} == {}
