"""Numbers told in words and only roughly: 几十, 上百, 十几, 五六十, 三十 of 三十多."""

from __future__ import annotations

from decimal import Decimal

from cunwu.core.patterns import regex

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"": 1, "十": 10, "百": 100, "千": 1000}
_SOME = regex(r"([数几])([十百千])")
_UP_TO = regex(r"[上成]([百千])")
_BETWEEN = regex(r"([一二两三四五六七八])([二两三四五六七八九])([十百千]?)")
_TEN_AND_SOME = regex(r"([一二三四五六七八九]?)十几")
_WHOLE = regex(
    r"(?:([一二两三四五六七八九])千)?零?(?:([一二两三四五六七八九]?)百)?零?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)"
)

Ends = tuple[Decimal, Decimal | None]


def parse_rough(text: str) -> Ends | None:
    """The least and the most that a number in words means, the most None for a single number; None if it is none."""
    if text in ("几", "数"):
        return Decimal(3), Decimal(9)
    if match := _SOME.fullmatch(text):
        ten = _TENS[match[2]]
        return Decimal(2 * ten), Decimal(9 * ten)
    if match := _UP_TO.fullmatch(text):
        return Decimal(_TENS[match[1]]), Decimal(9 * _TENS[match[1]])
    if match := _TEN_AND_SOME.fullmatch(text):
        tens = 10 * _DIGITS.get(match[1], 1)
        return Decimal(tens + 1), Decimal(tens + 9)
    match = _BETWEEN.fullmatch(text)
    if match and _DIGITS[match[1]] < _DIGITS[match[2]]:
        ten = _TENS[match[3]]
        return Decimal(_DIGITS[match[1]] * ten), Decimal(_DIGITS[match[2]] * ten)
    return _whole(text)


def _whole(text: str) -> Ends | None:
    """One number in words below ten thousand: 三十, 百, 一千二百."""
    match = _WHOLE.fullmatch(text)
    if match is None or text.startswith(("零", "〇")):
        return None
    number = 0
    for digit, unit in zip(match.groups(), (1000, 100, 10, 1), strict=True):
        number += unit * (0 if digit is None or (unit == 1 and not digit) else _DIGITS.get(digit, 1))
    return (Decimal(number), None) if number else None
