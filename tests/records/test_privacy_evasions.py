"""What people try once a plain number is refused: thin masks, interruptions, prefixes, words behind the number."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.records import digits
from cunwu.records.privacy import Leak, find_leaks, has_long_number, hide_leaks, may_hide_leaks
from support.effort import effort
from support.gate import problems_of
from support.steps import count_steps

NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
LEDGER = "账套: 合作社\n期间: 2026-03\n制度: 简易\n明细:\n  - 编号: 1\n    日期: 2026-03-03\n    摘要: 款\n"


def leaks(text: str) -> list[Leak]:
    return [hit.leak for hit in find_leaks(text)]


EVASIONS: Mapping[Leak, tuple[str, ...]] = {
    Leak.THIN_MASK: (
        "11010119900307123*",
        "1101011990030*1233",
        "167*2345678",
        "1671234567*",
        "*6712345678",
        "1*712345678",
        "167 *234 5678",
        "167-1234-567*",
        "167×2345678",
        "167？2345678",
        "167■2345678",
        "167##345678",
        "8616*12345678",
        "016*12345678",
        "110101 19900307 12*3",
        "6222 0212 3456 789*",
    ),
    Leak.MOBILE: (
        "016712345678",
        "0167-1234-5678",
        "086167 12345678",
        "08616712345678",
        "+86016712345678",
        "1795116712345678",
        "17951016712345678",
        "1259316712345678",
        "０１６７１２３４５６７８",
        "167（移动）12345678",
        "167(移动)1234(张某)5678",
        "167【转张某】1234 5678",
        "167 1234    5678",
        "167    1234    5678",
        "167————1234————5678",
        "167\t\t\t\t12345678",
        "联系 167 转 1234 转 5678",
        "167-转-1234-转-5678",
        "167转12345678",
        "一六七转一二三四转五六七八",
    ),
    Leak.CITIZEN_ID: (
        "110101 1990年03月07日 0716",
        "1101011990年3月7日0716",
        "110101（1990年3月7日）0716",
        "110101 1990.3.7 0716",
        "110101生于1990年03月07日0716",
        "身份证110101 1990年03月07日 1233",
        "一一〇一〇一一九九〇年三月七日〇七一六",
        "110101（北京）19900307（生日）0716",
        "110101     19900307     0716",
    ),
    Leak.BANK_CARD: ("6222 0212 3456    7890 128", "6222（工行）0212 3456 7890 128"),
    Leak.DOCUMENT: (
        "E12345678（护照）",
        "12345678（台胞证）",
        "E12345678护照",
        "E12345678 是张某的护照",
        "C12345678（港澳通行证）",
    ),
    Leak.DOOR: ("住上河村拾贰号", "家住上河村廿三号"),
}
HONEST = (
    "138 **** 1234",
    "+86138****1234",
    "门 1800×900×40",
    "长 1500×1200×60 毫米",
    "54430903123456789X",
    "发票代码 013001900104",
    "发票代码013001900104 号码 12345678",
    "张某    150    1200    3000    20",
    "150    # 20260301",
    "支出: 320.00    # 3 月",
    "150（元）1200（元）3000",
    "150（含）1200 户",
    "电话 0753-1234567（护照）",
    "20260301（护照）",
    "护照 2026-03-01 办好",
    "430903 2026年3月15日 3200 元",
    "010-62345678转1234",
    "0753-1234567 转 123",
    "1350.00*12",
    "3 次转 12 人",
)


@pytest.mark.parametrize(("text", "leak"), [(text, leak) for leak, texts in EVASIONS.items() for text in texts])
def test_a_disguised_number_is_found_once_and_hidden_whole(text: str, leak: Leak) -> None:
    assert leaks(text) == [leak]
    assert may_hide_leaks(text, has_number=has_long_number(text))
    if leak not in (Leak.DOOR, Leak.THIN_MASK):
        assert leaks(hide_leaks(text)) == []
    problems = problems_of({"notices/1.yml": f"{NOTE}正文: '{text}'\n"})
    assert problems
    assert all(problem.is_error for problem in problems)


@pytest.mark.parametrize("text", HONEST)
def test_what_only_looks_like_an_evasion_passes(text: str) -> None:
    assert leaks(text) == []


def test_a_value_that_goes_on_in_its_comment_is_one_number() -> None:
    (problem,) = problems_of({"finance/2026-03.yml": f"{LEDGER}    对方: 张某167    # 1234 5678\n"})
    assert problem.code == "PRV003"
    assert "5678" not in problem.line_text
    assert problems_of({"finance/2026-03.yml": f"{LEDGER}    凭证: 150    # 20260301\n"}) == ()


def test_the_number_of_an_invoice_is_one_where_such_numbers_are_written() -> None:
    assert problems_of({"finance/2026-03.yml": f"{LEDGER}    凭证: '013386806695'\n"}) == ()
    (problem,) = problems_of({"finance/2026-03.yml": f"{LEDGER}    凭证: 张某013386806695\n"})
    assert problem.code == "PRV003"


@settings(deadline=None, max_examples=effort(100, 400))
@given(st.text("1６七 　\t#-—_转接空格（移动）(元)【】Oo", max_size=30))
def test_whatever_is_closed_in_folded_text_is_seen_before_it_is_folded(text: str) -> None:
    assert digits.INTERRUPTED.search(text) or not digits.INTERRUPTED.search(digits.folded(text))


@settings(deadline=None, max_examples=effort(100, 400))
@given(st.text("167 -\t（移）转#一", max_size=40))
def test_a_closed_line_keeps_every_digit_and_knows_its_place(text: str) -> None:
    line = digits.folded(text)
    shut, places, cuts = digits.closed(line, 5)
    assert len(shut) == len(places)
    assert [sign for sign in shut if sign.isdigit()] == [sign for sign in line if sign.isdigit()]
    assert all(line[place - 5] == sign for sign, place in zip(shut, places, strict=True) if sign.isdigit())
    assert all(shut[at] == " " for at in cuts)


@pytest.mark.parametrize(
    "row", ["1    ", "1转", "1（移）", "167*", "0 1 ", "1*", "1    # ", "E1（护照", "1(", "19年1月"]
)
def test_hostile_interruptions_take_steps_in_proportion_to_their_length(row: str) -> None:
    def steps(length: int) -> int:
        text = row * (length // len(row))
        return count_steps(lambda: list(find_leaks(text)))

    assert steps(3000) <= 2.6 * steps(1500) + 2000


@pytest.mark.parametrize(
    "text",
    [
        "138*0013*8000",
        "电话 150*2000*3000",
        "138●0013●8000",
        "前七位1380013后四位8000",
        "前七位是1380013，后四位是8000",
        "前三位138，中间四位0013，后四位8000",
        "尾号8000前面1380013",
        "开头138结尾8000中间0013",
        "138 0013 八千",
        "1380013八千",
        "138-零零一三-捌仟",
        "138 一千三 8000",
        "138再0013再8000",
        "138点0013点8000",
        "138加0013加8000",
        "138 后接 0013 后接 8000",
        "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
        "138.0013.8000",
        "138/0013/8000",
    ],
)
def test_a_mobile_told_in_parts_or_in_words_is_a_mobile(text: str) -> None:
    assert leaks(f"有事找他：{text}") == [Leak.MOBILE]
    assert may_hide_leaks(text, has_number=has_long_number(text))


def test_any_number_told_in_parts_is_put_together() -> None:
    assert leaks("身份证前六位110101后十二位199003071233") == [Leak.CITIZEN_ID]
    assert leaks("前六位110105，生日19491231，后四位002X") == [Leak.CITIZEN_ID]
    assert leaks("前六位110105，生日19491231，后四位0021") == []


@pytest.mark.parametrize(
    "text",
    [
        "钢板 150*2000*3000 三块",
        "付 158 1200 3千元",
        "收稻谷 138 1200 三千斤",
        "前三年投入 1380013 元，后四年 8000 元",
        "工程款 1580000，尾款 8000",
        "前 1380 户，后 2000 户",
        "考核前三名 138 分，后三名 80 分",
    ],
)
def test_amounts_and_sizes_are_no_number_told_in_parts(text: str) -> None:
    assert leaks(text) == []
