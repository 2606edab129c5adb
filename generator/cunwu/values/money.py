"""Amounts of money: exact, in 分, with the text the clerk typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.values.absence import Absence
from cunwu.values.fold import fold_ascii
from cunwu.values.numerals import fen_in_words
from cunwu.values.wording import Misread, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STATED_ZERO = "零"
MINUS = "\N{MINUS SIGN}"
NO_SHARE = "—"
LARGEST_FEN = 10**15


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in 分; compares and adds by the amount alone, whatever its text and unit."""

    fen: int
    text: str = field(default="", compare=False)
    unit: str = field(default="元", compare=False)

    @property
    def is_stated_zero(self) -> bool:
        """Whether the writer stated 零 in words, which is more than an amount that happens to be 0.00."""
        return self.text == STATED_ZERO

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))


ZERO = Money(0)


def stated(amount: object) -> Money | None:
    """The amount, if one is written; None for 不详, 不适用 and an empty field."""
    return amount if isinstance(amount, Money) else None


def is_inexact(amount: object) -> bool:
    """Whether something is written that is no exact amount, so that sums with it are not complete: 不详, or about."""
    return amount is not None and not isinstance(amount, Money)


def is_half_known(amount: object) -> bool:
    """Whether an amount exists that nobody can compute with: 不详, or about. What does not apply (不适用) is none."""
    return is_inexact(amount) and amount != Absence.NOT_APPLICABLE


def total(amounts: Iterable[Money]) -> Money:
    """The exact sum; `ZERO` if there are no amounts, so callers check first whether there are any."""
    return Money(sum(amount.fen for amount in amounts))


# --- reading ---


class _Form(Frozen):
    """How amounts in one unit are typed; `places` decimals of the unit make one 分."""

    unit: str
    places: int
    example: str
    pattern: re.Pattern[str]


_YUAN = _Form("元", 2, "1234.50", regex(r"(-?)(0|[1-9][0-9]{0,13})(?:\.([0-9]{1,2}))?"))
_WAN = _Form("万元", 6, "12.345678", regex(r"(-?)(0|[1-9][0-9]{0,9})(?:\.([0-9]{1,6}))?"))

_FAULTS = tuple(
    (regex(pattern), advice)
    for pattern, advice in (
        (r"[,，]", "请删去金额里的逗号"),
        (r"[0-9]\.?[eE][+-]?[0-9]", "金额不能用科学记数法"),
        (r"_", "请删去金额里的下划线"),
        (r"[¥￥]", "请删去货币符号"),
        (r"[0-9]\s*万", "请把「万」字去掉，这里以{unit}计"),
        (
            r"\A[0-9.,]+ *元? *[/／每]",
            "金额只写数，「/年」「/亩」去掉；按年、按亩算的，写在租期、付款方式或者说明里",
        ),
        (r"[元圆块]", "请删去「元」字，这里以{unit}计"),
        (r"\A[+＋]", "请删去前面的加号"),
        (r"[‐‑‒–—―−－]", "负号要用半角的 -"),
        (r"\s", "请删去空格和换行"),
        (r"\A-?0(?:\.0*)?\Z", "零不带负号"),
        (r"\A-?0[0-9]", "请删去前面多写的 0"),
        (r"\A-?[0-9]+\.[0-9]{3,}\Z", "小数最多{places}位"),
        (r"\A-?[0-9]{10,}(?:\.[0-9]*)?\Z", "金额不能超过 10 万亿元"),
    )
)
_DIGIT_FAULT = "数字要用半角的 0 到 9"
_PLACES_IN_WORDS = {2: "两", 6: "六"}
_NOISE = str.maketrans("", "", ",_+¥￥ ")
_THOUSANDS = regex(r"[^,]*|[^0-9]*[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])[^,]*")
_BESIDE_AMOUNT = regex(r"\A(?:人民币|RMB|CNY) ?|(?<=[0-9元圆块])[整正]\Z")
_NO_MINUS = regex(r"\A-(?=0(?:\.0*)?\Z)")
_EXTRA_ZEROS = regex(r"\A(-?)0+(?=[0-9])")


def parse_yuan(text: str) -> Money:
    """An amount in 元 with at most two decimals, or the word 零; keeps the text. Raises ValueError, with advice."""
    return _parse(text, _YUAN)


