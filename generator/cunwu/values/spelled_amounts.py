"""Amounts in words: as on a cheque, and as in speech."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.values.money import Money, plain_yuan

_WAN_YUAN = 10**4
_YI_YUAN = 10**8


class _Words(Frozen):
    """The characters for digits and places in one way of writing numbers."""

    digits: str
    places: tuple[tuple[int, str], ...]


_ON_CHEQUES = _Words("零壹贰叁肆伍陆柒捌玖", ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")))
_SPOKEN = _Words("零一二三四五六七八九", ((1000, "千"), (100, "百"), (10, "十"), (1, "")))


def capitals(amount: Money) -> str:
    """In capitals as on a cheque (支付结算办法, annex 1): 整 after 元 only, and no 零 if the rules leave it open.

    Raises ValueError from 10^16 元 up.
    """
    yuan, fen = divmod(abs(amount.fen), 100)
    if yuan >= _YI_YUAN**2:
        raise ValueError(f"金额太大，写不成大写：{plain_yuan(amount)}")
    sign = "负" if amount.fen < 0 else ""
    if not fen:
        return f"{sign}{_whole(yuan, _ON_CHEQUES) or '零'}元整"
    tenths, hundredths = divmod(fen, 10)
    words = f"{_whole(yuan, _ON_CHEQUES)}元" if yuan else ""
    if tenths:
        words += f"{_ON_CHEQUES.digits[tenths]}角"
    elif yuan:
        words += "零"
    return sign + words + (f"{_ON_CHEQUES.digits[hundredths]}分" if hundredths else "")


def spoken(amount: Money) -> str:
    """As in speech, for example over the loudspeaker: "四万六千元九角". Raises ValueError from 10^16 元 up."""
    yuan, fen = divmod(abs(amount.fen), 100)
    if yuan >= _YI_YUAN**2:
        raise ValueError(f"金额太大，念不出来：{plain_yuan(amount)}")
    tenths, hundredths = divmod(fen, 10)
    words = f"{_whole(yuan, _SPOKEN)}元" if yuan or not fen else ""
    words = words if words != "元" else "零元"
    if words.startswith("一十"):
        words = words[1:]
    if tenths:
        words += f"{_SPOKEN.digits[tenths]}角"
    elif yuan and hundredths:
        words += "零"
    return ("负" if amount.fen < 0 else "") + words + (f"{_SPOKEN.digits[hundredths]}分" if hundredths else "")


def _whole(number: int, words: _Words) -> str:
    """A whole number below 10^16 in words; empty for 0."""
    for unit, word in ((_YI_YUAN, "亿"), (_WAN_YUAN, "万")):
        high, low = divmod(number, unit)
        if high:
            gap = "零" if 0 < low < unit // 10 else ""
            return f"{_whole(high, words)}{word}{gap}{_whole(low, words)}"
    return _group(number, words)


def _group(number: int, words: _Words) -> str:
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
