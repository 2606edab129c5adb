"""SUP: what deserves a second look by the supervision committee. No accusation: there are good reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from unicodedata import normalize

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.derive.team_in_post import relations_of
from cunwu.kinds.ledger import LEDGER, Entry, Ledger
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.ledger_entries import numbered_by
from cunwu.rules.ledger_suspicions import fold_payee
from cunwu.values.money import Money, is_inexact, percent, stated
from cunwu.values.names import fold_person, persons_in

_PRACTICE = "bookkeeping/practice"
_LOOK = "请村务监督委员会看一看"
_SOON = timedelta(days=10)
_FEE = 10_000
"""Fen below which an expense is a fee or small change, and the same again is nothing to look at."""
_ROUND, _ROUND_MANY = 100_000, 5
"""Fen in a round sum, and how many of them in one period are many."""
_WEEKEND_MANY = 3
_NAMED = 5
"""How many entries one finding names."""
SUSPICIONS = frozenset({"FIN011", "FIN015", "FIN018", "FIN028"})
"""Codes of other families that are shown with these where a place shows them to everybody."""


_MARKS = regex(r"[^\w]")


def _expenses(ledger: Ledger) -> list[tuple[Entry, Money]]:
    amounts = ((entry, stated(entry.expense)) for entry in ledger.entries)
    return [(entry, amount) for entry, amount in amounts if amount is not None and amount.fen > 0]


def _numbers(entries: Sequence[Entry]) -> str:
    more = f" 等 {len(entries)} 笔" if len(entries) > _NAMED else ""
    return "、".join(entry.number for entry in entries[:_NAMED]) + more


@rule(
    "SUP001",
    "编号 {number} 付给「{payee}」{amount} 元，{day} 已经为同一件事付过同样的数（{first}）",
    remedy=f"{_LOOK}：确实付了两次的，要追回并红字冲销；本来就要分两次付的，在「说明」里写一句。"
    "同姓的两个人，写成 王某甲、王某乙",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def paid_twice(board: Board) -> Iterator[Finding]:
    """The same sum to the same payee for the same thing within ten days, with nothing said about it."""
    ledgers = board.records(LEDGER)
    taken_back = {(ledger.book, target) for ledger in ledgers for entry in ledger.entries for target in entry.reverses}
    alike: dict[tuple[str, str, int], list[tuple[date, str, Entry, Ledger]]] = {}
    for ledger in ledgers:
        for entry, amount in _expenses(ledger):
            reference = f"{ledger.period.text}#{entry.number}"
            said = entry.note or amount.fen < _FEE
            if entry.counterpart and entry.day and not said and (ledger.book, reference) not in taken_back:
                # February and March, the first time and the second, are two things: numbers stay
                key = (fold_payee(entry.counterpart), _MARKS.sub("", normalize("NFKC", entry.summary)), amount.fen)
                alike.setdefault(key, []).append((entry.day, reference, entry, ledger))
    for (_, _, fen), paid in alike.items():
        in_order = sorted(paid, key=lambda one: one[0]) if len(paid) > 1 else paid
        for (earlier, first, _, _), (later, _, entry, ledger) in pairwise(in_order):
            if later - earlier <= _SOON:
                yield found(
                    entry,
                    "expense",
                    of=ledger,
                    number=entry.number,
                    payee=entry.counterpart,
                    amount=Money(fen),
                    day=earlier,
                    first=first,
                )


@rule(
    "SUP002",
    "「其他」类支出 {amount} 元，占本期支出的 {share}，超过 {limit}",
    remedy=f"{_LOOK}：能归到别的科目的，记到那个科目；不能的，在「说明」里写清是什么",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def much_is_called_other(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """The share of what is booked as 其他 without a word about it stays below the place's limit."""
    limit = context.settings_on(ledger, ledger.period.last).other_share
    if limit is None or any(is_inexact(entry.expense) for entry in ledger.entries):
        return  # of a sum that is not complete there is no share
    amounts = ((entry, stated(entry.expense)) for entry in ledger.entries)
    expenses = [(entry, amount) for entry, amount in amounts if amount is not None]  # red entries take their part out
    whole = sum(amount.fen for _, amount in expenses)
    others = [
        (entry, amount) for entry, amount in expenses if entry.account_title.startswith("其他") and not entry.note
    ]
    fen = sum(amount.fen for _, amount in others)
    if whole > 0 and fen * 100 > limit * whole:
        largest = max(others, key=lambda pair: pair[1].fen)[0]
        share = percent(fen, whole)
        yield found(largest, "account_title", amount=Money(fen), share=share, limit=f"{limit}%")


