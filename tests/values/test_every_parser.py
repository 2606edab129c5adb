"""Whatever is typed, a parse function answers with a value or with one printable Chinese sentence."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from cunwu.values.absence import parse_absence
from cunwu.values.codes import citizen_id_is_valid, luhn_is_valid, parse_credit_code, parse_division_code
from cunwu.values.count import parse_count, parse_decimal
from cunwu.values.dates import parse_clock, parse_day, parse_partial_day
from cunwu.values.fold import mask_name, mask_number
from cunwu.values.money import parse_wan, parse_yuan
from cunwu.values.period import parse_period
from cunwu.values.phone import is_mobile, parse_phone
from cunwu.values.quantity import parse_quantity
from support.each import each
from support.steps import count_steps

if TYPE_CHECKING:
    from collections.abc import Callable

PARSERS: dict[str, Callable[[str], object]] = {
    "yuan": parse_yuan,
    "wan": parse_wan,
    "quantity": parse_quantity,
    "count": parse_count,
    "decimal": partial(parse_decimal, places=2),
    "day": parse_day,
    "partial day": parse_partial_day,
    "clock": parse_clock,
    "period": parse_period,
    "division code": parse_division_code,
    "credit code": parse_credit_code,
    "phone": parse_phone,
}
# A right value of each, to be spoilt.
SAMPLES = {
    "yuan": "1234.50",
    "wan": "12.345678",
    "quantity": "3.5 公里",
    "count": "12",
    "decimal": "98.5",
    "day": "2026-02-03",
    "partial day": "2026-02",
    "clock": "08:30",
    "period": "2026-Q1",
    "division code": "441403101201",
    "credit code": "91110000600037341L",
    "phone": "0753-1234567",
}
# Everything typed here may be taken for part of a value by a careless reader.
CONFUSING = "0123456789０９٣५一二十百千万元.,，-－−+_eE:：/年月日季度Q约近余多几*() \n\t\x00\ud800\u200b\u3000xX%³"
SUGGESTED = re.compile(r"(?:^|，)应为 ([^，「」、]+)，填写的是「")

any_parser = pytest.mark.parametrize("name", PARSERS)
each_parser = each("name", PARSERS)


def refusal(name: str, text: str) -> str | None:
    """The message with which a parser refuses a text, None when it accepts it."""
    try:
        PARSERS[name](text)
    except ValueError as refused:
        return str(refused)
    return None


def assert_is_one_chinese_sentence(message: str) -> None:
    assert "应" in message
    assert "。" not in message.partition("「")[0]
    assert message.isprintable()
    assert len(message) < 400
    message.encode()


@each_parser
def test_the_sample_is_accepted(name: str) -> None:
    assert refusal(name, SAMPLES[name]) is None


@each_parser
@each("spoil", ["\n", "\x00", "\ud800", "\u200b", "\u3000", "\r\n", "９", "٣"])
def test_one_odd_character_at_either_end_is_refused(name: str, spoil: str) -> None:
    for text in (SAMPLES[name] + spoil, spoil + SAMPLES[name]):
        message = refusal(name, text)
        assert message is not None
        assert_is_one_chinese_sentence(message)


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@each_parser
@each("script", [FULL_WIDTH, ARABIC])
def test_digits_of_another_script_are_refused(name: str, script: dict[int, int]) -> None:
    message = refusal(name, SAMPLES[name].translate(script))
    assert message is not None
    assert_is_one_chinese_sentence(message)


LONG = (
    "1",
    "9",
    "0",
    ",",
    "1,",
    "1,111",
    "０",
    "-",
    "—",
    "…",
    "...",
    "至",
    "年",
    "约",
    "1万",
    " ",
    "1 ",
    "(",
    "*",
    "𠮷",
    "\ud800",
)


@pytest.mark.timeout(60)
@any_parser
@each("unit", LONG)
@each("tail", ["", "\n", "x"])
def test_a_very_long_text_is_refused_with_no_more_work_than_its_length(name: str, unit: str, tail: str) -> None:
    few, many, very_many = ("2" + unit * (length // len(unit)) + tail for length in (125, 500, 10_000))
    message = refusal(name, very_many)  # a pattern that tries every way to read it would be stopped by the time limit
    assert message is not None
    assert_is_one_chinese_sentence(message)
    assert count_steps(lambda: refusal(name, many)) <= 4 * count_steps(lambda: refusal(name, few)) + 100


@any_parser
@given(text=st.text(CONFUSING, max_size=14) | st.text(max_size=10))
def test_no_text_does_anything_worse_than_be_refused(name: str, text: str) -> None:
    message = refusal(name, text)
    if message is not None:
        assert_is_one_chinese_sentence(message)


@any_parser
@given(data=st.data())
def test_a_spoilt_value_is_read_or_refused_and_a_suggested_one_is_accepted(name: str, data: st.DataObject) -> None:
    sample = SAMPLES[name]
    place = data.draw(st.integers(0, len(sample)))
    removed = data.draw(st.integers(0, 2))
    text = sample[:place] + data.draw(st.text(CONFUSING, max_size=2)) + sample[place + removed :]
    message = refusal(name, text)
    if message is None:
        return
    assert_is_one_chinese_sentence(message)
    suggested = SUGGESTED.search(message)
    if suggested:
        assert refusal(name, suggested[1]) is None


@given(st.text(st.characters(), max_size=20))
def test_questions_about_a_text_are_always_answered(text: str) -> None:
    for ask in (citizen_id_is_valid, luhn_is_valid, is_mobile):
        assert ask(text) in (True, False)
    assert parse_absence(text) is None or text.startswith("不")
    assert len(mask_number(text)) == len(text)
    assert len(mask_name(text)) <= 4
