"""What inspectors look at first in a ledger: takings that never saw the bank, slips, income without receipt, meals."""

from __future__ import annotations

import pytest

from support.rules_villages import COUNTY, VILLAGE, board_of, book, said, steps_of, withdrawn

MARCH = "finance/2026-03.yml"


def row(number: str, day: str, side: str, amount: str, *more: str, account: str = "现金", what: str = "杂项") -> str:
    """One entry; `day` of one month, or a whole date, or a month that is all that is known."""
    on = day if len(day) > 2 else f"2026-03-{day}"
    fields = "".join(f", {field}" for field in more)
    return f"  - {{编号: {number}, 日期: {on}, 摘要: {what}, 科目: 其他, {side}: {amount}, 账户: {account}{fields}}}\n"


def moved(day: str, amount: str, *, back: bool = False) -> str:
    """A transfer from the bank to cash, or back."""
    ends = "从: 现金, 到: 银行" if back else "从: 银行, 到: 现金"
    return f"划转:\n  - {{编号: 划1, 日期: {day}, {ends}, 金额: {amount}}}\n"


# --- SUP008: takings that were spent without being banked ---

TAKEN = row("001", "06", "收入", "1400.00")


def spent_of_takings(*rows: str, more: str = "", opening: str = "0.00") -> list[str]:
    return said("SUP008", {MARCH: book("".join(rows), more=more).replace("期初: 0.00", f"期初: {opening}", 1)})


def test_cash_paid_beyond_what_was_there_and_drawn_is_told_with_what_is_certain() -> None:
    told = (
        "「库存现金」到 2026 年 3 月 10 日付出 900.00 元，期初加上取来的只有 200.00 元，"
        "至少 700.00 元是收来的现金没有存银行就付的"
    )
    assert spent_of_takings(TAKEN, row("002", "10", "支出", "900.00"), opening="200.00") == [told]


@pytest.mark.parametrize(("opening", "many"), [("800.00", 1), ("800.01", 0), ("900.00", 0), ("不详", 0)])
def test_what_was_there_may_be_spent_and_small_change_is_no_matter(opening: str, many: int) -> None:
    assert len(spent_of_takings(TAKEN, row("002", "10", "支出", "900.00"), opening=opening)) == many


@pytest.mark.parametrize(
    ("more", "many"),
    [
        (moved("2026-03-09", "900.00"), 0),
        (moved("2026-03-11", "900.00"), 1),
        (moved("2026-03", "900.00"), 0),
        (moved("2026-03-07", "1400.00", back=True), 1),
    ],
)
def test_what_was_drawn_from_the_bank_in_time_may_be_spent(more: str, many: int) -> None:
    assert len(spent_of_takings(TAKEN, row("002", "10", "支出", "900.00"), more=more)) == many


def test_who_paid_before_anything_came_in_lent_his_own_money() -> None:
    assert spent_of_takings(row("001", "05", "支出", "900.00")) == []
    assert spent_of_takings(row("001", "05", "支出", "900.00"), TAKEN.replace("001", "002")) == []
    assert len(spent_of_takings(row("001", "05", "支出", "900.00"), row("002", "05", "收入", "300.00"))) == 1


def test_bank_accounts_unknown_days_withdrawn_entries_and_books_without_a_bank_are_let_pass() -> None:
    paid = row("002", "10", "支出", "900.00")
    assert spent_of_takings(TAKEN.replace("现金", "银行"), paid.replace("现金", "银行")) == []
    assert spent_of_takings(TAKEN, row("002", "2026-03", "支出", "900.00")) == []
    assert spent_of_takings(TAKEN, paid, more=withdrawn("002")) == []
    assert spent_of_takings(TAKEN, paid, row("003", "10", "支出", "-900.00", "冲销: 2026-03#002")) == []
    only_cash = book(TAKEN + paid).replace("类别: 银行存款", "类别: 库存现金")
    assert said("SUP008", {MARCH: only_cash}) == []


# --- FIN015: cash above the limit, whenever it is stated ---


@pytest.mark.parametrize(
    ("closing", "counted", "told"),
    [
        ("500.00", "500.00", []),
        ("500.01", "500.01", ["库存现金期末 500.01 元，超过限额 500.00 元"]),
        ("500.00", "900.00", ["库存现金 2026 年 3 月 12 日盘点 900.00 元，超过限额 500.00 元"]),
        ("不详", "900.00", ["库存现金 2026 年 3 月 12 日盘点 900.00 元，超过限额 500.00 元"]),
    ],
)
def test_cash_is_held_against_the_limit_at_the_end_and_when_it_was_counted(
    closing: str, counted: str, told: list[str]
) -> None:
    sums = f"日期: 2026-03-12, 账户: 现金, 账面余额: 900.00, 实点金额: {counted}, 盘点人: 李某"
    text = book("", more=f"现金盘点:\n  - {{编号: 盘1, {sums}}}\n").replace("明细:\n", "")
    files = {MARCH: text.replace("期末: 0.00", f"期末: {closing}", 1)}
    assert said("FIN015", {"region.yml": COUNTY + "公开设置:\n  现金限额: 500.00\n"} | files) == told
    assert said("FIN015", files) == []


# --- FIN050, SUP009: slips ---


def limited(word: str, limit: str) -> dict[str, str]:
    return {"region.yml": COUNTY + f"公开设置:\n  {word}: {limit}\n"}