def parse_wan(text: str) -> Money:
    """An amount in 万元 with at most six decimals (to the 分), or the word 零; keeps the text. Raises ValueError."""
    return _parse(text, _WAN)


def _parse(text: str, form: _Form) -> Money:
    if text == STATED_ZERO:
        return Money(0, text, form.unit)
    fen = _read_fen(text, form)
    if fen is None:
        raise Misread(_fault(text, form), _nearest(text, form))
    return Money(fen, text, form.unit)


def _read_fen(text: str, form: _Form) -> int | None:
    match = form.pattern.fullmatch(text)
    if match is None:
        return None
    sign, whole, decimals = match.groups("")
    fen = int(whole + decimals.ljust(form.places, "0"))
    if fen > LARGEST_FEN or (sign and not fen):
        return None
    return -fen if sign else fen


def _fault(text: str, form: _Form) -> str:
    """The sentence about a text that is no amount: what to mend, what is expected, what was typed."""
    expected = f"应为金额（{form.unit}），如 {form.example}"
    if not text:
        return f"{expected}，这里空着"
    nearest = _nearest(text, form)
    if nearest:
        expected = f"应为 {nearest}"
    advice = _advice(text, form)
    return f"{advice}，{expected}，填写的是{quoted(text)}" if advice else f"{expected}，填写的是{quoted(text)}"


_LETTERS = {"O": "0", "o": "0", "l": "1", "I": "1", "Z": "2", "S": "5", "B": "8"}
"""Letters that stand for the digit they look like, on a sheet that was read by a machine or typed in haste."""
_WITH_LETTERS = regex(rf"-?[0-9{''.join(_LETTERS)}]+(?:\.[0-9{''.join(_LETTERS)}]+)?")
_IN_BRACKETS = regex(r"[(（] ?([0-9][0-9.,]*) ?[)）]")
_FORMULA = regex(r"= ?([0-9.]+(?: ?[+-] ?[0-9.]+)*)|([0-9.]+(?: ?\+ ?[0-9.]+)+)")
_TERM = regex(r"([+-]?) ?([0-9.]+)")


def _as_by_a_sheet(text: str, form: _Form) -> tuple[str, str]:
    """Advice for letters, brackets or a formula, and the amount that the last two plainly mean; else empty."""
    letters, bare = [one for one in text if one in _LETTERS], text.replace(",", "").replace("，", "")
    if letters and any(one.isdigit() for one in bare) and _WITH_LETTERS.fullmatch(bare):
        meant = "".join(_LETTERS.get(one, one) for one in bare)
        if _read_fen(meant, form) is not None:
            # Which digit was meant only the paper says: it is asked about and never put right unasked.
            return f"里面有字母 {'、'.join(dict.fromkeys(letters))}，金额只用数字，像是 {meant}", ""
    if found := _IN_BRACKETS.fullmatch(text):
        meant = f"-{found[1].replace(',', '')}"
        return "负数不加括号，前面写负号", meant if _read_fen(meant, form) is not None else ""
    if found := _FORMULA.fullmatch(text):
        terms = [(sign, _read_fen(number, form)) for sign, number in _TERM.findall(found[1] or found[2])]
        sums = [-fen if sign == "-" else fen for sign, fen in terms if fen is not None]
        meant = plain_in(Money(sum(sums)), form.unit) if len(sums) == len(terms) else ""
        return "不写算式，写算出来的数", meant
    return "", ""


def _advice(text: str, form: _Form) -> str:
    if advice := _as_by_a_sheet(text, form)[0]:
        return advice
    if fen_in_words("".join(text.split())) is not None:
        return "金额不写汉字"
    if any(character.isnumeric() and not character.isascii() and character != "万" for character in text):
        return _DIGIT_FAULT
    for pattern, advice in _FAULTS:
        if pattern.search(text):
            return advice.format(unit=form.unit, places=_PLACES_IN_WORDS[form.places])
    return ""


