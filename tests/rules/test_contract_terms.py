"""Long and cheap: terms beyond the law's longest, rents far below those of like land in the village."""

from __future__ import annotations

import pytest

from support.rules_villages import said, withdrawn


def let(number: str, text: str, *objects: str, sort: str = "出租") -> dict[str, str]:
    """One contract about these things."""
    rows = "".join(f"  - {{编号: 标{n}, 标的: 地{n}, {one}}}\n" for n, one in enumerate(objects, 1))
    head = f"编号: 合{number}\n名称: 合同{number}\n种类: {sort}\n" + (f"标的物:\n{rows}" if rows else "")
    return {f"contracts/{number}.yml": head + text}


def land(number: str, resource: str, area: str = "900 亩") -> dict[str, str]:
    """One line of the register."""
    text = f"编号: 资{number}\n名称: 地{number}\n种类: 资源\n资源类别: {resource}\n面积: {area}\n状态: 发包\n"
    return {f"assets/{number}.yml": text}


# --- CTR030: the term ---


@pytest.mark.parametrize(
    ("begins", "until", "many"),
    [
        ("2026-01-01", "2045-12-31", 0),
        ("2026-01-01", "2046-01-01", 0),
        ("2026-01-01", "2046-01-02", 1),
        ("2026-01", "2046-01", 0),
        ("2026-01", "2046-02", 1),
        ("2026", "2046", 0),
        ("2024-02-29", "2044-02-28", 0),
        ("2024-02-29", "2044-02-29", 1),
    ],
)
def test_a_lease_runs_for_twenty_years_and_a_day_is_what_is_certain(begins: str, until: str, many: int) -> None:
    assert len(said("CTR030", let("1", f"起: {begins}\n止: {until}\n"))) == many


def test_the_law_is_told_beside_the_term() -> None:
    assert said("CTR030", let("1", "签订: 2026-01-01\n止: 2060-12-31\n")) == [
        "从 2026 年 1 月 1 日到 2060 年 12 月 31 日，超过 20 年；租赁期限不得超过二十年，超过的部分无效"
    ]


@pytest.mark.parametrize(
    ("resource", "until", "many"),
    [
        ("耕地", "2055-12-31", 0),
        ("耕地", "2057-12-31", 1),
        ("草地", "2075-12-31", 0),
        ("草地", "2077-12-31", 1),
        ("林地", "2095-12-31", 0),
        ("林地", "2097-12-31", 1),
        ("四荒地", "2095-12-31", 0),
    ],
)
def test_land_that_is_let_to_work_has_the_longest_term_of_its_class(resource: str, until: str, many: int) -> None:
    files = land("1", resource) | let("1", f"起: 2026-01-01\n止: {until}\n", "资产: 资1", sort="发包")
    assert len(said("CTR030", files)) == many


@pytest.mark.parametrize(
    ("sort", "thing", "many"),
    [
        ("出租", "面积: 50 亩", 0),
        ("出租", "面积: 300 平方米", 1),
        ("发包", "面积: 50 亩", 0),
        ("施工", "面积: 300 平方米", 0),
    ],
)
def test_land_nobody_registered_may_be_of_any_class(sort: str, thing: str, many: int) -> None:
    assert len(said("CTR030", let("1", "起: 2026-01-01\n止: 2055-12-31\n", thing, sort=sort))) == many


def test_of_several_things_the_longest_term_holds() -> None:
    files = land("1", "耕地") | land("2", "林地")
    text = "起: 2026-01-01\n止: 2080-12-31\n"
    assert said("CTR030", files | let("1", text, "资产: 资1", "资产: 资2")) == []
    assert len(said("CTR030", files | let("1", text, "资产: 资1"))) == 1


@pytest.mark.parametrize("over", ["状态: 已终止", "状态: 已到期", "终止日期: 2026-06-30"])
def test_what_is_over_binds_nobody(over: str) -> None:
    assert said("CTR030", let("1", f"起: 2026-01-01\n止: 2055-12-31\n{over}\n")) == []


