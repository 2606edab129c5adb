"""A small county with real commits, and the pages it is asked for."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cunwu.derive.disclosure import Disclosure
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.history.store import open_history
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.disclosure import measure
from cunwu.pages.places.region import plan_region
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from support.disclosure_boards import AS_OF

ROOT = Path(__file__).resolve().parents[2]


def commit(root: Path, moment: str, files: Mapping[str, str]) -> None:
    """One commit at that moment of UTC with these files below villages/."""
    for name, text in files.items():
        path = root / "villages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for side in ("AUTHOR", "COMMITTER"):
        who |= {f"GIT_{side}_NAME": "clerk", f"GIT_{side}_EMAIL": "clerk@village.example"}
        who |= {f"GIT_{side}_DATE": f"{moment}+00:00"}
    git = ("git", "-C", str(root), "-c", "init.defaultBranch=main")
    if not (root / ".git").exists():
        subprocess.run((*git, "init", "-q"), check=True, env={**os.environ, **who})
    subprocess.run((*git, "add", "-A"), check=True, env={**os.environ, **who})
    subprocess.run((*git, "commit", "-q", "-m", "记录"), check=True, env={**os.environ, **who})


@dataclass(frozen=True)
class Project:
    """A small county with its history, and the pages it is asked for."""

    root: Path

    def context(self, path: str, as_of: date = AS_OF, *, history: bool = True) -> PlaceContext:
        source = FolderSource(self.root)
        place = read_outline(source).find(path)
        assert place is not None
        known = open_history(self.root, self.root.parent / "cache") if history else None
        return PlaceContext(Site(as_of, "board/assets/board.css", known), read_board(source, place))

    def measured(self, path: str, as_of: date = AS_OF) -> Mapping[str, Disclosure]:
        return {disclosure.item: disclosure for disclosure in measure(self.context(path, as_of))}

    def texts(self, pages: Iterable[Page]) -> str:
        """What a reader sees of several pages."""
        return "\n".join(map(self.text, pages))

    def text(self, page: Page | None) -> str:
        """What a reader sees of a page, one line an element."""
        assert page is not None
        html = Renderer(ROOT / "theme").render(page).decode()
        body = html[html.index("<main") : html.index("</main>")]
        return re.sub(r"\n\s*\n+", "\n", re.sub(r"[ \u00a0]+", " ", re.sub(r"<[^>]+>", "\n", body)))

    def region(self, path: str, as_of: date = AS_OF) -> str:
        summaries: dict[str, Summary] = {}
        for place in reversed(list(read_outline(FolderSource(self.root)).root.walk())):
            context = self.context(place.path, as_of)
            own = derive_summary(context.board, as_of, held=False, disclosures=measure(context))
            summaries[place.path] = roll_up(own, [summaries[child.path] for child in place.children])
        return self.text(plan_region(self.context(path, as_of), summaries))
