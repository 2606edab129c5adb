"""Makes one place: checks it, writes its pages, and returns what places above need of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD
from cunwu.core.problem import Problem
from cunwu.derive.gathered import with_gathered
from cunwu.derive.past import Past
from cunwu.derive.readable import readable_on
from cunwu.derive.rotation import PostedTo
from cunwu.derive.summary import Summary, derive_summary
from cunwu.derive.summary_form import to_plain
from cunwu.exports.published import data_url, published_files
from cunwu.kinds.base import with_fields
from cunwu.kinds.fields import fields_of
from cunwu.kinds.region import Region
from cunwu.pages.parts.context import Page, PlaceContext, Site
from cunwu.pages.parts.irregular import irregularities_of
from cunwu.pages.places.calendar import calendar_of, calendar_url
from cunwu.pages.places.disclosure import measure
from cunwu.pages.places.search import plan_search
from cunwu.pages.plan import plan_held, plan_home, plan_records
from cunwu.publish.held import settle
from cunwu.publish.staging import Staging
from cunwu.publish.word_index import has_only_villages, write_below
from cunwu.records.board import Board, read_board
from cunwu.records.places import Known, Place
from cunwu.records.source import Source
from cunwu.render import Renderer
from cunwu.rules.checker import check_place
from cunwu.search.below import Terms
from cunwu.search.lines import searched_records
from cunwu.search.pieces import pieces_of, search_folder
from cunwu.values.needle import terms_of


class PlaceMade(Frozen):
    """One place built; small, because it is sent between processes and kept for the next build."""

    path: str
    problems: tuple[Problem, ...]
    summary: Summary
    """The summary of its records, without places below."""
    urls: tuple[str, ...]
    """Addresses of the files written for it, without those of a region's home."""
    uncommitted: int


