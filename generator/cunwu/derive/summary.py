"""What a place needs from a place below it: sums and states, never records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cunwu.core.frozen import Frozen, replace
from cunwu.derive.by_year import ByYear, add_years, count_by_year
from cunwu.derive.composition import Composition, add_up, count_people
from cunwu.derive.disclosure import Disclosure, Line, State, derive_disclosures, year_before
from cunwu.derive.due_terms import Terms, terms_of
from cunwu.derive.grades import count_grades
from cunwu.derive.inspections import Inspected, count_found, inspected_in
from cunwu.derive.irregular import CARRIED, Irregularity, in_order
from cunwu.derive.past import SettingsOf
from cunwu.derive.posted import Named, Posted, posted_in
from cunwu.derive.presence import presences_of
from cunwu.derive.requests import count_asked
from cunwu.derive.roll_ups import count_records
from cunwu.derive.rolled import Rolled, add_rolled
from cunwu.derive.rotation import People, stay_of
from cunwu.derive.timeliness import Timeliness, add_timeliness, count_timeliness
from cunwu.derive.visits import care_of, fresh_in, gifts_of, visits_by_year
from cunwu.derive.waiting import Waiting
from cunwu.derive.works import count_works
from cunwu.kinds.assessment import ASSESSMENT
from cunwu.kinds.deed import DEED
from cunwu.kinds.inspection import INSPECTION
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.posting import POSTING
from cunwu.kinds.project import PROJECT
from cunwu.kinds.request import REQUEST
from cunwu.kinds.village import Village
from cunwu.kinds.visit import VISIT, Visit
from cunwu.kinds.weekly import WEEKLY
from cunwu.records.board import Board
from cunwu.values.absence import Absence
from cunwu.values.quantity import Quantity, total_quantity

_ASKED = ("asked", "asked_answered", "asked_open_late", "asked_late")
_FOUND = ("found", "found_open", "found_late")
_ADDED = ("care_fen", "care_unknown", "care_goods", "fresh", "fresh_of", *_ASKED, *_FOUND)


class Tally(Frozen):
    """Counts that roll up: every total is the sum of the places below."""

    villages: int = 0
    cadres: int = 0
    projects: int = 0
    projects_open: int = 0
    deeds: int = 0
    meetings: int = 0
    due: int = 0
    """Periods of items that fell due in the last twelve months."""
    on_time: int = 0
    """Of these, the periods published in time."""
    late: int = 0
    """Of these, the periods published late."""
    missing: int = 0
    """Periods of items that are due and not published, however old."""
    untimed: int = 0
    """Periods due in the last twelve months that are published since an unknown day."""
    irregular: int = 0
    """Facts that are published although they are not as they ought to be."""
    explained: int = 0
    """Of these, the ones that somebody explained or waived."""
    households_visited: Quantity | None = None
    households_unknown: int = 0
    """Visits that do not say how many households: with any, the sum is not complete."""
    care_fen: int = 0
    """Money given to households, in 分."""
    care_unknown: int = 0
    """How often it is not known how much: with any, the sum is not complete."""
    care_goods: int = 0
    """How often goods were given."""
    fresh: int = 0
    """Households that were visited in the year of the build, each once; 0 where visits do not say it."""
    fresh_of: int = 0
    """All households of the villages whose visits of that year say it."""
    half_days: int = 0
    """Half days that cadres were in the village in the year of the build."""
    nights: int = 0
    """Nights in that year, where they were written down."""
    months_short: int = 0
    """Lines of attendance of that year that fall short of a floor."""
    visits: int = 0
    """Visits of that year that are written down one by one."""
    calls: int = 0
    """Households of these visits, one as often as it was visited; of rough numbers the number."""
    deeds_of_year: int = 0
    """Deeds of that year; one without a day is of no year."""
    reports: int = 0
    """Weekly reports of that year."""
    grades: tuple[tuple[str, int], ...] = ()
    """Grade → for how many of the cadres in post it stands, as `derive.grades` says; sorted."""
    longest: int = 0
    """Days that the one who is longest in one village has been there; not added, the most of all."""
    asked: int = 0
    """Requests of villagers that were received in the year of the build."""
    asked_answered: int = 0
    """Of these, the ones that were answered."""
    asked_open_late: int = 0
    """Requests of any year that wait for an answer longer than the place allows."""
    asked_late: int = 0
    """Of those of the year, the ones that were answered late."""
    found: int = 0
    """What inspections found that is not as it ought to be, wall boards too, of any year."""
    found_open: int = 0
    """Of these, what is not put right."""
    found_late: int = 0
    """Of the open ones, those past their day."""
    over_long: int = 0
    """How many in post are longer in one village than the place allows."""
    people: int = 0
    """People among the cadres in post: teams are posted as a whole."""
    by_year: ByYear = ()
    """Households visited, care, deeds, meetings and issues of bulletins, year by year."""
    composition: Composition = ()
    """What these people are, by group; `derive.composition` says which of the groups may be told."""
    rolled: Rolled = ()
    """Cadres by level, visits, care, deeds, meetings, trainings, requests; `derive.roll_ups` says in what words."""
    works: Rolled = ()
    """Projects by state, their kinds of money, their labour; `derive.works` says in what units."""
    timeliness: Timeliness = ()
    """Periods of each item by what became of them, as `derive.timeliness` says."""

    def __add__(self, other: Tally) -> Tally:
        visited = [quantity for quantity in (self.households_visited, other.households_visited) if quantity]
        return Tally(
            villages=self.villages + other.villages,
            cadres=self.cadres + other.cadres,
            projects=self.projects + other.projects,
            projects_open=self.projects_open + other.projects_open,
            deeds=self.deeds + other.deeds,
            meetings=self.meetings + other.meetings,
            due=self.due + other.due,
            on_time=self.on_time + other.on_time,
            late=self.late + other.late,
            missing=self.missing + other.missing,
            untimed=self.untimed + other.untimed,
            irregular=self.irregular + other.irregular,
            explained=self.explained + other.explained,
            households_visited=total_quantity(visited) if visited else None,
            households_unknown=self.households_unknown + other.households_unknown,
            **{name: getattr(self, name) + getattr(other, name) for name in _ADDED},
            half_days=self.half_days + other.half_days,
            nights=self.nights + other.nights,
            months_short=self.months_short + other.months_short,
            visits=self.visits + other.visits,
            calls=self.calls + other.calls,
            deeds_of_year=self.deeds_of_year + other.deeds_of_year,
            reports=self.reports + other.reports,
            grades=_merged(self.grades, other.grades),
            longest=max(self.longest, other.longest),
            over_long=self.over_long + other.over_long,
            people=self.people + other.people,
            by_year=add_years(self.by_year, other.by_year),
            composition=add_up(self.composition, other.composition),
            rolled=add_rolled(self.rolled, other.rolled),
            works=add_rolled(self.works, other.works),
            timeliness=add_timeliness(self.timeliness, other.timeliness),
        )


def _merged(one: tuple[tuple[str, int], ...], other: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    found = Counter(dict(one))
    found.update(dict(other))
    return tuple(sorted(found.items()))


class Summary(Frozen):
    """One place as a place above shows it."""

    path: str
    name: str
    is_village: bool
    is_demonstration: bool
    disclosures: tuple[Disclosure, ...]
    """Each item with its current period only."""
    overdue: tuple[Line, ...]
    """Periods due in the last twelve months that were published late or are missing, newest first."""
    tally: Tally
    held: bool
    """Whether its new version has errors, so that an older version, or none, is shown."""
    as_of: date
    """The day of the build that made it; before today if it was brought from another site."""
    level: str = "村"
    code: str = ""
    """The division code that it states."""
    is_retold: bool = False
    """Whether it is told from public texts and kept by nobody there."""
    below: tuple[str, ...] = ()
    """Paths of the places directly below it, in the order of the tree."""
    terms: tuple[tuple[Terms, int], ...] = ()
    """Terms of the villages at or below it → how many villages have them."""
    irregular: tuple[Irregularity, ...] = ()
    """What is irregular at or below it: all of a village, of a region as many as are carried."""
    posted: tuple[Posted, ...] = ()
    """The postings of a village; told to the region that it lies in, and no further."""
    named: tuple[Named, ...] = ()
    """The records of a region that name cadres of its villages; told to these."""
    inspected: tuple[Inspected, ...] = ()
    """What inspections of a region found of places below it; told to these."""
    waiting: tuple[Waiting, ...] = ()
    """The records at or below it that wait until an error is mended."""
    here: Tally | None = None
    """Of a region that was rolled up, what it records itself: with the places below, the parts of its totals."""


_OPEN = frozenset({"计划", "立项", "招标", "在建", "停工"})
HOUSEHOLDS = "户"


def derive_summary(
    board: Board,
    as_of: date,
    *,
    held: bool,
    disclosures: tuple[Disclosure, ...] | None = None,
    settings_on: SettingsOf | None = None,
    irregular: tuple[Irregularity, ...] = (),
    waiting: tuple[Waiting, ...] = (),
) -> Summary:
    """The summary of one place without the places below it, which `roll_up` adds.

    `disclosures` are measured with the history of the place; without them no publication date is known. `settings_on`
    returns the settings that a record is held to; without it today's always held.
    """
    place = board.place
    settings_on = settings_on or (lambda *_: place.settings)
    if disclosures is None:
        disclosures = derive_disclosures(board, as_of)
    measured = disclosures if place.is_village else ()  # a region's catalogue is for the villages below
    recent = [line for disclosure in measured for line in lines_of_the_year(disclosure, as_of)]
    projects = board.records(PROJECT)
    people, composition = count_people(board.records(POSTING), as_of)
    return Summary(
        path=place.path,
        name=place.name,
        is_village=place.is_village,
        is_demonstration=place.is_demonstration,
        is_retold=place.is_retold,
        disclosures=tuple(_current_only(disclosure) for disclosure in measured if not disclosure.is_dropped),
        overdue=tuple(line.without_record for line in recent if line.is_late or line.state is State.MISSING),
        tally=Tally(
            villages=int(place.is_village),
            cadres=sum(posting.covers(as_of, as_of) for posting in board.records(POSTING)),
            projects=len(projects),
            projects_open=sum(project.status in _OPEN for project in projects),
            deeds=len(board.records(DEED)),
            meetings=len(board.records(MEETING)),
            due=len(recent),
            on_time=sum(line.is_on_time for line in recent),
            late=sum(line.is_late for line in recent),
            missing=sum(line.state is State.MISSING for disclosure in measured for line in disclosure.lines),
            untimed=sum(line.is_untimed for line in recent),
            irregular=len(irregular),
            explained=sum(bool(one.answer) for one in irregular),
            households_visited=_households(board),
            households_unknown=sum(_is_uncounted(visit) for visits in board.records(VISIT) for visit in visits.visits),
            **_of_cadres(board, as_of, settings_on),
            **_of_terms(board, as_of),
            **_of_visits(board, as_of.year),
            **_of_requests(board, as_of, settings_on),
            **_of_inspections(board, as_of),
            people=people,
            by_year=count_by_year(board),
            composition=composition,
            rolled=count_records(board, as_of, settings_on),
            works=count_works(projects),
            timeliness=count_timeliness(measured, as_of),
        ),
        irregular=irregular,
        posted=posted_in(board, as_of) if place.is_village else (),
        inspected=inspected_in(board, as_of),
        waiting=waiting,
        held=held,
        as_of=as_of,
        level=place.level,
        code=place.code,
        below=tuple(child.path for child in place.children),
        terms=((terms, 1),) if (terms := terms_of(place)) is not None else (),
    )


def _of_cadres(board: Board, as_of: date, settings_on: SettingsOf) -> dict[str, Any]:
    """What the cadres of a village did in the year of the day, as counts that roll up; grades of those in post."""
    year = as_of.year
    visits = [visit for _, visit in visits_by_year(board.records(VISIT)).get(year, ())]
    told = [visit.households for visit in visits]
    left = {one.number for one in board.records(POSTING) if not one.covers(as_of, as_of)}
    lines = [line for line in presences_of(board, settings_on) if line.record.period.last.year == year]
    return {
        "half_days": int(sum((2 * line.cadre.days for line in lines), Decimal(0))),
        "nights": sum(line.cadre.nights or 0 for line in lines),
        "months_short": sum(line.is_short and line.is_first for line in lines),
        "visits": len(visits),
        "calls": int(sum(one.number for one in told if isinstance(one, Quantity) and one.unit == HOUSEHOLDS)),
        "deeds_of_year": sum(one.day is not None and one.day.year == year for one in board.records(DEED)),
        "reports": sum(one.period.last.year == year for one in board.records(WEEKLY)),
        "grades": count_grades(one for one in board.records(ASSESSMENT) if one.posting not in left),
    }


def _of_visits(board: Board, year: int) -> dict[str, Any]:
    """Care given, and how many of all households were reached, where the visits of the year say so."""
    care = care_of(gifts_of(board))
    visits = [visit for _, visit in visits_by_year(board.records(VISIT)).get(year, ())]
    village, fresh = board.place.record, fresh_in(visits) if visits else None
    total = village.households if isinstance(village, Village) else None
    reached = (
        {}
        if fresh is None or total is None or total.approximate
        else {"fresh": int(fresh), "fresh_of": int(total.number)}
    )
    return {"care_fen": care.fen, "care_unknown": care.unknown, "care_goods": care.goods, **reached}


def _of_requests(board: Board, as_of: date, settings_on: SettingsOf) -> dict[str, Any]:
    """What was asked in the year and what became of it; what still waits is told however old it is."""
    records = board.records(REQUEST)
    year = count_asked((one for one in records if one.period.last.year == as_of.year), settings_on, as_of)
    late = count_asked(records, settings_on, as_of).late
    return dict(zip(_ASKED, (year.received, year.answered, late, year.answered_late), strict=True))


def _of_inspections(board: Board, as_of: date) -> dict[str, Any]:
    """What the inspections of a place found, and how much of it waits."""
    counted = count_found(board.records(INSPECTION), as_of)
    return dict(zip(_FOUND, (counted.whole, counted.open, counted.late), strict=True))


def _of_terms(board: Board, as_of: date) -> dict[str, Any]:
    """How long those in post have been here, and how many longer than they may."""
    people, limit = People(board.records(POSTING)), board.place.settings.term_limit
    found = (stay_of(people, one, as_of) for one in people.postings if one.covers(as_of, as_of))
    stays = [stay for stay in found if stay is not None]
    over = sum(stay.is_over(limit) for stay in stays) if limit is not None else 0
    return {"longest": max((stay.days for stay in stays), default=0), "over_long": over}


def lines_of_the_year(disclosure: Disclosure, as_of: date) -> tuple[Line, ...]:
    """The periods of an item that fell due in the twelve months before the day, newest first."""
    since = year_before(as_of)
    return tuple(line for line in disclosure.lines if since <= line.due < as_of)


def _current_only(disclosure: Disclosure) -> Disclosure:
    # Records and what only the place itself shows are left out: a summary is passed to parents and between processes.
    lines = (disclosure.current.without_record,) if disclosure.current is not None else ()
    return replace(disclosure, lines=lines, newest_record=None, kind="", ask="")


def _households(board: Board) -> Quantity | None:
    stated = [visit.households for visits in board.records(VISIT) for visit in visits.visits]
    counted = [quantity for quantity in stated if isinstance(quantity, Quantity) and quantity.unit == HOUSEHOLDS]
    return total_quantity(counted) if counted else None


def _is_uncounted(visit: Visit) -> bool:
    return visit.households in (None, Absence.UNKNOWN) and visit.people is None


def roll_up(own: Summary, below: Sequence[Summary]) -> Summary:
    """The summary of a place with everything below it; the totals of real places exclude demonstration places."""
    tally, terms, irregular = own.tally, Counter(dict(own.terms)), list(own.irregular)
    for summary in below:
        if own.is_demonstration or not summary.is_demonstration:
            tally += summary.tally
            terms.update(dict(summary.terms))
            irregular += summary.irregular
    waiting = (*own.waiting, *(one for summary in below for one in summary.waiting))
    carried = in_order(irregular)[:CARRIED]
    own = replace(own, here=own.tally)
    return replace(own, tally=tally, terms=tuple(sorted(terms.items())), irregular=carried, waiting=waiting)
