"""CTR, fourth part: long and cheap — terms beyond the law's longest, rents far below those of like land."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity
from cunwu.derive.dues import price_of
from cunwu.kinds.asset import ASSET, Asset
from cunwu.kinds.contract import CONTRACT, Contract, ContractObject
from cunwu.records.board import Board
from cunwu.rules.base import Finding, rule
from cunwu.rules.contract_objects import years_of
from cunwu.values.dates import PartialDay
from cunwu.values.price import Price, prices
from cunwu.values.quantity import Quantity

_MU = "亩"
_LETS = ("出租", "发包")
_LONGEST_LEASE = 20
"""Source: civil-code/lease-term"""
_LONGEST_OF_LAND = {"耕地": 30, "草地": 50, "林地": 70}
"""Years for which land of a class is let to work at most. Source: land-contract-law/terms"""
_LAND_UNITS = (_MU, "公顷")
_OVER = ("已到期", "已终止")
_NOT_YET = ("招租中", "招标中")


@rule(
    "CTR030",
    "从 {begins} 到 {until}，超过 {years} 年；{law}",
    remedy="照合同核对起止；承包山地、水面写成了出租的，改「种类」；合同就是这样写的照实写，在「反常说明」里写明打算怎样办",
    source="civil-code/lease-term",
    severity=Severity.IRREGULAR,
    follows=("CTR002",),
)
def let_for_longer_than_the_law(board: Board) -> Iterator[Finding]:
    """A lease runs for twenty years at most, and registered land for as long as land of its class may be let."""
    for contract in board.records(CONTRACT):
        begins, until = contract.begins or contract.signed, contract.until
        if contract.sort not in _LETS or begins is None or until is None or contract.ended or contract.status in _OVER:
            continue
        limit = _longest(board, contract)
        if limit is not None and until.first > _after(begins, limit[0]):
            facts = {"begins": begins, "until": until, "years": limit[0], "law": limit[1]}
            yield Finding(contract, "until", facts, contract)


@rule(
    "CTR032",
    "{sort}没有写到哪天止",
    remedy="照合同写「止」；合同没有写期限的，在「反常说明」里写明，双方补签期限",
    source="civil-code/lease-term",
    severity=Severity.IRREGULAR,
)
def let_without_an_end(contract: Contract) -> Iterator[Finding]:
    """What is let for ever would be longer than the law allows, and no other rule would see it."""
    has_begun = (contract.signed or contract.begins) is not None
    is_over = contract.ended is not None or contract.status in (*_OVER, *_NOT_YET)
    if contract.sort in _LETS and has_begun and not is_over and contract.until is None:
        yield Finding(contract, "sort", {"sort": contract.sort}, contract)


def _after(begins: PartialDay, years: int) -> date:
    """The same day so many years later; of a month, of its last day."""
    last = begins.last
    return last.replace(year=last.year + years, day=min(last.day, 28) if last.month == 2 else last.day)


def _longest(board: Board, contract: Contract) -> tuple[int, str] | None:
    """The longest that any of its objects may be let, with the law in words; None where nobody can tell."""
    limits = [_longest_of(board, contract, one) for one in contract.objects] or [_lease(contract)]
    known = [limit for limit in limits if limit is not None]
    return max(known) if len(known) == len(limits) else None


def _longest_of(board: Board, contract: Contract, one: ContractObject) -> tuple[int, str] | None:
    asset = board.find(ASSET, one.asset) if one.asset else None
    if asset is not None and asset.resource in _LONGEST_OF_LAND:
        return _LONGEST_OF_LAND[asset.resource], f"{asset.resource}的承包期最长 {_LONGEST_OF_LAND[asset.resource]} 年"
    is_unregistered_land = asset is None and isinstance(one.area, Quantity) and one.area.unit in _LAND_UNITS
    return None if is_unregistered_land else _lease(contract)


def _lease(contract: Contract) -> tuple[int, str] | None:
    """Of hills and waters that are let to work, the parties agree how long: there is no longest."""
    return (_LONGEST_LEASE, "租赁期限不得超过二十年，超过的部分无效") if contract.sort == "出租" else None


# --- rents ------------------------------------------------------------------------------------------------------------

_ALIKE_YEARS = 5
"""Rents are compared if the contracts begin within so many years of each other: prices change."""
_OTHERS = 2
"""Other rents that a comparison needs."""


class _Rent(Frozen):
    """What one mu of a class of land brings in a year under a contract."""

    contract: Contract
    item: ContractObject
    land: str
    since: date
    yuan: Decimal


@rule(
    "CTR031",
    "{land}每亩一年合 {rent} 元；本村同一类、前后五年签的另外 {count} 处，居中的是 {usual} 元",
    remedy="只是比一比：地有好坏、租金有先后。请看一看怎样定的价；没有问题就不用改",
    source="program/derived",
    severity=Severity.NOTICE,
)
def far_cheaper_than_others(board: Board) -> Iterator[Finding]:
    """Land brings no less than half of what like land brings in the same village at the same time."""
    rents = [rent for contract in board.records(CONTRACT) for rent in _rents(board, contract)]
    by_land: dict[str, list[_Rent]] = {}
    for rent in rents:
        by_land.setdefault(rent.land, []).append(rent)
    for land, alike in by_land.items():
        dearest = max(rent.yuan for rent in alike)
        for rent in alike:
            # Hardly any is below half of the dearest, and only that one is held against each of the others.
            others = _others(rent, alike) if rent.yuan * 2 < dearest else []
            usual = median(others) if len(others) >= _OTHERS else Decimal(0)
            if rent.yuan * 2 < usual:
                facts = {"land": land, "rent": f"{rent.yuan:.2f}", "count": len(others), "usual": f"{usual:.2f}"}
                yield Finding(rent.item, "object_name", facts, rent.contract)


def _others(rent: _Rent, alike: Sequence[_Rent]) -> list[Decimal]:
    return [
        one.yuan
        for one in alike
        if one.contract is not rent.contract and abs((one.since - rent.since).days) <= _ALIKE_YEARS * 365.25
    ]


def _rents(board: Board, contract: Contract) -> Iterator[_Rent]:
    begins = contract.begins or contract.signed
    for one in contract.objects if contract.sort in _LETS and begins is not None else ():
        asset = board.find(ASSET, one.asset) if one.asset else None
        yuan = _yuan_of_a_mu(contract, one)
        if begins is not None and isinstance(asset, Asset) and asset.resource is not None and yuan is not None:
            yield _Rent(contract, one, asset.resource, begins.first, yuan)


def _yuan_of_a_mu(contract: Contract, one: ContractObject) -> Decimal | None:
    """By the price of a mu that is written, else by the price of a contract about one piece of land only."""
    area = one.area
    if not isinstance(area, Quantity) or area.approximate or area.unit != _MU or area.number <= 0:
        return None
    if isinstance(one.unit_price, Price):
        return one.unit_price.yuan if prices(one.unit_price, _MU) else None
    price = price_of(contract)
    if one.unit_price is not None or price is None or len(contract.objects) > 1 or contract.until is None:
        return None
    return Decimal(price.fen) / 100 / years_of(contract) / area.number
