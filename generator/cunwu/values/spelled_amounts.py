"""Amounts in words: as on a cheque, and as in speech."""

from __future__ import annotations

from cunwu.values.money import Money, plain_yuan
from cunwu.values.numerals import ON_CHEQUES, SPOKEN, how_many, in_words

_YI_YUAN = 10**8


def capitals(amount: Money) -> str:
    """In capitals as on a cheque (支付结算办法, annex 1): 整 after 元 only, and no 零 if the rules leave it open.

    Raises ValueError from 10^16 元 up.
    """
    yuan, fen = divmod(abs(amount.fen), 100)
    if yuan >= _YI_YUAN**2:
        raise ValueError(f"金额太大，写不成大写：{plain_yuan(amount)}")
    sign = "负" if amount.fen < 0 else ""
    if not fen:
        return f"{sign}{in_words(yuan, ON_CHEQUES) or '零'}元整"
    tenths, hundredths = divmod(fen, 10)
    words = f"{in_words(yuan, ON_CHEQUES)}元" if yuan else ""
    if tenths:
        words += f"{ON_CHEQUES.digits[tenths]}角"
    elif yuan:
        words += "零"
    return sign + words + (f"{ON_CHEQUES.digits[hundredths]}分" if hundredths else "")


def spoken(amount: Money) -> str:
    """As in speech, for example over the loudspeaker: "四万六千元九角". Raises ValueError from 10^16 元 up."""
    yuan, fen = divmod(abs(amount.fen), 100)
    if yuan >= _YI_YUAN**2:
        raise ValueError(f"金额太大，念不出来：{plain_yuan(amount)}")
    tenths, hundredths = divmod(fen, 10)
    words = f"{'二' if yuan == 2 else how_many(yuan)}元" if yuan or not fen else ""
    if tenths:
        words += f"{SPOKEN.digits[tenths]}角"
    elif yuan and hundredths:
        words += "零"
    return ("负" if amount.fen < 0 else "") + words + (f"{SPOKEN.digits[hundredths]}分" if hundredths else "")
