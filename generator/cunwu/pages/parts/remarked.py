"""Which part of a record a problem is about."""

from __future__ import annotations

from cunwu.core.problem import Problem
from cunwu.kinds.base import Item
from cunwu.kinds.parts import field_named, numbered_items
from cunwu.kinds.record import Record


def place_in(record: Record, problem: Problem) -> tuple[Item, str]:
    """The part of a record that a problem is about, and the word of the field in it."""
    subject: Item = next((row for _, row in numbered_items(record) if row.number == problem.item), record)
    named = field_named(subject, problem.field) if problem.field else None
    if named is not None and named[0] is not None:
        return named[0], named[1].word
    return subject, ""
