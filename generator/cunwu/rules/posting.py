"""CAD: postings of resident cadres."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.presence import days_counted
from cunwu.kinds.attendance import ATTENDANCE
from cunwu.kinds.posting import POSTING, Posting
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
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
    "在本村从 {since} 到 {until}，超过规定的 {limit} 年",
    remedy="核对起止日期，已经离任的补上「止」",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
)
def longer_here_than_the_limit(posting: Posting, context: Context) -> Iterator[Finding]:
    """Nobody stays in one village for longer than the place lays down."""
    limit = context.place.settings.term_limit
    if limit is None or not isinstance(posting.since, PartialDay) or isinstance(posting.until, Absence):
        return
    if posting.role == "工作队":  # its members come and go
        return
    until = posting.until.first if isinstance(posting.until, PartialDay) else context.as_of
    since = posting.since.last
    if (until.year - limit, until.month, until.day) > (since.year, since.month, since.day):
        yield found(posting, "since", since=posting.since, until=posting.until or context.as_of, limit=limit)


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
