"""A sheet with columns of amounts for several accounts (现金收入、现金支出、银行收入…) → one sheet for each account.

Each of these keeps every cell where it stands, so that what is told of it names the cell people see; amounts of the
other accounts, and rows in which only those have any, are left out of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cunwu.core.frozen import Frozen, replace
from cunwu.core.patterns import regex
from cunwu.imports.cells import Grid, Raw, Spot, as_shown
from cunwu.imports.foreign import Row, SheetRead
from cunwu.imports.headings import BALANCE, SYNONYMS, bare_heading, field_called, spread_titles
from cunwu.imports.ledgers import Part, part_of
from cunwu.imports.plain import NUMBER, Texts
from cunwu.kinds.ledger import CASH

_WORDS = {word: field for field in ("收入", "支出", BALANCE) for word in SYNONYMS[field].split()}
_ACCOUNT = regex(r"(?:库存)?现金|.*(?:银行|存款|信用社|农商|邮储|农行|工行|建行|中行|专户|基本户|一般户|账户).*")
_NO_ACCOUNT = regex(r"[年月表借贷收支]|日记|账[^户]|账$|余额|.{13}")
"""What a title says, and no name of an account: “2026年3月信用社存款日记账”."""
_ROWS_SEARCHED, _FEWEST = 25, 2


class Group(Frozen):
    """The columns of one account: column → 收入, 支出 or 余额."""

    account: str
    columns: Mapping[int, str]


class Ruled(Frozen):
    """Where the headings stand, and the accounts they name; `bottom` is the row right above the amounts."""

    top: int
    bottom: int
    groups: tuple[Group, ...]


def split_accounts(grid: Grid) -> tuple[tuple[str, Grid], ...]:
    """Account as the sheet calls it, and the sheet as if it were of this account alone; empty if it is of one."""
    rows = range(min(_ROWS_SEARCHED, len(grid.rows)))
    # One row first: the title of a sheet stands above its headings as the name of an account would.
    ruled = next((found for lines in (1, 2) for row in rows if (found := _ruled(grid, row, lines))), None)
    if ruled is None:
        return ()
    return tuple((group.account, _alone(grid, ruled, place)) for place, group in enumerate(ruled.groups))


def _ruled(grid: Grid, row: int, lines: int) -> Ruled | None:
    """The headings that begin in a row, if they name several accounts."""
    width = max(map(len, grid.rows), default=0)
    titles = {place: as_shown(grid.at(row + lines - 1, place)) for place in range(width)}
    groups = _groups(titles if lines == 1 else _under(spread_titles(grid, row), titles))
    return Ruled(row, row + lines - 1, groups) if len(groups) >= _FEWEST else None


def _under(above: Mapping[int, str], below: Mapping[int, str]) -> dict[int, str]:
    """Headings of two rows as one; the name of an account holds to the right until the next heading above."""
    found: dict[int, str] = {}
    last = ""
    for place, text in below.items():
        last = above.get(place, "") or (last if text else "")
        found[place] = f"{last}{text}" if text else ""
    return found


def _groups(titles: Mapping[int, str]) -> tuple[Group, ...]:
    found: dict[str, dict[int, str]] = {}
    for place, title in titles.items():
        account, field = _read_title(bare_heading(title))
        if account and field not in found.setdefault(account, {}).values():
            found[account][place] = field
    return tuple(
        Group(account, columns) for account, columns in found.items() if set(columns.values()) & {"收入", "支出"}
    )


def _read_title(title: str) -> tuple[str, str]:
    """Account and field of a heading: 现金收入, 收入(现金), 银行存款借方; empty if it names no account."""
    for word in sorted(_WORDS, key=len, reverse=True):
        for account in (title.removesuffix(word), title.removeprefix(word)):
            if account != title and _ACCOUNT.fullmatch(account) and not _NO_ACCOUNT.search(account):
                return account, _WORDS[word]
    return "", ""


def _alone(grid: Grid, ruled: Ruled, which: int) -> Grid:
    own = ruled.groups[which].columns
    others = {place for group in ruled.groups for place in group.columns} - set(own)
    rows = []
    for row, cells in enumerate(grid.rows):
        if ruled.top <= row <= ruled.bottom:
            rows.append(_heads(cells, own, others, is_bottom=row == ruled.bottom))
        elif row < ruled.top or _is_of(cells, own, others, first=which == 0):
            rows.append(tuple(None if place in others else raw for place, raw in enumerate(cells)))
        else:
            rows.append(())
    unread = {cell: why for cell, why in grid.unread.items() if cell[1] not in others}
    return replace(grid, rows=tuple(rows), unread=unread)


def _heads(cells: Sequence[Raw], own: Mapping[int, str], others: set[int], *, is_bottom: bool) -> tuple[Raw, ...]:
    """The headings of one account; a column for all accounts together is no column of this one."""
    found: list[Raw] = []
    for place, raw in enumerate(cells):
        if place in own or place in others:
            found.append(own.get(place) if is_bottom else None)
        elif isinstance(raw, str) and field_called(raw, _WORDS):
            found.append(f"全部账户的{raw}")
        else:
            found.append(raw)
    return tuple(found)


def _is_of(cells: Sequence[Raw], own: Mapping[int, str], others: set[int], *, first: bool) -> bool:
    """Whether a row belongs to an account: it has amounts there, or it has none at all and is told once."""
    held = {
        place for place, raw in enumerate(cells) if raw is not None and as_shown(raw) not in ("0", "0.00", "-", "—")
    }
    return bool(held & set(own)) or (first and not held & others)


def parts_of(reads: Sequence[tuple[str, SheetRead]], *, is_new: bool) -> tuple[Part, ...]:
    """What the sheets of single accounts tell together: what left one and came into another is a transfer."""
    rows = {account: {row.row: _on(row, account) for row in read.rows} for account, read in reads}
    transfers = []
    for source, given in rows.items():
        for target, taken in rows.items():
            for place in sorted(given.keys() & taken.keys()):
                gave, took = given[place].texts.get("支出"), taken[place].texts.get("收入")
                if source != target and gave is not None and gave == took:
                    transfers.append(_transfer(given.pop(place), taken.pop(place), source, target))
    parts = [_part(account, read, tuple(rows[account].values())) for account, read in reads]
    accounts = tuple(_new(account) for account, _ in reads) if is_new else ()
    first = parts[0]
    return (Part(first.name, first.top, (), transfers=tuple(transfers), accounts=accounts), *parts)


def _part(account: str, read: SheetRead, rows: tuple[Row, ...]) -> Part:
    """The sheet of one account without what was moved; its month is still that of all rows it had."""
    months = {str(row.texts.get("日期", ""))[:7] for row in read.rows}
    period = months.pop() if len(months) == 1 else read.period
    return replace(part_of(read), rows=rows, called=account, period=period)


def _on(row: Row, account: str) -> Row:
    return replace(row, texts={**row.texts, "账户": row.texts.get("账户", account)})


def _transfer(given: Row, taken: Row, source: str, target: str) -> Row:
    kept: Texts = {word: text for word, text in given.texts.items() if word in ("日期", "凭证", "摘要")}
    texts: Texts = {**kept, "从": source, "到": target, "金额": given.texts["支出"]}
    cells: dict[str, Spot] = {word: spot for word, spot in given.cells.items() if word in kept}
    return Row(texts, {**cells, "金额": given.cells["支出"], "到": taken.cells["收入"]}, given.row)


def _new(account: str) -> Texts:
    sort = CASH if "现金" in account else "银行存款"
    return {NUMBER: "现金" if sort == CASH else account, "名称": CASH if sort == CASH else account, "类别": sort}
