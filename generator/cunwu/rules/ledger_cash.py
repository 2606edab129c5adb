"""FIN: cash — how much of it a village holds, at the end of a period, when it was counted, and in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity
from cunwu.kinds.ledger import CASH, Ledger, MoneyAccount
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, stated


@rule(
    "FIN015",
    "库存现金{when} {stated} 元，超过限额 {limit} 元",
    remedy="把超过限额的现金存入银行",
    source="bookkeeping/practice",
    follows=("FIN003",),
    severity=Severity.IRREGULAR,
)
def cash_above_limit(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """Cash kept overnight stays below the place's limit, at the end of the period and whenever it was counted.

    What lies in several tills is cash of one village: none gets around the limit by another.
    """
    limit = context.settings_on(ledger, ledger.period.last).cash_limit
    tills = [one for one in ledger.accounts if one.sort == CASH]
    if limit is None or not tills:
        return
    above = [one for one in tills if (closing := stated(one.closing)) is not None and closing > limit]
    yield from (found(one, "closing", when="期末", stated=one.closing, limit=limit) for one in above)
    yield from _counted(ledger, limit)
    closings = [stated(one.closing) for one in tills]
    together = Money(sum(one.fen for one in closings if one is not None))
    if not above and together > limit:
        yield found(tills[-1], "closing", when=f"期末 {len(tills)} 处合计", stated=together, limit=limit)


@rule(
    "SUP010",
    "照账上的日子算，{day} 结束时有现金 {held} 元，超过限额 {limit} 元",
    remedy="请村务监督委员会看一看：现金当天存银行了没有；日期写错了的改正",
    source="bookkeeping/cash-limits",
    severity=Severity.NOTICE,
    follows=("FIN003",),
)
def cash_above_limit_between(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """What is gone by the end of the month lay there before; days in books are not exact, so it is told to staff."""
    limit = context.settings_on(ledger, ledger.period.last).cash_limit
    tills = [one for one in ledger.accounts if one.sort == CASH]
    closings = [stated(one.closing) for one in tills]
    most = _most(ledger, tills) if limit is not None else None
    if limit is None or most is None or most.fen <= limit.fen:
        return
    if sum(one.fen for one in closings if one is not None) <= limit.fen:  # else it is told of the last day
        facts = {"day": chinese_date(most.on), "held": Money(most.fen), "limit": limit}
        yield Finding(tills[-1], "opening", facts)


def _counted(ledger: Ledger, limit: Money) -> Iterator[Finding]:
    closings = {account.number: stated(account.closing) for account in ledger.accounts}
    for count in ledger.cash_counts:
        if count.counted > limit and count.counted != closings.get(count.account):
            yield found(count, "counted", when=f" {chinese_date(count.on)}盘点", stated=count.counted, limit=limit)


class _Held(Frozen):
    """The cash in all tills at the end of a day; fen."""

    on: date
    fen: int


def _most(ledger: Ledger, tills: list[MoneyAccount]) -> _Held | None:
    """The most cash that was certainly there at the end of a day; None where that cannot be told.

    What has no day is taken as it accuses least: it went out before everything else, and came in last.
    """
    numbers, openings = {one.number for one in tills}, [stated(one.opening) for one in tills]
    entries = [one for one in ledger.entries if one.account in numbers]
    if None in openings or any(one.is_unknown for one in entries):
        return None
    moves = [(one.day, one.fen) for one in entries]
    moves += [(one.day, one.amount.fen) for one in ledger.transfers if one.target in numbers]
    moves += [(one.day, -one.amount.fen) for one in ledger.transfers if one.source in numbers]
    held = sum(one.fen for one in openings if one is not None) + sum(
        fen for day, fen in moves if day is None and fen < 0
    )
    by_day: dict[date, int] = {}
    for day, fen in moves:
        if day is not None:
            booked = max(day, ledger.period.first)  # a bill that came late was paid in this period
            by_day[booked] = by_day.get(booked, 0) + fen
    worst: _Held | None = None
    for day in sorted(by_day):
        held += by_day[day]
        if worst is None or held > worst.fen:
            worst = _Held(day, held)
    return worst
