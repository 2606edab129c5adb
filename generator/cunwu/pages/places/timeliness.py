"""What was due below a region and what became of it: place by place, item by item, and every village's every item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import State
from cunwu.derive.summary import Summary
from cunwu.derive.timeliness import Outcome, Timeliness, by_item, by_outcome
from cunwu.kinds.region import REGION
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.view import Cell, Column, Link, Row, Shell, Table
from cunwu.pages.places.disclosure import SIGNS, disclosure_anchor, disclosure_url
from cunwu.values.dates import chinese_date

HEADING = "公开情况：每一项、每一村"
_PLACE, _ITEM, _TOTAL = "地方", "事项", "合计"
_BLOCK = 5
"""Items of the villages' table that stand side by side on a wide screen."""
_JOINED = "\u00a0"
"""A space at which a narrow column does not break: a sign stays with its word."""

_ALWAYS = (Outcome.ON_TIME, Outcome.ZERO, Outcome.LATE, Outcome.MISSING)
_SELDOM = (Outcome.OLDER, Outcome.UNTIMED)
"""Outcomes that have a column only where there are any."""
_BEHIND = (Outcome.NOT_DUE, Outcome.NOT_APPLICABLE)
_MARKS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.ON_TIME: ("✓", "good"),
    Outcome.ZERO: ("✓", "good"),
    Outcome.LATE: ("!", "late"),
    Outcome.MISSING: ("✕", "bad"),
    Outcome.OLDER: ("✕", "bad"),
    Outcome.UNTIMED: ("✓", "good"),
    Outcome.NOT_DUE: ("·", "quiet"),
    Outcome.NOT_APPLICABLE: ("·", "quiet"),
}
_WORST_FIRST = (Outcome.MISSING, Outcome.OLDER, Outcome.LATE, Outcome.ON_TIME, Outcome.ZERO, Outcome.UNTIMED)


class Block(Frozen):
    """Some items of all villages."""

    heading: str
    counted: str
    is_open: bool
    late: Table | None
    """The villages that were late with one of these items, or have not published it."""
    rest: Table | None
    rest_heading: str


class TimelinessView(Frozen):
    """All that was due below a region."""

    shell: Shell
    heading: str
    places: Table | None
    note: str
    """What is not in the sum."""
    items: Table
    blocks: tuple[Block, ...]
    others: tuple[str, ...]
    """Items without periods, each with what is known of it."""


def is_measured(counts: Timeliness) -> bool:
    """Whether any period of any item is measured, so that there is a page about it."""
    return any(word != Outcome.NOT_APPLICABLE for _, word, _ in counts)


def link_to_timeliness(url: str, own: Summary) -> Link | None:
    """The way to the page of a region; None where it has none."""
    if not is_measured(own.tally.timeliness):
        return None
    return Link(HEADING, relative(url, disclosure_url(own.path)))


def plan_timeliness(context: PlaceContext, summaries: Mapping[str, Summary]) -> Page | None:
    """The page of a region; None where nothing is measured below it."""
    place, own = context.place, summaries[context.place.path]
    if not is_measured(own.tally.timeliness):
        return None
    url, below = disclosure_url(place.path), [summaries[path] for path in own.below]
    villages = _late_first([one for one in below if one.is_village])
    items = _items_late_first(own.tally.timeliness)
    return Page(
        url,
        "timeliness.html",
        TimelinessView(
            shell=context.shell(url, HEADING, context.board.files_of(REGION), crumbs=[Link(HEADING)]),
            heading=HEADING,
            places=places_table(context, url, own, below),
            note=left_out(own, below),
            items=_items_table(own.tally.timeliness, items),
            blocks=tuple(_blocks(context, url, villages, items)),
            others=tuple(_others(own.tally.timeliness, villages)),
        ),
    )


# --- counts ---


