"""Everything made: each place by town, in one process or several, then the regions from what lies below them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from cunwu.board import Outline
from cunwu.build.opening import Opening
from cunwu.build.searching import write_regions
from cunwu.build.workshop import PlaceMade, Workshop
from cunwu.derive.summary import Summary, roll_up
from cunwu.frozen import Frozen
from cunwu.places import Place
from cunwu.progress import progress
from cunwu.staging import Staging
from cunwu.workers import can_fork, shared_by

_WORTH_WORKERS = 12
"""Fewer places than this are built faster than workers are started."""
Engine = Callable[[Workshop, Sequence[Sequence[str]]], Iterator[Sequence[PlaceMade]]]
"""Who makes the places: what came of each task, in any order; its files are in the new version by then."""


class _TaskMade(Frozen):
    """What one task did: results by place, and the files it put into the new version."""

    places: tuple[PlaceMade, ...]
    files: tuple[str, ...]
    changed: tuple[str, ...]
    written: int
    kept: int
    pages: int


def make_places(shop: Workshop, outline: Outline, engine: Engine) -> dict[str, PlaceMade]:
    """Every place's own pages."""
    return {place.path: place for places in engine(shop, list(_tasks(outline.root))) for place in places}


def make_regions(
    shop: Workshop, outline: Outline, made: Mapping[str, PlaceMade]
) -> tuple[dict[str, Summary], dict[str, tuple[str, ...]]]:
    """The pages of every region; answers the rolled-up summaries of all places, and the pages of each region."""
    rolled: dict[str, Summary] = {}
    for place in reversed(list(outline.root.walk())):
        rolled[place.path] = roll_up(made[place.path].summary, (rolled[child.path] for child in place.children))
    homes = {  # from below: a page leads only to pages that are there
        place.path: shop.make_region(place, made[place.path].problems, rolled)
        for place in reversed(list(outline.root.walk()))
        if not place.is_village
    }
    write_regions(shop.staging, outline, {path: one.urls for path, one in made.items()})
    return rolled, homes


def _tasks(root: Place) -> Iterator[tuple[str, ...]]:
    """A task is a region's own records with those of its villages."""
    for place in root.walk():
        if not place.is_village:
            yield (place.path, *(child.path for child in place.children if child.is_village))


def run_here(shop: Workshop, tasks: Sequence[Sequence[str]], *, opening: Opening) -> Iterator[Sequence[PlaceMade]]:
    """Tasks one after the other, or by several processes of this machine where they are worth starting."""
    if opening.jobs < 2 or len(shop.places) < _WORTH_WORKERS:
        for task in progress(tasks, "生成"):
            yield _make_task(shop, task).places
        return
    _inherit(shop)
    enter = partial(_enter_worker, os.getpid())
    if not can_fork():
        enter = partial(_enter_anew, os.getpid(), opening, shop.staging.site, precompress=shop.staging.precompress)
    with shared_by(opening.jobs, enter) as workers:
        futures = [workers.submit(_make_inherited, task) for task in tasks]
        for future in progress(futures, "生成"):
            result = future.result()
            shop.staging.adopt(result.files, result.changed, result.written, result.kept)
            shop.renderer.rendered += result.pages
            yield result.places
    _inherit(None)


_inherited: Workshop | None = None


def _inherit(shop: Workshop | None) -> None:
    global _inherited  # noqa: PLW0603 - the one thing forked workers find instead of being sent
    _inherited = shop


def _enter_worker(parent: int) -> None:
    if _inherited is not None:
        _inherited.staging.enter_worker(parent)


def _enter_anew(parent: int, opening: Opening, site: Path, *, precompress: bool) -> None:
    """The same where nothing was inherited: the worker opens a workshop of its own, on the same folder."""
    _inherit(opening.open_anew(Staging(site, precompress=precompress, joined=True)))
    _enter_worker(parent)


def _make_inherited(paths: Sequence[str]) -> _TaskMade:
    if _inherited is None:
        raise RuntimeError("a worker was started without its workshop")
    return _make_task(_inherited, paths)


def _make_task(shop: Workshop, paths: Sequence[str]) -> _TaskMade:
    staging = shop.staging
    files, changed, written, kept = len(staging.names), len(staging.changed), staging.written, staging.kept
    pages = shop.renderer.rendered
    places = shop.make_town(paths)
    return _TaskMade(
        places=places,
        files=tuple(staging.names[files:]),
        changed=tuple(staging.changed[changed:]),
        written=staging.written - written,
        kept=staging.kept - kept,
        pages=shop.renderer.rendered - pages,
    )
