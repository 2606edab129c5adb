"""Records → site: check each place, render its pages, roll up, put the new version in place of the old."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from cunwu.board import Board, Outline, read_board, read_file, read_outline
from cunwu.checker import check_board, check_outline, check_place
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.git import CommitSource, commits_between
from cunwu.history.store import History, open_history
from cunwu.kinds.region import REGION, Region
from cunwu.kinds.village import VILLAGE, Village
from cunwu.pages.calendar import calendar_of, calendar_url
from cunwu.pages.context import Page, PlaceContext, Site
from cunwu.pages.disclosure import measure
from cunwu.pages.links import BOARD
from cunwu.pages.plan import plan_held, plan_home, plan_records
from cunwu.paths import Project
from cunwu.places import Place
from cunwu.problem import CunwuError, Problem
from cunwu.progress import progress
from cunwu.render import Renderer
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.source import FolderSource, Source
from cunwu.staging import Staging
from cunwu.values.dates import chinese_date
from cunwu.workers import forked

_TRIES = 20
"""How many earlier versions of a faulty place are tried before it is shown as held."""
_WORTH_WORKERS = 12
"""Fewer places than this are built faster than workers are started."""


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What to build, where to, as of which day, with how many workers."""

    project: Project
    site: Path
    as_of: date
    jobs: int = 1
    strict: bool = False


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did."""

    report: Report
    site: Path
    pages: int
    written: int
    kept: int
    published: bool
    history_known: bool = True
    uncommitted: int = 0
    """Record files whose content is in no commit."""

    @property
    def counts(self) -> str:
        """What changed, in one or two lines."""
        if not self.published:
            return "有错误，没有发布；原来的网站没有动"
        held = sum(any(problem.is_error for problem in place.problems) for place in self.report.places)
        told = [f"公开栏 {self.pages} 页；{self.written} 个文件有变化，{self.kept} 个没有变"]
        if held:
            told.append(f"{held} 个地方的新版本有错误，仍用以前没有错误的版本")
        if self.uncommitted:
            told.append(f"{self.uncommitted} 份记录有没有提交的改动，只在这台电脑上看得到；公布要先提交")
        if not self.history_known:
            told.append("没有完整的提交历史，页面标明「未核对历史」；是克隆来的就运行 git fetch --unshallow")
        return "\n".join(told)

    @property
    def summary(self) -> str:
        """What changed, and the address to open."""
        home = self.site / "index.html"
        address = (home if home.is_file() else self.site / BOARD / "index.html").as_uri()
        return f"{self.counts}\n打开：{address}" if self.published else self.counts


@dataclass(frozen=True, slots=True)
class _PlaceResult:
    """One place built: small, because it travels between processes."""

    path: str
    problems: tuple[Problem, ...]
    summary: Summary
    uncommitted: int


@dataclass(frozen=True, slots=True)
class _TaskResult:
    """What one task did: results by place, and the files it put into the new version."""

    places: tuple[_PlaceResult, ...]
    files: tuple[str, ...]
    written: int
    kept: int
    pages: int


@dataclass
class _Workshop:
    """Everything a worker needs; inherited by fork, never sent."""

    project: Project
    source: Source
    outline: Outline
    site: Site
    renderer: Renderer
    staging: Staging

    @cached_property
    def places(self) -> Mapping[str, Place]:
        return {place.path: place for place in self.outline.root.walk()}


def build_site(order: BuildOrder, frame_folder: Path | None = None) -> BuildResult:
    """Build the board, with the frame's pages from `frame_folder`, and publish both together."""
    _demand_replaceable(order.site, order.project)
    source = FolderSource(order.project.root)
    outline = read_outline(source)
    staging = Staging(order.site)
    try:
        stylesheet = _write_stylesheet(order.project, staging)
        history = open_history(order.project.root, order.project.cache, jobs=order.jobs)
        names = {place.path: place.name for place in outline.root.walk()}
        if order.strict:
            _demand_same_history(order, history)
        _write_published(staging, history)
        site = Site(order.as_of, stylesheet, history, lambda path: names.get(path, path), staging.has)
        shop = _Workshop(order.project, source, outline, site, Renderer(order.project.theme), staging)
        if frame_folder is not None:
            _copy_frame(frame_folder, staging)
        results = {}
        pages = 0
        for task in _run_tasks(shop, order.jobs):
            results.update({place.path: place for place in task.places})
            pages += task.pages
        regions = _build_regions(shop, results)
        report = _report(outline, results, order.as_of)
        if order.strict and report.errors:
            staging.close()
            return BuildResult(report, order.site, 0, 0, 0, published=False)
        staging.publish()
        return BuildResult(
            report=report,
            site=order.site,
            pages=pages + regions,
            written=staging.written,
            kept=staging.kept,
            published=True,
            history_known=history is not None,
            uncommitted=sum(place.uncommitted for place in results.values()),
        )
    except BaseException:
        staging.close()
        raise


