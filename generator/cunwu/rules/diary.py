"""DIA: supervision month by month, and what it found is settled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.kinds.diary import DIARY, Diary
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.deadline import last_day_of
from cunwu.values.period import gaps_between

_LAW = "villagers-committee-law-2026/supervision"


@rule(
    "DIA003",
    "「{seen}」要求 {deadline} 以前改好，到 {as_of} 还没有写改好",
    remedy="改好了的，补上「改了什么」和「改好日期」；没有改好的不用改，网页照这句话公布",
    source=_LAW,
    severity=Severity.IRREGULAR,
)
def left_open_past_its_day(diary: Diary, context: Context) -> Iterator[Finding]:
    """What was found is settled by the day that was set."""
    for look in diary.looks:
        last = last_day_of(look.deadline)
        if look.seen and last is not None and last < context.as_of and look.settled_on is None:
            facts = {"seen": look.seen, "deadline": look.deadline, "as_of": context.as_of}
            yield Finding(look, "deadline", facts, diary)


@rule(
    "DIA004",
    "「{seen}」没有写要求谁改、哪天以前改好",
    remedy="补上「要求」和「期限」；已经改好的，写「改了什么」",
    source=_LAW,
    severity=Severity.NOTICE,
)
def found_and_left(diary: Diary) -> Iterator[Finding]:
    """Something that was found asks for something, or was settled."""
    for look in diary.looks:
        if look.seen and look.settled_on is None and (look.to_be_done is None or look.deadline is None):
            yield found(look, "seen", seen=look.seen)


@rule(
    "DIA005",
    "台账断了：前面缺 {months}",
    remedy="补上缺的月份；那个月没有看的，也写一份，在「本月意见」里说明",
    source=_LAW,
    severity=Severity.IRREGULAR,
)
def months_are_missing(board: Board) -> Iterator[Finding]:
    """From the first month to the last a diary was kept every month."""
    diaries = sorted(board.records(DIARY), key=lambda one: one.period)
    for before, after in pairwise(diaries):
        gaps = tuple(gaps_between((before.period, after.period), before.period.first, after.period.last))
        if gaps:
            yield found(after, "period", of=after, months="、".join(gap.label for gap in gaps))


@rule(
    "DIA006",
    "{month}是季末，没有写「季度通报」",
    remedy="通报了的，写上那份公告的编号；没有通报的不用编",
    source="program/records",
    severity=Severity.NOTICE,
)
def quarter_without_a_notice(diary: Diary, context: Context) -> Iterator[Finding]:
    """At the end of a quarter the villagers are told what supervision found."""
    last = diary.period.last
    if last.month % 3 == 0 and diary.told_in is None and (context.as_of - last).days > _DAYS_TO_TELL:
        yield found(diary, "period", month=diary.period.label)


_DAYS_TO_TELL = 30
