"""What programs also do to the vouchers they export: other columns, pages, headings, notations of red amounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from cunwu.core.frozen import replace
from cunwu.imports.cells import Grid, Raw, as_shown
from cunwu.imports.headings import field_called
from cunwu.imports.vouchers import HEADINGS
from support.exported_vouchers import Month

Cells = list[list[Raw]]
_LINES_OF_A_PAGE = 9


def _head(cells: Cells) -> int:
    """The row of the headings."""
    known = [sum(bool(field_called(as_shown(raw), HEADINGS)) for raw in row) for row in cells]
    return known.index(max(known))


def _places(cells: Cells) -> dict[str, int]:
    return {field_called(as_shown(raw), HEADINGS): place for place, raw in enumerate(cells[_head(cells)])}


def _number(raw: Raw) -> Decimal:
    try:
        return Decimal(as_shown(raw).replace(",", ""))
    except ArithmeticError:
        return Decimal()


def other_order(cells: Cells, _: Month) -> Cells:
    """The columns from right to left."""
    head = _head(cells)
    return [*cells[:head], *(row[::-1] for row in cells[head:])]


def more_columns(cells: Cells, _: Month) -> Cells:
    """Columns of which a ledger knows nothing, amounts in other money before those in 元 among them."""
    head = _head(cells)
    before: list[Raw] = ["业务编号", "数量", "单价", "外币借方金额", "外币贷方金额", "借方金额(原币)"]
    after: list[Raw] = ["票据日期", "过账人", "部门名称", "往来单位编码", "凭证来源", "备注"]
    row_before: list[Raw] = ["0", None, None, Decimal(), Decimal(), Decimal(7)]
    row_after: list[Raw] = ["2026-01-01", "李某", None, None, "手工录入", None]
    body = [[*row_before, *row, *row_after] for row in cells[head + 1 :]]
    return [*cells[:head], [*before, *cells[head], *after], *body]


def pages(cells: Cells, _: Month) -> Cells:
    """Printed pages: title and headings again on each, 承前页 and 过次页, also in the middle of a voucher."""
    head, places = _head(cells), _places(cells)
    nothing: list[Raw] = [None] * len(cells[0])
    top, body = cells[: head + 1], cells[head + 1 :]
    top = top if head else [["甲村股份经济合作社　记账凭证", *nothing[1:]], *top]
    found: Cells = []
    for first in range(0, len(body), _LINES_OF_A_PAGE):
        carried, left = list(nothing), list(nothing)
        carried[places["摘要"]], left[places["摘要"]] = "承前页", "过次页"
        page: list[Raw] = [f"第 {first // _LINES_OF_A_PAGE + 1} 页", *nothing[1:]]
        found += [*top, *([carried] if first else []), *body[first : first + _LINES_OF_A_PAGE], left, page, nothing]
    return found


def red_in_brackets(cells: Cells, _: Month) -> Cells:
    """Red amounts in brackets, a dash for none, blanks and commas in the others."""
    places = [place for field, place in _places(cells).items() if field in ("借方", "贷方", "金额")]
    found = [list(row) for row in cells]
    for row in found[_head(cells) + 1 :]:
        for place in places:
            if (number := _number(row[place])) < 0:
                row[place] = f"（{-number:,.2f}）"
            elif row[place] is not None:
                row[place] = f" {number:,.2f} " if number else "-"
    return found


def year_in_the_title(cells: Cells, month: Month) -> Cells:
    """Days without their year, which only a line above the headings states."""
    places, nothing = _places(cells), [None] * (len(cells[0]) - 1)
    found = [list(row) for row in cells]
    for row in found[_head(cells) + 1 :]:
        digits = "".join(sign for sign in as_shown(row[places["日期"]]) if sign.isdecimal())
        if len(digits) == len("20260305"):
            row[places["日期"]] = f"{digits[4:6]}-{digits[6:]}"
        if "年" in places:
            row[places["年"]] = None
    title: list[Raw] = [*nothing, f"{month.period[:4]}年{int(month.period[5:])}月"]
    return [["记 账 凭 证 清 单", *nothing], title, *found]


def months_and_days(cells: Cells, _: Month) -> Cells:
    """A column of months and one of days, under a heading that says the year."""
    head, at = _head(cells), _places(cells)["日期"]
    found: Cells = [[*row[: at + 1], None, *row[at + 1 :]] for row in cells[:head]]
    found.append([*cells[head][:at], "2026年", None, *cells[head][at + 1 :]])
    found.append([*[None] * at, "月", "日", *[None] * (len(cells[0]) - at - 1)])
    for row in cells[head + 1 :]:
        digits = "".join(sign for sign in as_shown(row[at]) if sign.isdecimal())
        both: list[Raw] = [Decimal(digits[4:6]), Decimal(digits[6:])] if len(digits) == len("20260305") else [None] * 2
        found.append([*row[:at], *both, *row[at + 1 :]])
    return found


def other_money_first(cells: Cells, _: Month) -> Cells:
    """借方 and 贷方 twice: under 外币金额, and to the right of it under 本位币金额."""
    head, places = _head(cells), _places(cells)
    if not {"借方", "贷方"} <= places.keys():
        return cells
    both = (places["借方"], places["贷方"])
    kept = [[raw for place, raw in enumerate(row) if place not in both] for row in cells]
    nothing: list[Raw] = [None] * len(kept[0])
    found: Cells = [[*row, None, None, None, None] for row in kept[:head]]
    found.append([*kept[head], "外币金额", None, "本位币金额", None])
    found.append([*nothing, "借方", "贷方", "借方", "贷方"])
    pairs = zip(kept[head + 1 :], cells[head + 1 :], strict=True)
    return [*found, *([*row, None, None, old[both[0]], old[both[1]]] for row, old in pairs)]


def total_of_each(cells: Cells, _: Month) -> Cells:
    """A line with the sums of each voucher below it."""
    head, places = _head(cells), _places(cells)
    if not {"借方", "贷方"} <= places.keys():
        return cells
    found, number, sums = cells[: head + 1], "", {"借方": Decimal(), "贷方": Decimal()}
    for row in cells[head + 1 :]:
        here = as_shown(row[places["凭证号"]]) or number
        if number and here != number:
            total: list[Raw] = [None] * len(row)
            total[places["摘要"]], total[places["借方"]], total[places["贷方"]] = "合计", *sums.values()
            found.append(total)
            sums = dict.fromkeys(sums, Decimal())
        number, sums = here, {side: amount + _number(row[places[side]]) for side, amount in sums.items()}
        found.append(row)
    return found


CHANGES: Mapping[str, Callable[[Cells, Month], Cells]] = {
    "columns in another order": other_order,
    "more columns, other money first": more_columns,
    "pages with headings of their own": pages,
    "red amounts in brackets": red_in_brackets,
    "the year only in the title": year_in_the_title,
    "months and days in columns of their own": months_and_days,
    "headings in two rows, other money first": other_money_first,
    "a total for each voucher": total_of_each,
}
"""What is changed → how."""


def changed(grid: Grid, name: str, month: Month) -> Grid:
    """A sheet of vouchers as a program might also have written it."""
    width = max(map(len, grid.rows))
    cells: Cells = [[*row, *[None] * (width - len(row))] for row in grid.rows]
    return replace(grid, rows=tuple(map(tuple, CHANGES[name](cells, month))))
