"""The privacy gate: finds identity numbers, telephones, bank cards and door numbers in text, and masks them.

Works on folded text (digits of any script, Chinese digits) of the same length, so that positions stay right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.values.codes import citizen_id_is_valid, credit_code_is_valid, luhn_is_valid
from cunwu.values.fold import FOLDED_DIGITS, fold_digits, mask_number


class Leak(StrEnum):
    """The kind of personal datum that was found."""

    CITIZEN_ID = "18 位身份证号"
    OLD_CITIZEN_ID = "15 位身份证号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡或账户号"
    DOCUMENT = "证件号"
    DOOR = "门牌住址"
    THIN_MASK = "遮挡不够的号码"


class Hit(Frozen):
    """One leak: its start in the text, its length, and its masked form for messages."""

    leak: Leak
    start: int
    end: int
    masked: str


_MARK = " \u00a0\u3000\u200b-\u200f\u2060\ufeff._·•\\-‐-―－—"
_MARKS = f"[{_MARK}]"
_GAP = f"{_MARKS}{{0,3}}"
"""Characters that may stand between two digits of one number: 139 - 0013 - 8000."""


def _digits(count: int | str, last: str = "[0-9]") -> str:
    return f"(?:[0-9]{_GAP}){{{count}}}{last}"


# `\b` does not work beside Han characters, so the neighbours are checked here.
_BEFORE, _AFTER = "(?<![0-9])", "(?![0-9])"
_DOCUMENTS = "护照|通行证|台胞证|回乡证|居住证|军官证|士兵证|残疾人?证|驾驶证|驾照|社保卡|社会保障卡|医保卡"
_SUSPECT = regex(rf"{_digits('9,')}|[0-9][*＊xX×•●]|[*＊xX×•●]{{2,}}|{_DOCUMENTS}|门牌|[0-9][号室户]")
_WORDS = f"{_DOCUMENTS}|门牌".split("|")
_BEGIN, _GO_ON = ("".join({word[at] for word in _WORDS}) for at in (0, 1))
_ANY_DIGIT, _ANY_STAR = rf"\d{FOLDED_DIGITS}", "*＊xXｘＸ×•●"
_HINT = regex(
    rf"[{_ANY_DIGIT}{_ANY_STAR}{_BEGIN}]"
    rf"(?:[{_ANY_STAR}{_GO_ON}号室户]|(?=[{_ANY_DIGIT}{_MARK}]{{9}})(?:{_GAP}[{_ANY_DIGIT}]){{9}})"
)
"""Finds what `_SUSPECT` finds and a little more, without folding: nearly no text has it, and folding takes time."""
_CITIZEN_ID = regex(_BEFORE + _digits(17, "[0-9Xx]") + _AFTER)
_DISABILITY_ID = regex(rf"{_BEFORE}({_digits(17, '[0-9Xx]')}){_GAP}[1-7]{_GAP}[1-4]{_AFTER}")
_FIFTEEN = regex(_BEFORE + _digits(14) + _AFTER)
_MOBILE = regex(rf"{_BEFORE}(?:(?:\+|00)?86{_GAP})?(1{_GAP}[3-9]{_GAP}{_digits(8)}){_AFTER}")
# One pattern for each length: a longer match would take a sum after the number for its end.
_CARDS = tuple(regex(_BEFORE + _digits(length - 1) + _AFTER) for length in (19, 18, 17, 16))
_ACCOUNT = regex(_BEFORE + _digits("8,23") + _AFTER)
_DOCUMENT = regex(rf"(?:{_DOCUMENTS})[^0-9A-Za-z\n]{{0,8}}([A-Za-z]{{0,2}}[0-9][0-9Xx -]{{5,22}}[0-9Xx])")
_ROW = regex(
    r"(?<![0-9.-])(?:(?:19|20)[0-9]{2}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])|[0-9]+\.[0-9]{2})(?![0-9.])"
)
"""A date or an amount among digits: then they are several numbers in a row, not one with gaps."""
_DOOR = regex(
    r"门牌号?[^0-9\n]{0,3}[0-9]{1,5}"
    r"|[0-9]{1,3}(?:号楼|幢|栋|单元)[0-9]{0,3}(?:单元)?[0-9]{1,4}[室户号]"
    r"|(?:路|街|巷|弄|组|屯|庄|湾|冲|胡同)[0-9]{1,5}(?:-[0-9]{1,3})?号"
    r"(?![令文线机楼桥井泵闸灯杆坝塘池地田台柜库仓车船炉变公会凭合标路])",
)
_MASK = regex(r"[0-9*＊xX×•●]{11,19}")
_STARS = regex(r"[*＊xX×•●]")
_ID_WORDS = regex(r"身份证|身份号|证件号|证号|公民身份|idcard|id card", re.IGNORECASE)
_BANK_WORDS = regex(r"卡号|账号|帐号|银行卡|存折|储蓄卡|[一1]卡通|开户|户号|社保卡")
_CREDIT_CODE = regex(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_IINS = ("62", "60", "4", "5")
_OFFICIAL_ID_SHOWN, _OFFICIAL_MOBILE_HIDDEN = 6, 4
"""A mask may show six digits of an identity number and must hide four of a mobile. Source: yongan-privacy-2023/masks"""


def find_leaks(text: str) -> Iterator[Hit]:
    """Every leak in `text`, line by line; a number counts once, as the gravest leak it can be."""
    if not _HINT.search(text):
        return
    start = 0
    for line in fold_digits(text).splitlines(keepends=True):
        if _SUSPECT.search(line):
            taken = bytearray(len(line))
            for leak, first, last in _leaks_in(line):
                if not any(taken[first:last]):
                    taken[first:last] = b"x" * (last - first)
                    yield Hit(leak, start + first, start + last, _masked(leak, line[first:last]))
        start += len(line)


@lru_cache(maxsize=64)
def hide_leaks(text: str) -> str:
    """The same text, of the same length, with the middle of every leak starred out, for logs and messages."""
    shown = list(text)
    for hit in find_leaks(text):
        if hit.leak is not Leak.DOOR:
            shown[hit.start + 2 : hit.end - 2] = "*" * (hit.end - hit.start - 4)
    return "".join(shown)


def _masked(leak: Leak, found: str) -> str:
    if leak is Leak.DOOR:
        return found[:2] + "…"
    if leak is Leak.THIN_MASK:
        return f"{len(found)} 位只遮住 {len(_STARS.findall(found))} 位"
    return mask_number(_bare(found))


def _bare(found: str) -> str:
    return re.sub(_MARKS, "", found).upper()


def _is_named(found: str, line: str) -> bool:
    return _has_words(_ID_WORDS, line) and not _ROW.search(found)


@lru_cache(maxsize=4)
def _has_words(words: re.Pattern[str], line: str) -> bool:
    return words.search(line) is not None


def _is_card(found: str, line: str) -> bool:
    digits = _bare(found)
    if not digits.startswith(_IINS) or not luhn_is_valid(digits) or _ROW.search(found):
        return False
    return not any(found in code for code in _credit_codes(line))


@lru_cache(maxsize=4)
def _credit_codes(line: str) -> tuple[str, ...]:
    """Valid codes of organisations, such as committees, except those from 62, which begin like most bank cards."""
    codes = _CREDIT_CODE.findall(line)
    return tuple(code for code in codes if not code.startswith("62") and credit_code_is_valid(code))


def _is_old_id(digits: str) -> bool:
    return "01" <= digits[8:10] <= "12" and "01" <= digits[10:12] <= "31"


def _hides_too_little(text: str) -> bool:
    hidden = len(_STARS.findall(text))
    shown = len(text) - hidden
    if hidden < 2:
        return False
    if len(text) == 11 and text[0] == "1":
        return hidden < _OFFICIAL_MOBILE_HIDDEN
    return len(text) >= 15 and shown > _OFFICIAL_ID_SHOWN + 2


_Judge = Callable[[str, str], bool]
"""Whether a found number, in its line, really is of its kind."""

_DETECTORS: tuple[tuple[Leak, re.Pattern[str], int, _Judge], ...] = (
    (Leak.CITIZEN_ID, _CITIZEN_ID, 0, lambda found, line: citizen_id_is_valid(_bare(found)) or _is_named(found, line)),
    (Leak.CITIZEN_ID, _DISABILITY_ID, 1, lambda found, _line: citizen_id_is_valid(_bare(found))),
    (Leak.DOCUMENT, _DOCUMENT, 1, lambda found, _line: not _ROW.search(found)),
    (Leak.OLD_CITIZEN_ID, _FIFTEEN, 0, lambda found, line: _is_named(found, line) and _is_old_id(_bare(found))),
    (Leak.MOBILE, _MOBILE, 1, lambda found, _line: not _ROW.search(found)),
    (Leak.BANK_CARD, _ACCOUNT, 0, lambda found, line: _has_words(_BANK_WORDS, line) and not _ROW.search(found)),
    *((Leak.BANK_CARD, pattern, 0, _is_card) for pattern in _CARDS),
    (Leak.DOOR, _DOOR, 0, lambda _found, _line: True),
    (Leak.THIN_MASK, _MASK, 0, lambda found, _line: _hides_too_little(found)),
)
"""Searches, gravest first: leak, pattern, the group that holds the number, and the check that confirms it."""


def _leaks_in(line: str) -> Iterator[tuple[Leak, int, int]]:
    for leak, pattern, group, confirms in _DETECTORS:
        for match in pattern.finditer(line):
            if confirms(match[group], line):
                yield leak, *match.span(group)
