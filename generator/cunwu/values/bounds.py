"""What is certain of a number that may be known only roughly: the least and the most that it can be."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, NamedTuple

from cunwu.values.count import plain_days
from cunwu.values.money import Money, format_yuan
from cunwu.values.price import Price, format_price
from cunwu.values.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

NOBODY_KNOWS = Decimal("Infinity")
"""The most that a number can be which has no known end."""
_ALIKE = (frozenset("人名位个口票张"), frozenset({"工", "个工", "工日", "个"}))
"""Units in which papers count the same: 40余名 are 40余人."""


class Bounds(NamedTuple):
    """The least and the most that a count can be; a rule accuses only where no number between them is right."""

    least: Decimal
    most: Decimal = NOBODY_KNOWS

    @property
    def is_exact(self) -> bool:
        """Whether only one number is meant."""
        return self.least == self.most

    @property
    def text(self) -> str:
        """For a message: 27, 27—29, 至少 27, 至多 29."""
        if self.is_exact:
            return plain_days(self.least)
        if self.most == NOBODY_KNOWS:
            return f"至少 {plain_days(self.least)}"
        return f"{plain_days(self.least)}—{plain_days(self.most)}" if self.least else f"至多 {plain_days(self.most)}"

    def __mul__(self, other: Bounds) -> Bounds:  # type: ignore[override]  # counts are multiplied, tuples are not
        if NOBODY_KNOWS in (self.most, other.most):
            return Bounds(max(Decimal(0), self.least * other.least))
        ends = (self.least * other.least, self.most * other.most)
        return Bounds(min(ends), max(ends))  # a unit price may be below nothing

    def less(self, other: Bounds) -> Bounds:
        """What is left of it; never less than nothing."""
        nothing = Decimal(0)
        least = nothing if other.most == NOBODY_KNOWS else max(nothing, self.least - other.most)
        return Bounds(least, max(nothing, self.most - other.least))

    def gap(self, other: Bounds) -> Decimal:
        """How far the two are apart at the least; below nothing where they may be the same number."""
        return max(self.least - other.most, other.least - self.most)

    def differs_from(self, other: Bounds) -> bool:
        """Whether the two cannot be the same number."""
        return self.least > other.most or self.most < other.least


def bounds_of(count: int | Decimal | Quantity, unit: str) -> Bounds:
    """What is certain of a count in a unit; nothing if it was counted in something else."""
    if not isinstance(count, Quantity):
        return Bounds(Decimal(count), Decimal(count))
    if count.unit not in ("", unit) and not any(unit in alike and count.unit in alike for alike in _ALIKE):
        return Bounds(Decimal(0))
    end = count.number if count.most is None else count.most
    return Bounds(Decimal(0) if count.less else count.number, NOBODY_KNOWS if count.more else end)


def fen_bounds(amount: Money | Price | Quantity) -> Bounds:
    """What is certain of an amount or a unit price, in 分."""
    if isinstance(amount, Quantity):
        known = bounds_of(amount, amount.unit)
        return Bounds(known.least * 100, known.most * 100)
    return Bounds(Decimal(amount.fen), Decimal(amount.fen))


def money_in_words(amount: Money | Price | Quantity) -> str:
    """An amount or a unit price with its unit: 1,200.00 元; as typed where it is known only roughly: 十几元/米."""
    if isinstance(amount, Quantity):
        return amount.text
    return f"{format_yuan(amount) if isinstance(amount, Money) else format_price(amount)} 元"


def yuan_in_words(fen: Bounds) -> str:
    """An amount in 元 for a message: 41,200.00, 至少 41,200.00, 100.00—200.00."""
    least = format_yuan(Money(int(fen.least.to_integral_value(ROUND_FLOOR))))
    if fen.is_exact:
        return least
    if fen.most == NOBODY_KNOWS:
        return f"至少 {least}"
    most = format_yuan(Money(int(fen.most.to_integral_value(ROUND_CEILING))))
    return f"{least}—{most}" if fen.least else f"至多 {most}"


def count_in_words(count: int | Decimal | Quantity, unit: str) -> str:
    """A count as it was typed, with its unit: 27人, 40多户."""
    if isinstance(count, Quantity):
        return count.text if count.unit else f"{count.text}{unit}"
    return f"{count}{unit}"


def total_bounds(parts: Iterable[Bounds]) -> Bounds:
    """What is certain of a sum."""
    least = most = Decimal(0)
    for part in parts:
        least, most = least + part.least, most + part.most
    return Bounds(least, most)


def total_count(counts: Iterable[int | Quantity]) -> int | Quantity:
    """The sum as readers see it: a number, or 约53 as soon as one count is known only roughly."""
    exact, rough = 0, []
    for count in counts:
        if isinstance(count, Quantity):
            rough.append(count)
        else:
            exact += count
    if not rough:
        return exact
    number = exact + sum((one.number for one in rough), Decimal(0))
    most = exact + sum((one.number if one.most is None else one.most for one in rough), Decimal(0))
    text = f"约{number:f}" if most == number else f"约{number:f}—{most:f}"
    ends = None if most == number else most
    return Quantity(number, "", approximate=True, text=text, most=ends, less=True, more=True)
