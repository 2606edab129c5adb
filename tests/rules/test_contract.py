"""Edges of the rules of assets, contracts and debts: unknown, withdrawn, two books, 万元, parts of a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from cunwu.core.problem import Problem, Severity
from cunwu.records.board import read_outline
from cunwu.rules.checker import check_all

AS_OF = date(2026, 11, 20)
COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
VILLAGE = """\
名称: 上河村
法人:
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
  - 编号: 村委会
    名称: 上河村村民委员会
    种类: 村民委员会
"""
CONTRACT = "编号: 合-1\n名称: 厂房出租\n种类: 出租\n对方: 示例茶叶加工厂\n"
ASSET = "编号: 资-01\n名称: 厂房\n种类: 固定资产\n状态: 出租\n"
DEBT = "编号: 债-1\n事由: 欠工程尾款\n种类: 债务\n对方: 示例工程队\n金额: 1000.00\n状态: 未清\n"


@dataclass(frozen=True)
class Village:
    """Records of one village in memory, by path in its folder."""

    memory = None
    records: Mapping[str, str]

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self._texts()))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self._texts()[path].encode()

    def _texts(self) -> dict[str, str]:
        own = {"villages/region.yml": COUNTY, "villages/shanghe/village.yml": VILLAGE}
        return own | {f"villages/shanghe/{path}": text for path, text in self.records.items()}

    def problems(self) -> Iterator[Problem]:
        for verdict in check_all(self, read_outline(self), AS_OF):
            for problem in verdict.problems:
                yield problem
                yield from problem.consequences


def codes(**records: str) -> list[str]:
    """Codes found in a village with these records; `contract`, `asset2`, `march` … say what kind each is."""
    folders = {"contract": "contracts", "asset": "assets", "debt": "debts", "march": "finance/2026-03"}
    files = {}
    for name, text in records.items():
        kind = name.rstrip("0123456789")
        number = name.removeprefix(kind)
        files[f"{folders[kind]}-{number or 1}.yml" if kind == "march" else f"{folders[kind]}/x{number}.yml"] = text
    return [problem.code for problem in Village(files).problems()]


def lines(word: str, *rows: str) -> str:
    """A list of items under a word; each row is written as 编号 … 金额 in one flow mapping."""
    return f"{word}:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def due(number: str, day: str, amount: str) -> str:
    return f"编号: {number}, 到期: {day}, 金额: {amount}"


def pay(number: str, day: str, amount: str, more: str = "") -> str:
    return f"编号: {number}, 日期: {day}, 金额: {amount}{more}"


def withdrawn(*items: str) -> str:
    return lines(
        "撤销", *(f"编号: 撤{item}, 条目: {item}, 原因: 重复, 批准: 监委会, 日期: 2026-10-01" for item in items)
    )


def ledger(book: str, *entries: tuple[str, str, str]) -> str:
    """March of a book with entries (number, side, amount)."""
    signed = [(float(amount), side) for _, side, amount in entries]
    moved = sum(amount if side == "收入" else -amount for amount, side in signed)
    rows = "".join(
        f"  - 编号: {number}\n    日期: 2026-03-1{place}\n    摘要: 第{number}笔\n    科目: 其他\n"
        f"    {side}: {amount}\n    账户: 银行\n"
        for place, (number, side, amount) in enumerate(entries)
    )
    head = f"账套: {book}\n期间: 2026-03\n制度: 简易\n账户:\n  - 编号: 银行\n    名称: 信用社\n    类别: 银行存款\n"
    return f"{head}    期初: 90000.00\n    期末: {90000 + moved:.2f}\n明细:\n{rows}"


# --- contracts --------------------------------------------------------------------------------------------------------

LATER = (due("期1", "2027-01-31", "100.00"), due("期2", "2028-01-31", "100.00"))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("总价: 200.00\n" + lines("付款安排", *LATER), []),
        ("总价: 300.00\n" + lines("付款安排", *LATER), ["CTR001"]),
        ("总价: 不详\n" + lines("付款安排", *LATER), []),
        ("总价: 300.00\n" + lines("付款安排", *LATER, due("期3", "2029-01", "不详")), []),
        ("总价: 100.00\n" + lines("付款安排", *LATER) + withdrawn("期2"), []),
        ("总价: 200.00\n" + lines("付款安排", *LATER) + withdrawn("期2"), ["CTR001"]),
        ("单位: 万元\n总价: 0.02\n" + lines("付款安排", *LATER).replace("100.00", "0.010000"), []),
        ("单位: 万元\n总价: 0.020001\n" + lines("付款安排", *LATER).replace("100.00", "0.01"), ["CTR001"]),
        ("总价: 零\n" + lines("付款安排", due("期1", "2020", "零")), []),
    ],
)
def test_a_schedule_adds_up_to_the_price_where_both_are_known(more: str, expected: list[str]) -> None:
    assert codes(contract=CONTRACT + more) == expected


@pytest.mark.parametrize(
    ("payments", "expected"),
    [
        (lines("已付", pay("付1", "2026", "201.00")), ["CTR005"]),
        (lines("已付", pay("付1", "2026", "200.00")), []),
        (lines("已付", pay("付1", "2026", "201.00"), pay("付2", "2026", "-1.00")), []),
        (lines("已付", pay("付1", "2026", "201.00"), pay("付2", "2026", "不详")), []),
        (lines("已付", pay("付1", "2026", "200.00"), pay("付2", "2026", "1.00")) + withdrawn("付2"), []),
        (lines("已付", pay("付1", "2026", "101.00", ", 期次: 期1")), ["CTR004"]),
        (lines("已付", pay("付1", "2026", "101.00", ", 期次: 期1"), pay("付2", "2026", "不详, 期次: 期1")), []),
        (lines("已付", pay("付1", "2026", "101.00", ", 期次: 期1")) + withdrawn("付1"), []),
    ],
)
def test_no_more_is_paid_than_agreed(payments: str, expected: list[str]) -> None:
    assert codes(contract=CONTRACT + lines("付款安排", *LATER) + payments) == expected


def test_paid_too_much_in_one_instalment_and_in_all_stands_beside_both_figures() -> None:
    text = CONTRACT + lines("付款安排", *LATER) + lines("已付", pay("付1", "2026", "301.00", ", 期次: 期1"))
    problems = [found for found in Village({"contracts/x.yml": text}).problems() if found.code.startswith("CTR00")]
    assert {(found.code, found.severity, found.consequences) for found in problems} == {
        ("CTR004", Severity.IRREGULAR, ()),
        ("CTR005", Severity.IRREGULAR, ()),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (lines("付款安排", due("期1", "2026-11-19", "100.00")), ["CTR006"]),
        (lines("付款安排", due("期1", "2026-11-20", "100.00")), []),
        (lines("付款安排", due("期1", "2026-11", "100.00")), []),
        (lines("付款安排", due("期1", "2026-10", "100.00")), ["CTR006"]),
        (lines("付款安排", due("期1", "2026-10", "不详")), []),
        (lines("付款安排", due("期1", "2026-10", "100.00"), due("减1", "2026-10", "-100.00")), []),
        (lines("付款安排", due("期1", "2026-10", "100.00")) + lines("已付", pay("付1", "2026", "不详")), []),
        (lines("付款安排", due("期1", "2026-10", "100.00")) + "状态: 已终止\n终止日期: 2026-09\n", []),
    ],
)
def test_late_is_what_is_known_to_be_owed_after_its_last_day(text: str, expected: list[str]) -> None:
    assert codes(contract=CONTRACT + text) == expected


def test_the_remark_on_what_is_late_says_how_much_and_how_long() -> None:
    text = CONTRACT.replace("出租", "采购") + lines("付款安排", due("期1", "2026-11-01", "1.50"))
    (problem,) = Village({"contracts/x.yml": text}).problems()
    assert (
        problem.message == "村里欠对方：1 期到期没有付清（期1），共 1.50 元，最早的 2026 年 11 月 1 日到期，已过 19 天"
    )


LET = "标的物:\n  - 编号: 标1\n    标的: 厂房\n    资产: 资-01\n"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("起: 2026-01\n止: 2026-12\n", "起: 2026-06\n止: 2027-12\n", ["CTR009"]),
        ("起: 2026-01\n止: 2026-05\n", "起: 2026-06\n止: 2027-12\n", []),
        ("起: 2026-01\n止: 2026-06\n", "起: 2026-06\n止: 2027-12\n", []),  # within June, nobody can tell
        ("起: 2026-01\n止: 2026-12\n终止日期: 2026-05-31\n", "起: 2026-06\n止: 2027-12\n", []),
        ("起: 2026-01\n", "起: 2026-06\n止: 2027-12\n", ["CTR032"]),
    ],
)
def test_one_thing_is_let_once_at_a_time(first: str, second: str, expected: list[str]) -> None:
    other = CONTRACT.replace("合-1", "合-2")
    assert codes(asset=ASSET, contract=CONTRACT + LET + first, contract2=other + LET + second) == expected


def test_a_running_contract_needs_an_asset_that_is_there() -> None:
    for state, disposal in (("闲置", ""), ("已处置", "处置: {日期: 2026-03-20, 方式: 出售, 金额: 900.00}\n")):
        asset = ASSET.replace("状态: 出租", f"状态: {state}") + disposal
        assert codes(asset=asset, contract=CONTRACT + LET + "状态: 履行中\n") == ["CTR008"]
        assert codes(asset=asset, contract=CONTRACT + LET + "状态: 已到期\n") == []
        assert codes(asset=asset, contract=CONTRACT.replace("种类: 出租", "种类: 采购") + LET + "状态: 履行中\n") == []


def test_a_contract_running_by_its_days_needs_it_too() -> None:
    asset = ASSET.replace("状态: 出租", "状态: 闲置")
    assert codes(asset=asset, contract=CONTRACT + LET + "起: 2026\n止: 2026-12\n") == ["CTR008"]
    assert codes(asset=asset, contract=CONTRACT + LET + "起: 2025\n止: 2026-10\n") == []


# --- debts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("余额: 900.00\n" + lines("归还", pay("还1", "2026", "100.00")), []),
        ("余额: 1000.00\n" + lines("归还", pay("还1", "2026", "100.00")), ["DEB001"]),
        ("余额: 1000.00\n" + lines("归还", pay("还1", "2026", "100.00")) + withdrawn("还1"), []),
        ("余额: 500.00\n" + lines("归还", pay("还1", "2026", "不详")), []),
        ("余额: 不详\n" + lines("归还", pay("还1", "2026", "100.00")), []),
        (lines("归还", pay("还1", "2026", "1000.00")), ["DEB004"]),
        (lines("归还", pay("还1", "2026", "1000.01")), ["DEB004", "DEB002"]),
    ],
)
def test_what_is_left_is_what_was_owed_less_what_was_paid_back(more: str, expected: list[str]) -> None:
    assert codes(debt=DEBT + more) == expected


@pytest.mark.parametrize(("interest", "expected"), [("40.56", []), ("40.57", ["DEB006"])])
def test_interest_stays_within_the_rate_by_a_year_of_360_days(interest: str, expected: list[str]) -> None:
    repaid = lines("归还", pay("还1", "2026-01-01", "1.00", f", 利息: {interest}"))
    terms = "发生: 2025-01-01\n年利率: 4%\n会议: 2026-1\n"
    meeting = "编号: 2026-1\n种类: 村民会议\n议题: 借款\n召开日期: 2024-12-20\n"
    found = Village({"debts/x.yml": DEBT + terms + repaid, "meetings/m.yml": meeting}).problems()
    assert [problem.code for problem in found] == expected


# --- with the ledger --------------------------------------------------------------------------------------------------


def rent(amount: str, book: str = "", more: str = "") -> str:
    payment = pay("付1", "2026-03", amount, ', 流水: "2026-03#001"')
    return CONTRACT + book + lines("已付", payment) + more


def test_a_payment_is_held_against_the_entry_of_its_own_book() -> None:
    ours, theirs = ledger("合作社", ("001", "收入", "100.00")), ledger("村委会", ("001", "收入", "70.00"))
    assert codes(march=ours, march2=theirs, contract=rent("100.00")) == []
    assert codes(march=ours, march2=theirs, contract=rent("70.00")) == []
    assert codes(march=ours, march2=theirs, contract=rent("70.00", "账套: 村委会\n")) == []
    assert codes(march=ours, march2=theirs, contract=rent("70.00", "账套: 合作社\n")) == ["REF017"]


def test_several_payments_in_one_entry_add_up_to_it() -> None:
    other = rent("30.00").replace("合-1", "合-2")
    assert codes(march=ledger("合作社", ("001", "收入", "100.00")), contract=rent("70.00"), contract2=other) == []
    assert codes(march=ledger("合作社", ("001", "收入", "90.00")), contract=rent("70.00"), contract2=other) == [
        "REF017"
    ]


def test_what_is_unknown_or_withdrawn_is_held_against_nothing() -> None:
    march = ledger("合作社", ("001", "收入", "100.00"))
    assert codes(march=march, contract=rent("不详")) == []
    assert codes(march=march, contract=rent("70.00", more=withdrawn("付1"))) == []


def test_money_given_back_runs_the_other_way() -> None:
    assert codes(march=ledger("合作社", ("001", "支出", "20.00")), contract=rent("-20.00")) == []
    assert codes(march=ledger("合作社", ("001", "收入", "20.00")), contract=rent("-20.00")) == ["REF019"]


def test_a_contract_of_no_particular_sort_may_run_either_way() -> None:
    for side in ("收入", "支出"):
        other = rent("20.00").replace("种类: 出租", "种类: 其他")
        assert codes(march=ledger("合作社", ("001", side, "20.00")), contract=other) == []


def test_a_claim_paid_back_with_interest_is_one_entry() -> None:
    claim = DEBT.replace("债务", "债权") + "年利率: 4%\n"
    repaid = lines("归还", pay("还1", "2026-03", "500.00", ', 利息: 20.00, 流水: "2026-03#001"'))
    assert codes(march=ledger("合作社", ("001", "收入", "520.00")), debt=claim + repaid) == []
    assert codes(march=ledger("合作社", ("001", "收入", "500.00")), debt=claim + repaid) == []
    assert codes(march=ledger("合作社", ("001", "收入", "510.00")), debt=claim + repaid) == ["REF018"]
    assert codes(march=ledger("合作社", ("001", "支出", "520.00")), debt=claim + repaid) == ["REF019"]


def test_two_things_bought_at_once_are_worth_the_entry_together() -> None:
    bought = ASSET + "原值: 30.00\n流水: 2026-03#001\n"
    other = bought.replace("资-01", "资-02").replace("30.00", "70.00")
    assert codes(march=ledger("合作社", ("001", "支出", "100.00")), asset=bought, asset2=other) == []
    assert codes(march=ledger("合作社", ("001", "支出", "90.00")), asset=bought, asset2=other) == ["REF015"]
