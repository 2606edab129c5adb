"""The page of an inspection: how much is put right, open and late; the wall boards, bad ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from cunwu.core.frozen import replace
from cunwu.derive.inspections import count_found, fate_of, is_good
from cunwu.kinds.base import written
from cunwu.kinds.fields import word_of
from cunwu.kinds.inspection import INSPECTION, Inspection, Seen, WallBoard
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.inspected import fate_cell, urgency_of, withdrawn_cell
from cunwu.pages.parts.progress_bar import bar_of
from cunwu.pages.parts.sections import table_of
from cunwu.pages.parts.tables import with_cells
from cunwu.pages.parts.view import Section, Table

_NOW = "现在怎样"
S = TypeVar("S", Seen, WallBoard)


def tell_inspection(context: PlaceContext, url: str, inspection: Inspection) -> Besides:
    """What became of what was found, beside it; what papers count beside what is listed."""
    counted = count_found((inspection,), context.site.as_of)
    mended = counted.whole - counted.open
    bar = (
        bar_of(f"要改的 {counted.whole} 件，改好 {mended} 件", Decimal(mended), Decimal(counted.whole))
        if counted.whole
        else None
    )
    found, boards = _in_order(context, inspection.findings), _in_order(context, inspection.wall_boards)
    sections = []
    if found:
        sections.append(
            Section(word_of(Inspection, "findings"), "findings", tables=(_table(context, url, inspection, found),))
        )
    if boards:
        table = _with_photos(inspection, _table(context, url, inspection, boards), boards)
        sections.append(Section(word_of(Inspection, "wall_boards"), "wall_boards", tables=(table,)))
    return Besides(
        badge=(inspection.sort if inspection.sort != INSPECTION.label else None,),
        sentences=tuple(_sentences(context, inspection)),
        bars=(bar,) if bar is not None else (),
        instead=tuple(sections),
        hides=frozenset({"sort"}),
        shows_was=frozenset({"findings", "wall_boards"}),
    )


def _in_order(context: PlaceContext, rows: tuple[S, ...]) -> Sequence[S]:
    def rank(row: S) -> tuple[bool, bool, int]:
        return (is_good(row), *urgency_of(fate_of(row, context.site.as_of)))

    return sorted(written(rows), key=rank)


def _table(
    context: PlaceContext, url: str, inspection: Inspection, rows: Sequence[Seen] | Sequence[WallBoard]
) -> Table:
    word = word_of(Inspection, "findings" if isinstance(rows[0], Seen) else "wall_boards")
    reasons = {note.item: note.reason for note in inspection.withdrawals}
    fates = [
        withdrawn_cell(reasons[row.number], _NOW)
        if row.number in reasons
        else fate_cell(fate_of(row, context.site.as_of), _NOW, is_good=is_good(row))
        for row in rows
    ]
    return with_cells(table_of(context, url, word, rows, inspection.withdrawn), _NOW, fates)


def _with_photos(inspection: Inspection, table: Table, boards: Sequence[WallBoard]) -> Table:
    """The table with photos called by what they show, once it is written that whoever is on them agreed."""
    word = word_of(WallBoard, "photo")
    shown = {one.number: one.as_named.label or one.number for one in inspection.attachments}
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, text=shown.get(board.photo, cell.text)) if cell.label == word and board.photo else cell
                for cell in row.cells
            ),
        )
        for row, board in zip(table.rows, boards, strict=True)
    )
    return replace(table, rows=rows)


def _sentences(context: PlaceContext, inspection: Inspection) -> Iterator[str]:
    counted = count_found((inspection,), context.site.as_of)
    if counted.whole:
        late = f"，其中 {counted.late} 件过了期限" if counted.late else ""
        waiting = f"，还有 {counted.open} 件没有改好{late}" if counted.open else "，都改好了"
        yield f"要改的一共 {counted.whole} 件{waiting}。"
    if inspection.wall_boards:
        states = Counter(board.board_state for board in inspection.wall_boards)
        told = "、".join(f"{word} {number} 块" for word, number in states.items())
        yield f"看了 {len(inspection.wall_boards)} 块公开栏：{told}。"
    groups = inspection.parties
    if inspection.teams is not None and groups:
        stated = inspection.teams if isinstance(inspection.teams, int) else inspection.teams.text
        if stated != len(groups):
            yield f"材料写 {stated} 个组，这里写了 {len(groups)} 个组。"