@rule(
    "SUP003",
    "有 {count} 笔支出是整千的数：{numbers}",
    remedy=f"{_LOOK}：工资、租金、补助本来就是整数，不用改；别的看一看发票是不是这个数",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def many_round_sums(ledger: Ledger) -> Iterator[Finding]:
    """Many expenses of whole thousands in one period, more than half of all that are so large."""
    large = [(entry, amount) for entry, amount in _expenses(ledger) if amount.fen >= _ROUND]
    whole = [entry for entry, amount in large if amount.fen % _ROUND == 0]
    if len(whole) >= _ROUND_MANY and len(whole) * 2 > len(large):
        yield found(whole[0], "expense", count=len(whole), numbers=_numbers(whole))


@rule(
    "SUP004",
    "有 {count} 笔银行付款记在周六、周日：{numbers}",
    remedy=f"{_LOOK}：网银转账周末也能付，不用改；柜台办的，核对银行回单的日期",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def bank_pays_on_weekends(ledger: Ledger) -> Iterator[Finding]:
    """Several payments from bank accounts dated on a Saturday or Sunday."""
    banks = {account.number for account in ledger.accounts if account.sort != "库存现金"}
    weekend = [
        entry for entry, _ in _expenses(ledger) if entry.account in banks and entry.day and entry.day.weekday() > 4
    ]
    if len(weekend) >= _WEEKEND_MANY:
        yield found(weekend[0], "on", count=len(weekend), numbers=_numbers(weekend))


_VOUCHER = regex(r"(.*?)([0-9]{1,6})(?:\([0-9]+\))?")


@rule(
    "SUP005",
    "凭证「{voucher}」是 {day}，前一号「{before}」却是 {later}",
    remedy=f"{_LOOK}：凭证按日子先后编号，倒着的多半是后来补的；补的要说明",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def vouchers_run_backwards(ledger: Ledger) -> Iterator[Finding]:
    """Voucher numbers of one series follow the days; the first that does not is told."""
    movements = ledger.movements
    series: dict[str, list[tuple[int, int]]] = {}
    for position, movement in enumerate(movements):
        match = _VOUCHER.fullmatch(movement.voucher or "")
        if match and movement.day is not None:
            series.setdefault(f"{match[1]} {numbered_by(ledger, movement)}", []).append((int(match[2]), position))
    for numbered in series.values():
        for (number, before), (following, after) in pairwise(sorted(numbered)):
            earlier, later = movements[before], movements[after]
            if (
                number < following and later.day and earlier.day and later.day < earlier.day
            ):  # 记-3(1) and 记-3(2) are one number
                yield found(
                    later, "on", voucher=later.voucher, day=later.day, before=earlier.voucher, later=earlier.day
                )
                break


@rule(
    "SUP006",
    "编号 {number} 的钱付给「{payee}」，{role}也是「{payee}」",
    remedy=f"{_LOOK}：自己领自己的误工补贴要有名册；别的应换人经手、换人审批。同姓的两个人，写成 王某甲、王某乙",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def payee_handles_or_approves(ledger: Ledger) -> Iterator[Finding]:
    """Who is paid neither handled nor approved the payment."""
    for entry, _ in _expenses(ledger):
        if entry.counterpart is None:
            continue
        payees = {fold_payee(name) for name in persons_in(entry.counterpart)}
        for person, role in ((entry.approver, "审批人"), (entry.handler, "经手人")):
            if person is not None and payees & {fold_payee(name) for name in persons_in(person)}:
                yield found(entry, "counterpart", number=entry.number, payee=entry.counterpart, role=role)
                break


@rule(
    "SUP007",
    "编号 {number} 的钱付给「{payee}」，登记的是{role}「{person}」的{relation}",
    remedy=f"{_LOOK}：应当由别人经手和审批；已经回避、另有人审批的，改写经手人、审批人",
    source="program/people",
    severity=Severity.NOTICE,
)
def payee_is_a_relative(board: Board) -> Iterator[Finding]:
    """Who is paid is no listed relative of who handled or approved the payment."""
    listed = {(fold_person(one.person), fold_payee(one.relative)): one for _, one in relations_of(board)}
    for ledger in board.records(LEDGER) if listed else ():
        for entry, _ in _expenses(ledger):
            for person, role in ((entry.approver, "审批人"), (entry.handler, "经手人")):
                named = [(name, fold_payee(entry.counterpart or "")) for name in persons_in(person or "")]
                one = next((listed[pair] for pair in named if pair in listed), None)
                if one is not None:
                    yield found(
                        entry,
                        "counterpart",
                        of=ledger,
                        number=entry.number,
                        payee=entry.counterpart,
                        role=role,
                        person=person,
                        relation=one.relation,
                    )
                    break
