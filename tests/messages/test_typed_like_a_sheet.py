"""What is typed as a sheet or a hurried hand writes it: the message names the slip, and the line that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.kinds.common import CatalogueItem
from cunwu.kinds.reading import read_item
from cunwu.kinds.service import Matter
from cunwu.values.count import parse_half
from cunwu.values.money import parse_wan, parse_yuan
from cunwu.values.wording import Misread
from cunwu.yaml.reader import Plain
from support.commands import run_here
from support.projects import MARCH, SMALL, make_project
from support.rules_in_village import problems_of

BOOK = "finance/2026-03.yml"
ONLY_THERE = [("合作社（村）", "改成 账套: 合作社"), ("合作社(股份)", "改成 账套: 合作社")]


@pytest.mark.parametrize(
    ("typed", "advice", "right"),
    [
        ("3OO.00", "里面有字母 O，金额只用数字，像是 300.00", ""),
        ("3o0", "里面有字母 o，金额只用数字，像是 300", ""),
        ("l2.5O", "里面有字母 l、O，金额只用数字，像是 12.50", ""),
        ("15，000.0O", "里面有字母 O，金额只用数字，像是 15000.00", ""),
        ("(300.00)", "负数不加括号", "-300.00"),
        ("（1,300.00）", "负数不加括号", "-1300.00"),
        ("=150+150", "不写算式", "300.00"),
        ("=500-200.5", "不写算式", "299.50"),
        ("150+150", "不写算式", "300.00"),
        ("=A1+150", "", ""),
        ("OO", "", ""),
    ],
)
def test_an_amount_typed_like_a_sheet_is_told_with_what_it_means(typed: str, advice: str, right: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_yuan(typed)
    assert advice in str(caught.value)
    assert caught.value.right == right
    told = problems_of({BOOK: MARCH.replace("收入: 300.00", f"收入: {typed}")})
    (found,) = (one for one in told if one.code == "REC003")
    assert found.remedy.startswith(f"改成 收入: {right}" if right else "对照原件")


@pytest.mark.parametrize(
    ("typed", "right"), [("22天半", "22.5"), ("22 天半", "22.5"), ("半天", "0.5"), ("22个半天", ""), ("22天", "22")]
)
def test_days_and_a_half_as_people_say_them_are_told_in_numbers(typed: str, right: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_half(typed)
    assert caught.value.right == right


def test_a_formula_in_ten_thousands_is_computed_in_them() -> None:
    with pytest.raises(Misread) as caught:
        parse_wan("=1.5+0.25")
    assert caught.value.right == "1.75"


def test_a_colon_without_its_blank_is_answered_with_the_whole_line() -> None:
    (found,) = problems_of({BOOK: MARCH.replace("收入: 300.00", "收入:300.00")})
    assert found.remedy.startswith("写成「收入: 300.00」；")


def test_a_missing_closing_leads_to_the_command_that_computes_it_and_never_to_an_example(tmp_path: Path) -> None:
    without = MARCH.replace("    期末: 1500.00\n", "")
    (found,) = problems_of({BOOK: without})
    assert "880.00" not in found.remedy
    command = found.remedy.partition("：")[2].partition("；")[0]
    path = "villages/qinghe/shanghe/finance/2026-03.yml"
    assert command.startswith("cunwu close ")
    make_project(tmp_path, {**SMALL, path.removeprefix("villages/"): without})
    done = run_here(tmp_path, "close", path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / path).read_text("utf-8") == MARCH


def test_an_income_left_blank_never_asks_to_delete_the_other_line() -> None:
    found = problems_of({BOOK: MARCH.replace("收入: 300.00", "收入:")})
    assert not [one for one in found if "另一项" in one.remedy]
    assert "照凭证写「收入」或「支出」其中一项" in next(one.remedy for one in found if one.code == "FIN001")


@pytest.mark.parametrize(("typed", "remedy"), ONLY_THERE)
def test_a_book_with_a_remark_is_led_to_the_book(typed: str, remedy: str) -> None:
    (found,) = problems_of({BOOK: MARCH.replace("账套: 合作社", f"账套: {typed}")})
    assert found.remedy == remedy


@pytest.mark.parametrize("regime", ["简易", "kj2023"])
@pytest.mark.parametrize(
    ("title", "near"),
    [("杂经营收入", "经营收入"), ("经营收人", "经营收入"), ("公益支出费", "公益支出"), ("香火钱", "")],
)
def test_a_title_that_just_misses_one_of_the_chart_is_asked_about(regime: str, title: str, near: str) -> None:
    text = MARCH.replace("科目: 经营收入", f"科目: {title}").replace("制度: 简易", f"制度: {regime}")
    said = [one.message for one in problems_of({BOOK: text}) if one.code == "FIN016"]
    if near:
        assert said == [f"科目「{title}」不在 kj2023 的科目表里，是不是「{near}」？"]
    else:
        assert not [one for one in said if "是不是" in one]


@pytest.mark.parametrize("sign", ["、", "，", ",", "/", "／", "；", " 、 "])
def test_several_words_on_one_line_are_parted_by_any_usual_sign(sign: str) -> None:
    item, _ = read_item(
        CatalogueItem, {"编号": "公1", "事项": "财务收支", "周期": "季", "渠道": f"公开栏{sign}微信群（一组，二组）"}
    )
    assert item is not None
    assert item.channels == ("公开栏", "微信群（一组，二组）")


def test_papers_of_which_one_is_enough_stay_one() -> None:
    matter: dict[str, Plain] = {"编号": "1", "事项": "开证明", "先找谁": "主任", "要带什么": "身份证/户口本、申请"}
    item, _ = read_item(Matter, matter)
    assert item is not None
    assert item.papers == ("身份证/户口本", "申请")
