"""ROS: rosters on which somebody is there, and is there once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from cunwu.core.problem import Severity
from cunwu.derive.duty import holds_on
from cunwu.kinds.officers import OFFICERS
from cunwu.kinds.posting import POSTING, Posting
from cunwu.kinds.roster import ALL_DAY, ROSTER, OneDay, Roster, Shift
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.bounds import bounds_of
from cunwu.values.names import fold_person

_CASES = "cases/mechanisms"


@rule(
    "ROS003",
    "{when}没有写谁值班",
    remedy="补上「值班人」；那一天放假、没有人的，写「原因」",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def duty_without_anybody(roster: Roster) -> Iterator[Finding]:
    """On every line of a roster somebody is there, or it says why not."""
    for shift in roster.shifts:
        if not shift.on_duty:
            yield found(shift, "on_duty", when=shift.weekdays)
    for one in roster.exceptions:
        if not one.on_duty and one.why is None:
            yield found(one, "on_duty", when=one.for_day)


@rule(
    "ROS004",
    "{when}写的是「{who}」值班，{who}已经离任",
    remedy="换成现在在任的人；没有离任的，核对班子、派驻里的「止」",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def on_duty_after_leaving(board: Board, context: Context) -> Iterator[Finding]:
    """Who is on duty is still in post."""
    served = _served(board)
    for roster in board.records(ROSTER):
        rows: list[tuple[Shift | OneDay, date]] = [(one, one.for_day) for one in roster.exceptions]
        if holds_on(roster, context.as_of):
            rows += [(shift, context.as_of) for shift in roster.shifts]
        for row, day in rows:
            when = row.weekdays if isinstance(row, Shift) else row.for_day
            for name in row.on_duty:
                if _has_left(served, name, day):
                    yield Finding(row, "on_duty", {"when": when, "who": name}, roster)


_Served = Mapping[str, Sequence[Callable[[date], bool]]]
"""Person, or number of a posting → whether each post of his is held on a day."""


def _served(board: Board) -> _Served:
    found: dict[str, list[Callable[[date], bool]]] = {}
    for one in board.records(OFFICERS):
        for member in one.members:
            found.setdefault(fold_person(member.who), []).append(partial(one.serves, member))
    for posting in board.records(POSTING):
        for name in {posting.number, fold_person(posting.name or posting.number)}:
            found.setdefault(name, []).append(partial(_covers, posting))
    return found


def _covers(posting: Posting, day: date) -> bool:
    return posting.may_cover(day, day)


def _has_left(served: _Served, name: str, day: date) -> bool:
    """Whether somebody was in a post and is in none on that day; of somebody in no list nothing is known."""
    posts = served.get(fold_person(name), ())
    return bool(posts) and not any(holds(day) for holds in posts)


@rule(
    "ROS005",
    "{when}「{who}」在两处值班：编号 {first} 和 {second}",
    remedy="换掉其中一处；其实不同时的，写上「时段」",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def on_duty_twice(board: Board) -> Iterator[Finding]:
    """Nobody is on duty in two lines at the same time."""
    earlier: dict[str, list[tuple[Roster, Shift]]] = {}
    for roster in board.records(ROSTER):
        for shift in roster.shifts:
            for name in shift.on_duty:
                own = earlier.setdefault(fold_person(name), [])
                for before, other in own:
                    days = [day for day in shift.weekdays.split("、") if day in other.weekdays.split("、")]
                    if other is not shift and days and _same_time(shift, other) and _share_days(roster, before):
                        facts = {"when": "、".join(days), "who": name, "first": other.number, "second": shift.number}
                        yield Finding(shift, "on_duty", facts, roster)
                own.append((roster, shift))


def _same_time(shift: Shift, other: Shift) -> bool:
    parts = {shift.part_of_day or ALL_DAY, other.part_of_day or ALL_DAY}
    return len(parts) == 1 or (ALL_DAY in parts and "夜间" not in parts)


def _share_days(roster: Roster, other: Roster) -> bool:
    a, b = roster.period, other.period
    return a is None or b is None or (a.first <= b.last and b.first <= a.last)


@rule(
    "ROS006",
    "点名应到 {expected} 人，实到 {present} 人，少 {missing} 人，「缺席」里写了 {listed} 人",
    remedy="照点名簿核对；缺席的一人一条，写上原因",
    source="program/arithmetic",
    severity=Severity.IRREGULAR,
)
def absences_differ_from_the_count(roster: Roster) -> Iterator[Finding]:
    """Everybody who was expected came, or is listed as absent."""
    for call in roster.roll_calls:
        expected, present = bounds_of(call.expected, "人"), bounds_of(call.present, "人")
        listed = len(call.absent)
        if (
            present.least <= expected.most
            and not expected.least - present.most <= listed <= expected.most - present.least
        ):
            facts = {"expected": call.expected, "present": call.present, "listed": listed}
            yield Finding(call, "absent", {**facts, "missing": (expected.most - present.least)}, roster)
