"""One cell → the text that a record would hold, by the form of its field; the same readers as for typed records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from cunwu.core.patterns import regex
from cunwu.imports.cells import Raw, as_shown
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.forms import DAY_OR_SPAN, DAYS, PERIOD, WHEN, Form
from cunwu.kinds.near import meant_by
from cunwu.kinds.remedies import how_to_rewrite, with_its_year
from cunwu.values.fold import fold_ascii
from cunwu.values.money import Money
from cunwu.values.period import right_period
from cunwu.values.wording import Misread
from cunwu.yaml.scan import scan

__all__ = ["Typed", "Unreadable", "meant_by", "text_of"]

_PLACES_SHOWN = 2
_SAFE_DIGITS = 15
_LOOKS_LIKE_DIGITS = regex(r"[-+]?[0-9OoQlI|,./-]*[OoQlI|][0-9OoQlI|,./-]*")
_NOTHING = frozenset({"-", "--", "—", "——", "/", "零", "无"})
_IN_BRACKETS = regex(r"[(（](.+)[)）]")
_RED = regex(r"(?:红字|红)[ ]*")
_COMMA_FOR_POINT = regex(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]{2})")
_WITH_MORE = regex(r"[¥￥]?([0-9]+(?:\.[0-9]{1,2})?)\.?(?:元? ?[(（].*[)）]|-)")
_ABOUT = regex(r"[约近][0-9.,]+|[0-9.,]+(?:左右|上下|多|余).*")
_MAYBE_TENS = regex(r"(1[0-2]|[1-9])\.([123])")
_LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", ",": ""})


class Typed(NamedTuple):
    """The text of a cell as a record holds it, and whether that differs from what the cell shows."""

    text: str
    reread: bool = False


class Unreadable(ValueError):
    """A cell that is no value of its field: what is wrong, and how to mend it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


def text_of(raw: Raw, spec: FieldSpec, unit: str = "", period: str = "") -> Typed:
    """The text of a cell for a field of a record with that 单位 and 期间. Raises Unreadable."""
    form = spec.form
    if form is None:
        raise TypeError(f"{spec.word} has no form")
    parse = form.parser_in(unit)
    shown = as_shown(raw)
    if faults := scan(shown, ""):
        raise Unreadable(faults[0].message, faults[0].remedy)
    if form in DAYS and (days := days_meant(raw)):
        first, second = (day.replace("-", " 月 ") for day in days)
        why = f"{shown} 可能是 {first} 日，也可能是 {second} 日：表格把 {days[1].replace('-', '.')} 也记成 {shown}"
        raise Unreadable(why, f"把这一格的格式改成文本，写成 {days[0]} 或者 {days[1]}")
    if not isinstance(raw, str):
        typed = _from_typed(raw, form, parse)
        if _reads(parse, typed.text):
            return typed
        shown = typed.text
    return _from_text(shown, spec, parse, period, is_text=isinstance(raw, str))


def _from_text(text: str, spec: FieldSpec, parse: Callable[[str], Any], period: str, *, is_text: bool) -> Typed:
    try:
        parse(text)
    except ValueError as error:
        right = _right(text, spec, error, period)
        if right and _reads(parse, right):
            return Typed(right, reread=True)
        raise Unreadable(f"「{spec.word}」{error}", _remedy(text, spec)) from None
    return Typed(text, reread=not is_text)


def _right(text: str, spec: FieldSpec, error: ValueError, period: str) -> str:
    """What the cell plainly means, rightly typed; empty if that is not sure."""
    if isinstance(error, Misread) and error.right:
        return error.right
    if spec.form in DAYS and period and (found := with_its_year(text, period)):
        return found[0]
    return right_period(text) if spec.form is PERIOD else ""


def in_black(text: str) -> str | None:
    """An amount as it would be written with a minus: “(5.00)”, “5.00-” and “红字 5.00” are -5.00. None for a dash."""
    bare = text.strip()
    if bare in _NOTHING:
        return None
    if found := _IN_BRACKETS.fullmatch(bare):
        return f"-{found[1].strip()}"
    if found := _RED.match(bare):
        return f"-{bare[found.end() :].strip()}"
    if bare.endswith("-"):
        return f"-{bare[:-1].strip()}"
    return text


def days_meant(raw: Raw) -> tuple[str, ...]:
    """What a number that was typed as month and day may mean: 11.1 is the 1st, or what is left of 11.10; else empty."""
    found = _MAYBE_TENS.fullmatch(as_shown(raw)) if isinstance(raw, Decimal) else None
    if found is None or (found[1], found[2]) == ("2", "3"):
        return ()
    return f"{found[1]}-{found[2]}", f"{found[1]}-{found[2]}0"


def _remedy(text: str, spec: FieldSpec) -> str:
    folded = fold_ascii(text)
    if _LOOKS_LIKE_DIGITS.fullmatch(folded):
        return f"里面有字母，像是打错的数字：核对原件，改成 {folded.translate(_LETTERS_FOR_DIGITS)}"
    if spec.form is not None and spec.form.numeric and not spec.form.serial:
        if found := _COMMA_FOR_POINT.fullmatch(folded):
            return f"小数点写成了逗号：核对原件，改成 {found[1].replace('.', '')}.{found[2]}"
        if found := _WITH_MORE.fullmatch(folded):
            return f"只写数，别的话写在备注里：核对原件，改成 {found[1]}"
        if _ABOUT.fullmatch(folded):
            return "约数不能算进合计：核对原件，写准数；实在查不到的写 不详"
    remedy = how_to_rewrite(spec.word, spec, "", text, in_list=False)
    return remedy.replace("删去这一行", "空着这一格")


def _from_typed(raw: Raw, form: Form, parse: Callable[[str], Any]) -> Typed:
    match raw:
        case bool():
            return Typed(as_shown(raw))
        case Decimal():
            return Typed(_from_number(raw, form, parse))
        case date():
            return _from_day(raw, form)
        case time():
            return Typed(raw.isoformat("minutes"))
        case _:
            return Typed("")


def _from_number(value: Decimal, form: Form, parse: Callable[[str], Any]) -> str:
    plain = f"{value:f}"
    if form.serial or not form.numeric:
        if len(value.as_tuple().digits) >= _SAFE_DIGITS:
            remedy = "把这一格的格式改成文本，照原件重新输入"
            raise Unreadable(f"{plain} 是长号码，表格当成了数，末几位已经变了", remedy)
        return plain
    exact = f"{value:.{_PLACES_SHOWN}f}"
    if Decimal(exact) == value and _is_in_yuan(parse, exact):
        return exact
    return plain


def _is_in_yuan(parse: Callable[[str], Any], text: str) -> bool:
    try:
        value = parse(text)
    except ValueError:
        return False
    return isinstance(value, Money) and value.unit == "元"


def _from_day(value: date, form: Form) -> Typed:
    has_clock = isinstance(value, datetime) and value.time() != time()
    day = value.date() if isinstance(value, datetime) else value
    if form in DAYS:
        return Typed(day.isoformat(), reread=has_clock)
    if form in (PERIOD, DAY_OR_SPAN, WHEN):
        # Typed as 2026-03, a spreadsheet keeps the first of the month.
        return Typed(day.isoformat()[:7], reread=True) if form is PERIOD and day.day == 1 else Typed(day.isoformat())
    shown = f"{day.month}-{day.day}"
    remedy = "把这一格的格式改成文本，再照原件输入"
    raise Unreadable(f"{day.isoformat()} 是日期：多半是输入 {shown} 一类的号码时，表格改成了日期", remedy)


def _reads(parse: Callable[[str], Any], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
