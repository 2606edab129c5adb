"""The relations that the fields of a record declare, by the code of their rule, and the items that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.record import Record
from cunwu.kinds.relations import Relation


class Declared(Frozen):
    """A field of a record, or of a part of it, with one of its relations."""

    steps: tuple[FieldSpec, ...]
    """The groups and lists that lead to the holder of the field; empty if the record itself holds it."""
    spec: FieldSpec
    relation: Relation


@cache
def relations_in(model: type[Record]) -> Mapping[str, tuple[Declared, ...]]:
    """Code → the fields of a record, at any depth, with a relation that this code enforces."""
    found_in: dict[str, tuple[Declared, ...]] = {}
    for declared in _declared_below(model, ()):
        code = declared.relation.code
        found_in[code] = (*found_in.get(code, ()), declared)
    return found_in


def _declared_below(model: type[Item], steps: tuple[FieldSpec, ...]) -> Iterator[Declared]:
    for spec in fields_of(model):
        yield from (Declared(steps, spec, relation) for relation in spec.relations)
        if spec.model is not None:
            yield from _declared_below(spec.model, (*steps, spec))


def holders_of(record: Item, steps: tuple[FieldSpec, ...]) -> Iterator[Item]:
    """Every group or row that the steps lead to."""
    if not steps:
        yield record
        return
    value = getattr(record, steps[0].name)
    for part in value if steps[0].many else () if value is None else (value,):
        yield from holders_of(part, steps[1:])


def values_of(item: Item, spec: FieldSpec) -> tuple[Any, ...]:
    """The values of a field, also of a single one; empty if nothing is written."""
    value = getattr(item, spec.name)
    return value if spec.many else () if value is None else (value,)
