"""What a tender led to: its contracts, and the price in them that can be compared with the one that won."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cunwu.kinds.contract import CONTRACT, Contract
from cunwu.records.board import Board
from cunwu.values.money import Money, stated
from cunwu.values.price import bases_of
from cunwu.values.quantity import Quantity


def contracts_by_tender(board: Board) -> Mapping[str, Sequence[Contract]]:
    """Number of a tender → the contracts that name it, in their order."""
    found: dict[str, list[Contract]] = {}
    for contract in board.records(CONTRACT):
        if contract.tender is not None:
            found.setdefault(contract.tender, []).append(contract)
    return found


def price_signed(contract: Contract, *, is_income: bool) -> tuple[Money, ...]:
    """The amounts of which one should be the price that won; rent is bid for by the year, or for the whole term."""
    whole = [amount] if (amount := stated(contract.total_price)) is not None else []
    if not is_income:
        return tuple(whole)
    yearly = [amount for line in contract.schedule if (amount := stated(line.amount)) is not None]
    lots = [amount for lot in contract.objects if (amount := stated(lot.amount)) is not None]
    return (*whole, *yearly, *lots)


def bid_in_fen(amount: object) -> tuple[frozenset[str], Decimal] | None:
    """What an exact amount is meant per, and how much it is in 分; only those of one basis can be compared."""
    if isinstance(amount, Money):
        return frozenset(), Decimal(amount.fen)
    if isinstance(amount, Quantity) and not amount.approximate and amount.unit.startswith("元/"):
        return bases_of(amount), amount.number * 100
    return None


def may_be_several(name: str) -> bool:
    """Whether a name is a surname only, which several people may have."""
    return name.rstrip("等").endswith("某")
