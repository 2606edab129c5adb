"""Quantities with units, counts, and plain decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from cunwu.values.count import parse_count, parse_decimal
from cunwu.values.quantity import Quantity, parse_about, parse_quantity, total_quantity


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
        ("3万亩", "30000", "亩", False),
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
    assert (quantity.number, quantity.unit, quantity.approximate) == (Decimal(number), unit, approximate)
    assert quantity.text == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "这里空着"),
        ("47", "请写上单位"),
        ("20多", "请写上单位"),
        ("500以上", "请写上单位"),
        ("三户", "应为 3户"),
        ("三十户", "数字请用 0 到 9 写，不用汉字，应为 30户"),
        ("1,000 亩", "请删去数字里的逗号"),
        ("４７ 户", "数字要用半角的 0 到 9，应为 47 户"),
        ("３.5公里", "数字要用半角的 0 到 9，应为 3.5公里"),
        ("6—5 户", "应为数量和单位"),
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


@pytest.mark.parametrize(
    ("text", "number", "most", "unit"),
    [
        ("1.2万余人", "12000", None, "人"),
        ("3.3万余人", "33000", None, "人"),
        ("1.2 万余 人", "12000", None, "人"),
        ("230余万元", "2300000", None, "元"),
        ("超27万元", "270000", None, "元"),
        ("2.5亿多元", "250000000", None, "元"),
        ("3千余人", "3000", None, "人"),
        ("20来户", "20", None, "户"),
        ("10几 户", "10", None, "户"),
        ("40户以下", "40", None, "户"),
        ("不足30户", "30", None, "户"),
        ("大约 30 户", "30", None, "户"),
        ("5—6盏", "5", "6", "盏"),
        ("5-6 盏", "5", "6", "盏"),
        ("5至6盏", "5", "6", "盏"),
        ("20～30万元", "200000", "300000", "元"),
        ("几十户", "20", "90", "户"),
        ("几户", "3", "9", "户"),
        ("十几万元", "110000", "190000", "元"),
        ("五六十户", "50", "60", "户"),
        ("一两户", "1", "2", "户"),
        ("上百人", "100", "900", "人"),
        ("十余户", "10", None, "户"),
        ("三十多户", "30", None, "户"),
        ("近百人", "100", None, "人"),
        ("一百五十多亩", "150", None, "亩"),
    ],
)
def test_an_approximate_number_in_any_wording_is_read_with_its_scale_and_stays_approximate(
    text: str, number: str, most: str | None, unit: str
) -> None:
    quantity = parse_quantity(text)
    assert (quantity.number, quantity.unit, quantity.approximate) == (Decimal(number), unit, True)
    assert quantity.most == (None if most is None else Decimal(most))
    assert quantity.text == text


@pytest.mark.parametrize(("text", "unit"), [("50 千瓦", "千瓦"), ("3 百分点", "百分点"), ("8 千克", "千克")])
def test_a_unit_that_begins_like_a_number_is_a_unit(text: str, unit: str) -> None:
    assert parse_quantity(text) == Quantity(Decimal(text.split(maxsplit=1)[0]), unit, approximate=False, text="")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["5—6盏", "40 盏"], "约45—46 盏"),
        (["几十户", "40 户"], "约60—130 户"),
        (["1.2万余人", "3000 人"], "约15000 人"),
        (["1.2万余人", "3万人"], "约4.2万 人"),
        (["3万亩", "2.5万亩"], "5.5万 亩"),
    ],
)
def test_a_total_with_approximate_parts_says_so(parts: list[str], text: str) -> None:
    whole = total_quantity(map(parse_quantity, parts))
    assert whole.text == text
    assert parse_quantity(whole.text) == whole


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


@pytest.mark.parametrize(
    ("text", "number", "most", "unit"),
    [
        ("40余", "40", None, ""),
        ("约40", "40", None, ""),
        ("40左右", "40", None, ""),
        ("40以上", "40", None, ""),
        ("40多户", "40", None, "户"),
        ("30余名", "30", None, "名"),
        ("几十", "20", "90", ""),
        ("五六十", "50", "60", ""),
        ("上百人", "100", "900", "人"),
        ("5—6", "5", "6", ""),
        ("1.2万余", "12000", None, ""),
    ],
)
def test_a_rough_count_needs_no_unit(text: str, number: str, most: str | None, unit: str) -> None:
    about = parse_about(text)
    assert about is not None
    assert (about.number, about.most, about.unit) == (Decimal(number), Decimal(most) if most else None, unit)
    assert about.text == text


@pytest.mark.parametrize("text", ["40", "40 人", "二十", "若干", "6—5", ""])
def test_an_exact_count_is_no_rough_one(text: str) -> None:
    assert parse_about(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("不足40 人", "超40 人"), ("40余人", "约40人"), ("40 人以上", "40 人以下"), ("约40 人", "近50 人")],
)
def test_more_than_a_number_is_not_less_than_it(one: str, other: str) -> None:
    assert parse_quantity(one) != parse_quantity(other)


def test_the_same_rough_number_may_be_typed_in_several_ways() -> None:
    assert parse_quantity("约40 人") == parse_quantity("40人左右") == parse_quantity("大约 40 人")
    assert parse_quantity("40余人") == parse_quantity("超40 人") == parse_quantity("40 人以上")
