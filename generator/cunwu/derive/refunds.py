"""Money that an audit ordered to be paid back, and how much of it is back."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.kinds.audit import Audit, Measure, Refund
from cunwu.values.money import ZERO, Money, stated, total


class Repayment(Frozen):
    """One measure, or all of them: what was ordered, what is back; None where it is not known."""

    ordered: Money | None
    refunded: Money | None

    @property
    def left(self) -> Money | None:
        """What is still to come; None where it is not known."""
        return None if self.ordered is None or self.refunded is None else self.ordered - self.refunded


def ordering_money(audit: Audit) -> tuple[Measure, ...]:
    """The measures that say how much is to be paid back, an unknown amount included."""
    return tuple(measure for measure in audit.measures if measure.to_refund is not None)


def refunds_of(audit: Audit, measure: Measure) -> tuple[Refund, ...]:
    """The refunds for one measure; those that name none are for the only one that orders money."""
    only = len(ordering_money(audit)) == 1 and measure.to_refund is not None
    return tuple(
        refund for refund in audit.refunds if (refund.measure == measure.number or (only and not refund.measure))
    )


def _sum(amounts: list[Money | None]) -> Money | None:
    known = [amount for amount in amounts if amount is not None]
    return total(known) if len(known) == len(amounts) else None


def repayment_of(audit: Audit, measure: Measure) -> Repayment:
    """How far one measure has come."""
    return Repayment(stated(measure.to_refund), _sum([stated(refund.amount) for refund in refunds_of(audit, measure)]))


def repayment_in_all(audit: Audit) -> Repayment:
    """How far all of them have come, refunds that name no measure included."""
    ordering = ordering_money(audit)
    refunds = audit.refunds
    ordered = _sum([stated(measure.to_refund) for measure in ordering]) if ordering else None
    return Repayment(ordered, _sum([stated(refund.amount) for refund in refunds]) if refunds else ZERO)
