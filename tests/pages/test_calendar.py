"""The calendar of due days is an iCalendar file that others read as it was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from icalendar import Calendar, Event

from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.pages.places.calendar import _escaped, _folded, calendar_of, calendar_url
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.values.due import due_day
from cunwu.values.period import parse_period
from support.disclosure_boards import AS_OF, COUNTY, JOINED, OWN, VILLAGE, outline_of

TWO = {
    "region.yml": COUNTY,
    f"{VILLAGE}/village.yml": OWN,
    "xiahe/village.yml": OWN.replace("上河", "下河") + "公开设置:\n  截止日: 10\n",
}


def place_of(files: Mapping[str, str], path: str) -> Place:
    place = outline_of(files).find(path)
    assert place is not None
    return place


def calendar_below(place: Place, as_of: date) -> bytes | None:
    """The calendar of a place from what the villages at and below it owe."""
    return calendar_of(place, as_of, summary_below(place, as_of).terms)


def summary_below(place: Place, as_of: date) -> Summary:
    own = derive_summary(Board(place, ()), as_of, held=False)
    return roll_up(own, [summary_below(child, as_of) for child in place.children])


def events_of(place: Place, as_of: date = AS_OF) -> list[Event]:
    content = calendar_below(place, as_of)
    assert content is not None
    calendar = Calendar.from_ical(content)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar.errors == []
    return [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]


def told(events: list[Event]) -> Iterator[tuple[str, str]]:
    for event in events:
        yield event.decoded("DTSTART").isoformat(), str(event["SUMMARY"])


def test_a_village_has_an_event_for_each_item_and_period_from_three_months_back_to_a_year_ahead() -> None:
    events = list(told(events_of(place_of(TWO, VILLAGE))))
    assert events[0] == ("2026-09-15", "上河村：收支 2026 年 8 月公开截止")
    assert events[-1] == ("2027-11-15", "上河村：走访 2027 年 10 月公开截止")
    assert ("2026-10-15", "上河村：会议 2026 年第三季度公开截止") in events
    assert len(events) == 15 + 15 + 5
    assert not [summary for _, summary in events if "项目" in summary]


def test_events_are_whole_days_that_block_nobody() -> None:
    for event in events_of(place_of(TWO, VILLAGE)):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date
        assert (end - start).days == 1
        assert event["TRANSP"] == "TRANSPARENT"
        assert event.errors == []


def test_the_same_due_day_gives_the_same_bytes_on_every_day() -> None:
    def by_uid(as_of: date) -> Mapping[str, bytes]:
        return {str(event["UID"]): event.to_ical() for event in events_of(place_of(TWO, VILLAGE), as_of)}

    before, after = by_uid(AS_OF), by_uid(date(2027, 1, 20))
    shared = before.keys() & after.keys()
    assert len(shared) > 25
    assert {uid: before[uid] for uid in shared} == {uid: after[uid] for uid in shared}
    assert calendar_below(place_of(TWO, VILLAGE), AS_OF) == calendar_below(place_of(TWO, VILLAGE), AS_OF)


def test_uids_are_never_shared_even_between_places() -> None:
    uids = [str(event["UID"]) for path in ("", VILLAGE, "xiahe") for event in events_of(place_of(TWO, path))]
    assert len(set(uids)) == len(uids)
    own = {uid.partition("@")[0] for uid in uids}
    assert {"ledger-2026-10.shanghe", "ledger-2026-10.root", "ledger-2026-10.root-2"} <= own


def test_uids_differ_between_two_installations_with_the_same_places() -> None:
    """Faults F9: two unrelated towns with a shanghe each overwrote the other's events in one calendar."""
    other = {**TWO, "region.yml": COUNTY.replace("示例县", "别的县")}
    place = place_of(TWO, VILLAGE)
    terms = summary_below(place, AS_OF).terms
    made = [
        calendar_below(place, AS_OF),
        calendar_below(place_of(other, VILLAGE), AS_OF),
        calendar_of(place, AS_OF, terms, "https://one.example/"),
        calendar_of(place, AS_OF, terms, "https://two.example/"),
    ]
    uids = [{line for line in (one or b"").split(b"\r\n") if line.startswith(b"UID:")} for one in made]
    assert all(uids)
    assert len(set.union(*uids)) == sum(map(len, uids))


