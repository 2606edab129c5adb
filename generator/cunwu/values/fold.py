"""Folding: other ways to write a digit brought to ASCII, for matching and hints only, and masking for display."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_CHINESE_DIGITS = ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
HAN_DIGITS = "".join(_CHINESE_DIGITS) + "两兩幺"
"""Han characters that are digits; names of people and of things end with them too."""
_DASHES = "‐‑‒–—―−－"
_COMPOUND_SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 司徒 皇甫 东方 尉迟 公孙 慕容 令狐 夏侯 长孙 宇文 轩辕 端木 独孤 南宫 西门 申屠 钟离 呼延 澹台 闻人 鲜于 公冶 完颜 赫连".split()  # noqa: E501, SIM905
)


class _DigitTable(dict[int, int]):
    """A table for `str.translate` that computes a character once and keeps it."""

    def __missing__(self, point: int) -> int:
        digit = unicodedata.decimal(chr(point), None)
        self[point] = folded = point if digit is None else ord("0") + digit
        return folded


class _AsciiTable(_DigitTable):
    """The digit table, with full-width ASCII and dashes besides."""

    def __missing__(self, point: int) -> int:
        if 0xFF01 <= point <= 0xFF5E:
            self[point] = folded = point - 0xFEE0
            return folded
        return super().__missing__(point)


_DIGITS = {ord(digit): ord("0") + value for digits in _CHINESE_DIGITS for value, digit in enumerate(digits)}
# Ways to write a digit in a number that is read out or drawn; nobody writes an amount so.
_OTHER_DIGITS: Mapping[str, str] = {
    "0": "○◯⓪⓿⁰₀洞",
    "1": "幺弌壱㆒",
    "2": "两兩弍貳弐㆓",
    "3": "弎叄參叁参㆔",
    "4": "亖㆕",
    "6": "陸",
    "7": "拐",
    "9": "勾",
}
# First characters of runs from 1 to 9: ① ⑴ ⒈ ❶ ➀ ➊ ⓵ ₁ 〡 ㈠ ㊀ Ⅰ ⅰ.
_RUNS = "①⑴⒈❶➀➊⓵₁〡㈠㊀Ⅰⅰ"
_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"
_DRAWN = {
    **{ord(character): ord(digit) for digit, written in _OTHER_DIGITS.items() for character in written},
    **{ord(first) + step: ord("1") + step for first in _RUNS for step in range(9)},
    **{ord(character): ord("1") + step for step, character in enumerate(_SUPERSCRIPTS)},
}
FOLDED_DIGITS = "".join((*_CHINESE_DIGITS, *map(chr, _DRAWN)))
"""Characters that `fold_digits` reads as digits, besides the decimal digits of every script."""
FOLDED_X = "ｘ×✕✖✗✘╳хχˣₓⅹⓧ𝐱𝑥𝒙𝓍𝔁𝔵𝕩𝖝𝗑𝘅𝘹𝙭𝚡⨯⨉☓❌❎㐅乂叉", "ＸⅩХΧⓍ𝐗𝑋𝑿𝒳𝓧𝔛𝕏𝖃𝖷𝗫𝘟𝙓𝚇🅇🅧🆇"
"""Characters that `fold_digits` reads as x and as X."""
_FOLD_DIGITS = _DigitTable(
    _DIGITS | _DRAWN | {ord(one): ord(x) for x, written in zip("xX", FOLDED_X, strict=True) for one in written},
)
_FOLD_ASCII = _AsciiTable(_DIGITS | {ord(dash): ord("-") for dash in _DASHES})


def fold_digits(text: str) -> str:
    """The text with digits of any script, Chinese digits and full-width x in ASCII; position for position the same."""
    return text if text.isascii() else text.translate(_FOLD_DIGITS)


def fold_ascii(text: str) -> str:
    """As `fold_digits`, with full-width letters and marks and every kind of dash in ASCII too; same length."""
    return text if text.isascii() else text.translate(_FOLD_ASCII)


def mask_number(number: str) -> str:
    """A number fit for a message: at most the first two and last two characters stay, fewer of a short number."""
    kept = min(2, len(number) // 4)
    return number[:kept] + "*" * (len(number) - 2 * kept) + number[len(number) - kept :]


def mask_name(name: str) -> str:
    """A person's name fit for a message: the surname, then 某 for each further character, two at most."""
    if len(name) <= 1:
        return "某" * len(name)
    surname = name[:2] if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else name[:1]
    return surname + "某" * min(2, len(name) - len(surname))
