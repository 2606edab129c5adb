"""The page of a project: its steps with their papers, its kinds of money, labour, wages, what is left."""

from __future__ import annotations

from support.holdings_village import Holdings

PATH = """\
编号: 2026-路
名称: 修路
状态: 移交
金额:
  估算: 200000.00
  预算: 180000.00
  合同: 160000.00
  审定: 150000.00
  质保金: 4000.00
变更:
  - {编号: 变1, 日期: 2026-03-01, 原因: 少做一段, 金额: -10000.00, 批准: 监委会现场核定}
已付:
  - {编号: 付1, 日期: 2026-04-01, 金额: 120000.00}
资金来源:
  - {编号: 源1, 来源: 省, 金额: 120000.00}
  - {编号: 源2, 来源: 村集体, 金额: 20000.00}
  - {编号: 源3, 来源: 缺口, 金额: 10000.00}
节点:
  - {编号: 点1, 节点: 立项, 实际: 2026-01-05, 文件: 河发改〔2026〕3号}
投工:
  - {编号: 工1, 内容: 挖沟, 用工: 40 工, 折资: 4000.00}
  - {编号: 工2, 内容: 平路, 用工: 约20 工}
专项补助: {专项资金: 以工代赈, 下达金额: 120000.00, 劳务报酬下限: 30%}
劳务报酬:
  - {编号: 酬1, 班组: 一组, 金额: 20000.00, 做工截止: 2026-03-01, 发放日期: 2026-03-20}
  - {编号: 酬2, 班组: 二组, 金额: 16000.00, 做工截止: 2026-03, 发放日期: 2026-04-02}
捐赠:
  - {编号: 捐1, 捐赠人: 村民 12 人, 金额: 1200.00}
  - {编号: 捐2, 捐赠人: 王某, 金额: 300.00}
管护安排: {管护人: 三组护路员, 多久一次: 每月一次, 管护经费: 村集体每年 2000 元}
"""
ROAD = Holdings({"projects/2026-lu.yml": PATH})


def test_a_step_stands_with_its_day_and_the_paper_it_rests_on() -> None:
    assert "立项 已完成 2026.1.5 河发改〔2026〕3号" in ROAD.text("projects/2026-lu.html")


def test_a_step_whose_planned_day_has_passed_is_not_said_to_lie_ahead() -> None:
    planned = "  - {编号: 点2, 节点: 开工, 计划: 2026-02-10}\n  - {编号: 点3, 节点: 完工, 计划: 2027-06}\n投工:\n"
    text = Holdings({"projects/2026-lu.yml": PATH.replace("投工:\n", planned)}).text("projects/2026-lu.html")
    assert "开工 没有记录 计划 2026.2.10，已过" in text
    assert "完工 未到 计划 2027.6" in text


def test_each_kind_of_money_says_what_it_means_beside_a_bar() -> None:
    text = ROAD.text("projects/2026-lu.html")
    assert "估算 还没有图纸的时候，大概要花多少 200,000.00 元" in text
    assert "合同 和施工方签的价 160,000.00 元 变更 施工中增减 1 项，每一项的原因和批准写在下面 −10,000.00 元" in text
    assert "已付 合同的 75.0% 到现在付出去的 120,000.00 元" in text
    html = ROAD.html("projects/2026-lu.html")
    assert 'class="bar" width="600.0"' in html  # the estimate is the largest
    assert 'class="bar" width="360.0"' in html  # what was paid, of it
    assert "<script" not in html.partition("<main")[2]


def test_payments_stand_open_while_they_are_few_and_what_was_corrected_stands_once() -> None:
    assert '<summary><h2 id="s-payments">' not in ROAD.html("projects/2026-lu.html")
    more = "".join(f"  - {{编号: 付{n}, 日期: 2026-05-0{n}, 金额: 1000.00}}\n" for n in (2, 3))
    mended = "更正:\n  - {编号: 更1, 条目: 捐1, 字段: 金额, 原值: 1100.00, 新值: 1200.00, 原因: 抄错, "
    mended += "批准: 监委会, 日期: 2026-05-01}\n"
    html = Holdings({"projects/2026-lu.yml": PATH.replace("资金来源:\n", more + "资金来源:\n") + mended}).html(
        "projects/2026-lu.html"
    )
    assert '<summary><h2 id="s-payments">已付</h2> <span class="when">一共 3 条</span></summary>' in html
    assert '<summary><h2 id="s-donations">' not in html  # corrected, so in sight
    assert html.count("原来公布的是") == 1


def test_sources_end_in_their_sum_and_the_gap() -> None:
    text = ROAD.text("projects/2026-lu.html")
    assert "合计 150,000.00" in text
    assert "已有来源的 140,000.00 元，审定 150,000.00 元，缺口 10,000.00 元。" in text


def test_labour_is_counted_in_days_and_valued_only_where_somebody_valued_it() -> None:
    assert "合计 约60 工，折资 4,000.00 元，1 条没有折成钱。" in ROAD.text("projects/2026-lu.html")


def test_wages_are_told_with_their_share_their_floor_and_the_days_until_they_came() -> None:
    text = ROAD.text("projects/2026-lu.html")
    assert "19 天" in text
    assert "劳务报酬合计 36,000.00 元，是下达金额 120,000.00 元的 30.0%，批复要求不低于 30%。" in text


def test_gifts_are_a_list_with_a_sum_and_upkeep_says_who_how_often_and_from_what() -> None:
    text = ROAD.text("projects/2026-lu.html")
    assert "合计 1,500.00" in text
    assert "管护人 三组护路员 多久一次 每月一次 管护经费 村集体每年 2000 元" in text


def test_the_list_adds_each_kind_of_money_and_labour_and_nothing_to_another() -> None:
    other = "编号: 2026-桥\n名称: 修桥\n状态: 在建\n金额: {预算: 20000.00, 合同: 约1.8万元}\n"
    text = Holdings({"projects/2026-lu.yml": PATH, "projects/2026-qiao.yml": other}).text("projects/index.html")
    assert "修桥 在建 — 20,000.00 — — 约1.8万元 — — —" in text
    assert "合计 — 200,000.00 200,000.00 — — 160,000.00 150,000.00 120,000.00 约60 工" in text
