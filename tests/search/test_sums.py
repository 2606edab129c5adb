"""Sums that pages show and nobody typed are found, each with its word, and lead to where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.frame.samples import sample_of
from cunwu.search.lines import searched_records
from support.search_boards import kind_named, lines_of, village_of
from support.search_model import holds

MARCH = """\
账套: 村委会
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 100.00
    期末: 60.00
  - 编号: 银行
    名称: 农商行
    类别: 银行存款
    期初: 1000.00
    期末: 1220.50
明细:
  - 编号: 001
    日期: 2026-03-03
    摘要: 电费
    科目: 管理费用
    支出: 30.00
    账户: 现金
  - 编号: 002
    日期: 2026-03-04
    摘要: 买纸
    科目: 管理费用
    支出: 10.00
    账户: 现金
  - 编号: 003
    日期: 2026-03-05
    摘要: 房租
    科目: 其他收入
    收入: 220.50
    账户: 银行
"""
APRIL = (
    MARCH.replace("2026-03", "2026-04")
    .replace("期初: 100.00\n    期末: 60.00", "期初: 60.00\n    期末: 20.00")
    .replace("期初: 1000.00\n    期末: 1220.50", "期初: 1220.50\n    期末: 1441.00")
)


@pytest.mark.parametrize(
    "query", ["收入 220.50 元", "支出 40.00 元", "本期结余 1,280.50 元", "1280.5", "上期结余 1,100.00 元"]
)
def test_the_sums_of_a_month_are_found(tmp_path: Path, query: str) -> None:
    assert holds(lines_of(village_of(tmp_path, {"villages/a/finance/2026-03.yml": MARCH})), query)


def test_the_sums_of_an_account_lead_to_its_row(tmp_path: Path) -> None:
    context = village_of(tmp_path, {"villages/a/finance/2026-03.yml": MARCH})
    lines = [
        line for record in searched_records(context) for line in zip(record.lines[::2], record.lines[1::2], strict=True)
    ]
    assert ("#n-现金", "库存现金\n支出 40.00 元") in lines
    assert ("#n-银行", "农商行\n收入 220.50 元") in lines


def test_what_was_spent_on_one_thing_is_found_by_its_name(tmp_path: Path) -> None:
    assert "管理费用 40.00 元" in lines_of(village_of(tmp_path, {"villages/a/finance/2026-03.yml": MARCH}))


def test_where_an_amount_is_not_known_no_sum_is_found(tmp_path: Path) -> None:
    context = village_of(tmp_path, {"villages/a/finance/2026-03.yml": MARCH.replace("支出: 30.00", "支出: 不详")})
    assert holds(lines_of(context), "本期结余 不完整")
    assert not holds(lines_of(context), "管理费用 10.00 元")
    assert not holds(lines_of(context), "1,310.50")


def test_the_sums_of_a_year_lead_to_its_page(tmp_path: Path) -> None:
    files = {"villages/a/finance/2026-03.yml": MARCH, "villages/a/finance/2026-04.yml": APRIL}
    (year,) = (record for record in searched_records(village_of(tmp_path, files)) if "years" in record.href)
    assert (year.href, year.title) == ("finance/years/2026.html", "2026 年收支")
    assert holds(year.lines, "收入 441.00 元")
    assert holds(year.lines, "支出 80.00 元")
    assert holds(year.lines, "现在结余 1,461.00 元")


def test_what_was_paid_for_a_project_is_found(tmp_path: Path) -> None:
    sample = sample_of(kind_named("project"))
    first, second = (
        f"  - 编号: 付{one}\n    日期: 2026-0{one}-02\n    金额: {much}\n" for one, much in ((1, "1200.50"), (2, "300"))
    )
    before, rest = sample.partition("已付:\n")[::2]
    text = f"{before}已付:\n{first}{second}" + rest[rest.index("资金来源:") :]
    texts = lines_of(village_of(tmp_path, {"villages/a/projects/yangli.yml": text}))
    assert holds(texts, "已付 1,500.50 元")
