"""Telephone numbers a board may show."""

from __future__ import annotations

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.wording import Misread, quoted

_MOBILE = regex(r"1[3-9][0-9]{9}")
_PHONE = regex(
    r"0(?:10|2[0-9])-[1-9][0-9]{7}(?:-[0-9]{1,6})?"  # landline with a short area code, maybe an extension
    r"|0[3-9][0-9]{2}-[1-9][0-9]{6,7}(?:-[0-9]{1,6})?"
    r"|[48]00-?[0-9]{3}-?[0-9]{4}"
    r"|1[0-9]{4,5}|9[0-9]{4,5}|1[12][0-9]"  # 12345, 95598, 110
    r"|1[3-9][0-9]{9}|1[3-9][0-9]\*{4}[0-9]{4}"
)
_EXPECTED = "应为电话号码，如 0753-1234567、12345、400-123-4567、138****1234"
_NOISE = str.maketrans("", "", " ()")
_RUN_TOGETHER = regex(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([1-9][0-9]{6,7})")
_SPACED_MOBILE = regex(r"(?:\+?86)?-?(1[3-9][0-9])-?([0-9]{4}|\*{4})-?([0-9]{4})")
_LOCAL = regex(r"[2-9][0-9]{6,7}")
_ODD_MASK = regex(r"1[3-9*][0-9*]{1,12}")


def parse_phone(text: str) -> str:
    """A landline with its area code, a hotline, a 400 or 800 number, or a mobile, masked or not. Raises ValueError."""
    if _PHONE.fullmatch(text):
        return text
    raise _misread(text)


def is_mobile(text: str) -> bool:
    """Whether this is a mobile number with every digit showing; a masked one is not."""
    return _MOBILE.fullmatch(text) is not None


def _misread(text: str) -> Misread:
    if not text:
        return Misread(f"{_EXPECTED}，这里空着")
    folded = fold_ascii(text).translate(_NOISE)
    nearest = _RUN_TOGETHER.sub(r"\1-\2", folded)
    mobile = _SPACED_MOBILE.fullmatch(folded)
    expected, right = _EXPECTED, ""
    if mobile:
        right = "".join(mobile.groups())
        expected = f"手机号应连着写，应为 {right}"
    elif nearest != text and _PHONE.fullmatch(nearest):
        expected, right = f"应为 {nearest}", nearest
    elif _LOCAL.fullmatch(text):
        expected = f"座机应写上区号，如 0753-{text}"
    elif "*" in text and _ODD_MASK.fullmatch(text):
        expected = "遮号应遮去手机号的中间四位，如 138****1234"
    return Misread(f"{expected}，填写的是{quoted(text)}", right)
