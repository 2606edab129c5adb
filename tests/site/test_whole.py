"""The whole shipped site: every anchor exists, nothing in it is unfinished, no list of pages leaves the board out."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from urllib.parse import unquote

import pytest

from cunwu.records.names import is_of_the_board
from support.site_parts import ROOT, Site

pytest_plugins = ["support.site_fixtures"]
pytestmark = pytest.mark.slow

_LINK = re.compile(r"""\bhref=["']?([^"'\s>]*#[^"'\s>]+)""")
_NAME = re.compile(r"""\b(?:id|name)=["']?([^"'\s>]+)""")
_OF_SCRIPTS = {"__search", "__consent", "__toc", "__drawer"}
"""Anchors that the script of the frame makes."""


def test_every_anchor_that_a_link_names_exists(shipped: Site) -> None:
    """Faults F10: of the numbers that regions state, the lists of changes led to places that were not there."""
    names = cache(lambda url: frozenset(_NAME.findall(shipped.read(url))))
    pages = set(shipped.pages())
    missing, links = [], 0
    for url in sorted(pages):
        for href in _LINK.findall(shipped.read(url)):
            path, _, anchor = unquote(href).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) if path else url
            if target in pages and anchor not in _OF_SCRIPTS:
                links += 1
                missing += [f"{url} → {href}"] if anchor not in names(target) else []
    assert links > 1000
    assert missing == []


def test_no_template_is_published(shipped: Site) -> None:
    """Faults F10: site/board/feed.xml was a raw template."""
    texts = [path for path in shipped.folder.rglob("*") if path.suffix in {".html", ".xml", ".ics", ".txt", ".css"}]
    raw = [path for path in texts if re.search(r"\{%-? |\{\{-? ?view\.", path.read_text("utf-8"))]
    assert [path.relative_to(shipped.folder).as_posix() for path in raw if "handbook" not in path.parts] == []
    assert not (shipped.folder / "board/feed.xml").exists()
    assert not (shipped.folder / "macros").exists()


def test_no_site_map_leaves_the_board_out(shipped: Site) -> None:
    """Faults F10. A site that does not say where it stands has none; `tests/publish/test_sitemap.py` tries others."""
    assert [path.name for path in shipped.folder.rglob("sitemap*")] == []


def test_every_folder_that_the_site_has_beside_places_is_refused_as_a_place(shipped: Site) -> None:
    places = {
        path.parent.relative_to(ROOT / "villages")
        for path in (ROOT / "villages").rglob("*.yml")
        if path.name in {"region.yml", "village.yml"}
    }
    regions = {path.parent.relative_to(ROOT / "villages") for path in (ROOT / "villages").rglob("region.yml")}
    own = {
        folder.name
        for region in regions
        for folder in (shipped.folder / "board" / region).iterdir()
        if folder.is_dir() and region / folder.name not in places
    }
    assert own
    assert [name for name in sorted(own) if not is_of_the_board(name)] == []
