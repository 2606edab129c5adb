"""One row of a book with money on both sides: what can be added up is published and told, what cannot is an error."""

from __future__ import annotations

from support.money_boards import entry, ledger, village

REASON = "反常说明:\n  - {编号: 说1, 规则: FIN058, 条目: 1, 原因: 账上记的是一行, 谁: 村报账员}\n"


def both(closing: str, expense: str = "320.00") -> str:
    """A month of one row: 300 taken in and something paid out."""
    return ledger("2026-03", "1000.00", closing, entry("1", "2026-03-12", "收入", "300.00", f"支出: {expense}"))


def test_a_row_that_takes_in_and_pays_out_is_published_and_counted_on_both_sides() -> None:
    board = village({"finance/2026-03.yml": both("980.00")})
    assert board.codes() == {"FIN058"}
    assert not any(problem.is_error for problem in board.context.notices)
    page = board.pages()["finance/2026-03.html"]
    assert "同时写了收入和支出，两个数都算进合计" in page
    assert "300.00" in page
    assert "320.00" in page


def test_a_closing_that_takes_one_side_of_the_row_alone_is_wrong() -> None:
    codes = village({"finance/2026-03.yml": both("1300.00")}).codes()
    assert codes == {"FIN058", "FIN003"}


def test_a_row_with_one_side_unknown_leaves_the_sums_incomplete() -> None:
    board = village({"finance/2026-03.yml": both("1300.00", "不详")})
    assert "FIN058" in board.codes()
    assert "不完整" in board.pages()["finance/2026-03.html"]


def test_the_reason_for_such_a_row_stands_beside_it() -> None:
    page = village({"finance/2026-03.yml": both("980.00") + REASON}).pages()["finance/2026-03.html"]
    assert "账上记的是一行（村报账员）" in page


def test_a_row_without_any_amount_is_an_error() -> None:
    text = both("1000.00").replace("    收入: 300.00\n", "").replace("    支出: 320.00\n", "")
    assert "收入: 300" not in text
    assert "FIN001" in village({"finance/2026-03.yml": text}).codes()