@dataclass
class Workshop:
    """Everything that making a place takes; forked workers inherit it."""

    root: Path
    source: Source
    site: Site
    renderer: Renderer
    staging: Staging
    places: Mapping[str, Place] = field(default_factory=dict)
    terms: dict[str, Terms] = field(default_factory=dict)
    """Path → search terms of the places made last; callers take them out, because a large board has very many."""

    def make_town(self, paths: Sequence[str]) -> tuple[PlaceMade, ...]:
        """Make the records of a region and of its villages; `paths` begins with the region."""
        region, made = self.places[paths[0]], list[PlaceMade]()
        for place in (self.places[path] for path in paths[1:]):
            made.append(self.make_place(place))
            self.staging.settle(board_folder(place.path), made[-1].urls)
            place.let_go()
        made.append(self.make_place(region, [one.summary for one in made]))
        terms = [self.terms.pop(path) for path in paths]
        if has_only_villages(region):
            write_below(self.staging, region, terms)
        return tuple(made)

    def make_place(self, place: Place, below: Iterable[Summary] = ()) -> PlaceMade:
        """Check a place and write the pages of its records; one with errors as it last was without.

        Of a region, `below` are the summaries of its villages: what they tell together is told by the region.
        """
        mark, past = self.staging.mark(), self._past(below)
        verdict = check_place(self.source, place, self.site.as_of, past)
        context = self._shown(verdict.board, verdict.problems, past)
        disclosures = measure(context)
        self._write_pages(plan_records(context, disclosures))
        own = derive_summary(
            context.board,
            self.site.as_of,
            held=not verdict.is_clean,
            disclosures=disclosures,
            irregular=irregularities_of(context),
            waiting=context.waiting,
        )
        summary = with_gathered(own, context.board, self.site.as_of)
        if place.is_village:
            self._write_summary(place, summary)
        if place.is_village and context.board.files:
            self._write_pages(plan_home(context, {place.path: summary}, disclosures))
            for name, content in published_files(context.board):
                self.staging.write(data_url(place, name), content)
        elif place.is_village:
            faulty = {problem.file for problem in verdict.problems if problem.is_error}
            self._write_pages([plan_held(context, tuple(sorted(faulty)))])
        self.terms[place.path] = frozenset()
        if context.is_searched:
            self.terms[place.path] = self._write_search(context)
        urls = self.staging.since(mark)
        return PlaceMade(place.path, verdict.problems, summary, urls, context.uncommitted)

    def _past(self, below: Iterable[Summary]) -> Past:
        posted = tuple(PostedTo(one.path, one.name, one.posted) for one in below if one.is_village)
        return Past(lambda: self.site.history, self.site.as_of, posted=posted)

    def make_region(
        self,
        place: Place,
        problems: Sequence[Problem],
        rolled: Mapping[str, Summary],
        below: Callable[[str], Collection[str]],
    ) -> tuple[str, ...]:
        """Write the pages of a region about the places below it; returns their addresses.

        `below` returns the addresses of the pages of a place below, by its path.
        """
        mark = self.staging.mark()
        own = rolled[place.path]
        past = self._past(rolled[path] for path in own.below)
        shown = self._shown(read_board(self.source, place), problems, past)
        context = replace(shown, below=below, waiting=own.waiting)
        self._write_summary(place, rolled[place.path])
        self._write_pages(plan_home(context, rolled))
        return self.staging.since(mark)

    def _write_pages(self, pages: Iterable[Page]) -> None:
        for page in pages:
            self.staging.write(page.url, self.renderer.render(page))

    def _write_search(self, context: PlaceContext) -> Terms:
        """Write the search page of a place and the files that it loads; returns the terms in them."""
        folder, pieces = search_folder(context.place.path), tuple(pieces_of(searched_records(context)))
        for piece in pieces:
            self.staging.write(folder + piece.name, piece.content)
        self._write_pages([plan_search(context, [(piece.name, len(piece.content)) for piece in pieces])])
        return terms_of(frozenset[str]().union(*(piece.texts for piece in pieces)))

    def _write_summary(self, place: Place, summary: Summary) -> None:
        """Write the summary of a place, and its calendar if it has one."""
        plain = json.dumps(to_plain(summary), ensure_ascii=False, separators=(",", ":"))
        self.staging.write(f"{board_folder(place.path)}/summary.json", f"{plain}\n".encode("utf-8", "replace"))
        calendar = calendar_of(place, self.site.as_of, summary.terms, self.site.identity)
        if calendar is not None:
            self.staging.write(calendar_url(place), calendar)

    def _shown(self, board: Board, problems: Sequence[Problem], past: Past) -> PlaceContext:
        """What is shown of a place: records with errors as they last were without, all others as they are."""
        if not any(problem.is_error for problem in problems):
            return self._context(board, problems)
        place = board.place
        history = self.site.history.of_place(place.path) if self.site.history else None
        settled = settle(self.root, board, problems, history, past)
        if settled is not None:
            return replace(self._context(settled.board, settled.problems), waiting=settled.waiting)
        if place.is_village:  # the page of a held village says this itself
            return PlaceContext(self.site, Board(place, ()))
        errors = sum(problem.is_error for problem in problems)
        held = f"新提交的记录有 {errors} 处错误，没有通过检查，暂时不公布。"
        return PlaceContext(self.site, Board(_named_only(place), ()), held)

    def _context(self, board: Board, notices: Sequence[Problem] = ()) -> PlaceContext:
        """The board as it may be shown on the day of the build: lists that name people only while their notice runs."""
        readable, whole = readable_on(board, self.site.as_of)
        # What is irregular is said in figures; of other notices some quote the names in such lists.
        told = [problem for problem in notices if problem.is_irregular or problem.file not in whole]
        return PlaceContext(self.site, readable, notices=told, whole=whole)


def board_folder(path: str) -> str:
    """The folder in the site with all files about a place and about the places below it."""
    return f"{BOARD}/{path}" if path else BOARD


def _named_only(place: Place) -> Place:
    """A region with only its name, level and mark of a demonstration; all other fields are absent."""
    kept = ("name", "level", "demonstration")
    blank = {spec.name: spec.absent for spec in fields_of(Region) if spec.name not in kept}
    known = Known(with_fields(place.record, blank) if place.record else None)
    return replace(place, reader=lambda _: known)
