"""A build of everything: the places town by town, in one process or several, then the regions from below."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.progress import progress
from cunwu.core.workers import can_fork, shared_by
from cunwu.derive.doubles import claims_of
from cunwu.derive.posted import with_deeper
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.publish.manifest import Manifest, PlaceRow
from cunwu.publish.opening import Opening
from cunwu.publish.place_builder import PlaceMade, Workshop, posted_to
from cunwu.publish.regions import make_region
from cunwu.publish.search_files import write_regions
from cunwu.publish.staging import Handed, Staging
from cunwu.publish.word_index import has_only_villages
from cunwu.records.board import Outline, read_board
from cunwu.records.places import Place

_WORTH_WORKERS = 12
"""With fewer places than this, starting workers takes longer than making the places."""
Engine = Callable[[Workshop, Sequence[Sequence[str]]], Iterator[Sequence[PlaceMade]]]
"""Makes tasks and yields the places of each, in any order; their files are in the new version by then."""


class _TaskMade(Frozen):
    """The result of one task: its places, and the files that it put into the new version."""

    places: tuple[PlaceMade, ...]
    files: Handed
    pages: int


def make_places(shop: Workshop, outline: Outline, engine: Engine, manifest: Manifest) -> None:
    """Make the pages of every place's records; results go into the manifest, so that they need no memory.

    Regions above others come last: whom their villages claim, in different towns, is compared once over all of them.
    """
    positions = {child.path: number for place in outline.root.walk() for number, child in enumerate(place.children)}
    for places in engine(shop, list(_tasks(outline.root))):
        for made in places:
            place = shop.places[made.path]
            manifest.put(_row_of(place, positions.get(made.path, 0), made))
            manifest.claims.put(claims_of(place, made.summary.posted))
    manifest.claims.compare_all()
    for place in outline.root.walk():
        if not (place.is_village or has_only_villages(place)):
            board = read_board(shop.source, place)
            near = [posted_to(from_plain(row.own)) for row in manifest.below(place.path) if row.is_village]
            posted = with_deeper(near, board, lambda one: posted_to(from_plain(_kept(manifest, one.path).own)))
            seen = shop.see(place, posted, board, doubles=manifest.claims.doubles_at(place.path))
            manifest.put(_row_of(place, positions.get(place.path, 0), shop.make_place(seen)))
            shop.terms.pop(place.path)


def make_regions(shop: Workshop, outline: Outline, manifest: Manifest) -> None:
    """Make the pages and the search files of every region."""
    for place in reversed(list(outline.root.walk())):  # from below: the sums of a region depend on the places below it
        if not place.is_village:
            manifest.put(make_region(shop, manifest, place, _kept(manifest, place.path)))
    write_regions(shop.staging, outline, lambda path: _kept(manifest, path).urls)


def _kept(manifest: Manifest, path: str) -> PlaceRow:
    row = manifest.place(path)
    if row is None:
        raise KeyError(path)
    return row


def _row_of(place: Place, position: int, made: PlaceMade) -> PlaceRow:
    own = to_plain(made.summary, whole=True)
    return PlaceRow(
        path=place.path,
        parent=place.parent.path if place.parent else None,
        position=position,
        name=place.name,
        full_name=place.full_name,
        is_village=place.is_village,
        problems=made.problems,
        own=own,
        rolled={},
        urls=made.urls,
        home_urls=(),
        uncommitted=made.uncommitted,
    )


def _tasks(root: Place) -> Iterator[tuple[str, ...]]:
    """A task for each region: its path, then those of its villages."""
    for place in root.walk():
        if not place.is_village:
            yield (place.path, *(child.path for child in place.children if child.is_village))


def run_here(shop: Workshop, tasks: Sequence[Sequence[str]], *, opening: Opening) -> Iterator[Sequence[PlaceMade]]:
    """Make tasks one after the other, or in several processes of this machine if there are enough places."""
    if opening.jobs < 2 or len(shop.places) < _WORTH_WORKERS:
        for task in progress(tasks, "生成"):
            yield shop.make_town(task)
        return
    _inherit(shop)
    enter = partial(_enter_worker, os.getpid())
    if not can_fork():
        enter = partial(_enter_anew, os.getpid(), opening, shop.staging.site, precompress=shop.staging.precompress)
    with shared_by(opening.jobs, enter) as workers:
        futures = [workers.submit(_make_inherited, task) for task in tasks]
        for future in progress(futures, "生成"):
            result = future.result()
            shop.staging.adopt(result.files)
            shop.renderer.rendered += result.pages
            yield result.places
    _inherit(None)


_inherited: Workshop | None = None


def _inherit(shop: Workshop | None) -> None:
    global _inherited  # noqa: PLW0603 - forked workers inherit it; it is too large to be sent
    _inherited = shop


def _enter_worker(parent: int) -> None:
    if _inherited is not None:
        _inherited.staging.enter_worker(parent)


def _enter_anew(parent: int, opening: Opening, site: Path, *, precompress: bool) -> None:
    """Enter a worker that was not forked: it opens a workshop that writes into the same folder."""
    _inherit(opening.open_anew(Staging(site, precompress=precompress, joined=True)))
    _enter_worker(parent)


def _make_inherited(paths: Sequence[str]) -> _TaskMade:
    if _inherited is None:
        raise RuntimeError("a worker was started without its workshop")
    mark, pages = _inherited.staging.mark(), _inherited.renderer.rendered
    places = _inherited.make_town(paths)
    return _TaskMade(places, _inherited.staging.hand_over(mark), _inherited.renderer.rendered - pages)
