"""Makes one place: checks it, writes its pages, and returns what places above need of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cunwu.core.frozen import Frozen, replace as evolve
from cunwu.core.paths import BOARD
from cunwu.core.problem import Problem
from cunwu.derive.gathered import with_gathered
from cunwu.derive.inspections import Inspected, inspected_in
from cunwu.derive.past import Past
from cunwu.derive.posted import Named, PostedTo, cadres_called, named_in, posted_in, villages_told
from cunwu.derive.readable import readable_on
from cunwu.derive.summary import Summary, derive_summary
from cunwu.derive.summary_form import to_plain
from cunwu.exports.published import data_url, published_files
from cunwu.kinds.base import with_fields
from cunwu.kinds.fields import fields_of
from cunwu.kinds.inspection import INSPECTION
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
from cunwu.records.board import Board, kind_of, read_board
from cunwu.records.places import Known, Place
from cunwu.records.source import Source
from cunwu.render import Renderer
from cunwu.rules.checker import Verdict, check_board
from cunwu.search.below import Terms
from cunwu.search.place import search_of


class PlaceMade(Frozen):
    """One place built; small, because it is sent between processes and kept for the next build."""

    path: str
    problems: tuple[Problem, ...]
    summary: Summary
    """The summary of its records, without places below."""
    urls: tuple[str, ...]
    """Addresses of the files written for it, without those of a region's home."""
    uncommitted: int


class Seen(Frozen):
    """A place that was checked, before its pages are made."""

    place: Place
    verdict: Verdict
    context: PlaceContext
    as_of: date

    @property
    def as_posted(self) -> PostedTo:
        """What the region above needs of it before it is made."""
        people = posted_in(self.context.board, self.as_of) if self.place.is_village else ()
        return PostedTo(self.place.path, self.place.name, people)


def posted_to(summary: Summary) -> PostedTo:
    """A village as its region compares it with others."""
    return PostedTo(summary.path, summary.name, summary.posted)


