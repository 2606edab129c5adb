"""Quantities: a number with its unit, exact or approximate, shown as it was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.rough import parse_rough
from cunwu.values.wording import Misread, quoted

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_NUMBER = r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?"
_ROUGH = r"[〇零一二两三四五六七八九十百千数几上成]{1,8}"
_DASH = "(?:[—–―－~～-]{1,2}|至|到)"
_BEFORE = "大约|将近|接近|大概|不超过|不高于|不低于|超过|不足|不到|不少于|至少|最多|约|近|超|逾|共约"
_AFTER = "余|多|来|几"
_LAST = "以上|以下|以内|左右|上下|不到|不等"
_MORE = frozenset({"超过", "不少于", "不低于", "至少", "超", "逾", "余", "多", "几", "以上"})
_LESS = frozenset({"不足", "不到", "不超过", "不高于", "最多", "以下", "以内"})
_SCALES = {"万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12, "百": 2, "千": 3}
# 50 千瓦 is a unit; 3千余人 is a number.
_SCALE = f"万亿|百万|千万|万|亿|[百千](?={_AFTER})"
_UNIT = r"[A-Za-z%‰℃²³㎡/·㐀-鿿\U00020000-\U0003FFFF]"
_LISTED_LAST = f"(?: ?(?P<last>{_LAST}))?"
_NUMBERS = (
    rf"(?!.*  )(?:(?P<before>{_BEFORE}) ?)?"
    rf"(?:(?P<low>{_NUMBER}) ?{_DASH} ?(?P<high>{_NUMBER})|(?P<number>{_NUMBER})|(?P<rough>{_ROUGH}))"
    rf" ?(?P<after>{_AFTER})?(?: ?(?P<scale>{_SCALE}))? ?(?P<more>{_AFTER})?"
)
_QUANTITY = regex(rf"{_NUMBERS} ?(?P<unit>(?![余多几来以左上下不约近万亿十]){_UNIT}{{1,8}}?){_LISTED_LAST}")
_BARE = regex(rf"{_NUMBERS}(?P<unit>){_LISTED_LAST}")
_EXPECTED = "应为数量和单位，如 47 户、3.5 公里、约20 天、1.2万余人、5—6 盏"
_THOUSANDS = regex(r"(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_MU_AND_FEN = regex(r"\A([0-9]+) ?亩 ?([0-9]) ?分(?: ?([0-9]) ?厘)?\Z")
_FAULTS = tuple(
    (regex(pattern), advice)
    for pattern, advice in (
        (r"[,，]", "请删去数字里的逗号"),
        (r"\A(?:约|近)? ?[0-9.]+ ?[余多]? ?[万亿]? ?(?:以上|左右|上下)?\Z", "请写上单位"),
        (r"[〇零一二三四五六七八九十百千]", "数字请用 0 到 9 写，不用汉字"),
        (r"\A(?:约|近)? ?0[0-9]", "请删去前面多写的 0"),
        (r"\A-", "数量不能是负数"),
        (r"\s\s|\A\s|\s\Z|[^ \S]", "请删去多余的空格"),
    )
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of some unit; equal when number, unit and exactness are, however it was typed."""

    number: Decimal
    """The number that stands there; of a range, and of 几十, the lower end."""
    unit: str
    approximate: bool
    text: str = field(compare=False)
    most: Decimal | None = None
    """The upper end of a range, such as 5—6 or 几十; None for a single number."""
    scale: str = field(default="", compare=False)
    """万 or 亿, if it was typed so; the number is counted out."""
    less: bool = False
    """Whether it may be less than the number: 不足, 约, 左右."""
    more: bool = False
    """Whether it may be more than the number, or than the upper end of a range: 余, 以上, 约, 左右."""


def parse_quantity(text: str) -> Quantity:
    """A number and its unit, approximate as soon as one word says so (约, 余, 以上, 几十, 5—6 …). Raises ValueError."""
    quantity = _quantity(_QUANTITY.fullmatch(text))
    if quantity is None:
        raise Misread(_fault(text), _typed_plainly(text))
    return quantity


