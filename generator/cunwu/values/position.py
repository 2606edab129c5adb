"""Where something is: degrees north and east, to a hundred metres; and how far two such spots are apart."""

from __future__ import annotations

from math import asin, cos, hypot, radians, sin, sqrt
from typing import NamedTuple

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.wording import Misread, quoted

_POSITION = regex(r"([0-9]{1,2}\.[0-9]{3}),([0-9]{2,3}\.[0-9]{3})")
_LOOSE = regex(
    r"[北纬NE东经°度\s]*([0-9]{1,3}\.[0-9]{2,})[°度NE\s]*[,、;\s]+[北纬NE东经\s]*([0-9]{1,3}\.[0-9]{2,})[°度NE\s]*"
)
_EXPECTED = "应为北纬、东经各三位小数，如 29.503,112.017"
_NORTH, _EAST = (3, 54), (73, 136)
"""Between which degrees the country lies."""
_KM_OF_RADIUS = 6371


class Position(NamedTuple):
    """Degrees north and east. Three decimals are a hundred metres: a place, not a door."""

    north: float
    east: float

    @property
    def text(self) -> str:
        """As it is typed."""
        return f"{self.north:.3f},{self.east:.3f}"

    @property
    def label(self) -> str:
        """As people read it."""
        return f"北纬 {self.north:.3f}°，东经 {self.east:.3f}°"

    def km_to(self, other: tuple[float, float]) -> float:
        """How far it is, as the crow flies."""
        north, east, there, across = (*map(radians, self), *map(radians, other))
        half = hypot(sin((there - north) / 2), sqrt(cos(north) * cos(there)) * sin((across - east) / 2))
        return 2 * _KM_OF_RADIUS * asin(min(1.0, half))


def parse_position(text: str) -> Position:
    """Degrees north and east within the country, three decimals each. Raises ValueError."""
    typed = _POSITION.fullmatch(text)
    if typed is not None and _is_within(float(typed[1]), float(typed[2])):
        return Position(float(typed[1]), float(typed[2]))
    raise _misread(text)


def _is_within(north: float, east: float) -> bool:
    return _NORTH[0] <= north <= _NORTH[1] and _EAST[0] <= east <= _EAST[1]


def _misread(text: str) -> Misread:
    loose = _LOOSE.fullmatch(fold_ascii(text).strip())
    if loose is None:
        return Misread(f"{_EXPECTED}，填写的是{quoted(text)}")
    one, other = float(loose[1]), float(loose[2])
    for north, east, why in ((one, other, ""), (other, one, "，先写北纬，再写东经")):
        if _is_within(north, east):
            right = Position(north, east).text
            return Misread(f"应为 {right}{why}，填写的是{quoted(text)}", right)
    return Misread(f"{_EXPECTED}，填写的{quoted(text)}不在国内")
