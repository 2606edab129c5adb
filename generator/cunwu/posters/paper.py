"""Sizes of paper, and how much room a text takes on it: measured from above, so that nothing ever runs over an edge."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

from cunwu.core.frozen import Frozen

LINE = 1.4
"""Height of a line, in the size of its letters; the style sheet says the same."""
_POINT = 25.4 / 72
_MARGIN = 12.0
"""Millimetres on every side; the style sheet says the same."""
_NARROW, _WIDE = 0.62, 1.0
"""Widths of a Latin and of a Chinese character: the widest digit and letter of the fonts, not the average."""
_LOST = 1.0
"""What a line may lose at its end, because no line begins with a comma."""


class Paper(Frozen):
    """A sheet, and the size of the letters on it; lengths are in millimetres."""

    name: str
    width: float
    height: float
    points: float
    """Size of the text. Sixteen points can be read at 1.5 m; on larger sheets, which hang higher, it is larger."""

    @property
    def em(self) -> float:
        """The size of a letter."""
        return self.points * _POINT

    @property
    def across(self) -> float:
        """Letters between the margins, from left to right."""
        return (self.width - 2 * _MARGIN) / self.em

    @property
    def down(self) -> float:
        """Letters between the margins, from top to bottom."""
        return (self.height - 2 * _MARGIN) / self.em

    def letters(self, millimetres: float) -> float:
        """A length in letters."""
        return millimetres / self.em


PAPERS = {
    paper.name: paper for paper in (Paper("A4", 210, 297, 16), Paper("A3", 297, 420, 19), Paper("A2", 420, 594, 24))
}


def width_of(text: str) -> float:
    """Width of a text in one line, in letters."""
    return sum(_WIDE if east_asian_width(one) in "WFA" else _NARROW for one in text)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes at most in a column of `width` letters; an empty text takes none."""
    widths = [width_of(line) for line in text.splitlines()]
    return sum(1 if needed <= width else ceil(needed / max(width - _LOST, 1)) for needed in widths)


def height_of(text: str, width: float, size: float = 1.0) -> float:
    """Height of a text in a column of `width` letters, written in letters of `size`."""
    return lines_of(text, width / size) * LINE * size
