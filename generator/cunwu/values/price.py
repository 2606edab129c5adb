"""Unit prices: what one of something costs, to four decimals, shown as typed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from cunwu.core.patterns import regex
from cunwu.values.fold import fold_ascii
from cunwu.values.money import STATED_ZERO
from cunwu.values.quantity import Quantity, parse_about
from cunwu.values.wording import quoted

_WAN = "万元"
_PER = r"[㐀-鿿A-Za-z㎡³²·/／]{1,12}"
_PRICE = regex(
    rf"(?P<number>-?(?:0|[1-9][0-9]{{0,9}})(?:\.[0-9]{{1,8}})?)(?: ?(?P<unit>万?元)(?:[/／每](?P<per>{_PER}))?)?"
)
_BASE_FIRST = regex(rf"每(?P<per>{_PER}?) ?(?P<number>(?:0|[1-9][0-9]{{0,9}})(?:\.[0-9]{{1,8}})?) ?(?P<unit>万?元)")
_LONGEST_BASE = 12
_PLACES = 4
_EXPECTED = "应为单价（元，最多四位小数），如 104.1233、104.1233 元/亩、每户 50 元"


@dataclass(frozen=True, slots=True)
class Price:
    """What one of something costs; equal when amount and base are, however it was typed."""

    fen: Decimal
    """In 分, with a fraction of it."""
    per: str
    """What it is the price of: 亩, 户, 亩·年; empty if that is not written."""
    text: str = field(compare=False)
    unit: str = field(default="元", compare=False)

    @property
    def yuan(self) -> Decimal:
        """In 元, as many decimals as it has."""
        return self.fen / 100


def parse_price(text: str) -> Price:
    """A price in 元, with its base or without: 104.1233, 104.1233 元/亩, 每户 50 元. Raises ValueError."""
    return _parse(text, "元")


def parse_price_in_wan(text: str) -> Price:
    """A price of a record in 万元; one that says its own unit keeps it. Raises ValueError."""
    return _parse(text, _WAN)


def parse_rough_price(text: str) -> Quantity | None:
    """A price known only roughly, in 元: 约12.5 元/亩, 每户 300 元左右, 十几元/米; None if it is exact, or none."""
    rough = parse_about(text)
    if rough is not None and (rough.unit == "元" or rough.unit.startswith("元/")):
        return rough
    for end in range(2, min(len(text), _LONGEST_BASE + 1)) if text.startswith("每") else ():
        rough = parse_about(text[end:].removeprefix(" "))
        if rough is not None and rough.unit == "元":
            return replace(rough, unit=f"元/{text[1:end]}", text=text)
    return None


def parse_rate(text: str) -> Quantity | None:
    """An amount of money that is meant per year, per mu or the like: 300 元/年, 每亩 1200 元, 约12 元/亩; None if none.

    It is a quantity of 元/年, so that no sum takes it for an amount.
    """
    match = _PRICE.fullmatch(text) or _BASE_FIRST.fullmatch(text)
    per = match["per"] if match is not None else None
    if match is None or not per or match["number"].startswith("-"):
        rough = parse_rough_price(text)
        return rough if rough is not None and rough.unit != "元" else None
    yuan = Decimal(match["number"]) * (10_000 if match["unit"] == _WAN else 1)
    if yuan != yuan.quantize(Decimal(1).scaleb(-_PLACES)):
        return None
    return Quantity(yuan, f"元/{per}", approximate=False, text=text)


def bases_of(price: Price | Quantity) -> frozenset[str]:
    """What a price is meant per, in whatever order and with whatever signs: 元/亩·年 is one of 亩 and of 年."""
    per = price.per if isinstance(price, Price) else price.unit.partition("/")[2]
    return frozenset(_SAME.get(one, one) for one in _BETWEEN_BASES.split(per) if one)


def prices(price: Price | Quantity, unit: str) -> bool:
    """Whether a price times a count of `unit` is an amount, of a year or of all: not if it is meant per 年 alone.

    One that does not say what it is meant per is taken for one of the unit.
    """
    bases = bases_of(price)
    return not bases or (_SAME.get(unit, unit) in bases and bases <= {_SAME.get(unit, unit), "年"})


_BETWEEN_BASES = regex("[/／·每]")
_SAME = {"㎡": "平方米", "m²": "平方米", "平米": "平方米", "平方": "平方米", "m": "米", "个人": "人", "名": "人"}


def format_price(price: Price) -> str:
    """In 元 for readers: two decimals, or as many more as it has: "104.1233", "1,200.00"."""
    is_whole_fen = price.fen == price.fen.to_integral_value()
    return f"{price.yuan.quantize(Decimal('0.01')) if is_whole_fen else price.yuan.normalize():,f}"


def _parse(text: str, unit: str) -> Price:
    if text == STATED_ZERO:
        return Price(Decimal(0), "", text)
    match = _PRICE.fullmatch(text) or _BASE_FIRST.fullmatch(text)
    if match is None:
        raise ValueError(_fault(text))
    own = match["unit"] or unit
    yuan = Decimal(match["number"]) * (10_000 if own == _WAN else 1)
    if yuan != yuan.quantize(Decimal(1).scaleb(-_PLACES)):
        raise ValueError(f"单价最多写到元的四位小数，{_EXPECTED}，填写的是{quoted(text)}")
    return Price(yuan * 100, match["per"] or "", text, own)


def _fault(text: str) -> str:
    if not text:
        return f"{_EXPECTED}，这里空着"
    folded = fold_ascii(text).replace(",", "")
    right = folded if _PRICE.fullmatch(folded) or _BASE_FIRST.fullmatch(folded) else ""
    expected = f"应为 {right}" if right and _reads(right) else _EXPECTED
    return f"{expected}，填写的是{quoted(text)}"


def _reads(text: str) -> bool:
    try:
        parse_price(text)
    except ValueError:
        return False
    return True
