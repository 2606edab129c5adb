"""What a parent place needs to know of a place below it: never the place's records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from cunwu.board import Board
from cunwu.derive.disclosure import Disclosure, State, derive_disclosures
from cunwu.kinds.deed import DEED
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.posting import POSTING
from cunwu.kinds.project import PROJECT
from cunwu.kinds.visit import VISIT
from cunwu.values.quantity import Quantity, total_quantity


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that roll up: every total is the sum of what lies below."""

    villages: int = 0
    cadres: int = 0
    projects: int = 0
    projects_open: int = 0
    deeds: int = 0
    meetings: int = 0
    missing: int = 0
    """Items that are due and not disclosed."""
    households_visited: Quantity | None = None

    def __add__(self, other: Tally) -> Tally:
        visited = [quantity for quantity in (self.households_visited, other.households_visited) if quantity]
        return Tally(
            villages=self.villages + other.villages,
            cadres=self.cadres + other.cadres,
            projects=self.projects + other.projects,
            projects_open=self.projects_open + other.projects_open,
            deeds=self.deeds + other.deeds,
            meetings=self.meetings + other.meetings,
            missing=self.missing + other.missing,
            households_visited=total_quantity(visited) if visited else None,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """One place as its parent shows it."""

    path: str
    name: str
    is_village: bool
    is_demonstration: bool
    disclosures: tuple[Disclosure, ...]
    tally: Tally
    held: bool
    """Whether its new version has errors, so that an older one, or none, is shown."""


_OPEN = frozenset({"计划", "立项", "招标", "在建", "停工", "完工"})
_HOUSEHOLDS = "户"


def derive_summary(board: Board, as_of: date, *, held: bool) -> Summary:
    """The summary of one place's own records; places below it are added by `roll_up`."""
    place = board.place
    # The newest record itself stays behind: a summary travels to parents and between processes.
    lines = derive_disclosures(board, as_of) if place.is_village else ()
    disclosures = tuple(replace(line, newest_record=None) for line in lines)
    projects = board.records(PROJECT)
    return Summary(
        path=place.path,
        name=place.name,
        is_village=place.is_village,
        is_demonstration=place.is_demonstration,
        disclosures=disclosures,
        tally=Tally(
            villages=int(place.is_village),
            cadres=sum(posting.covers(as_of, as_of) for posting in board.records(POSTING)),
            projects=len(projects),
            projects_open=sum(project.status in _OPEN for project in projects),
            deeds=len(board.records(DEED)),
            meetings=len(board.records(MEETING)),
            missing=sum(line.state is State.MISSING for line in disclosures),
            households_visited=_households(board),
        ),
        held=held,
    )


def _households(board: Board) -> Quantity | None:
    stated = [visit.households for visits in board.records(VISIT) for visit in visits.visits]
    counted = [quantity for quantity in stated if isinstance(quantity, Quantity) and quantity.unit == _HOUSEHOLDS]
    return total_quantity(counted) if counted else None


def roll_up(own: Summary, below: Iterable[Summary]) -> Summary:
    """A place with everything below it; demonstration places never enter the totals of real ones."""
    tally = own.tally
    for summary in below:
        if own.is_demonstration or not summary.is_demonstration:
            tally += summary.tally
    return Summary(own.path, own.name, own.is_village, own.is_demonstration, own.disclosures, tally, held=own.held)
