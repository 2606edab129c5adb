"""An entry of another period: a bill that came late is published and told, a day that is yet to come is an error."""

from __future__ import annotations

import pytest

from support.money_boards import entry, ledger, village

REASON = "反常说明:\n  - {编号: 说1, 规则: FIN053, 条目: 1, 原因: 供电所三月才送来发票, 谁: 村报账员}\n"


def bill(day: str) -> str:
    """A ledger of March with one payment on a day."""
    return ledger("2026-03", "1000.00", "900.00", entry("1", day, "支出", "100.00"))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-03-01", set()),
        ("2026-02-28", {"FIN053"}),
        ("2025-11", {"FIN053", "FIN032"}),
        ("2026", {"FIN032"}),
        ("2026-04-01", {"FIN002"}),
    ],
)
def test_a_day_before_the_period_is_irregular_and_one_after_it_an_error(day: str, told: set[str]) -> None:
    assert village({"finance/2026-03.yml": bill(day)}).codes() & {"FIN002", "FIN053", "FIN032"} == told


def test_the_month_is_published_with_the_sentence() -> None:
    board = village({"finance/2026-03.yml": bill("2026-01-12")})
    assert not any(problem.is_error for problem in board.context.notices)
    page = board.pages()["finance/2026-03.html"]
    assert "「明细」1 日期 2026 年 1 月 12 日，在 2026 年 3 月以前：以前的单据，到这一期才入账" in page


def test_the_reason_stands_beside_it() -> None:
    page = village({"finance/2026-03.yml": bill("2026-01-12") + REASON}).pages()["finance/2026-03.html"]
    assert "供电所三月才送来发票（村报账员）" in page


def test_a_transfer_from_before_is_told_too() -> None:
    text = ledger("2026-03", "1000.00", "900.00", entry("1", "2026-03-02", "支出", "90.00"))
    text = text.replace(
        "900.00\n", "900.00\n  - {编号: 银行, 名称: 信用社, 类别: 银行存款, 期初: 0.00, 期末: 10.00}\n", 1
    )
    text += "划转:\n  - {编号: 划1, 日期: 2026-02-27, 从: 现金, 到: 银行, 金额: 10.00}\n"
    assert "FIN053" in village({"finance/2026-03.yml": text}).codes()
