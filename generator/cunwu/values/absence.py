"""Stated absence: the writer says that a value is not known, or that the question does not arise."""

from __future__ import annotations

from enum import StrEnum


class Absence(StrEnum):
    """Why a field holds no value although it was filled in; an empty field and a stated 零 are other things."""

    UNKNOWN = "不详"
    NOT_APPLICABLE = "不适用"


_BY_TEXT = {absence.value: absence for absence in Absence}


def parse_absence(text: str) -> Absence | None:
    """The absence this text states word for word; None when it states none. Never raises."""
    return _BY_TEXT.get(text)
