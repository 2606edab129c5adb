"""Paths in a project: its records, its pages and its theme."""

from __future__ import annotations

from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.core.shipped import shipped

RECORDS = "villages"
"""The folder of records, the only one a cadre edits."""
PAGES = "content"
"""The folder of pages written by people."""
STORE_OPTION = "--attachments"
"""With which a build or a check is given the store of attachments; without it neither looks anywhere."""
CONFIG = "mkdocs.yml"
"""The file that names a site and the settings of its frame."""
THEME = "theme"
"""The folder of templates and style sheets."""
OWN_FILES = ("region.yml", "village.yml")
"""Names of the files that describe places."""
BESIDE = (PAGES, THEME)
"""The other folders that a site is made from: no links, no submodules and no attributes of git there, either."""
ATTRIBUTES = (".gitattributes", ".gitmodules")
"""Files with which git changes what stands in others, or brings a folder from elsewhere."""
BOARD = "board"
"""The folder of the site that holds everything made from records."""


class Project(Frozen):
    """A folder that holds mkdocs.yml and villages/, and of content/ and theme/ what differs from the program's."""

    root: Path
    beside: Path | None = None
    """Where mkdocs.yml, content/ and theme/ of a commit were written; None if those beside the records are used."""

    @property
    def config(self) -> Path:
        """mkdocs.yml."""
        return (self.beside or self.root) / CONFIG

    @property
    def records(self) -> Path:
        """villages/."""
        return self.root / RECORDS

    @property
    def content(self) -> Path:
        """content/: pages written by people for this board; those of the program stand beside them."""
        return (self.beside or self.root) / PAGES

    def page(self, name: str) -> Path:
        """A file of content/ by its path there: the board's own if it has one, else that of the program."""
        own = self.content / name
        return own if own.is_file() else shipped(PAGES) / name

    @property
    def own_theme(self) -> Path:
        """theme/ of the board, which most boards do without."""
        return (self.beside or self.root) / THEME

    @property
    def theme(self) -> Path:
        """Templates and style sheets: the board's own theme/ if it has one, else that of the program."""
        return self.own_theme if self.own_theme.exists() else shipped(THEME)

    @property
    def tokens(self) -> Path:
        """theme/assets/tokens.css: every colour, and the sizes that many parts share."""
        return self.theme / "assets" / "tokens.css"

    @property
    def site(self) -> Path:
        """site/: the default folder of the built site."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """.cunwu/cache/: can be computed again, so it may be deleted at any time."""
        return self.root / ".cunwu" / "cache"

    @property
    def originals(self) -> Path:
        """.cunwu/originals/: what was fetched from a store of attachments, by digest; may be deleted, too."""
        return self.root / ".cunwu" / "originals"


def find_project(start: Path) -> Project:
    """The project that holds `start`: the nearest folder upward with mkdocs.yml and villages/."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file() and (folder / RECORDS).is_dir():
            return Project(folder)
    raise CunwuError(
        f"在 {start} 及其上级文件夹里没有找到 {CONFIG} 和 {RECORDS}/",
        next_step="cd 到项目文件夹后再运行",
    )


def hidden_part(path: str) -> str:
    """A path up to its first part that begins with a dot; empty if there is none. Files there are no records.

    Every source and the history use this function: a record that is renamed so has vanished.
    """
    at = path.find("/.")
    if at < 0:
        return ""
    end = path.find("/", at + 1)
    return path if end < 0 else path[:end]
