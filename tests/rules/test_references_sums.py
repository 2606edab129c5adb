"""Cross-checks: one sum written in two records is the same sum, and what is not known is compared with nothing."""

from __future__ import annotations

import pytest

from support.rules_villages import board_of, book, said, steps_of, withdrawn

MARCH = "finance/2026-03.yml"
VILLAGES_BOOK = "finance/2026-03-村委会.yml"


def moved(number: str, amount: str, *more: str, side: str = "支出", on: str = "2026-03-09") -> str:
    """One entry of the ledger; `more` are fields such as 项目: 亭."""
    fields = "".join(f", {field}" for field in more)
    return f"  - {{编号: {number}, 日期: {on}, 摘要: 一笔钱, 科目: 公益支出, {side}: {amount}, 账户: 银行{fields}}}\n"


# --- REF020 to REF023: what names an entry ---


def deed(cost: str | None = "860.00", number: str = "沟", entry: str | None = "2026-03#001") -> str:
    money = "" if cost is None else f"花费: {cost}\n"
    return f"编号: {number}\n事项: 清通水沟\n种类: 实事\n{money}" + (f"流水: {entry}\n" if entry else "")


def told(entries: str, *deeds: str) -> list[str]:
    return said("REF020", {MARCH: book(entries), **{f"deeds/{place}.yml": text for place, text in enumerate(deeds)}})


def test_a_deed_costs_what_the_entry_it_names_paid() -> None:
    assert told(moved("001", "860.00"), deed()) == []
    assert told(moved("001", "680.00"), deed()) == ["沟 的花费 是 860.00 元，收支「2026-03#001」写的是支出 680.00 元"]


def test_a_deed_that_names_no_entry_or_one_that_is_not_there_is_not_compared() -> None:
    assert told(moved("001", "680.00"), deed(entry=None)) == []
    assert told(moved("001", "680.00"), deed(entry="2026-03#002")) == []
    assert told(moved("001", "680.00"), deed(entry="2026-02#001")) == []


def test_deeds_that_name_one_entry_are_added_up_and_told_once() -> None:
    assert told(moved("001", "860.00"), deed("500.00"), deed("360.00", "路")) == []
    assert len(told(moved("001", "860.00"), deed("500.00"), deed("300.00", "路"))) == 1


@pytest.mark.parametrize("cost", ["不详", None])
def test_a_sum_of_which_a_part_is_unknown_is_not_compared(cost: str | None) -> None:
    assert told(moved("001", "860.00"), deed("500.00"), deed(cost, "路")) == []
    assert told(moved("001", "860.00"), deed(cost)) == []


def test_an_entry_whose_amount_is_unknown_is_no_zero() -> None:
    assert told(moved("001", "不详"), deed()) == []


def test_an_entry_that_took_money_in_paid_nothing() -> None:
    (message,) = told(moved("001", "860.00", side="收入"), deed())
    assert message.endswith("写的是收入 860.00 元")


def test_a_withdrawn_entry_is_not_compared() -> None:
    assert said("REF020", {MARCH: book(moved("001", "680.00"), more=withdrawn("001")), "deeds/1.yml": deed()}) == []


@pytest.mark.parametrize(("cost", "many"), [("860.00", 0), ("760.00", 0), ("0.00", 1)])
def test_before_and_after_a_red_entry_will_do(cost: str, many: int) -> None:
    red = moved("002", "-100.00", "冲销: 2026-03#001")
    assert len(told(moved("001", "860.00") + red, deed(cost))) == many


def test_a_red_entry_of_another_month_belongs_to_the_entry_it_names() -> None:
    april = book(moved("001", "-100.00", "冲销: 2026-03#001", on="2026-04-02"), period="2026-04")
    files = {MARCH: book(moved("001", "860.00")), "finance/2026-04.yml": april, "deeds/1.yml": deed("760.00")}
    assert said("REF020", files) == []
    files["finance/2026-04.yml"] = april.replace("账套: 合作社", "账套: 村委会")
    assert len(said("REF020", files)) == 1


@pytest.mark.parametrize(("other", "many"), [("860.00", 0), ("15.00", 1), ("不详", 0)])
def test_of_two_books_with_that_number_either_will_do(other: str, many: int) -> None:
    books = {MARCH: book(moved("001", "12.00")), VILLAGES_BOOK: book(moved("001", other), name="村委会")}
    assert len(said("REF020", {**books, "deeds/1.yml": deed()})) == many