def paid_on(receipt: str, amount: str = "300.00", *more: str) -> dict[str, str]:
    return {MARCH: book(row("001", "05", "支出", amount, f"票据种类: {receipt}", *more))}


@pytest.mark.parametrize(
    ("receipt", "many"),
    [
        ("白条", 1),
        ("白条一张", 1),
        ("无票据", 1),
        ("没有票据", 1),
        ("发票", 0),
        ("自制凭证", 0),
        ("领款名册", 0),
        ("税务局代开", 0),
    ],
)
def test_a_slip_is_one_in_any_wording_and_wants_a_reason(receipt: str, many: int) -> None:
    assert len(said("SUP009", paid_on(receipt))) == many
    assert said("SUP009", paid_on(receipt, "300.00", "说明: 向村民买石子")) == []
    assert len(said("FIN050", limited("白条限额", "200.00") | paid_on(receipt))) == many


@pytest.mark.parametrize(("limit", "many"), [("299.99", 1), ("300.00", 0), ("0.00", 1)])
def test_the_limit_of_the_place_is_the_most_for_one_slip(limit: str, many: int) -> None:
    assert len(said("FIN050", limited("白条限额", limit) | paid_on("白条"))) == many


def test_a_place_that_wants_no_slips_says_so_and_one_that_says_nothing_asks_nothing() -> None:
    assert said("FIN050", limited("白条限额", "0.00") | paid_on("白条")) == [
        "编号 001 支出 300.00 元，票据种类是「白条」，本地不准用白条"
    ]
    assert said("FIN050", paid_on("白条", "90000.00")) == []


# --- FIN051: income without a receipt ---


@pytest.mark.parametrize(
    ("receipt", "many"), [("白条", 1), ("自制凭证", 1), ("无票据", 1), ("收据", 0), ("银行回单", 0), ("财政票据", 0)]
)
def test_income_has_a_paper_that_somebody_else_holds(receipt: str, many: int) -> None:
    files = {MARCH: book(row("001", "05", "收入", "300.00", f"票据种类: {receipt}"))}
    assert len(said("FIN051", files)) == many
    assert said("SUP009", files) == []


def test_an_entry_that_says_nothing_of_its_paper_is_let_pass() -> None:
    files = {MARCH: book(row("001", "05", "收入", "300.00") + row("002", "05", "支出", "300.00"))}
    assert said("FIN051", files) == said("SUP009", files) == []


# --- FIN052: entertainment ---

NONE, SOME = limited("招待限额", "0.00"), limited("招待限额", "500.00")


@pytest.mark.parametrize(
    ("what", "many"),
    [
        ("招待来客", 1),
        ("业务招待费", 1),
        ("志愿者吃饭", 0),
        ("招待所住宿", 0),
        ("零招待承诺牌", 0),
    ],
)
def test_where_the_place_forbids_it_every_meal_is_told(what: str, many: int) -> None:
    files = {MARCH: book(row("001", "05", "支出", "300.00", what=what))}
    assert len(said("FIN052", NONE | files)) == many
    assert said("FIN052", files) == []


def test_it_is_seen_in_the_title_too_and_on_the_side_of_expense_alone() -> None:
    titled = row("001", "05", "支出", "300.00").replace("科目: 其他", "科目: 管理费用-招待费")
    assert said("FIN052", NONE | {MARCH: book(titled)}) == ["编号 001 招待费 300.00 元，本地不开支招待费（零招待）"]
    assert said("FIN052", NONE | {MARCH: book(titled.replace("支出", "收入"))}) == []


def test_a_year_is_added_up_over_all_books_and_what_is_beyond_the_limit_is_told() -> None:
    def meals(period: str, day: str, book_name: str) -> str:
        return book(row("001", day, "支出", "300.00", what="招待费"), period=period, name=book_name)

    files = {
        "finance/2025-12.yml": meals("2025-12", "2025-12-05", "合作社"),
        "finance/2026-02.yml": meals("2026-02", "2026-02-05", "合作社"),
        "finance/2026-03-村委会.yml": meals("2026-03", "2026-03-05", "村委会"),
    }
    assert said("FIN052", SOME | files) == [
        "编号 001 招待费 300.00 元，2026 年到这一笔共 600.00 元，本地一年最多 500.00 元"
    ]
    village = VILLAGE + "公开设置:\n  招待限额: 600.00\n"
    assert said("FIN052", SOME | {"village.yml": village} | files) == []


def test_what_was_paid_back_was_not_spent() -> None:
    meal = row("001", "05", "支出", "300.00", what="招待费")
    april = book(row("001", "2026-04-02", "支出", "-300.00", "冲销: 2026-03#001", what="退招待费"), period="2026-04")
    assert said("FIN052", NONE | {MARCH: book(meal), "finance/2026-04.yml": april}) == []
    assert said("FIN052", NONE | {MARCH: book(meal, more=withdrawn("001"))}) == []


def test_the_work_grows_as_the_entries_do() -> None:
    few, many = (
        board_of({MARCH: book("".join(row(str(n), "05", "支出", "1.00", what="招待") for n in range(size)))})
        for size in (100, 200)
    )
    assert steps_of("FIN052", many) < 3 * steps_of("FIN052", few)
    assert steps_of("SUP008", many) < 3 * steps_of("SUP008", few)