def test_an_event_of_a_region_survives_a_due_day_that_moves() -> None:
    moved = {**TWO, "region.yml": COUNTY.replace("截止日: 15", "截止日: 20")}
    before, after = (
        {str(event["UID"]) for event in events_of(place_of(files, "")) if "-2026-1" in str(event["UID"])}
        for files in (TWO, moved)
    )
    assert before
    assert before == after


def test_what_tells_two_due_days_apart_does_not_change_with_the_day() -> None:
    def by_uid(as_of: date) -> Mapping[str, bytes]:
        return {str(event["UID"]): event.to_ical() for event in events_of(place_of(TWO, ""), as_of)}

    first = by_uid(AS_OF)
    for days in range(1, 40):
        later = by_uid(AS_OF + timedelta(days))
        assert {uid: first[uid] for uid in first.keys() & later.keys()} == {
            uid: later[uid] for uid in first.keys() & later.keys()
        }


def test_a_due_day_that_moves_moves_the_event() -> None:
    moved = {**TWO, "region.yml": COUNTY.replace("截止日: 15", "截止日: 20")}
    days = [
        next(
            event.decoded("DTSTART")
            for event in events_of(place_of(files, VILLAGE))
            if str(event["UID"]).startswith("ledger-2026-10.shanghe@")
        )
        for files in (TWO, moved)
    ]
    assert days == [date(2026, 11, 15), date(2026, 11, 20)]


def test_a_region_counts_its_villages_by_due_day() -> None:
    events = list(told(events_of(place_of(TWO, ""))))
    assert ("2026-11-10", "示例县：收支 2026 年 10 月公开截止，1 个村") in events
    assert ("2026-11-15", "示例县：收支 2026 年 10 月公开截止，1 个村") in events
    same = {**TWO, "xiahe/village.yml": OWN}
    assert ("2026-11-15", "示例县：收支 2026 年 10 月公开截止，2 个村") in list(told(events_of(place_of(same, ""))))
    assert events == sorted(events, key=lambda one: one[0])


def test_periods_before_the_village_joined_are_no_due_days() -> None:
    files = {**TWO, f"{VILLAGE}/village.yml": OWN.replace("2026-01-01", "2026-10-31")}
    first = next(told(events_of(place_of(files, VILLAGE))))
    assert first == ("2026-11-15", "上河村：收支 2026 年 10 月公开截止")


@pytest.mark.parametrize(
    "own",
    [OWN.replace(JOINED, ""), f"{OWN}公开设置:\n  公开目录:\n    - 编号: 一\n      事项: 收支\n      周期: 随时\n"],
)
def test_where_nothing_falls_due_there_is_no_calendar(own: str) -> None:
    files = {"region.yml": COUNTY, f"{VILLAGE}/village.yml": own}
    assert calendar_below(place_of(files, VILLAGE), AS_OF) is None
    assert calendar_below(place_of(files, ""), AS_OF) is None


def test_demonstration_villages_do_not_count_among_real_ones() -> None:
    real = {"region.yml": COUNTY.replace("演示: 是\n", ""), f"{VILLAGE}/village.yml": f"{OWN}演示: 是\n"}
    assert calendar_below(place_of(real, ""), AS_OF) is None
    assert events_of(place_of(real, VILLAGE))


def test_the_file_lies_beside_the_board_of_its_place() -> None:
    assert [calendar_url(place_of(TWO, path)) for path in ("", VILLAGE)] == ["board/due.ics", "board/shanghe/due.ics"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_name_is_read_back_as_it_was_written(name: str) -> None:
    line = _folded(f"SUMMARY:{_escaped(name)}")
    event = Event.from_ical(b"BEGIN:VEVENT\r\n" + line + b"END:VEVENT\r\n")
    assert str(event["SUMMARY"]) == name


@given(st.text(min_size=30, max_size=300))
def test_no_line_is_longer_than_seventy_five_octets_and_none_splits_a_character(text: str) -> None:
    folded = _folded(f"SUMMARY:{_escaped(text)}")
    for line in folded.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    assert folded.endswith(b"\r\n")


def test_every_due_day_is_the_one_the_board_measures_by() -> None:
    for event in events_of(place_of(TWO, VILLAGE)):
        period = str(event["UID"]).partition(".")[0].partition("-")[2]
        assert event.decoded("DTSTART") == due_day(parse_period(period), 15)
