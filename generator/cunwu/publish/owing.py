"""Everything that is owed below a place, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cunwu.core.frozen import Frozen
from cunwu.core.paths import Project
from cunwu.core.progress import progress
from cunwu.derive.owed import Owed, owed_answers, owed_items, owed_repairs
from cunwu.pages.places.disclosure import measure
from cunwu.publish.opening import Opening
from cunwu.publish.showing import Seen
from cunwu.publish.stale import head_of
from cunwu.records.board import read_outline
from cunwu.records.places import Place
from cunwu.records.source import refuse_foreign


class OwedOrder(Frozen):
    """Which places, and how far to look ahead."""

    project: Project
    place: str
    """Path of a place, with everything below it; empty for all."""
    as_of: date
    ahead: int
    """Days from the day: what falls due later is not listed."""


class OwedFound(Frozen):
    """What is owed, longest overdue first."""

    place: Place
    villages: int
    """Villages looked at; of those that do not say since when they publish nothing is known."""
    untimed: tuple[str, ...]
    """Names of these."""
    owed: tuple[Owed, ...]
    errors: int
    """Errors in the records; what is owed is measured by the versions that had none."""
    has_history: bool
    """Without, what is written counts as published in time."""


def find_owed(order: OwedOrder) -> OwedFound:
    """Measure every village below a place as its pages do. Raises CunwuError if there is no such place."""
    project = order.project
    refuse_foreign(project.root)
    head = head_of(project.root, "")
    known = head if isinstance(head, str) else None
    opening = Opening(project, known, from_commit=False, as_of=order.as_of, stylesheet="", script="")
    source = opening.open_source()
    outline = read_outline(source)
    root = outline.demand(order.place)
    showing = opening.open_showing(source, {place.path: place for place in outline.root.walk()})
    places = [place for place in (*reversed(root.lineage[:-1]), *root.walk()) if not place.is_retold]
    until = order.as_of + timedelta(order.ahead)
    wanted = {place.path for place in root.walk()}
    seen = [showing.see(place, None if not place.is_village else ()) for place in progress(places, root.name)]
    owed = [one for place in seen for one in _owed_in(place, wanted) if one.due <= until]
    villages = [place for place in places if place.is_village]
    return OwedFound(
        root,
        len(villages),
        tuple(place.name for place in villages if getattr(place.record, "joined", None) is None),
        tuple(sorted(owed, key=lambda one: (one.due, one.place.path, one.what))),
        sum(problem.is_error for one in seen for problem in one.verdict.problems),
        known is not None,
    )


def _owed_in(seen: Seen, wanted: set[str]) -> Iterator[Owed]:
    """What the records of one place say is owed by the places that are asked about."""
    context, as_of = seen.context, seen.as_of
    if seen.place.path in wanted:
        yield from owed_answers(context.board, context.settings_on, as_of)
    if seen.place.is_village:
        yield from owed_items(seen.place, measure(context))
    else:
        yield from (one for one in owed_repairs(context.board, as_of) if one.place.path in wanted)
