"""Payment in kind: 稻谷 300 斤."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cunwu.core.patterns import regex
from cunwu.values.quantity import Quantity, parse_quantity, total_quantity
from cunwu.values.wording import quoted

_NAMED = regex(r"([㐀-鿿A-Za-z（）()]{1,12}?) ?((?:约|近)? ?[0-9].*)")
_MONEY = ("元", "角", "分", "块")


@dataclass(frozen=True, slots=True)
class Goods:
    """So much of a thing, given instead of money; equal when thing and quantity are."""

    name: str
    quantity: Quantity
    text: str = field(compare=False)


def parse_goods(text: str) -> Goods:
    """A thing with its quantity, as in 稻谷 300 斤. Raises ValueError saying what is expected."""
    match = _NAMED.fullmatch(text)
    if match is None:
        raise ValueError(f"应为实物和数量，如 稻谷 300 斤，填写的是{quoted(text)}")
    quantity = parse_quantity(match[2])
    if quantity.unit in _MONEY:
        raise ValueError(f"钱写成金额，实物才写名称，如 稻谷 300 斤，填写的是{quoted(text)}")
    return Goods(match[1], quantity, text)


def total_goods(goods: Iterable[Goods]) -> Mapping[tuple[str, str], Quantity]:
    """Thing and unit → how much of it, in the order of their first rows."""
    found: dict[tuple[str, str], list[Quantity]] = {}
    for one in goods:
        found.setdefault((one.name, one.quantity.unit), []).append(one.quantity)
    return {key: total_quantity(parts) for key, parts in found.items()}
