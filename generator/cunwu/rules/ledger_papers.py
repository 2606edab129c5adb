"""FIN and SUP: what inspectors look at first — takings that never saw the bank, slips, entertainment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.kinds.ledger import CASH, LEDGER, Entry, Ledger, MoneyAccount, Movement
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import Money, format_yuan, stated

_LOCAL = "bookkeeping/cash-limits"
_RECEIPTS = "zhejiang-committee-measures/receipts"
_LOOK = "请村务监督委员会看一看"
_PETTY = 10_000
"""Fen below which takings that were spent are small change."""
_SLIP = regex(r"白条|便条|收条|欠条|借条|手写|证明条|^(?:无|没有?|未)")
"""Papers that are none: a slip of white paper, or nothing; a list signed by those who were paid is a paper."""
_NO_TAKINGS = regex(rf"{_SLIP.pattern}|自制")
"""What does not prove an income: nobody outside the office has a copy of it."""
_ENTERTAINMENT = regex(r"(?<![零无不非])(?:招待(?!所)|(?:公务)?接待(?=费|餐|支出|开支|用)|宴请|请客|吃喝)")


# --- takings and the bank ---------------------------------------------------------------------------------------------


class _Spent(Frozen):
    """Cash paid out by a day beside the cash that was not taken in; fen."""

    on: date
    paid: int
    drawn: int
    taken: int

    @property
    def unbanked(self) -> int:
        """What must have been paid from the takings, at least."""
        return min(self.paid - self.drawn, self.taken)


@rule(
    "SUP008",
    "「{account}」到 {day} 付出 {paid} 元，期初加上取来的只有 {drawn} 元，至少 {amount} 元是收来的现金没有存银行就付的",
    remedy=f"{_LOOK}：收来的现金先存银行、要用再取；存过、取过没有写的，补上「划转」；当地准许这样用的，不用改",
    source=_RECEIPTS,
    severity=Severity.NOTICE,
    follows=("FIN003",),
)
def takings_spent_unbanked(ledger: Ledger) -> Iterator[Finding]:
    """Cash that comes in goes to the bank; cash that goes out was there before or came from the bank."""
    if all(account.sort == CASH for account in ledger.accounts):
        return  # there is no bank to take it to
    for account in ledger.accounts:
        worst = max(_spent_by_day(ledger, account), key=lambda one: one.unbanked, default=None)
        if worst is not None and worst.unbanked >= _PETTY:
            yield found(
                account,
                "closing",
                account=account.name,
                day=worst.on,
                paid=Money(worst.paid),
                drawn=Money(worst.drawn),
                amount=Money(worst.unbanked),
            )


def _spent_by_day(ledger: Ledger, account: MoneyAccount) -> Iterator[_Spent]:
    """By the end of each day on which cash was paid; what has no day is taken as it accuses least."""
    opening = stated(account.opening)
    if account.sort != CASH or opening is None:
        return
    entries = [one for one in ledger.entries if one.account == account.number]
    drawn_in = [one for one in ledger.transfers if one.target == account.number]
    for day in sorted({one.day for one in entries if one.day is not None and one.expense is not None}):
        yield _Spent(
            day,
            paid=sum(_fen(one.expense) for one in entries if one.day is not None and one.day <= day),
            drawn=opening.fen + sum(one.amount.fen for one in drawn_in if _may_be_by(one, day)),
            taken=sum(_fen(one.income) for one in entries if one.day is not None and one.day <= day),
        )


def _may_be_by(movement: Movement, day: date) -> bool:
    return movement.day is None or movement.day <= day


def _fen(amount: object) -> int:
    known = stated(amount)
    return known.fen if known is not None else 0


# --- papers -----------------------------------------------------------------------------------------------------------


def _is_slip(entry: Entry) -> bool:
    return entry.receipt_sort is not None and _SLIP.search(entry.receipt_sort) is not None


@rule(
    "FIN050",
    "编号 {number} 支出 {amount} 元，票据种类是「{receipt}」，本地{limit}",
    remedy="补得到票据的补上，改「票据种类」；补不到的照实写，在「反常说明」里写明为什么、谁同意的",
    source=_LOCAL,
    severity=Severity.IRREGULAR,
)
def slip_above_limit(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """No more is paid on a slip than the place allows."""
    limit = context.settings_on(ledger, ledger.period.last).slip_limit
    for entry in ledger.entries if limit is not None else ():
        expense = stated(entry.expense)
        if limit is not None and expense is not None and expense > limit and _is_slip(entry):
            most = f"一笔最多 {format_yuan(limit)} 元" if limit.fen > 0 else "不准用白条"
            facts = {"number": entry.number, "amount": expense, "receipt": entry.receipt_sort, "limit": most}
            yield Finding(entry, "expense", facts)


@rule(
    "SUP009",
    "编号 {number} 支出 {amount} 元，票据种类是「{receipt}」，没有写「说明」",
    remedy=f"{_LOOK}：补得到票据的补上；补不到的，在「说明」里写一句为什么没有票据",
    source=_LOCAL,
    severity=Severity.NOTICE,
)
def slip_without_reason(ledger: Ledger) -> Iterator[Finding]:
    """Why there is no paper is said."""
    for entry in ledger.entries:
        expense = stated(entry.expense)
        if expense is not None and expense.fen > 0 and entry.note is None and _is_slip(entry):
            yield found(entry, "receipt_sort", number=entry.number, amount=expense, receipt=entry.receipt_sort)


@rule(
    "FIN051",
    "编号 {number} 收入 {amount} 元，票据种类是「{receipt}」，收钱应当开收据或者财政票据",
    remedy="开过收据的，改「票据种类」；没有开的补开给交钱的人；补不了的照实写，在「反常说明」里写明",
    source=_RECEIPTS,
    severity=Severity.IRREGULAR,
)
def income_without_receipt(ledger: Ledger) -> Iterator[Finding]:
    """Who pays the village gets a receipt; an entry that says nothing of its paper is let pass."""
    for entry in ledger.entries:
        income = stated(entry.income)
        if income is not None and income.fen > 0 and _NO_TAKINGS.search(entry.receipt_sort or ""):
            yield found(entry, "income", number=entry.number, amount=income, receipt=entry.receipt_sort)


# --- entertainment ----------------------------------------------------------------------------------------------------


@rule(
    "FIN052",
    "编号 {number} 招待费 {amount} 元，{limit}",
    remedy="照单据核对是不是招待；应当由个人出的退回来；确实开支了的照实写，在「反常说明」里写明谁同意的",
    source="bookkeeping/entertainment",
    severity=Severity.IRREGULAR,
)
def entertainment_beyond_limit(board: Board, context: Context) -> Iterator[Finding]:
    """A village spends no more on entertainment in a year, in all its books, than its place allows."""
    spent: Counter[int] = Counter()
    ledgers = sorted(board.records(LEDGER), key=lambda one: one.period.first)
    taken_back = {(one.book, target) for one in ledgers for entry in one.entries for target in entry.reverses}
    for ledger in ledgers:
        limit = context.settings_on(ledger, ledger.period.last).hospitality_limit
        for entry in _entertaining(ledger, taken_back):
            year, amount = (entry.day or ledger.period.last).year, Money(_fen(entry.expense))
            spent[year] += amount.fen
            if limit is not None and spent[year] > limit.fen:
                told = (
                    f"{year} 年到这一笔共 {format_yuan(Money(spent[year]))} 元，本地一年最多 {format_yuan(limit)} 元"
                    if limit.fen > 0
                    else "本地不开支招待费（零招待）"
                )
                yield found(entry, "expense", of=ledger, number=entry.number, amount=amount, limit=told)


def _entertaining(ledger: Ledger, taken_back: Collection[tuple[str, str]]) -> Iterator[Entry]:
    """Expenses on entertainment by their title or what they were for; what a red entry took back was not spent."""
    for entry in ledger.entries:
        is_named = _ENTERTAINMENT.search(f"{entry.account_title} {entry.summary}") is not None
        if (
            is_named
            and _fen(entry.expense) > 0
            and (ledger.book, f"{ledger.period.text}#{entry.number}") not in taken_back
        ):
            yield entry