def _demand_replaceable(site: Path, project: Project) -> None:
    """Refuse a target that no build of ours made: records or papers would be lost with it."""
    target = site.resolve()
    ours = not target.exists() or any((target / BOARD / "assets").glob("board-*.css"))
    is_empty = target.is_dir() and not any(target.iterdir())
    kept = (project.records, project.content, project.theme)
    if not (ours or is_empty) or any(target.is_relative_to(folder.resolve()) for folder in kept):
        next_step = "换一个文件夹，例如 cunwu build --site-dir site"
        raise CunwuError(f"{site} 不是以前生成的网站，不会用新网站替换它", next_step=next_step)


_PUBLISHED = f"{BOARD}/published.json"
"""In the site: which commit it was made from."""


def _demand_same_history(order: BuildOrder, history: History | None) -> None:
    """Refuse to publish over a site whose commit is no part of this history: somebody made it vanish."""
    try:
        last = str(json.loads((order.site / _PUBLISHED).read_bytes())["commit"])
    except (OSError, ValueError, TypeError, KeyError):
        return
    if history is None and last:
        raise CunwuError("这里没有完整的提交历史，不能接着上次公布", next_step="git fetch --unshallow")
    if history is not None and last and commits_between(order.project.root, last, history.commit) is None:
        next_step = f"git log {last[:12]}，找回它；确实要另起历史，先把 {order.site} 移走，再向村民说明"
        raise CunwuError(f"历史被改写：上次公布的提交 {last[:12]} 不在现在的历史里，旧网站没有动", next_step=next_step)


def _write_published(staging: Staging, history: History | None) -> None:
    told = {"version": 1, "commit": history.commit if history else ""}
    staging.write(_PUBLISHED, (json.dumps(told) + "\n").encode())


def _write_stylesheet(project: Project, staging: Staging) -> str:
    content = (project.theme / "assets" / "board.css").read_bytes()
    url = f"{BOARD}/assets/board-{sha256(content).hexdigest()[:8]}.css"
    staging.write(url, content)
    return url


def _copy_frame(folder: Path, staging: Staging) -> None:
    for path in sorted(folder.rglob("*")):
        url = path.relative_to(folder).as_posix()
        if path.is_file() and url != "assets/board.css":  # the board has it under its digest
            staging.write(url, path.read_bytes())


# --- places ---


def _run_tasks(shop: _Workshop, jobs: int) -> Iterator[_TaskResult]:
    """Every place built, by town: a task is a region's own records with those of its villages."""
    tasks = list(_tasks(shop.outline.root))
    if jobs < 2 or len(shop.places) < _WORTH_WORKERS:
        for task in progress(tasks, "生成"):
            yield _build_task(shop, task)
        return
    _inherit(shop)
    with forked(jobs, partial(_enter_worker, os.getpid())) as workers:
        futures = [workers.submit(_build_inherited, task) for task in tasks]
        for future in progress(futures, "生成"):
            result = future.result()
            shop.staging.adopt(result.files, result.written, result.kept)
            yield result
    _inherit(None)


_inherited: _Workshop | None = None


def _inherit(shop: _Workshop | None) -> None:
    global _inherited  # noqa: PLW0603 - the one thing forked workers find instead of being sent
    _inherited = shop


def _enter_worker(parent: int) -> None:
    if _inherited is not None:
        _inherited.staging.enter_worker(parent)


def _build_inherited(paths: Sequence[str]) -> _TaskResult:
    if _inherited is None:
        raise RuntimeError("a worker was started without its workshop")
    return _build_task(_inherited, paths)


def _tasks(root: Place) -> Iterator[tuple[str, ...]]:
    for place in root.walk():
        if not place.is_village:
            yield (place.path, *(child.path for child in place.children if child.is_village))


def _build_task(shop: _Workshop, paths: Sequence[str]) -> _TaskResult:
    files, written, kept, pages = (
        len(shop.staging.names),
        shop.staging.written,
        shop.staging.kept,
        shop.renderer.rendered,
    )
    places = tuple(_build_place(shop, shop.places[path]) for path in paths)
    return _TaskResult(
        places,
        tuple(shop.staging.names[files:]),
        shop.staging.written - written,
        shop.staging.kept - kept,
        shop.renderer.rendered - pages,
    )


