"""The headings of a sheet as a village keeps it: which row they stand in, and which field each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import normalize

from cunwu.core.frozen import Frozen, replace
from cunwu.core.patterns import regex
from cunwu.imports.cells import Grid, Raw, as_shown

UNREAD = "不读"
"""The field of a column that is left out on purpose."""
MONTH, DAY, BALANCE, SERIAL, SIDE = "月", "日", "余额", "序号", "方向"
"""Columns that a ledger has no field for, but that say something of its rows."""
SYNONYMS: Mapping[str, str] = {
    "日期": "日期 时间 记账日期 凭证日期 收支日期 业务日期 交易日期 发生日期 年月日 记账时间",
    MONTH: "月 月份",
    DAY: "日",
    "凭证": "凭证 凭证号 凭证号数 凭证字号 凭证编号 凭单号 票号 单据号 单据编号 号数 字号 记账凭证号 票据号",
    "摘要": "摘要 事由 内容 用途 事项 收支内容 收支事项 收支项目 收支摘要 业务内容 业务摘要 开支内容 项目内容 款项内容",
    "收入": "收入 收入金额 借方 借方金额 借 收方 收方金额 增加 收 收款 收款金额 本期收入",
    "支出": "支出 支出金额 贷方 贷方金额 贷 付方 付方金额 减少 付 付款 付款金额 付出 开支 开支金额 本期支出",
    BALANCE: "余额 结余 结存 结余金额 结存金额 账面余额 账户余额 余额金额",
    SIDE: "借或贷 方向 借贷 借贷方向",
    "科目": "科目 科目名称 会计科目 对方科目 收支类别 费用类别 支出类别",
    "账户": "账户 资金账户 账户名称 结算方式 支付方式 付款方式 收付方式",
    "对方": "对方 对方单位 对方户名 收款人 收款单位 领款人 付款单位 往来单位 交款人",
    "经手人": "经手人 经手 经办 经办人 报账人 报销人 经手人签字",
    "证明人": "证明人 证明 证明人签字",
    "审批人": "审批人 审批 批准 批准人 签批人 审批人签字",
    "票据种类": "票据种类 票据类型 单据种类 票据",
    "说明": "备注 说明 附注",
    "冲销": "冲销 冲销哪一笔 冲红",
    SERIAL: "序号 编号 行号 行次",
}
_FIELD_OF = {word: field for field, words in SYNONYMS.items() for word in words.split()}
_BRACKET = regex(r"[(\[【<].*?[)\]】>]")
_MARKS = regex(r"[^\w]|_")
_NOT_LOCAL = regex(r"原币|外币|数量|单价")
_UNITS = frozenset({"元", "万元", "人民币", "人民币元", "小写"})
HEAD_AGAIN = "栏目名，又写了一次"
"""What is said of the headings of a further page."""
_FEWEST_AGAIN = 3
_WAN = regex(r"单位[:]?(?:人民币)?万元|[(]万元[)]")
_ROWS_SEARCHED, _FEWEST, _MOST_LINES = 25, 3, 3


class Head(Frozen):
    """Where the headings stand and what they mean; rows count from 0."""

    top: int
    bottom: int
    fields: Mapping[int, str]
    """Column → field."""
    titles: Mapping[int, str]
    """Column → heading as shown, also of columns whose field is not known."""
    in_wan: bool = False


def fold_heading(text: str) -> str:
    """A heading without blanks, brackets and marks: “收 入（元）” → “收入”."""
    return _BRACKET.sub("", "".join(normalize("NFKC", text).split())).strip(":;,.、*")


def find_head(grid: Grid, remembered: Mapping[str, str], known: Mapping[str, str] = _FIELD_OF) -> Head | None:
    """The row, or the rows, with most of the known headings; None if no row has enough of them."""
    rows = range(min(_ROWS_SEARCHED, len(grid.rows)))
    best = max((head for row in rows for head in _heads_at(grid, row, remembered, known)), key=_score, default=None)
    if best is None or len(set(best.fields.values()) - {UNREAD}) < _FEWEST:
        return None
    return _with_units(grid, best)


def is_head_again(grid: Grid, head: Head, row: int) -> bool:
    """Whether a row repeats a row of the headings, as printed lists do on each page."""
    held = {place: as_shown(raw) for place, raw in enumerate(grid.rows[row]) if raw is not None}
    if row <= head.bottom or len(held) < _FEWEST_AGAIN:
        return False
    return any(
        all(as_shown(grid.at(line, place)) == text for place, text in held.items())
        for line in range(head.top, head.bottom + 1)
    )


def _with_units(grid: Grid, head: Head) -> Head:
    """The headings with the row right below them that says nothing but units."""
    below = head.bottom + 1
    texts = {_unit_in(raw) for raw in grid.rows[below] if raw is not None} if below < len(grid.rows) else set()
    if not texts or not texts <= _UNITS:
        return head
    return replace(head, bottom=below, in_wan=head.in_wan or "万元" in texts)


def _unit_in(raw: Raw) -> str:
    """“（万元）” → “万元”."""
    return "".join(normalize("NFKC", as_shown(raw)).split()).strip("()")


def bare_heading(title: str) -> str:
    """A heading without blanks and marks, but with what stands in brackets: “收入（现金）” → “收入现金”."""
    return _MARKS.sub("", normalize("NFKC", title)).upper()


def field_called(title: str, known: Mapping[str, str]) -> str:
    """The field of a heading; empty if it is not known. What stands in brackets counts if it is known with them."""
    if found := known.get(bare_heading(title)):
        return found
    # What is in another currency, or no money at all, never stands for the amount in 元.
    return "" if _NOT_LOCAL.search(title) else known.get(fold_heading(title).upper(), "")


def known_fields() -> Mapping[str, str]:
    """Every heading of a village's own ledger → its field."""
    return _FIELD_OF


