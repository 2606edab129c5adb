"""The due day in force when a period fell due: nobody is in time by moving it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cunwu.derive.disclosure import DueDayAt, State, derive_disclosures, fell_due, first_published_in, time_zone
from cunwu.derive.in_force import HistoryOf, settings_in_force
from cunwu.history.change import ChangeKind
from cunwu.history.publications import PlaceHistory, Publication, Published
from cunwu.history.versions import compare_versions
from cunwu.kinds.reading import read_record
from cunwu.kinds.region import REGION, Region
from cunwu.kinds.village import VILLAGE as VILLAGE_KIND, Village
from cunwu.records.places import Place
from cunwu.values.period import month_of
from cunwu.yaml.reader import read_yaml
from support.disclosure_boards import (
    AS_OF,
    COUNTY,
    OWN,
    VILLAGE,
    board_of,
    due_day_moved,
    history_of,
    ledger,
    line_of,
    outline_of,
)

REGION_KEY, VILLAGE_KEY = ("region", ""), ("village", "")
MARCH = month_of(date(2026, 3, 1))


def place_of(county_day: int | None = 15, village_day: int | None = None) -> Place:
    """The village as its files say today."""
    county = COUNTY.replace("  截止日: 15\n", f"  截止日: {county_day}\n" if county_day else "")
    own = OWN + (f"公开设置:\n  截止日: {village_day}\n" if village_day else "")
    place = outline_of({"region.yml": county, f"{VILLAGE}/village.yml": own}).find(VILLAGE)
    assert place is not None
    return place


def versions_of(history: PlaceHistory) -> list[tuple[Publication, Region | Village]]:
    """What a place was by each publication that these histories know: its due day is all that ever changed."""
    kind = Village if history.changes[0].change.record_kind == "village" else Region
    moves = [one for one in history.changes if one.change.field == "公开设置.截止日"]
    told = [(history.changes[0].publication, moves[0].change.before)] if moves else []
    return [
        (when, described(kind, day)) for when, day in (*told, *((one.publication, one.change.after) for one in moves))
    ]


def described(kind: type[Region | Village], day: str) -> Region | Village:
    text = (OWN if kind is Village else COUNTY).partition("公开设置")[0] + (
        f"公开设置:\n  截止日: {day}\n" if day else ""
    )
    node, _ = read_yaml(text.encode(), "own.yml")
    assert node is not None
    record, problems = read_record(VILLAGE_KIND if kind is Village else REGION, node, "own.yml")
    assert isinstance(record, kind), problems
    return record


def due_days_of(place: Place, history_of: HistoryOf) -> DueDayAt:
    return settings_in_force(place, history_of, versions_of, time_zone(place), AS_OF).due_day_on


def due_of_march(place: Place, histories: Mapping[str, PlaceHistory]) -> date:
    """When March fell due, by these histories of places."""
    return fell_due(MARCH, due_days_of(place, histories.get))


def county_moved(when: str, before: str, after: str) -> Published:
    return due_day_moved(when, before, after, place="", kind="region")


OLD = history_of({REGION_KEY: "2026-01-01"}, place="")


@pytest.mark.parametrize(
    ("when", "before", "today", "due"),
    [
        ("2026-05-20", "15", 28, "2026-04-15"),
        ("2026-04-16", "15", 28, "2026-04-15"),
        ("2026-04-14", "15", 28, "2026-04-28"),
        ("2026-03-01", "15", 28, "2026-04-28"),
        ("2026-05-20", "28", 15, "2026-04-28"),
        ("2026-04-20", "28", 15, "2026-04-20"),
    ],
    ids=[
        "moved later afterwards",
        "moved later on the day after",
        "moved later before it fell due",
        "moved later before the period ended",
        "moved earlier afterwards: nobody is late for it",
        "moved earlier while it was open: the day it was moved",
    ],
)
def test_a_period_falls_due_by_the_setting_of_that_time(when: str, before: str, today: int, due: str) -> None:
    history = history_of({REGION_KEY: "2026-01-01"}, county_moved(when, before, str(today)), place="")
    assert due_of_march(place_of(today), {"": history}) == date.fromisoformat(due)


def test_lateness_stays_when_the_due_day_is_moved_behind_it() -> None:
    board = board_of({"finance/2026-03.yml": ledger("2026-03")}, county=COUNTY.replace("截止日: 15", "截止日: 30"))
    own = history_of({VILLAGE_KEY: "2026-01-01", ("ledger", "合作社 2026-03"): "2026-04-20"})
    county = history_of({REGION_KEY: "2026-01-01"}, county_moved("2026-05-02", "15", "30"), place="")
    histories = {"": county, VILLAGE: own}
    found = derive_disclosures(board, AS_OF, first_published_in(own, VILLAGE), due_days_of(board.place, histories.get))
    line = line_of(found[0], "2026-03")
    assert (line.due, line.state, line.days) == (date(2026, 4, 15), State.LATE, 5)


def test_several_moves_are_followed_one_by_one() -> None:
    moves = (county_moved("2026-02-10", "10", "20"), county_moved("2026-05-10", "20", "25"))
    at = due_days_of(place_of(25), {"": history_of({REGION_KEY: "2026-01-01"}, *moves, place="")}.get)
    told = [at(date.fromisoformat(day)) for day in ("2026-02-09", "2026-02-10", "2026-05-09", "2026-05-10")]
    assert told == [10, 20, 20, 25]


def test_the_day_of_a_move_is_one_of_the_place() -> None:
    move = county_moved("2026-04-14 23:30", "15", "28")  # the fifteenth in China: due that day, and still open
    assert due_of_march(place_of(28), {"": history_of({REGION_KEY: "2026-01-01"}, move, place="")}) == date(2026, 4, 28)
    later = county_moved("2026-04-15 16:00", "15", "28")
    assert due_of_march(place_of(28), {"": history_of({REGION_KEY: "2026-01-01"}, later, place="")}) == date(
        2026, 4, 15
    )


def test_a_village_that_begins_to_say_for_itself_said_nothing_before() -> None:
    own = history_of({VILLAGE_KEY: "2026-01-01"}, due_day_moved("2026-05-01", "", "28", place=VILLAGE, kind="village"))
    assert due_of_march(place_of(15, 28), {"": OLD, VILLAGE: own}) == date(2026, 4, 15)


def test_a_village_that_no_longer_says_for_itself_did_so_then() -> None:
    own = history_of({VILLAGE_KEY: "2026-01-01"}, due_day_moved("2026-05-01", "10", "", place=VILLAGE, kind="village"))
    assert due_of_march(place_of(15), {"": OLD, VILLAGE: own}) == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("county_since", "due"),
    [("2026-01-01", "2026-04-28"), ("2026-02-01", "2026-04-28"), ("2026-09-01", "2026-04-15")],
    ids=["before the village", "with the village", "after the village"],
)
def test_a_place_put_in_above_a_village_later_had_no_say_before(county_since: str, due: str) -> None:
    histories = {
        "": history_of({REGION_KEY: county_since}, place=""),
        VILLAGE: history_of({VILLAGE_KEY: "2026-02-01"}),
    }
    assert due_of_march(place_of(28), histories) == date.fromisoformat(due)


@pytest.mark.parametrize(("today", "due"), [(None, "2026-04-15"), (20, "2026-04-20")])
def test_without_history_todays_setting_always_held(today: int | None, due: str) -> None:
    assert due_of_march(place_of(today), {}) == date.fromisoformat(due)


def test_the_field_is_called_as_the_history_of_records_calls_it() -> None:
    before, after = ({"villages/region.yml": COUNTY.replace("15", day).encode()} for day in ("15", "28"))
    (change,) = compare_versions(before, after)
    assert (change.field, change.before, change.kind) == ("公开设置.截止日", "15", ChangeKind.PROGRESS)


def test_moving_the_joining_day_is_no_progress_but_a_change_to_be_explained() -> None:
    before, after = (
        {f"villages/{VILLAGE}/village.yml": OWN.replace("2026-01-01", day).encode()}
        for day in ("2026-01-01", "2026-09-01")
    )
    (change,) = compare_versions(before, after)
    assert (change.field, change.kind) == ("加入日期", ChangeKind.UNEXPLAINED)
