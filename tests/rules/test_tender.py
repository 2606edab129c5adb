"""Tenders: who came, who won, by when, and what was signed afterwards."""

from __future__ import annotations

import pytest

from support.money_boards import VILLAGE, village
from support.rules_villages import said

HEAD = "编号: 2026-招-1\n名称: 厂房出租\n种类: {sort}\n方式: 公开竞价\n"


SECOND_YEAR = "  - {编号: 期2, 到期: 2028, 金额: 200.00}\n"


def told(text: str, *, sort: str = "出租", contract: str = "", own: str = VILLAGE) -> set[str]:
    records = {"tenders/1.yml": HEAD.format(sort=sort) + text}
    if contract:
        records["contracts/1.yml"] = f"编号: 合1\n名称: 合同\n种类: {sort}\n招标: 2026-招-1\n{contract}"
    return village(records, own=own).codes()


def bids(*rows: tuple[str, str, str]) -> str:
    return "报价单:\n" + "".join(
        f"  - {{编号: 价{n}, 投标人: {who}, 报价: {price}, 结果: {result}}}\n"
        for n, (who, price, result) in enumerate(rows, 1)
    )


@pytest.mark.parametrize(
    ("sort", "rule", "codes"),
    [
        ("出租", "", {"TEN002"}),
        ("施工", "", set()),
        ("施工", "定标办法: 价高者得\n", {"TEN002"}),
        ("出租", "定标办法: 综合评分\n", set()),
    ],
)
def test_the_best_price_wins_unless_another_rule_was_told(sort: str, rule: str, codes: set[str]) -> None:
    rows = bids(("甲厂", "100.00", "中标"), ("乙厂", "120.00", "未中标"), ("丙厂", "150.00", "废标"))
    assert told(rule + rows, sort=sort) == codes


@pytest.mark.parametrize(
    ("contract", "codes"),
    [
        ("对方: 甲厂\n总价: 100.00\n", set()),
        ("对方: 甲厂\n总价: 90.00\n", {"TEN005"}),
        ("对方: 乙厂\n总价: 100.00\n", {"TEN005"}),
        ("对方: 承租人甲厂\n", set()),
        (
            "对方: 甲厂\n总价: 300.00\n付款安排:\n  - {编号: 期1, 到期: 2027, 金额: 100.00}\n" + SECOND_YEAR,
            set(),
        ),
    ],
)
def test_the_contract_is_with_the_winner_at_the_price_that_won(contract: str, codes: set[str]) -> None:
    found = told(bids(("甲厂", "100.00", "中标"), ("乙厂", "80.00", "未中标")), contract=contract)
    assert {code for code in found if code.startswith("TEN")} == codes


def test_one_alone_is_told_only_where_it_is_known_that_nobody_else_came() -> None:
    assert told(bids(("甲厂", "100.00", "中标"))) == set()
    assert told("报名家数: 1\n" + bids(("甲厂", "100.00", "中标"))) == {"TEN001"}


def test_signup_is_as_long_as_the_place_lays_down_and_no_longer_without() -> None:
    text = "报名起: 2026-03-16\n报名止: 2026-03-17\n"
    assert told(text) == set()
    assert told(text, own=VILLAGE + "公开设置: {报名天数: 3}\n") == {"TEN003"}


def test_a_failed_opening_and_a_second_one_are_one_tender() -> None:
    rounds = "开标:\n  - {编号: 场1, 日期: 2026-03-01, 本场结果: 流标, 原因: 没有人报名}\n"
    rounds += "  - {编号: 场2, 日期: 2026-04-01, 本场结果: 成交, 到场家数: 2}\n"
    assert told(rounds + bids(("甲厂", "100.00", "中标"))) == set()
    assert told(rounds.replace(", 原因: 没有人报名", "")) == {"TEN017"}


def test_a_tender_that_is_still_open_may_name_days_to_come() -> None:
    assert told("状态: 报名中\n报名起: 2026-11-18\n报名止: 2026-12-10\n") == set()


@pytest.mark.parametrize(("winner", "codes"), [("清河建筑队", {"TEN010"}), ("王某", set())])
def test_the_same_winner_three_times_is_worth_a_look(winner: str, codes: set[str]) -> None:
    records = {
        f"tenders/{n}.yml": HEAD.format(sort="施工").replace("招-1", f"招-{n}") + bids((winner, f"{n}00.00", "中标"))
        for n in (1, 2, 3)
    }
    assert village(records).codes() == codes


# --- TEN030: the procurement of the project beside the tender ---

BOTH = (("甲队", "100.00", "中标"), ("乙队", "120.00", "未中标"))


