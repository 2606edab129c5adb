"""CAD: household visits — who went, and what became of what was heard."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cunwu.core.problem import Severity
from cunwu.derive.visits import clock_of, day_of, fresh_in, visits_by_year
from cunwu.kinds.facts import Cadres, Words
from cunwu.kinds.posting import POSTING
from cunwu.kinds.village import Village
from cunwu.kinds.visit import VISIT, Visits
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.relations import READING
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay
from cunwu.values.names import is_number, names_in
from cunwu.values.quantity import Quantity

_DUTY = "resident-cadres/visits"


@rule(
    "CAD017",
    "{day} 反映的事转交给「{passed_to}」，到 {as_of} 已经 {days} 天，没有写答复",
    remedy="补一行「答复」：怎么办的、哪天答复的；还没有办的，写明为什么、什么时候办",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def passed_on_and_never_answered(visits: Visits, context: Context) -> Iterator[Finding]:
    """What a household said and was passed on is answered in the time that the place sets, else in two months."""
    for visit in visits.visits:
        clock = clock_of(visits, visit, context.settings_on, context.as_of)
        if clock is not None and clock.is_late and not clock.is_answered:
            facts = {"day": day_of(visits, visit), "passed_to": visit.passed_to, "as_of": context.as_of}
            yield Finding(visit, "passed_to", {**facts, "days": clock.days}, visits)


@rule(
    "CAD046",
    "「今年首次」{fresh}，多于「户数」的 {households}",
    remedy="核对两个数：首次走到的户在「户数」里面",
    source=_DUTY,
    arithmetic=True,
)
def more_first_visits_than_visits(visits: Visits) -> Iterator[Finding]:
    """Households that were visited for the first time are among those that were visited."""
    for visit in visits.visits:
        fresh, households = visit.fresh, visit.households
        if not isinstance(fresh, Quantity) or not isinstance(households, Quantity):
            continue
        if not (fresh.approximate or households.approximate) and fresh.number > households.number:
            yield found(visit, "fresh", fresh=fresh.text, households=households.text)


@rule(
    "CAD048",
    "{year} 年各次走访写的「今年首次」合计 {fresh} 户，全村只有 {households} 户",
    remedy="核对「今年首次」：同一户一年只算一次",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def more_households_than_there_are(board: Board) -> Iterator[Finding]:
    """In a year no more households are visited for the first time than the village has."""
    village = board.place.record
    total = village.households if isinstance(village, Village) else None
    if total is None or total.approximate:
        return
    for year, rows in visits_by_year(board.records(VISIT)).items():
        fresh = fresh_in(visit for _, visit in rows if visit.fresh is not None) or 0
        if fresh > total.number:
            record, visit = rows[0]
            facts = {"year": year, "fresh": plain_days(fresh), "households": plain_days(total.number)}
            yield Finding(visit, "fresh" if visit.fresh is not None else "on", facts, record)


@rule(
    "CAD018",
    "走访人「{visitor}」没有这条派驻",
    remedy="填派驻记录的编号：{known}；不是驻村干部的写职务，如 村委会主任",
    source=_DUTY,
    follows=READING,
)
def visitor_is_not_posted(board: Board) -> Iterator[Finding]:
    """A visitor who is named by the number of a posting has one."""
    known = {posting.number for posting in board.records(POSTING)}
    for visits in board.records(VISIT):
        for visit in visits.visits:
            for name in names_in(visit.visitor):
                if is_number(name) and name not in known:
                    told = "、".join(sorted(known)) or "（还没有）"
                    cause = board.unread(POSTING, name)
                    yield found(visit, "visitor", of=visits, because=cause, visitor=name, known=told)


@rule(
    "CAD034",
    "{visitor} {day} 走访，不在派驻期内（{since} 至 {until}）",
    remedy="核对走访的日期和派驻的起止",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
    follows=("CAD001",),
)
def visit_outside_the_posting(board: Board) -> Iterator[Finding]:
    """Who visits as a resident cadre is posted on that day."""
    for visits in board.records(VISIT):
        for visit in visits.visits:
            # A day outside the period of its own record is a slip, and told as one.
            if not isinstance(visit.on, PartialDay) or not visits.period.first <= visit.on.last <= visits.period.last:
                continue
            for name in names_in(visit.visitor):
                posting = board.find(POSTING, name)
                if posting is not None and not posting.may_cover(visit.on.first, visit.on.last):
                    facts = {"visitor": Cadres(name), "day": visit.on, "since": posting.since}
                    yield Finding(visit, "on", {**facts, "until": posting.until or Words("今")}, visits, posting)


@rule(
    "CAD042",
    "{period}走访 {households} 户，{cadres} 位驻村干部照规定每周每人 {floor} 户，应有 {due} 户",
    remedy="核对户数，漏登的补上",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def fewer_households_than_the_floor(board: Board, context: Context) -> Iterator[Finding]:
    """The cadres in post visit as many households a week as the place requires, over the whole weeks of a period."""
    for visits in board.records(VISIT):
        first, last = visits.period.first, visits.period.last
        floor = context.settings_on(visits, last).visits_floor
        if not floor or last >= context.as_of:
            continue
        # A campaign inside the month may have a file of its own.
        meeting = [one for one in board.records(VISIT) if one.period.first <= last and first <= one.period.last]
        counted = [visit.households for one in meeting for visit in one.visits]
        exact = [one.number for one in counted if isinstance(one, Quantity) and not one.approximate]
        if len(exact) < len(counted):
            continue
        there = sum(
            posting.covers(first, first) and posting.covers(last, last) and posting.role != "工作队"
            for posting in board.records(POSTING)
        )
        due = there * floor * (visits.period.days // 7)
        if sum(exact) < due:
            facts = {
                "period": visits.period.label,
                "households": f"{sum(exact, Decimal(0)).normalize():f}",
                "cadres": there,
            }
            yield Finding(visits, "visits", {**facts, "floor": floor, "due": due}, visits)
