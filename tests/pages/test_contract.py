"""Assets, contracts and debts on their pages and on the board: as they were written, with what follows from them."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from support.holdings_village import LETTING, LOTS, RECORDS, SLOPE, TAIL, Holdings

HOLDINGS = Holdings()


def with_records(**changed: str | None) -> Holdings:
    """The same village; `contracts_2026_3` is the file contracts/2026-3.yml, None takes it away."""
    paths = {path.replace("/", "_").replace("-", "_").removesuffix(".yml"): path for path in RECORDS}
    named = {paths[name]: text for name, text in changed.items()}
    kept = {path: text for path, text in RECORDS.items() if path not in named}
    return Holdings(kept | {path: text for path, text in named.items() if text is not None})


def test_what_real_tables_do_is_accepted_and_only_said_aloud() -> None:
    assert [(found.code, found.file.rpartition("/")[2], found.is_error) for found in HOLDINGS.problems()] == [
        ("CTR006", "2026-3.yml", False),
        ("CTR015", "2026-4.yml", False),
        ("DEB008", "2024-1.yml", False),
    ]


# --- contracts --------------------------------------------------------------------------------------------------------


def test_a_contract_tells_who_has_what_and_what_is_owed_and_what_comes_next() -> None:
    text = HOLDINGS.text("contracts/2026-3.html")
    assert "示例茶叶加工厂向村里租用茶叶初制厂厂房，2025 年 8 月 1 日到 2028 年 7 月 31 日。" in text
    assert "到 2026 年 11 月 20 日，该收 24,000.00 元，还欠 9,000.00 元，最早的一期已过期 112 天。" in text
    assert "下一期 12,000.00 元，最晚 2027 年 7 月 31 日收。" in text


def test_each_instalment_has_its_state_in_sign_and_word() -> None:
    text = HOLDINGS.text("contracts/2026-3.html")
    assert "期1 2025 年 8 月 31 日 12,000.00 12,000.00 0.00 ✓ 已付清；第一年租金" in text
    assert "期2 2026 年 7 月 31 日 12,000.00 3,000.00 9,000.00 ！ 过期 112 天" in text
    assert "期3 2027 年 7 月 31 日 12,000.00 0.00 12,000.00 ○ 未到期" in text
    assert "合计 36,000.00 15,000.00 21,000.00" in text


def test_the_day_of_the_page_decides_what_is_late() -> None:
    text = HOLDINGS.text("contracts/2026-3.html", date(2026, 7, 31))
    assert "○ 今天到期" in text
    assert "过期" not in text


def test_a_contract_and_its_asset_lead_to_each_other() -> None:
    assert 'href="../assets/zi-01.html"' in HOLDINGS.html("contracts/2026-3.html")
    page = HOLDINGS.html("assets/zi-01.html")
    assert 'href="../contracts/2026-3.html"' in page
    assert "示例茶叶加工厂，履行中，到 2028 年 7 月 31 日；还欠收 9,000.00 元，最早的一期已过期 112 天" in page


def test_every_lot_of_one_notice_stands_as_it_was_written() -> None:
    text = HOLDINGS.text("contracts/2026-4.html")
    assert "水库边荒坡、东头旱地、西头旱地，2026 年 1 月到 2026 年 12 月。" in text
    for words in ("约50 亩", "12.5 亩", "380.00", "1,620.00"):
        assert words in text


def test_an_area_about_so_much_is_never_held_against_price_or_register() -> None:
    twice = LOTS.replace("金额: 1000.00", "金额: 999.00").replace("1620.00", "1619.00")
    found = with_records(contracts_2026_4=twice).problems()
    assert [problem.code for problem in found if "2026-4" in problem.file] == ["CTR015"]


def test_a_rent_of_nothing_and_a_reduction_are_shown_as_such() -> None:
    text = HOLDINGS.text("contracts/2020-1.html")
    assert "期1 2021 年 零" in text
    assert "减1 2022 年 12 月 31 日 −1,000.00 −1,000.00 0.00 ✓ 减免，抵了别的期；帮村里看门，抵租金" in text
    assert "没有要收的钱" in text
    assert "没有写怎样定的对方，也没有写哪次会议同意。" in text


def test_with_an_amount_nobody_knows_the_sums_are_not_complete_and_nothing_is_nought() -> None:
    text = HOLDINGS.text("contracts/2015-1.html")
    assert "有的金额不详，算不出还欠多少，合计不完整" in text
    assert "期1 2016 年 12 月 5,000.00 不详 不详 ？ 不详" in text
    assert "合计 不完整 不完整 不完整" in text
    assert "0.00 元" not in text


def test_an_amount_in_ten_thousands_stands_as_it_was_typed() -> None:
    text = HOLDINGS.text("contracts/2026-5.html")
    assert "1.234567 万元" in text
    assert "下一期 12,345.67 元" in text


def test_a_withdrawn_instalment_is_struck_through_and_counts_no_more() -> None:
    withdrawal = (
        "撤销:\n  - 编号: 撤1\n    条目: 期2\n    原因: 抄重了\n    批准: 村务监督委员会\n    日期: 2026-10-01\n"
    )
    village = with_records(contracts_2026_3=LETTING.replace("总价: 36000.00", "总价: 24000.00") + withdrawal)
    assert [problem.code for problem in village.problems()] == ["CTR015", "DEB008"]
    assert 'id="n-期2" class="struck"' in village.html("contracts/2026-3.html")
    text = village.text("contracts/2026-3.html")
    assert "已撤销，不计入合计" in text
    assert "合计 24,000.00 15,000.00 9,000.00" in text


def test_what_falls_due_after_an_early_end_is_named_and_not_asked_for() -> None:
    ended = LETTING.replace("状态: 履行中", "状态: 已终止\n终止日期: 2026-09-30")
    text = with_records(contracts_2026_3=ended).text("contracts/2026-3.html")
    assert "2026 年 9 月 30 日提前终止" in text
    assert "期3 2027 年 7 月 31 日 12,000.00 — — 合同已终止，不再到期" in text
    assert "合计 24,000.00 15,000.00 9,000.00" in text


def test_a_corrected_instalment_shows_what_was_published_before() -> None:
    corrected = LETTING + (
        "更正:\n  - 编号: 更1\n    条目: 期3\n    字段: 金额\n    原值: 11000.00\n    新值: 12000.00\n"
        "    原因: 抄错\n    批准: 村务监督委员会\n    日期: 2026-10-01\n"
    )
    html = with_records(contracts_2026_3=corrected).html("contracts/2026-3.html")
    assert "<s>11,000.00 元</s>" in html


# --- assets and debts -------------------------------------------------------------------------------------------------


def test_a_thing_that_was_bought_stands_beside_the_entry_it_was_paid_with() -> None:
    text = HOLDINGS.text("assets/zi-02.html")
    assert "原值 8,600.00 元 买它的那一笔 2026 年 3 月收支第 017 号，支出 8,600.00 元" in text
    assert 'href="../finance/2026-03.html#n-017"' in HOLDINGS.html("assets/zi-02.html")


def test_what_has_left_the_register_says_when_and_how() -> None:
    assert "2026 年 2 月 20 日已经处置（出售），收到 0.00 元。" in HOLDINGS.text("assets/zi-05.html")


def test_a_debt_is_a_subtraction_anybody_can_redo() -> None:
    text = HOLDINGS.text("debts/2024-1.html")
    assert "村里欠示例水利工程队，2024 年 11 月起。" in text
    assert "金额 38,000.00 元 减：已还 5,000.00 元 还剩 33,000.00 元" in text
    assert "该还 8,000.00 元，还欠 3,000.00 元，最早的一期已过期 143 天。" in text


def test_a_debt_that_was_written_off_is_not_asked_for_any_more() -> None:
    text = with_records(debts_2024_1=TAIL.replace("未清", "核销")).text("debts/2024-1.html")
    assert "还剩 33,000.00 元，已经核销，不再要了。" in text
    assert "还欠" not in text


def test_a_contract_leads_to_the_claim_that_came_of_it() -> None:
    assert 'href="../debts/2017-1.html"' in HOLDINGS.html("contracts/2015-1.html")


# --- on the board -----------------------------------------------------------------------------------------------------


def test_the_board_tells_what_there_is_and_what_is_overdue_first() -> None:
    text = HOLDINGS.text("rooms/money.html").partition("家底")[2]
    assert text.index("修水渠欠工程尾款") < text.index("厂房出租合同") < text.index("固定资产")
    assert "村里欠示例水利工程队，到期没有还 3,000.00 元，已过期 143 天" in text
    assert "示例茶叶加工厂，欠收 9,000.00 元，已过期 112 天" in text
    assert "固定资产 2 项，原值 294,600.00 元" in text
    assert "四荒地 2 处，约62.5 亩" in text
    assert "租金、承包款欠收 9,000.00 元（1 份），另有 1 笔金额不详，不完整" in text
    assert "村里欠别人 33,000.00 元（1 笔）" in text
    assert "别人欠村里 1 笔，金额不详" in text
    assert "全部合同（5）" in text


def test_values_and_areas_nobody_wrote_are_said_to_be_missing() -> None:
    village = with_records(
        assets_zi_02=RECORDS["assets/zi-02.yml"].replace("原值: 8600.00\n", ""),
        assets_zi_03=SLOPE.replace("约50 亩", "不详"),
    )
    text = village.text("rooms/money.html")
    assert "固定资产 2 项，原值 286,000.00 元（另有 1 项没有写原值，不完整）" in text
    assert "四荒地 2 处，12.5 亩（另有 1 处没有写面积，不完整）" in text


def test_a_village_without_such_records_has_no_such_section() -> None:
    assert "家底" not in Holdings({"finance/2026-03.yml": RECORDS["finance/2026-03.yml"]}).text("rooms/money.html")


def test_a_board_names_the_longest_overdue_and_counts_the_others() -> None:
    many = {f"contracts/x{n}.yml": LETTING.replace("2026-合-3", f"合-{n}") for n in range(1, 9)}
    text = Holdings({**RECORDS, **many}).text("rooms/money.html")
    assert text.count("厂房出租合同") == 4
    assert "还有 5 份也过了期" in text


@pytest.mark.parametrize("url", sorted(HOLDINGS.pages()))
def test_no_page_of_them_is_heavy(url: str) -> None:
    if not url.endswith(".xml"):
        assert len(gzip.compress(HOLDINGS.html(url).encode(), 6, mtime=0)) <= 15 * 1024


# --- lists ------------------------------------------------------------------------------------------------------------


def test_the_list_of_contracts_tells_what_is_overdue_first_and_the_sides_apart() -> None:
    text = HOLDINGS.text("contracts/index.html")
    income, expense = text.partition("村里付钱的（1）")[::2]
    assert income.index("厂房出租合同") < income.index("四荒地承包") < income.index("旧仓库看管")
    assert "履行中 ！ 欠收 9,000.00 元，过期 112 天" in income
    assert "✓ 到期的都收了" in income
    assert "？ 有的金额不详" in income
    assert "水泵采购合同" in expense


def test_the_list_of_assets_is_by_sort_with_what_they_are_worth_together() -> None:
    text = HOLDINGS.text("assets/index.html")
    assert "固定资产（2）" in text
    assert "294,600.00" in text  # 286,000 + 8,600, as on the board; what was sold is not among them
    assert "资源（2） 名称 资源类别 面积 状态 水库边荒坡 四荒地 约50 亩 发包" in text
    assert text.index("资源（2）") < text.index("已处置、报废的（1）") < text.index("旧碾米机")


def test_a_sum_over_a_debt_nobody_knows_is_not_complete() -> None:
    other = TAIL.replace("债务", "债权").replace("债-2024-1", "债-3")
    text = Holdings({**RECORDS, "debts/x.yml": other}).text("debts/index.html")
    assert "别人欠村里的（2）" in text
    assert "不完整" in text
    assert "村里欠别人的（1） 事由 对方 金额（元） 状态 还剩（元） 情况 修水渠欠工程尾款" in text
    assert "未清 33,000.00 ！ 到期没有还 3,000.00 元，过期 143 天" in text
