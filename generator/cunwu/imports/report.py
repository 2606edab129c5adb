"""What an import tells people: what was read as what, every cell that could not be read, what would be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cunwu.core.problem import Severity
from cunwu.imports.cells import cell_name
from cunwu.imports.intake import Change, Told
from cunwu.imports.told import CellProblem, Reread
from cunwu.records.privacy import hide_leaks
from cunwu.reports.text import visible

_SHOWN = 20
"""At most so many readings of one sort are shown one by one; the rest is counted."""


def shown(text: str) -> str:
    """A text of a workbook as a terminal may show it: on one line, personal numbers masked."""
    return visible(hide_leaks(" ".join(text.split())))


def cell_lines(problems: Iterable[CellProblem]) -> Iterator[str]:
    """A cell that could not be read: sheet, cell, what is wrong, how to mend it.

    Cells with the same fault are named in one line: twelve sheets without a column would say the same twelve times.
    """
    cells: dict[tuple[str, str, str], list[str]] = {}
    for spot, found, reason, remedy in problems:
        cells.setdefault((found, reason, remedy), []).append(
            f"「{shown(spot.sheet)}」{cell_name(spot.row, spot.column)}"
        )
    for (found, reason, remedy), named in cells.items():
        there = f"（这一格是「{shown(found)}」）" if found and found not in reason else ""
        yield f"{'、'.join(named)}：{shown(reason)}{there}"
        yield f"      └ 改法：{shown(remedy)}"


def told_lines(told: Iterable[Told]) -> Iterator[str]:
    """A problem that the check found in what would be written, by its cell."""
    for one in told:
        problem = one.problem
        place = f"「{shown(one.spot.sheet)}」{cell_name(one.spot.row, one.spot.column)}" if one.spot else problem.file
        yield f"{place}：{problem.severity.value} {problem.code} {shown(problem.message)}"
        remedy = f"改法：{shown(problem.remedy)}；" if problem.remedy else ""
        yield f"      └ {remedy}说明：cunwu explain {problem.code}"


def reread_lines(rereads: Sequence[Reread]) -> Iterator[str]:
    """Cells whose text was brought into the form of the field."""
    if rereads:
        yield f"这 {len(rereads)} 格照意思读："
    for spot, text, field, right in rereads[:_SHOWN]:
        cell = cell_name(spot.row, spot.column)
        yield f"  「{shown(spot.sheet)}」{cell} {field}：「{shown(text)}」读作 {shown(right)}"
    if len(rereads) > _SHOWN:
        yield f"  另外 {len(rereads) - _SHOWN} 格也是这样"


def change_lines(change: Change) -> Iterator[str]:
    """What would be written into one file."""
    if change.is_new:
        yield f"新建 {shown(change.path)}：{_counted(change)}"
    elif change.changed:
        yield f"改写 {shown(change.path)}：{_counted(change)}；有 {len(change.changed)} 处和原来不同"
        for path, before, after in change.changed[:_SHOWN]:
            yield f"  {_where(path)}：{_told(before)} → {_told(after)}"
        if any(before is not None for _, before, _ in change.changed):
            yield "  公布过的数不能这样改，要用 cunwu correct 更正"
    else:
        yield f"{shown(change.path)} 和表里一样，不用改"
    if change.kept:
        names = "、".join(_where(path) for path in change.kept[:_SHOWN])
        yield f"  表里没有、记录里有的 {len(change.kept)} 处留着不动：{names}；要作废的用 cunwu withdraw"


def _counted(change: Change) -> str:
    lists = [
        f"{word} {len(value)} 条" for word, value in change.draft.texts.items() if isinstance(value, list) and value
    ]
    return "、".join(lists) or "没有列表"


def _where(path: Sequence[str | int]) -> str:
    return " › ".join(f"第 {step + 1} 条" if isinstance(step, int) else shown(step) for step in path)


def _told(value: object) -> str:
    match value:
        case None:
            return "（没有）"
        case str():
            return shown(value)
        case dict():
            return "、".join(f"{word} {shown(text)}" for word, text in value.items() if isinstance(text, str))
        case list():
            return "、".join(_told(part) for part in value)
        case _:
            return str(value)


def verdict(problems: Sequence[CellProblem], told: Sequence[Told]) -> str:
    """The line that says how many problems keep the workbook out; empty if none does."""
    errors = sum(one.problem.severity is Severity.ERROR for one in told)
    if not problems and not errors:
        return ""
    cells = f"{len(problems)} 格读不了" if problems else ""
    wrong = f"{errors} 处错误" if errors else ""
    return f"没有写：{'、'.join(part for part in (cells, wrong) if part)}。改好表格再导入，一处也没有写进去"
