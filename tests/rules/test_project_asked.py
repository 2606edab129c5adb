"""What a place asks of works above its limits, and what the giver of earmarked money asks."""

from __future__ import annotations

import pytest

from support.money_boards import VILLAGE, village

LIMITS = VILLAGE + "公开设置: {招标限额: 50000.00, 议事限额: 10000.00}\n"
HEAD = "编号: 2026-路\n名称: 修路\n"


def told(text: str, own: str = VILLAGE) -> set[str]:
    return village({"projects/2026-lu.yml": HEAD + text}, own=own).codes()


@pytest.mark.parametrize(
    ("price", "way", "codes"),
    [
        ("49999.99", "直接委托", {"PRJ031"}),
        ("50000.00", "直接委托", {"PRJ030", "PRJ031"}),
        ("50000.00", "现场竞标", {"PRJ031"}),
        ("50000.00", "村民自建", {"PRJ031"}),
        ("9999.99", "直接委托", set()),
    ],
)
def test_above_the_limit_of_the_place_works_need_a_tender_and_a_meeting(price: str, way: str, codes: set[str]) -> None:
    text = f"金额: {{合同: {price}}}\n采购: {{方式: {way}}}\n"
    assert told(text, LIMITS) == codes
    assert told(text) == set()  # a place that names no limit asks for nothing


@pytest.mark.parametrize(("on", "codes"), [("2026-05-20", {"PRJ032"}), ("2026-05-30", set()), ("2026-05-01", set())])
def test_the_last_payment_waits_for_the_end_of_the_posting(on: str, codes: set[str]) -> None:
    text = (
        "验收: {日期: 2026-05-15, 单位: 镇里, 结果: 合格}\n"
        "公示:\n  - {编号: 示1, 阶段: 事后, 起: 2026-05-16, 止: 2026-05-30}\n"
        f"已付:\n  - {{编号: 付1, 日期: {on}, 金额: 100.00}}\n"
    )
    assert told(text) == codes


@pytest.mark.parametrize(
    ("wages", "state", "codes"),
    [("29999.99", "完工", {"PRJ033"}), ("30000.00", "完工", set()), ("100.00", "在建", set())],
)
def test_the_floor_of_wages_is_held_against_the_grant_once_it_is_built(wages: str, state: str, codes: set[str]) -> None:
    text = (
        f"状态: {state}\n专项补助: {{专项资金: 以工代赈, 下达金额: 100000.00, 劳务报酬下限: 30%}}\n"
        f"劳务报酬:\n  - {{编号: 酬1, 班组: 一组, 金额: {wages}}}\n"
    )
    assert told(text) == codes


@pytest.mark.parametrize(
    ("paid", "codes"),
    [("发放日期: 2026-03-31", set()), ("发放日期: 2026-04-02", {"PRJ034"}), ("发放方式: 银行转账", {"PRJ034"})],
)
def test_wages_come_within_a_month(paid: str, codes: set[str]) -> None:
    assert told(f"劳务报酬:\n  - {{编号: 酬1, 班组: 一组, 金额: 10.00, 做工截止: 2026-03-01, {paid}}}\n") == codes


def test_settled_far_above_the_budget_without_contract_or_change_is_told() -> None:
    assert told("金额: {预算: 100000.00, 审定: 180000.00}\n") == {"PRJ017"}


TIERS = VILLAGE + "公开设置:\n  审批限额:\n    - {编号: 一档, 上限: 10000.00, 审批人: 村两委会议}\n"


@pytest.mark.parametrize(
    ("money", "codes"),
    [("合同: 58800.00", {"PRJ031"}), ("合同: 10000.00", set()), ("预算: 58800.00", {"PRJ031"}), ("预算: 不详", set())],
)
def test_without_a_limit_of_its_own_the_highest_approval_is_the_limit(money: str, codes: set[str]) -> None:
    assert told(f"金额: {{{money}}}\n", TIERS) == codes
    assert told(f"金额: {{{money}}}\n") == set()


@pytest.mark.parametrize(
    ("until", "codes"), [("2026-02-27", set()), ("2026-02-26", {"PRJ037"}), ("2026-02-14", {"PRJ037"})]
)
def test_a_posting_of_earmarked_money_lasts_ten_working_days(until: str, codes: set[str]) -> None:
    grant = "专项补助: {专项资金: 衔接资金, 补助标准: 每盏 1800 元, 绩效目标: 装灯, 联农带农机制: 务工}\n"
    posted = f"公示:\n  - {{编号: 示1, 阶段: 事前, 起: 2026-02-09, 止: {until}}}\n"
    assert told(grant + posted) == codes  # Spring Festival is off, and the fourteenth is worked
