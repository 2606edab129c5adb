"""A published repository that is a whole project: its pages and feeds, as they are read."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import feedparser

from cunwu.core.paths import Project
from cunwu.publish.site import BuildOrder, build_site
from support.published_repositories import Repository

ROOT = Path(__file__).resolve().parents[2]


class Board(Repository):
    """A repository that is a whole project."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        (root / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
        (root / ".gitignore").write_text(".cunwu/\nsite/\n.site.lock\n", "utf-8")
        shutil.copytree(ROOT / "theme", root / "theme")

    def read(self, name: str) -> str:
        return (self.root / "villages" / name).read_text("utf-8")

    def build(self, as_of: date = date(2026, 11, 20)) -> None:
        build_site(BuildOrder(Project(self.root), self.root / "site", as_of))

    def page(self, url: str) -> str:
        """The words of a page, one space for every stretch of markup."""
        html = (self.root / "site" / "board" / url).read_text("utf-8")
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html.partition("<main")[2])))

    def feed(self, url: str) -> feedparser.FeedParserDict:
        found = feedparser.parse((self.root / "site" / "board" / url).read_bytes())
        assert not found.bozo, found.get("bozo_exception")
        return found