def visits(*money: str, more: str = "") -> str:
    lines = "".join(
        f"  - {{编号: 访{number}, 日期: 2026-03-04, 走访人: P01, 对象: 困难户, {amount}流水: 2026-03#001}}\n"
        for number, amount in enumerate(money, 1)
    )
    return f"期间: 2026-03\n明细:\n{lines}{more}"


@pytest.mark.parametrize(
    ("money", "many"),
    [
        (("慰问金: 600.00, ", "慰问金: 600.00, "), 0),
        (("慰问金: 600.00, ", "慰问金: 400.00, "), 1),
        (("慰问金: 600.00, ", "慰问金: 不详, "), 0),
        (("慰问金: 600.00, ", "慰问品: 米 6 袋, "), 0),
    ],
)
def test_visits_gave_what_the_entry_paid(money: tuple[str, ...], many: int) -> None:
    files = {MARCH: book(moved("001", "1200.00")), "visits/2026-03.yml": visits(*money)}
    assert len(said("REF021", files)) == many


def test_a_withdrawn_visit_gave_nothing() -> None:
    given = visits("慰问金: 1200.00, ", "慰问金: 1200.00, ", more=withdrawn("访2"))
    assert said("REF021", {MARCH: book(moved("001", "1200.00")), "visits/2026-03.yml": given}) == []


def pavilion(*more: str) -> dict[str, str]:
    return {"projects/ting.yml": "编号: 亭\n名称: 凉亭\n" + "".join(f"{line}\n" for line in more)}


def gift(number: int, amount: str) -> str:
    return f"  - {{编号: 捐{number}, 捐赠人: 村民, 金额: {amount}, 流水: 2026-03#001}}"


@pytest.mark.parametrize(
    ("amounts", "many"), [(("300.00", "500.00"), 0), (("300.00", "400.00"), 1), (("300.00", "不详"), 0)]
)
def test_gifts_are_what_the_entry_took_in(amounts: tuple[str, ...], many: int) -> None:
    gifts = [gift(number, amount) for number, amount in enumerate(amounts, 1)]
    files = {MARCH: book(moved("001", "800.00", side="收入")), **pavilion("捐赠:", *gifts)}
    assert len(said("REF022", files)) == many


def test_gifts_in_ten_thousands_are_the_same_money() -> None:
    files = {MARCH: book(moved("001", "800.00", side="收入")), **pavilion("单位: 万元", "捐赠:", gift(1, "0.08"))}
    assert said("REF022", files) == []


def test_gifts_to_two_projects_in_one_entry_are_added_up() -> None:
    bridge = {"projects/qiao.yml": "编号: 桥\n名称: 石桥\n捐赠:\n" + gift(1, "500.00") + "\n"}
    files = {MARCH: book(moved("001", "800.00", side="收入")), **pavilion("捐赠:", gift(1, "300.00")), **bridge}
    assert said("REF022", files) == []


def allowance(number: str, amount: str, where: str = "流水: 2026-03#001") -> dict[str, str]:
    text = f"编号: {number}\n派出单位: [县水利局]\n职务: 队员\n起: 2026-01-05\n驻村补助:\n"
    return {f"postings/{number}.yml": f"{text}  - {{编号: 补1, 期间: 2026-03, 金额: {amount}, {where}}}\n"}


def test_allowances_are_what_the_entry_paid_or_somebody_else_did() -> None:
    paid = {MARCH: book(moved("001", "600.00"))}
    assert said("REF023", {**paid, **allowance("P01", "300.00"), **allowance("P02", "300.00")}) == []
    assert said("REF023", {**paid, **allowance("P01", "300.00")}) == [
        "驻村补助 补1 是 300.00 元，收支「2026-03#001」写的是支出 600.00 元"
    ]
    assert said("REF023", {**paid, **allowance("P01", "300.00", "付款单位: 县财政局")}) == []


# --- REF024: a project and the ledger ---

FOR_IT = "项目: 亭"


def payment(number: int, amount: str, *more: str, on: str = "2026-03-09") -> str:
    fields = "".join(f", {field}" for field in more)
    return f"  - {{编号: 付{number}, 日期: {on}, 金额: {amount}{fields}}}"


def compared(entries: str, *payments: str, more: str = "") -> list[str]:
    return said("REF024", {MARCH: book(entries, more=more), **pavilion("已付:", *payments)})


