"""Relations of a field to other fields, declared beside its word, each with the code of its rule.

Each relation is one sentence that many rules share; rules/relations.py holds the function and the message of each.
"""

from __future__ import annotations

from collections.abc import Collection

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity

_ERROR = Severity.ERROR


class Relation(Frozen):
    """One declared relation of a field."""

    code: str
    """The code of the rule, never used for anything else."""
    severity: Severity = Severity.ERROR
    source: str = ""
    """The law or practice behind it, as in content/sources.yml; empty if every record of this sort needs it."""
    hint: str = ""
    """The remedy, if it is more than the sentence that all such rules share."""


class Within(Relation):
    """The number, or each number, of the field is that of a row in one of these lists of the record."""

    lists: tuple[str, ...] = ()


class LegalPerson(Relation):
    """The field names a legal person of the village, whose book it is."""


class NotBefore(Relation):
    """The day of the field is not before that of another field of the item, or else of the record."""

    other: str = ""


class BegunBy(Relation):
    """The subject of the field has begun by the day of another field of the item, or else of the record."""

    other: str = ""


class Inside(Relation):
    """The day, or each day, of the field lies in the period of the record."""

    other: str = ""
    late_only: bool = False
    """Whether a day before the period is no matter of this rule."""


class AtMost(Relation):
    """The number of the field is no more than another of the same item."""

    other: str = ""


class Wanted(Relation):
    """The field must be written: always, or if another field of the item has one of these words."""

    other: str = ""
    words: tuple[str, ...] = ()


class NotNegative(Relation):
    """The amount of the field is seldom below nothing."""


class Counting(Relation):
    """The field counts one sort of thing: its number has not the unit of another."""

    unit: str = ""
    others: tuple[str, ...] = ()


class Unique(Relation):
    """No two rows of one list have the same value in this field."""


class Books(Relation):
    """The ledger entry that the field names is the money of another field, on this side of the book."""

    amount: str = ""
    is_income: bool = False


def within(lists: str | tuple[str, ...], code: str, *, source: str = "", hint: str = "") -> Relation:
    """The field names a row of a list of its record: a measure its finding, a movement its account."""
    return Within(code, source=source, hint=hint, lists=(lists,) if isinstance(lists, str) else lists)


def legal_person(code: str) -> Relation:
    """The field names one of the village's legal persons."""
    return LegalPerson(code, source="rural-collective-law/legal-person")


def not_before(other: str, code: str, *, severity: Severity = _ERROR, source: str = "", hint: str = "") -> Relation:
    """The field's day is not before that of `other`: an end and its beginning, an answer and its question."""
    return NotBefore(code, severity, source, hint, other)


def begun_by(other: str, code: str, *, source: str = "", hint: str = "") -> Relation:
    """The subject of the field has begun by the day of `other`."""
    return BegunBy(code, source=source, hint=hint, other=other)


def inside(period: str, code: str, *, severity: Severity = _ERROR, source: str = "", hint: str = "") -> Relation:
    """The field's day lies in the period that the record's field `period` states."""
    return Inside(code, severity, source, hint, other=period)


def not_after_end(period: str, code: str, *, source: str = "", hint: str = "") -> Relation:
    """The field's day lies in the period that the record's field `period` states, or before it."""
    return Inside(code, _ERROR, source, hint, other=period, late_only=True)


def at_most(other: str, code: str, *, severity: Severity = _ERROR, source: str = "", hint: str = "") -> Relation:
    """The field's number is no more than that of `other` beside it."""
    return AtMost(code, severity, source, hint, other=other)


def wanted(code: str, *, when: tuple[str, Collection[str]] | None = None, source: str = "", hint: str = "") -> Relation:
    """A word is wanted in this optional field, at least as a reminder; `when` names another field and its words."""
    other, words = when or ("", ())
    return Wanted(code, Severity.NOTICE, source, hint, other, tuple(words))


def not_negative() -> Relation:
    """A minus sign before this amount is most likely a slip."""
    return NotNegative("REC048", Severity.NOTICE)


def counting(unit: str, *others: str) -> Relation:
    """The field counts in `unit`, and not in any of the others."""
    return Counting("REC049", Severity.NOTICE, unit=unit, others=others)


IN_HOUSEHOLDS = counting("户", "人", "口", "人口", "名", "人次")
IN_PEOPLE = counting("人", "户", "家", "户次")


def unique(code: str, *, source: str = "", hint: str = "") -> Relation:
    """No two rows of the list have the same value in this field."""
    return Unique(code, source=source, hint=hint)


def books(amount: str, code: str, *, income: bool = False, source: str = "") -> Relation:
    """The entry that the field names is the money of the field `amount`: paid out, or an income."""
    return Books(code, Severity.IRREGULAR, source, amount=amount, is_income=income)
