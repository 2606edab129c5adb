"""Money of projects as papers have it: rounded, with something left over, settled lower than planned."""

from __future__ import annotations

import pytest

from support.money_boards import village


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
