"""From a line of an account title to all its bills of the year, with sums that a reader can redo."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from support.money_boards import Village, entry, ledger, village

PAGE = "finance/years/2026-合作社.html"


def of(title: str, number: str, day: str, side: str, amount: str, *more: str) -> str:
    return entry(number, day, side, amount, *more).replace("科目: 其他", f"科目: {title}")


def march_and_april(*more: str, many: int = 0) -> Village:
    """Two months with three titles; `many` more bills of a yuan in April."""
    march = of("租金", "1", "2026-03-04", "收入", "300.00") + of("路灯", "2", "2026-03-05", "支出", "20.50")
    april = of("路灯", "1", "2026-04-02", "支出", "30.00") + of("会议", "2", "2026-04-03", "支出", "9.50", *more)
    april += "".join(of("会议", str(number), "2026-04-04", "支出", "1.00") for number in range(3, 3 + many))
    left = Decimal("340.00") - many
    return village(
        {
            "finance/2026-03.yml": ledger("2026-03", "100.00", "379.50", march),
            "finance/2026-04.yml": ledger("2026-04", "379.50", str(left), april),
        }
    )


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return march_and_april().raw()


def yuan(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def folds(page: str) -> dict[str, tuple[str, list[Decimal], Decimal]]:
    """Anchor → title, the amounts of its rows, its sum."""
    found = {}
    for anchor, inside in re.findall(r'<details id="((?:in|out)-\d+)">(.*?)</details>', page, re.DOTALL):
        title = re.search(r"<summary>(\S+)", inside)
        body, _, foot = inside.partition("<tfoot")
        assert title is not None
        amount = r'class="num "[^>]*data-label="(?:收入|支出)（元）"|data-label="(?:收入|支出)（元）"[^>]*'
        amounts = [yuan(one) for one in re.findall(rf"(?:{amount})>([\d,.]+)<", body)]
        sums = [yuan(one) for one in re.findall(rf"(?:{amount})>([\d,.]+)<", foot)]
        found[anchor] = (title[1], amounts, sums[0])
    return found


def test_every_title_lists_its_bills_and_their_sum(pages: dict[str, str]) -> None:
    assert folds(pages[PAGE]) == {
        "in-1": ("租金", [Decimal("300.00")], Decimal("300.00")),
        "out-1": ("路灯", [Decimal("20.50"), Decimal("30.00")], Decimal("50.50")),
        "out-2": ("会议", [Decimal("9.50")], Decimal("9.50")),
    }


def test_a_title_of_the_year_and_of_a_month_leads_to_its_bills(pages: dict[str, str]) -> None:
    assert '<a href="2026-%E5%90%88%E4%BD%9C%E7%A4%BE.html#out-1">路灯</a>' in pages["finance/years/2026.html"]
    assert '<a href="years/2026-%E5%90%88%E4%BD%9C%E7%A4%BE.html#out-2">会议</a>' in pages["finance/2026-04.html"]


def test_a_bill_leads_to_its_row_of_the_month(pages: dict[str, str]) -> None:
    assert '<a href="../2026-03.html#n-2">第 2 笔</a>' in pages[PAGE]


def test_the_titles_of_a_side_add_up_to_the_year(pages: dict[str, str]) -> None:
    sides = dict(re.findall(r">(收入|支出) <small>合计 ([\d,.]+) 元</small>", pages[PAGE]))
    found = folds(pages[PAGE])
    for side, sign in (("收入", "in"), ("支出", "out")):
        assert yuan(sides[side]) == sum(total for anchor, (_, _, total) in found.items() if anchor.startswith(sign))
    year = pages["finance/years/2026.html"]
    assert all(f'>{amount} <span class="unit">元</span>' in year for amount in sides.values())


def test_a_withdrawn_bill_is_not_among_them() -> None:
    gone = "撤销:\n  - 编号: 撤1\n    条目: '2'\n    原因: 记重了\n    批准: 村务监督委员会\n    日期: 2026-04-20\n"
    found = village(
        {
            "finance/2026-03.yml": ledger("2026-03", "100.00", "100.00"),
            "finance/2026-04.yml": ledger(
                "2026-04",
                "100.00",
                "70.00",
                of("路灯", "1", "2026-04-02", "支出", "30.00") + of("会议", "2", "2026-04-03", "支出", "9.50"),
                gone.rstrip("\n"),
            ),
        }
    ).raw()
    assert [title for title, _, _ in folds(found[PAGE]).values()] == ["路灯"]


def test_an_amount_nobody_knows_leaves_the_sum_open() -> None:
    april = of("路灯", "1", "2026-04-02", "支出", "不详") + of("路灯", "2", "2026-04-03", "支出", "9.50")
    records = {
        "finance/2026-03.yml": ledger("2026-03", "100.00", "100.00"),
        "finance/2026-04.yml": ledger("2026-04", "100.00", "不详", april),
    }
    page = village(records).pages()[PAGE]
    assert "支出 合计 不完整" in page
    assert "路灯 不完整，2 笔" in page


def test_very_many_bills_are_told_month_by_month() -> None:
    page = march_and_april(many=399).raw()[PAGE]
    assert '<a href="../2026-04.html">2026 年 4 月，400 笔</a>' in page
    assert folds(page)["out-2"] == ("会议", [Decimal("408.50")], Decimal("408.50"))


def test_a_single_month_is_its_own_list_of_bills() -> None:
    found = village({"finance/2026-03.yml": ledger("2026-03", "100.00", "100.00")}).raw()
    assert PAGE not in found
