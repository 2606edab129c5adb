"""Plain numbers: counts of people and things, scores and rates."""

from __future__ import annotations

from decimal import Decimal

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.wording import Misread, quoted

_COUNT = regex(r"0|[1-9][0-9]{0,11}")
_HALF = regex(r"(?:0|[1-9][0-9]{0,5})(?:\.[05])?")
_AND_A_HALF = regex(r"([1-9][0-9]{0,5}) ?天半|半天")
"""22 个半天 may be eleven days."""
_DECIMAL = regex(r"-?(?:0|[1-9][0-9]{0,11})(?:\.([0-9]{1,12}))?")
_NEGATIVE_ZERO = regex(r"-0(?:\.0+)?")
_THOUSANDS = regex(r"[^,0-9]*[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])[^,]*")
_UNIT = regex(r"(?<=[0-9]) ?[人户天夜次个名岁条项家座盏棵亩元年月]\Z")


def parse_count(text: str) -> int:
    """A whole number from 0 up, at most twelve digits. Raises ValueError saying what is expected."""
    if _COUNT.fullmatch(text):
        return int(text)
    bare = _plain(text)
    raise _misread(text, "应为整数，如 12", bare if _COUNT.fullmatch(bare) else "")


def parse_half(text: str) -> Decimal:
    """A number of days, whole or with a half, as typed. Raises ValueError saying what is expected."""
    if _HALF.fullmatch(text):
        return Decimal(text)
    bare = _plain(text)
    if spoken := _AND_A_HALF.fullmatch(fold_ascii(text)):
        bare = f"{spoken[1] or 0}.5"
    raise _misread(text, "应为天数，如 20 或 20.5（半天写 .5）", bare if _HALF.fullmatch(bare) else "")


def plain_days(days: Decimal | int) -> str:
    """A sum of days without zeros after the point: 41, 40.5."""
    whole = int(days)
    return str(whole) if whole == days else f"{Decimal(days).normalize():f}"


def parse_decimal(text: str, places: int) -> Decimal:
    """A number with at most `places` decimals, maybe negative, as many decimals as typed. Raises ValueError."""
    if _is_decimal(text, places):
        return Decimal(text)
    bare = _plain(text)
    expected = f"应为数字，最多 {places} 位小数" if places else "应为整数，如 12"
    raise _misread(text, expected, bare if _is_decimal(bare, places) else "")


def _is_decimal(text: str, places: int) -> bool:
    match = _DECIMAL.fullmatch(text)
    return match is not None and len(match[1] or "") <= places and not _NEGATIVE_ZERO.fullmatch(text)


def _plain(text: str) -> str:
    """The number alone: in ASCII, without commas between thousands, blanks and a unit."""
    folded = fold_ascii(text)
    if "," in folded and not _THOUSANDS.fullmatch(folded):
        return text
    return _UNIT.sub("", folded.replace(",", "").strip())


def _misread(text: str, expected: str, right: str) -> Misread:
    """The sentence about a text that is no number; `right` is the number it means, empty if that is not plain."""
    if not text:
        return Misread(f"{expected}，这里空着")
    if right and fold_ascii(text) == right:
        expected = f"数字要用半角，应为 {right}"
    elif "," in text or "，" in text:
        expected = f"数字里不要写逗号，{f'应为 {right}' if right else expected}"
    elif right:
        expected = f"只写数字，应为 {right}"
    return Misread(f"{expected}，填写的是{quoted(text)}", right)
