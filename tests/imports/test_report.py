"""What an import says of cells that it could not read."""

from __future__ import annotations

from cunwu.imports.cells import Spot
from cunwu.imports.report import cell_lines
from cunwu.imports.told import CellProblem


def test_a_fault_of_many_sheets_is_told_once_with_every_cell() -> None:
    months = [CellProblem(Spot(f"{month}月", 1, 0), "", "不知道「制度」", "加上 --set 制度=简易") for month in (1, 2)]
    other = CellProblem(Spot("1月", 3, 2), "三百", "金额应为数字", "改成 300")
    assert list(cell_lines([months[0], other, months[1]])) == [
        "「1月」A2、「2月」A2：不知道「制度」",
        "      └ 改法：加上 --set 制度=简易",
        "「1月」C4：金额应为数字（这一格是「三百」）",
        "      └ 改法：改成 300",
    ]
