"""REF, second part: what assets, contracts and debts say of a ledger entry, held against the entry itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cunwu.core.frozen import replace
from cunwu.core.problem import Severity
from cunwu.derive.booked import Claim, Group, came_in, disagreeing, groups_of, went_out
from cunwu.kinds.asset import ASSET
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.debt import DEBT
from cunwu.records.board import Board
from cunwu.rules.base import Finding, rule
from cunwu.values.money import stated

_LINKS = "program/references"


def _contract_claims(board: Board) -> Iterator[Claim]:
    for contract in board.records(CONTRACT):
        for payment in contract.payments:
            claims = came_in if contract.is_income else went_out
            for one in claims(contract, payment, payment.entry, payment.amount):
                yield replace(one, book=contract.book, either_side=contract.sort == "其他")


def _debt_claims(board: Board) -> Iterator[Claim]:
    for debt in board.records(DEBT):
        sign, claims = (1, came_in) if debt.sort == "债权" else (-1, went_out)
        for repayment in debt.repayments:
            for one in claims(debt, repayment, repayment.entry, repayment.amount):
                interest = 0 if repayment.interest is None else None
                if (exact := stated(repayment.interest)) is not None:
                    interest = sign * exact.fen
                yield replace(one, book=debt.book, interest=interest)


def _purchase_claims(board: Board) -> Iterator[Claim]:
    for asset in board.records(ASSET):
        for one in went_out(asset, asset, asset.entry, asset.original, "original"):
            yield replace(one, book=asset.book)


def _disposal_claims(board: Board) -> Iterator[Claim]:
    for asset in board.records(ASSET):
        disposal = asset.disposal
        for one in came_in(asset, disposal, disposal.entry, disposal.amount) if disposal is not None else ():
            yield replace(one, book=asset.book)


def _differing(board: Board, claims: Iterable[Claim]) -> Iterator[Group]:
    """Groups that are on the right side and come to another amount."""
    return (group for group in disagreeing(board, claims) if not group.is_on_other_side)


def _finding(group: Group, **facts: object) -> Finding:
    """At the last of the claims, with all of them named."""
    last = group.claims[-1]
    told = {
        "numbers": group.numbers,
        "stated": group.stated,
        "reference": group.reference,
        "entry": group.booked,
        "difference": group.stated - group.booked,
    }
    return Finding(last.item, last.field, {**told, **facts}, last.record)


@rule(
    "REF015",
    "原值 {stated} 元（{numbers}），买它的那一笔「{reference}」是 {entry} 元，相差 {difference} 元",
    remedy="照凭证核对；原值里另有运费、安装费的，在「反常说明」里写明",
    source=_LINKS,
    severity=Severity.IRREGULAR,
)
def value_differs_from_purchase(board: Board) -> Iterator[Finding]:
    """What a thing is worth in the register and the entry it was bought through are the same amount."""
    for group in _differing(board, _purchase_claims(board)):
        yield _finding(group)


@rule(
    "REF016",
    "处置收到 {stated} 元（{numbers}），收支「{reference}」收入的是 {entry} 元，相差 {difference} 元",
    remedy="照凭证核对，两处改成一致；几项一起卖的写同一笔流水，加起来相等",
    source=_LINKS,
    severity=Severity.IRREGULAR,
)
def disposal_differs_from_entry(board: Board) -> Iterator[Finding]:
    """What came of a disposal is what the ledger says came in."""
    for group in _differing(board, _disposal_claims(board)):
        yield _finding(group)


@rule(
    "REF017",
    "已付 {numbers} 是 {stated} 元，收支「{reference}」写的是 {entry} 元，相差 {difference} 元",
    remedy="两处改成一致，以凭证为准；一笔钱交了几期的，几条「已付」写同一个流水，加起来相等",
    source=_LINKS,
    severity=Severity.IRREGULAR,
)
def contract_payment_differs_from_entry(board: Board) -> Iterator[Finding]:
    """Payments under contracts and the entry they name are the same amount."""
    for group in _differing(board, _contract_claims(board)):
        yield _finding(group)


@rule(
    "REF018",
    "归还 {numbers} 是 {stated} 元，收支「{reference}」写的是 {entry} 元，相差 {difference} 元",
    remedy="两处改成一致，以凭证为准；本金写进金额，利息写进「利息」",
    source=_LINKS,
    severity=Severity.IRREGULAR,
)
def repayment_differs_from_entry(board: Board) -> Iterator[Finding]:
    """Repayments and the entry they name are the same amount, with or without the interest."""
    for group in _differing(board, _debt_claims(board)):
        yield _finding(group)


@rule(
    "REF019",
    "{numbers} 是村里{expected}的钱，收支「{reference}」却记在{booked}一边",
    remedy="核对流水写对了没有；租金、卖东西的钱、收回的债权记收入，买东西、付工程款、归还的债务记支出",
    source=_LINKS,
)
def money_on_other_side(board: Board) -> Iterator[Finding]:
    """Rents, sales and claims come in, purchases and debts go out."""
    for claims in (_contract_claims(board), _debt_claims(board), _purchase_claims(board), _disposal_claims(board)):
        for group in groups_of(board, claims):
            if group.is_on_other_side and group.claimed is not None:
                expected, booked = ("收", "支出") if group.claimed > 0 else ("付", "收入")
                yield _finding(group, expected=expected, booked=booked)
