"""How long somebody has been in one village, all postings of the same person together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from cunwu.core.frozen import Frozen
from cunwu.kinds.posting import Posting
from cunwu.values.dates import PartialDay
from cunwu.values.names import fold_name, fold_person

_MONTH = 30.4375
CONSTANT = ("sex", "birth_band")
"""What does not change from one posting to the next: education and party may."""


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


@dataclass(frozen=True)
class People:
    """Postings by the person who has them; each is looked up without comparing it with all others."""

    postings: tuple[Posting, ...]

    def of(self, posting: Posting) -> tuple[Posting, ...]:
        """All postings of the person of one of them: of the same name, from a sending unit that is the same."""
        found = {id(one): one for key in _keys(posting) for one in self._by_key[key]}
        return tuple(found.values()) or (posting,)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], list[Posting]]:
        found: dict[tuple[str, str], list[Posting]] = {}
        for posting in self.postings:
            for key in _keys(posting):
                found.setdefault(key, []).append(posting)
        return found


def _keys(posting: Posting) -> Iterator[tuple[str, str]]:
    if posting.name is not None:
        name = fold_person(posting.name)
        yield from ((name, unit) for unit in sorted(set(map(fold_name, posting.units))))


def stay_of(people: People, posting: Posting, as_of: date) -> Stay | None:
    """The time up to the end of a posting; None of a team, and where a day is not known."""
    own = certain_span(posting, as_of)
    if own is None or posting.role == "工作队":
        return None
    same = people.of(posting)
    spans = sorted(span for one in same if (span := certain_span(one, as_of)) is not None and span[1] <= own[1])
    days, reached = 0, date.min
    for since, until in spans:
        days += max(0, (until - max(since, reached)).days)
        reached = max(reached, until)
    return Stay(days, own[1], len(spans))


def at_once(people: People, as_of: date) -> Iterator[tuple[Posting, Posting, int]]:
    """Postings of one person in one village at once, the earlier first, with the days on which both hold.

    Left out are teams, and two of one name and unit who are stated to differ in what does not change.
    """
    spans = [(one, span) for one in people.postings if (span := certain_span(one, as_of)) is not None]
    ordered = sorted(spans, key=lambda pair: (pair[1], pair[0].number))
    known = {one.number: (place, span) for place, (one, span) in enumerate(ordered)}
    for place, (later, span) in enumerate(ordered):
        for earlier in people.of(later):
            before = known.get(earlier.number)
            if before is None or before[0] >= place or "工作队" in (earlier.role, later.role):
                continue
            days = (min(before[1][1], span[1]) - span[0]).days
            if days > 0 and not _differ(earlier, later):
                yield earlier, later, days


def _differ(one: Posting, other: Posting) -> bool:
    stated = ((getattr(one, name), getattr(other, name)) for name in CONSTANT)
    return any(None not in pair and pair[0] != pair[1] for pair in stated)


def certain_span(posting: Posting, as_of: date) -> tuple[date, date] | None:
    """The first and last day of a posting that are certain; None if one is not known, or lies ahead."""
    if not isinstance(posting.since, PartialDay):
        return None
    if posting.until is not None and not isinstance(posting.until, PartialDay):
        return None
    until = min(as_of, posting.until.first) if posting.until is not None else as_of
    return (posting.since.last, until) if posting.since.last <= until else None