def places_table(context: PlaceContext, url: str, own: Summary, below: Sequence[Summary]) -> Table | None:
    """A row for each place below that owes anything, and the sum; villages that are late come first, towns as they lie.

    None where no period is measured.
    """
    told = [place for place in below if is_measured(place.tally.timeliness)]
    if not told:
        return None
    villages, regions = (
        _late_first([one for one in told if one.is_village]),
        [one for one in told if not one.is_village],
    )
    outcomes = _outcomes_in([own.tally.timeliness, *(one.tally.timeliness for one in told)])
    rows = tuple(
        Row((_place_cell(context, url, own, place), *_counts(by_outcome(place.tally.timeliness), outcomes)))
        for place in (*regions, *villages)
    )
    foot = (Cell(_TOTAL, _PLACE), *_counts(by_outcome(own.tally.timeliness), outcomes))
    columns = (Column(_PLACE), *(Column(outcome.value) for outcome in outcomes))
    return Table("近十二个月到期的，各地", columns, rows, foot, layout="cards counts")


def _place_cell(context: PlaceContext, url: str, own: Summary, place: Summary) -> Cell:
    """The name of a place, with the way to what its figures are made of."""
    page = disclosure_url(place.path)
    href = context.link_to(url, page, place.path) if place.is_village else relative(url, page)
    demonstration = "演示" if place.is_demonstration and not own.is_demonstration else ""
    notes = "，".join(note for note in (demonstration, as_of_words(place, context.site.as_of)) if note)
    return Cell(
        f"{place.name}（{notes}）" if notes else place.name, _PLACE, href=href or relative(url, home_url(place.path))
    )


def _items_table(counts: Timeliness, items: Sequence[str]) -> Table:
    found, outcomes = by_item(counts), tuple(one for one in _outcomes_in([counts]) if one in _WORST_FIRST)
    outcomes = (*outcomes, Outcome.NOT_DUE)
    rows = tuple(Row((Cell(item, _ITEM), *_counts(found[item], outcomes))) for item in items)
    total: Counter[str] = Counter()
    for item in items:
        total.update(found[item])
    columns = (Column(_ITEM), *(Column(outcome.value) for outcome in outcomes))
    foot = (Cell(_TOTAL, _ITEM), *_counts(total, outcomes))
    return Table("近十二个月到期的，各项", columns, rows, foot, layout="cards counts")


def _outcomes_in(told: Sequence[Timeliness]) -> tuple[Outcome, ...]:
    """The outcomes that have a column."""
    words = {word for counts in told for _, word, _ in counts}
    return (*_ALWAYS, *(one for one in _SELDOM if one in words), *_BEHIND)


def _counts(found: Mapping[str, int], outcomes: Sequence[Outcome]) -> Iterator[Cell]:
    for outcome in outcomes:
        number, (sign, tone) = found.get(outcome, 0), _MARKS[outcome]
        unit = "项" if outcome is Outcome.NOT_APPLICABLE else "期"
        text = f"{sign}{_JOINED}{number}{_JOINED}{unit}" if number else "0"
        yield Cell(text, outcome.value, tone if number else "blank")


def as_of_words(place: Summary, as_of: date) -> str:
    """As of which day the figures of a place are; nothing is said of today's."""
    return f"截至 {chinese_date(place.as_of)}" if place.as_of != as_of else ""


def left_out(own: Summary, below: Sequence[Summary]) -> str:
    """What the sum of a table of places does not hold."""
    apart = not own.is_demonstration and any(one.is_demonstration for one in below)
    return "演示的不算在合计里。" if apart else ""


# --- order ---


def _rank(found: Mapping[str, int]) -> tuple[int, int]:
    missing = found.get(Outcome.MISSING, 0) + found.get(Outcome.OLDER, 0)
    return -missing, -found.get(Outcome.LATE, 0)


def _late_first(villages: Sequence[Summary]) -> list[Summary]:
    """The villages with most that is missing or late first; all others in the order of the tree."""
    return sorted(villages, key=lambda one: _rank(by_outcome(one.tally.timeliness)))


