"""Texts as the search compares them, and the terms that a place lists for it; search.js folds texts the same way."""

from __future__ import annotations

from collections.abc import Iterable
from operator import add
from unicodedata import is_normalized, normalize

_BREAK = "\x00"
"""Stands between two texts: no record contains it, and no term crosses it."""
_ALONE = " "
"""Follows a character that is a term by itself: a folded text has no white space."""


_WIDE = tuple(zip("，（）：；？！−", ",():;?!-", strict=True))
"""Characters in every other text that NFKC would change; the minus sign of our amounts too."""


def fold_needle(text: str) -> str:
    """The text for comparison: width, case, white space, commas of amounts and the form of minus signs do not count."""
    if not text.isascii():
        text = _narrow(text)
    # Case goes down, then up: each alone leaves pairs apart that mean the same, ſ and s, ς and σ.
    return "".join(text.lower().upper().split()).replace(",", "")


def _narrow(text: str) -> str:
    """NFKC; most texts change in a few signs at most, and to see that costs a tenth of the full work."""
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text if is_normalized("NFKC", text) else normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")


def terms_of(texts: Iterable[str]) -> frozenset[str]:
    """Every two neighbouring characters of a folded text, and every single character followed by a blank."""
    folded = fold_needle(_BREAK.join(texts)) + _BREAK
    pairs = frozenset(map(add, folded, folded[1:]))
    alone = {pair[0] + _ALONE for pair in pairs}
    return frozenset(pair for pair in pairs | alone if _BREAK not in pair)
