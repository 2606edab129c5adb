"""Who is on duty on a day: what the week says, unless the day has something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cunwu.core.frozen import Frozen
from cunwu.kinds.roster import ALL_DAY, OneDay, Roster, Shift
from cunwu.values.names import fold_person, names_in
from cunwu.values.period import week_of

WEEK = "一二三四五六日"


class OnDuty(Frozen):
    """One line of a day."""

    row: Shift | OneDay
    part: str
    sort: str
    people: tuple[str, ...]
    """Empty if nobody is there."""
    place: str
    note: str
    """What is otherwise than every week, and why."""


def week_around(day: date) -> tuple[date, ...]:
    """The seven days of the week of a day, from its Monday."""
    monday = week_of(day).first
    return tuple(monday + timedelta(days=later) for later in range(7))


def holds_on(roster: Roster, day: date) -> bool:
    """Whether the roster speaks of that day."""
    return roster.period is None or roster.period.contains(day)


def shifts_on(roster: Roster, day: date) -> Iterator[Shift]:
    """The weekly lines for that day of the week."""
    name = f"周{WEEK[day.weekday()]}"
    yield from (shift for shift in roster.shifts if name in shift.weekdays.split("、"))


def duties_on(roster: Roster, day: date) -> tuple[OnDuty, ...]:
    """The lines of one day, an exception in the place of the weekly line that it changes."""
    if not holds_on(roster, day):
        return ()
    changed = [one for one in roster.exceptions if one.for_day == day]
    weekly = list(shifts_on(roster, day))
    kept = [_weekly(shift, changed) for shift in weekly if not any(_takes_away(one, shift) for one in changed)]
    sort = weekly[0].sort if weekly else "值班"
    told = [_changed(one, _sort_of(one, weekly, sort)) for one in changed]
    order = {"上午": 0, ALL_DAY: 1, "下午": 2, "夜间": 3}
    return tuple(sorted((*filter(None, kept), *told), key=lambda line: order.get(line.part, 4)))


def _takes_away(one: OneDay, shift: Shift) -> bool:
    """Whether an exception leaves nothing of a weekly line: nobody is there, or all of the line are others."""
    same = (one.part_of_day or ALL_DAY) in ((shift.part_of_day or ALL_DAY), ALL_DAY)
    return same and one.in_place_of is None


def _weekly(shift: Shift, changed: list[OneDay]) -> OnDuty | None:
    """The weekly line without those whom somebody stands in for."""
    part = shift.part_of_day or ALL_DAY
    away = {
        fold_person(name)
        for one in changed
        if one.in_place_of and (one.part_of_day or ALL_DAY) in (part, ALL_DAY)
        for name in names_in(one.in_place_of)
    }
    people = tuple(name for name in shift.on_duty if fold_person(name) not in away)
    if away and not people:
        return None
    return OnDuty(shift, part, shift.sort, people, shift.place or "", "")


def _sort_of(one: OneDay, weekly: list[Shift], otherwise: str) -> str:
    part = one.part_of_day or ALL_DAY
    return next((shift.sort for shift in weekly if (shift.part_of_day or ALL_DAY) == part), otherwise)


def _changed(one: OneDay, sort: str) -> OnDuty:
    note = "，".join(filter(None, (f"替{one.in_place_of}" if one.in_place_of else "", one.why or "")))
    return OnDuty(one, one.part_of_day or ALL_DAY, sort, one.on_duty, one.place or "", note)
