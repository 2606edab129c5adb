"""Numbers told in parts, as one says them on the telephone: 前七位…后四位…, 138 0013 八千. Works on folded lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.records.digits import ANY_DIGIT, GAP, SIGN

_OF_PART = rf"(?:[{ANY_DIGIT}几]|十[{ANY_DIGIT}]?)?个?(?:位数?字?|号码?|面|部分|段|数字)"
_BORN = "(?:出生(?:年月日?|日期|时间)?|生日|生于)"
_PLACES = (
    rf"开头|[前头]{_OF_PART}",
    rf"中间(?:{_OF_PART})?|{_BORN}",
    rf"结尾|最后(?:{_OF_PART})?|[后末尾]{_OF_PART}",
)
"""Where a part of a number stands, in order; the birthday is the middle of an identity number."""
_IS = rf"(?:就?[是为])?[{SIGN}：，、]{{0,3}}"
SPOKEN = regex(
    rf"(?:{'|'.join(_PLACES)}){_IS}[{ANY_DIGIT}]{GAP}[{ANY_DIGIT}]{GAP}[{ANY_DIGIT}]"
    rf"|[{ANY_DIGIT}][{SIGN}]{{0,3}}[{ANY_DIGIT}][千仟]"
)
"""Finds what the patterns below find and more, in a text that is not folded: few texts have it."""
_PART = regex(rf"({'|'.join(_PLACES)}){_IS}((?:[0-9]{GAP}){{2,15}}[0-9Xx])(?![0-9])")
_THOUSANDS = r"[1-9][千仟](?:[1-9][百佰])?(?:0?[1-9]?[十拾])?0?[0-9]?"
_FOUR = rf"(?:(?:[0-9]{GAP}){{3}}[0-9]|{_THOUSANDS})"
_UNITS = "0-9万亿元块角分斤公米亩户人个件株只头吨袋多余来左几"
_IN_WORDS = regex(
    rf"(?<![0-9])(1{GAP}[3-9]{GAP}[0-9]){GAP}(?={_FOUR}{GAP}{_FOUR})(?=[^千仟\n]*[千仟])"
    rf"({_FOUR}){GAP}({_FOUR})(?![{_UNITS}])"
)
_MARKS = regex(r"[^0-9Xx]")


class Spoken(Frozen):
    """A number put together from its parts, and the stretch of the line that tells it."""

    start: int
    end: int
    number: str


def find_spoken(line: str) -> Iterator[Spoken]:
    """Every number of a folded line that is told in two parts or more, whatever their order."""
    parts = [(_place_of(match[1]), match) for match in _PART.finditer(line)]
    for at, (place, first) in enumerate(parts):
        told = [(place, first)]
        for later in parts[at + 1 :]:
            if later[0] in {one for one, _ in told}:
                break
            told.append(later)
            number = "".join(_MARKS.sub("", match[2]) for _, match in sorted(told, key=lambda one: one[0]))
            yield Spoken(first.start(), later[1].end(), number)
    for match in _IN_WORDS.finditer(line):
        yield Spoken(match.start(), match.end(), "".join(map(_in_digits, match.groups())))


def _place_of(word: str) -> int:
    return next(place for place, words in enumerate(_PLACES) if re.fullmatch(words, word))


def _in_digits(part: str) -> str:
    """Four digits as they are, or of a count in words: 8千5 is 8500, 8千05 is 8005."""
    if not re.search("[千仟]", part):
        return _MARKS.sub("", part)
    thousands, rest = re.split("[千仟]", part)
    found = re.fullmatch(r"(?:([1-9])[百佰])?(?:0?([1-9]?)[十拾])?(0?)([0-9]?)", rest)
    hundreds, tens, zero, ones = found.groups() if found is not None else (None, None, "", "")
    if ones and not zero and hundreds is None and tens is None:
        return f"{thousands}{ones}00"
    return f"{thousands}{hundreds or 0}{(tens or '1') if tens is not None else 0}{ones or 0}"
