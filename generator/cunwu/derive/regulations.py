"""Which rules hold in a place on a day: its own and those of all places above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.kinds.regulation import REGULATION, Regulation
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.records.record_file import RecordFile
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay


def holds_on(regulation: Regulation, day: date) -> bool | None:
    """Whether a rule holds on a day; None where nobody wrote whether it still does."""
    if isinstance(regulation.since, PartialDay) and regulation.since.first > day:
        return False
    if isinstance(regulation.until, Absence):
        return None
    return regulation.until is None or regulation.until.last >= day


def regulations_holding(board: Board, day: date) -> Iterator[tuple[Place, RecordFile, Regulation, bool]]:
    """The rules that hold in a place on a day, or may: the nearest place first, with whether it is known."""
    for place, file in board.holding(REGULATION):
        if isinstance(file.record, Regulation) and (holds := holds_on(file.record, day)) is not False:
            yield place, file, file.record, holds is True
