"""OFF: bodies that serve their term, keep apart whom the law keeps apart, and hand over what they kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise, permutations

from cunwu.core.problem import Severity
from cunwu.derive.team_in_post import (
    hands_over,
    keeps_accounts,
    overlap,
    post_of,
    related_pairs,
    term_ends,
)
from cunwu.kinds.officers import AUDITORS, COMMITTEE, OFFICERS, REVIEWERS, SUPERVISORS, Officer, Officers, Relation
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.bounds import bounds_of
from cunwu.values.dates import PartialDay, chinese_date
from cunwu.values.names import fold_person

_LAW = "villagers-committee-law-2026"
_WATCHING = (SUPERVISORS, REVIEWERS)
Post = tuple[Officers, Officer]


def _posts(board: Board, organs: Collection[str]) -> list[Post]:
    return [(one, member) for one in board.records(OFFICERS) if one.organ in organs for member in one.members]


def _by_person(posts: Iterable[Post]) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in posts:
        found.setdefault(fold_person(post[1].who), []).append(post)
    return found


def _both(watching: Iterable[Post], managing: Iterable[Post]) -> Iterator[tuple[Post, Post]]:
    """Two posts that one person holds at the same time, one of those who watch and one of those who are watched."""
    watched = _by_person(managing)
    for first in watching:
        for second in watched.get(fold_person(first[1].who), ()):
            if first[1] is not second[1] and overlap(*first, *second):
                yield first, second


def _related(board: Board, ones: Iterable[Post], others: Iterable[Post]) -> Iterator[tuple[Post, Post, Relation]]:
    """Two posts held at the same time by two who are listed as near relatives."""
    first, second = _by_person(ones), _by_person(others)
    for persons, relation in related_pairs(board).items():
        for one, other in permutations(sorted(persons), 2):
            for post in first.get(one, ()):
                for watched in second.get(other, ()):
                    if overlap(*post, *watched):
                        yield post, watched, relation


@rule(
    "OFF006",
    "{who}是{organ}的成员，同时是{post}",
    remedy="两个里辞去一个；只是同姓的，写成 王某甲、王某乙",
    source=f"{_LAW}/supervision",
    severity=Severity.IRREGULAR,
)
def supervisor_sits_on_the_committee(board: Board) -> Iterator[Finding]:
    """Who watches over the committee is no member of it."""
    for (officers, member), other in _both(_posts(board, _WATCHING), _posts(board, (COMMITTEE,))):
        facts = {"who": member.who, "organ": officers.organ, "post": post_of(*other)}
        yield Finding(member, "who", facts, officers)


@rule(
    "OFF007",
    "{who}是{organ}的成员，登记的是{post}{other}的近亲属（{relation}）",
    remedy="换一位没有近亲属关系的；登记错了的，改「回避」里那一条",
    source=f"{_LAW}/supervision",
    severity=Severity.IRREGULAR,
)
def supervisor_is_a_relative(board: Board) -> Iterator[Finding]:
    """Who watches over the committee is no near relative of a member of it."""
    watching, managing = _posts(board, _WATCHING), _posts(board, (COMMITTEE,))
    for (officers, member), other, relation in _related(board, watching, managing):
        facts = {"who": member.who, "organ": officers.organ, "post": post_of(*other), "other": other[1].who}
        yield Finding(member, "who", {**facts, "relation": relation.relation}, officers)


@rule(
    "OFF008",
    "{who}是{organ}的成员，同时管账管钱（{post}）",
    remedy="换一位不管账、不管钱的成员；只是同姓的，写成 王某甲、王某乙",
    source="bookkeeping/practice",
    severity=Severity.IRREGULAR,
)
def supervisor_keeps_the_accounts(board: Board) -> Iterator[Finding]:
    """Who looks over the accounts does not keep them."""
    every = ((one, member) for one in board.records(OFFICERS) for member in one.members)
    keepers = _by_person(post for post in every if keeps_accounts(post[1]))
    for own in _posts(board, (*_WATCHING, AUDITORS)):
        officers, member = own
        posts = [own] if keeps_accounts(member) else keepers.get(fold_person(member.who), ())
        other = next((post for post in posts if post is own or overlap(*own, *post)), None)
        if other is not None:
            facts = {"who": member.who, "organ": officers.organ, "post": post_of(*other)}
            yield Finding(member, "who", facts, officers)


_TERM_BY_LAW = 5
_TERMS = (COMMITTEE, SUPERVISORS, "村民代表", "村民小组长")
"""Bodies whose term the law sets. Source: villagers-committee-law-2026/elections"""


@rule(
    "OFF009",
    "{organ}从 {since} 起，任期 {years} 年，{ends} 届满，到 {as_of} 还没有换届",
    remedy="换届了的，写上「止」，另写一份新的；没有换届的不用改，网页照这句话公布",
    source=f"{_LAW}/elections",
    severity=Severity.IRREGULAR,
)
def election_is_overdue(board: Board, context: Context) -> Iterator[Finding]:
    """A body whose term is over has been elected anew."""
    bodies = board.records(OFFICERS)
    newest: dict[str, date] = {}
    for one in bodies:
        newest[one.organ] = max(newest.get(one.organ, date.min), one.day or date.min)
    for officers in bodies:
        years = officers.term_years or (_TERM_BY_LAW if officers.organ in _TERMS else None)
        ends = term_ends(officers, years)
        if ends is None or officers.until is not None or ends >= context.as_of:
            continue
        if officers.day is None or newest[officers.organ] <= officers.day:
            facts = {"organ": officers.organ, "since": officers.since, "years": years}
            yield Finding(officers, "since", {**facts, "ends": ends, "as_of": context.as_of}, officers)


@rule(
    "OFF010",
    "{who}和{other}都是村民委员会成员，登记的是近亲属（{relation}）",
    remedy="其中一位回避；登记错了的，改「回避」里那一条",
    source=f"{_LAW}/near-relatives",
    severity=Severity.IRREGULAR,
)
def relatives_on_one_committee(board: Board) -> Iterator[Finding]:
    """Members of the committee are no near relatives of each other."""
    posts, told = _posts(board, (COMMITTEE,)), set[Relation]()
    for (officers, member), (_, other), relation in _related(board, posts, posts):
        if relation not in told:
            told.add(relation)
            facts = {"who": member.who, "other": other.who, "relation": relation.relation}
            yield Finding(member, "who", facts, officers)


@rule(
    "OFF011",
    "{organ}应当有 {seats} 人，到 {as_of} 在任 {serving} 人，缺 {missing} 人",
    remedy="补选了的，补上成员；没有补选的不用改，网页照这句话公布",
    source=f"{_LAW}/elections",
    severity=Severity.IRREGULAR,
)
def fewer_members_than_seats(officers: Officers, context: Context) -> Iterator[Finding]:
    """A body in its term has as many members as it ought to have."""
    begun = isinstance(officers.since, PartialDay) and officers.since.last <= context.as_of
    if officers.seats is None or officers.until is not None or not begun or not officers.members:
        return
    serving = sum(officers.serves(member, context.as_of) for member in officers.members)
    missing = bounds_of(officers.seats, "人").least - serving
    if missing > 0:
        facts = {"organ": officers.organ, "seats": officers.seats, "as_of": context.as_of, "serving": serving}
        yield Finding(officers, "seats", {**facts, "missing": missing}, officers)


@rule(
    "OFF012",
    "{post}{who}写的是「{came_by}」，没有写是哪次会议",
    remedy="先写一份那次会议的记录，再写上它的编号",
    source="program/records",
    severity=Severity.NOTICE,
)
def elected_by_no_meeting(officers: Officers, context: Context) -> Iterator[Finding]:
    """Who was elected since the village is on the board names the meeting."""
    village = context.place.record
    joined = village.joined if isinstance(village, Village) else None
    for member in officers.members:
        began = officers.began(member)
        before = joined is not None and not (isinstance(began, PartialDay) and began.last >= joined)
        if member.came_by in ("选举", "推选") and member.meeting is None and not before:
            facts = {"post": post_of(officers, member), "who": member.who, "came_by": member.came_by}
            yield Finding(member, "came_by", facts, officers)


@rule(
    "OFF014",
    "{post}{who} {until} 离任，到 {as_of} 已经 {days} 天，没有登记交接",
    remedy="补上「交接」：账册、印章、现金、存款、票据各交给了谁；确实没有交接的不用补，网页照这句话公布",
    source=f"{_LAW}/handover",
    severity=Severity.IRREGULAR,
    follows=("OFF002", "OFF003"),
)
def left_without_handing_over_accounts(board: Board, context: Context) -> Iterator[Finding]:
    """Who leads a body or keeps its accounts hands over when he leaves."""
    bodies = board.records(OFFICERS)
    for officers in bodies:
        done = {handover.member for handover in officers.handovers}
        if not done <= {member.number for member in officers.members}:
            continue  # whose handover that is has to be mended first
        for member in officers.members:
            ended = officers.ended(member)
            if not hands_over(officers, member) or not isinstance(ended, PartialDay) or member.number in done:
                continue
            gone, allowed = context.as_of - ended.last, context.settings_on(officers, ended.last).handover_time
            if gone > allowed and not _goes_on(bodies, officers, member, ended.last):
                facts = {"post": post_of(officers, member), "who": member.who, "until": ended}
                where, field = (member, "until") if member.until is not None else (officers, "until")
                yield Finding(where, field, {**facts, "as_of": context.as_of, "days": gone.days}, officers)


def _goes_on(bodies: Sequence[Officers], officers: Officers, member: Officer, ended: date) -> bool:
    """Whether the same person has the same post in the next term: there is nobody to hand over to."""
    after = ended + timedelta(days=31)
    return any(
        one.organ == officers.organ and fold_person(other.who) == fold_person(member.who) and one.serves(other, after)
        for one in bodies
        for other in one.members
        if other is not member and other.role == member.role
    )


@rule(
    "OFF015",
    "{post}{who} {until} 离任，{what}到 {on} 才移交，过了 {days} 天",
    remedy="核对两个日期；确实晚了的不用改，可以写一条反常说明",
    source=f"{_LAW}/handover",
    severity=Severity.IRREGULAR,
    follows=("OFF002", "OFF003"),
)
def handed_over_late(officers: Officers, context: Context) -> Iterator[Finding]:
    """What was kept is handed over within the time that the place sets."""
    members = {member.number: member for member in officers.members}
    for handover in officers.handovers:
        member = members.get(handover.member)
        ended = officers.ended(member) if member is not None else None
        if member is None or not isinstance(ended, PartialDay) or not isinstance(handover.on, PartialDay):
            continue
        late = handover.on.first - ended.last
        if late > context.settings_on(officers, ended.last).handover_time:
            facts = {"post": post_of(officers, member), "who": member.who, "until": ended, "what": handover.sort}
            yield Finding(handover, "on", {**facts, "on": handover.on, "days": late.days}, officers)


_MONTHS_WITHOUT = 90
"""Days for which a body may have no members while a new one is elected."""


@rule(
    "OFF017",
    "{organ} {until} 以后{till}没有成员，空了 {days} 天",
    remedy="核对两届的起止；中间有人代理的，补上代理的成员；确实空着的不用改，可以写「经过」",
    source=f"{_LAW}/elections",
    severity=Severity.IRREGULAR,
)
def body_had_no_members(board: Board, context: Context) -> Iterator[Finding]:
    """After one term there is soon another."""
    organs: dict[str, list[Officers]] = {}
    for one in board.records(OFFICERS):
        if one.day is not None:
            organs.setdefault(one.organ, []).append(one)
    for bodies in organs.values():
        bodies.sort(key=lambda one: one.day or date.min)
        for one, after in pairwise(bodies):
            yield from _empty(one, after.day, after)
        yield from _empty(bodies[-1], context.as_of)


def _empty(one: Officers, then: date | None, after: Officers | None = None) -> Iterator[Finding]:
    """A gap of months behind one term, told at the beginning of the next, or at the end where there is none."""
    until = one.until
    if (
        one.day is None
        or not isinstance(until, PartialDay)
        or until.last < one.day
        or then is None
        or (then - until.last).days <= _MONTHS_WITHOUT
    ):
        return
    till = "" if after is not None else f"到 {chinese_date(then)}还"
    facts = {"organ": one.organ, "until": until, "till": till, "days": (then - until.last).days}
    yield Finding(after or one, "until" if after is None else "since", facts, after or one)


@rule(
    "OFF018",
    "村民委员会的「妇女人数」是 0，应当有妇女成员",
    remedy="核对人数；确实没有的不用改，网页照这句话公布",
    source=f"{_LAW}/near-relatives",
    severity=Severity.IRREGULAR,
)
def committee_without_a_woman(officers: Officers) -> Iterator[Finding]:
    """There is a woman among the members of the committee."""
    if officers.organ == COMMITTEE and officers.women is not None and bounds_of(officers.women, "人").most == 0:
        yield found(officers, "women")
