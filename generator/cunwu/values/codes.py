"""Codes with a meaning of their own: divisions, organisations, and the numbers a privacy check looks for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Literal

from cunwu.core.patterns import regex
from cunwu.values.wording import quoted

DivisionLevel = Literal["省", "地", "县", "乡", "村"]

PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()  # noqa: SIM905
)
_ENDS: tuple[tuple[DivisionLevel, int], ...] = (("省", 2), ("地", 4), ("县", 6), ("乡", 9), ("村", 12))
_PREFIX_LENGTH: dict[DivisionLevel, int] = dict(_ENDS)
_DIVISION = regex(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")
# 东莞、中山、儋州、嘉峪关 have townships but no counties between.
_CITIES_WITHOUT_COUNTIES = frozenset({"4419", "4420", "4604", "6202"})


def parse_division_code(text: str) -> str:
    """A division code of 6, 9 or 12 digits, as typed (统计用区划代码). Raises ValueError saying what is expected."""
    if not _DIVISION.fullmatch(text):
        raise ValueError(f"应为 6 位、9 位或 12 位区划代码（半角数字），填写的是{quoted(text)}，共 {len(text)} 个字符")
    if text[:2] not in PROVINCES:
        raise ValueError(f"区划代码的前两位应为省份代码，如 44，填写的是{quoted(text)}")
    if _skips_a_level(text):
        raise ValueError(f"区划代码中上一级为零时，下面各级也应为零，填写的是{quoted(text)}")
    return text


def division_level(code: str) -> DivisionLevel:
    """The level of a valid code, from its last part that is not all zeros."""
    padded = code.ljust(12, "0")
    level: DivisionLevel = "省"
    for (_, start), (lower, end) in pairwise(_ENDS):
        if padded[start:end].strip("0"):
            level = lower
    return level


def lies_within(code: str, parent: str) -> bool:
    """Whether the division `code` is part of `parent` or is `parent` itself; both valid, lengths may differ."""
    length = _PREFIX_LENGTH[division_level(parent)]
    return code.ljust(12, "0")[:length] == parent.ljust(12, "0")[:length]


def _skips_a_level(code: str) -> bool:
    padded = code.ljust(12, "0")
    filled = [bool(padded[start:end].strip("0")) for (_, start), (_, end) in pairwise(_ENDS)]
    if padded[:4] in _CITIES_WITHOUT_COUNTIES:
        del filled[1]
    return any(lower and not upper for upper, lower in pairwise(filled))


# --- organisations: GB 32100-2015 ---

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_CREDIT_CODE = regex(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_CREDIT_LENGTH = 18
# By registering body: what it registers. 54 and 55 (村委会, 居委会) are in use though the 2015 tables lack them.
_REGISTERED = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "123459", "6": "129", "7": "129",
    "8": "19", "9": "1239", "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip


def parse_credit_code(text: str) -> str:
    """A 统一社会信用代码 of 18 characters with a right check character (GB 32100-2015). Raises ValueError."""
    if not _CREDIT_CODE.fullmatch(text):
        raise ValueError(_credit_fault(text))
    if text[1] not in _REGISTERED.get(text[0], ""):
        raise ValueError(
            f"统一社会信用代码的前两位应为登记类别，如 54（村委会）、N2（村级集体），填写的是{quoted(text)}"
        )
    expected = _check_character(text)
    if text[-1] != expected:
        raise ValueError(f"统一社会信用代码的末位应为 {expected}，填写的是{quoted(text)}，请逐位核对")
    return text


def credit_code_is_valid(text: str) -> bool:
    """Whether `parse_credit_code` accepts the text."""
    try:
        parse_credit_code(text)
    except ValueError:
        return False
    return True


def _check_character(code: str) -> str:
    summed = sum(_VALUES[character] * weight for character, weight in zip(code, _WEIGHTS, strict=False))
    return _ALPHABET[-summed % 31]


def _credit_fault(text: str) -> str:
    if len(text) != _CREDIT_LENGTH:
        return f"统一社会信用代码应为 18 位，填写的是{quoted(text)}，共 {len(text)} 个字符"
    if not text.isascii():
        return f"统一社会信用代码应为半角的数字和大写字母，填写的是{quoted(text)}"
    if text != text.upper():
        return f"统一社会信用代码的字母应为大写，填写的是{quoted(text)}"
    if set(text) & set("IOSVZ"):
        return f"统一社会信用代码应没有字母 I、O、S、V、Z（多半是数字 1、0、5、2），填写的是{quoted(text)}"
    return f"统一社会信用代码应为 18 位数字和大写字母，第 3 到 8 位是数字，填写的是{quoted(text)}"


# --- numbers of persons ---

_CITIZEN_ID = regex(r"([0-9]{2})[0-9]{4}((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9Xx]")
_ID_PROVINCES = PROVINCES | {"83"}  # 83: residence permits of people from Taiwan
_ID_CHECKS = "10X98765432"
_ID_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_DIGITS = regex(r"[0-9]+")


def citizen_id_is_valid(text: str) -> bool:
    """Whether these 18 characters make an identity number: province, day of birth, ISO 7064 MOD 11-2. Never raises.

    Source: identity-numbers/check-digit
    """
    match = _CITIZEN_ID.fullmatch(text)
    if match is None or match[1] not in _ID_PROVINCES:
        return False
    try:
        date(int(match[2]), int(match[3]), int(match[4]))
    except ValueError:
        return False
    summed = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[summed % 11] == text[-1].upper()


_DOUBLED = str.maketrans("0123456789", "0246813579")
"""Each digit twice, and the digits of that added up."""


def luhn_is_valid(number: str) -> bool:
    """Whether ASCII digits satisfy the check of bank cards; one in ten numbers does by chance. Never raises."""
    if not _DIGITS.fullmatch(number):
        return False
    backwards = number[::-1]
    return (sum(map(int, backwards[::2])) + sum(map(int, backwards[1::2].translate(_DOUBLED)))) % 10 == 0
