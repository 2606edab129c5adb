"""Rows of a list that were typed without their dashes, or pasted from a table."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from cunwu.core.patterns import regex
from cunwu.core.problem import Problem, Spot
from cunwu.values.dates import parse_day
from cunwu.values.money import parse_yuan
from cunwu.yaml.scan import MAX_PROBLEMS, YML_REFUSALS, clip, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cunwu.yaml.tree import Node, Scalar

_FEW = 3
"""So many indented lines with a tab are each told; more of them are one habit of one editor."""
_LONGEST = 2000
_KEPT = regex(r"\s*(?:- +)?[^\s:：]{1,30}\s*[:：]")
_COLUMNS = tuple(regex(between) for between in (r"\t+", r",(?! )", r" {2,}"))
"""What stands between the cells of a row, the surest first: amounts may hold commas."""


def scan_text(text: str, file: str) -> tuple[Problem, ...]:
    """Every problem found without parsing, sorted."""
    problems = scan(text, file)
    if "\t" not in text:
        return problems
    lines = text.split("\n")
    tabs = islice(tab_problems(text, file), MAX_PROBLEMS)
    return tuple(sorted((*problems, *(problem.with_line(lines) for problem in tabs)))[:MAX_PROBLEMS])


def tab_problems(text: str, file: str) -> Iterator[Problem]:
    """Pasted rows as one problem a stretch, many lines indented by tabs as one, and every other tab by itself."""
    lines = text.split("\n")
    tabbed = [number for number, line in enumerate(lines, 1) if "\t" in line]
    pasted = [stretch for stretch in _stretches(tabbed) if _is_pasted([lines[number - 1] for number in stretch])]
    for stretch in pasted:
        yield pasted_problem(file, lines, stretch)
    known = {number for stretch in pasted for number in stretch}
    others = [number for number in tabbed if number not in known]
    indented = [number for number in others if lines[number - 1].startswith("\t")]
    if len(indented) > _FEW:
        what = f"{_lines_told(indented)}开头用了制表符（Tab 键）"
        yield YML_REFUSALS["YML003"].problem(file, Spot(indented[0], 1), what=what)
        others = [number for number in others if not lines[number - 1].startswith("\t")]
    for number in others:
        for hit in re.finditer(r"\t+", lines[number - 1]):
            spot = Spot(number, hit.start() + 1, len(hit[0]))
            yield YML_REFUSALS["YML003"].problem(file, spot, what="有制表符（Tab 键）")


def _stretches(numbers: Sequence[int]) -> list[list[int]]:
    """The numbers, in order, as runs of consecutive ones."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in runs]


def _is_pasted(lines: Sequence[str]) -> bool:
    """Whether lines with tabs are rows of a table: no field before the first cell, and three cells or several rows."""
    cells = [_cells(line) for line in lines]
    if any(_KEPT.match(line.partition("\t")[0]) or line.lstrip().startswith("#") for line in lines):
        return False
    return max(map(len, cells)) >= 3 or (len(lines) > 1 and min(map(len, cells)) >= 2)


def _cells(line: str) -> list[str]:
    """The cells of a line that may be the row of a table; none of one that is too long to be one."""
    if len(line) > _LONGEST:
        return []
    between = next((pattern for pattern in _COLUMNS if pattern.search(line.strip())), _COLUMNS[0])
    return [cell.strip() for cell in between.split(line.strip().removeprefix("- ")) if cell.strip()]


def rows_from(lines: Sequence[str], number: int) -> list[int]:
    """The lines from `number` on that look like rows of a table: three cells or more and no field; maybe none."""
    rows: list[int] = []
    for at in range(number, len(lines) + 1):
        if len(_cells(lines[at - 1])) < 3 or _KEPT.match(lines[at - 1]):
            break
        rows.append(at)
    return rows


def pasted_problem(file: str, lines: Sequence[str], stretch: Sequence[int]) -> Problem:
    """The one problem of a stretch of pasted rows, with its first rows rewritten as far as that can be known."""
    line = lines[stretch[0] - 1]
    cells = _cells(line)
    heads = _heads(lines[stretch[0] - 1])
    of_rows = [lines[number - 1] for number in stretch[1 if heads else 0 :]]
    written = [
        f"- {{{', '.join(pairs)}}}"
        for at, row in enumerate(of_rows[:_SHOWN], 1)
        if (pairs := _pairs(row, heads, f"{at:03}"))
    ]
    facts: Mapping[str, object] = {
        "lines": _lines_told(stretch),
        "cells": len(cells),
        "first": stretch[1 if heads and len(stretch) > 1 else 0],
        "row": "，下一行 ".join(written) + _SIDE if written else _plainly(cells),
    }
    indent = len(line) - len(line.lstrip())
    return YML_REFUSALS["YML023"].problem(file, Spot(stretch[0], indent + 1, len(line.strip()) or 1), **facts)


