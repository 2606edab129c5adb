"""How far something has come: a bar beside the sentence that says the same."""

from __future__ import annotations

from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.values.money import percent

_WIDTH = 600


class ProgressBar(Frozen):
    """A part of a whole: the sentence, and the width of the part in a 600-wide box."""

    sentence: str
    width: str


def bar_of(sentence: str, part: Decimal | int, whole: Decimal | int) -> ProgressBar | None:
    """The bar of `part` in `whole`, its share behind the sentence; None without a whole to be a part of."""
    if whole <= 0 or part < 0:
        return None
    scaled = int(_WIDTH * min(Decimal(part) / Decimal(whole), Decimal(1)))
    return ProgressBar(f"{sentence}（{percent(int(part * 100), int(whole * 100))}）", str(scaled))
