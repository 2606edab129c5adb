"""Stated figures beside those computed from their parts; neither replaces the other."""

from __future__ import annotations

from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.kinds.common import Indicator
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.values.quantity import Quantity


class Comparison(Frozen):
    """A stated figure and the same figure computed from its parts, in the same unit."""

    stated: Decimal
    derived: Decimal
    unit: str

    @property
    def difference(self) -> Decimal:
        """Stated minus derived."""
        return self.stated - self.derived

    @property
    def stated_text(self) -> str:
        """The stated figure with its unit."""
        return f"{self.stated} {self.unit}"

    @property
    def derived_text(self) -> str:
        """The computed figure with its unit."""
        return f"{self.derived} {self.unit}"

    @property
    def difference_text(self) -> str:
        """The difference, without a sign."""
        return f"{abs(self.difference)} {self.unit}"


def derive_indicator(place: Region | Village, indicator: Indicator) -> Comparison | None:
    """The comparison; None unless the indicator names parts and all of them are exact."""
    if not (indicator.plus or indicator.minus) or not _is_exact(indicator.value):
        return None
    parts = {other.number: other.value for other in place.indicators}
    known: dict[str, Decimal] = {
        number: value.number for number, value in parts.items() if isinstance(value, Quantity) and not value.approximate
    }
    if isinstance(place, Region):
        known |= {row.number: Decimal(row.people) for row in place.staffing if isinstance(row.people, int)}
    if not all(number in known for number in (*indicator.plus, *indicator.minus)):
        return None
    value = indicator.value
    if not isinstance(value, Quantity):
        return None
    derived = sum((known[number] for number in indicator.plus), Decimal(0))
    derived -= sum((known[number] for number in indicator.minus), Decimal(0))
    return Comparison(value.number, derived, value.unit)


def _is_exact(value: object) -> bool:
    return isinstance(value, Quantity) and not value.approximate
