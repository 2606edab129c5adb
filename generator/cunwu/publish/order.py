"""What to build, and the result of a build."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Protocol

from cunwu.core.frozen import Frozen
from cunwu.core.originals import Originals
from cunwu.core.paths import STORE_OPTION, Project
from cunwu.core.zone import BEIJING
from cunwu.reports.summary import Report

BOARD_INDEX = "board/index.html"


class Cluster(Frozen):
    """Workers of Dask, on any number of machines."""

    scheduler: str = ""
    """The address of their scheduler; empty if a build starts its workers on this machine."""
    store: str = ""
    """The folder or fsspec URL for their results; empty for a folder inside the project."""


class BuildOrder(Frozen):
    """What to build, into which folder, as of which day, with how many workers."""

    project: Project
    site: Path
    as_of: date
    jobs: int = 1
    strict: bool = False
    full: bool = False
    """Whether everything is made again, also what has not changed."""
    precompress: bool = False
    """Whether texts get a compressed copy beside them."""
    hant: bool = False
    """Whether the pages of the board are in traditional script."""
    commit: str = ""
    """The revision that is built: its records, content/, theme/ and mkdocs.yml; empty for the files on disk."""
    demands_history: bool = False
    """Whether nothing is published if no history can be trusted; a preview does without."""
    moment: datetime | None = None
    """When the site is published; None for noon of its day."""
    ledger: Path | None = None
    """The ledger of publications to continue, fetched from the published site; None if the site's folder has it."""
    originals: Originals | None = None
    """The store of attachments that lie in no repository; None if none is given, and then none is looked for."""
    cluster: Cluster | None = None
    """The workers that make the places of a whole build; None for processes of this machine."""

    @property
    def published_at(self) -> datetime:
        """The moment at which the site is published."""
        return self.moment or datetime.combine(self.as_of, time(12), BEIJING)


class Frame(Protocol):
    """The source of the pages written by people."""

    def key_of(self, project: Project, pages: Mapping[str, str]) -> str:
        """A key that changes when the frame would; `pages` are path and blob id of its pages written by people."""

    def build(self, project: Project) -> Path:
        """Make all of them; returns their folder."""


class BuildResult(Frozen):
    """Counts and problems of a build."""

    report: Report
    site: Path
    pages: int
    """Pages of the board that were rendered."""
    written: int
    kept: int
    published: bool
    held: int = 0
    """How many places have a new version with errors."""
    no_history: str = ""
    """Why the pages name no commits, and the command that mends it; empty if they do."""
    missing: int = 0
    """How many records have attachments whose originals were not at hand."""
    no_pictures: str = ""
    """Why messages with addresses of the site show no pictures; empty if they do, or if the site has no address."""
    uncommitted: int = 0
    """How many record files have content that is in no commit."""

    @property
    def counts(self) -> str:
        """What changed, in a few lines."""
        if not self.published:
            return "有错误，没有发布；原来的网站没有动"
        told = [f"公开栏做了 {self.pages} 页；{self.written} 个文件有变化，{self.kept} 个没有变"]
        if self.held:
            told.append(f"{self.held} 个地方的新版本有错误，有错误的记录仍是以前没有错误的版本")
        if self.missing:
            told.append(
                f"{self.missing} 份记录的附件这次没有取到，网页上写明：cunwu build {STORE_OPTION} 文件夹或者网址"
            )
        if self.uncommitted:
            told.append(f"{self.uncommitted} 份记录有没有提交的改动，只在这台电脑上看得到；公布要先提交")
        if self.no_history:
            told.append(f"没有完整的提交历史，页面标明「未核对历史」：{self.no_history}")
        if self.no_pictures:
            told.append(self.no_pictures)
        return "\n".join(told)

    @property
    def summary(self) -> str:
        """What changed, and the address to open."""
        home = self.site / "index.html"
        address = (home if home.is_file() else self.site / BOARD_INDEX).as_uri()
        return f"{self.counts}\n打开：{address}" if self.published else self.counts
