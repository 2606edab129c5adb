"""Forms of a field: how one piece of text becomes a value, and how that value is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from cunwu.kinds.parsers import (
    SCORE_AS_TYPED,
    parse_commit,
    parse_file_name,
    parse_item_number,
    parse_line,
    parse_percent,
    parse_reference,
    parse_score,
    parse_sha256,
    parse_text,
    parse_url,
    parse_weekdays,
    parse_yes,
)
from cunwu.values.absence import Absence, parse_absence
from cunwu.values.codes import parse_credit_code, parse_division_code
from cunwu.values.count import parse_count, parse_half
from cunwu.values.dates import PartialDay, chinese_date, chinese_partial, parse_day, parse_partial_day
from cunwu.values.deadline import Deadline, parse_deadline, show_deadline
from cunwu.values.goods import Goods, parse_goods
from cunwu.values.money import STATED_ZERO, Money, format_yuan, parse_wan, parse_yuan
from cunwu.values.period import Period, parse_period
from cunwu.values.phone import parse_phone
from cunwu.values.position import Position, parse_position
from cunwu.values.price import Price, format_price, parse_price, parse_price_in_wan, parse_rate, parse_rough_price
from cunwu.values.quantity import Quantity, parse_about, parse_quantity
from cunwu.values.wording import Misread, denies, nearest

WAN = "万元"
"""The value of 单位 in a record whose amounts are in 万元."""


@dataclass(frozen=True)
class Form:
    """One way of writing a value, named in the declaration of a field; reads text only, whatever its YAML style."""

    name: str
    parse: Callable[[str], Any]
    show: Callable[[Any], str]
    example: str
    pattern: str = ""
    choices: tuple[str, ...] = ()
    parse_wan: Callable[[str], Any] | None = None
    own_format: bool = False
    """The value has a check for itself (codes), so the privacy gate does not search it for identity numbers."""
    holds_phone: bool = False
    numeric: bool = False
    """Digits and marks only, so a long row of digits is no telephone or card."""
    serial: bool = False
    """A number that somebody issued (voucher, contract, document) and that may have many digits."""
    usual: tuple[str, ...] = ()
    """Words that are usual here; any other is accepted as well."""

    def parser_in(self, unit: str) -> Callable[[str], Any]:
        """The parser for a record whose 单位 is `unit`. It raises ValueError saying what was expected."""
        return self.parse_wan if unit == WAN and self.parse_wan is not None else self.parse

    def read_like(self, value: object, text: str) -> Any:
        """`text` read in the same unit of money as `value` was. Raises ValueError if it is no such value."""
        return self.parser_in(getattr(value, "unit", ""))(text)

    def json_schema(self) -> dict[str, Any]:
        """What an editor may type: it reads `12.50`, `001` or `220` as numbers; we read texts, so both are right."""
        if self.choices:
            return {"enum": [*self.choices, *(int(word) for word in self.choices if word.isdecimal())]}
        if self.usual:
            return {"anyOf": [{"enum": list(self.usual)}, {"type": "string"}]}
        text: dict[str, Any] = {"type": ["string", "number"]}
        return {**text, "pattern": self.pattern} if self.pattern else text


def or_absent(form: Form) -> Form:
    """A form that also accepts 不详 and 不适用."""

    def either(parse: Callable[[str], Any]) -> Callable[[str], Any]:
        return lambda text: parse_absence(text) or parse(text)

    return replace(
        form,
        name=f"{form.name}（或 不详、不适用）",
        parse=either(form.parse),
        parse_wan=either(form.parse_wan) if form.parse_wan else None,
        show=lambda value: value.value if isinstance(value, Absence) else form.show(value),
        pattern=f"{form.pattern}|^(不详|不适用)$" if form.pattern else "",
    )


def or_unknown(form: Form) -> Form:
    """A form that also accepts 不详: of what must be there, or be left out, 不适用 would only switch its checks off."""

    def either(parse: Callable[[str], Any]) -> Callable[[str], Any]:
        return lambda text: _parse_unknown(text) or parse(text)

    absent = or_absent(form)
    return replace(
        absent,
        name=f"{form.name}（或 不详）",
        parse=either(form.parse),
        parse_wan=either(form.parse_wan) if form.parse_wan else None,
        pattern=f"{form.pattern}|^不详$" if form.pattern else "",
    )


def _parse_unknown(text: str) -> Absence | None:
    absence = parse_absence(text)
    if absence is Absence.NOT_APPLICABLE:
        raise ValueError("不能写「不适用」：写了这一行，就是有这件事")
    return absence


_ABOUT = r"^(?=.*(约|近|超|逾|余|多|几|数|上|下|左右|不|至|到|[—–~～])).*元.*$"
_RATE = r"^(每.+|[0-9.]+ ?万?元[/／每].+)$"
_IN_KIND = r"^[㐀-鿿A-Za-z]+ ?(约|近)? ?[0-9].*$"


def or_about(form: Form) -> Form:
    """A form of an amount that also accepts one that is known only roughly, with its unit: 230余万元, 约5000 元."""
    return _or_else(form, _parse_about, _ABOUT, _refuse_about_without_unit)


def or_rough_price(form: Form) -> Form:
    """A form of a unit price that also accepts one that is known only roughly: 约12.5 元/亩, 十几元/米."""
    return _or_else(form, parse_rough_price, _ABOUT, _refuse_about_without_unit)


def or_rate(form: Form) -> Form:
    """A form of an amount that also accepts one per year, per mu and the like: 300 元/年, 每亩 1200 元."""
    return _or_else(form, parse_rate, _RATE)


def or_in_kind(form: Form) -> Form:
    """A form of an amount that also accepts what is given instead of money: 稻谷 300 斤."""
    return replace(_or_else(form, _parse_in_kind, _IN_KIND), name=f"{form.name}，或实物", numeric=False)


def _or_else(
    form: Form, first: Callable[[str], Any], pattern: str, last: Callable[[str], None] = lambda _: None
) -> Form:
    """A form that tries `first` on a text, then its own parser; `last` may tell better why neither reads it."""

    def either(parse: Callable[[str], Any]) -> Callable[[str], Any]:
        def parse_either(text: str) -> Any:
            try:
                return first(text) or parse(text)
            except ValueError:
                last(text)
                raise

        return parse_either

    return replace(
        form,
        parse=either(form.parse),
        parse_wan=either(form.parse_wan) if form.parse_wan else None,
        show=lambda value: value.text if isinstance(value, Quantity | Goods) else form.show(value),
        pattern=f"{form.pattern}|{pattern}",
    )


def _parse_about(text: str) -> Quantity | None:
    """An approximate amount; None if it is exact, or no amount in 元."""
    if not text.endswith(_ENDS_OF_ABOUT):
        return None
    try:
        quantity = parse_quantity(text)
    except ValueError:
        return None
    return quantity if quantity.approximate and quantity.unit == "元" else None


def _refuse_about_without_unit(text: str) -> None:
    if _parse_about(f"{text}元") is not None:
        raise Misread(f"约数要写上单位，应为 {text}元，填写的是「{text}」", f"{text}元")


_ENDS_OF_ABOUT = ("元", "以上", "以下", "以内", "左右", "上下", "不到", "不等")


def _parse_count_or_about(text: str) -> int | Quantity:
    """A whole number, else one known only roughly, with its unit or without: 约40, 40多户, 几十."""
    return parse_about(text) or parse_count(text)


def _parse_percent_or_about(text: str) -> Decimal | Quantity:
    """A share, else one known only roughly: 约4%, 4%左右, 4—6%."""
    about = parse_about(text)
    return about if about is not None and about.unit == "%" else parse_percent(text)


def _parse_in_kind(text: str) -> Goods | None:
    try:
        return parse_goods(text)
    except ValueError:
        return None


def coded(meanings: Mapping[str, str]) -> Form:
    """One of the given codes, shown to readers by what it means."""
    form = choice(*meanings)
    return replace(form, name="代码", show=lambda code: f"{meanings[code]}（{code}）")


def choice(*words: str) -> Form:
    """One of the given words."""

    def parse(text: str) -> str:
        if text in words:
            return text
        near = next((one for one in nearest(text, words) if denies(one) == denies(text)), "")
        raise Misread(f"应为 {'、'.join(words)} 之一，填写的是「{text}」", near)

    return Form("选项", parse, str, words[0], choices=words)


def usual(*words: str) -> Form:
    """One of the given words, or whatever else a paper calls it."""
    return Form("文字（常用的词在例子里，也可以写别的）", parse_line, str, words[0], usual=words)


def _show_money(value: Money) -> str:
    if value.is_stated_zero:
        return value.text
    return f"{value.text} {WAN}" if value.unit == WAN else f"{format_yuan(value)} 元"


_HALF_DAYS = r"^(0|[1-9][0-9]*)(\.[05])?$"


def _show_price(value: Price) -> str:
    """As typed; a bare number with its unit, and in 元 with two decimals at least."""
    if "元" in value.text or value.text == STATED_ZERO:
        return value.text
    return f"{value.text} {WAN}" if value.unit == WAN else f"{format_price(value)} 元"


def _parse_day_or_span(text: str) -> PartialDay | Period:
    """A day, month or year, else a stretch of them."""
    if ".." in text or "Q" in text:
        return parse_period(text)
    return parse_partial_day(text)


def _show_day_or_span(value: PartialDay | Period) -> str:
    return chinese_partial(value) if isinstance(value, PartialDay) else value.label


def _show_count_or_about(value: int | Quantity) -> str:
    return value.text if isinstance(value, Quantity) else str(value)


def _show_percent_or_about(value: Decimal | Quantity) -> str:
    return value.text if isinstance(value, Quantity) else f"{value}%"


LINE = Form("文字", parse_line, str, "上河村")
PARAGRAPHS = Form("文字（可分段）", parse_text, str, "本月主要支出为路灯电费。")
ITEM_NUMBER = Form("编号", parse_item_number, str, "001", serial=True)
REFERENCE = Form("引用", parse_reference, str, "2026-03#017", serial=True)
SERIAL = Form("号码", parse_line, str, "记-12", serial=True)
YUAN = Form(
    "金额（元）",
    parse_yuan,
    _show_money,
    "1234.50",
    pattern=r"^(-?(0|[1-9][0-9]*)(\.[0-9]{1,6})?|零)$",
    parse_wan=parse_wan,
    numeric=True,
)
DAY = Form("日期", parse_day, chinese_date, "2026-03-05", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
WHEN = Form(
    "日期（可只到月或年）",
    parse_partial_day,
    chinese_partial,
    "2026-03",
    pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$",
    numeric=True,
)
DEADLINE = Form("日期（可只到月或年），或者照文件写，如 春节前", parse_deadline, show_deadline, "2026-03-31")
WHEN_OR_ABSENCE = or_absent(WHEN)
WHEN_OR_UNKNOWN = or_unknown(WHEN)
DAYS = (DAY, WHEN, WHEN_OR_ABSENCE, WHEN_OR_UNKNOWN)
"""Forms that hold one day."""
PERIOD = Form("期间", parse_period, lambda period: str(period.label), "2026-03", numeric=True)
DAY_OR_SPAN = Form(
    "日期、月份、年份或起止（2026-01..2026-06）",
    _parse_day_or_span,
    _show_day_or_span,
    "2026-01..2026-06",
    numeric=True,
)
QUANTITY = Form("数量加单位", parse_quantity, lambda quantity: str(quantity.text), "3.5 公里")
COUNT = Form("整数", parse_count, str, "12", pattern=r"^(0|[1-9][0-9]*)$", numeric=True)
HALF_DAYS = Form("天数（可以有半天）", parse_half, str, "20.5", pattern=_HALF_DAYS, numeric=True)
SCORE = Form("分数（最多两位小数）", parse_score, str, "92.5", pattern=f"^{SCORE_AS_TYPED.pattern}$", numeric=True)
PRICE = Form("单价（最多四位小数）", parse_price, _show_price, "104.1233", parse_wan=parse_price_in_wan, numeric=True)
DIVISION = Form("行政区划代码", parse_division_code, str, "430900000000", own_format=True, numeric=True)
CREDIT = Form("统一社会信用代码", parse_credit_code, str, "N2430900MA4L000008", own_format=True)
POSITION = Form("位置", parse_position, lambda spot: spot.label, "29.503,112.017", numeric=True)
PHONE = Form("电话", parse_phone, str, "12345", holds_phone=True, numeric=True)
YES = Form("是 或 否", parse_yes, lambda value: "是" if value else "否", "是", choices=("是", "否"))
SHA256 = Form("sha256 校验值", parse_sha256, str, "0" * 64, own_format=True)
COMMIT = Form("提交编号", parse_commit, str, "0" * 40, own_format=True)
URL = Form("网址", parse_url, str, "https://example.gov.cn/notice/12")
FILE_NAME = Form("文件名", parse_file_name, str, "attachments/2026-03-合同.pdf")
WEEKDAYS = Form("星期几", parse_weekdays, str, "周一、周三、周五")
PERCENT = Form("百分数", parse_percent, lambda number: f"{number}%", "25%")
PERCENT_OR_ABOUT = Form("百分数（或约数）", _parse_percent_or_about, _show_percent_or_about, "4%")
IN_WORDS = (LINE, PARAGRAPHS, SERIAL, PHONE, URL)
"""Forms that accept free text, which may have to be taken down by law."""

Line = Annotated[str, LINE]
Paragraphs = Annotated[str, PARAGRAPHS]
ItemNumber = Annotated[str, ITEM_NUMBER]
Reference = Annotated[str, REFERENCE]
Serial = Annotated[str, SERIAL]
"""A voucher, contract, invoice or document number."""
Amount = Annotated[Money, YUAN]
AMOUNT_OR_ABSENCE = or_about(or_absent(YUAN))
AmountOrAbsence = Annotated[Money | Quantity | Absence, AMOUNT_OR_ABSENCE]
"""An amount, exact or known only roughly (then it is a quantity in 元, and no sum is exact), or 不详."""
AmountOrUnknown = Annotated[Money | Quantity | Absence, or_about(or_unknown(YUAN))]
"""The same where the row would not be there without it: never 不适用."""
AmountOrKindOrUnknown = Annotated[Money | Quantity | Goods | Absence, or_in_kind(or_about(or_unknown(YUAN)))]
AmountOrKind = Annotated[Money | Quantity | Goods | Absence, or_in_kind(AMOUNT_OR_ABSENCE)]
AmountOrRate = Annotated[Money | Quantity | Absence, or_rate(AMOUNT_OR_ABSENCE)]
"""An amount, or one per year, per mu and the like (then it is a quantity of 元/年), as land and rooms are let by."""
Day = Annotated[date, DAY]
When = Annotated[PartialDay, WHEN]
ByWhen = Annotated[Deadline, DEADLINE]
Span = Annotated[Period, PERIOD]
Measure = Annotated[Quantity, QUANTITY]
WhenOrAbsence = Annotated[PartialDay | Absence, WHEN_OR_ABSENCE]
WhenOrUnknown = Annotated[PartialDay | Absence, WHEN_OR_UNKNOWN]
MeasureOrUnknown = Annotated[Quantity | Absence, or_unknown(QUANTITY)]
MeasureOrAbsence = Annotated[Quantity | Absence, or_absent(QUANTITY)]
UnitOfMoney = Annotated[str, choice("元", WAN)]
Count = Annotated[int, COUNT]
COUNT_OR_ABOUT = Form("整数（或约数）", _parse_count_or_about, _show_count_or_about, "12", numeric=True)
CountOrAbout = Annotated[int | Quantity, COUNT_OR_ABOUT]
"""A count of people, households or days of work as papers give it. A register of days, and settings, are exact."""
Days = Annotated[Decimal, HALF_DAYS]
"""A number of days, halves too."""
Score = Annotated[Decimal, SCORE]
"""Points of an assessment, or points taken off."""
UnitPrice = Annotated[Price | Quantity, or_rough_price(PRICE)]
"""What one of something costs, exact or known only roughly (then it is a quantity in 元, or in 元/亩 and the like)."""
PriceOrAbsence = Annotated[Price | Quantity | Absence, or_rough_price(or_absent(PRICE))]
AmountOrAbout = Annotated[Money | Quantity, or_about(YUAN)]
"""An amount, exact or known only roughly."""
WhenOrSpan = Annotated[PartialDay | Period, DAY_OR_SPAN]
Division = Annotated[str, DIVISION]
Credit = Annotated[str, CREDIT]
Spot = Annotated[Position, POSITION]
Phone = Annotated[str, PHONE]
Yes = Annotated[bool, YES]
Sha256 = Annotated[str, SHA256]
Commit = Annotated[str, COMMIT]
Url = Annotated[str, URL]
FileName = Annotated[str, FILE_NAME]
Weekdays = Annotated[str, WEEKDAYS]
Percent = Annotated[Decimal, PERCENT]
PercentOrAbout = Annotated[Decimal | Quantity, PERCENT_OR_ABOUT]


def exact_day(value: object) -> date | None:
    """The day, if it is known to the day; None for a month, a year and 不详."""
    if isinstance(value, PartialDay):
        return value.first if value.day is not None else None
    return value if isinstance(value, date) else None