def _build_place(shop: _Workshop, place: Place) -> _PlaceResult:
    """Check one place and write the pages of its records; a faulty one is shown as it last was without errors."""
    verdict = check_place(shop.source, place, shop.site.as_of)
    context = _context_shown(shop, verdict.board, verdict.problems)
    disclosures = measure(context)
    _write_pages(shop, plan_records(context, disclosures))
    _write_calendar(shop, place)
    if place.is_village and context.board.files:
        _write_pages(shop, plan_home(context, {}, disclosures))
    elif place.is_village:
        faulty = {problem.file for problem in verdict.problems if problem.is_error}
        _write_pages(shop, [plan_held(context, tuple(sorted(faulty)))])
    summary = derive_summary(context.board, shop.site.as_of, held=not verdict.is_clean, disclosures=disclosures)
    return _PlaceResult(place.path, verdict.problems, summary, context.uncommitted)


def _context_shown(shop: _Workshop, board: Board, problems: Sequence[Problem]) -> PlaceContext:
    """The version of a place that is shown: this one, else the last without errors, else none of its files."""
    place = board.place
    errors = sum(problem.is_error for problem in problems)
    if not errors:
        return PlaceContext(shop.site, board)
    clean = _last_clean(shop, place)
    held = f"新提交的记录有 {errors} 处错误，没有通过检查"
    if clean is None and place.is_village:  # its page says so in its own words
        return PlaceContext(shop.site, Board(place, ()))
    if clean is None:
        return PlaceContext(shop.site, Board(_named_only(place), ()), f"{held}，暂时不公布。")
    earlier, day = clean
    return PlaceContext(shop.site, earlier, f"{held}；这里是 {chinese_date(day)}的版本。")


def _named_only(place: Place) -> Place:
    """A region with nothing of its own file but what names it."""
    kept = ("name", "level", "demonstration")
    blank = {name: info.get_default() for name, info in Region.model_fields.items() if name not in kept}
    return replace(place, record=place.record.model_copy(update=blank) if place.record else None)


def _last_clean(shop: _Workshop, place: Place) -> tuple[Board, date] | None:
    """The newest committed version of a place that has no errors, with the day of its commit."""
    if shop.site.history is None:
        return None
    folder = place.own_file.rpartition("/")[0]
    for publication in shop.site.history.of_place(place.path).publications[:_TRIES]:
        source = CommitSource(shop.project.root, publication.commit, folder)
        earlier = _place_at(source, place)
        if earlier is None:
            continue
        board = read_board(source, earlier)
        if not any(problem.is_error for problem in check_board(board, shop.site.as_of)):
            return board, publication.day
    return None


def _place_at(source: CommitSource, place: Place) -> Place | None:
    """The place as a commit has it: its own file and its records, below the same parent."""
    below = _folders_below(place)
    files = tuple(path for path in source.files() if not path.startswith(below))
    if place.own_file not in files:
        return None
    record = read_file(source, place.own_file, VILLAGE if place.is_village else REGION).record
    return replace(place, files=files, record=record) if isinstance(record, Village | Region) else None


def _folders_below(place: Place) -> tuple[str, ...]:
    return tuple(f"{child.own_file.rpartition('/')[0]}/" for child in place.children)


def _write_pages(shop: _Workshop, pages: Iterable[Page]) -> None:
    for page in pages:
        shop.staging.write(page.url, shop.renderer.render(page))


def _write_calendar(shop: _Workshop, place: Place) -> None:
    calendar = calendar_of(place, shop.site.as_of)
    if calendar is not None:
        shop.staging.write(calendar_url(place), calendar)


# --- regions ---


def _build_regions(shop: _Workshop, results: Mapping[str, _PlaceResult]) -> int:
    """The pages of every region, from the summaries of what lies below it; answers how many."""
    before = shop.renderer.rendered
    rolled: dict[str, Summary] = {}
    for place in reversed(list(shop.outline.root.walk())):
        below = (rolled[child.path] for child in place.children)
        rolled[place.path] = roll_up(results[place.path].summary, below)
    regions = [place for place in shop.outline.root.walk() if not place.is_village]
    for place in regions:
        board = read_board(shop.source, place)
        context = _context_shown(shop, board, results[place.path].problems)
        _write_pages(shop, plan_home(context, rolled))
    return shop.renderer.rendered - before


def _report(outline: Outline, results: Mapping[str, _PlaceResult], as_of: date) -> Report:
    places = [PlaceProblems("不属于任何地方的文件", check_outline(outline))]
    places += [
        PlaceProblems(" · ".join(place.full_name), results[place.path].problems) for place in outline.root.walk()
    ]
    return Report(tuple(places), len(results), as_of)
