"""A town made by a worker that has only a clone of the repository: the job, and its result."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from cunwu.core.database import writable
from cunwu.core.frozen import Frozen, replace
from cunwu.core.paths import THEME, Project
from cunwu.core.problem import CunwuError
from cunwu.core.program import program_digest
from cunwu.git.commit_source import CommitSource
from cunwu.git.repository import find_head
from cunwu.history.entered import Entered
from cunwu.history.store import History, history_of
from cunwu.pages.parts.new_file import NewFile
from cunwu.pages.parts.site import Site
from cunwu.pictures.cards import hand_of
from cunwu.publish.beside import lay_out
from cunwu.publish.bundle import Store, digest_of, pack
from cunwu.publish.copy import drop
from cunwu.publish.place_builder import PlaceMade, Workshop
from cunwu.publish.staging import Staging
from cunwu.publish.stale import program_key
from cunwu.records.board import read_outline
from cunwu.records.places import Place, names_in
from cunwu.records.readings import Readings
from cunwu.render import Renderer


class TownJob(Frozen):
    """The input of a worker that makes the records of a region and its villages; small, because it is sent."""

    root: str
    """Where the repository lies on the worker's machine."""
    commit: str
    program: str
    """`program_key` on the machine that runs the build."""
    as_of: date
    entered: Entered
    stylesheet: str
    script: str
    address: str
    form: str
    """That of the site, as the commit states it."""
    new_file: NewFile | None
    """Likewise."""
    precompress: bool
    store: str
    places: tuple[str, ...]
    """Paths of the places to make, the region first."""

    @property
    def name(self) -> str:
        """A digest of the job, in hexadecimal."""
        return sha256(repr(self).encode()).hexdigest()


class TownMade(Frozen):
    """The result of a job; its pages lie in the store as a bundle with the job's name."""

    places: tuple[PlaceMade, ...]
    pages: int
    digest: str
    """The digest of the bundle."""


program_digest()  # when the process starts: a worker from before an update must not take the digest of the new code


def make_town(job: TownJob) -> TownMade:
    """Make the places of a job and put their files into the store. Raises CunwuError with the name of this machine."""
    try:
        return _make(job)
    except CunwuError as error:
        raise CunwuError(f"工作机 {platform.node()}：{error.message}", next_step=error.next_step) from error


def _make(job: TownJob) -> TownMade:
    tools = _tools_for(job)
    parcel = Parcel(precompress=job.precompress)
    hand = hand_of(tools.laid_out.theme) if job.address else None
    site = Site(
        job.as_of,
        job.stylesheet,
        tools.history,
        names_in(tools.places),
        job.script,
        address=job.address,
        form=job.form,
        new_file=job.new_file,
        hand=hand.key if hand is not None else "",
    )
    shop = Workshop(tools.source.root, tools.source, site, tools.renderer, parcel, tools.places)
    pages = tools.renderer.rendered
    made = shop.make_town(job.places)
    bundle = pack(parcel.contents)
    Store(job.store).put(job.name, bundle)
    return TownMade(made, tools.renderer.rendered - pages, digest_of(bundle))


@dataclass(frozen=True)
class _Tools:
    """What all towns of one commit share."""

    source: CommitSource
    places: Mapping[str, Place]
    history: History
    renderer: Renderer
    laid_out: Project
    """With the theme of the commit."""


class _Kept(threading.local):
    """The last tools of each thread: threads must share neither a database nor a counter of pages."""

    of: tuple[str, ...] = ()
    tools: _Tools


_kept = _Kept()


def _tools_for(job: TownJob) -> _Tools:
    project = Project(Path(job.root))
    if not project.config.is_file():
        next_step = "把仓库放在每台机器的同一个位置，或者共享同一个文件夹"
        raise CunwuError(f"{job.root} 不是项目文件夹", next_step=next_step)
    wanted = (job.root, job.commit, job.program, repr(job.entered))
    if _kept.of != wanted:
        _kept.tools, _kept.of = _open_tools(project, job), wanted
    laid_out = _kept.tools.laid_out
    # Checked for each job: a theme that no commit holds, that of the program, may have been updated since the last one.
    if program_key(laid_out) != job.program:
        drop(laid_out.own_theme.parent)  # somebody may have changed files there
        _kept.of = ()
        next_step = f"git -C {job.root} pull，重新启动 dask worker"
        raise CunwuError("程序或者模板和发起生成的机器不一样", next_step=next_step)
    return _kept.tools


def _open_tools(project: Project, job: TownJob) -> _Tools:
    commit = find_head(project.root, job.commit)
    if commit is None:
        next_step = f"git -C {job.root} fetch；只有部分历史的，加上 --unshallow"
        raise CunwuError(f"仓库里没有提交 {job.commit[:12]}，或者历史不完整", next_step=next_step)
    history = history_of(project.root, project.cache, commit, as_of=job.as_of, entered=job.entered)
    source = CommitSource(project.root, job.commit, memory=Readings(project.cache))
    places = {place.path: place for place in read_outline(source).root.walk()}
    laid_out = _laid_out(project, job)
    return _Tools(source, places, history, Renderer(laid_out.theme), laid_out)


def _laid_out(project: Project, job: TownJob) -> Project:
    """The project with the theme of the commit, in the cache: a worker that is killed sweeps nothing up."""
    folder = writable(project.cache) / f"theme-{sha256(job.program.encode()).hexdigest()[:32]}"
    if not folder.is_dir():
        draft = Path(mkdtemp(prefix="theme-", suffix=".new", dir=folder.parent))
        lay_out(project, job.commit, draft, (THEME,))
        with suppress(OSError):  # another worker of this machine was faster
            draft.rename(folder)
        drop(draft)
    return replace(project, beside=folder)


class Parcel(Staging):
    """The files of one job, held in memory until they are bundled."""

    def __init__(self, *, precompress: bool) -> None:
        # Nothing is written to a disk, so neither a lock nor a folder is needed.
        self.whole, self.precompress, self.folder = True, precompress, Path(os.devnull)
        self._files, self.written, self.kept = {}, 0, 0
        self.contents: dict[str, bytes] = {}

    def read(self, url: str) -> bytes:
        """The bytes that this job wrote."""
        return self.contents[url]

    def _write(self, url: str, content: bytes) -> None:
        if url in self.contents:
            raise ValueError(f"two pages want to be {url}")
        self.contents[url] = content
        self._files[url] = None
        self.written += 1

    def settle(self, folder: str, urls: Sequence[str]) -> None:
        """Nothing: the build that unpacks the files settles the folder."""
