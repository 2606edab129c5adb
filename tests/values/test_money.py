"""Amounts: reading, adding, showing, capitals, shares."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given, strategies as st

from cunwu.values.money import (
    LARGEST_FEN,
    ZERO,
    Money,
    format_signed,
    format_yuan,
    parse_wan,
    parse_yuan,
    percent,
    plain_yuan,
    shares,
    total,
    with_commas,
)
from cunwu.values.spelled_amounts import capitals, spoken

FEN = st.integers(-LARGEST_FEN, LARGEST_FEN)
MONEY = FEN.map(Money)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1234.5", 123450),
        ("1234.50", 123450),
        ("0", 0),
        ("0.00", 0),
        ("0.07", 7),
        ("-0.07", -7),
        ("-300", -30000),
        ("10000000000000", LARGEST_FEN),
        ("零", 0),
    ],
)
def test_an_amount_in_yuan_is_read_exactly_and_keeps_its_text(text: str, fen: int) -> None:
    amount = parse_yuan(text)
    assert (amount.fen, amount.text, amount.unit) == (fen, text, "元")


@pytest.mark.parametrize(
    ("text", "fen"), [("12.345678", 12345678), ("12", 12000000), ("-0.000001", -1), ("1000000000", LARGEST_FEN)]
)
def test_an_amount_in_wan_has_six_decimals_and_keeps_its_unit(text: str, fen: int) -> None:
    amount = parse_wan(text)
    assert (amount.fen, amount.text, amount.unit) == (fen, text, "万元")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "应为金额（元），如 1234.50，这里空着"),
        ("１２３４", "数字要用半角的 0 到 9，应为 1234，填写的是「１２３４」"),
        ("١٢", "数字要用半角的 0 到 9，应为 12，填写的是「١٢」"),
        ("一千二百", "金额不写汉字，应为 1200.00，填写的是「一千二百」"),
        ("1,234.50", "请删去金额里的逗号，应为 1234.50，填写的是「1,234.50」"),
        ("1，234", "请删去金额里的逗号，应为 1234，填写的是「1，234」"),
        ("1,23", "请删去金额里的逗号，应为金额（元），如 1234.50，填写的是「1,23」"),
        ("1e3", "金额不能用科学记数法，应为金额（元），如 1234.50，填写的是「1e3」"),
        ("1_000", "请删去金额里的下划线，应为 1000，填写的是「1_000」"),
        ("1.2万元", "请把「万」字去掉，这里以元计，应为 12000.00，填写的是「1.2万元」"),
        ("1200 元", "请删去「元」字，这里以元计，应为 1200，填写的是「1200 元」"),
        ("3块5", "请删去「元」字，这里以元计，应为金额（元），如 1234.50，填写的是「3块5」"),
        ("12.345", "小数最多两位，应为金额（元），如 1234.50，填写的是「12.345」"),
        ("007", "请删去前面多写的 0，应为 7，填写的是「007」"),
        ("+5", "请删去前面的加号，应为 5，填写的是「+5」"),
        ("¥5", "请删去货币符号，应为 5，填写的是「¥5」"),
        ("−5", "负号要用半角的 -，应为 -5，填写的是「−5」"),
        ("-0.00", "零不带负号，应为 0.00，填写的是「-0.00」"),
        ("5 ", "请删去空格和换行，应为 5，填写的是「5 」"),
        ("5\n", "请删去空格和换行，应为金额（元），如 1234.50，填写的是「5〔换行〕」"),
        ("10000000000000.01", "金额不能超过 10 万亿元，应为金额（元），如 1234.50，填写的是「10000000000000.01」"),
        ("12.", "应为金额（元），如 1234.50，填写的是「12.」"),
        (".5", "应为金额（元），如 1234.50，填写的是「.5」"),
        ("无", "应为金额（元），如 1234.50，填写的是「无」"),
    ],
)
def test_what_is_no_amount_in_yuan_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="应为") as caught:
        parse_yuan(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0.0000001", "小数最多六位，应为金额（万元），如 12.345678，填写的是「0.0000001」"),
        ("12.5万元", "请把「万」字去掉，这里以万元计，应为 12.5，填写的是「12.5万元」"),
        ("125000元", "请删去「元」字，这里以万元计，应为金额（万元），如 12.345678，填写的是「125000元」"),
        ("1000000000.1", "金额不能超过 10 万亿元，应为金额（万元），如 12.345678，填写的是「1000000000.1」"),
    ],
)
def test_what_is_no_amount_in_wan_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="应为") as caught:
        parse_wan(text)
    assert str(caught.value) == message


def test_a_stated_zero_is_told_from_an_amount_of_nothing() -> None:
    assert parse_yuan("零").is_stated_zero
    assert parse_wan("零").is_stated_zero
    assert not parse_yuan("0.00").is_stated_zero
    assert not ZERO.is_stated_zero


def test_amounts_are_equal_however_they_were_typed() -> None:
    assert parse_yuan("1200") == parse_yuan("1200.00") == parse_wan("0.12")
    assert len({parse_yuan("1200"), parse_yuan("1200.00"), parse_wan("0.12")}) == 1


def test_amounts_are_ordered_by_what_they_are_worth() -> None:
    typed = [parse_yuan("10"), parse_wan("0.0009"), parse_yuan("-1"), ZERO]
    assert [plain_yuan(amount) for amount in sorted(typed)] == ["-1.00", "0.00", "9.00", "10.00"]


def test_a_sum_of_nothing_is_zero() -> None:
    assert total(()) == ZERO


@given(FEN, FEN)
def test_adding_and_taking_away_are_exact(one: int, other: int) -> None:
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) - Money(other) == Money(one - other)
    assert -Money(one) == Money(-one)
    assert abs(Money(one)) == Money(abs(one))


@given(st.lists(FEN))
def test_a_total_is_the_sum_in_any_order(fens: list[int]) -> None:
    assert total(map(Money, fens)) == total(map(Money, reversed(fens))) == Money(sum(fens))


@given(MONEY)
def test_an_amount_written_plainly_reads_back(amount: Money) -> None:
    assert parse_yuan(plain_yuan(amount)) == amount


@given(FEN)
def test_an_amount_in_wan_reads_back(fen: int) -> None:
    whole, rest = divmod(abs(fen), 10**6)
    assert parse_wan(f"{'-' if fen < 0 else ''}{whole}.{rest:06}") == Money(fen)


@given(MONEY)
def test_the_shown_amount_differs_from_the_plain_one_by_commas_and_minus_only(amount: Money) -> None:
    assert format_yuan(amount).replace(",", "").replace("−", "-") == plain_yuan(amount)


@pytest.mark.parametrize(
    ("fen", "shown", "signed"),
    [
        (123450, "1,234.50", "+1,234.50"),
        (-123450, "−1,234.50", "−1,234.50"),
        (0, "0.00", "0.00"),
        (-7, "−0.07", "−0.07"),
    ],
)
def test_amounts_are_shown_with_commas_and_a_true_minus(fen: int, shown: str, signed: str) -> None:
    assert format_yuan(Money(fen)) == shown
    assert format_signed(Money(fen)) == signed


# The first six are the examples of 支付结算办法, annex 1; the rest are where zeros meet the large units.
@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("600005481", "陆亿零伍仟肆佰捌拾壹元整"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("-0.55", "负伍角伍分"),
        ("10", "壹拾元整"),
        ("10005", "壹万零伍元整"),
        ("10050.30", "壹万零伍拾元叁角"),
        ("10500", "壹万零伍佰元整"),
        ("100000000", "壹亿元整"),
        ("100100000", "壹亿零壹拾万元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("100000001.01", "壹亿零壹元零壹分"),
        ("1000500000000", "壹万零伍亿元整"),
        ("10000000000000", "壹拾万亿元整"),
        ("-1000000000001", "负壹万亿零壹元整"),
    ],
)
def test_capitals_follow_the_rules_for_cheques(yuan: str, words: str) -> None:
    assert capitals(parse_yuan(yuan)) == words


def _cn2an_is_right_about(amount: Money) -> bool:
    """Not below one yuan with zero jiao; not where a whole group of four zeros is passed over without 零."""
    groups = f"{abs(amount.fen) // 100:016}"
    inner = [groups[start : start + 4] for start in (0, 4, 8, 12)]
    filled = [place for place, group in enumerate(inner) if group != "0000"]
    return not any(inner[place] == "0000" for place in range(filled[0], filled[-1])) if filled else False


@given(st.integers(100, 10**14 - 1), st.booleans())
def test_capitals_agree_with_another_program_where_that_is_right(fen: int, negative: bool) -> None:
    amount = Money(-fen if negative else fen)
    if _cn2an_is_right_about(amount):
        assert capitals(amount) == cn2an.an2cn(plain_yuan(amount), "rmb")


@given(st.integers(0, 10**14 - 1))
def test_capitals_read_back_as_the_same_number_of_yuan(yuan: int) -> None:
    assert cn2an.cn2an(capitals(Money(yuan * 100)).removesuffix("元整"), "smart") == yuan


def test_capitals_end_where_words_end() -> None:
    assert capitals(Money(10**18 - 1)).endswith("玖角玖分")
    with pytest.raises(ValueError, match="金额太大"):
        capitals(Money(10**18))


@pytest.mark.parametrize(
    ("part", "whole", "places", "shown"),
    [
        (1, 3, 1, "33.3%"),
        (2, 3, 2, "66.67%"),
        (1, 2000, 1, "0.1%"),
        (1, 3, 0, "33%"),
        (3, 2, 1, "150.0%"),
        (-1, 3, 1, "−33.3%"),
        (-1, -3, 1, "33.3%"),
        (-1, 10**6, 1, "0.0%"),
        (5, 0, 1, "—"),
        (0, 0, 1, "—"),
    ],
)
def test_a_percentage_is_rounded_half_away_from_nothing(part: int, whole: int, places: int, shown: str) -> None:
    assert percent(part, whole, places) == shown


@given(st.lists(st.integers(0, LARGEST_FEN), min_size=1, max_size=40).filter(any))
def test_shares_shown_together_make_a_hundred(parts: list[int]) -> None:
    tenths = [int(share.removesuffix("%").replace(".", "")) for share in shares(parts)]
    assert sum(tenths) == 1000
    whole = sum(parts)
    assert all(abs(tenth * whole - part * 1000) < whole for tenth, part in zip(tenths, parts, strict=True))


def test_equal_parts_give_the_odd_tenth_to_the_first() -> None:
    assert shares([1, 1, 1]) == ("33.4%", "33.3%", "33.3%")


def test_there_are_no_shares_of_nothing_and_none_of_debts() -> None:
    assert shares([]) == ()
    assert shares([0, 0]) == ("—", "—")
    with pytest.raises(ValueError, match="负数"):
        shares([5, -1])


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元"),
        ("0.07", "七分"),
        ("0.30", "三角"),
        ("12", "十二元"),
        ("10.05", "十元零五分"),
        ("110.50", "一百一十元五角"),
        ("46850.90", "四万六千八百五十元九角"),
        ("100000", "十万元"),
        ("100010", "十万零一十元"),
        ("-2003.04", "负二千零三元零四分"),
        ("240000000", "二亿四千万元"),
    ],
)
def test_amounts_are_said_as_one_reads_them_out(yuan: str, words: str) -> None:
    assert spoken(parse_yuan(yuan)) == words


@given(st.integers(1, 10**14 - 1))
def test_what_is_said_reads_back_as_the_same_number_of_yuan(yuan: int) -> None:
    assert cn2an.cn2an(spoken(Money(yuan * 100)).removesuffix("元"), "smart") == yuan


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("15000.00", "15,000.00"),
        ("282025.36 元", "282,025.36 元"),
        ("-12345.60元", "-12,345.60元"),
        ("1120.00 元", "1,120.00 元"),
        ("2026.03", "2026.03"),
        ("999.99", "999.99"),
        ("15000", "15000"),
        ("15000.005", "15000.005"),
        ("收 15000.00 元", "收 15000.00 元"),
        ("零", "零"),
        ("", ""),
    ],
)
def test_a_text_that_is_an_amount_is_shown_as_amounts_are(typed: str, read: str) -> None:
    assert with_commas(typed) == read
