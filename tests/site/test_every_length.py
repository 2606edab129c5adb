"""How long pages are on a phone: every page of the demonstration county, the village's own shortest of all."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser

from support.effort import BY_NIGHT, effort
from support.site_parts import DEMONSTRATION, Site

pytest_plugins = ["support.site_fixtures"]

WIDTH, HEIGHT = 360, 740
VILLAGE, PAGE = 8, 10
"""Screens of a phone."""
OF_A_VILLAGE = "3 index.html"
BY_DAY = 25
"""Families of the heaviest pages."""
_TALL = "document.documentElement.scrollHeight"


def family_of(site: Site, url: str) -> str:
    """What pages like this one are called: `finance`, `finance/life`, `rooms/money.html`, the page of a village."""
    parts = url.split("/")
    places = [end for end in range(2, len(parts)) if (site.folder.joinpath(*parts[:end]) / "summary.json").is_file()]
    folder, name = "/".join(parts[places[-1] : -1]), parts[-1]
    if not folder:
        return f"{len(places)} {name}"
    return f"{folder}/{name}" if folder == "rooms" or name == "index.html" else folder


def longest(site: Site) -> Iterator[tuple[str, int]]:
    """Pages with how many screens they may be long: by day those with the most in them, one of a family."""
    families: dict[str, list[str]] = {}
    for url in site.pages(f"board/{DEMONSTRATION}/**/*.html"):
        if "/copies/" not in url:  # the page itself, without its ways
            families.setdefault(family_of(site, url), []).append(url)
    for urls in families.values():
        urls.sort(key=lambda url: -(site.folder / url).stat().st_size)
    heaviest = sorted(families, key=lambda family: -(site.folder / families[family][0]).stat().st_size)
    for family in heaviest if BY_NIGHT else {*heaviest[:BY_DAY], OF_A_VILLAGE}:
        urls = families[family] if BY_NIGHT else families[family][:1]
        yield from ((url, VILLAGE if family == OF_A_VILLAGE else PAGE) for url in urls)


def test_no_page_is_longer_than_ten_screens_of_a_phone_and_that_of_a_village_eight(
    browser: Browser, shipped: Site
) -> None:
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
    most, found = dict(longest(shipped)), {}
    for url in most:
        page.goto((shipped.folder / url).as_uri(), wait_until="domcontentloaded")
        found[url] = page.evaluate(_TALL) / HEIGHT
    page.context.close()
    assert len(most) > effort(BY_DAY - 1, 60)
    assert set(most.values()) == {VILLAGE, PAGE}
    assert {url: screens for url, screens in found.items() if screens > most[url]} == {}


def test_a_printed_month_does_not_hold_what_is_only_read_out(browser: Browser, shipped: Site) -> None:
    page = browser.new_context().new_page()
    page.goto((shipped.folder / f"board/{DEMONSTRATION}/qinghe/shanghe/finance/2026-05.html").as_uri())
    assert page.locator("details.broadcast summary").is_visible()
    page.emulate_media(media="print")
    assert "乡亲们" not in page.inner_text("main")
    assert "农商银行基本户" in page.inner_text("main")  # folded on a screen, and a figure
    page.context.close()
