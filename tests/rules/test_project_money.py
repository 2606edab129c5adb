"""Money of projects as papers have it: rounded, with something left over, settled lower than planned."""

from __future__ import annotations

import pytest

from support.money_boards import village
from support.rules_in_village import codes


def funded(amounts: str, *sources: str, more: str = "") -> set[str]:
    rows = "".join(f"  - {{编号: 源{n}, 来源: 县, 金额: {source}}}\n" for n, source in enumerate(sources, 1))
    text = f"编号: 2026-路\n名称: 修路\n{more}金额: {{{amounts}}}\n资金来源:\n{rows}"
    return village({"projects/2026-路.yml": text}).codes()


@pytest.mark.parametrize(
    ("amounts", "sources", "more", "told"),
    [
        ("预算: 66000.00, 合同: 64800.00, 审定: 62000.00", ("40000.00", "22000.00"), "", set()),
        ("预算: 66000.00", ("40000.00", "22000.00"), "", {"PRJ001"}),
        ("预算: 1958.7", ("1958.73",), "单位: 万元\n", {"PRJ001"}),
        ("预算: 1958.7", ("1958.73",), "单位: 万元\n舍入: 0.1\n", {"PRJ014"}),
        ("预算: 1958.7", ("1958.93",), "单位: 万元\n舍入: 0.1\n", {"PRJ001"}),
        ("合同: 193036.00", ("200000.00",), "", {"PRJ001"}),
        ("合同: 193036.00, 结余: 6964.00", ("200000.00",), "", set()),
        ("合同: 193036.00, 审定: 193036.00, 结余: 6964.00", ("200000.00",), "", set()),
        ("合同: 193036.00, 结余: 6960.00", ("200000.00",), "", {"PRJ001"}),
        ("合同: 193036.00, 结余: 约7000元", ("200000.00",), "", set()),
    ],
)
def test_sources_are_the_cost_as_planned_or_settled_with_what_is_left_over(
    amounts: str, sources: tuple[str, ...], more: str, told: set[str]
) -> None:
    assert funded(amounts, *sources, more=more) == told


@pytest.mark.parametrize("budget", ["66000元左右", "约6.6万元", "66000余元", "不详"])
def test_sources_are_not_held_against_the_contract_where_the_budget_is_half_known(budget: str) -> None:
    assert funded(f"预算: {budget}, 合同: 64800.00", "66000.00") == set()


def test_a_budget_that_does_not_apply_leaves_the_contract_to_compare_with() -> None:
    assert funded("预算: 不适用, 合同: 64800.00", "66000.00") == {"PRJ001"}


def test_a_budget_that_cannot_be_read_says_nothing_false_about_the_sources() -> None:
    text = "编号: 2026-路\n名称: 修路\n金额: {预算: 六万六, 合同: 64800.00}\n资金来源:\n"
    assert codes({"projects/2026-路.yml": text + "  - {编号: 源1, 来源: 县, 金额: 66000.00}\n"}) == ["REC003"]


@pytest.mark.parametrize(
    "amounts",
    ["审定: 约64000 元, 合同: 60000.00, 质保金: 1900.00", "预算: 60000.00, 合同: 约66000 元, 审定: 66000.00"],
)
def test_what_is_known_roughly_is_not_taken_for_missing(amounts: str) -> None:
    assert funded(amounts, "1.00") == set()
