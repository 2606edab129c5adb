"""Numbers in Chinese characters, as on a cheque and as in speech: written from a number, and read back."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex

_WAN = 10**4
_YI = 10**8


class Numerals(Frozen):
    """The characters for digits and places in one way of writing numbers."""

    digits: str
    places: tuple[tuple[int, str], ...]


ON_CHEQUES = Numerals("零壹贰叁肆伍陆柒捌玖", ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")))
SPOKEN = Numerals("零一二三四五六七八九", ((1000, "千"), (100, "百"), (10, "十"), (1, "")))


def in_words(number: int, words: Numerals) -> str:
    """A whole number below 10^16 in words; empty for 0."""
    for unit, word in ((_YI, "亿"), (_WAN, "万")):
        high, low = divmod(number, unit)
        if high:
            gap = "零" if 0 < low < unit // 10 else ""
            return f"{in_words(high, words)}{word}{gap}{in_words(low, words)}"
    return _group(number, words)


def how_many(number: int) -> str:
    """A count as in speech before a measure word: 两处, 十笔, 一百二十户."""
    if number == 2:
        return "两"
    words = in_words(number, SPOKEN) or "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def _group(number: int, words: Numerals) -> str:
    """A whole number below 10^4 in words; empty for 0."""
    said, gap = "", ""
    for unit, word in words.places:
        digit = number // unit % 10
        if digit:
            said += f"{gap}{words.digits[digit]}{word}"
            gap = ""
        elif said:
            gap = "零"
    return said


_ALIKE = str.maketrans("壹贰叁肆伍陆柒捌玖弌贰两俩〇○仟佰拾圆块", "一二三四五六七八九一二二二零零千百十元元")
_AMOUNT = regex(
    r"(?P<yuan>[零一二三四五六七八九十百千万亿]+)(?:元|\Z)"
    r"零?(?:(?P<jiao>[一二三四五六七八九])角)?零?(?:(?P<fen>[一二三四五六七八九])分)?[整正]?"
)
_UNITS = {"十": 10, "百": 100, "千": 1000}


def fen_in_words(text: str) -> int | None:
    """An amount of 元 in characters, in 分: 六万六千元, 壹仟贰佰元整; None if it is none, or as loose as 六万六."""
    match = _AMOUNT.fullmatch(text.translate(_ALIKE).removeprefix("人民币"))
    if match is None:
        return None
    yuan = _number(match["yuan"])
    return None if yuan is None else 100 * yuan + 10 * _digit(match["jiao"]) + _digit(match["fen"])


def _digit(word: str | None) -> int:
    return SPOKEN.digits.index(word) if word else 0


def _number(text: str) -> int | None:
    """A whole number in spoken form; None if speech would not put it so: 六万六 may be 66,000 or 60,006."""
    high, whole, group, digit = 0, 0, 0, 0
    for character in text:
        if character in _UNITS:
            group, digit = group + (digit or 1) * _UNITS[character], 0
        elif character == "万":
            whole, group, digit = whole + (group + digit) * _WAN, 0, 0
        elif character == "亿":
            high, whole, group, digit = high + (whole + group + digit) * _YI, 0, 0, 0
        else:
            digit = SPOKEN.digits.index(character)
    number = high + whole + group + digit
    said = in_words(number, SPOKEN) if number < _YI * _YI else ""
    return number if text in (said, said.removeprefix("一") if said.startswith("一十") else said) else None
