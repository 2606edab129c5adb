"""Texts full of slips are mended in work that grows as they do."""

from __future__ import annotations

import pytest

from cunwu.yaml.mending import read_mended
from cunwu.yaml.rows import scan_text
from support.steps import count_steps

SLIPS = {
    "tabs before lines": "\tx: 1\n",
    "tabs within lines": "x: a\tb\n",
    "tabs before and within lines": "x: a\tb\n\ty: 1\n",
    "pasted rows": "1\t2\t3\n",
    "pasted rows between fields": "1\t2\t3\nb: 1\n",
    "keys twice": "a: 1\n",
    "full-width colons": "a：1\n",
    "comments without a blank": 'a: "x"#y\n',
    "rows without dashes": "  n: 1\n  m: 2\n",
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_work_grows_with_the_slips_and_not_with_their_square(slip: str) -> None:
    def steps(times: int) -> int:
        text = "a:\n" + slip * times
        return count_steps(lambda: read_mended(text.encode(), "x.yml"))

    steps(1)  # patterns are compiled once
    assert steps(600) < 3 * steps(300)


def test_rows_below_the_headings_of_a_sheet_are_written_out_under_these_headings() -> None:
    sheet = "日期\t摘要\t收入\t支出\t余额\n2026/3/5\t鱼塘承包款\t1,200.00\t\t2200.00\n46087\t电费, 水费\t\t320\t1880\n"
    (found,) = scan_text(f"明细:\n{sheet}", "2026-03.yml")
    assert "第 3 行写成 - {编号: 001, 日期: 2026-03-05, 摘要: 鱼塘承包款, 收入: 1200.00}" in found.remedy
    assert '下一行 - {编号: 002, 日期: 2026-03-06, 摘要: "电费, 水费", 支出: 320}' in found.remedy
