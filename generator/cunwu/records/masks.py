"""Numbers of persons of which stars hide too little, in folded text: whoever guesses ten times has the number."""

from __future__ import annotations

from cunwu.core.patterns import regex
from cunwu.records.digits import PLAIN, STARS, credit_codes

_S = f"[0-9{STARS}]"
_OF_X = f"(?<!{_S})"
_PART = f"[{PLAIN}]{{1,3}}"
MASK = regex(
    # A mobile, an identity number and a card in the groups in which people say them; else a run of any of them.
    rf"{_OF_X}(?:[1{STARS}]{_S}{{2}}{_PART}{_S}{{4}}{_PART}{_S}{{4}}"
    rf"|{_S}{{6}}{_PART}{_S}{{8}}{_PART}{_S}{{4}}|[456{STARS}]{_S}{{3}}(?:{_PART}{_S}{{4}}){{3}}(?:{_PART}{_S}{{1,3}})?)"
    rf"(?!{_S})|{_S}{{11,19}}"
)
"""Digits and stars that may be a masked number; `hides_too_little` says whether they are."""
_STAR = regex(f"[{STARS}]")
_SIGNS = regex(f"[{PLAIN}]+")
_DIALLED = regex(rf"(?:0{{0,2}}86)?0?(?={_S}{{11}}$)|(?:1(?:79|25|01|18|93)|96[0-9])[0-9]{{2}}0?(?={_S}{{11}}$)")
_MOBILE = regex(rf"[1{STARS}][3-9{STARS}]{_S}{{9}}")
_SIZES = regex(r"[0-9]{1,4}(?:[xX][0-9]{1,4}){2,}")
"""Sizes of a board or a door: 1800×900×40."""
_CHECKED = regex(r"[0-9]{17}[xX]")
"""The x at the end of an identity number, or of the code of an organisation, hides nothing."""
_OFFICIAL_ID_SHOWN, _OFFICIAL_MOBILE_HIDDEN = 6, 4
"""A mask may show six digits of an identity number and must hide four of a mobile. Source: yongan-privacy-2023/masks"""


def count_stars(found: str) -> int:
    """How many digits of a masked number are hidden."""
    return len(_STAR.findall(found))


def hides_too_little(found: str, line: str) -> bool:
    """Whether this is a mobile, an identity number or a card with fewer stars than the official masks have."""
    number = _SIGNS.sub("", found)
    dialled = _DIALLED.match(number)
    number = number[dialled.end() :] if dialled else number
    hidden = count_stars(number)
    if not hidden or _CHECKED.fullmatch(number) or any(number.upper() in code for code in credit_codes(line)):
        return False
    if _MOBILE.fullmatch(number):
        return hidden < _OFFICIAL_MOBILE_HIDDEN and not _SIZES.fullmatch(number)
    return len(number) >= 15 and len(number) - hidden > _OFFICIAL_ID_SHOWN + 2 and not _SIZES.fullmatch(number)
