"""Unit prices and interest known only roughly: accepted, shown as typed, and accused only of what is certain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.levy import Rate
from cunwu.kinds.record import Kind
from support.money_boards import village

ROUGH_PRICES = (
    "约 12.5 元/亩",
    "约12.5元",
    "每户 300 元左右",
    "每户约300元",
    "十几元/米",
    "12—15 元/平方米",
    "1.2万余元/亩",
    "每亩几十元",
)
ROUGH_SHARES = ("约4%", "约 4%", "4%左右", "4—6%", "不超过4%")
MEETING = "编号: 2024-12-02\n种类: 村民会议\n议题: 承包\n召开日期: 2024-12-02\n"
CONTRACT = (
    "编号: 2026-合-9\n名称: 山地承包合同\n种类: 发包\n对方: 示例合作社\n签订: 2026-01-05\n会议: 2024-12-02\n"
    "起: 2026-01-05\n止: 2026-12-31\n"
    "标的物:\n  - 编号: 标1\n    标的: 山地\n    面积: {area}\n    单价: {price}\n    金额: {amount}\n"
)
BENEFIT = (
    "编号: 2026-补\n名称: 耕地补贴\n种类: 耕地补贴\n期间: 2026\n单价: {price}\n名单:\n"
    "  - 编号: '1'\n    姓名: 张某\n    数量: {area}\n    金额: {amount}\n"
    "公示:\n  起: 2026-03-01\n  止: 2026-03-10\n"
)
LEVY = (
    "编号: 2026-筹1\n名称: 修路\n期间: 2026\n会议: 2024-12-02\n筹资:\n  标准:\n    - 编号: 标1\n      每: 户\n"
    "      单价: {price}\n      数量: {area}\n  应筹: {amount}\n"
)
BY_HEAD = (
    "编号: 2026-筹1\n名称: 修路\n期间: 2026\n会议: 2024-12-02\n筹资:\n  每人: {each}\n  人数: {heads}\n"
    "  减免人数: 10\n  应筹: {amount}\n"
)
WORK = (
    "编号: 2026-筹1\n名称: 修路\n期间: 2026\n会议: 2024-12-02\n筹劳:\n  每劳力工日: 2\n  劳力: 100\n"
    "  应筹工日: 200\n  已出工: 150 工\n  每工折资: {rate}\n  折资: {value}\n"
)
DEBT = (
    "编号: 债1\n事由: 向信用社借款\n种类: 债务\n对方: 示例信用社\n会议: 2024-12-02\n金额: {lent}\n发生: 2025-01-01\n"
    "年利率: {rate}\n归还:\n  - 编号: 还1\n    日期: 2025-12-31\n    金额: 1000.00\n    利息: {interest}\n状态: 未清\n"
)
KINDS_WITH_PRICES = {
    "contracts/9.yml": CONTRACT,
    "benefits/2026-补.yml": BENEFIT,
    "levies/2026-1.yml": LEVY,
}

PRODUCTS = {"contracts/9.yml": "CTR015", "benefits/2026-补.yml": "BEN007"}


def told(name: str, text: str) -> set[str]:
    return village({"meetings/2024-12-02.yml": MEETING, name: text}).codes()


def shown(name: str, text: str) -> str:
    pages = village({"meetings/2024-12-02.yml": MEETING, name: text}).pages()
    return pages[name.replace(".yml", ".html")]


def prices_of(model: type[Item]) -> Iterator[FieldSpec]:
    for spec in fields_of(model):
        if spec.model is not None:
            yield from prices_of(spec.model)
        elif "单价" in spec.word or spec.word in ("每人", "每工折资", "利息", "年利率"):
            yield spec


@pytest.mark.parametrize("kind", [kind for kind in KINDS if list(prices_of(kind.record))], ids=lambda kind: kind.name)
def test_every_unit_price_and_interest_may_be_rough(kind: Kind[Any]) -> None:
    for spec in prices_of(kind.record):
        assert spec.form is not None
        texts: tuple[str, ...] = ROUGH_SHARES if spec.word == "年利率" else ("约300 元", "十几元")
        texts = ROUGH_PRICES if "单价" in spec.word else texts
        for text in texts:
            assert spec.form.show(spec.form.parse(text)) == text


@pytest.mark.parametrize("price", ROUGH_PRICES)
@pytest.mark.parametrize("name", KINDS_WITH_PRICES)
def test_a_rough_price_is_shown_as_typed_and_accuses_nobody_of_what_may_be_so(name: str, price: str) -> None:
    text = KINDS_WITH_PRICES[name].format(price=price, area="100 户", amount="不详")
    assert price in shown(name, text)
    assert told(name, text) == set()


@pytest.mark.parametrize(
    ("price", "area", "amount", "is_wrong"),
    [
        ("10余元/亩", "100 亩", "1050.00", False),
        ("10余元/亩", "100 亩", "900.00", True),
        ("10—12元/亩", "100 亩", "1100.00", False),
        ("10—12元/亩", "100 亩", "1300.00", True),
        ("10—12元/亩", "100余 亩", "1300.00", False),
        ("12.00", "100余 亩", "1100.00", True),
        ("12.00", "100 亩", "1000余元", False),
        ("12.00", "100 亩", "1300余元", True),
        ("约 12.5 元/亩", "100 亩", "5.00", False),
        ("不到10元/亩", "100 亩", "1100.00", True),
    ],
)
@pytest.mark.parametrize("name", PRODUCTS)
def test_a_product_is_told_only_where_no_number_fits(
    name: str, price: str, area: str, amount: str, is_wrong: bool
) -> None:
    text = KINDS_WITH_PRICES[name].format(price=price, area=area, amount=amount)
    assert told(name, text) == ({PRODUCTS[name]} if is_wrong else set())


@pytest.mark.parametrize(
    ("price", "area", "amount", "is_wrong"),
    [
        ("100余元/户", "412 户", "45000.00", False),
        ("100余元/户", "412 户", "30000.00", True),
        ("100—120元", "412 户", "50000.00", True),
        ("100—120元", "400多户", "50000.00", False),
        ("约100元", "412 户", "30.00", False),
        ("100.00", "400多户", "30000.00", True),
    ],
)
def test_a_levy_by_household_is_told_only_where_no_number_fits(
    price: str, area: str, amount: str, is_wrong: bool
) -> None:
    assert told("levies/2026-1.yml", LEVY.format(price=price, area=area, amount=amount)) == (
        {"LEV001"} if is_wrong else set()
    )


@pytest.mark.parametrize(
    ("each", "heads", "amount", "codes"),
    [
        ("10余元", "100", "1000.00", set()),
        ("10余元", "100", "800.00", {"LEV001"}),
        ("10—12元", "100", "1300.00", {"LEV001"}),
        ("10.00", "100多人", "1200.00", set()),
        ("10.00", "100多人", "700.00", {"LEV001"}),
        ("20余元", "100", "1900.00", {"LEV007"}),
        ("约20元", "100", "1900.00", set()),
    ],
)
def test_a_levy_by_head_is_told_only_where_no_number_fits(each: str, heads: str, amount: str, codes: set[str]) -> None:
    text = BY_HEAD.format(each=each, heads=heads, amount=amount)
    assert told("levies/2026-1.yml", text) == codes
    assert each.removesuffix("元") in shown("levies/2026-1.yml", text)


@pytest.mark.parametrize(
    ("rate", "value", "is_wrong"),
    [("80元左右", "8000.00", False), ("70—80元", "8000.00", True), ("80余元", "8000.00", False)],
)
def test_work_bought_off_at_a_rough_price_is_told_only_where_it_must_be_too_much(
    rate: str, value: str, is_wrong: bool
) -> None:
    text = WORK.format(rate=rate, value=value)
    assert told("levies/2026-1.yml", text) == ({"LEV005"} if is_wrong else set())
    assert f"每工可以折 {rate}" in shown("levies/2026-1.yml", text)


@pytest.mark.parametrize(
    ("lent", "rate", "interest", "is_wrong"),
    [
        ("10000.00", "约4%", "800.00", False),
        ("10000.00", "4—6%", "800.00", True),
        ("10000.00", "4—6%", "550.00", False),
        ("10000.00", "不超过4%", "550.00", True),
        ("10000.00", "4%", "约550 元", False),
        ("10000.00", "4%", "500余元", True),
        ("10000.00", "4%", "不详", False),
        ("1万余元", "4%", "800.00", False),
    ],
)
def test_rough_interest_is_told_only_where_it_must_be_too_much(
    lent: str, rate: str, interest: str, is_wrong: bool
) -> None:
    text = DEBT.format(lent=lent, rate=rate, interest=interest)
    assert told("debts/1.yml", text) == ({"DEB006"} if is_wrong else set())
    page = shown("debts/1.yml", text)
    assert rate in page
    assert f"另付利息 {interest}" in page.replace("\n", " ")


def test_a_rough_price_needs_its_unit() -> None:
    (form,) = {spec.form for spec in prices_of(Rate) if spec.form is not None}
    with pytest.raises(ValueError, match=r"应为 约12\.5元"):
        form.parse("约12.5")