def _nearest(text: str, form: _Form) -> str:
    """The amount that this text plainly means, typed rightly; empty if that is not sure."""
    spelled = fen_in_words("".join(text.split()))
    if spelled is not None:
        return plain_in(Money(spelled), form.unit)
    if (by_sheet := _as_by_a_sheet(text, form))[0]:
        return by_sheet[1]
    folded = _BESIDE_AMOUNT.sub("", fold_ascii(text))
    if not _THOUSANDS.fullmatch(folded):
        return ""
    number = _NO_MINUS.sub("", _EXTRA_ZEROS.sub(r"\1", folded.translate(_NOISE)))
    number = number.replace("圆", "元").replace("块", "元")
    in_wan = number.endswith(("万", "万元"))
    bare = number.removesuffix("元").removesuffix("万")
    if form is _WAN and number != bare and not in_wan:
        return ""
    if form is _YUAN and in_wan:
        fen = _read_fen(bare, _WAN)
        return "" if fen is None else plain_yuan(Money(fen))
    return "" if _read_fen(bare, form) is None else bare


# --- writing ---


def format_yuan(amount: Money) -> str:
    """In 元 for readers, with commas, two decimals and a true minus sign: "−1,234.50"."""
    yuan, fen = divmod(abs(amount.fen), 100)
    return f"{MINUS if amount.fen < 0 else ''}{yuan:,}.{fen:02}"


def with_commas(text: str) -> str:
    """A text that is an amount and nothing else as readers have it: "15,000.00 元"; any other as it is."""
    found = _BARE.fullmatch(text) if "." in text else None
    return f"{found[1]}{int(found[2]):,}{found[3]}" if found else text


_BARE = regex(r"([-−]?)([0-9]{5,12}|[0-9]{4}(?=[.][0-9]{2} ?元))([.][0-9]{2}(?: ?元)?)")
"""Four digits alone may be a year, with its month behind the point."""


def format_signed(amount: Money) -> str:
    """As `format_yuan`, with a plus sign before a positive amount: for differences."""
    return f"+{format_yuan(amount)}" if amount.fen > 0 else format_yuan(amount)


def format_difference(old: Money, new: Money) -> str:
    """New minus old in 元, with its share of the old if there is one: "+10.00 元，+3.1%"."""
    share = percent(abs(new.fen - old.fen), abs(old.fen))
    sign = "+" if new > old else MINUS
    return f"{sign}{format_yuan(abs(new - old))} 元" + ("" if share == NO_SHARE else f"，{sign}{share}")


def plain_yuan(amount: Money) -> str:
    """In 元 for data files and remedies, as `parse_yuan` reads it: "-1234.50"."""
    yuan, fen = divmod(abs(amount.fen), 100)
    return f"{'-' if amount.fen < 0 else ''}{yuan}.{fen:02}"


def plain_in(amount: Money, unit: str) -> str:
    """As it would be typed in a record of that unit: "12000.00", or "1.2" in 万元."""
    if unit != _WAN.unit:
        return plain_yuan(amount)
    whole, rest = divmod(abs(amount.fen), 10**_WAN.places)
    decimals = f"{rest:0{_WAN.places}}".rstrip("0")
    return f"{'-' if amount.fen < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"


def percent(part: int, whole: int, places: int = 1) -> str:
    """`part` as a percentage of `whole`, half rounded away from zero: "33.3%"; "—" if `whole` is 0."""
    if whole == 0:
        return NO_SHARE
    scaled = (abs(part) * 100 * 10**places * 2 + abs(whole)) // (2 * abs(whole))
    sign = MINUS if scaled and (part < 0) != (whole < 0) else ""
    return f"{sign}{_decimal(scaled, places)}%"


def shares(parts: Sequence[int]) -> tuple[str, ...]:
    """The share of each part in their sum, one decimal, together exactly 100.0%; all "—" if the sum is 0.

    The difference from rounding goes to the largest remainders, of equal ones to the first. Raises ValueError for
    a negative part, which has no share.
    """
    if any(part < 0 for part in parts):
        raise ValueError("有负数时不能算占比")
    whole = sum(parts)
    if whole == 0:
        return (NO_SHARE,) * len(parts)
    tenths = [part * 1000 // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -(parts[place] * 1000 % whole))
    for place in by_remainder[: 1000 - sum(tenths)]:
        tenths[place] += 1
    return tuple(f"{_decimal(tenth, 1)}%" for tenth in tenths)


def _decimal(scaled: int, places: int) -> str:
    if not places:
        return str(scaled)
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}}"
