"""FIN: the days on which a ledger was counted, reviewed and posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cunwu.core.problem import Severity
from cunwu.kinds.base import Item
from cunwu.kinds.ledger import Ledger
from cunwu.rules.base import Finding, found, rule
from cunwu.values.dates import PartialDay

_AFTER = timedelta(days=62)
"""A count or a statement of a period is made in it or in the two months after it."""


@rule(
    "FIN037",
    "{what}的日期 {day} 离 {period}太远",
    remedy="核对年份和月份；属于别的月份的，移到那个月的文件里",
    source="bookkeeping/practice",
    severity=Severity.IRREGULAR,
)
def counted_at_another_time(ledger: Ledger) -> Iterator[Finding]:
    """Cash is counted, and a statement fetched, for the period that the ledger is about; nobody reviews it earlier."""
    for what, item, day, until in _dated(ledger):
        if day < ledger.period.first or (until is not None and day > until):
            yield found(item, "on", what=what, day=day, period=ledger.period.label)


@rule(
    "FIN053",
    "{row}日期 {day}，在 {period}以前：以前的单据，到这一期才入账",
    remedy="核对年份和月份，抄错的改正；单据晚到、到这一期才入账的不用改，在「反常说明」里写明为什么晚",
    source="bookkeeping/practice",
    severity=Severity.IRREGULAR,
)
def booked_in_a_later_period(ledger: Ledger) -> Iterator[Finding]:
    """What was paid or received in a period is booked in it; a bill that came late is booked when it came, and told."""
    for word, rows in (("明细", ledger.entries), ("划转", ledger.transfers)):
        for row in rows:
            if isinstance(row.on, PartialDay) and row.on.last < ledger.period.first:
                yield found(row, "on", row=f"「{word}」{row.number} ", day=row.on, period=ledger.period.label)


def _dated(ledger: Ledger) -> Iterator[tuple[str, Item, date, date | None]]:
    """What was done about the ledger, when, and the last day that fits; reviews and posting may come late."""
    until = ledger.period.last + _AFTER
    yield from (("现金盘点", count, count.on, until) for count in ledger.cash_counts)
    yield from (("银行对账", one, one.on, until) for one in ledger.reconciliations)
    yield from (("审核", review, review.on, None) for review in ledger.reviews)
    if ledger.posted is not None:
        yield "公布", ledger.posted, ledger.posted.on, None
