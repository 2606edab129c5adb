"""CTR, second part: what contracts are about and what the register says of it — areas, lots, states, disposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from cunwu.core.problem import Severity
from cunwu.derive.dues import is_running
from cunwu.kinds.asset import ASSET, GONE, Asset
from cunwu.kinds.contract import CONTRACT, Contract, ContractObject
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.bounds import NOBODY_KNOWS, Bounds, bounds_of, fen_bounds, money_in_words, yuan_in_words
from cunwu.values.money import Money, stated, total
from cunwu.values.price import Price, prices
from cunwu.values.quantity import Quantity

_ITEMS = "rural-finance-disclosure-2011/items"
_DERIVED = "program/derived"


# --- contracts: what they are about -----------------------------------------------------------------------------------


@rule(
    "CTR007",
    "「{asset}」登记 {registered}，合同里共 {agreed}，多 {difference}",
    remedy="核对登记的面积和合同的面积；重新量过的，更正登记的面积",
    source=_ITEMS,
    severity=Severity.NOTICE,
)
def area_exceeds_register(board: Board) -> Iterator[Finding]:
    """A contract is about no more land than the register has; a part of it may well be let by itself."""
    for contract in board.records(CONTRACT):
        objects: dict[str, list[ContractObject]] = {}
        for one in _objects(contract):
            objects.setdefault(one.asset or "", []).append(one)
        for number, parts in objects.items():
            asset = board.find(ASSET, number) if number else None
            registered, agreed = _exact(asset.area if asset else None), _area_of(parts)
            if asset is None or registered is None or agreed is None or registered.unit != agreed.unit:
                continue
            if agreed.number > registered.number:
                more = agreed.number - registered.number
                yield found(
                    parts[-1],
                    "area",
                    of=contract,
                    asset=asset.name,
                    registered=registered,
                    agreed=agreed.text,
                    difference=f"{more.normalize():f} {agreed.unit}",
                )


def _objects(contract: Contract) -> tuple[ContractObject, ...]:
    return tuple(one for one in contract.objects)


def _exact(area: object) -> Quantity | None:
    """An area that can be compared; None for one that is about so much, not known or not stated."""
    return area if isinstance(area, Quantity) and not area.approximate else None


def _area_of(objects: Sequence[ContractObject]) -> Quantity | None:
    """Areas together; None where one is missing, approximate, or in another unit."""
    areas = [area for one in objects if (area := _exact(one.area)) is not None]
    if not areas or len(areas) != len(objects) or len({area.unit for area in areas}) > 1:
        return None
    number = sum((area.number for area in areas), Decimal(0))
    return Quantity(number, areas[0].unit, approximate=False, text=f"{number.normalize():f} {areas[0].unit}")


_NOT_IN_USE = ("闲置", *GONE)


@rule(
    "CTR008",
    "合同还在履行，资产「{asset}」的状态写的是「{state}」",
    remedy="租着的资产状态写 出租 或 发包；合同已经结束的，把合同的状态改为 已到期 或 已终止",
    source=_ITEMS,
    follows=("CTR016",),
    severity=Severity.IRREGULAR,
)
def asset_of_running_contract_unused(board: Board, context: Context) -> Iterator[Finding]:
    """What is let under a running contract is neither idle nor gone from the register."""
    for contract in board.records(CONTRACT):
        if contract.sort not in _LETS or not is_running(contract, context.as_of):
            continue
        for one in _objects(contract):
            asset = board.find(ASSET, one.asset) if one.asset else None
            if asset is not None and asset.status in _NOT_IN_USE:
                yield found(one, "asset", of=contract, because=asset, asset=asset.name, state=asset.status)


_LETS = ("出租", "发包")


@rule(
    "CTR009",
    "「{asset}」在 {since} 至 {until} 之间同时在两份合同里，另一份是 {other}",
    remedy="核对两份合同的起止；只租其中一部分的，在标的物和登记册里写上面积；提前终止的写「终止日期」",
    source=_ITEMS,
    follows=("CTR002",),
    severity=Severity.IRREGULAR,
)
def asset_let_twice(board: Board) -> Iterator[Finding]:
    """One thing is let to one party at a time, unless both have a part of it and the parts fit."""
    lettings: dict[str, list[tuple[Contract, ContractObject]]] = {}
    for contract in board.records(CONTRACT):
        if contract.sort in _LETS:
            for one in _objects(contract):
                if one.asset:
                    lettings.setdefault(one.asset, []).append((contract, one))
    for number, let in lettings.items():
        asset = board.find(ASSET, number)
        for (earlier, part), (later, other) in combinations(sorted(let, key=lambda pair: pair[0].number), 2):
            both = _days_in_common(earlier, later)
            if asset is None or earlier is later or both is None or _fit(asset, part, other):
                continue
            yield found(other, "asset", of=later, asset=asset.name, since=both[0], until=both[1], other=earlier.number)


def _days_in_common(one: Contract, other: Contract) -> tuple[object, object] | None:
    """The days on which both certainly hold, as first and last; None where there is none."""
    firsts, lasts = [], []
    for contract in (one, other):
        end = contract.ended or contract.until
        if contract.begins is None or end is None:
            return None
        firsts.append(contract.begins.last)
        lasts.append(end.first)
    return (max(firsts), min(lasts)) if max(firsts) <= min(lasts) else None


def _fit(asset: Asset, *parts: ContractObject) -> bool:
    """Whether both parts together are within what the register has."""
    registered, taken = _exact(asset.area), _area_of(parts)
    same = registered is not None and taken is not None and registered.unit == taken.unit
    return same and registered is not None and taken is not None and taken.number <= registered.number


@rule(
    "CTR014",
    "标的物 {count} 处的金额相加是 {sum} 元，总价写的是 {stated} 元，相差 {difference} 元",
    remedy="照合同核对；合同就是这样写的不用改，两个数都会公布",
    source=_DERIVED,
    severity=Severity.IRREGULAR,
)
def lots_differ_from_price(contract: Contract) -> Iterator[Finding]:
    """The lots add up to the price, or a year of each does; a notice with many lots seldom says which it means."""
    apart = lots_against_price(contract)
    if apart is not None:
        together, price = apart
        count = len(_objects(contract))
        yield found(contract, "total_price", count=count, sum=together, stated=price, difference=price - together)


def lots_against_price(contract: Contract) -> tuple[Money, Money] | None:
    """What the lots add up to, and the price, where that is neither this sum nor that of all years; else None."""
    together, price = lots_together(contract), stated(contract.total_price)
    if together is None or price is None or price in (together, _times(together, years_of(contract))):
        return None
    return together, price


def lots_together(contract: Contract) -> Money | None:
    """What the lots add up to; None without lots, or if an amount is not written or not known."""
    amounts = [stated(one.amount) for one in _objects(contract)]
    known = [amount for amount in amounts if amount is not None]
    return total(known) if known and len(known) == len(amounts) else None


@rule(
    "CTR015",
    "{number}「{name}」{area} × {unit_price} = {computed} 元，金额写的是 {stated}，相差 {difference} 元",
    remedy="照合同核对面积、单价和金额；合同就是这样写的不用改，两个数都会公布",
    source=_DERIVED,
    severity=Severity.IRREGULAR,
)
def lot_differs_from_area_and_price(contract: Contract) -> Iterator[Finding]:
    """Area times price is the amount of a lot, of a year or of all years; less than a yuan is rounding."""
    for one in _objects(contract):
        year = computed_otherwise(contract, one)
        if year is not None:
            yield found(
                one,
                "amount",
                number=one.number,
                name=one.object_name,
                area=one.area,
                unit_price=_in_words(one.unit_price),
                computed=yuan_in_words(year),
                stated=yuan_in_words(amount_of(one)),
                difference=difference_in_words(year, amount_of(one)),
            )


def _in_words(price: object) -> object:
    return money_in_words(price) if isinstance(price, Price | Quantity) else price


def amount_of(one: ContractObject) -> Bounds:
    """What is certain of the amount of a lot, in 分."""
    return fen_bounds(one.amount) if isinstance(one.amount, Money | Quantity) else Bounds(Decimal(0))


def difference_in_words(computed: Bounds, written: Bounds) -> str:
    """How far two amounts are apart, in 元; at least, where one is known only roughly."""
    gap = computed.gap(written)
    return yuan_in_words(Bounds(gap, gap if computed.is_exact and written.is_exact else NOBODY_KNOWS))


def computed_otherwise(contract: Contract, one: ContractObject) -> Bounds | None:
    """Area times price in 分, where that cannot be the amount of a lot, for a year or for all; None where it can."""
    if not isinstance(one.area, Quantity) or not isinstance(one.unit_price, Price | Quantity):
        return None
    if not prices(one.unit_price, one.area.unit):
        return None
    year, amount = bounds_of(one.area, one.area.unit) * fen_bounds(one.unit_price), amount_of(one)
    years = Bounds(Decimal(years_of(contract)), Decimal(years_of(contract)))
    differs = all(amount.gap(fits) >= _ONE_YUAN for fits in (year, year * years))
    return year if differs else None


_ONE_YUAN = 100


def _times(amount: Money, times: int) -> Money:
    """The product, half a fen rounded up."""
    return Money(int((Decimal(amount.fen) * Decimal(times)).quantize(Decimal(1), ROUND_HALF_UP)))


def years_of(contract: Contract) -> int:
    """How many years it runs, to the nearest; 1 where that is not said."""
    if contract.begins is None or contract.until is None:
        return 1
    days = (contract.until.last - contract.begins.first).days + 1
    return max(1, round(days / 365.25))


# --- assets -----------------------------------------------------------------------------------------------------------


@rule(
    "CTR016",
    "写了处置（{on} {way}），状态却是「{state}」",
    remedy="状态改为 已处置 或 报废；没有处置的删去「处置」",
    source=_ITEMS,
)
def disposed_asset_still_in_use(asset: Asset) -> Iterator[Finding]:
    """What has left the register says so."""
    if asset.disposal is not None and asset.status not in GONE:
        yield found(asset, "status", on=asset.disposal.on, way=asset.disposal.way, state=asset.status)


@rule(
    "CTR018",
    "资源没有写{missing}",
    remedy="补上{missing}；面积只知道大概的写约数，查不清的写 不详",
    source=_ITEMS,
    severity=Severity.NOTICE,
)
def resource_without_sort_or_area(asset: Asset) -> Iterator[Finding]:
    """A resource is published by its class and its area."""
    blank = (("资源类别", asset.resource), ("面积", asset.area))
    missing = [word for word, value in blank if value is None]
    if asset.sort == "资源" and missing:
        yield found(asset, "", missing="和".join(f"「{word}」" for word in missing))
