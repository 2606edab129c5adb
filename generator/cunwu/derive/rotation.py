"""How long somebody has been in one village, all postings of the same person together, and who is in two at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from cunwu.core.frozen import Frozen
from cunwu.kinds.posting import POSTING, Posting
from cunwu.records.board import Board, kind_of, read_file
from cunwu.values.dates import PartialDay
from cunwu.values.names import fold_name, fold_person

_MONTH = 30.4375
LONGEST_DOUBLE = 31
"""Days for which somebody may be in two villages at once: a relief, or the days of a change."""


class Stay(Frozen):
    """The time that one person has been in one village up to the end of a posting."""

    days: int
    until: date
    postings: int
    """How many postings it is made of."""

    def is_over(self, years: int) -> bool:
        """Whether it is more than so many years, to the day."""
        begun = self.until - timedelta(days=self.days)
        return (self.until.year - years, self.until.month, self.until.day) > (begun.year, begun.month, begun.day)


def length_of(days: int) -> str:
    """“2 年 3 个月”, of days; less than a month in days."""
    years, months = divmod(int(days / _MONTH), 12)
    parts = (f"{years} 年" if years else "", f"{months} 个月" if months else "")
    return " ".join(filter(None, parts)) or f"{days} 天"


def stay_of(postings: Iterable[Posting], posting: Posting, as_of: date) -> Stay | None:
    """The time up to the end of a posting; None of a team, and where a day is not known."""
    own = _span(posting, as_of)
    if own is None or posting.role == "工作队":
        return None
    same = (one for one in postings if one is posting or is_same_person(one, posting))
    spans = sorted(span for one in same if (span := _span(one, as_of)) is not None and span[1] <= own[1])
    days, reached = 0, date.min
    for since, until in spans:
        days += max(0, (until - max(since, reached)).days)
        reached = max(reached, until)
    return Stay(days, own[1], len(spans))


def _span(posting: Posting, as_of: date) -> tuple[date, date] | None:
    """The first and last day that are certain; None if one is not known, or lies ahead."""
    if not isinstance(posting.since, PartialDay):
        return None
    if posting.until is not None and not isinstance(posting.until, PartialDay):
        return None
    until = min(as_of, posting.until.first) if posting.until is not None else as_of
    return (posting.since.last, until) if posting.since.last <= until else None


def is_same_person(one: Posting, other: Posting) -> bool:
    """Whether two postings name one person: the same name, and a sending unit that is the same."""
    if one.name is None or other.name is None or fold_person(one.name) != fold_person(other.name):
        return False
    return bool({*map(fold_name, one.units)} & {*map(fold_name, other.units)})


class Posted(Frozen):
    """Somebody posted to a village, as a place above needs to know it."""

    name: str
    units: tuple[str, ...]
    since: date
    until: date
    """The day of the build for somebody who is still there."""


def posted_in(postings: Iterable[Posting], as_of: date) -> tuple[Posted, ...]:
    """Everybody with a name who was posted on some day of the last twelve months."""
    year_ago = as_of - timedelta(days=366)
    found = ((one, _span(one, as_of)) for one in postings if one.name is not None and one.role != "工作队")
    return tuple(
        Posted(one.name or "", one.units, *span) for one, span in found if span is not None and span[1] >= year_ago
    )


class PostedTo(Frozen):
    """The village of a region, and who was posted to it."""

    path: str
    village: str
    """Its name."""
    people: tuple[Posted, ...]


def read_posted(region: Board, as_of: date) -> tuple[PostedTo, ...]:
    """Who was posted to each village right below a region, read from the postings there: for a check.

    A build knows it from the summaries of the villages, and reads no records below a region.
    """
    source, villages = region.source, [place for place in region.place.children if place.is_village]
    found = []
    for village in villages if source is not None else ():
        paths = (path for path in village.files if kind_of(path, village) is POSTING)
        records = [read_file(source, path, POSTING).record for path in paths] if source is not None else []
        postings = [one for one in records if isinstance(one, Posting)]
        if people := posted_in(postings, as_of):
            found.append(PostedTo(village.path, village.name, people))
    return tuple(found)


class Double(Frozen):
    """One person who was in two villages at once."""

    name: str
    unit: str
    villages: tuple[str, str]
    """The names of the two."""
    since: date
    until: date


def people_in_two_villages(posted: Iterable[PostedTo]) -> Iterator[Double]:
    """Who was in two villages for more than a month at once."""
    by_name: dict[str, list[tuple[PostedTo, Posted]]] = {}
    for place in posted:
        for one in place.people:
            by_name.setdefault(fold_person(one.name), []).append((place, one))
    for same in by_name.values():
        for (place, one), (elsewhere, other) in combinations(same, 2):
            units = [unit for unit in one.units if fold_name(unit) in {*map(fold_name, other.units)}]
            since, until = max(one.since, other.since), min(one.until, other.until)
            if place.path != elsewhere.path and units and (until - since).days > LONGEST_DOUBLE:
                yield Double(one.name, units[0], (place.village, elsewhere.village), since, until)