def compared(project: str, tender: str = "", *, named: str = "招标: 2026-招-1\n") -> list[str]:
    """What is said of a project beside its tender of two bidders."""
    rows = tender or bids(*BOTH)
    files = {
        "tenders/1.yml": HEAD.format(sort="施工") + rows,
        "projects/1.yml": f"编号: 路\n名称: 修路\n{named}{project}",
    }
    return said("TEN030", files)


def procured(*rows: tuple[str, str, str]) -> str:
    listed = bids(*rows).removeprefix("报价单:\n").replace("  - ", "    - ")
    return f"采购:\n  方式: 公开招标\n  报价单:\n{listed}"


def test_a_project_that_tells_of_its_tender_the_same_is_silent() -> None:
    assert compared(procured(*BOTH)) == []
    assert compared(procured(("甲队有限公司", "100.00", "中标"), ("乙 队", "120.00", "未中标"))) == []
    assert compared("施工单位: 甲队\n金额: {中标: 100.00}\n") == []
    assert compared("状态: 在建\n") == []


@pytest.mark.parametrize(
    ("rows", "said_of_it"),
    [
        ((("甲队", "99.00", "中标"), BOTH[1]), "「采购」里「甲队」报 99.00 元，招标「2026-招-1」里报 100.00 元"),
        ((BOTH[0], ("丙队", "120.00", "未中标")), "「采购」的报价单里有「丙队」，招标「2026-招-1」里没有这一家"),
        ((BOTH[0],), "「采购」的报价单没有写乙队，招标「2026-招-1」里有这几家"),
        ((("甲队", "100.00", "未中标"), BOTH[1]), "「采购」里「甲队」未中标，招标「2026-招-1」里这一家中标"),
    ],
)
def test_bidders_prices_and_winner_are_compared_one_by_one(rows: tuple[tuple[str, str, str]], said_of_it: str) -> None:
    assert said_of_it in compared(procured(*rows))


def test_without_bids_builder_and_award_are_held_against_the_winner() -> None:
    assert compared("施工单位: 丙队\n") == ["施工单位写的是「丙队」，招标「2026-招-1」里中标的是「甲队」"]
    assert compared("金额: {中标: 99.00}\n") == ["中标价写的是 99.00 元，招标「2026-招-1」里中标的报 100.00 元"]


def test_a_tender_that_names_the_project_is_compared_too_and_one_lot_of_several_is_enough() -> None:
    assert len(compared(procured(("丙队", "120.00", "中标")), bids(*BOTH) + "项目: 路\n", named="")) == 2
    lots = "标的物:\n  - {编号: 标1, 标的: 一段}\n  - {编号: 标2, 标的: 二段}\n"
    assert compared(procured(BOTH[0]), lots + bids(*BOTH)) == []


@pytest.mark.parametrize(
    ("floor", "price", "told"),
    [
        ("300 元/年", "280 元/年", ["「符某」以 280 元/年成交，低于底价 300 元/年"]),
        ("1200元／亩·年", "1100 元/年·亩", ["「符某」以 1100 元/年·亩成交，低于底价 1200元／亩·年"]),
        ("每亩 1200 元", "1300元/亩", []),
        ("300 元/年", "280.00", []),
        ("300 元/年", "280 元/亩", []),
        ("0.03 万元/年", "299.99元/年", ["「符某」以 299.99元/年成交，低于底价 0.03 万元/年"]),
    ],
)
def test_a_price_by_the_year_is_read_and_held_against_a_floor_of_its_kind(
    floor: str, price: str, told: list[str]
) -> None:
    text = (
        "编号: 2026-招-9\n名称: 林地竞价\n种类: 出租\n方式: 公开竞价\n"
        f"标的物:\n  - {{编号: 标1, 标的: 集体林地, 底价: {floor}}}\n"
        f"报价单:\n  - {{编号: 价1, 投标人: 符某, 报价: {price}, 结果: 中标}}\n"
    )
    assert said("TEN004", {"tenders/9.yml": text}) == told


@pytest.mark.parametrize(
    ("price", "told"), [("20.00", 1), ("20 元/亩", 1), ("20元／亩·年", 1), ("20 元/年", 0), ("20 元/平方米", 0)]
)
def test_a_lot_is_computed_where_the_price_is_of_its_unit(price: str, told: int) -> None:
    lease = (
        "编号: 合1\n名称: 林地流转合同\n种类: 出租\n对方: 符某\n签订: 2026-08-10\n"
        f"标的物:\n  - {{编号: 标1, 标的: 林地, 面积: 60 亩, 单价: {price}, 金额: 9000.00}}\n"
    )
    assert len(said("CTR015", {"contracts/1.yml": lease})) == told
