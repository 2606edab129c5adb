"""What rolls up year by year: what a paper states of some years is compared with these, and with no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.rolled import MISSING, ROUGH
from cunwu.kinds.bulletin import BULLETIN
from cunwu.kinds.deed import DEED
from cunwu.kinds.linkage import LINKAGE
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.request import REQUEST
from cunwu.kinds.training import TRAINING
from cunwu.kinds.visit import VISIT
from cunwu.records.board import Board
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity

HOUSEHOLDS, CARE, DEEDS, MEETINGS, TRAINED, ASKED = "走访户数", "慰问金", "实事", "会议", "培训人次", "诉求"
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
    rough: int = 0
    """How many numbers in it are known only roughly."""
    missing: int = 0
    """How many records do not give theirs."""


def count_by_year(board: Board) -> ByYear:
    """Households visited, care, deeds, meetings, issues of bulletins, trainings and requests of one place."""
    found: Counter[tuple[str, int]] = Counter()
    for item, day, value in _facts(board):
        year = _year_of(day)
        if value is None:
            found[f"{item} {MISSING}", year] += 1
            continue
        found[item, year] += value if isinstance(value, int) else _fen_or_number(value)
        found[f"{item} {ROUGH}", year] += isinstance(value, Quantity) and value.approximate
    return _sorted(found)


def bulletins_at(level: str) -> str:
    """The item under which the issues of a level are counted."""
    return f"{BULLETINS}（{_LEVELS.get(level, level)}）"


def _fen_or_number(value: Money | Quantity) -> int:
    if isinstance(value, Money):
        return value.fen
    return int(value.number * (100 if value.unit == "元" else 1))


def add_years(one: ByYear, other: ByYear) -> ByYear:
    """The numbers of two places together."""
    found: Counter[tuple[str, int]] = Counter()
    for item, year, number in (*one, *other):
        found[item, year] += number
    return _sorted(found)


def counted_in(rows: ByYear, item: str, years: Iterable[int]) -> Counted:
    """What there is of an item in these years; of bulletins without a level those of all levels."""
    years, known = (*years,), Counter[tuple[str, int]]()
    for word, year, number in rows:
        known[item if item == BULLETINS and word.startswith(f"{BULLETINS}（") else word, year] += number
    rough, missing = (sum(known[f"{item} {word}", year] for year in (*years, 0)) for word in (ROUGH, MISSING))
    return Counted(sum(known[item, year] for year in years), known[item, 0], rough, missing)


def _sorted(found: Counter[tuple[str, int]]) -> ByYear:
    return tuple((item, year, number) for (item, year), number in sorted(found.items()) if number)


def _facts(board: Board) -> Iterator[tuple[str, object, int | Money | Quantity | None]]:
    """Item, day and number; None for a number that nobody gives."""
    for visits in board.records(VISIT):
        for visit in visits.visits:
            day = visit.on if isinstance(visit.on, PartialDay) else visits.period
            if visit.people is None or visit.households is not None:
                yield from _number(HOUSEHOLDS, day, visit.households, "户")
            yield from _number(CARE, day, visit.money, "元") if visit.money is not None else ()
    for linkage in board.records(LINKAGE):
        for call in linkage.calls:
            if call.money is not None:
                yield from _number(
                    CARE, call.on if isinstance(call.on, PartialDay) else linkage.period, call.money, "元"
                )
    yield from ((DEEDS, deed.when, 1) for deed in board.records(DEED))
    issues = (one for one in board.records(BULLETIN) if one.is_issue)
    yield from ((bulletins_at(board.place.level), one.when, 1) for one in issues)
    yield from ((MEETINGS, meeting.held_on, 1) for meeting in board.records(MEETING))
    for one in board.records(TRAINING):
        yield from _number(TRAINED, one.when, one.people if isinstance(one.people, Quantity) else one.present)
    yield from ((ASKED, matter.received_by, 1) for one in board.records(REQUEST) for matter in one.matters)


def _number(
    item: str, day: object, value: object, unit: str = ""
) -> Iterator[tuple[str, object, int | Money | Quantity | None]]:
    if isinstance(value, Quantity) and unit and value.unit != unit:
        yield item, day, None
    elif isinstance(value, int | Money | Quantity):
        yield item, day, value
    elif value != Absence.NOT_APPLICABLE:
        yield item, day, None


def _year_of(day: object) -> int:
    first, last = (day.first, day.last) if isinstance(day, PartialDay | Period) else (day, day)
    return first.year if isinstance(first, date) and isinstance(last, date) and first.year == last.year else 0
