"""The page with the last publications of a board: number, time and code, which paper and witnesses are compared with.

It is the one page that every publication changes: all others lead to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.core.frozen import Frozen
from cunwu.core.verifier import PUBLICATIONS
from cunwu.pages.parts.context import Page
from cunwu.pages.parts.head import ICON, Head
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.site import Site
from cunwu.pages.parts.view import Link, Shell
from cunwu.pages.places.feeds import FeedEntry, FeedView, urn_of

URL = f"{PUBLICATIONS}/index.html"
FEED = f"{PUBLICATIONS}/feed.xml"
"""Whoever subscribes keeps the heads: the readers of a hundred people remember what a site could forget."""
HEADING = "公布簿"
NEWEST = 50
"""More would only make the page long: the ledger has all."""


class PublicationLine(Frozen):
    """One publication."""

    number: str
    when: str
    moment: str
    """As feeds have it: with seconds and the zone."""
    code: str
    """What a poster prints: the beginning of the digest of its line."""
    pages: str


class PublicationsView(Frozen):
    """The last publications, the newest first."""

    shell: Shell
    heading: str
    count: str
    """How many there were; empty if the site is a preview of which nothing was published."""
    lines: tuple[PublicationLine, ...]
    ledger: str
    checkpoint: str
    feed: str
    checker: str
    verifying: str


def plan_publications(site: Site, lines: Sequence[PublicationLine]) -> Page:
    """The page of all publications, of which `lines` are the last ones, the newest first."""
    name = site.name_of("")
    shell = Shell(
        title=f"{HEADING} · {name}",
        head=Head(f"{name}：每一次公布和它的核对码", relative(URL, ICON), news="", corrections="", invites=False),
        crumbs=(Link(name, relative(URL, home_url(""))), Link(HEADING)),
        place=name,
        stylesheet=relative(URL, site.stylesheet),
        home=relative(URL, "index.html"),
        reading=relative(URL, "reading.html"),
        objecting=relative(URL, "objecting.html"),
        accessibility=relative(URL, "accessibility.html"),
        verifying=relative(URL, "verifying.html"),
        personal_data="",
        demonstration=False,
        retold=False,
        hotline="",
        dial="",
        sources=(),
        all_sources=None,
        history_known=site.history is not None,
        held="",
        withdrawn="",
        address=site.address_of(URL),
        check="",
        search="",
    )
    view = PublicationsView(
        shell=shell,
        heading=HEADING,
        count=lines[0].number if lines else "",
        lines=tuple(lines),
        ledger="ledger.jsonl",
        checkpoint="checkpoint",
        feed="feed.xml",
        checker=relative(URL, "board/assets/verify.py"),
        verifying=shell.verifying,
    )
    return Page(URL, "publications.html", view)


def plan_heads(site: Site, lines: Sequence[PublicationLine]) -> Page:
    """A feed of the same publications. A line that was rewritten is another entry: readers show both."""
    href = site.address_of(URL) or "index.html"
    entries = tuple(
        FeedEntry(
            id=urn_of(site.identity, "publication", line.number, line.code),
            title=f"第 {line.number} 次公布，核对码 {line.code}",
            updated=line.moment,
            href=href,
            text=f"核对码 {line.code}，{line.pages} 个文件有变化。把它留下，以后对得上，这一次公布就没有被抹掉。",
        )
        for line in lines
    )
    view = FeedView(
        id=urn_of(site.identity, "feed", "publications"),
        title=f"{site.name_of('')}：{HEADING}",
        subtitle="每一次公布和它的核对码",
        updated=entries[0].updated if entries else f"{site.as_of.isoformat()}T00:00:00Z",
        author=site.name_of(""),
        href=href,
        self_href=site.address_of(FEED) or "feed.xml",
        ledger=href,
        entries=entries,
    )
    return Page(FEED, "feed.xml", view)
