"""The page with the last publications of a board: number, time and code, which paper and witnesses are compared with.

It is the one page that every publication changes: all others lead to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.core.frozen import Frozen
from cunwu.core.verifier import PUBLICATIONS
from cunwu.pages.parts.context import Page, Site
from cunwu.pages.parts.head import ICON, Head
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.view import Link, Shell

URL = f"{PUBLICATIONS}/index.html"
HEADING = "公布簿"
NEWEST = 50
"""More would only make the page long: the ledger has all."""


class PublicationLine(Frozen):
    """One publication."""

    number: str
    when: str
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
        checker=relative(URL, "board/assets/verify.py"),
        verifying=shell.verifying,
    )
    return Page(URL, "publications.html", view)
