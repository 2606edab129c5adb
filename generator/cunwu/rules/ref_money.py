"""REF, second part: what assets, contracts and debts say of a ledger entry, held against the entry itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cunwu.board import Board
from cunwu.kinds.asset import ASSET
from cunwu.kinds.base import Item, Record
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.debt import DEBT
from cunwu.kinds.ledger import LEDGER
from cunwu.rules.base import Finding, rule
from cunwu.values.money import Money, stated

_LINKS = "program/references"


@dataclass(frozen=True, slots=True)
class _Claim:
    """One record says that a ledger entry is its money: how much came in by it (below nothing: went out)."""

    item: Item
    field: str
    of: Record
    number: str
    entry: str
    book: str | None
    fen: int | None
    """None where the amount is not known."""
    interest: int = 0
    """What may be in the same entry besides."""
    either_side: bool = False
    """Whether nobody can tell from the record on which side the money stands."""


@dataclass(frozen=True, slots=True)
class _Group:
    """All claims on one entry, and what the entry may be: two books may each have one of that number."""

    claims: tuple[_Claim, ...]
    booked: tuple[int, ...]

    @property
    def claimed(self) -> int | None:
        """What the claims come to; None where one is not known."""
        amounts = [claim.fen for claim in self.claims if claim.fen is not None]
        return sum(amounts) if len(amounts) == len(self.claims) else None

    @property
    def agrees(self) -> bool:
        """Whether an entry is what is claimed, with or without the interest."""
        claimed, interest = self.claimed, sum(claim.interest for claim in self.claims)
        either = any(claim.either_side for claim in self.claims)
        fits = [claimed, claimed + interest] if claimed is not None else []
        return claimed is None or any(fen in fits or (either and -fen in fits) for fen in self.booked)

    @property
    def is_on_other_side(self) -> bool:
        """Whether it is money that went the other way."""
        claimed = self.claimed
        either = any(claim.either_side for claim in self.claims)
        return claimed is not None and not either and all(fen * claimed < 0 for fen in self.booked)


def _groups(board: Board, claims: Iterable[_Claim]) -> Iterator[_Group]:
    """Claims that name one entry of one book belong together: two tenants may have paid at once."""
    found_claims: dict[tuple[str, str | None], list[_Claim]] = {}
    for claim in claims:
        found_claims.setdefault((claim.entry, claim.book), []).append(claim)
    entries = _entries(board, {entry for entry, _ in found_claims}) if found_claims else {}
    for (entry, book), group in found_claims.items():
        candidates = entries.get(entry, ())
        of_book = tuple(fen for owner, fen in candidates if owner == book)
        booked = of_book or tuple(fen for _, fen in candidates)
        if booked:
            yield _Group(tuple(group), booked)


def _entries(board: Board, wanted: set[str]) -> Mapping[str, list[tuple[str, int]]]:
    """Reference → book and amount of every entry that goes by it; entries whose amount is not known are left out."""
    periods = {reference.partition("#")[0] for reference in wanted}
    found_entries: dict[str, list[tuple[str, int]]] = {}
    for ledger in board.records(LEDGER):
        if ledger.period.text in periods:
            for entry in ledger.entries:
                reference = f"{ledger.period.text}#{entry.number}"
                if reference in wanted and not entry.is_unknown:
                    found_entries.setdefault(reference, []).append((ledger.book, entry.fen))
    return found_entries


def _fen(amount: object, sign: int) -> int | None:
    known = stated(amount)
    return None if known is None else known.fen * sign


def _contract_claims(board: Board) -> Iterator[_Claim]:
    for contract in board.records(CONTRACT):
        sign = 1 if contract.is_income else -1
        for payment in contract.payments:
            if payment.entry is not None and payment.number not in contract.withdrawn:
                fen, either = _fen(payment.amount, sign), contract.sort == "其他"
                yield _Claim(
                    payment, "amount", contract, payment.number, payment.entry, contract.book, fen, either_side=either
                )


def _debt_claims(board: Board) -> Iterator[_Claim]:
    for debt in board.records(DEBT):
        sign = 1 if debt.sort == "债权" else -1
        for one in debt.repayments:
            if one.entry is not None and one.number not in debt.withdrawn:
                interest = sign * (one.interest.fen if one.interest is not None else 0)
                fen = _fen(one.amount, sign)
                yield _Claim(one, "amount", debt, one.number, one.entry, debt.book, fen, interest)


def _purchase_claims(board: Board) -> Iterator[_Claim]:
    for asset in board.records(ASSET):
        if asset.entry is not None:
            fen = _fen(asset.original, -1)
            yield _Claim(asset, "original", asset, asset.number, asset.entry, asset.book, fen)


def _disposal_claims(board: Board) -> Iterator[_Claim]:
    for asset in board.records(ASSET):
        disposal = asset.disposal
        if disposal is not None and disposal.entry is not None:
            fen = _fen(disposal.amount, 1)
            yield _Claim(disposal, "amount", asset, asset.number, disposal.entry, asset.book, fen)


def _differing(board: Board, claims: Iterable[_Claim]) -> Iterator[_Group]:
    """Groups that are on the right side and come to another amount."""
    return (group for group in _groups(board, claims) if not group.agrees and not group.is_on_other_side)


def _finding(group: _Group, **facts: object) -> Finding:
    """At the last of the claims, with all of them named."""
    claim = group.claims[-1]
    claimed = abs(group.claimed or 0)
    told = {
        "numbers": "、".join(one.number for one in group.claims),
        "stated": Money(claimed),
        "reference": claim.entry,
        "entry": Money(abs(group.booked[0])),
        "difference": Money(claimed - abs(group.booked[0])),
    }
    return Finding(claim.item, claim.field, {**told, **facts}, claim.of)


@rule(
    "REF015",
    "原值 {stated} 元（{numbers}），买它的那一笔「{reference}」是 {entry} 元，相差 {difference} 元",
    remedy="照凭证核对；原值里另有运费、安装费的，在说明里写明",
    source=_LINKS,
    notice=True,
)
def value_differs_from_purchase(board: Board) -> Iterator[Finding]:
    """What a thing is worth in the register and the entry it was bought through are the same amount."""
    for group in _differing(board, _purchase_claims(board)):
        if not any(getattr(claim.of, "explanation", None) for claim in group.claims):
            yield _finding(group)


@rule(
    "REF016",
    "处置收到 {stated} 元（{numbers}），收支「{reference}」收入的是 {entry} 元，相差 {difference} 元",
    remedy="照凭证核对，两处改成一致；几项一起卖的写同一笔流水，加起来相等",
    source=_LINKS,
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
        for group in _groups(board, claims):
            if group.is_on_other_side and group.claimed is not None:
                expected, booked = ("收", "支出") if group.claimed > 0 else ("付", "收入")
                yield _finding(group, expected=expected, booked=booked)
