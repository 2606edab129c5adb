"""Texts as a search compares them, and the terms by which a place tells what it holds; search.js folds the same way."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add
from unicodedata import normalize

_BREAK = "\x00"
"""Stands between two texts: no record holds it, and no term reaches over it."""
_ALONE = " "
"""Follows a character that is a term by itself: a folded text has no white space."""


def fold_needle(text: str) -> str:
    """The text as it is compared: width, case, white space, commas of amounts, the look of minus do not count."""
    # Case goes down, then up: each alone leaves pairs apart that mean the same, ſ and s, ς and σ.
    plain = text if text.isascii() else normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    return "".join(plain.lower().upper().split()).replace(",", "")


def terms_of(texts: Iterable[str]) -> frozenset[str]:
    """Every two characters that follow each other in a text as compared, and every single one with a blank."""
    folded = fold_needle(_BREAK.join(texts))
    pairs = set(map(add, folded, folded[1:]))
    pairs.update(map(add, set(folded), _ALONE * len(folded)))
    return frozenset(pair for pair in pairs if _BREAK not in pair)
