"""The fields of a declared table, read off its class: what each is called, how it is read and what it holds."""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from cunwu.kinds.base import Declared, FieldSpec, Item
from cunwu.kinds.forms import Form
from cunwu.kinds.record import Record


@cache
def fields_of(model: type[Item]) -> tuple[FieldSpec, ...]:
    """The declared fields of `model`, before those that every record carries; the number comes first."""
    hints = get_type_hints(model, include_extras=True)
    specs = [_spec(name, said, hints[name]) for name, said in model.declared.items()]
    common = Record.declared.keys() if issubclass(model, Record) else frozenset[str]()
    return tuple(sorted(specs, key=lambda spec: spec.name in common))


@cache
def parts_fields(model: type[Item]) -> tuple[FieldSpec, ...]:
    """The fields of `model` that hold items: its groups and lists. Most items have none."""
    return tuple(spec for spec in fields_of(model) if spec.model is not None)


@cache
def names_people(model: type[Item]) -> bool:
    """Whether a table of fields names people who receive help, so that its rows must not be shown to everybody."""
    return any(spec.named for spec in fields_of(model))


@cache
def leads_to_names(model: type[Item]) -> bool:
    """Whether `model`, or a part of it at any depth, names people who receive help."""
    return names_people(model) or any(leads_to_names(spec.model) for spec in parts_fields(model) if spec.model)


@cache
def leads_to_masked(model: type[Item]) -> bool:
    """Whether `model`, or a part of it at any depth, names somebody who is to be masked."""
    own = fields_of(model)
    return any(spec.masked for spec in own) or any(leads_to_masked(spec.model) for spec in own if spec.model)


@cache
def leads_to_places(model: type[Item]) -> bool:
    """Whether `model`, or a part of it at any depth, names places below."""
    own = fields_of(model)
    return any(spec.places for spec in own) or any(leads_to_places(spec.model) for spec in own if spec.model)


@cache
def leads_to_cadres(model: type[Item]) -> bool:
    """Whether `model`, or a part of it at any depth, names cadres."""
    own = fields_of(model)
    return any(spec.cadres for spec in own) or any(leads_to_cadres(spec.model) for spec in own if spec.model)


@cache
def words_of(model: type[Item]) -> Mapping[str, FieldSpec]:
    """The fields of `model` by the word that a clerk writes."""
    return {spec.word: spec for spec in fields_of(model)}


def word_of(model: type[Item], name: str) -> str:
    """The word that a clerk writes for the attribute `name`."""
    return model.declared[name].word


_PLANNED = frozenset({"until", "for_day", "planned", "due", "deadline", "begins", "signup_from", "signup_until"})
"""Fields that rightly speak of the future."""


def is_planned(spec: FieldSpec) -> bool:
    """Whether a day in this field says what is to be, not what was done."""
    return spec.plan or spec.name in _PLANNED


def unit_word(model: type[Item]) -> str:
    """The word under which a record states the unit of its amounts; empty if it has none."""
    return model.declared["unit"].word if "unit" in model.declared else ""


def _spec(name: str, said: Declared, annotation: Any) -> FieldSpec:
    form, model, many = _anatomy(annotation)
    return FieldSpec(name, said.word, said.nature, said.required, form=form, model=model, many=many, **said.facts)


def _anatomy(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Form | None, type[Item] | None, bool]:
    """Form, model and many-ness of an annotation such as `tuple[Entry, ...]` or `Amount | None`."""
    for extra in metadata:
        if isinstance(extra, Form):
            return extra, None, False
    if hasattr(annotation, "__metadata__"):
        return _anatomy(get_args(annotation)[0], annotation.__metadata__)
    if isinstance(annotation, type) and issubclass(annotation, Item):
        return None, annotation, False
    arguments = [argument for argument in get_args(annotation) if argument not in (type(None), Ellipsis)]
    if get_origin(annotation) in (Union, types.UnionType, tuple) and arguments:
        form, model, _ = _anatomy(arguments[0])
        return form, model, get_origin(annotation) is tuple
    raise TypeError(f"no form for {annotation!r}")
