"""Stated absence: the writer declares that a value is not known, or that the field does not apply."""

from __future__ import annotations

from enum import StrEnum


class Absence(StrEnum):
    """Why a field has no value although it is filled in; an empty field and a stated 零 are different."""

    UNKNOWN = "不详"
    NOT_APPLICABLE = "不适用"


_BY_TEXT = {absence.value: absence for absence in Absence}


def parse_absence(text: str) -> Absence | None:
    """The absence that this text states word for word; None if it states none. Never raises."""
    return _BY_TEXT.get(text)
