"""A remedy that is followed to the letter leads where the writer wanted to go: words, amounts, bullets, references."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.core.problem import Problem
from cunwu.values.money import Money, parse_yuan
from cunwu.values.numerals import fen_in_words
from cunwu.values.quantity import parse_quantity
from cunwu.values.spelled_amounts import capitals, spoken
from cunwu.values.wording import Misread
from support.effort import effort
from support.projects import MARCH
from support.rules_in_village import problems_of
from support.rules_villages import said

BOOK = "finance/2026-03.yml"
TRANSFER = "转账:\n  - {编号: 划1, 日期: 2026-03-03, 从: 现金, 到: 银行, 金额: 1.00}\n"
BANK = "  - {编号: 银行, 名称: 信用社, 类别: 银行存款, 期初: 0.00, 期末: 1.00}\n明细:"
WORKS = "编号: 2026-路\n名称: 修路\n"


def told(text: str) -> list[tuple[str, str]]:
    """Code and remedy of each problem of a ledger."""
    return [(one.code, one.remedy) for one in problems_of({BOOK: text})]


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        (MARCH.replace("1500.00", "1499.00").replace("明细:", BANK) + TRANSFER, "把「转账」改成「划转」"),
        (MARCH.replace("明细:", "流水:"), "把「流水」改成「明细」"),
        (MARCH.replace("收入:", "金额:"), "把「金额」改成「收入」或「支出」"),
    ],
)
def test_what_people_call_a_field_is_told_as_the_field_and_nothing_else(text: str, remedy: str) -> None:
    assert told(text) == [("REC002", remedy)]


def test_a_field_that_stands_there_already_is_never_suggested() -> None:
    ((code, remedy), *_) = told(MARCH.replace("    账户: 现金\n", "    账户: 现金\n    账戸: 现金\n"))
    assert code == "REC002"
    assert "把「账戸」改成「账户」" not in remedy


def test_what_follows_from_a_list_of_unknown_name_is_folded_under_it() -> None:
    (cause, *below) = problems_of({BOOK: MARCH.replace("明细:", "项目表:")})
    assert (cause.code, [one.code for one in cause.consequences]) == ("REC002", ["FIN003"])
    assert [one.code for one in below] == ["FIN003"]  # the same one, counted


# --- bullets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["－", "•", "1、", "1.", "(1)", "①", "·", "*"])
def test_other_bullets_are_answered_with_the_one_that_is_read(sign: str) -> None:
    (found,) = problems_of({BOOK: MARCH.replace("  - 编号: 001", f"  {sign} 编号: 001")})
    assert (found.spot.line, found.message) == (11, f"列表开头用了「{sign}」")
    assert found.remedy == "每一条用英文短横加空格开头，写成「- 编号: …」"


# --- amounts ----------------------------------------------------------------------------------------------------------


def right(text: str) -> str:
    with pytest.raises(Misread) as caught:
        parse_yuan(text)
    return caught.value.right


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1200元整", "1200"),
        ("人民币1200.50元", "1200.50"),
        ("1200圆", "1200"),
        ("六万六千元", "66000.00"),
        ("壹仟贰佰元整", "1200.00"),
        ("人民币壹仟贰佰元伍角整", "1200.50"),
        ("三十五", "35.00"),
        ("两千零八元", "2008.00"),
        ("十二元三角四分", "12.34"),
        ("六万六", ""),  # 66,000, or 60,006
        ("一百二", ""),
        ("十元左右", ""),
    ],
)
def test_an_amount_in_words_is_computed_where_it_has_one_meaning(text: str, amount: str) -> None:
    assert right(text) == amount


@settings(deadline=None, max_examples=effort(30, 300))
@given(st.integers(1, 10**15))
def test_every_amount_in_words_is_read_back(fen: int) -> None:
    amount = Money(fen)
    assert fen_in_words(spoken(amount)) in (fen, None if fen < 100 else fen)
    assert fen_in_words(capitals(amount)) in (fen, None if fen < 100 else fen)


def test_mu_and_fen_are_one_number() -> None:
    with pytest.raises(Misread) as caught:
        parse_quantity("2亩3分5厘")
    assert caught.value.right == "2.35 亩"


def project(text: str) -> list[Problem]:
    return problems_of({"projects/1.yml": WORKS + text})


def test_an_amount_known_roughly_is_told_with_its_unit() -> None:
    (found,) = project("金额: {预算: 约6.6万}\n")
    assert (found.message, found.remedy) == (
        "「预算」约数要写上单位，应为 约6.6万元，填写的是「约6.6万」",
        "改成 预算: 约6.6万元",
    )


@pytest.mark.parametrize(
    ("budget", "source", "hint"),
    [("6.6", "66000.00", "预算"), ("66000.00", "6.6", "资金来源"), ("60000.00", "66000.00", "")],
)
def test_amounts_ten_thousand_apart_are_told_by_their_unit(budget: str, source: str, hint: str) -> None:
    (found,) = project(f"金额: {{预算: {budget}}}\n资金来源:\n  - {{编号: 源1, 来源: 县, 金额: {source}}}\n")
    assert found.code == "PRJ001"
    assert found.message.endswith(f"；「{hint}」像是以万元写的，这份记录以元计") == bool(hint)


# --- corrections and references ---------------------------------------------------------------------------------------


def test_nobody_is_told_to_undo_a_correction() -> None:
    note = (
        "更正:\n  - {编号: 更1, 条目: 001, 字段: 收入, 原值: 320.00, 新值: 302.00, 原因: 抄错, 批准: 监督委员会, "
        "日期: 2026-04-08}\n"
    )
    (message,) = said("FIN003", {BOOK: MARCH.replace("300.00", "302.00").replace("1500.00", "1520.00") + note})
    assert message.endswith("相差 18.00 元；编号 001 的收入更正过（更1），期末还没有跟着更正")
    (other,) = said("FIN003", {BOOK: MARCH.replace("300.00", "302.00").replace("1500.00", "1529.00") + note})
    assert "原来多半是" not in other


def test_a_reference_to_nothing_is_answered_with_the_nearest_record() -> None:
    sheet = "月份: 2026-03\n人员:\n  - {编号: 考1, 派驻: P1, 驻村天数: 22}\n"
    (cause, *below) = problems_of({"attendance/2026-03.yml": sheet})
    assert cause.message == "没有编号为「P1」的派驻，是不是「P01」？"
    assert [one.code for one in below] == ["CAD009"]
    assert below == list(cause.consequences)


@pytest.mark.parametrize("level", ["央企", "国企", "高校"])
def test_every_unit_that_sends_cadres_has_its_level(level: str) -> None:
    posting = "编号: P09\n姓名: 刘某\n派出单位:\n  - 示例大学\n职务: 队员\n起: 2026-01-05\n层级: {}\n"
    assert problems_of({"postings/P09.yml": posting.format(level)}) == []


def test_a_bidder_may_have_given_up() -> None:
    assert project("采购:\n  方式: 询价\n  报价单:\n    - {编号: 价1, 投标人: 示例照明, 结果: 弃标}\n") == []
