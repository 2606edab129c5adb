"""Numbers that roll up: a total is the sum of its parts, rough as soon as one is, incomplete where one is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.values.absence import Absence
from cunwu.values.count import plain_days
from cunwu.values.money import Money, format_yuan
from cunwu.values.quantity import Quantity

Rolled = tuple[tuple[str, str, int], ...]
"""Group, word and number, sorted; of a measure the number is in hundredths, of an amount in 分."""
Found = Counter[tuple[str, str]]
ROUGH, MISSING = "约数", "没有写"
HUNDREDTHS = 100


class Measured(Frozen):
    """A sum of numbers as records give them."""

    hundredths: int
    rough: int
    """How many of them are known only roughly: with any, the sum is."""
    missing: int
    """How many records do not give theirs: with any, the sum is not complete."""

    def text(self, unit: str) -> str:
        """“约32.5 工（另有 1 条没有写，不完整）”; empty if nothing was counted and nothing is missing."""
        return self._told(f"{plain_days(Decimal(self.hundredths) / HUNDREDTHS)}{f' {unit}' if unit else ''}")

    @property
    def in_yuan(self) -> str:
        """The same of an amount, without its unit."""
        return self._told(format_yuan(Money(self.hundredths)))

    def _told(self, number: str) -> str:
        if not self.hundredths and not self.rough:
            return f"{self.missing} 条没有写" if self.missing else ""
        rest = f"（另有 {self.missing} 条没有写，不完整）" if self.missing else ""
        return f"{'约' if self.rough else ''}{number}{rest}"


def add_measure(found: Found, group: str, word: str, value: object, unit: str = "") -> None:
    """Add one number; what is not given, or in another unit, is counted as missing. What does not apply is nothing."""
    if value == Absence.NOT_APPLICABLE:
        return
    if isinstance(value, Money):
        found[group, word] += value.fen
    elif isinstance(value, int):
        found[group, word] += value * HUNDREDTHS
    elif isinstance(value, Quantity) and (not unit or value.unit == unit):
        found[group, word] += int(value.number * HUNDREDTHS)
        found[group, f"{word} {ROUGH}"] += value.approximate
    else:
        found[group, f"{word} {MISSING}"] += 1


def in_order(found: Mapping[tuple[str, str], int]) -> Rolled:
    """What was counted, sorted, without what is nothing."""
    return tuple((group, word, number) for (group, word), number in sorted(found.items()) if number)


def add_rolled(one: Rolled, other: Rolled) -> Rolled:
    """The numbers of two places together."""
    found: Found = Counter()
    for group, word, number in (*one, *other):
        found[group, word] += number
    return in_order(found)


def number_in(rolled: Rolled, group: str, word: str) -> int:
    """One number of these; 0 where there is none."""
    return next((number for own, name, number in rolled if (own, name) == (group, word)), 0)


def measured_in(rolled: Rolled, group: str, word: str) -> Measured:
    """One sum of these."""
    own = {name: number for kind, name, number in rolled if kind == group}
    return Measured(own.get(word, 0), own.get(f"{word} {ROUGH}", 0), own.get(f"{word} {MISSING}", 0))


def words_in(rolled: Rolled, group: str) -> Iterator[str]:
    """The words of a group."""
    return (word for own, word, _ in rolled if own == group)
