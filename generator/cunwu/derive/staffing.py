"""How many were needed and how many were sent, like with like: a stated figure beside the one that levels add up to."""

from __future__ import annotations

from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.kinds.region import Quota, Region
from cunwu.values.count import plain_days
from cunwu.values.quantity import Quantity


class Compared(Frozen):
    """One row of needed and sent; None where a figure is not stated, or not exact."""

    needed: Decimal | None
    sent: Decimal | None
    """As it is stated, else the sum of the levels."""
    summed: Decimal | None
    over_by: Decimal | None
    """As it is stated."""
    unit: str
    levels: str

    @property
    def difference(self) -> Decimal | None:
        """Sent minus needed."""
        return self.sent - self.needed if self.sent is not None and self.needed is not None else None

    @property
    def sent_text(self) -> str:
        """The number that was sent, and how it was added up; empty where none is known."""
        if self.sent is None:
            return ""
        told = f"{plain_days(self.sent)} {self.unit}"
        if self.summed is None:
            return told
        if self.summed == self.sent:
            return f"{told}（{self.levels}相加）"
        return f"{told}（{self.levels}相加是 {plain_days(self.summed)} {self.unit}）"

    @property
    def difference_text(self) -> str:
        """多 or 少 how many; empty where it is not known."""
        if self.difference is None:
            return ""
        if not self.difference:
            return "不多不少"
        return f"{'多' if self.difference > 0 else '少'} {plain_days(abs(self.difference))} {self.unit}"


def compared(region: Region, quota: Quota) -> Compared:
    """A row of a region with what its levels add up to."""
    rows = [row for row in region.staffing if row.level in quota.levels]
    exact = [row.people for row in rows if isinstance(row.people, int)]
    is_whole = bool(rows) and len(exact) == len(rows) and {row.level for row in rows} == set(quota.levels)
    summed = Decimal(sum(exact)) if is_whole else None
    stated = _exact(quota.sent)
    known = next((one for one in (quota.needed, quota.sent, quota.over_by) if isinstance(one, Quantity)), None)
    return Compared(
        _exact(quota.needed),
        summed if stated is None else stated,
        summed,
        _exact(quota.over_by),
        known.unit if known is not None else "人",
        "、".join(quota.levels),
    )


def _exact(value: object) -> Decimal | None:
    return value.number if isinstance(value, Quantity) and not value.approximate else None
