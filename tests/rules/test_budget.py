"""Budgets: titles and their details, withdrawn lines, several books, months that are missing, amounts not known."""

from __future__ import annotations

from datetime import date

from hypothesis import given, strategies as st

from cunwu.derive.execution import Execution, derive_execution, find_execution
from cunwu.kinds.budget import BUDGET
from cunwu.kinds.ledger import LEDGER
from cunwu.records.board import Board
from cunwu.values.money import Money, plain_yuan
from cunwu.values.period import gaps_between, parse_period
from support.rules_boards import board_of, codes_in, messages_of

PLAN = """\
账套: 合作社
期间: 2026
收入预算:
  - 编号: 入1
    科目: 经营收入
    金额: 1000.00
支出预算:
  - 编号: 支1
    科目: 公益支出
    金额: 600.00
  - 编号: 支2
    科目: 公益支出-路灯
    金额: 200.00
"""


CHANGE = """\
  - 编号: {}
    日期: 2026-02-01
    方向: 支出
    科目: {}
    金额: {}
    原因: 工期推后
"""
MEETING = "    会议: 2026-03-12\n"


def month(period: str, *entries: tuple[str, str, str], book: str = "合作社", closing: str = "不详") -> str:
    """A ledger of one book whose balances nobody knows; entries are side, title and amount."""
    lines = "".join(
        f"  - 编号: {number:03}\n    日期: {period}-10\n    摘要: 账\n"
        f"    科目: {title}\n    {side}: {amount}\n    账户: 现金\n"
        for number, (side, title, amount) in enumerate(entries, 1)
    )
    account = f"  - 编号: 现金\n    名称: 库存现金\n    类别: 库存现金\n    期初: 不详\n    期末: {closing}\n"
    head = f"账套: {book}\n期间: {period}\n制度: kj2023\n账户:\n{account}"
    return head + (f"明细:\n{lines}" if lines else "")


def executed(board: Board) -> Execution:
    (budget,) = board.records(BUDGET)
    return derive_execution(budget, board.records(LEDGER))


def done(execution: Execution) -> dict[str, str]:
    return {line.title: plain_yuan(line.done) for line in (*execution.income, *execution.expense)}


def test_a_detail_counts_under_its_own_line_else_under_its_title() -> None:
    january = month(
        "2026-01",
        ("支出", "公益支出-路灯-电费", "20.00"),
        ("支出", "公益支出—水渠", "30.00"),
        ("收入", "经营收入", "5.00"),
        ("支出", "管理费用", "1.00"),
    )
    execution = executed(board_of({"budgets/2026.yml": PLAN, "finance/2026-01.yml": january}))
    assert done(execution) == {"经营收入": "5.00", "公益支出": "30.00", "公益支出-路灯": "20.00", "管理费用": "1.00"}
    assert execution.is_complete
    assert execution.until == date(2026, 1, 31)


def test_books_are_kept_apart() -> None:
    files = {
        "budgets/2026.yml": PLAN,
        "finance/2026-01.yml": month("2026-01", ("支出", "公益支出", "20.00")),
        "finance/2026-01-cun.yml": month("2026-01", ("支出", "公益支出", "9000.00"), book="村委会"),
    }
    assert done(executed(board_of(files)))["公益支出"] == "20.00"
    assert "BUD004" not in codes_in(files)


def test_what_another_year_spent_is_not_this_years() -> None:
    files = {
        "budgets/2026.yml": PLAN,
        "finance/2025-12.yml": month("2025-12", ("支出", "公益支出", "9000.00")),
        "finance/2027-01.yml": month("2027-01", ("支出", "公益支出", "9000.00")),
    }
    execution = executed(board_of(files))
    assert done(execution)["公益支出"] == "0.00"
    assert execution.until is None


def test_a_missing_month_and_an_amount_not_known_are_said() -> None:
    files = {
        "budgets/2026.yml": PLAN,
        "finance/2026-01.yml": month("2026-01"),
        "finance/2026-04.yml": month("2026-04", ("支出", "公益支出", "不详")),
    }
    execution = executed(board_of(files))
    assert [gap.label for gap in execution.gaps] == ["2026 年 2 月至 3 月"]
    assert execution.unknown == 1
    assert not execution.is_complete
    assert execution.until == date(2026, 4, 30)


