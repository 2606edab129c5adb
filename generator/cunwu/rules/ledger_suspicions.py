"""FIN, fourth part: what deserves a second look by the supervision committee. No accusation: there are good reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.kinds.ledger import LEDGER, Entry, Ledger
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import Money, stated, total
from cunwu.values.names import fold_name

_WINDOW = timedelta(days=30)
_MONTHLY = (timedelta(days=20), timedelta(days=45))
"""How far apart two payments lie that are made month by month: wages, electricity."""
_NEAR = 80
"""Percent of a limit from which an expense is just below it, whatever it was for."""


class _Payment(Frozen):
    """An expense that no meeting decided, with what makes two of them alike."""

    ledger: Ledger
    entry: Entry
    on: date
    amount: Money
    payee: str
    subject: str


@rule(
    "FIN028",
    "{since} 起 30 天内分 {count} 笔付给「{payee}」，每笔不超过 {limit} 元，合计 {total} 元，没有写哪次会议同意",
    remedy="请村务监督委员会看一看：是一件事，就按合计的金额审批，补一行「会议」；本来是几件事或分期付的，不用改",
    source="bookkeeping/practice",
    severity=Severity.NOTICE,
)
def payments_stay_below_limit_together(board: Board, context: Context) -> Iterator[Finding]:
    """Several payments to one payee within 30 days are held against the approval limits together as well as singly."""
    held = {
        ledger: {tier.limit for tier in context.settings_on(ledger, ledger.period.last).approvals}
        for ledger in board.records(LEDGER)
    }
    limits = sorted(set[Money]().union(*held.values()), reverse=True)
    if not limits:
        return
    payments = _without_monthly(sorted(_payments(board), key=lambda payment: payment.on))
    told: set[Entry] = set()
    for limit in limits:
        for together in _together_above(payments, limit):
            last = together[-1]
            if last.entry not in told and limit in held[last.ledger]:
                yield found(
                    last.entry,
                    "expense",
                    of=last.ledger,
                    since=together[0].on,
                    count=len(together),
                    payee=last.entry.counterpart,
                    limit=limit,
                    total=total(payment.amount for payment in together),
                )
            told.update(payment.entry for payment in together)


def _payments(board: Board) -> Iterator[_Payment]:
    """Expenses in force to a named payee, without those a meeting decided and those a red entry took back or moved."""
    ledgers = board.records(LEDGER)
    reversed_entries = {
        (ledger.book, target) for ledger in ledgers for entry in ledger.entries for target in entry.reverses
    }
    for ledger in ledgers:
        moved = {(entry.counterpart, -entry.fen) for entry in ledger.entries if entry.reverses}
        for entry in ledger.entries:
            expense = stated(entry.expense)
            if expense is None or expense.fen <= 0 or not entry.counterpart or entry.meeting or entry.day is None:
                continue
            taken_back = (ledger.book, f"{ledger.period.text}#{entry.number}") in reversed_entries
            if not taken_back and (entry.counterpart, entry.fen) not in moved:
                payee, subject = fold_payee(entry.counterpart), fold_subject(entry.summary)
                yield _Payment(ledger, entry, entry.day, expense, payee, subject)


def _without_monthly(payments: Sequence[_Payment]) -> list[_Payment]:
    """Payments, in order, but for those made to the same payee for the same thing a month before or after."""
    monthly: set[Entry] = set()
    for alike in _grouped(payments, lambda payment: (payment.payee, payment.subject)):
        days = [payment.on for payment in alike]
        gaps = [timedelta.max, *(later - earlier for earlier, later in pairwise(days)), timedelta.max]
        for payment, (before, after) in zip(alike, pairwise(gaps), strict=True):
            if _MONTHLY[0] <= min(before, after) <= _MONTHLY[1]:
                monthly.add(payment.entry)
    return [payment for payment in payments if payment.entry not in monthly]


def _together_above(payments: Iterable[_Payment], limit: Money) -> Iterator[Sequence[_Payment]]:
    """Payments that stay below a limit one by one and exceed it together: for one thing, or each just below it."""
    below = [payment for payment in payments if payment.amount <= limit]
    near = [payment for payment in below if payment.amount.fen * 100 >= limit.fen * _NEAR]
    for alike in _grouped(below, lambda payment: (payment.payee, payment.subject)):
        yield from _windows_above(alike, limit)
    for alike in _grouped(near, lambda payment: (payment.payee,)):
        yield from _windows_above(alike, limit)


def _grouped(payments: Iterable[_Payment], key: Callable[[_Payment], tuple[str, ...]]) -> Iterable[Sequence[_Payment]]:
    groups: dict[tuple[str, ...], list[_Payment]] = {}
    for payment in payments:
        groups.setdefault(key(payment), []).append(payment)
    return groups.values()


def _windows_above(payments: Sequence[_Payment], limit: Money) -> Iterator[Sequence[_Payment]]:
    """Stretches of 30 days in which the payments, in order, come to more than the limit; none counts twice."""
    start, fen = 0, 0
    for end, payment in enumerate(payments):
        fen += payment.amount.fen
        while payment.on - payments[start].on >= _WINDOW:
            fen -= payments[start].amount.fen
            start += 1
        goes_on = end + 1 < len(payments) and payments[end + 1].on - payments[start].on < _WINDOW
        if fen > limit.fen and start < end and not goes_on:
            yield payments[start : end + 1]
            start, fen = end + 1, 0


_LEGAL_FORM = regex(r"(股份|责任)?有限(责任)?公司$")
_BESIDE = regex(r"\([^()]*\)|[0-9〇零一二三四五六七八九十]+|第|[年月日批期次笔]|[^\w]")


@lru_cache(maxsize=1024)  # a village pays the same few month by month
def fold_payee(name: str) -> str:
    """A payee however it is written: full or half width, with blanks or without, with its legal form or without."""
    folded = fold_name(name)
    return _LEGAL_FORM.sub("", folded) or folded


@lru_cache(maxsize=1024)
def fold_subject(summary: str) -> str:
    """What was paid for, without the numbers, months and brackets in which one payment differs from the next."""
    folded = normalize("NFKC", summary)
    return _BESIDE.sub("", folded) or folded
