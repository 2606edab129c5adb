"""Ledgers as old and real books are: lines without a day, vouchers of several lines, interest as less cost, 万元."""

from __future__ import annotations

import pytest

from support.money_boards import entry, ledger, village

OLD = ledger(
    "2001-03",
    "1000.00",
    "1150.00",
    entry("1", "2001-03-05", "收入", "300.00")
    + entry("2", "2001-03", "支出", "100.00")
    + entry("3", "不详", "支出", "50.00"),
)


def test_a_line_dated_to_the_month_or_not_at_all_counts_in_the_sums_and_is_shown_as_typed() -> None:
    board = village({"finance/2001-03.yml": OLD})
    page = board.pages()["finance/2001-03.html"]
    assert board.codes() == {"FIN032"}
    assert not any(problem.is_error for problem in board.context.notices)
    assert "1,150.00" in page
    assert "2001 年 3 月" in page
    assert "不详" in page


def test_a_wrong_sum_of_lines_without_days_is_still_wrong() -> None:
    assert "FIN003" in village({"finance/2001-03.yml": OLD.replace("1150.00", "1200.00")}).codes()


@pytest.mark.parametrize(
    ("day", "told"),
    [("2001", set()), ("2001-03", set()), ("不详", set()), ("2001-04", {"FIN002"}), ("2002", {"FIN002"})],
)
def test_a_line_is_outside_its_period_only_if_it_is_known_to_be(day: str, told: set[str]) -> None:
    text = ledger("2001-03", "1000.00", "900.00", entry("1", day, "支出", "100.00"))
    assert village({"finance/2001-03.yml": text}).codes() - {"FIN032"} == told


def test_a_transfer_of_an_old_book_needs_no_day_either() -> None:
    text = OLD + "划转:\n  - 编号: 划1\n    日期: 不详\n    从: 现金\n    到: 银行\n    金额: 10.00\n"
    text = text.replace(
        "1150.00\n", "1140.00\n  - {编号: 银行, 名称: 信用社, 类别: 银行存款, 期初: 0.00, 期末: 10.00}\n"
    )
    assert village({"finance/2001-03.yml": text}).codes() == {"FIN032"}


def vouchers(*lines: tuple[str, str], period: str = "2026-Q1") -> set[str]:
    entries = "".join(
        entry(str(number), day, "收入", "10.00", f"凭证: {voucher}") for number, (day, voucher) in enumerate(lines, 1)
    )
    text = ledger(period, "0.00", f"{10 * len(lines)}.00", entries)
    return village({f"finance/{period}.yml": text}).codes()


def test_the_lines_of_one_voucher_share_its_number() -> None:
    assert vouchers(("2026-03-05", "记-1"), ("2026-03-05", "记-1"), ("2026-03-06", "记-2"), period="2026-03") == set()
    assert vouchers(("2026-03-05", "记-1"), ("2026-03-06", "记-1"), period="2026-03") == {"FIN007"}


def test_a_book_of_a_quarter_may_number_its_vouchers_anew_each_month() -> None:
    january = (("2026-01-05", "记-1"), ("2026-01-20", "记-2"), ("2026-01-25", "记-3"))
    february = (("2026-02-03", "记-1"), ("2026-02-09", "记-2"))
    assert vouchers(*january, *february) == set()
    assert vouchers(*january, ("2026-02-03", "记-1"), ("2026-02-09", "记-3")) == {"FIN008"}
    assert vouchers(*january, ("2026-02-03", "记-1"), ("2026-02-09", "记-1")) == {"FIN007"}
    assert vouchers(*january, ("2026-02-03", "记-3")) == {"FIN007"}  # this one runs on to its end


def test_interest_is_booked_as_less_cost() -> None:
    text = ledger("2026-03", "100.00", "112.30", entry("1", "2026-03-21", "支出", "-12.30", summary="第一季度存款利息"))
    assert village({"finance/2026-03.yml": text}).codes() == set()
    other = text.replace("第一季度存款利息", "退款")
    assert village({"finance/2026-03.yml": other}).codes() == {"FIN009"}
    assert village({"finance/2026-03.yml": other + "    说明: 供电所退的折扣\n"}).codes() == set()


BOUGHT = entry("1", "2026-03-02", "支出", "50.00") + entry("2", "2026-03-03", "支出", "30.00")


@pytest.mark.parametrize(
    ("amount", "reverses", "closing", "told"),
    [
        ("-80.00", ("冲销:", "  - 2026-03#1", "  - 2026-03#2"), "100.00", set()),
        ("-80.01", ("冲销:", "  - 2026-03#1", "  - 2026-03#2"), "100.01", {"FIN025"}),
        ("-50.00", ("冲销: 2026-03#1",), "70.00", set()),
        ("-50.00", ("冲销:", "  - 2026-03#1", "  - 2026-03#9"), "70.00", {"REF003"}),
    ],
)
def test_a_refund_of_several_lines_names_them_all(
    amount: str, reverses: tuple[str, ...], closing: str, told: set[str]
) -> None:
    text = ledger("2026-03", "100.00", closing, BOUGHT + entry("3", "2026-03-09", "支出", amount, *reverses))
    board = village({"finance/2026-03.yml": text})
    assert board.codes() == told
    if not told:
        assert "冲销 2026 年 3 月收支第 1 号" in board.pages()["finance/2026-03.html"]


def test_a_ledger_in_ten_thousands_is_shown_as_typed_and_its_remedy_is_typed_alike() -> None:
    text = ledger("2026-03", "1.2", "{}", entry("1", "2026-03-09", "支出", "0.35"))
    text = text.replace("制度: 简易", "制度: 简易\n单位: 万元")
    board = village({"finance/2026-03.yml": text.format("0.85")})
    page = board.pages()["finance/2026-03.html"]
    assert board.codes() == set()
    assert "0.35 万元" in page
    assert "8,500.00" in page
    (wrong,) = village({"finance/2026-03.yml": text.format("0.95")}).context.notices
    assert wrong.message == "「库存现金」期末余额应为 8,500.00 元，填写的是 9,500.00 元，相差 1,000.00 元"
    assert "就把期末改为 0.85" in wrong.remedy
