"""The privacy gate: finds identity numbers, telephones, bank cards and door numbers in text, masked in what it says.

Works on folded text (digits of any script, Chinese digits) of the same length, so that places stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cunwu.values.codes import citizen_id_is_valid, luhn_is_valid
from cunwu.values.fold import fold_digits, mask_number


class Leak(StrEnum):
    """What kind of personal datum was found."""

    CITIZEN_ID = "18 位身份证号"
    OLD_CITIZEN_ID = "15 位身份证号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡或账户号"
    DOCUMENT = "证件号"
    DOOR = "门牌住址"
    THIN_MASK = "遮挡不够的号码"


@dataclass(frozen=True, slots=True)
class Hit:
    """One leak: where it starts in the text, how long it is, and how it may be spoken of."""

    leak: Leak
    start: int
    end: int
    masked: str


_SEPARATOR = "[ \u00a0\u3000\u200b-\u200f\u2060\ufeff._·•\\-‐-―－—]?"


def _digits(count: str, last: str = "[0-9]") -> str:
    return f"(?:[0-9]{_SEPARATOR}){{{count}}}{last}"


# `\b` does not work beside Han characters, so neighbours are looked at by hand.
_BEFORE, _AFTER = "(?<![0-9])", "(?![0-9])"
_SUSPECT = re.compile(
    rf"{_digits('9,')}|\*{{2,}}|[xX×＊•●]{{3,}}|护照|通行证|军官证|士兵证|残疾证|驾驶证|门牌|[0-9]号|[0-9]室"
)
_CITIZEN_ID = re.compile(_BEFORE + _digits("17", "[0-9Xx]") + _AFTER)
_FIFTEEN = re.compile(_BEFORE + _digits("14") + _AFTER)
_MOBILE = re.compile(rf"(?<![0-9.])(?:(?:\+|00)?86{_SEPARATOR})?(1{_SEPARATOR}[3-9]{_SEPARATOR}{_digits('8')}){_AFTER}")
_CARD = re.compile(_BEFORE + _digits("15,18") + _AFTER)
_ACCOUNT = re.compile(_BEFORE + _digits("8,23") + _AFTER)
_DOCUMENT = re.compile(
    r"(?:护照|通行证|军官证|士兵证|残疾证|驾驶证|社保卡|医保卡)[^0-9A-Za-z\n]{0,8}([A-Za-z]{0,2}[0-9][0-9Xx -]{5,22}[0-9Xx])"
)
_DOOR = re.compile(
    r"门牌号?[^0-9\n]{0,3}[0-9]{1,5}"
    r"|[0-9]{1,3}(?:号楼|幢|栋|单元)[0-9]{0,3}(?:单元)?[0-9]{1,4}[室户号]"
    r"|(?:路|街|巷|弄|组|屯|庄|湾|冲|胡同)[0-9]{1,5}(?:-[0-9]{1,3})?号"
    r"(?![令文线机楼桥井泵闸灯杆坝塘池地田台柜库仓车船炉变公会凭合标路])"
)
_MASK = re.compile(r"[0-9*＊xX×•●]{11,19}")
_STARS = re.compile(r"[*＊xX×•●]")
_ID_WORDS = re.compile(r"身份证|身份号|证件号|证号|公民身份|idcard|id card", re.IGNORECASE)
_BANK_WORDS = re.compile(r"卡号|账号|帐号|银行卡|存折|储蓄卡|一卡通|开户|户号|社保卡")
_IINS = ("62", "60", "4", "5")
_OFFICIAL_ID_SHOWN, _OFFICIAL_MOBILE_HIDDEN = 6, 4
"""A mask may show six digits of an identity number and must hide four of a mobile. Source: yongan-privacy-2023/masks"""


def find_leaks(text: str) -> Iterator[Hit]:
    """Every leak in `text`, line by line; a number is named once, as the gravest thing it can be."""
    folded = fold_digits(text)
    if not _SUSPECT.search(folded):
        return
    start = 0
    for line in folded.splitlines(keepends=True):
        if _SUSPECT.search(line):
            taken: list[tuple[int, int]] = []
            for leak, first, last in _leaks_in(line):
                if all(last <= begun or first >= ended for begun, ended in taken):
                    taken.append((first, last))
                    yield Hit(leak, start + first, start + last, _masked(leak, line[first:last]))
        start += len(line)


def hide_leaks(text: str) -> str:
    """The same text, of the same length, with the middle of every leak starred out: fit for logs and messages."""
    for hit in find_leaks(text):
        if hit.leak is not Leak.DOOR:
            middle = "*" * (hit.end - hit.start - 4)
            text = text[: hit.start + 2] + middle + text[hit.end - 2 :]
    return text


def _masked(leak: Leak, found: str) -> str:
    return found[:2] + "…" if leak is Leak.DOOR else mask_number(_bare(found))


def _bare(found: str) -> str:
    return re.sub(_SEPARATOR[:-1], "", found).upper()


def _leaks_in(line: str) -> Iterator[tuple[Leak, int, int]]:
    names_id, names_bank = bool(_ID_WORDS.search(line)), bool(_BANK_WORDS.search(line))
    for match in _CITIZEN_ID.finditer(line):
        if names_id or citizen_id_is_valid(_bare(match[0])):
            yield Leak.CITIZEN_ID, *match.span()
    for match in _DOCUMENT.finditer(line):
        yield Leak.DOCUMENT, *match.span(1)
    for match in _FIFTEEN.finditer(line):
        if names_id and _is_old_id(_bare(match[0])):
            yield Leak.OLD_CITIZEN_ID, *match.span()
    for match in _MOBILE.finditer(line):
        yield Leak.MOBILE, *match.span(1)
    for match in (_ACCOUNT if names_bank else _CARD).finditer(line):
        number = _bare(match[0])
        if names_bank or (number.startswith(_IINS) and luhn_is_valid(number)):
            yield Leak.BANK_CARD, *match.span()
    for match in _DOOR.finditer(line):
        yield Leak.DOOR, *match.span()
    for match in _MASK.finditer(line):
        if _hides_too_little(match[0]):
            yield Leak.THIN_MASK, *match.span()


def _is_old_id(digits: str) -> bool:
    return "01" <= digits[8:10] <= "12" and "01" <= digits[10:12] <= "31"


def _hides_too_little(text: str) -> bool:
    hidden = len(_STARS.findall(text))
    shown = len(text) - hidden
    if hidden < 2:  # noqa: PLR2004 - one star is a multiplication sign or an X of an identity number, not a mask
        return False
    if len(text) == 11 and text[0] == "1":  # noqa: PLR2004 - a mobile
        return hidden < _OFFICIAL_MOBILE_HIDDEN
    return len(text) >= 15 and shown > _OFFICIAL_ID_SHOWN + 2  # noqa: PLR2004