def test_a_project_paid_what_the_ledger_says_was_paid_for_it() -> None:
    assert compared(moved("001", "80.00", FOR_IT) + moved("002", "50.00", FOR_IT), payment(1, "130.00")) == []
    assert compared(moved("001", "80.00", FOR_IT) + moved("002", "50.00", FOR_IT), payment(1, "80.00")) == [
        "项目写的已付合计 80.00 元，收支里写明这个项目的支出合计 130.00 元，相差 50.00 元"
    ]


def test_two_books_pay_for_one_project() -> None:
    books = {
        MARCH: book(moved("001", "80.00", FOR_IT)),
        VILLAGES_BOOK: book(moved("001", "50.00", FOR_IT), name="村委会"),
    }
    assert said("REF024", {**books, **pavilion("已付:", payment(1, "130.00"))}) == []


def test_what_others_paid_is_not_looked_for_in_the_ledger() -> None:
    own, others = payment(1, "80.00"), payment(2, "900.00", "付款单位: 县财政局")
    assert compared(moved("001", "80.00", FOR_IT), own, others) == []
    assert compared(moved("001", "80.00", FOR_IT), others) == []


def test_what_was_paid_before_the_first_ledger_is_in_none() -> None:
    early = payment(2, "900.00", on="2025-11-02")
    assert compared(moved("001", "80.00", FOR_IT), payment(1, "80.00"), early) == []
    named = payment(2, "900.00", "流水: 2026-03#002", on="2025-11-02")
    assert len(compared(moved("001", "80.00", FOR_IT), payment(1, "80.00"), named)) == 1


def test_withdrawn_red_and_unknown_entries_of_a_project() -> None:
    first = moved("001", "80.00", FOR_IT)
    assert compared(first + moved("002", "50.00", FOR_IT), payment(1, "80.00"), more=withdrawn("002")) == []
    assert compared(first + moved("002", "-30.00", FOR_IT, "冲销: 2026-03#001"), payment(1, "50.00")) == []
    assert compared(first + moved("002", "不详", FOR_IT), payment(1, "80.00")) == []
    assert compared(first + moved("002", "5000.00", FOR_IT, side="收入"), payment(1, "80.00")) == []


def test_a_side_that_says_nothing_is_not_compared() -> None:
    assert compared(moved("001", "80.00"), payment(1, "90.00")) == []
    assert said("REF024", {MARCH: book(moved("001", "80.00", FOR_IT)), **pavilion()}) == []


def test_a_remark_about_the_project_explains_no_difference() -> None:
    files = {MARCH: book(moved("001", "80.00", FOR_IT)), **pavilion("已付:", payment(1, "70.00"), "备注: 退保证金")}
    assert len(said("REF024", files)) == 1


def test_a_project_in_ten_thousands_is_the_same_money() -> None:
    files = {MARCH: book(moved("001", "80.00", FOR_IT)), **pavilion("单位: 万元", "已付:", payment(1, "0.008"))}
    assert said("REF024", files) == []


# --- REF025, REF026: a project and its contracts ---


def contract(number: str, *more: str, sort: str = "施工", project: str = "亭") -> dict[str, str]:
    text = f"编号: {number}\n名称: 凉亭合同\n种类: {sort}\n对方: 示例建筑队\n项目: {project}\n"
    return {f"contracts/{number}.yml": text + "".join(f"{line}\n" for line in more)}


PAID = pavilion("已付:", payment(1, "80.00"))


def test_what_contracts_paid_is_among_what_the_project_paid() -> None:
    assert said("REF025", {**contract("合-1", "已付:", payment(1, "80.00")), **PAID}) == []
    assert said("REF025", {**contract("合-1", "已付:", payment(1, "70.00")), **PAID}) == []
    both = {**contract("合-1", "已付:", payment(1, "70.00")), **contract("合-2", "已付:", payment(1, "20.00"))}
    assert said("REF025", {**both, **PAID}) == ["项目的合同已经付了 90.00 元，项目写的已付只有 80.00 元，少 10.00 元"]


def test_contracts_that_bring_money_or_are_for_another_project_pay_nothing_here() -> None:
    rent = contract("合-1", "已付:", payment(1, "900.00"), sort="出租")
    assert said("REF025", {**rent, **PAID}) == []
    other = contract("合-1", "已付:", payment(1, "900.00"), project="桥")
    assert said("REF025", {**other, **PAID, "projects/qiao.yml": "编号: 桥\n名称: 石桥\n"}) == [
        "项目的合同已经付了 900.00 元，项目写的已付只有 0.00 元，少 900.00 元"
    ]


