"""Facts of a finding → the texts of its message and its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from cunwu.values.absence import Absence
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay
from cunwu.values.goods import Goods
from cunwu.values.money import Money, format_yuan, plain_in
from cunwu.values.period import Period
from cunwu.values.price import Price, format_price
from cunwu.values.quantity import Quantity


def show_facts(facts: Mapping[str, object]) -> dict[str, str]:
    """Facts of a finding as text for its message: money plain, dates and periods as typed."""
    return {name: _show_fact(value) for name, value in facts.items()}


def show_remedies(facts: Mapping[str, object], unit: str) -> dict[str, str]:
    """Facts of a finding as its remedy gives them: amounts as they would be typed in a record of that unit."""
    typed = {name: plain_in(value, unit) for name, value in facts.items() if isinstance(value, Money)}
    return {**show_facts(facts), **typed}


def _show_fact(value: object) -> str:
    match value:
        case Money():
            return format_yuan(value)
        case Period() | PartialDay() | Quantity() | Goods():
            return value.text
        case Price():
            return format_price(value)
        case Absence():
            return value.value
        case date():
            return value.isoformat()
        case _:
            return plain_days(value) if isinstance(value, Decimal) else str(value)
