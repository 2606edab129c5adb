"""What a takedown may leave: the fixed words, and every amount, date and quantity."""

from __future__ import annotations

import re

import pytest

from cunwu.kinds.base import FieldSpec
from cunwu.kinds.common import Review
from cunwu.kinds.fields import words_of
from cunwu.kinds.ledger import Entry
from cunwu.kinds.record import SourceNote
from cunwu.kinds.visit import Visit
from cunwu.records.takedown import PLACEHOLDER, is_taken_down, quotes_figure, rests_on_its_word, wrongly_gone
from cunwu.records.vouched import is_vouched

WORDS = words_of(Entry)["对方"]
URL = words_of(SourceNote)["网址"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "320.00 元",
            "３２０元",
            "三百二十元",
            "付5000",
            "2026-03-12",
            "三月十二日",
            "三亩地",
            "两万",
            "贰佰元",
            "二〇二六",
        ),
        *("٣٢٠", "12 户", "五个月", "一半工程款三成"),
    ],
)
def test_amounts_dates_and_quantities_are_figures(text: str) -> None:
    assert quotes_figure(text)


@pytest.mark.parametrize("text", ["张某某", "王五一", "韦六", "第一书记张某", "11010519491231002X", "电话 13912345678"])
def test_names_and_numbers_of_persons_are_none(text: str) -> None:
    assert not quotes_figure(text)


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("付张某某电费", PLACEHOLDER, True),
        ("付张某某电费", f"付{PLACEHOLDER}电费", True),
        ("张某某、李某某", f"{PLACEHOLDER}、{PLACEHOLDER}", True),
        ("付张某某电费 320 元", f"付{PLACEHOLDER}电费 320 元", True),
        ("付张某某电费 320 元", PLACEHOLDER, False),
        ("付张某某电费", f"付{PLACEHOLDER}水费", False),
        ("付张某某电费", "付某人电费", False),
        ("付张某某电费", "", False),
        ("付张某某电费", f"付张某某电费{PLACEHOLDER}", False),
        (f"{PLACEHOLDER}付李某", f"{PLACEHOLDER}付{PLACEHOLDER}", True),
    ],
)
def test_only_the_fixed_words_may_stand_in_place_of_others(before: str, after: str, may: bool) -> None:
    assert is_taken_down(WORDS, before, after) is may


def test_an_address_of_a_page_is_left_empty() -> None:
    assert is_taken_down(URL, "https://example.gov.cn/zhang", "")
    assert not is_taken_down(URL, "https://example.gov.cn/zhang", "https://example.gov.cn/li")


def test_an_amount_is_never_taken_down() -> None:
    assert not is_taken_down(words_of(Entry)["支出"], "320.00", PLACEHOLDER)


OPINION, MATTER, TOLD = words_of(Review)["意见"], words_of(Entry)["摘要"], words_of(Visit)["反映"]


@pytest.mark.parametrize(
    ("spec", "before", "after"),
    [
        (OPINION, "不同意，单据没有原件", PLACEHOLDER),
        (OPINION, "不同意，单据没有原件", f"{PLACEHOLDER}，单据没有原件"),
        (OPINION, "不同意，单据没有原件", f"不同意，{PLACEHOLDER}"),
        (OPINION, "同意，但路灯没有装", f"同意，但{PLACEHOLDER}"),
        (MATTER, "路灯电费", f"{PLACEHOLDER}电费"),
        (MATTER, "路灯电费", f"路灯{PLACEHOLDER}"),
        (MATTER, "招待县里来人", f"{PLACEHOLDER}来人"),
        (MATTER, "张建国的吃喝费", f"{PLACEHOLDER}费"),
        (TOLD, "我不同意占地", f"我{PLACEHOLDER}占地"),
    ],
)
def test_what_says_what_a_figure_is_for_or_what_was_decided_is_never_taken_down(
    spec: FieldSpec, before: str, after: str
) -> None:
    assert is_taken_down(spec, before, after), "it is a takedown in form, and not in what it hides"
    assert wrongly_gone(spec, before, after)


