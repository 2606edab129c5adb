"""The inspections on a region's page: what is not put right, late first, and how the wall boards were found last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from cunwu.derive.inspections import Fate, Inspected, fate_of, is_good, rows_of, told_of, url_name_of
from cunwu.kinds.inspection import INSPECTION, Inspection, Seen, WallBoard
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.inspected import fate_cell, inspected_table, urgency_of
from cunwu.pages.parts.links import home_url, item_anchor, relative
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Table

_LISTED = 60
"""How many a page lists; the rest is counted."""


def inspection_tables(context: PlaceContext, url: str, below: Iterable[Inspected]) -> tuple[Table, ...]:
    """What is open of its own inspections, its wall boards, and what inspections above found of it.

    `below` is what its inspections found of places below: which place is meant is known where all of them are.
    """
    paths = {(one.url_name, one.number): one.path for one in below}
    tables = (_open(context, url, paths), _boards(context, url, paths), inspected_table(context, url))
    return tuple(table for table in tables if table is not None)


_Paths = Mapping[tuple[str, str], str]
"""Name of an inspection and number of a row → the place that it is about."""
_Told = tuple[Fate, Inspection, Seen | WallBoard]


def _told(context: PlaceContext) -> Iterator[_Told]:
    newest = sorted(context.board.records(INSPECTION), key=lambda one: one.day or date.min, reverse=True)
    for inspection in newest:
        for row in rows_of(inspection):
            yield fate_of(row, context.site.as_of), inspection, row


def _open(context: PlaceContext, url: str, paths: _Paths) -> Table | None:
    labels = ("地方", "看到的", "谁改", "现在怎样", "哪次督查")
    waiting = [one for one in _told(context) if one[0].is_open]
    waiting.sort(key=lambda one: urgency_of(one[0]))
    rows = tuple(
        Row(
            (
                _place(context, url, paths, (inspection, row), labels[0]),
                Cell(told_of(row), labels[1]),
                Cell(row.in_charge or "没有写", labels[2], "" if row.in_charge else "blank"),
                fate_cell(fate, labels[3]),
                _which(context, url, inspection, row, labels[4]),
            )
        )
        for fate, inspection, row in waiting[:_LISTED]
    )
    more = f"，只列前 {_LISTED} 件" if len(waiting) > _LISTED else ""
    caption = f"督查发现、还没有改好的（{len(waiting)} 件{more}）"
    return laid_out(Table(caption, tuple(map(Column, labels)), rows)) if rows else None


def _boards(context: PlaceContext, url: str, paths: _Paths) -> Table | None:
    """Each wall board as it was found last; the bad ones first."""
    labels = ("地方", "挂在哪里", "状况", "现在怎样", "哪次督查")
    newest: dict[tuple[str, str], tuple[Fate, Inspection, WallBoard]] = {}
    for fate, inspection, row in _told(context):
        if isinstance(row, WallBoard):
            newest.setdefault((row.place, row.hangs_at or ""), (fate, inspection, row))
    boards = sorted(newest.values(), key=lambda one: (is_good(one[2]), *urgency_of(one[0])))
    rows = tuple(
        Row(
            (
                _place(context, url, paths, (inspection, row), labels[0]),
                Cell(row.hangs_at or "没有写", labels[1], "" if row.hangs_at else "blank"),
                Cell("，".join(filter(None, (row.board_state, row.issue))), labels[2]),
                fate_cell(fate, labels[3], is_good=is_good(row)),
                _which(context, url, inspection, row, labels[4]),
            )
        )
        for fate, inspection, row in boards[:_LISTED]
    )
    more = f"，只列前 {_LISTED} 块" if len(boards) > _LISTED else ""
    caption = f"墙上的公开栏，最近一次看到的样子（{len(boards)} 块{more}）"
    return laid_out(Table(caption, tuple(map(Column, labels)), rows)) if rows else None


def _place(
    context: PlaceContext, url: str, paths: _Paths, told: tuple[Inspection, Seen | WallBoard], label: str
) -> Cell:
    inspection, row = told
    path = paths.get((url_name_of(context.board, inspection), row.number))
    return Cell(row.place, label, href=relative(url, home_url(path)) if path is not None else "")


def _which(context: PlaceContext, url: str, inspection: Inspection, row: Seen | WallBoard, label: str) -> Cell:
    return Cell(inspection.title, label, href=context.href_of(url, inspection, item_anchor(row.number)))
