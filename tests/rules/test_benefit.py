"""Benefits at their edges: what is unknown, withdrawn, rounded, booked twice; and what no list says of anybody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.kinds.benefit import Benefit
from cunwu.records.board import Board
from cunwu.rules.catalogue import RULES
from cunwu.values.money import Money, plain_yuan
from support.effort import effort
from support.rule_pages import page_of
from support.rules_in_village import codes, messages, problems_of
from support.rules_villages import board_of, steps_of

HEAD = "编号: 2026-耕补\n名称: 2026 年耕地地力保护补贴\n种类: 耕地补贴\n期间: 2026\n"
NOTICE = "公示:\n  起: 2026-03-01\n  止: 2026-03-07\n"


def benefit(*rows: str, total: str = "", more: str = "", head: str = HEAD) -> dict[str, str]:
    """A benefit whose rows are `amount` or `quantity amount`; nothing more of the people matters here."""
    listed = ""
    for number, row in enumerate(rows, 1):
        *quantity, amount = row.split("|")
        listed += f"  - 编号: {number:03}\n    姓名: 张某{number % 1000}\n" + "".join(
            f"    数量: {one}\n" for one in quantity
        )
        listed += f"    金额: {amount}\n" if amount else ""
    text = head + (f"名单:\n{listed}" if listed else "") + (f"合计:\n{total}" if total else "") + NOTICE + more
    return {"benefits/2026.yml": text}


# --- benefits ---------------------------------------------------------------------------------------------------------


def test_an_unknown_amount_in_the_list_leaves_the_total_alone() -> None:
    assert codes(benefit("100.00", "不详", total="  金额: 999.00\n")) == []
    assert codes(benefit("100.00", "", total="  金额: 999.00\n")) == []
    assert codes(benefit("100.00", "零", total="  金额: 999.00\n")) == ["BEN005"]


def test_an_unknown_or_rough_total_is_not_compared() -> None:
    for total in (
        "  金额: 不详\n",
        "  户: 约20 户\n",
        "  户: 20余 户\n",
        "  户: 不详\n",
        "  数量: 约9 亩\n",
        "  人: 9 人\n",
    ):
        assert codes(benefit("3 亩|100.00", "2 亩|100.00", total=total)) == []


def test_a_withdrawn_household_counts_no_more() -> None:
    withdrawal = (
        "撤销:\n  - 编号: 撤1\n    条目: 002\n    原因: 已经搬走\n    批准: 2026-03-06 监委会\n    日期: 2026-03-06\n"
    )
    whole = "  户: 1 户\n  数量: 3 亩\n  金额: 100.00\n"
    assert codes(benefit("3 亩|100.00", "2 亩|50.00", total=whole, more=withdrawal)) == []
    assert codes(benefit("3 亩|100.00", "2 亩|50.00", total=whole)) == ["BEN003", "BEN004", "BEN005"]


def test_quantities_of_different_units_are_not_added_up() -> None:
    assert codes(benefit("3 亩|100.00", "2 头|50.00", total="  数量: 9 亩\n  金额: 150.00\n")) == []


def test_only_totals_are_a_record_too() -> None:
    assert codes(benefit(total="  户: 160多 户\n  人: 310 人\n  金额: 27160000.00\n")) == []


def test_amounts_in_wan_add_up_like_any_other() -> None:
    head = HEAD.replace("期间: 2026\n", "期间: 2026\n单位: 万元\n")
    assert codes(benefit("1.234567", "0.000033", total="  金额: 1.2346\n", head=head)) == []
    assert codes(benefit("1.234567", "0.000033", total="  金额: 1.3346\n", head=head)) == ["BEN005"]


def test_a_row_that_is_missing_from_the_total_is_named() -> None:
    (said,) = messages(benefit("480.00", "310.00", "20.00", total="  金额: 790.00\n"))
    assert "相差 20.00 元；正好是编号 003 的金额" in said


def test_a_row_that_was_typed_wrongly_is_named_when_the_total_follows_the_price() -> None:
    head = HEAD.replace("期间: 2026\n", "期间: 2026\n单价: 150.00\n")
    said = messages(benefit("3.2 亩|480.00", "2 亩|330.00", total="  金额: 780.00\n", head=head))
    assert [line.split()[1] for line in said] == ["BEN005", "BEN007"]
    assert "编号 002 按数量乘单价是 300.00 元，写的是 330.00 元" in said[0]


def test_a_row_off_its_price_is_only_noticed_while_the_column_adds_up() -> None:
    head = HEAD.replace("期间: 2026\n", "期间: 2026\n单价: 150.00\n")
    assert codes(benefit("3.2 亩|470.00", "2 亩|310.00", total="  金额: 780.00\n", head=head)) == ["BEN007", "BEN007"]
    assert codes(benefit("3.333 亩|499.95", "1.111 亩|166.65", total="  金额: 666.60\n", head=head)) == []
    assert codes(benefit("约3 亩|470.00", "不详|310.00", total="  金额: 780.00\n", head=head)) == []


@pytest.mark.parametrize(
    ("amounts", "total", "found"),
    [
        (("100.40", "99.50"), "200.00", ["BEN006"]),  # to the yuan
        (("33.33", "33.33", "33.33"), "100.00", ["BEN006"]),  # a hundredth nudged
        (("33.33", "33.33"), "66.67", ["BEN006"]),
        (("100.40", "99.50"), "198.00", ["BEN005"]),
        (("100.40", "99.50"), "199.89", ["BEN006"]),
        (("100.40", "99.50"), "199.80", ["BEN005"]),
        (("80.00", "720.00"), "700.00", ["BEN005"]),  # a round figure explains nothing
    ],
)
def test_a_total_that_was_rounded_is_noticed_and_a_wrong_one_refused(
    amounts: tuple[str, ...], total: str, found: list[str]
) -> None:
    assert codes(benefit(*amounts, total=f"  金额: {total}\n")) == found


@settings(deadline=None, max_examples=effort(13, 40))
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12), st.integers(-(10**6), 10**6))
def test_whatever_the_amounts_only_their_sum_passes_without_a_word(amounts: list[int], off: int) -> None:
    rows = [plain_yuan(Money(amount)) for amount in amounts]
    whole = sum(amounts) + off
    if whole < 0:
        return
    found = codes(benefit(*rows, total=f"  金额: {plain_yuan(Money(whole))}\n"))
    assert (found == []) == (off == 0)
    assert len(found) <= 1


def test_one_day_is_a_notice_and_the_day_before_it_none() -> None:
    text = benefit("100.00")["benefits/2026.yml"]
    assert codes({"benefits/2026.yml": text.replace("止: 2026-03-07", "止: 2026-03-01")}) == []
    assert codes({"benefits/2026.yml": text.replace("止: 2026-03-07", "止: 2026-02-28")}) == ["BEN002"]


def test_a_notice_may_be_announced_and_an_objection_may_not() -> None:
    text = benefit("100.00")["benefits/2026.yml"].replace("2026-03-0", "2026-12-0")
    assert codes({"benefits/2026.yml": text}) == []
    objection = "异议:\n  - 编号: 异1\n    日期: 2026-12-02\n    内容: 少算了\n"
    assert codes({"benefits/2026.yml": text + objection}) == ["REC012"]


LEDGER = (
    "账套: {}\n期间: 2026-03\n制度: 简易\n账户:\n  - 编号: 现金\n    名称: 库存现金\n    类别: 库存现金\n"
    "    期初: 9000.00\n    期末: {}\n明细:\n"
    "  - 编号: 017\n    日期: 2026-03-20\n    摘要: 发放补贴\n    科目: 公益支出\n"
    "    {}: {}\n    账户: 现金\n"
)
PAYOUT = "发放:\n  - 编号: 发1\n    日期: 2026-03-20\n    金额: 100.00\n    流水: 2026-03#017\n"


def test_either_book_may_hold_the_entry_a_payout_names() -> None:
    books = {
        "finance/2026-03.yml": LEDGER.format("合作社", "8900.00", "支出", "100.00"),
        "finance/2026-03-wei.yml": LEDGER.format("村委会", "8300.00", "支出", "700.00"),
    }
    assert codes({**books, **benefit("100.00", more=PAYOUT)}) == []
    books["finance/2026-03.yml"] = LEDGER.format("合作社", "8400.00", "支出", "600.00")
    assert codes({**books, **benefit("100.00", more=PAYOUT)}) == ["BEN012"]


def test_one_entry_may_be_several_payouts_together() -> None:
    book = {"finance/2026-03.yml": LEDGER.format("合作社", "8900.00", "支出", "100.00")}
    two = PAYOUT.replace("100.00", "60.00") + PAYOUT.replace("发放:\n", "").replace("发1", "发2").replace(
        "100.00", "{}"
    )
    assert codes({**book, **benefit("100.00", more=two.format("40.00"))}) == []
    (said,) = messages({**book, **benefit("100.00", more=two.format("30.00"))})
    assert "BEN012 发放 发1、发2 是 90.00 元，收支「2026-03#017」写的是支出 100.00 元" in said


def test_an_entry_whose_amount_is_not_known_contradicts_nobody() -> None:
    unknown = LEDGER.format("合作社", "不详", "支出", "不详")
    assert "BEN012" not in codes({"finance/2026-03.yml": unknown, **benefit("100.00", more=PAYOUT)})


# --- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "类别: 重病",
        "类别: 精神",
        "类别: 残",
        "类别: 二级肢残",
        "小组: 二组（智力）",
        "类别: 孤儿",
        "类别: 留守儿童",
        "类别: 8岁",
        "类别: 十二周岁",
        "类别: 小学生",
        "类别: 聋哑",
    ],
)
def test_no_row_tells_illness_disability_or_age(line: str) -> None:
    text = benefit("100.00")["benefits/2026.yml"].replace("    金额: 100.00", f"    {line}\n    金额: 100.00")
    assert codes({"benefits/2026.yml": text}) in (["PRV011"], ["PRV012"])


@pytest.mark.parametrize(
    "line", ["类别: A 类", "类别: 80岁以上", "类别: 二十八岁", "小组: 八组", "类别: 一档", "小组: 桥头组"]
)
def test_classes_groups_and_the_age_of_the_old_are_no_leak(line: str) -> None:
    text = benefit("100.00")["benefits/2026.yml"].replace("    金额: 100.00", f"    {line}\n    金额: 100.00")
    assert codes({"benefits/2026.yml": text}) == []


def test_the_name_of_a_scheme_is_no_diagnosis() -> None:
    head = "编号: 2026-护理\n名称: 重度残疾人护理补贴\n种类: 残疾人补贴\n期间: 2026\n标准: 一级残疾每月 100 元\n"
    assert codes(benefit("100.00", head=head)) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("    姓名: 张某1 350102199001011238", "PRV001"),
        ("    小组: 二组12号", "PRV006"),
        ("    小组: 二组，电话 13900138000", "PRV003"),
        ("    类别: 卡号 6222021234567890128", "PRV004"),
    ],
)
def test_numbers_and_addresses_stop_a_list_as_they_stop_any_record(line: str, code: str) -> None:
    text = benefit("100.00")["benefits/2026.yml"]
    word = line.strip().partition(":")[0]
    text = text.replace("    姓名: 张某1", line) if word == "姓名" else text.replace("    金额", f"{line}\n    金额")
    assert code in codes({"benefits/2026.yml": text})


def test_a_name_of_the_list_may_be_that_of_an_official_who_approved() -> None:
    correction = (
        "更正:\n  - 编号: 更1\n    条目: 001\n    字段: 金额\n    原值: 90.00\n    新值: 100.00\n    原因: {}\n"
        "    批准: 2026-03-06 张某1 主持的会议\n    日期: 2026-03-06\n"
    )
    assert codes(benefit("100.00", more=correction.format("量错了"))) == []
    assert codes(benefit("100.00", more=correction.format("张某1 家量错了"))) == ["PRV010"]


def test_a_full_name_is_told_by_its_number_and_never_by_itself() -> None:
    text = benefit("100.00")["benefits/2026.yml"].replace("张某1", "欧阳大海")
    (problem,) = problems_of({"benefits/2026.yml": text})
    assert problem.code == "PRV009"
    assert problem.remedy == "改为「姓名: 欧阳某」"
    assert "大海" not in f"{problem}"


def test_a_correction_does_not_repeat_a_full_name() -> None:
    correction = (
        "更正:\n  - 编号: 更1\n    条目: 001\n    字段: 姓名\n    原值: 欧阳大海\n    新值: 张某1\n    原因: 没有遮挡\n"
        "    批准: 2026-03-06 村务监督委员会\n    日期: 2026-03-06\n"
    )
    assert codes(benefit("100.00", more=correction)) == ["PRV009"]


def test_what_concerns_people_cannot_be_waived() -> None:
    county = page_of("REF011").amended[0].files["villages/region.yml"].decode()
    waived = county.replace("规则: FIN008", "规则: PRV009")
    assert waived != county
    text = benefit("100.00")["benefits/2026.yml"].replace("张某1", "欧阳大海")
    found = problems_of({"../region.yml": waived, "benefits/2026.yml": text})
    assert [(problem.is_error, problem.answer) for problem in found if problem.code == "PRV009"] == [(True, "")]
    assert [problem.message for problem in found if problem.code == "REC045"] != []


# --- size -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_list_of_ten_thousand_households_is_checked() -> None:
    assert codes(households(10_000)) == []


def test_four_times_the_households_are_four_times_the_work_for_every_rule() -> None:
    few, full = board_of(households(500)), board_of(households(2_000))
    for entry in RULES:
        if entry.subject in (Benefit, Board):
            assert steps_of(entry.code, full) <= 4.5 * steps_of(entry.code, few) + 1_000, entry.code


def households(count: int) -> dict[str, str]:
    """A list of so many, with its total."""
    return benefit(*["3 亩|100.00"] * count, total=f"  户: {count} 户\n  金额: {count}00.00\n")
