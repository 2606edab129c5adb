"""Quantities: a number with its unit, exact or approximate, shown as it was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.wording import Misread, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?"
_UNIT = r"[A-Za-z%‰℃²³㎡/㐀-鿿\U00020000-\U0003FFFF]"
_QUANTITY = regex(rf"(约|近)? ?({_NUMBER})(余|多)? ?((?![余多几以左上]){_UNIT}{{1,8}}?)( ?以上| ?左右| ?上下)?")
_THOUSANDS = regex(r"(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_EXPECTED = "应为数量和单位，如 47 户、3.5 公里、约20 天、160多 户"
_FAULTS = tuple(
    (regex(pattern), advice)
    for pattern, advice in (
        (r"[,，]", "请删去数字里的逗号"),
        (r"[0-9] ?几", "「几」请写成「多」"),
        (r"[〇零一二三四五六七八九十百千]", "数字请用 0 到 9 写，不用汉字"),
        (r"[0-9] ?万 ", "请把「万」写成数字"),
        (r"\A(?:约|近)? ?[0-9.]+ ?[余多]? ?(?:以上|左右|上下)?\Z", "请写上单位"),
        (r"\A(?:约|近)? ?0[0-9]", "请删去前面多写的 0"),
        (r"\A-", "数量不能是负数"),
        (r"\s\s|\A\s|\s\Z|[^ \S]", "请删去多余的空格"),
    )
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of some unit; equal when number, unit and exactness are, however it was typed."""

    number: Decimal
    unit: str
    approximate: bool
    text: str = field(compare=False)


def parse_quantity(text: str) -> Quantity:
    """A number and its unit, marked approximate by 约, 近, 余, 多, 以上, 左右 or 上下. Raises ValueError."""
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise Misread(_fault(text), _plain(text))
    before, number, after, unit, last = match.groups()
    return Quantity(Decimal(number), unit, bool(before or after or last), text)


def total_quantity(quantities: Iterable[Quantity]) -> Quantity:
    """The sum, approximate as soon as one part is. Raises ValueError for different units, or for nothing at all."""
    parts = tuple(quantities)
    if not parts:
        raise ValueError("没有可以相加的数量")
    unit = parts[0].unit
    for part in parts:
        if part.unit != unit:
            raise ValueError(f"单位不同的数量不能相加：{quoted(parts[0].text)}和{quoted(part.text)}")
    number = sum((part.number for part in parts), Decimal(0))
    approximate = any(part.approximate for part in parts)
    return Quantity(number, unit, approximate, f"{'约' if approximate else ''}{number:f} {unit}")


def _plain(text: str) -> str:
    """The same quantity in ASCII digits, without commas between thousands and needless blanks; empty if not plain."""
    folded = " ".join(fold_ascii(text).split())
    bare = folded.replace(",", "") if _THOUSANDS.search(folded) else folded
    return bare if _QUANTITY.fullmatch(bare) else ""


def _fault(text: str) -> str:
    if not text:
        return f"{_EXPECTED}，这里空着"
    folded = fold_ascii(text)
    if folded != text and _QUANTITY.fullmatch(folded):
        return f"数字要用半角的 0 到 9，应为 {folded}，填写的是{quoted(text)}"
    for pattern, advice in _FAULTS:
        if pattern.search(text):
            return f"{advice}，{_EXPECTED}，填写的是{quoted(text)}"
    return f"{_EXPECTED}，填写的是{quoted(text)}"
