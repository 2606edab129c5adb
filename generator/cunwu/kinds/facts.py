"""Facts of a finding → the texts of its message and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from unicodedata import east_asian_width

from cunwu.values.absence import Absence
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay, chinese_date, chinese_partial
from cunwu.values.goods import Goods
from cunwu.values.money import Money, format_yuan, plain_in
from cunwu.values.period import Period
from cunwu.values.price import Price, format_price
from cunwu.values.quantity import Quantity


class Words(str):
    """Chinese words in a fact: no blank parts them from other words, as one parts a figure or a number."""

    __slots__ = ()


class Cadres(Words):
    """Numbers of postings in a fact (P01、P02): the message calls them by name where the board knows them."""

    __slots__ = ()


def show_facts(facts: Mapping[str, object], called: Callable[[str], str] = str) -> dict[str, str]:
    """Facts of a finding as text for its message: money plain, days as people say them, cadres as `called`."""
    return {name: _show_fact(value, called) for name, value in facts.items()}


def show_remedies(facts: Mapping[str, object], unit: str) -> dict[str, str]:
    """Facts of a finding as its remedy gives them: as they would be typed in a record of that unit."""
    return {name: _type_fact(value, unit) for name, value in facts.items()}


def tell(template: str, facts: Mapping[str, object], called: Callable[[str], str]) -> str:
    """The message with its facts; the blank beside a day or a number goes where Chinese words stand in its place."""
    shown, told, is_word = show_facts(facts, called), "", False
    for literal, name, _, _ in Formatter().parse(template):
        told = _joined(told, literal) if is_word else told + literal
        is_word = name is not None and isinstance(facts[name], Words | Period | PartialDay | date)
        text = shown[name] if name is not None else ""
        told = _joined(told, text) if is_word else told + text
    return told


def _joined(before: str, after: str) -> str:
    if _is_chinese(before.rstrip(" ")[-1:]) and _is_chinese(after.lstrip(" ")[:1]):
        return before.rstrip(" ") + after.lstrip(" ")
    return before + after


def _is_chinese(character: str) -> bool:
    return character != "" and east_asian_width(character) in "WF"


def _show_fact(value: object, called: Callable[[str], str]) -> str:
    match value:
        case Cadres():
            return called(value)
        case Period():
            return value.label
        case PartialDay():
            return chinese_partial(value)
        case date():
            return chinese_date(value)
        case _:
            return _show_value(value)


def _type_fact(value: object, unit: str) -> str:
    match value:
        case Money():
            return plain_in(value, unit)
        case Period() | PartialDay():
            return value.text
        case date():
            return value.isoformat()
        case _:
            return _show_value(value)


def _show_value(value: object) -> str:
    match value:
        case Money():
            return format_yuan(value)
        case Quantity() | Goods():
            return value.text
        case Price():
            return format_price(value)
        case Absence():
            return value.value
        case _:
            return plain_days(value) if isinstance(value, Decimal) else str(value)
