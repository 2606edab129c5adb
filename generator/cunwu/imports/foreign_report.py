"""What an import tells of a village's own sheet: what was read as what, how it was proved, what stays outside."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cunwu.imports.cells import Spot
from cunwu.imports.foreign import SheetRead, cells_named
from cunwu.imports.headings import UNREAD
from cunwu.imports.report import cell_lines, reread_lines, shown
from cunwu.imports.rows import Sort
from cunwu.imports.told import CellProblem


def foreign_lines(read: SheetRead) -> Iterator[str]:
    """The preview of one sheet."""
    income, expense = (
        sum((Decimal(row.texts.get(word, "0")) for row in read.rows), Decimal()) for word in ("收入", "支出")
    )
    period = read.period or "没有写年月"
    sums = f"收入 {income} 元、支出 {expense} 元"
    yield f"「{shown(read.name)}」{period}：{len(read.rows)} 笔，{sums}；栏目名在第 {read.head.bottom + 1} 行"
    for place, title in read.head.titles.items():
        field = read.head.fields.get(place)
        if field and field != title:
            yield f"  「{shown(title)}」{'不读' if field == UNREAD else f'读作 {field}'}"
    proofs = sum(line.balance is not None for line in read.lines)
    totals = sum(line.sort is Sort.TOTAL for line in read.lines)
    if (proofs or totals) and not read.problems:
        yield f"  核对过：{proofs} 个余额、{totals} 行合计，都对得上"
    for named in read.named:
        if named.why != "栏目名":
            yield f"  没有放进记录：{shown(named.why)}：{cells_named(named.cells)}"
    yield from (f"  {line}" for line in reread_lines(read.rereads))
    yield from cell_lines(read.problems)


def no_headings(sheet: str) -> CellProblem:
    """The problem of a sheet in which no headings were found."""
    remedy = "栏目名要有 日期、摘要、收入、支出 这些；叫法不同的加上 --set 叫法=栏目；不是账的表，隐藏或删去"
    return CellProblem(Spot(sheet, 0, 0), "", "找不到栏目名", remedy)
