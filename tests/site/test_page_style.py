"""A page with the rules it can use looks the same as with the whole style sheet, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from cunwu.core.assets import asset_of
from cunwu.core.page_style import PageStyle
from support.effort import BY_NIGHT
from support.site_parts import BOARD_FAMILIES, ROOT, Site, page_of

pytest_plugins = ["support.site_fixtures"]

SHEET = asset_of(ROOT / "theme", "board.css").decode("utf-8")
CUT = PageStyle(SHEET)
PROPERTIES = sorted(set(re.findall(r"[{;]([a-z][a-z-]*):", SHEET)))
"""Everything the sheet sets: what it does not set, no part of it changes."""
CARRYING = ("root", "county", "town", "village", "ledger", "held", "home", "reading")
"""The families whose pages carry their style inside."""

_DIFFERENT = """properties => {
  const [whole, cut] = document.querySelectorAll('style'), all = [...document.querySelectorAll('body, body *')];
  const looks = used => {
    whole.disabled = used !== whole;
    cut.disabled = used !== cut;
    return all.map(one => ['', '::before', '::after'].map(part => {
      const style = getComputedStyle(one, part), bare = part && style.content === 'none';
      return bare ? '' : properties.map(name => style.getPropertyValue(name)).join(';');
    }).join('|'));
  };
  const before = looks(whole);
  return looks(cut).flatMap((look, at) => look === before[at] ? [] : [`${all[at].tagName} ${all[at].className}`]);
}"""
_STYLE = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>|<style>.*?</style>|<link rel="stylesheet"[^>]*>')


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_context().new_page()


@pytest.mark.parametrize("family", dict.fromkeys([*CARRYING, *(BOARD_FAMILIES if BY_NIGHT else ())]))
def test_every_element_looks_as_with_the_whole_sheet(page: Page, shipped: Site, samples: Site, family: str) -> None:
    site, url = page_of(family, shipped, samples)
    html = _STYLE.sub("", re.sub("<script.*?</script>", "", site.read(url)))
    style, _ = CUT.of(html)
    assert len(style) < len(SHEET) * 3 / 4
    page.set_content(html.replace("</head>", f"<style>{SHEET}</style><style>{style}</style></head>"))
    for width, media in ((360, "screen"), (1600, "screen"), (800, "print")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media="print" if media == "print" else "screen")
        assert page.evaluate(_DIFFERENT, PROPERTIES) == [], (width, media)
