"""Makes one place: checks it, writes its pages, and returns what places above need of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from cunwu.core.frozen import Frozen, replace as evolve
from cunwu.core.paths import BOARD
from cunwu.core.problem import Problem
from cunwu.derive.doubles import Double, claims_of, doubles_in
from cunwu.derive.gathered import with_gathered
from cunwu.derive.inspections import Inspected, inspected_in
from cunwu.derive.posted import Named, PostedTo, cadres_called, has_deeper, named_in
from cunwu.derive.summary import Summary, derive_summary
from cunwu.derive.summary_form import to_plain
from cunwu.exports.published import data_url, published_files
from cunwu.kinds.fields import leads_to_cadres, leads_to_places
from cunwu.kinds.inspection import INSPECTION
from cunwu.kinds.record import Kind, Record
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.irregular import irregularities_of
from cunwu.pages.parts.links import place_url
from cunwu.pages.parts.papers import attached_files
from cunwu.pages.parts.pictures import Card, code_url
from cunwu.pages.places.calendar import calendar_of, calendar_url
from cunwu.pages.places.disclosure import measure
from cunwu.pages.places.search import plan_search
from cunwu.pages.plan import plan_held, plan_home, plan_records
from cunwu.pictures.cards import Hand, hand_of
from cunwu.publish.showing import Seen, Showing
from cunwu.publish.staging import Staging
from cunwu.publish.word_index import has_only_villages, write_below
from cunwu.records.board import Board, kind_of, read_board
from cunwu.records.places import Place
from cunwu.render import Renderer
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


class ToldAbove(Frozen):
    """What the regions above a place record of it, the nearest region first."""

    named: tuple[Named, ...] = ()
    """The records that name it or its cadres."""
    inspected: tuple[Inspected, ...] = ()
    """What inspections found of it."""


NOTHING_ABOVE = ToldAbove()


def posted_to(summary: Summary) -> PostedTo:
    """A village as its region compares it with others."""
    return PostedTo(summary.path, summary.name, summary.posted)


@dataclass
class Workshop(Showing):
    """Everything that making a place takes; forked workers inherit it."""

    renderer: Renderer
    staging: Staging
    places: Mapping[str, Place] = field(default_factory=dict)
    rewrite: Callable[[bytes], bytes] | None = None
    """What turns each page of the board into another script."""
    terms: dict[str, Terms] = field(default_factory=dict)
    """Path → search terms of the places made last; callers take them out, because a large board has very many."""
    _told: dict[str, ToldAbove] = field(default_factory=dict)
    """Path of a region → what its records tell of places below: looked up once, not once a village."""

    def make_town(self, paths: Sequence[str]) -> tuple[PlaceMade, ...]:
        """Make the records of a region and of its villages; `paths` begins with the region.

        A region that has regions below is left to the caller: whom two of its towns claim is known after these.
        """
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
        is_town = has_only_villages(region)
        claims = [one for to in posted for one in claims_of(self.places[to.path], to.people)] if is_town else ()
        seen = self.see(region, posted, board, doubles_in(claims))
        # The page of a cadre lists the records of the region that name him, which only the region can resolve.
        for village in named.values():
            made[village.place.path] = self._make_village(village, _named_in(seen.context))
        if is_town:
            made[region.path] = self.make_place(seen)
            write_below(self.staging, region, [self.terms.pop(path) for path in paths])
        for path in made:
            self.terms.pop(path, None)
        return tuple(made.values())

    def _make_village(self, seen: Seen, cadres: Sequence[Named] = ()) -> PlaceMade:
        made = self.make_place(seen, self._told_above(seen.place, cadres))
        self.staging.settle(board_folder(made.path), made.urls)
        seen.place.let_go()
        return made

    def _told_above(self, place: Place, cadres: Sequence[Named]) -> ToldAbove:
        """What the regions above tell of a place, as far as their records may be shown, and what names its cadres."""
        above = [self._told_by(region) for region in place.lineage[-2::-1]]
        named = (*(one for one in cadres if one.number), *(one for told in above for one in told.named))
        inspected = (one for told in above for one in told.inspected)
        return ToldAbove(
            tuple(one for one in named if one.path == place.path),
            tuple(one for one in inspected if one.path == place.path),
        )

    def _told_by(self, region: Place) -> ToldAbove:
        if region.path not in self._told:
            tells = any(_tells_of_places(kind_of(path, region), region) for path in region.files)
            # Villages are made before the regions above them; their postings are read where the check needs them.
            context = self.see(region, None).context if tells else None
            self._told[region.path] = NOTHING_ABOVE if context is None else _told_in(context, self.site.as_of)
        return self._told[region.path]

    def make_place(self, seen: Seen, told: ToldAbove = NOTHING_ABOVE) -> PlaceMade:
        """Write the pages of the records of a place, of which the regions above told something."""
        mark, place, verdict = self.staging.mark(), seen.place, seen.verdict
        context = replace(seen.context, named=told.named, inspected=told.inspected)
        disclosures = measure(context)
        for attached, content in attached_files(context):  # before the pages, copies of which hold the small ones
            self.staging.write(attached, content)
        self._write_pages(place, plan_records(context, disclosures))
        own = derive_summary(
            context.board,
            self.site.as_of,
            held=not verdict.is_clean,
            settings_on=context.settings_on,
            disclosures=disclosures,
            irregular=irregularities_of(context),
            waiting=context.waiting,
        )
        own = own if place.is_village else evolve(own, named=_named_in(context))
        summary = with_gathered(own, context.board, self.site.as_of)
        if place.is_village:
            self._write_summary(place, summary)
        if place.is_village and context.board.files:
            self._write_pages(place, plan_home(context, {place.path: summary}, disclosures))
            for name, content in published_files(context.board):
                self.staging.write(data_url(place, name), content)
        elif place.is_village:
            faulty = {problem.file for problem in verdict.problems if problem.is_error}
            self._write_pages(place, [plan_held(context, tuple(sorted(faulty)))])
        self.terms[place.path] = frozenset()
        if context.is_searched:
            self.terms[place.path] = self._write_search(context)
        urls = self.staging.since(mark)
        return PlaceMade(place.path, verdict.problems, summary, urls, context.uncommitted)

    def make_region(
        self,
        place: Place,
        problems: Sequence[Problem],
        rolled: Mapping[str, Summary],
        below: Callable[[str], Collection[str]],
        *,
        told: ToldAbove = NOTHING_ABOVE,
        doubles: Sequence[Double] = (),
    ) -> tuple[str, ...]:
        """Write the pages of a region about the places below it; returns their addresses.

        `below` returns the addresses of the pages of a place below, by its path; `told` is as in `make_place`,
        `doubles` as in `see`.
        """
        mark = self.staging.mark()
        own = rolled[place.path]
        villages = (posted_to(rolled[path]) for path in own.below if rolled[path].is_village)
        past = self._past(villages, doubles)
        shown = self._shown(read_board(self.source, place), problems, past)
        context = replace(shown, below=below, waiting=own.waiting, named=told.named, inspected=told.inspected)
        self._write_summary(place, rolled[place.path])
        self._write_pages(place, plan_home(context, rolled))
        return self.staging.since(mark)

    def _write_pages(self, place: Place, pages: Iterable[Page]) -> None:
        for page in pages:
            html = self.renderer.render(page)
            self._write_page(page.url, html)
            if page.copy:
                self._write_page(page.copy, self.renderer.copy_of(page, html, self.site.address))
            if page.picture_copy:
                held = self.renderer.copy_of(page, html, self.site.address, self.staging.read)
                self._write_page(page.picture_copy, held)
            if page.copy or page.url == place_url(place):
                self._write_code(page.url, self.site.address_of(page.url))
            if page.card is not None:
                self.staging.write_once(page.card.url, partial(self._draw, page.card))

    def _write_code(self, url: str, address: str) -> None:
        """Write the QR code of a page, if it has an address."""
        if beside := code_url(url, address):
            self.staging.write_once(beside, partial(_code_of, address))

    def _draw(self, card: Card) -> bytes:
        if self._hand is None:
            raise RuntimeError("nothing draws on this machine, yet a page has a picture")
        rewrite = self.rewrite
        return self._hand.draw(card, str if rewrite is None else lambda text: rewrite(text.encode()).decode())

    @cached_property
    def _hand(self) -> Hand | None:
        return hand_of(self.renderer.theme)

    def _write_page(self, url: str, content: bytes) -> None:
        rewritten = self.rewrite(content) if self.rewrite is not None and url.endswith(".html") else content
        self.staging.write(url, rewritten)

    def _write_search(self, context: PlaceContext) -> Terms:
        """Write the search page of a place and the files that it loads; returns the terms in them."""
        found = search_of(context)
        for url, content in found.files:
            self.staging.write(url, content)
        self._write_pages(context.place, [plan_search(context)])
        return found.terms

    def _write_summary(self, place: Place, summary: Summary) -> None:
        """Write the summary of a place, and its calendar if it has one."""
        plain = json.dumps(to_plain(summary), ensure_ascii=False, separators=(",", ":"))
        self.staging.write(f"{board_folder(place.path)}/summary.json", f"{plain}\n".encode("utf-8", "replace"))
        calendar = calendar_of(place, self.site.as_of, summary.terms, self.site.identity)
        if calendar is not None:
            self.staging.write(calendar_url(place), calendar)


def _code_of(address: str) -> bytes:
    from cunwu.pictures.qr import picture_of_code  # an address has its code once; most builds need none

    return picture_of_code(address)


def _villages_called(region: Board, villages: Sequence[Place]) -> frozenset[str]:
    """Paths of the villages of which records of a region may call cadres: these are made after the region."""
    below = [PostedTo(place.path, place.name, ()) for place in villages]
    records = (file.record for file in region.files if file.record is not None)
    cadres = (one for record in records for one in cadres_called(record, below))
    return frozenset(village.path for one in cadres for village in one.villages(below))


def _named_in(context: PlaceContext) -> tuple[Named, ...]:
    return named_in(context.board, context.posted, {one.path for one in context.waiting})


def _told_in(context: PlaceContext, as_of: date) -> ToldAbove:
    """What a region tells of places below without knowing their postings."""
    return ToldAbove(_named_in(context), inspected_in(context.board, as_of))


def _tells_of_places(kind: Kind[Any] | None, region: Place) -> bool:
    """Whether records of a kind may tell of places below a region; cadres right below it are told by their town."""
    model: type[Record] | None = kind.record if kind is not None else None
    if model is None or kind is INSPECTION:
        return kind is INSPECTION
    return leads_to_places(model) or (has_deeper(region) and leads_to_cadres(model))


def board_folder(path: str) -> str:
    """The folder in the site with all files about a place and about the places below it."""
    return f"{BOARD}/{path}" if path else BOARD
