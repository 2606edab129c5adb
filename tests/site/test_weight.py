"""What a page costs on a slow line: compressed as nginx compresses, with the style sheet it needs."""

from __future__ import annotations

import gzip
from statistics import median

import pytest

from support.site_parts import FOLDERS, Site

pytest_plugins = ["support.site_fixtures"]

KB = 1024
LARGEST_MONTH, TYPICAL_MONTH, STYLE_SHEET = 11 * KB, 10 * KB, 6 * KB


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


def test_no_month_is_heavy(months: dict[str, int]) -> None:
    assert {url: size for url, size in months.items() if size > LARGEST_MONTH} == {}


def test_a_usual_month_is_light(months: dict[str, int]) -> None:
    assert median(months.values()) <= TYPICAL_MONTH


def test_no_page_of_the_board_is_heavier_than_two_months(shipped: Site, sheet: int) -> None:
    pages = {url: weight_with_style(shipped, url, sheet) for url in shipped.pages("board/**/*.html")}
    assert {url: size for url, size in pages.items() if size > 2 * LARGEST_MONTH} == {}