# --- CTR032: no end at all ---


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("签订: 2026-01-05\n", 1),
        ("起: 2026\n状态: 履行中\n", 1),
        ("起: 2026\n止: 2028\n", 0),
        ("起: 2026\n说明: 合同没有写期限\n", 1),
        ("签订: 2026-01-05\n终止日期: 2026-03-05\n", 0),
        ("签订: 2026-01-05\n状态: 已到期\n", 0),
        ("状态: 招租中\n", 0),
    ],
)
def test_what_is_let_says_until_when(text: str, many: int) -> None:
    for sort in ("出租", "发包"):
        assert said("CTR032", let("1", text, sort=sort)) == [f"{sort}没有写到哪天止"] * many
    assert said("CTR032", let("1", text, sort="采购")) == []


# --- CTR031: the rent ---

TERM = "起: {0}-01-01\n止: {1}-12-31\n"


def rents(*yuan: str, since: int = 2026, resource: str = "耕地", more: str = "") -> dict[str, str]:
    """Contracts about thirty mu each at these prices of a mu; the last begins in `since`."""
    files = land("1", resource)
    for n, price in enumerate(yuan, 1):
        begins = since if n == len(yuan) else 2026
        files |= let(str(n), TERM.format(begins, begins + 2) + more, f"资产: 资1, 面积: 30 亩, {price}", sort="发包")
    return files


@pytest.mark.parametrize(("last", "many"), [("239.99", 1), ("240.00", 0), ("900.00", 0)])
def test_less_than_half_of_the_middle_of_the_others_is_told(last: str, many: int) -> None:
    found = said("CTR031", rents("单价: 500.00", "单价: 460.00", f"单价: {last}"))
    assert len(found) == many
    if many:
        assert found == ["耕地每亩一年合 239.99 元；本村同一类、前后五年签的另外 2 处，居中的是 480.00 元"]


def test_one_other_rent_is_no_comparison_and_nobody_is_held_against_other_times_or_other_land() -> None:
    assert said("CTR031", rents("单价: 500.00", "单价: 100.00")) == []
    assert said("CTR031", rents("单价: 500.00", "单价: 460.00", "单价: 100.00", since=2020)) == []
    other = land("2", "水面") | let("9", TERM.format(2026, 2028), "资产: 资2, 面积: 30 亩, 单价: 10.00", sort="发包")
    assert said("CTR031", rents("单价: 500.00", "单价: 460.00") | other) == []


@pytest.mark.parametrize("price", ["单价: 100.00 元/平方米", "单价: 约100 元/亩", "单价: 不详", "金额: 9000.00"])
def test_a_rent_of_another_measure_or_known_roughly_is_not_compared(price: str) -> None:
    assert said("CTR031", rents("单价: 500.00", "单价: 460.00", price)) == []


def test_without_a_price_of_a_mu_the_whole_price_of_one_piece_is_divided_by_years_and_area() -> None:
    dear = rents("单价: 500.00", "单价: 460.00")
    text = TERM.format(2026, 2028) + "总价: {}\n"
    for price, many in (("21599.00", 1), ("21600.00", 0)):  # thirty mu, three years, 240 yuan
        files = dear | let("9", text.format(price), "资产: 资1, 面积: 30 亩", sort="发包")
        assert len(said("CTR031", files)) == many
    several = let("9", text.format("90.00"), "资产: 资1, 面积: 30 亩", "资产: 资1, 面积: 30 亩", sort="发包")
    assert said("CTR031", dear | several) == []


def test_a_withdrawn_piece_is_compared_with_nothing() -> None:
    files = rents("单价: 500.00", "单价: 460.00", "单价: 100.00")
    files["contracts/3.yml"] += withdrawn("标1")
    assert said("CTR031", files) == []