def test_what_others_paid_counts_for_the_project_and_withdrawn_payments_do_not() -> None:
    others = pavilion("已付:", payment(1, "80.00"), payment(2, "20.00", "付款单位: 县财政局"))
    assert said("REF025", {**contract("合-1", "已付:", payment(1, "100.00")), **others}) == []
    twice = ("已付:", payment(1, "80.00"), payment(2, "80.00"), withdrawn("付2").rstrip("\n"))
    assert said("REF025", {**contract("合-1", *twice), **PAID}) == []


PRICED = pavilion("金额:", "  合同: 100.00")


@pytest.mark.parametrize(
    ("contracts", "many"),
    [
        (contract("合-1", "总价: 100.00"), 0),
        (contract("合-1", "总价: 90.00"), 1),
        ({**contract("合-1", "总价: 60.00"), **contract("合-2", "总价: 40.00")}, 0),
        ({**contract("合-1", "总价: 60.00"), **contract("合-2", "总价: 不详")}, 0),
        ({**contract("合-1", "总价: 60.00"), **contract("合-2")}, 0),
        ({**contract("合-1", "总价: 100.00"), **contract("合-2", "总价: 7.00", sort="服务")}, 0),
        ({**contract("合-1", "总价: 100.00"), **contract("合-2", "总价: 90.00", "状态: 已终止")}, 0),
        (contract("合-1", "总价: 90.00", "状态: 已终止"), 0),
    ],
)
def test_prices_of_works_add_up_to_the_contract_amount(contracts: dict[str, str], many: int) -> None:
    assert len(said("REF026", {**contracts, **PRICED})) == many


@pytest.mark.parametrize("amount", [("金额:", "  合同: 不详"), ("金额:", "  预算: 90.00"), ()])
def test_a_project_without_a_known_contract_amount_is_not_compared(amount: tuple[str, ...]) -> None:
    assert said("REF026", {**contract("合-1", "总价: 90.00"), **pavilion(*amount)}) == []


# --- REF027: whom an entry pays ---


@pytest.mark.parametrize(
    ("fields", "many"),
    [
        (("对方: 示例建筑队",), 0),
        (("对方: 示例 建筑队有限公司",), 0),
        (("对方: 清河建筑队",), 1),
        (("对方: 清河建筑队", "说明: 书面委托收款"), 1),
        ((), 0),
    ],
)
def test_an_entry_pays_whom_its_contract_is_with(fields: tuple[str, ...], many: int) -> None:
    files = {MARCH: book(moved("001", "80.00", "合同: 合-1", *fields)), **contract("合-1"), **pavilion()}
    assert len(said("REF027", files)) == many


def test_a_contract_that_is_not_registered_and_a_withdrawn_entry_are_let_pass() -> None:
    wrong = moved("001", "80.00", "合同: 合-9", "对方: 清河建筑队")
    assert said("REF027", {MARCH: book(wrong), **contract("合-1"), **pavilion()}) == []
    wrong = wrong.replace("合-9", "合-1")
    assert said("REF027", {MARCH: book(wrong, more=withdrawn("001")), **contract("合-1"), **pavilion()}) == []
    assert len(said("REF027", {MARCH: book(wrong), **contract("合-1"), **pavilion()})) == 1


# --- work ---

CROSS_CHECKS = ("REF020", "REF021", "REF022", "REF023", "REF024", "REF025", "REF026", "REF027")


def many(count: int) -> dict[str, str]:
    """A month of so many entries for one project under one contract, some of them named by every kind of record."""
    fields = ("合同: 合-1", "对方: 清河建筑队", FOR_IT)
    entries = "".join(moved(f"{number:05}", "80.00", *fields) for number in range(count))
    payments = (payment(number, "1.00") for number in range(count // 50))
    files = {MARCH: book(entries), **contract("合-1", "总价: 90.00", "已付:", payment(1, "9999999.00"))}
    files |= pavilion("金额:", "  合同: 100.00", "捐赠:", gift(1, "1.00").replace("#001", "#00001"), "已付:", *payments)
    files |= allowance("P01", "1.00", "流水: 2026-03#00001")
    files |= {"visits/2026-03.yml": visits("慰问金: 1.00, ").replace("#001", "#00001")}
    deeds = range(count // 50)
    return files | {f"deeds/{number}.yml": deed("1.00", f"沟{number}", f"2026-03#{number:05}") for number in deeds}


def test_four_times_the_entries_are_four_times_the_work() -> None:
    few, full = board_of(many(1_000)), board_of(many(4_000))
    for code in CROSS_CHECKS:
        assert steps_of(code, full) <= 4.5 * steps_of(code, few), code
