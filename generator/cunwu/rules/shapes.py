"""Findings that several families tell alike."""

from __future__ import annotations

from cunwu.derive.booked import Group
from cunwu.rules.base import Finding, found


def said_otherwise(group: Group) -> Finding:
    """Items and the entry they name are not the same money: at the first of them, with what the entry says."""
    first = group.claims[0]
    return found(
        first.item,
        first.field,
        of=first.record,
        numbers=group.numbers,
        stated=group.stated,
        reference=group.reference,
        booked=group.booked_in_words,
    )
