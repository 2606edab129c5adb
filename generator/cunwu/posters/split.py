"""A poster → sheets: rows are dealt out by measured height, and each sheet's sums carry over to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunwu.core.frozen import Frozen, replace
from cunwu.pages.parts.sections import UNKNOWN_SUM
from cunwu.pictures.qr import QR_MILLIMETRES
from cunwu.posters.paper import LINE, Paper, height_of, lines_of, width_of
from cunwu.posters.sheet import Column, Line, Poster, Sheet, SheetCell, SheetFoot, SheetRow, Signer
from cunwu.values.money import Money, format_yuan

BROUGHT, HERE, ON, WHOLE = "承前页", "本页小计", "过次页", "合计"
_CELL = 0.4
"""What a row is higher than its text: padding and its rule."""
_PADDING = 0.8
"""What a column is wider than its text."""
SMALL = 0.8
"""Size of the small print, as in the style sheet."""
_TITLE = 1.5
_GAP = 0.6
_STAMP = 44.0
"""Millimetres for a round stamp of 42."""
_SIGNER = 2.0
_FEW = 4.0
"""A first column as narrow as this holds numbers: small print begins beside it."""
_QR_BOX = QR_MILLIMETRES * 1.3

Sums = tuple[Money | None, ...]


class Frame(Frozen):
    """What is the same on all sheets of a poster."""

    board: str
    banners: tuple[str, ...]
    foot: SheetFoot


class _Part(Frozen):
    """What one sheet holds."""

    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    is_signed: bool = False


def split(poster: Poster, frame: Frame, paper: Paper) -> tuple[Sheet, ...]:
    """The sheets of a poster, each with the sums of its own rows and what they come to with those before."""
    poster = replace(poster, columns=fitted(poster, paper))
    parts = tuple(_parts(poster, frame, paper))
    before: Sums = (Money(0),) * len(poster.summed)
    sheets = []
    for number, part in enumerate(parts, 1):
        here = _sums(part.lines, len(poster.summed))
        together = _added(before, here)
        is_last_with_rows = not any(later.lines for later in parts[number:])
        foot = replace(frame.foot, number=f"第 {number} 张，共 {len(parts)} 张")
        sheets.append(
            Sheet(
                board=frame.board,
                period=poster.period,
                title=poster.title,
                banners=frame.banners,
                sum=poster.sum if number == 1 else None,
                intro=poster.intro if number == 1 else (),
                columns=poster.columns if part.lines else (),
                rows=tuple(_rows(poster, part, (before, here, together), number > 1, is_last_with_rows)),
                indented=_is_indented(poster.columns),
                span=str(len(poster.columns) - _is_indented(poster.columns)),
                empty=poster.empty if number == 1 and not poster.lines else "",
                notes=part.notes,
                posted=poster.posted if part.is_signed else (),
                signers=poster.signers if part.is_signed else (),
                foot=foot,
            )
        )
        before = together
    return tuple(sheets)


def fitted(poster: Poster, paper: Paper) -> tuple[Column, ...]:
    """The columns: those of numbers as wide as their longest, sums too, and one takes what is left."""
    whole = _sums(poster.lines, len(poster.summed))
    sums = dict(zip(poster.summed, map(_told, whole), strict=True))
    found = []
    for at, column in enumerate(poster.columns):
        width = column.width
        if column.numeric:
            texts = (column.label, sums.get(at, ""), *(line.cells[at] for line in poster.lines))
            width = max(map(width_of, texts)) + _PADDING
        found.append(replace(column, width=width))
    left = paper.across - sum(column.width for column in found)
    found = [column if column.width else replace(column, width=left) for column in found]
    return tuple(replace(column, share=f"{column.width / paper.across:.2%}") for column in found)


# --- heights, in letters ---


def _parts(poster: Poster, frame: Frame, paper: Paper) -> Iterator[_Part]:
    """Rows first, then what is to be told of them, then who signs; nothing is cut in two."""
    fixed = _height_of_head(poster, frame, paper) + _height_of_foot(frame.foot, paper)
    room = paper.down - fixed
    left = room - _height_of_sum(poster, paper) - sum(height_of(one, paper.across) for one in poster.intro)
    of_table = _height_of_table(poster)
    part, used = _Part(), of_table if poster.lines else height_of(poster.empty, paper.across)
    for line in poster.lines:
        height = height_of_line(line, poster.columns)
        if used + height > left and part.lines:
            yield part
            part, used, left = _Part(), of_table, room
        part, used = replace(part, lines=(*part.lines, line)), used + height
    used += _GAP
    for note in poster.notes:
        height = height_of(note, paper.across, SMALL)
        if used + height > left:
            yield part
            part, used, left = _Part(), _GAP, room
        part, used = replace(part, notes=(*part.notes, note)), used + height
    if used + _height_of_end(poster, paper) > left:
        yield part
        part = _Part()
    yield replace(part, is_signed=True)


def height_of_line(line: Line, columns: Sequence[Column]) -> float:
    """Height of a row with its small print."""
    highest = max(lines_of(text, column.width - _PADDING) for text, column in zip(line.cells, columns, strict=True))
    whole = sum(column.width for column in columns)
    below = whole - (columns[0].width if _is_indented(columns) else 0) - _PADDING
    return highest * LINE + height_of(line.below, below, SMALL) + _CELL


def _height_of_table(poster: Poster) -> float:
    """The headings, and the rows of sums that a sheet may have."""
    heading = max((lines_of(one.label, one.width - _PADDING) for one in poster.columns), default=0) * LINE + _CELL
    return heading + (3 * (LINE + _CELL) if poster.summed else 0)


def _height_of_head(poster: Poster, frame: Frame, paper: Paper) -> float:
    told = height_of(f"{frame.board}　{poster.period}", paper.across, 1.0)
    title = height_of(poster.title, paper.across, _TITLE)
    return told + title + sum(height_of(one, paper.across - 1, SMALL) + _CELL for one in frame.banners) + 2 * _GAP


def _height_of_sum(poster: Poster, paper: Paper) -> float:
    if poster.sum is None:
        return 0
    return len(poster.sum.lines) * 1.25 * LINE + height_of(poster.sum.words, paper.across) + 2 * _GAP


def _height_of_foot(foot: SheetFoot, paper: Paper) -> float:
    box = paper.letters(_QR_BOX) if foot.code or foot.proof else 0
    beside = paper.across - box * sum(code is not None for code in (foot.code, foot.proof)) - 2 * _PADDING
    texts = height_of(foot.hotline, beside) + height_of(foot.address, beside, SMALL)
    texts += height_of(foot.check, beside, SMALL) + height_of(foot.number, beside, SMALL)
    texts += height_of(foot.published, beside, SMALL)
    return max(box, texts) + _GAP


def _height_of_end(poster: Poster, paper: Paper) -> float:
    told = sum(height_of(one, paper.across) for one in poster.posted)
    if not poster.signers:
        return told + _GAP
    beside = paper.across - paper.letters(_STAMP) - 2 * _PADDING
    signed = LINE + sum(_height_of_signer(one, beside) for one in poster.signers)
    return told + max(signed, paper.letters(_STAMP)) + 2 * _GAP


def _height_of_signer(signer: Signer, width: float) -> float:
    return max(_SIGNER, height_of(f"{signer.role}：{signer.told}", width) + _CELL)


# --- rows and their sums ---


def _is_indented(columns: Sequence[Column]) -> bool:
    return len(columns) > 1 and columns[0].width < _FEW


def _sums(lines: Sequence[Line], count: int) -> Sums:
    """The sums of some rows; None once an amount is not known."""
    found: Sums = (Money(0),) * count
    for line in lines:
        found = _added(found, line.amounts or (Money(0),) * count)
    return found


def _added(one: Sums, other: Sums) -> Sums:
    return tuple(a + b if a is not None and b is not None else None for a, b in zip(one, other, strict=True))


def _told(amount: Money | None) -> str:
    return UNKNOWN_SUM if amount is None else format_yuan(amount)


def _rows(
    poster: Poster, part: _Part, sums: tuple[Sums, Sums, Sums], is_later: bool, is_last: bool
) -> Iterator[SheetRow]:
    """The rows of a sheet between what came before and what goes on; with one sheet, only the total."""
    if not part.lines:
        return
    before, here, together = sums
    if poster.summed and is_later:
        yield _sum_row(poster, BROUGHT, before)
    for line in part.lines:
        cells = (SheetCell(text, _css(column)) for text, column in zip(line.cells, poster.columns, strict=True))
        yield SheetRow(tuple(cells), line.below, "struck" if line.struck else "")
    if poster.summed and (is_later or not is_last):
        yield _sum_row(poster, HERE, here)
    if poster.summed:
        yield _sum_row(poster, WHOLE if is_last else ON, together)


def _sum_row(poster: Poster, label: str, sums: Sums) -> SheetRow:
    """A row of sums; its word stands in the widest column."""
    told = dict(zip(poster.summed, map(_told, sums), strict=True))
    widest = max(range(len(poster.columns)), key=lambda at: (at not in told, poster.columns[at].width))
    texts = (label if at == widest else told.get(at, "") for at in range(len(poster.columns)))
    cells = (SheetCell(text, _css(column)) for text, column in zip(texts, poster.columns, strict=True))
    return SheetRow(tuple(cells), css="sum-row")


def _css(column: Column) -> str:
    return "num" if column.numeric else ""