_SHOWN = 2
_SIDE = "（照这样接着写，栏目对不上的改过来）"
_HEADS = frozenset(
    (
        *("编号", "序号", "日期", "时间", "摘要", "事由", "科目", "收入", "支出", "金额", "余额", "凭证", "凭证号"),
        *("账户", "对方", "经手人", "证明人", "审批人", "姓名", "数量", "备注"),
    )
)
_CALLED = {"序号": "编号", "时间": "日期", "事由": "摘要", "凭证号": "凭证"}
_NUMBER, _VOUCHER = regex(r"[0-9]{1,4}"), regex(r"[^\W0-9]{1,2}-?[0-9]+号?")
_FIGURE = regex(r"[¥￥]?-?[0-9][0-9,，]*(?:\.[0-9]+)?元?")
_MONTH_DAY = regex("[0-9]{1,2}月[0-9]{1,2}[日号]")
_NO_SIDE = frozenset({"余额"})


def _heads(line: str) -> list[str]:
    """The headings of a table, by their place, if the line holds nothing else."""
    cells = [cell.strip() for cell in line.split("\t")]
    heads = [re.sub(r"[（(].*", "", cell) for cell in cells]
    return heads if len(heads) > 1 and sum(head in _HEADS for head in heads) * 2 > len(heads) else []


def _pairs(line: str, heads: Sequence[str], number: str) -> list[str]:
    """The fields of a row as the records write them; empty if neither a day nor an amount is in it."""
    if heads:
        cells = [cell.strip() for cell in line.split("\t")]
        named = [(head, cell) for head, cell in zip(heads, cells, strict=False) if cell and head not in _NO_SIDE]
        told = {_CALLED.get(head, head): _spelled(cell) for head, cell in named}
        return [f"{word}: {text}" for word, text in ({"编号": number} | told).items()] if told else []
    found, words = dict[str, str](), ["摘要", "科目", "账户"]
    amounts = list[str]()
    for place, cell in enumerate(_cells(line)):
        if place == 0 and _NUMBER.fullmatch(cell):
            found["编号"] = cell
        elif "日期" not in found and (_MONTH_DAY.fullmatch(cell) or _right(parse_day, cell)):
            found["日期"] = _spelled(cell)
        elif _FIGURE.fullmatch(cell) and _right(parse_yuan, cell):
            amounts.append(_spelled(cell))
        elif _VOUCHER.fullmatch(cell):
            found["凭证"] = cell
        elif words:
            found[words.pop(0)] = _spelled(cell)
    if not (amounts or "日期" in found):
        return []
    is_income = "收" in f"{found.get('科目', '')}{found.get('摘要', '')}"
    money = {"收入" if is_income else "支出": amounts[0]} if amounts else {}
    return [f"{word}: {text}" for word, text in {"编号": number, **found, **money}.items()]


def _spelled(cell: str) -> str:
    """A cell as a value: a day and an amount in the one form, words in quotes where signs would part them."""
    if _FIGURE.fullmatch(cell) and re.search(r"[.,，元¥￥]", cell):
        return _right(parse_yuan, cell) or cell
    return _right(parse_day, cell) or (f'"{clip(cell, 20)}"' if re.search(r"[,:#{}\[\]\"']", cell) else clip(cell, 20))


def _right(parse: Callable[[str], object], cell: str) -> str:
    """The cell as it ought to be written; empty if it is nothing of the kind."""
    try:
        parse(cell)
    except ValueError as error:
        return getattr(error, "right", "")
    return cell


def _plainly(cells: Sequence[str]) -> str:
    return "一格一行：「- 编号: …」，下面各行 " + "、".join(f"「…: {clip(cell, 12)}」" for cell in cells[:4])


def _lines_told(numbers: Sequence[int]) -> str:
    """“第 7 行”, “第 7–9 行”, “第 7、9、12 行等 5 行”."""
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"第 {numbers[0]}–{numbers[-1]} 行"
    more = f"等 {len(numbers)} 行" if len(numbers) > 5 else ""
    return f"第 {'、'.join(map(str, numbers[:5]))} 行{more}"


# --- rows without dashes ----------------------------------------------------------------------------------------------


def dashless_row(
    entries: Sequence[tuple[Scalar, Node]], repeated: Sequence[Scalar], *, is_root: bool
) -> tuple[list[Scalar], str] | None:
    """The keys before which a dash is missing, and the word of an empty field right above them; None if nothing is.

    Rows of a list repeat the key with which each row begins; a key that is only typed twice is alone in that.
    """
    keys = [key for key, _ in entries]
    again = {key.text for key in repeated}
    if len(again) < 2 and "编号" not in again:
        return None
    above = next((place for place, key in enumerate(keys[1:]) if key.text in again and _is_empty(entries[place])), None)
    if above is not None:
        first = keys[above + 1].text
        return [key for key in keys[above + 1 :] if key.text == first], keys[above].text
    if is_root or keys[0].text not in again:
        return None
    return [key for key in keys if key.text == keys[0].text], ""


def _is_empty(entry: tuple[Scalar, Node]) -> bool:
    return bool(getattr(entry[1], "is_absent", False))


def dashless_problem(file: str, rows: Sequence[Scalar], word: str, *, has_first: bool) -> Problem:
    """The one problem of rows without dashes below the field `word`; the first row may have its dash."""
    wanting = rows[1:] if has_first else rows
    facts: Mapping[str, object] = {
        "list": f"「{clip(word)}」下面" if word else "",
        "count": len(rows),
        "lines": _lines_told([key.spot.line for key in wanting]),
        "key": clip(rows[0].text),
    }
    return YML_REFUSALS["YML022"].problem(file, wanting[0].spot, **facts)