def _score(head: Head) -> tuple[int, int, int]:
    known = set(head.fields.values())
    return len(known), head.top - head.bottom, -head.top


def _heads_at(grid: Grid, row: int, remembered: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Head]:
    single = {place: as_shown(grid.at(row, place)) for place in range(_width(grid))}
    yield _head(grid, (row, row), single, remembered, known)
    above = spread_titles(grid, row)
    for last in range(row + 1, min(row + _MOST_LINES, len(grid.rows))):
        below = {place: as_shown(grid.at(last, place)) for place in range(_width(grid))}
        over = _held_over(above, below)
        titles = {place: _joined(over[place], text, known) for place, text in below.items()}
        yield _head(grid, (row, last), titles, remembered, known)
        # A heading of a middle row holds for all that its merged cells span, too.
        middle = spread_titles(grid, last, own=True)
        above = {place: _joined(above.get(place, ""), middle.get(place, ""), known) for place in range(_width(grid))}


def _held_over(above: Mapping[int, str], below: Mapping[int, str]) -> dict[int, str]:
    """The upper headings; one for other money also stands over its neighbours to the right, merged or not."""
    found: dict[int, str] = {}
    last = ""
    for place, text in below.items():
        last = above.get(place, "") or (last if text and _NOT_LOCAL.search(last) else "")
        found[place] = last
    return found


def _joined(above: str, below: str, known: Mapping[str, str]) -> str:
    """Two headings one above the other: both if they mean something together, else the lower, else the upper one."""
    if above and below and (_NOT_LOCAL.search(above) or field_called(f"{above}{below}", known)):
        return f"{above}{below}"
    if field_called(below, known):
        return below
    return above if not below or field_called(above, known) else f"{above}{below}"


def spread_titles(grid: Grid, row: int, *, own: bool = False) -> dict[int, str]:
    """The headings of a row, each over all columns that its merged cells span; `own` leaves out those from above."""
    found = {place: as_shown(grid.at(row, place)) for place in range(_width(grid))}
    for area in grid.merged:
        if area.top <= row <= area.bottom and (area.top == row or not own):
            for place in range(area.left, area.right + 1):
                found[place] = as_shown(grid.at(area.top, area.left))
    return found


def _head(
    grid: Grid,
    rows: tuple[int, int],
    titles: Mapping[int, str],
    remembered: Mapping[str, str],
    known: Mapping[str, str],
) -> Head:
    top, bottom = rows
    fields: dict[int, str] = {}
    for place, title in titles.items():
        bare = fold_heading(title)
        field = remembered.get(title) or remembered.get(bare) or field_called(title, known)
        if field and (field == UNREAD or field not in fields.values()):
            fields[place] = field
    told = [as_shown(raw) for row in grid.rows[: bottom + 1] for raw in row]
    in_wan = any(_WAN.search("".join(normalize("NFKC", text).split())) for text in told)
    return Head(top, bottom, fields, {place: title for place, title in titles.items() if title}, in_wan)


def _width(grid: Grid) -> int:
    return max(map(len, grid.rows), default=0)