def parse_about(text: str) -> Quantity | None:
    """A number known only roughly, whose unit may be left out: 40余, 约40 人, 几十; None if it is exact, or none."""
    quantity = _quantity(_BARE.fullmatch(text)) or _quantity(_QUANTITY.fullmatch(text))
    return quantity if quantity is not None and quantity.approximate else None


def _quantity(match: re.Match[str] | None) -> Quantity | None:
    ends = _ends(match) if match else None
    if match is None or ends is None:
        return None
    low, high = ends
    scale = match["scale"] or ""
    times = Decimal(10) ** _SCALES.get(scale, 0)
    said = [match[name] for name in ("before", "after", "more", "last") if match[name]]
    about = bool(said or match["rough"] or match["high"])
    # 10—20 不等 says no more than the range; a number in words is rough at both ends.
    around = bool(match["rough"]) or any(word not in _MORE | _LESS and not (high and word == "不等") for word in said)
    less, more = around or not _LESS.isdisjoint(said), around or not _MORE.isdisjoint(said)
    most = None if high is None else _plain(high * times)
    number = _plain(low * times) if scale else low
    return Quantity(number, match["unit"], about, match.string, most, scale, less, more)


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
    most = sum((part.number if part.most is None else part.most for part in parts), Decimal(0))
    about = any(part.approximate for part in parts)
    scale = parts[0].scale if all(part.scale == parts[0].scale for part in parts) else ""
    shown = _scaled(number, scale) if most == number else f"{_scaled(number, scale)}—{_scaled(most, scale)}"
    text = f"{'约' if about else ''}{shown}{scale} {unit}"
    return Quantity(number, unit, about, text, None if most == number else most, scale, about, about)


def _ends(match: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    """The least and the most that a number can mean; None if it is none, or runs backwards."""
    if match["low"]:
        low, high = Decimal(match["low"]), Decimal(match["high"])
        return (low, high) if low < high else None
    if match["number"]:
        return Decimal(match["number"]), None
    rough = parse_rough(match["rough"])
    says_about = any(match[name] for name in ("before", "after", "more", "last"))
    if rough is None or (rough[1] is None and not says_about):
        return None  # an exact number is written in digits
    return rough


def _scaled(number: Decimal, scale: str) -> str:
    return f"{_plain(number / Decimal(10) ** _SCALES[scale]) if scale else number:f}"


def _plain(number: Decimal) -> Decimal:
    """The number without zeros after the point: 12000 of 1.2000万."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _typed_plainly(text: str) -> str:
    """The same quantity in ASCII digits, without commas between thousands and needless blanks; empty if not plain."""
    folded = " ".join(fold_ascii(text).split())
    bare = folded.replace(",", "") if _THOUSANDS.search(folded) else folded
    bare = _MU_AND_FEN.sub(lambda found: f"{found[1]}.{found[2]}{found[3] or ''} 亩", bare)
    return bare if _QUANTITY.fullmatch(bare) else ""


def _fault(text: str) -> str:
    if not text:
        return f"{_EXPECTED}，这里空着"
    match = _QUANTITY.fullmatch(text)
    if match and match["rough"] and (rough := parse_rough(match["rough"])):
        right = f"{rough[0]}{text.removeprefix(match['rough'])}"
        return f"数字请用 0 到 9 写，不用汉字，应为 {right}，填写的是{quoted(text)}"
    if _MU_AND_FEN.match(fold_ascii(text)):
        return f"一亩是十分，应为 {_typed_plainly(text)}，填写的是{quoted(text)}"
    folded = fold_ascii(text)
    if folded != text and (match := _QUANTITY.fullmatch(folded)) and _ends(match):
        return f"数字要用半角的 0 到 9，应为 {folded}，填写的是{quoted(text)}"
    for pattern, advice in _FAULTS:
        if pattern.search(text):
            return f"{advice}，{_EXPECTED}，填写的是{quoted(text)}"
    return f"{_EXPECTED}，填写的是{quoted(text)}"