def test_withdrawn_lines_changes_and_entries_do_not_count() -> None:
    withdrawn = "撤销:\n  - 编号: 撤1\n    条目: {}\n    原因: 重复\n    批准: 会上同意\n    日期: 2026-03-01\n"
    change = "调整:\n" + CHANGE.format("调1", "公益支出", "-900.00")
    january = month("2026-01", ("支出", "公益支出", "5000.00")) + withdrawn.format("001")
    files = {"budgets/2026.yml": PLAN + change + withdrawn.format("调1"), "finance/2026-01.yml": january}
    assert {"BUD002", "BUD003", "BUD004"} & set(codes_in(files)) == set()
    twice = PLAN.replace("公益支出-路灯", "公益支出")
    assert "BUD001" in codes_in({"budgets/2026.yml": twice})
    assert "BUD001" not in codes_in({"budgets/2026.yml": twice + withdrawn.format("支2")})


def test_a_change_may_start_a_title_and_one_may_pay_for_another() -> None:
    change = CHANGE + MEETING
    moved = change.format("调1", "公益支出", "-600.00") + change.format("调2", "管理费用", "600.00")
    agreed = PLAN.replace("期间: 2026\n", "期间: 2026\n会议: 2026-03-12\n")
    files = {"budgets/2026.yml": f"{agreed}调整:\n{moved}"}
    assert codes_in(files) == []
    execution = executed(board_of(files))
    assert {line.title: line.current for line in execution.expense} == {
        "公益支出": Money(0),
        "公益支出-路灯": Money(20000),
        "管理费用": Money(60000),
    }


def test_spending_over_the_plan_names_both_figures() -> None:
    files = {"budgets/2026.yml": PLAN, "finance/2026-01.yml": month("2026-01", ("支出", "公益支出", "600.01"))}
    (message,) = messages_of(files, "BUD004")
    assert message == "「公益支出」到 2026 年 1 月 31 日已支出 600.01 元，预算（含调整）是 600.00 元，多了 0.01 元"


def test_the_state_at_the_end_of_a_month_leaves_later_months_out() -> None:
    files = {
        "budgets/2026.yml": PLAN,
        "finance/2026-01.yml": month("2026-01", ("收入", "经营收入", "10.00")),
        "finance/2026-02.yml": month("2026-02", ("收入", "经营收入", "15.00")),
    }
    board = board_of(files)
    budgets, ledgers = board.records(BUDGET), board.records(LEDGER)
    january = find_execution(budgets, ledgers, "合作社", parse_period("2026-01"))
    year = find_execution(budgets, ledgers, "合作社", parse_period("2026"))
    assert january is not None
    assert year is not None
    assert (january.whole("收入").done, year.whole("收入").done) == (Money(1000), Money(2500))
    assert (year.whole("收入").share, year.whole("支出").share) == ("2.5%", "0.0%")
    assert find_execution(budgets, ledgers, "村委会", parse_period("2026-01")) is None
    assert find_execution(budgets, ledgers, "合作社", parse_period("2025-12")) is None


def test_deposits_and_loans_are_shown_and_are_neither_income_nor_cost() -> None:
    january = month("2026-01", ("收入", "应付款-保证金", "90.00"), ("支出", "应付款-保证金", "60.00"))
    files = {"budgets/2026.yml": PLAN, "finance/2026-01.yml": january}
    execution = executed(board_of(files))
    assert [line.title for line in execution.income if line.is_passing] == ["应付款-保证金"]
    assert (execution.whole("收入").done, execution.whole("支出").done) == (Money(0), Money(0))
    assert "BUD005" not in codes_in(files)


amounts = st.integers(min_value=0, max_value=10**9)
titles = st.sampled_from(["公益支出", "公益支出-路灯", "公益支出-水渠", "管理费用", "其他支出"])


@given(st.lists(st.tuples(titles, amounts), max_size=12))
def test_nothing_booked_is_lost_and_nothing_counts_twice(entries: list[tuple[str, int]]) -> None:
    booked = [("支出", title, plain_yuan(Money(fen))) for title, fen in entries]
    execution = executed(board_of({"budgets/2026.yml": PLAN, "finance/2026-01.yml": month("2026-01", *booked)}))
    assert execution.whole("支出").done == Money(sum(fen for _, fen in entries))
    for line in execution.expense:
        assert line.current is None or line.current == line.done + (line.left or Money(0))


@given(st.sets(st.integers(min_value=1, max_value=12)))
def test_months_and_the_gaps_between_them_are_the_whole_year(months: set[int]) -> None:
    there = [parse_period(f"2026-{number:02}") for number in sorted(months)]
    gaps = list(gaps_between(there, date(2026, 1, 1), date(2026, 12, 31)))
    assert sum(period.days for period in (*there, *gaps)) == 365
    assert sorted((*there, *gaps)) == sorted({*there, *gaps})
