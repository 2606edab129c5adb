"""Quantities with units, counts, and plain decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from cunwu.values.count import parse_count, parse_decimal
from cunwu.values.quantity import Quantity, parse_quantity, total_quantity


@pytest.mark.parametrize(
    ("text", "number", "unit", "approximate"),
    [
        ("3.5 公里", "3.5", "公里", False),
        ("890 亩", "890", "亩", False),
        ("47 户", "47", "户", False),
        ("1000亩", "1000", "亩", False),
        ("5%", "5", "%", False),
        ("120 m³", "120", "m³", False),
        ("1200 元/人", "1200", "元/人", False),
        ("3万亩", "3", "万亩", False),
        ("0 户", "0", "户", False),
        ("4000余 个", "4000", "个", True),
        ("4000余个", "4000", "个", True),
        ("约20 天", "20", "天", True),
        ("约 20 天", "20", "天", True),
        ("近300 人", "300", "人", True),
        ("160多 户", "160", "户", True),
        ("20多 天", "20", "天", True),
        ("40000多 元", "40000", "元", True),
        ("40 户以上", "40", "户", True),
        ("20天左右", "20", "天", True),
    ],
)
def test_a_quantity_has_a_number_and_a_unit_and_keeps_its_text(
    text: str, number: str, unit: str, approximate: bool
) -> None:
    quantity = parse_quantity(text)
    assert quantity == Quantity(Decimal(number), unit, approximate, "")
    assert quantity.text == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "这里空着"),
        ("47", "请写上单位"),
        ("20多", "请写上单位"),
        ("500以上", "请写上单位"),
        ("10几 户", "「几」请写成「多」"),
        ("十余 户", "数字请用 0 到 9 写，不用汉字"),
        ("1,000 亩", "请删去数字里的逗号"),
        ("４７ 户", "数字要用半角的 0 到 9，应为 47 户"),
        ("３.5公里", "数字要用半角的 0 到 9，应为 3.5公里"),
        ("3万 亩", "请把「万」写成数字"),
        ("007 户", "请删去前面多写的 0"),
        ("-3 户", "数量不能是负数"),
        ("47  户", "请删去多余的空格"),
        ("47 户\n", "请删去多余的空格"),
        ("47 一二三四五六七八九", "数字请用 0 到 9 写"),
        ("若干", "应为数量和单位"),
    ],
)
def test_what_is_no_quantity_is_explained(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="应为") as caught:
        parse_quantity(text)
    assert advice in str(caught.value)


def test_quantities_of_one_unit_add_up_exactly() -> None:
    summed = total_quantity(map(parse_quantity, ["3.5 公里", "0.25公里"]))
    assert summed == Quantity(Decimal("3.75"), "公里", approximate=False, text="")
    assert summed.text == "3.75 公里"


def test_one_approximate_part_makes_the_total_approximate() -> None:
    summed = total_quantity(map(parse_quantity, ["160多 户", "40 户"]))
    assert summed.approximate
    assert summed.text == "约200 户"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.booleans())
def test_a_total_reads_back_as_itself(numbers: list[int], approximate: bool) -> None:
    parts = [parse_quantity(f"{'约' if approximate else ''}{number} 户") for number in numbers]
    assert parse_quantity(total_quantity(parts).text) == total_quantity(parts)


def test_quantities_of_different_units_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="单位不同的数量不能相加：「3 公里」和「3 亩」"):
        total_quantity(map(parse_quantity, ["3 公里", "3 亩"]))


def test_there_is_no_total_of_no_quantities() -> None:
    with pytest.raises(ValueError, match="没有可以相加的数量"):
        total_quantity(())


@given(st.integers(0, 10**12 - 1))
def test_every_count_reads_back(number: int) -> None:
    assert parse_count(str(number)) == number


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "应为整数，如 12，这里空着"),
        ("012", "应为整数，如 12，填写的是「012」"),
        ("-1", "应为整数，如 12，填写的是「-1」"),
        ("1.0", "应为整数，如 12，填写的是「1.0」"),
        ("1,200", "数字里不要写逗号，应为 1200，填写的是「1,200」"),
        ("１２", "数字要用半角，应为 12，填写的是「１２」"),
        ("1234567890123", "应为整数，如 12，填写的是「1234567890123」"),
    ],
)
def test_what_is_no_count_is_explained(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="应为") as caught:
        parse_count(text)
    assert str(caught.value) == advice


@pytest.mark.parametrize("text", ["98.5", "0", "-2.25", "100"])
def test_a_decimal_keeps_its_places(text: str) -> None:
    assert str(parse_decimal(text, 2)) == text


@pytest.mark.parametrize(
    ("text", "places", "advice"),
    [
        ("98.555", 2, "应为数字，最多 2 位小数，填写的是「98.555」"),
        ("98.5", 0, "应为整数，如 12，填写的是「98.5」"),
        ("-0.0", 1, "应为数字，最多 1 位小数，填写的是「-0.0」"),
        ("Infinity", 1, "应为数字，最多 1 位小数，填写的是「Infinity」"),
        ("NaN", 1, "应为数字，最多 1 位小数，填写的是「NaN」"),
        ("1_0", 1, "应为数字，最多 1 位小数，填写的是「1_0」"),
        ("９8.5", 1, "数字要用半角，应为 98.5，填写的是「９8.5」"),
    ],
)
def test_what_is_no_decimal_is_explained(text: str, places: int, advice: str) -> None:
    with pytest.raises(ValueError, match="应为") as caught:
        parse_decimal(text, places)
    assert str(caught.value) == advice
