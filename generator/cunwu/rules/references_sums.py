"""REF, third part: what one record says was paid beside what the ledger and the contract say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cunwu.core.problem import Severity
from cunwu.derive.booked import Claim, disagreeing
from cunwu.kinds.contract import CONTRACT, Contract
from cunwu.kinds.ledger import LEDGER, Entry
from cunwu.kinds.project import PROJECT, Payment
from cunwu.records.board import Board
from cunwu.rules.base import Finding, found, rule
from cunwu.rules.ledger_suspicions import fold_payee
from cunwu.values.money import ZERO, Money, stated, total

_LINKS = "program/references"
_TRACKING = "program/cross-checks"


def _against_ledger(board: Board, claims: Iterable[Claim], side: str) -> Iterator[Finding]:
    """Where all that names an entry adds up to another amount than that entry has on this side."""
    for group in disagreeing(board, claims):
        last, entry = group.claims[-1], group.entries[0]
        written = stated(getattr(entry, side)) or ZERO
        yield found(last.item, last.field, of=last.record, sum=group.stated, reference=group.reference, entry=written)


@rule(
    "REF024",
    "项目写的已付合计 {paid} 元，收支里写明这个项目的支出合计 {booked} 元，相差 {difference} 元",
    remedy="逐笔对：漏记的补上；不从村里账上付的，在付款的「付款单位」里写明由谁付；本来就不同的，在项目的「反常说明」里写明",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def project_paid_differs_from_ledger(board: Board) -> Iterator[Finding]:
    """Payments of a project and expenses booked for it add up to the same; those others made say by whom."""
    booked: dict[str, list[Money | None]] = {}
    for ledger in board.records(LEDGER):
        for entry in ledger.entries:
            if entry.project is not None and entry.expense is not None:
                booked.setdefault(entry.project, []).append(stated(entry.expense))
    periods = {(ledger.period.first, ledger.period.last) for ledger in board.records(LEDGER)}
    for project in board.records(PROJECT) if booked else ():
        own = project.payments
        ours = [payment.amount for payment in own if payment.paid_by is None and _is_covered(payment, periods)]
        expected = booked.get(project.number, [])
        known = [expense for expense in expected if expense is not None]
        if ours and expected and len(known) == len(expected):
            paid, expenses = total(ours), total(known)
            if paid != expenses:
                difference = abs(paid - expenses)
                yield found(project, "payments", of=project, paid=paid, booked=expenses, difference=difference)


def _is_covered(payment: Payment, periods: Iterable[tuple[date, date]]) -> bool:
    """Whether some ledger should hold it: what was paid before the first published one is in none."""
    return payment.entry is not None or any(
        first <= payment.on.last and payment.on.first <= last for first, last in periods
    )


@rule(
    "REF025",
    "项目的合同已经付了 {contracts} 元，项目写的已付只有 {paid} 元，少 {difference} 元",
    remedy="把合同里的付款补到项目的「已付」里，或者改正写错的一处",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def contract_paid_differs_from_project(board: Board) -> Iterator[Finding]:
    """What was paid under the contracts of a project is among what the project says was paid."""
    contracts = _contracts(board)
    for project in board.records(PROJECT) if contracts else ():
        under = [
            amount
            for contract in contracts.get(project.number, ())
            for payment in contract.payments
            if not contract.is_income and (amount := stated(payment.amount)) is not None
        ]
        own = [payment.amount for payment in project.payments]
        if under and total(under) > total(own):
            contracted, paid = total(under), total(own)
            difference = contracted - paid
            yield found(project, "payments", of=project, contracts=contracted, paid=paid, difference=difference)


@rule(
    "REF026",
    "合同的总价合计 {contracts} 元，项目写的合同金额是 {stated} 元",
    remedy="照合同原件改正写错的一处；后来加的部分写成项目的「变更」",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def contract_price_differs_from_project(board: Board) -> Iterator[Finding]:
    """The prices of a project's contracts add up to the contract amount the project states."""
    contracts = _contracts(board)
    for project in board.records(PROJECT) if contracts else ():
        written = stated(project.amounts.contract) if project.amounts else None
        works = [one for one in contracts.get(project.number, ()) if one.sort == "施工" and one.status != "已终止"]
        prices = [stated(contract.total_price) for contract in works]
        known = [price for price in prices if price is not None]
        if (
            project.amounts is not None
            and written is not None
            and known
            and len(known) == len(prices)
            and total(known) != written
        ):
            yield found(project.amounts, "contract", of=project, contracts=total(known), stated=written)


def _contracts(board: Board) -> Mapping[str, Sequence[Contract]]:
    """Contracts by the project they are for."""
    by_project: dict[str, list[Contract]] = {}
    for contract in board.records(CONTRACT):
        if contract.project is not None:
            by_project.setdefault(contract.project, []).append(contract)
    return by_project


@rule(
    "REF027",
    "编号 {number} 写的合同「{contract}」是和「{party}」签的，这一笔的对方却是「{payee}」",
    remedy="核对合同号和对方；钱付给别人的，在「反常说明」里写明为什么",
    source=_TRACKING,
    severity=Severity.IRREGULAR,
)
def entry_pays_another_party(board: Board) -> Iterator[Finding]:
    """An entry that names a contract pays, or is paid by, whom the contract is with."""
    parties = {contract.number: contract.counterpart for contract in board.records(CONTRACT)}
    for ledger in board.records(LEDGER) if parties else ():
        for entry in ledger.entries:
            party = parties.get(entry.contract or "")
            if party is not None and _is_another(entry, party):
                yield found(
                    entry,
                    "counterpart",
                    of=ledger,
                    number=entry.number,
                    contract=entry.contract,
                    party=party,
                    payee=entry.counterpart,
                )


def _is_another(entry: Entry, party: str) -> bool:
    return bool(entry.counterpart) and fold_payee(entry.counterpart or "") != fold_payee(party)
