"""The short codes of a place as a table: which record and row each stands for."""

from __future__ import annotations

from cunwu.derive.short_codes import short_codes
from cunwu.exports.tables import NUMBER, RECORD, Column, Table
from cunwu.kinds.parts import words_for
from cunwu.records.board import Board

COLUMNS = (
    Column("短码", help="打电话、投意见箱时报的数", required=True),
    Column("种类", required=True),
    Column(RECORD, help="记录的文件名", required=True),
    Column(NUMBER, help="哪一条；空的是整份记录"),
    Column("内容", help="这一条的头几个字"),
)


def codes_table(board: Board) -> Table:
    """A row for each record and each of its rows, in the order of the files."""
    rows = [
        (
            one.code,
            one.file.kind.label if one.file.kind is not None else "",
            one.file.stem,
            one.number or None,
            (words_for(one.row) if one.row is not None else one.record.title) or None,
        )
        for one in short_codes(board)
    ]
    return Table("short-codes", "短码", COLUMNS, rows, ("短码",))
