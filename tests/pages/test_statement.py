"""Budgets and statements on their pages: plan beside actual, figures as typed, and what could not be compared."""

from __future__ import annotations

import gzip

from support.holdings_village import Holdings

BUDGET = """\
账套: 合作社
期间: 2026
收入预算:
  - 编号: 入1
    科目: 经营收入
    金额: 1000.00
支出预算:
  - 编号: 支1
    科目: 公益支出
    金额: 600.00
    说明: 路灯
  - 编号: 支2
    科目: 管理费用
    金额: 400.00
调整:
  - 编号: 调1
    日期: 2026-02-01
    方向: 支出
    科目: 公益支出
    金额: -100.00
    原因: 少装两盏
更正:
  - 编号: 更1
    条目: 支2
    字段: 金额
    原值: 40.00
    新值: 400.00
    原因: 少写一个零
    批准: 代表会同意
    日期: 2026-02-02
"""
JANUARY = """\
账套: 合作社
期间: {period}
制度: kj2023
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 100.00
    期末: {closing}
明细:
  - 编号: 001
    日期: {day}
    摘要: 房租
    科目: 经营收入-房租
    收入: {income}
    账户: 现金
  - 编号: 002
    日期: {day}
    摘要: 电费
    科目: 公益支出
    支出: 625.00
    账户: 现金
"""
FIRST = JANUARY.format(period="2026-01", closing="725.00", day="2026-01-05", income="1250.00")
SECOND = JANUARY.format(period="2026-02", closing="不详", day="2026-02-05", income="不详")
YEAR = "budgets/2026.html"


def test_a_budget_says_what_was_planned_and_done_and_what_went_over() -> None:
    text = Holdings({"budgets/2026.yml": BUDGET, "finance/2026-01.yml": FIRST}).text(YEAR)
    assert "2026 年打算收 1,000.00 元，花 900.00 元。" in text
    assert "到 2026 年 1 月 31 日，收了 1,250.00 元（计划的 125.0%），花了 625.00 元（计划的 69.4%）。" in text
    assert "花得比计划多的：公益支出多花 125.00 元。" in text
    assert "公益支出 已花 125.0% 路灯；原计划 600.00，调整 −100.00 比计划多花 125.00 元" in text
    assert "500.00 625.00 超出 125.00" in text
    assert "已经收够 1,000.00 1,250.00 多收 250.00" in text


def test_a_corrected_plan_shows_what_it_was() -> None:
    text = Holdings({"budgets/2026.yml": BUDGET, "finance/2026-01.yml": FIRST}).text(YEAR)
    assert "400.00 原来公布的是 40.00 元 ，2026 年 2 月 2 日更正：少写一个零（代表会同意）" in text


def test_a_budget_without_ledgers_claims_nothing() -> None:
    text = Holdings({"budgets/2026.yml": BUDGET}).text(YEAR)
    assert "还没有这段时间的收支，做到哪里算不出来。" in text
    assert "已花 0.0%" not in text


def test_a_missing_month_or_an_unknown_amount_makes_what_is_left_incomplete() -> None:
    unknown = Holdings({"budgets/2026.yml": BUDGET, "finance/2026-01.yml": FIRST, "finance/2026-02.yml": SECOND})
    assert "不完整：有 1 笔金额不详。还剩多少算不出来。" in unknown.text(YEAR)
    gap = Holdings({"budgets/2026.yml": BUDGET, "finance/2026-02.yml": SECOND})
    text = gap.text(YEAR)
    assert "不完整：缺 2026 年 1 月 的收支，有 1 笔金额不详。" in text
    assert "计划的" not in text
    assert "超出" not in text


def test_a_page_names_the_ledgers_it_was_made_from() -> None:
    html = Holdings({"budgets/2026.yml": BUDGET, "finance/2026-01.yml": FIRST}).html(YEAR)
    assert "villages/shanghe/finance/2026-01.yml" in html


BALANCE = """\
编号: 表
种类: 资产负债表
账套: 合作社
期间: 2026
制度: kj2023
单位: 万元
舍入: 0.01
资产:
  - 编号: 1
    项目: 货币资金
    期末: 11.230050
  - 编号: 2
    项目: 减：累计折旧
    期末: 1.4
  - 编号: 3
    项目: 固定资产清理
    期末: -0.5
  - 编号: 4
    项目: 在建工程
资产总计:
  期末: 59.83
负债合计:
  期末: 3.30
所有者权益合计:
  期末: 56.54
"""
SHEET = "statements/2026.html"


def test_a_balance_sheet_tells_worth_debts_and_what_is_left_with_every_digit_typed() -> None:
    text = Holdings({"statements/2026.yml": BALANCE}).text(SHEET)
    assert "到 2026 年末，家底一共 59.83 万元，欠别人 3.30 万元，净剩 56.54 万元。" in text
    assert "货币资金 现钱加银行里的钱 11.230050" in text
    assert "减：累计折旧 房子、机器这些年用掉的价值，要减去 1.4 " in text
    assert "固定资产清理 正在处理的旧房子、旧机器 −0.5 " in text


def test_a_blank_is_no_zero_and_a_total_over_it_is_not_compared() -> None:
    text = Holdings({"statements/2026.yml": BALANCE}).text(SHEET)
    assert "在建工程 还没完工的工程已经花的钱 没有填" in text
    assert "资产总计 不完整：在建工程 没有数，合计没有核对 59.83" in text
    assert "？ 不完整 资产总计（期末）没有核对：在建工程 没有数" in text


def test_rounding_is_said_with_its_difference() -> None:
    text = Holdings({"statements/2026.yml": BALANCE}).text(SHEET)
    assert "≈ 取整 资产 = 负债 + 所有者权益（期末）差 −0.01 万元：59.83 = 负债合计 3.30 + 所有者权益合计 56.54" in text


def test_cash_stands_beside_that_of_the_ledger_in_yuan() -> None:
    sheet = BALANCE.replace("期间: 2026", "期间: 2026-01").replace("货币资金", "库存现金").replace("11.230050", "0.07")
    text = Holdings({"statements/2026-01.yml": sheet, "finance/2026-01.yml": FIRST}).text("statements/2026-01.html")
    assert "库存现金 700.00 725.00 −25.00" in text


TRIAL = """\
编号: 余额
种类: 科目余额表
账套: 合作社
期间: 2026
制度: kj2023
科目余额:
  - 编号: 1
    科目代码: 113
    科目: 内部往来
    期初借方: 30.00
    本期贷方: 50
    期末贷方: 20.00
  - 编号: 2
    科目代码: 102
    科目: 银行存款
    期初贷方: 30.00
    本期借方: 50
    期末借方: 20.00
"""


def test_a_trial_balance_says_debit_and_credit_in_words_and_totals_both() -> None:
    text = Holdings({"statements/2026.yml": TRIAL}).text(SHEET)
    assert "113 内部往来 和本村成员、承包户之间的欠账 借 30.00 — 50 贷 20.00" in text
    assert "合计 借贷各 30.00 50.00 50.00 借贷各 20.00" in text
    assert "✓ 对 2 个科目，期末都等于期初加减本期" in text


def test_pages_are_light() -> None:
    many = "".join(f"  - 编号: 加{number}\n    项目: 应收款-{number}\n    期末: {number}.25\n" for number in range(60))
    sheet = BALANCE.replace("资产总计:", f"{many}资产总计:")
    assert len(gzip.compress(Holdings({"statements/2026.yml": sheet}).html(SHEET).encode())) < 15_000
