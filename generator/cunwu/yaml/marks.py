"""Marks that are drawn over other signs: a few belong to letters, others strike figures out or bury a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex

_OVER = "\u0334-\u0338\u0488\u0489\u20d2\u20d3\u20d8-\u20e0\u20e2-\u20e6\u20ea\u20eb\u1abe\u1dca"
"""Marks that cross a sign out or enclose it: no letter needs them."""
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f"
_LETTERS = "A-Za-z\u00aa-\u02ff\u0370-\u0482\u048a-\u052f\u1d00-\u1dbf\u1e00-\u1fff\u3041-\u3096\u30a1-\u30fa"
"""Letters on which one or two marks may stand, as in pinyin with tones."""
_SUSPECT = regex(f"[{_MARKS}]+")
_FINE = regex(f"(?<=[{_LETTERS}])(?![{_OVER}])[{_MARKS}](?:(?![{_OVER}])[{_MARKS}])?")
_MOST_OF_OTHERS = 8
"""How many marks may follow one another in other scripts: Tibetan letters stand below each other."""
_OTHERS = regex(f"[^\\x00-\u02ff\u2e80-\ua48f\uac00-\ud7ff\uff00-\uffef]{{{_MOST_OF_OTHERS + 1},}}")


class Pile(Frozen):
    """Marks where none, or not so many, belong."""

    start: int
    marks: str
    base: str
    """The sign that they stand on; empty at the beginning of a line."""


def piles_in(text: str) -> Iterator[Pile]:
    """Every pile of marks in a text, in order for each of the two sorts."""
    for hit in _SUSPECT.finditer(text):
        if not _FINE.fullmatch(text, hit.start(), hit.end()):
            yield _pile(text, hit.start(), hit[0])
    for run in _OTHERS.finditer(text):
        yield from _piles_in_run(text, run.start(), run[0])


def _piles_in_run(text: str, start: int, run: str) -> Iterator[Pile]:
    marks = ""
    for at, sign in enumerate(f"{run} "):
        if unicodedata.category(sign).startswith("M"):
            marks += sign
            continue
        if len(marks) > _MOST_OF_OTHERS and not _SUSPECT.fullmatch(marks):
            yield _pile(text, start + at - len(marks), marks)
        marks = ""


def _pile(text: str, start: int, marks: str) -> Pile:
    base = text[start - 1 : start]
    return Pile(start, marks, "" if base.isspace() else base)
