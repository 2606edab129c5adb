"""CAD: postings of resident cadres."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cunwu.core.problem import Severity
from cunwu.derive.allowance import months_away
from cunwu.derive.presence import days_counted
from cunwu.derive.rotation import People, at_once, length_of, stay_of
from cunwu.kinds.attendance import ATTENDANCE
from cunwu.kinds.facts import Words
from cunwu.kinds.posting import POSTING, Posting
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.relations import READING
from cunwu.values.dates import PartialDay
from cunwu.values.names import is_number, names_in
from cunwu.values.phone import is_mobile


@rule(
    "CAD011",
    "值班电话是手机号，可能是私人号码",
    remedy="改填村委会或工作队的值班电话；本人同意公布手机的，在「反常说明」里写明",
    source="yongan-privacy-2023/masks",
    severity=Severity.NOTICE,
)
def duty_line_is_a_mobile(posting: Posting) -> Iterator[Finding]:
    """The duty line to publish is an office line, not somebody's own telephone."""
    if posting.contact is not None and is_mobile(posting.contact):
        yield found(posting, "contact")


@rule(
    "CAD040",
    "在本村从 {since} 到 {until}{together}，超过规定的 {limit} 年",
    remedy="核对起止日期，已经离任的补上「止」",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
    follows=("CAD001",),
)
def longer_here_than_the_limit(board: Board, context: Context) -> Iterator[Finding]:
    """Nobody stays in one village for longer than the place lays down, all postings of the same person together."""
    people = People(board.records(POSTING))
    for posting in people.postings:
        stay = stay_of(people, posting, context.as_of)
        limit = context.settings_on(posting, stay.until).term_limit if stay is not None else None
        if limit is not None and stay is not None and stay.is_over(limit):
            together = f"，前后 {stay.postings} 次合计 {length_of(stay.days)}" if stay.postings > 1 else ""
            until = posting.until or context.as_of
            facts = {"since": posting.since, "until": until, "together": together, "limit": limit}
            yield Finding(posting, "since", facts, posting)


@rule(
    "CAD041",
    "发了 {period}的驻村补助 {amount} 元，那段时间的考勤里一天也不在村",
    remedy="核对考勤和补助的期间",
    source="cases/mechanisms",
    severity=Severity.IRREGULAR,
)
def allowance_without_presence(board: Board) -> Iterator[Finding]:
    """Who is paid for living in the village was there, or on reported trips; asked where all of that time is kept."""
    months = board.records(ATTENDANCE)
    for posting in board.records(POSTING):
        own = [(month.period, line) for month in months for line in month.cadres if line.posting == posting.number]
        for allowance in posting.allowances:
            paid = allowance.period
            lines = [
                (period, line) for period, line in own if paid.contains(period.first) and paid.contains(period.last)
            ]
            kept = sum(period.days for period, _ in lines) >= paid.days
            if kept and not any(days_counted(line) for _, line in lines):
                facts = {"period": paid.label, "amount": allowance.amount}
                yield Finding(allowance, "amount", facts, posting)


@rule(
    "CAD049",
    "{period}的驻村补助有 {count} 个月不在派驻期内（{since} 至 {until}）：{months}",
    remedy="核对补助的「期间」和派驻的「起」「止」",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
    follows=("CAD001",),
)
def allowance_outside_the_posting(posting: Posting) -> Iterator[Finding]:
    """Who is paid for living in the village was posted there in every month that was paid."""
    for allowance in posting.allowances:
        away = months_away(posting, allowance)
        if away:
            facts = {"period": allowance.period.label, "count": len(away), "since": posting.since}
            months = "、".join(month.label for month in away)
            yield Finding(
                allowance, "period", {**facts, "until": posting.until or Words("今"), "months": months}, posting
            )


@rule(
    "CAD043",
    "{until} 离任，到 {as_of} 已经 {days} 天，没有登记交接",
    remedy="补上「交接」：工作、资料、财物各交了什么；确实没有交接的不用补，网页照这句话公布",
    source="resident-cadres/handover",
    severity=Severity.IRREGULAR,
    follows=("CAD001",),
)
def left_without_handing_over(board: Board, context: Context) -> Iterator[Finding]:
    """Who leaves a village to which others go on being posted hands over within the time that the place sets."""
    postings = board.records(POSTING)
    for posting in postings:
        until = posting.until
        if not isinstance(until, PartialDay) or posting.handovers or posting.role == "工作队":
            continue
        allowed = context.settings_on(posting, until.last).handover_time
        gone = context.as_of - until.last
        if gone <= allowed:
            continue
        after = until.last + timedelta(days=1)
        others = (one for one in postings if one is not posting and one.role != "工作队")
        if any(one.relieves == posting.number or one.covers(after, until.last + allowed) for one in others):
            facts = {"until": until, "as_of": context.as_of, "days": gone.days}
            yield Finding(posting, "until", facts, posting)


@rule(
    "CAD044",
    "接手人「{who}」没有这条派驻",
    remedy="填派驻记录的编号：{known}；不是驻村干部的写职务，如 村委会主任",
    source="resident-cadres/handover",
    follows=READING,
)
def handed_over_to_nobody(board: Board) -> Iterator[Finding]:
    """A receiver who is named by the number of a posting has one."""
    known = {one.number for one in board.records(POSTING)}
    for posting in board.records(POSTING):
        for name in names_in(posting.handed_to or ""):
            if is_number(name) and name not in known:
                cause = board.unread(POSTING, name)
                told = "、".join(sorted(known))
                yield found(posting, "handed_to", of=posting, because=cause, who=name, known=told)


@rule(
    "CAD062",
    "接替的是{whom}",
    remedy="「接替」写前一任派驻的编号；没有接替谁的，删去这一行",
    source="resident-cadres/assignment",
)
def relieves_oneself(board: Board) -> Iterator[Finding]:
    """Nobody relieves himself, nor one who relieved him."""
    relieved = {one.number: one.relieves for one in board.records(POSTING)}
    for posting in board.records(POSTING):
        chain = [posting.number]
        while (before := relieved.get(chain[-1])) is not None and before not in chain:
            chain.append(before)
        if before == posting.number:
            others = "、".join(chain[1:])
            whom = f" {others}，而 {chain[-1]} 接替的又是这一条" if others else "自己"
            yield found(posting, "relieves", of=posting, whom=whom)


_DAYS_OF_CHANGE = 31
"""Days on which the old posting and the new one of the same person may both hold."""


@rule(
    "CAD056",
    "{name}（{unit}）在本村有两条派驻，{other} 和这一条，同时有 {days} 天：在任的人数多算了一个",
    remedy="是同一个人的，前一条补上「止」，或者合成一条，几个职务写在一起；是两个人的写成 刘某甲、刘某乙",
    source="resident-cadres/assignment",
    severity=Severity.NOTICE,
    follows=("CAD001",),
)
def posted_twice_at_once(board: Board, context: Context) -> Iterator[Finding]:
    """One person has one posting at a time in a village; several roles are written into it."""
    for earlier, later, days in at_once(People(board.records(POSTING)), context.as_of):
        if days > _DAYS_OF_CHANGE:
            facts = {"name": later.name or "", "unit": "、".join(later.units), "other": earlier.number, "days": days}
            yield Finding(later, "since", facts, later)
