"""What rolls up year by year: what a paper states of some years is compared with these, and with no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.kinds.bulletin import BULLETIN
from cunwu.kinds.deed import DEED
from cunwu.kinds.linkage import LINKAGE
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.visit import VISIT
from cunwu.records.board import Board
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity

HOUSEHOLDS, CARE, DEEDS, MEETINGS = "走访户数", "慰问金", "实事", "会议"
BULLETINS = "简报"
"""Issues of bulletins; each level's are counted apart, because papers count them so: 简报（县）."""
_LEVELS = {"区": "县", "乡": "镇", "街道": "镇"}
"""Level of a place → the level that papers count it with."""

ByYear = tuple[tuple[str, int, int], ...]
"""Item, year and number, of care in 分; sorted. The year is 0 where the day is not known or the span is of several."""


class Counted(Frozen):
    """What there is of an item in some years."""

    number: int
    undated: int
    """What may belong to these years or to others."""


def count_by_year(board: Board) -> ByYear:
    """Households visited, care, deeds, meetings and issues of bulletins of one place."""
    found: Counter[tuple[str, int]] = Counter()
    for item, day, number in _facts(board):
        found[item, _year_of(day)] += number
    return _sorted(found)


def bulletins_at(level: str) -> str:
    """The item under which the issues of a level are counted."""
    return f"{BULLETINS}（{_LEVELS.get(level, level)}）"


def add_years(one: ByYear, other: ByYear) -> ByYear:
    """The numbers of two places together."""
    found: Counter[tuple[str, int]] = Counter()
    for item, year, number in (*one, *other):
        found[item, year] += number
    return _sorted(found)


def counted_in(rows: ByYear, item: str, years: Iterable[int]) -> Counted:
    """What there is of an item in these years; of bulletins without a level those of all levels."""
    own = Counter[int]()
    for word, year, number in rows:
        own[year] += number if word == item or (item == BULLETINS and word.startswith(f"{BULLETINS}（")) else 0
    return Counted(sum(own.get(year, 0) for year in years), own.get(0, 0))


def _sorted(found: Counter[tuple[str, int]]) -> ByYear:
    return tuple((item, year, number) for (item, year), number in sorted(found.items()) if number)


def _facts(board: Board) -> Iterator[tuple[str, object, int]]:
    for visits in board.records(VISIT):
        for visit in visits.visits:
            day = visit.on if isinstance(visit.on, PartialDay) else visits.period
            if isinstance(visit.households, Quantity) and visit.households.unit == "户":
                yield HOUSEHOLDS, day, int(visit.households.number)
            if isinstance(visit.money, Money):
                yield CARE, day, visit.money.fen
    for linkage in board.records(LINKAGE):
        for call in linkage.calls:
            if isinstance(call.money, Money):
                yield CARE, call.on if isinstance(call.on, PartialDay) else linkage.period, call.money.fen
    yield from ((DEEDS, deed.when, 1) for deed in board.records(DEED))
    issues = (one for one in board.records(BULLETIN) if one.is_issue)
    yield from ((bulletins_at(board.place.level), one.when, 1) for one in issues)
    yield from ((MEETINGS, meeting.held_on, 1) for meeting in board.records(MEETING))


def _year_of(day: object) -> int:
    first, last = (day.first, day.last) if isinstance(day, PartialDay | Period) else (day, day)
    return first.year if isinstance(first, date) and isinstance(last, date) and first.year == last.year else 0
