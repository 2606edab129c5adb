"""What stays of a published record: an answer is added to and not replaced, a list that is whole gets no row unseen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cunwu.core.patterns import regex
from cunwu.history.explanations import numbered, value_of
from cunwu.history.leaves import Leaf
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import word_of, words_of
from cunwu.kinds.record import Record
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.names import fold_name
from cunwu.values.quantity import Quantity
from cunwu.yaml.reader import Mapping as MappingNode, Scalar

_ENDS = regex(r"[\W_]+$")
"""A full stop may make room for what follows."""


def adds_to(was: Leaf, now: Leaf | None) -> bool:
    """Whether the later value leaves standing all that the earlier one said."""
    return now is not None and len(was.values) == len(now.values) == 1 and _adds(was.values[0], now.values[0])


def _adds(was: Any, now: Any) -> bool:
    if isinstance(was, Absence):
        return not isinstance(now, Absence)
    if isinstance(was, bool):
        return now is True
    if isinstance(was, Quantity):
        return isinstance(now, Quantity) and now.unit == was.unit and _is_more(was, now)
    if isinstance(was, int | Decimal):
        return isinstance(now, int | Decimal) and now >= was
    if isinstance(was, PartialDay):
        return isinstance(now, PartialDay) and was.first <= now.first and now.last <= was.last
    return isinstance(was, str) and isinstance(now, str) and _goes_on(was, now)


def _is_more(was: Quantity, now: Quantity) -> bool:
    return now.number > was.number or (now.number == was.number and not now.approximate)


def _goes_on(was: str, now: str) -> bool:
    """Whether a text begins with all of the earlier one and then goes on: 已通，不再积水, not 已通一半."""
    begun, whole = _ENDS.sub("", fold_name(was)), fold_name(now)
    return whole.startswith(begun) and not whole[len(begun) : len(begun) + 1].isalnum()


def is_closed(model: type[Record], spec: FieldSpec, published: MappingNode) -> bool:
    """Whether a list of a record was whole when it was published like this."""
    closes = model.closes
    if closes is None or not any(_field_at(model, path.split(".")) is spec for path in closes.lists):
        return False
    return not closes.by or any(_is_written(model, path.split("."), published) for path in closes.by)


def _field_at(model: type[Item], path: list[str]) -> FieldSpec:
    name, *rest = path
    spec = words_of(model)[word_of(model, name)]
    return _field_at(spec.model, rest) if rest and spec.model is not None else spec


def _is_written(model: type[Item], path: list[str], node: MappingNode) -> bool:
    """Whether a field is written, or that of a group, or of any row."""
    name, *rest = path
    spec = words_of(model)[word_of(model, name)]
    value = value_of(node, spec.word)
    if rest and spec.model is not None:
        row_model = spec.model
        if isinstance(value, MappingNode):
            return _is_written(row_model, rest, value)
        return any(_is_written(row_model, rest, row) for row in numbered(value).values())
    return isinstance(value, Scalar) and not value.is_absent
