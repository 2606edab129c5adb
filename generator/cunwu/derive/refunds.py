"""Money that an audit ordered to be paid back, and how much was paid back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cunwu.core.frozen import Frozen
from cunwu.kinds.audit import Audit, Measure, Refund
from cunwu.values.money import ZERO, Money, stated, total


class Repayment(Frozen):
    """Of one measure, or of all: the amount ordered and the amount paid back; None if it is not known."""

    ordered: Money | None
    refunded: Money | None

    @property
    def left(self) -> Money | None:
        """The amount not paid back yet; None if it is not known."""
        return None if self.ordered is None or self.refunded is None else self.ordered - self.refunded


@lru_cache(maxsize=16)
def ordering_money(audit: Audit) -> tuple[Measure, ...]:
    """The measures that order money to be paid back, even if the amount is not known."""
    return tuple(measure for measure in audit.measures if measure.to_refund is not None)


def refunds_of(audit: Audit, measure: Measure) -> tuple[Refund, ...]:
    """The refunds for one measure; a refund without a measure belongs to the only one that orders money."""
    if len(ordering_money(audit)) == 1 and measure.to_refund is not None:
        return tuple(refund for refund in audit.refunds if refund.measure in (measure.number, None))
    return _by_measure(audit).get(measure.number, ())


@lru_cache(maxsize=16)
def _by_measure(audit: Audit) -> Mapping[str | None, tuple[Refund, ...]]:
    found: dict[str | None, list[Refund]] = {}
    for refund in audit.refunds:
        found.setdefault(refund.measure, []).append(refund)
    return {number: tuple(refunds) for number, refunds in found.items()}


def _sum(amounts: list[Money | None]) -> Money | None:
    known = [amount for amount in amounts if amount is not None]
    return total(known) if len(known) == len(amounts) else None


def repayment_of(audit: Audit, measure: Measure) -> Repayment:
    """The repayment of one measure."""
    return Repayment(stated(measure.to_refund), _sum([stated(refund.amount) for refund in refunds_of(audit, measure)]))


def repayment_in_all(audit: Audit) -> Repayment:
    """The repayment of all measures, with refunds that name no measure."""
    ordering = ordering_money(audit)
    refunds = audit.refunds
    ordered = _sum([stated(measure.to_refund) for measure in ordering]) if ordering else None
    return Repayment(ordered, _sum([stated(refund.amount) for refund in refunds]) if refunds else ZERO)
