"""A board with files that cannot be read → the same board as if their slips were mended, for one more look."""

from __future__ import annotations

from dataclasses import replace

from cunwu.kinds.mending import mend_record
from cunwu.kinds.reading import read_record
from cunwu.records.board import Board
from cunwu.records.record_file import RecordFile
from cunwu.yaml.mending import UNREAD, read_mended


def mend_board(board: Board) -> Board:
    """The board with a record for each file whose faults leave no value to be guessed, and with all that shows then.

    It is judged and thrown away: the faults stay in `problems`, and nothing of it is shown to anybody.
    """
    if not any(file.is_unread for file in board.files):
        return board
    return replace(board, files=tuple(_mended(file) if file.is_unread else file for file in board.files))


def _mended(file: RecordFile) -> RecordFile:
    if file.kind is None:
        return file
    tree, problems = read_mended(file.content, file.path)
    if tree is None:
        return replace(file, problems=problems or file.problems)
    _, faults = read_record(file.kind, tree, file.path)
    unread = {slip.spot.line for slip in problems if slip.code in UNREAD}
    faults = tuple(fault.with_line(file.lines) for fault in faults if fault.spot.line not in unread)
    told = tuple(sorted({*problems, *faults}))
    mended = mend_record(file.kind, tree, file.path)
    if mended is None:
        return replace(file, node=tree, problems=told)
    record, node = mended
    return replace(file, node=node, problems=told).holding(record)