def _items_late_first(counts: Timeliness) -> list[str]:
    """The items of which any period is measured."""
    found = by_item(counts)
    measured = [item for item, numbers in found.items() if set(numbers) - {Outcome.NOT_APPLICABLE}]
    return sorted(measured, key=lambda item: _rank(found[item]))


# --- villages and items ---


def _blocks(context: PlaceContext, url: str, villages: Sequence[Summary], items: Sequence[str]) -> Iterator[Block]:
    """All villages with some of the items at a time; the first block stands open."""
    rows = [_Village(context, url, village) for village in villages]
    for start in range(0, len(items) if rows else 0, _BLOCK):
        some = items[start : start + _BLOCK]
        late = [one for one in rows if one.is_late_with(some)]
        rest = [one for one in rows if not one.is_late_with(some)]
        total: Counter[str] = Counter()
        for one in rows:
            for item in some:
                total.update(one.found.get(item, {}))
        counted = (
            f"{_MARKS[outcome][0]}{_JOINED}{total[outcome]} 期{outcome.value}"
            for outcome in (Outcome.MISSING, Outcome.OLDER, Outcome.LATE)
            if total[outcome]
        )
        yield Block(
            heading="、".join(some),
            counted="，".join(counted) or "没有逾期和未公开的",
            is_open=start == 0,
            late=_matrix(late, some) if late else None,
            rest=_matrix(rest, some) if rest else None,
            rest_heading=f"{len(rest)} 个村这几项没有逾期和未公开的" if late else f"{len(rest)} 个村",
        )


class _Village:
    """A village with its counts by item."""

    def __init__(self, context: PlaceContext, url: str, village: Summary) -> None:
        self.name = village.name
        self.found = by_item(village.tally.timeliness)
        self.states = {one.item: one.unmeasured for one in village.disclosures}
        page = disclosure_url(village.path)
        self.planned = bool(context.link_to(url, page, village.path))
        self.page = relative(url, page if self.planned else home_url(village.path))

    def is_late_with(self, items: Sequence[str]) -> bool:
        """Whether any of the items was late or is missing."""
        return any(_rank(self.found[item]) != (0, 0) for item in items if item in self.found)

    def cell(self, item: str) -> Cell:
        """What became of the periods of an item, worst first; without any, how it stands."""
        found = self.found.get(item, Counter())
        told = [outcome for outcome in _WORST_FIRST if found[outcome]]
        told = told or ([Outcome.NOT_DUE] if found[Outcome.NOT_DUE] else [])
        if not told:
            state = self.states.get(item)
            return Cell(
                f"{SIGNS[state]}{_JOINED}{state.value}" if state else f"·{_JOINED}本村目录里没有", item, "quiet"
            )
        text = " ".join(f"{_MARKS[one][0]}{_JOINED}{found[one]}{_JOINED}期{one.value}" for one in told)
        href = f"{self.page}#s-{disclosure_anchor(item)}" if self.planned else self.page
        return Cell(text, item, _MARKS[told[0]][1], href=href)


def _matrix(rows: Sequence[_Village], items: Sequence[str]) -> Table:
    return Table(
        "近十二个月到期的，每村每项",
        (Column("村"), *(Column(item) for item in items)),
        tuple(Row((Cell(one.name, "村", href=one.page), *(one.cell(item) for item in items))) for one in rows),
    )


def _others(counts: Timeliness, villages: Sequence[Summary]) -> Iterator[str]:
    """Items without periods: in how many villages each stands how."""
    found = by_item(counts)
    apart = [item for item, numbers in found.items() if not set(numbers) - {Outcome.NOT_APPLICABLE}]
    states: dict[str, Counter[State]] = {}
    for village in villages:
        for one in village.disclosures:
            states.setdefault(one.item, Counter())[one.unmeasured] += 1
    for item in (*(one for one in states if one in apart), *(one for one in apart if one not in states)):
        told = [f"{SIGNS[state]}{_JOINED}{state.value} {number} 个村" for state, number in states.get(item, {}).items()]
        yield f"{item}：{'，'.join(told) or f'{found[item][Outcome.NOT_APPLICABLE]} 个村'}"
