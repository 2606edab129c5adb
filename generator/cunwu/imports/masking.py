"""Papers of any kind with the numbers of people masked, to be hung up elsewhere; what cannot be masked is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.exports.workbook import Cells, book_of
from cunwu.imports.cells import Grid, Raw, as_shown, read_sheets
from cunwu.records.attachments.sorts import LARGEST_TAKEN, Sort, UnfitError, judge
from cunwu.records.printed import EXTRA, covered
from cunwu.records.privacy import Leak, find_leaks, hide_leaks
from cunwu.records.texts import decoded

Cover = tuple[int, int, int, int]
"""Left, top, width and height in hundredths of a picture."""
_BOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
_BOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_LONG, _LONG_CALLED = regex(r"(?<![0-9.])[0-9]{15,19}(?![0-9.])"), "15 位以上的长号码"
"""A card whose check digit does not fit, an ID whose end a spreadsheet has rounded: no amount is so long."""
_HOME = "（住址已遮）"
_BY_HAND = "在原来的文件里遮住，再另存为 PDF；或者把那一页截成图片，用 cunwu mask 图片 --cover"


class Masked(Frozen):
    """A paper that may be hung up: its content, how its name ends, and what was done to it."""

    content: bytes
    ending: str
    found: tuple[tuple[str, int], ...] = ()
    """What was masked, and how often."""
    told: tuple[str, ...] = ()


def mask(name: str, content: bytes, covers: tuple[Cover, ...], as_of: date) -> Masked:
    """The paper without numbers of people. Raises UnfitError, or CunwuError for a workbook that cannot be read."""
    if content.startswith(_BOOKS) and name.lower().endswith(_BOOK_ENDINGS):
        _demand_no(covers)
        return _book(name, content, as_of)
    text = decoded(content)
    sort = judge(name, content, text, most=LARGEST_TAKEN).sort
    if sort is Sort.PICTURE:
        return _picture(content, covers)
    _demand_no(covers)
    if sort is Sort.PAPER:
        return _paper(content, as_of)
    found = Counter[str]()
    shown = _without_numbers(text or "", found)
    is_table = sort is Sort.TABLE
    mark = b"\xef\xbb\xbf" if is_table else b""  # by which spreadsheets know UTF-8
    return Masked(mark + shown.encode("utf-8", "replace"), "csv" if is_table else "txt", _counted(found))


def _demand_no(covers: tuple[Cover, ...]) -> None:
    if covers:
        raise UnfitError("不是图片，涂不黑", "--cover 只用在照片上；表格、文字里的号码不用它也会遮")


def _picture(content: bytes, covers: tuple[Cover, ...]) -> Masked:
    from cunwu.records.attachments.pictures import stripped

    told = ("去掉了相机写的时间、地点和型号",)
    made = covered(content, covers)
    if made is not None and (made[1] or covers):
        by_hand = (("--cover 写的", len(covers)),) if covers else ()
        return Masked(made[0], "jpg", (*_counted(Counter(one.called for one in made[1])), *by_hand), told)
    if not covers:
        how = "打开照片，看号码、人脸在哪里，写 --cover 左,上,宽,高（都是百分之几）；可以写几次"
        if made is not None:
            raise UnfitError("上面没有认出号码，不知道遮哪里", how)
        raise UnfitError("是照片，这里识别不了上面的字，不知道遮哪里", f"pip install '{EXTRA}'；或者{how}")
    return Masked(stripped(content, covers), "jpg", (("--cover 写的", len(covers)),), told)


def _paper(content: bytes, as_of: date) -> Masked:
    """A PDF of pictures: what stood below a black box in the old one is nowhere in it."""
    from cunwu.records.attachments.drawn import redrawn
    from cunwu.records.attachments.papers import read_paper, rewritten

    if read_paper(content).is_scanned:
        raise UnfitError("里面有扫描的页，程序看不见上面的字，不知道遮哪里", _BY_HAND)
    found = Counter[str]()
    drawn = rewritten(redrawn(content, lambda text: _spans(text, found), as_of))
    return Masked(drawn, "pdf", _counted(found), ("每一页画成了图：字选不中、复制不出，批注和表单里填的没有带过来",))


def _spans(text: str, found: Counter[str]) -> list[tuple[int, int]]:
    hits = list(find_leaks(text))
    spans = [(hit.start, hit.end) for hit in hits]
    more = [one.span() for one in _LONG.finditer(text) if not any(a <= one.start() < b for a, b in spans)]
    found.update(hit.leak.value for hit in hits)
    found.update({_LONG_CALLED: len(more)} if more else {})
    return [*spans, *more]


def _book(name: str, content: bytes, as_of: date) -> Masked:
    """A new workbook of what the old one shows: nothing is left of what it hides."""
    found, told = Counter[str](), ["写成了新的表格：公式成了数，批注、宏、隐藏的表和行列、作者都没有带过来"]
    grids = read_sheets(content, name)
    shown = [grid for grid in grids if not grid.hidden]
    if not shown:
        raise UnfitError("里面没有看得到的表", "在表格软件里取消隐藏要挂出去的那一张，再来")
    unread = sum(len(grid.unread) for grid in shown)
    if unread:
        told.append(f"有 {unread} 格的公式读不出数，空着：在表格软件里打开、保存一次，再来")
    sheets = [(_without_numbers(grid.name, found), _cells(grid, found)) for grid in shown]
    return Masked(book_of(sheets, as_of), "xlsx", _counted(found), tuple(told))


def _cells(grid: Grid, found: Counter[str]) -> Cells:
    """What is in sight: a row that somebody only folded away would stand there again for all to read."""
    unseen, out = {*grid.doubts.out_of_sight}, {*grid.doubts.hidden_columns}
    rows = [row for row in range(len(grid.rows)) if row not in unseen]
    columns = [column for column in range(max(map(len, grid.rows), default=0)) if column not in out]
    cells = {(row, column): grid.at(row, column) for row in rows for column in columns}
    merged = []
    for area in grid.merged:
        high = [place for place, row in enumerate(rows) if area.top <= row <= area.bottom]
        wide = [place for place, column in enumerate(columns) if area.left <= column <= area.right]
        if high and wide:  # its text stands in its first cell, which may be the hidden one
            cells[rows[high[0]], columns[wide[0]]] = grid.at(area.top, area.left)
            merged += [(high[0], wide[0], high[-1], wide[-1])] if len(high) * len(wide) > 1 else []
    shown = tuple(tuple(_cell(cells[row, column], found) for column in columns) for row in rows)
    return Cells(shown, tuple(merged))


def _cell(raw: Raw, found: Counter[str]) -> Raw:
    """What a cell holds; a number that is one of a person becomes a text."""
    text = as_shown(raw)
    masked = _without_numbers(text, found)
    return raw if masked == text else masked


def _without_numbers(text: str, found: Counter[str]) -> str:
    hits = sorted(find_leaks(text), key=lambda hit: hit.start)
    found.update(hit.leak.value for hit in hits)
    shown, pieces, at = hide_leaks(text), list[str](), 0
    for hit in hits:
        pieces.append(shown[at : hit.start] if hit.start > at else "")
        pieces.append(_HOME if hit.leak is Leak.DOOR else shown[hit.start : hit.end])
        at = max(at, hit.end)
    masked, more = _LONG.subn(_starred, "".join((*pieces, shown[at:])))
    found.update({_LONG_CALLED: more} if more else {})
    for left in find_leaks(masked):  # better nothing than half of it
        raise UnfitError(f"里面有{left.leak.value}（{left.masked}），程序遮不好", "在原来的文件里改好它，再来")
    return masked


def _starred(hit: re.Match[str]) -> str:
    return f"{hit[0][:2]}{'*' * (len(hit[0]) - 4)}{hit[0][-2:]}"


def _counted(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(found.items()))


def sentences_of(masked: Masked, name: str) -> Iterator[str]:
    """What was done, and what is left to a person."""
    if masked.found:
        listed = "、".join(f"{word} {count} 个" for word, count in masked.found)
        yield f"{'涂黑' if masked.ending == 'jpg' else '遮住'}了{listed}，写进 {name}"
    else:
        yield f"没有找到号码，照样写进 {name}"
    yield from masked.told
    yield "人脸、手写的字、姓名、病情程序认不出来：挂出去以前，请一个人打开看一遍"