@pytest.mark.parametrize(
    ("spec", "before", "after"),
    [
        (OPINION, "不同意，张建国的单据没有原件", f"不同意，{PLACEHOLDER}的单据没有原件"),
        (MATTER, "慰问张某甲、李建国家", f"慰问{PLACEHOLDER}"),
        (MATTER, "张建国肝癌住院补助", f"{PLACEHOLDER}住院补助"),
        (MATTER, "付张建国 138****1234 工钱", f"付{PLACEHOLDER}工钱"),
        (MATTER, "张建国丧偶补助", f"{PLACEHOLDER}补助"),
        (MATTER, "慰问欧阳小明女士", f"慰问{PLACEHOLDER}"),
        (TOLD, "卖豆腐的那家日子难", f"{PLACEHOLDER}日子难"),
        (WORDS, "卖豆腐的老王", PLACEHOLDER),
    ],
)
def test_names_illnesses_and_family_matters_are(spec: FieldSpec, before: str, after: str) -> None:
    assert wrongly_gone(spec, before, after) == ""


IN_A_NAME = (
    *("付逄小满看水工钱|逄小满", "慰问亓官守义家|亓官守义", "付缑老三工钱|缑老三", "付买买提看管果园|买买提"),
    *(
        "付阿卜杜热合曼工钱|阿卜杜热合曼",
        "付铁蛋看水工钱|铁蛋",
        "付古丽·吐尔逊工钱|古丽·吐尔逊",
        "付逄小满、亓晓军工钱|逄小满、亓晓军",
    ),
)


@pytest.mark.parametrize("case", IN_A_NAME)
def test_a_name_that_no_list_holds_goes_where_reason_and_approval_say_so(case: str) -> None:
    before, name = case.split("|")
    after = before.replace(name, PLACEHOLDER)
    assert "写明是姓名" in wrongly_gone(MATTER, before, after)
    assert wrongly_gone(MATTER, before, after, vouched=True) == ""
    assert rests_on_its_word(MATTER, before, after)


@pytest.mark.parametrize(
    ("reason", "approved", "holds"),
    [
        ("里面是村民的姓名，本人要求", "2026-04-08 村务监督委员会", True),
        ("外号，本人要求撤下", "村党支部", True),
        ("本人要求", "2026-04-08 村务监督委员会", False),
        ("里面是村民的姓名", "同意", False),
        ("里面是村民的姓名", "批准", False),
        ("不是姓名，是商号", "2026-04-08 村务监督委员会", False),
    ],
)
def test_a_takedown_vouches_with_what_it_hides_and_who_agreed(reason: str, approved: str, *, holds: bool) -> None:
    assert is_vouched(reason, approved) is holds


SPENT_ON = re.findall(
    r"\S+",
    "电费 水费 路灯 招待 吃喝 烟酒 礼品 旅游 罚款 回扣 工程 修路 "
    "水管 化肥 种子 鱼塘 村道 维修 挪用 白条 虚报 接待 请客 送礼 "
    "宴请 桥梁 挖机 茶叶 香烟 白酒 土鸡 手机 汽油 拆迁 征地 青苗 "
    "赔偿 体检 电脑 空调 打印 广告 横幅 工资 误工 奖金 补助 低保 "
    "慰问 会务 春节 祖坟 庙会 书记 主任 会计 两委 全体 一半 三百元 "
    "五天 十二户 可行 照办 缓办 属实 县里 镇上 合作社 五金店 供电所",
)


@pytest.mark.parametrize("spec", [OPINION, MATTER], ids=["意见", "摘要"])
def test_what_money_was_for_stays_whatever_the_takedown_says(spec: FieldSpec) -> None:
    hidden = [
        word
        for word in SPENT_ON
        if is_taken_down(spec, f"付{word}等", f"付{PLACEHOLDER}等")
        and not wrongly_gone(spec, f"付{word}等", f"付{PLACEHOLDER}等", vouched=True)
    ]
    assert hidden == []
    assert wrongly_gone(spec, "逄小满", PLACEHOLDER, vouched=True), "nothing would be left"
