"""Codes, telephone numbers, folding and masking, stated absence."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from cunwu.values.absence import Absence, parse_absence
from cunwu.values.codes import (
    PROVINCES,
    citizen_id_is_valid,
    division_level,
    lies_within,
    luhn_is_valid,
    parse_credit_code,
    parse_division_code,
)
from cunwu.values.fold import fold_ascii, fold_digits, mask_name, mask_number
from cunwu.values.phone import is_mobile, parse_phone
from cunwu.values.wording import quoted

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATIONS = ("11", "12", "51", "52", "53", "54", "55", "91", "92", "93")


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("440000", "省"),
        ("110000000000", "省"),
        ("441400", "地"),
        ("441900", "地"),
        ("441403", "县"),
        ("441403000000", "县"),
        ("441403101", "乡"),
        ("441900003000", "乡"),
        ("441403101201", "村"),
    ],
)
def test_a_division_code_tells_its_level(code: str, level: str) -> None:
    assert parse_division_code(code) == code
    assert division_level(code) == level


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("4414031", "共 7 个字符"),
        ("", "共 0 个字符"),
        ("４４１４０３", "半角数字"),
        ("441403\n", "共 7 个字符"),
        ("164403", "前两位应为省份代码"),
        ("440001", "下面各级也应为零"),
        ("441403000201", "下面各级也应为零"),
        ("441900000001", "下面各级也应为零"),
    ],
)
def test_what_is_no_division_code_is_explained(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="应") as caught:
        parse_division_code(text)
    assert advice in str(caught.value)


@pytest.mark.parametrize("city", ["4419", "4420", "4604", "6202"], ids=["东莞", "中山", "儋州", "嘉峪关"])
def test_a_city_without_counties_has_towns_and_villages_right_below_it(city: str) -> None:
    town, village = f"{city}00003", f"{city}00003201"
    assert [parse_division_code(code) for code in (town, f"{town}000", village)] == [town, f"{town}000", village]
    assert [division_level(code) for code in (f"{city}00", town, f"{town}000", village)] == ["地", "乡", "乡", "村"]
    assert lies_within(village, town)
    assert lies_within(village, f"{city}00")
    assert not lies_within(village, f"{city}00004")
    with pytest.raises(ValueError, match="下面各级也应为零"):
        parse_division_code(f"{city}00000201")


@pytest.mark.parametrize("code", ["441400003", "441400003000", "441400003201", "441400000201"])
def test_in_every_other_city_a_county_stands_between(code: str) -> None:
    with pytest.raises(ValueError, match="下面各级也应为零"):
        parse_division_code(code)


def test_a_division_lies_within_those_above_it() -> None:
    village = "441403101201"
    for parent in ("440000", "441400", "441403", "441403101", "441403101000", village):
        assert lies_within(village, parent)
    for stranger in ("450000", "441500", "441404", "441403102", "441403101202"):
        assert not lies_within(village, stranger)
    assert not lies_within("441403", village)
    assert lies_within("441900003000", "441900")


@st.composite
def credit_codes(draw: st.DrawFn, prefixes: tuple[str, ...] = ORGANISATIONS) -> str:
    prefix = draw(st.sampled_from(prefixes))
    body = draw(st.text("0123456789", min_size=6, max_size=6)) + draw(st.text(ALPHABET, min_size=9, max_size=9))
    return f"{prefix}{body}{uscc.calc_check_digit(prefix + body)}"


@given(credit_codes())
def test_credit_codes_another_program_accepts_are_accepted(code: str) -> None:
    assert uscc.is_valid(code)
    assert parse_credit_code(code) == code


@given(credit_codes(prefixes=("N1", "N2", "N3", "N9")))
def test_credit_codes_of_collectives_are_accepted(code: str) -> None:
    assert parse_credit_code(code) == code


@given(credit_codes(), st.integers(2, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_in_a_credit_code_is_found(code: str, place: int, character: str) -> None:
    wrong = code[:place] + character + code[place + 1 :]
    if wrong != code:
        with pytest.raises(ValueError, match="应为"):
            parse_credit_code(wrong)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("91110000600037341X", "统一社会信用代码的末位应为 L，填写的是「91110000600037341X」，请逐位核对"),
        ("91110000600037341l", "统一社会信用代码的字母应为大写，填写的是「91110000600037341l」"),
        ("9111000060003734", "统一社会信用代码应为 18 位，填写的是「9111000060003734」，共 16 个字符"),
        ("９1110000600037341L", "统一社会信用代码应为半角的数字和大写字母，填写的是「９1110000600037341L」"),
        (
            "9111000060003734OL",
            "统一社会信用代码应没有字母 I、O、S、V、Z（多半是数字 1、0、5、2），填写的是「9111000060003734OL」",
        ),
        (
            "9111000A600037341L",
            "统一社会信用代码应为 18 位数字和大写字母，第 3 到 8 位是数字，填写的是「9111000A600037341L」",
        ),
        (
            "C1110000600037341L",
            "统一社会信用代码的前两位应为登记类别，如 54（村委会）、N2（村级集体），填写的是「C1110000600037341L」",
        ),
    ],
)
def test_what_is_no_credit_code_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="应") as caught:
        parse_credit_code(text)
    assert str(caught.value) == message


@given(
    st.sampled_from(sorted(PROVINCES)),
    st.dates(date(1900, 1, 1), date(2020, 12, 31)),
    st.text("0123456789", min_size=7, max_size=7),
)
def test_a_made_up_identity_number_is_valid_with_its_check_only(province: str, born: date, rest: str) -> None:
    body = f"{province}{rest[:4]}{born:%Y%m%d}{rest[4:]}"
    check = ric.calc_check_digit(f"{body}0")
    assert [digit for digit in "0123456789X" if citizen_id_is_valid(body + digit)] == [check]


def test_an_identity_number_needs_a_province_and_a_day_of_birth() -> None:
    assert citizen_id_is_valid("11010519491231002X")
    assert citizen_id_is_valid("11010519491231002x")
    for body in ("16010519491231002", "11010519490231002", "11010517491231002"):
        assert not any(citizen_id_is_valid(body + digit) for digit in "0123456789X")
    assert not citizen_id_is_valid("11010519491231002X\n")
    assert not citizen_id_is_valid("１1010519491231002X")


@given(st.text("0123456789", min_size=1, max_size=24))
def test_the_check_of_bank_cards_agrees_with_another_program(number: str) -> None:
    assert luhn_is_valid(number) == luhn.is_valid(number)


def test_what_is_not_digits_is_no_bank_card() -> None:
    assert not luhn_is_valid("")
    assert not luhn_is_valid("４111111111111111")


@pytest.mark.parametrize(
    "text",
    [
        "0753-1234567",
        "010-62345678",
        "020-82345678-801",
        "0755-22345678",
        "12345",
        "12317",
        "12388",
        "95598",
        "110",
        "400-123-4567",
        "8001234567",
        "13812345678",
        "138****1234",
    ],
)
def test_a_telephone_number_is_kept_as_typed(text: str) -> None:
    assert parse_phone(text) == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "这里空着"),
        ("07532234567", "应为 0753-2234567"),
        ("（0753）2234567", "应为 0753-2234567"),
        ("01062345678", "应为 010-62345678"),
        ("０753-2234567", "应为 0753-2234567"),
        ("2234567", "应写上区号，如 0753-2234567"),
        ("138 1234 5678", "应为 13812345678"),
        ("+86 138-1234-5678", "应为 13812345678"),
        ("138***1234", "应遮去手机号的中间四位"),
        ("1381****234", "应遮去手机号的中间四位"),
        ("12345\n", "应为电话号码"),
        ("没有", "应为电话号码"),
    ],
)
def test_what_is_no_telephone_number_is_explained(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="应") as caught:
        parse_phone(text)
    assert advice in str(caught.value)


def test_a_masked_mobile_is_not_a_mobile_that_shows() -> None:
    assert is_mobile("13812345678")
    for text in ("138****1234", "0753-1234567", "12345", "138123456789", "13812345678\n"):
        assert not is_mobile(text)


def test_digits_of_every_kind_fold_to_ascii() -> None:
    assert fold_digits("１２三肆〇零٣५ｘＸ") == "123400" + "35" + "xX"
    assert fold_digits("刘建国 2026") == "刘建国 2026"
    assert fold_ascii("２０２６－０２：ＡＢ（1）") == "2026-02:AB(1)"


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    for fold in (fold_digits, fold_ascii):
        folded = fold(text)
        assert len(folded) == len(text)
        assert all(new == old for new, old in zip(folded, text, strict=True) if old.isascii())
        assert all(unicodedata.decimal(new, None) is None or new.isascii() for new in folded)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("110101199001011234", "11**************34"),
        ("13812345678", "13*******78"),
        ("123456", "1****6"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_a_number_in_a_message_shows_two_digits_at_either_end_at_most(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("刘建国", "刘某某"),
        ("刘芳", "刘某"),
        ("欧阳锋", "欧阳某"),
        ("欧阳", "欧某"),
        ("阿卜杜拉·买买提", "阿某某"),
        ("刘", "某"),
        ("", ""),
    ],
)
def test_a_name_in_a_message_shows_the_surname_only(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_absence_is_stated_in_two_words_only() -> None:
    assert parse_absence("不详") is Absence.UNKNOWN
    assert parse_absence("不适用") is Absence.NOT_APPLICABLE
    for text in ("", "零", "不详 ", "无", "0"):
        assert parse_absence(text) is None


def test_what_was_typed_is_repeated_so_that_it_can_be_seen() -> None:
    assert quoted("五千") == "「五千」"
    assert quoted("5\t\ud800\x00\u3000") == "「5〔制表符〕〔U+D800〕〔U+0000〕〔全角空格〕」"
    assert quoted("1" * 31) == f"「{'1' * 30}…」"
    assert quoted("1" * 30) == f"「{'1' * 30}」"
