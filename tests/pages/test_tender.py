"""The page of a tender, and the list in which contracts stand with the tender they came from."""

from __future__ import annotations

from support.holdings_village import Holdings

TENDER = """\
编号: 2026-招-1
名称: 林地竞价
种类: 出租
状态: 成交
方式: 公开竞价
标的物:
  - {编号: 标1, 标的: 集体林地, 底价: 6000.00}
报名起: 2026-06-01
报名止: 2026-06-10
报名家数: 2
开标:
  - {编号: 场1, 日期: 2026-06-12, 本场结果: 流标, 原因: 没有人报名}
  - {编号: 场2, 日期: 2026-07-24, 本场结果: 成交}
报价单:
  - {编号: 价1, 投标人: 符某, 报价: 6400.00, 结果: 中标}
  - {编号: 价2, 投标人: 示例药材行, 报价: 6200.00, 结果: 未中标}
结果公示: {起: 2026-07-25, 止: 2026-08-03}
异议和答复:
  - {编号: 异1, 日期: 2026-07-28, 反映: 价钱低了, 答复: 没有低于底价, 答复日期: 2026-07-30}
"""
LEASE = """\
编号: 合1
名称: 林地流转合同
种类: 出租
对方: 承租人符某
招标: 2026-招-1
签订: 2026-08-10
总价: 6400.00
"""
WOOD = Holdings({"tenders/2026-1.yml": TENDER, "contracts/1.yml": LEASE})


def test_the_strip_runs_from_signing_up_over_both_openings_to_the_contract() -> None:
    text = WOOD.text("tenders/2026-1.html")
    assert "报名 已完成 到 2026.6.10" in text
    assert "第一次 已完成 2026.6.12 流标" in text
    assert "第二次 已完成 2026.7.24 成交" in text
    assert "合同 已完成 2026.8.10" in text
    assert "2026 年 6 月 12 日这一场流标：没有人报名。" in text


def test_bids_stand_beside_bars_below_the_floor_price() -> None:
    text = WOOD.text("tenders/2026-1.html")
    assert "底价：集体林地 6,000.00 元 符某 中标 6,400.00 元 示例药材行 未中标 6,200.00 元" in text
    assert 'width="600.0"' in WOOD.html("tenders/2026-1.html")


def test_the_contract_leads_to_its_tender_and_back_and_the_list_has_both_in_a_row() -> None:
    assert "林地流转合同 承租人符某，2026 年 8 月 10 日签订，总价 6,400.00 元" in WOOD.text("tenders/2026-1.html")
    assert 'href="../tenders/2026-1.html"' in WOOD.html("contracts/1.html")
    listing = WOOD.text("tenders/index.html")
    assert "林地竞价 出租，成交 2026 年 6 月 10 日 符某 6,400.00 元 林地流转合同" in listing


def test_a_tender_that_is_open_says_what_is_still_to_come() -> None:
    text = Holdings({"tenders/1.yml": TENDER.partition("报名家数")[0].replace("成交", "报名中")}).text("tenders/1.html")
    assert "○ 开标 未到" in text
    assert "○ 合同 未到" in text


def test_amounts_by_the_year_stand_as_typed_and_are_compared_among_their_kind_only() -> None:
    by_year = TENDER.replace("底价: 6000.00", "底价: 1200元／亩·年").replace("报价: 6400.00", "报价: 1300 元/年·亩")
    shown = Holdings({"tenders/2026-1.yml": by_year})
    text = shown.text("tenders/2026-1.html")
    assert "底价：集体林地 1200元／亩·年 符某 中标 1300 元/年·亩 示例药材行 未中标 6,200.00 元" in text
    assert "中标的是符某，1300 元/年·亩。" in text
    assert 'width="600.0"' not in shown.html("tenders/2026-1.html"), "bars of unlike amounts say nothing"
    alike = Holdings({"tenders/2026-1.yml": by_year.replace("6200.00", "1250 元/亩·年")})
    assert 'width="600.0"' in alike.html("tenders/2026-1.html")
