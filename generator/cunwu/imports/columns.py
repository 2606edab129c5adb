"""Whether the columns of a village's own sheet hold what their headings say, and what no column tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cunwu.imports.cells import Area, Grid, as_shown, cell_name
from cunwu.imports.headings import BALANCE, UNREAD, Head, field_called, is_head_again, known_fields
from cunwu.imports.told import CellProblem

AMOUNTS = ("收入", "支出", BALANCE)
_OF_A_TABLE = ("日期", "摘要", *AMOUNTS)
_FEWEST = 2


def column_problems(grid: Grid, head: Head) -> Iterator[CellProblem]:
    """A problem for each table beside another, each heading that stands twice, each column under a wrong heading."""
    yield from _doubled(grid, head)
    for place in shifted_columns(grid, head):
        field, title = head.fields[place], head.titles[place]
        what = "一个数也没有，全是文字" if field in AMOUNTS else "全是数，没有一个字"
        remedy = "像是栏目名和下面的内容错开了一列：把栏目名移到它说的那一列上面"
        yield CellProblem(grid.spot(head.bottom, place), title, f"「{title}」这一列{what}", remedy)
    for area in merged_amounts(grid, head):
        title = head.titles[area.left]
        why = f"「{title}」{area.name} 是合并的格子，分不清每一笔各是多少"
        shown = as_shown(grid.at(area.top, area.left))
        yield CellProblem(grid.spot(area.top, area.left), shown, why, "取消合并，每一笔各填各的金额")


def _doubled(grid: Grid, head: Head) -> Iterator[CellProblem]:
    """Headings that mean what another column already holds, if there is anything below them."""
    again = {
        place: field
        for place, title in head.titles.items()
        if place not in head.fields and (field := field_called(title, known_fields())) in _OF_A_TABLE
    }
    held = {place: field for place, field in again.items() if any(True for _ in _values(grid, head, place))}
    if {"日期", "摘要"} <= set(held.values()):
        place = min(held)
        why = f"从 {cell_name(head.bottom, place)} 起又是一张表，和左边的并排放着"
        remedy = "一张表里只放一本账：把右边的移到左边的下面，或者移到另一张表里"
        yield CellProblem(grid.spot(head.bottom, place), head.titles[place], why, remedy)
        return
    for place, field in held.items():
        if field in AMOUNTS:
            title = head.titles[place]
            first = next(at for at, known in head.fields.items() if known == field)
            why = f"「{title}」和 {cell_name(head.bottom, first)} 的「{head.titles[first]}」都是{field}，不知道算哪一列"
            remedy = f"合成一列；不是{field}的，把栏目名改成别的，例如 {title}（参考）"
            yield CellProblem(grid.spot(head.bottom, place), title, why, remedy)


def _values(grid: Grid, head: Head, place: int) -> Iterator[object]:
    """What stands below a heading, without the headings of further pages."""
    for row in range(head.bottom + 1, len(grid.rows)):
        raw = grid.at(row, place)
        if raw is not None and not is_head_again(grid, head, row):
            yield raw


def shifted_columns(grid: Grid, head: Head) -> tuple[int, ...]:
    """Columns of amounts without any digit, and columns of words with nothing but numbers."""
    found = []
    for place, field in head.fields.items():
        texts = [as_shown(raw) if isinstance(raw, str) else raw for raw in _values(grid, head, place)]
        said = [text for text in texts if text not in _NONE]
        if len(said) < _FEWEST or field == UNREAD:
            continue
        words = [text for text in said if isinstance(text, str) and not any(one.isnumeric() for one in text)]
        numbers = [text for text in said if isinstance(text, Decimal) or (isinstance(text, str) and _is_number(text))]
        if (field in AMOUNTS and len(words) == len(said)) or (field == "摘要" and len(numbers) == len(said)):
            found.append(place)
    return tuple(found)


_NONE = ("-", "--", "—", "——", "/", "零", "无", "元", "不详")


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).isdecimal()


def merged_amounts(grid: Grid, head: Head) -> tuple[Area, ...]:
    """Merged cells of amounts over several rows that each hold something else."""
    places = {place for place, field in head.fields.items() if field in ("收入", "支出")}
    return tuple(
        area
        for area in grid.merged
        if area.left in places and area.top > head.bottom and len(_rows_held(grid, area)) > 1
    )


def _rows_held(grid: Grid, area: Area) -> list[int]:
    return [
        row
        for row in range(area.top, min(area.bottom + 1, len(grid.rows)))
        if any(raw is not None for place, raw in enumerate(grid.rows[row]) if not area.left <= place <= area.right)
    ]


def out_of_sight_lines(grid: Grid) -> Iterator[str]:
    """What is read although nobody sees it, and what is seen although nobody can read it."""
    doubts = grid.doubts
    rows = [row + 1 for row in doubts.out_of_sight if row < len(grid.rows) and any(_filled(grid.rows[row]))]
    if rows:
        yield f"有隐藏的、筛选掉的行，也读了：第 {_listed(rows)} 行；不算数的，先删去"
    width = max(map(len, grid.rows), default=0)
    held = [place for place in doubts.hidden_columns if place < width and any(row[place:] for row in grid.rows)]
    columns = [place for place in held if any(grid.at(row, place) is not None for row in range(len(grid.rows)))]
    if columns:
        names = "、".join(cell_name(0, place).rstrip("1") for place in columns)
        yield f"有隐藏的列，也读了：{names} 列"
    if doubts.pictures:
        cells = "、".join(cell_name(*at) for at in doubts.pictures[:_SHOWN])
        yield f"有 {len(doubts.pictures)} 张图片（{cells}）：图片里的字读不了，票据照片用 cunwu attach 附上"


_SHOWN = 6


def _filled(row: Sequence[object]) -> Iterator[bool]:
    return (raw is not None for raw in row)


def _listed(rows: Sequence[int]) -> str:
    shown = "、".join(map(str, rows[:_SHOWN]))
    return shown if len(rows) <= _SHOWN else f"{shown} 等 {len(rows)}"


def struck_problems(grid: Grid) -> Iterator[CellProblem]:
    """A problem for each row that is struck out without a word on whether it still counts."""
    for row in grid.doubts.struck:
        cells = grid.rows[row] if row < len(grid.rows) else ()
        if any(isinstance(raw, str) and "作废" in raw for raw in cells):
            continue
        place = next((place for place, raw in enumerate(cells) if raw is not None), 0)
        why = "这一行划了删除线，不知道还算不算"
        remedy = "还算的，去掉删除线；作废的，在摘要前面写上 作废，或者删去这一行"
        yield CellProblem(grid.spot(row, place), as_shown(grid.at(row, place)), why, remedy)
