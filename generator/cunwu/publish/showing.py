"""What may be shown of a place on a day: its records checked, those with errors as they last were without."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Problem
from cunwu.derive.doubles import Double
from cunwu.derive.past import Past
from cunwu.derive.posted import PostedTo, posted_in
from cunwu.derive.readable import readable_on
from cunwu.kinds.base import with_fields
from cunwu.kinds.fields import fields_of
from cunwu.kinds.region import Region
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.publish.held import settle
from cunwu.records.board import Board, read_board
from cunwu.records.places import Known, Place
from cunwu.records.source import Source
from cunwu.rules.checker import Verdict, check_board


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


@dataclass
class Showing:
    """What is needed to see a place: its records, their history, the day."""

    root: Path
    source: Source
    site: Site

    def see(
        self,
        place: Place,
        posted: Iterable[PostedTo] | None = (),
        board: Board | None = None,
        doubles: Sequence[Double] = (),
    ) -> Seen:
        """Check a place, whose `board` may have been read; its records with errors are seen as they last were without.

        Of a region, `posted` are its villages, `doubles` whom two places below it claim: what they tell together is
        told by the region.
        """
        past, board = self._past(posted, doubles), board or read_board(self.source, place)
        verdict = Verdict(place, board, check_board(board, self.site.as_of, past))
        return Seen(place, verdict, self._shown(verdict.board, verdict.problems, past), self.site.as_of)

    def _past(self, posted: Iterable[PostedTo] | None, doubles: Sequence[Double] = ()) -> Past:
        known = tuple(posted) if posted is not None else None
        return Past(lambda: self.site.history, self.site.as_of, posted=known, doubles=lambda _: doubles)

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


def _named_only(place: Place) -> Place:
    """A region with only its name, its level and what it is marked as; all other fields are absent."""
    kept = ("name", "level", "demonstration", "retold")
    blank = {spec.name: spec.absent for spec in fields_of(Region) if spec.name not in kept}
    known = Known(with_fields(place.record, blank) if place.record else None)
    return replace(place, reader=lambda _: known)
