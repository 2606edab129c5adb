"""Plain numbers: counts of people and things, scores and rates."""

from __future__ import annotations

from decimal import Decimal

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.wording import quoted

_COUNT = regex(r"0|[1-9][0-9]{0,11}")
_HALF = regex(r"(?:0|[1-9][0-9]{0,5})(?:\.[05])?")
_DECIMAL = regex(r"-?(?:0|[1-9][0-9]{0,11})(?:\.([0-9]{1,12}))?")
_NEGATIVE_ZERO = regex(r"-0(?:\.0+)?")


def parse_count(text: str) -> int:
    """A whole number from 0 up, at most twelve digits. Raises ValueError saying what is expected."""
    if _COUNT.fullmatch(text):
        return int(text)
    folded = fold_ascii(text)
    raise ValueError(_fault(text, "应为整数，如 12", folded if _COUNT.fullmatch(folded) else ""))


def parse_half(text: str) -> Decimal:
    """A number of days, whole or with a half, as typed. Raises ValueError saying what is expected."""
    if _HALF.fullmatch(text):
        return Decimal(text)
    folded = fold_ascii(text)
    raise ValueError(_fault(text, "应为天数，如 20 或 20.5（半天写 .5）", folded if _HALF.fullmatch(folded) else ""))


def parse_decimal(text: str, places: int) -> Decimal:
    """A number with at most `places` decimals, maybe negative, as many decimals as typed. Raises ValueError."""
    if _is_decimal(text, places):
        return Decimal(text)
    folded = fold_ascii(text)
    expected = f"应为数字，最多 {places} 位小数" if places else "应为整数，如 12"
    raise ValueError(_fault(text, expected, folded if _is_decimal(folded, places) else ""))


def _is_decimal(text: str, places: int) -> bool:
    match = _DECIMAL.fullmatch(text)
    return match is not None and len(match[1] or "") <= places and not _NEGATIVE_ZERO.fullmatch(text)


def _fault(text: str, expected: str, right: str) -> str:
    """The sentence about a text that is no number; `right` is the same number in ASCII, empty when it is none."""
    if not text:
        return f"{expected}，这里空着"
    if right:
        expected = f"数字要用半角，应为 {right}"
    elif "," in text or "，" in text:
        expected = f"数字里不要写逗号，{expected}"
    return f"{expected}，填写的是{quoted(text)}"
