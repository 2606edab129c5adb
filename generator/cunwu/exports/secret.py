"""Fields that are never exported: names of people who receive help, and values that may be shown only in totals."""

from __future__ import annotations

from functools import cache
from typing import Any

from cunwu.derive.readable import without_names
from cunwu.history.change import WITHHELD
from cunwu.kinds.base import FieldSpec, Item, with_fields
from cunwu.kinds.fields import fields_of, leads_to_names
from cunwu.kinds.photos import without_photos
from cunwu.kinds.record import Kind, Record


def is_secret(spec: FieldSpec) -> bool:
    """Whether a field is left out of every export."""
    return spec.named or spec.totals_only


@cache
def secret_words(kind: Kind[Any]) -> frozenset[str]:
    """Words of the fields of a kind that are left out."""
    return frozenset(_secret_below(kind.record))


def _secret_below(model: type[Item]) -> set[str]:
    found = {spec.word for spec in fields_of(model) if is_secret(spec)}
    return found.union(*(_secret_below(spec.model) for spec in fields_of(model) if spec.model is not None))


def open_record(kind: Kind[Any], record: Record) -> Record:
    """The record without its lists of people, and without the values of such fields in its corrections.

    Lists stay out even while their notice runs: a file that somebody downloaded cannot be taken down. Of photos only
    those are named of which it is written that whoever is on them agreed.
    """
    record = without_photos(record)
    if leads_to_names(type(record)):
        record = without_names(record)
    words = secret_words(kind)
    if not words or not any(correction.field.rpartition(".")[2] in words for correction in record.corrections):
        return record
    told = {"before": WITHHELD, "after": WITHHELD}
    corrections = tuple(
        with_fields(correction, told) if correction.field.rpartition(".")[2] in words else correction
        for correction in record.corrections
    )
    return with_fields(record, {"corrections": corrections})