@dataclass
class Workshop:
    """Everything that making a place takes; forked workers inherit it."""

    root: Path
    source: Source
    site: Site
    renderer: Renderer
    staging: Staging
    places: Mapping[str, Place] = field(default_factory=dict)
    rewrite: Callable[[bytes], bytes] | None = None
    """What turns each page of the board into another script."""
    terms: dict[str, Terms] = field(default_factory=dict)
    """Path → search terms of the places made last; callers take them out, because a large board has very many."""
    _inspected: dict[str, tuple[Inspected, ...]] = field(default_factory=dict)
    """Path of a region → what its inspections found: looked up once, not once a village."""

    def make_town(self, paths: Sequence[str]) -> tuple[PlaceMade, ...]:
        """Make the records of a region and of its villages; `paths` begins with the region."""
        region, made, named = self.places[paths[0]], dict[str, PlaceMade](), dict[str, Seen]()
        villages = [self.places[path] for path in paths[1:]]
        board = read_board(self.source, region)
        called = _villages_called(board, villages)
        posted = []
        for place in villages:
            if place.path in called:
                named[place.path] = self.see(place)
                posted.append(named[place.path].as_posted)
            else:
                made[place.path] = self._make_village(self.see(place))
                posted.append(posted_to(made[place.path].summary))
        made[region.path] = self.make_place(self.see(region, posted, board))
        # The page of a cadre lists the records of the region that name him, which only the region can resolve.
        for seen in named.values():
            made[seen.place.path] = self._make_village(seen, made[region.path].summary.named)
        terms = [self.terms.pop(path) for path in paths]
        if has_only_villages(region):
            write_below(self.staging, region, terms)
        return tuple(made.values())

    def _make_village(self, seen: Seen, named: Sequence[Named] = ()) -> PlaceMade:
        made = self.make_place(seen, named, self._inspected_above(seen.place))
        self.staging.settle(board_folder(made.path), made.urls)
        seen.place.let_go()
        return made

    def _inspected_above(self, place: Place) -> tuple[Inspected, ...]:
        """What the regions above found of a place, as far as their inspections may be shown; the nearest first."""
        above = (one for region in place.lineage[-2::-1] for one in self._inspected_by(region))
        return tuple(one for one in above if one.path == place.path)

    def _inspected_by(self, region: Place) -> tuple[Inspected, ...]:
        if region.path not in self._inspected:
            inspects = any(kind_of(path, region) is INSPECTION for path in region.files)
            # Villages are made before the regions above them; their postings are read where the check needs them.
            board = self.see(region, None).context.board if inspects else None
            self._inspected[region.path] = inspected_in(board, self.site.as_of) if board is not None else ()
        return self._inspected[region.path]

    def see(self, place: Place, posted: Iterable[PostedTo] | None = (), board: Board | None = None) -> Seen:
        """Check a place, whose `board` may have been read; its records with errors are seen as they last were without.

        Of a region, `posted` are its villages: what they tell together is told by the region.
        """
        past, board = self._past(posted), board or read_board(self.source, place)
        verdict = Verdict(place, board, check_board(board, self.site.as_of, past))
        return Seen(place, verdict, self._shown(verdict.board, verdict.problems, past), self.site.as_of)

    def make_place(self, seen: Seen, named: Sequence[Named] = (), inspected: Sequence[Inspected] = ()) -> PlaceMade:
        """Write the pages of the records of a place.

        `named` are the records of its region that name it or its cadres, `inspected` is what inspections found of it.
        """
        mark, place, verdict = self.staging.mark(), seen.place, seen.verdict
        context = replace(seen.context, named=tuple(one for one in named if one.path == place.path))
        context = replace(context, inspected=tuple(inspected))
        disclosures = measure(context)
        self._write_pages(plan_records(context, disclosures))
        own = derive_summary(
            context.board,
            self.site.as_of,
            held=not verdict.is_clean,
            settings_on=context.settings_on,
            disclosures=disclosures,
            irregular=irregularities_of(context),
            waiting=context.waiting,
        )
        held = {one.path for one in context.waiting}
        own = own if place.is_village else evolve(own, named=named_in(context.board, context.posted, held))
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

    def _past(self, posted: Iterable[PostedTo] | None) -> Past:
        known = tuple(posted) if posted is not None else None
        return Past(lambda: self.site.history, self.site.as_of, posted=known)

    def make_region(
        self,
        place: Place,
        problems: Sequence[Problem],
        rolled: Mapping[str, Summary],
        below: Callable[[str], Collection[str]],
        inspected: Sequence[Inspected] = (),
    ) -> tuple[str, ...]:
        """Write the pages of a region about the places below it; returns their addresses.

        `below` returns the addresses of the pages of a place below, by its path; `inspected` is as in `make_place`.
        """
        mark = self.staging.mark()
        own = rolled[place.path]
        past = self._past(posted_to(rolled[path]) for path in own.below if rolled[path].is_village)
        shown = self._shown(read_board(self.source, place), problems, past)
        context = replace(shown, below=below, waiting=own.waiting, inspected=tuple(inspected))
        self._write_summary(place, rolled[place.path])
        self._write_pages(plan_home(context, rolled))
        return self.staging.since(mark)

    def _write_pages(self, pages: Iterable[Page]) -> None:
        for page in pages:
            html = self.renderer.render(page)
            self._write_page(page.url, html)
            if page.copy:
                self._write_page(page.copy, self.renderer.copy_of(page, html, self.site.address))

    def _write_page(self, url: str, content: bytes) -> None:
        rewritten = self.rewrite(content) if self.rewrite is not None and url.endswith(".html") else content
        self.staging.write(url, rewritten)

    def _write_search(self, context: PlaceContext) -> Terms:
        """Write the search page of a place and the files that it loads; returns the terms in them."""
        found = search_of(context)
        for url, content in found.files:
            self.staging.write(url, content)
        self._write_pages([plan_search(context)])
        return found.terms

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
            return self._context(board, problems, past)
        place = board.place
        history = self.site.history.of_place(place.path) if self.site.history else None
        settled = settle(self.root, board, problems, history, past)
        if settled is not None:
            return replace(self._context(settled.board, settled.problems, past), waiting=settled.waiting)
        if place.is_village:  # the page of a held village says this itself
            return PlaceContext(self.site, Board(place, ()))
        errors = sum(problem.is_error for problem in problems)
        held = f"新提交的记录有 {errors} 处错误，没有通过检查，暂时不公布。"
        return PlaceContext(self.site, Board(_named_only(place), ()), held)

    def _context(self, board: Board, notices: Sequence[Problem], past: Past) -> PlaceContext:
        """The board as it may be shown on the day of the build: lists that name people only while their notice runs."""
        readable, whole = readable_on(board, self.site.as_of)
        # What is irregular is said in figures; of other notices some quote the names in such lists.
        told = [problem for problem in notices if problem.is_irregular or problem.file not in whole]
        return PlaceContext(self.site, readable, notices=told, whole=whole, known=past, posted=past.posted or ())


def _villages_called(region: Board, villages: Sequence[Place]) -> frozenset[str]:
    """Paths of the villages that records of a region may call or be about: these are made after the region."""
    below = [PostedTo(place.path, place.name, ()) for place in villages]
    records = [file.record for file in region.files if file.record is not None]
    cadres = [one for record in records for one in cadres_called(record, below)]
    told = (path for record in records for path in villages_told(record, below))
    return frozenset((*told, *(village.path for one in cadres for village in one.villages(below))))


def board_folder(path: str) -> str:
    """The folder in the site with all files about a place and about the places below it."""
    return f"{BOARD}/{path}" if path else BOARD


def _named_only(place: Place) -> Place:
    """A region with only its name, its level and what it is marked as; all other fields are absent."""
    kept = ("name", "level", "demonstration", "retold")
    blank = {spec.name: spec.absent for spec in fields_of(Region) if spec.name not in kept}
    known = Known(with_fields(place.record, blank) if place.record else None)
    return replace(place, reader=lambda _: known)
