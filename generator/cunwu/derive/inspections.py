"""What inspections found of the places below, and how it stands on the day of a build: open, late or put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.kinds.base import written
from cunwu.kinds.forms import DEADLINE, WHEN_OR_ABSENCE
from cunwu.kinds.inspection import GOOD, INSPECTION, Inspection, Seen, WallBoard
from cunwu.records.board import Board
from cunwu.records.places import called_below
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.deadline import last_day_of


class Fate(Frozen):
    """What became of something that was found."""

    is_open: bool
    late: int
    """Days after its last day, so far or when it was put right; 0 in time, and of what has no day."""
    due: str = ""
    mended: str = ""
    """When it was put right; 不详, or 不适用 of what needs nothing."""


def fate_of(row: Seen | WallBoard, as_of: date) -> Fate:
    """How a row stands: measured by its days, never declared. A board in good order has nothing to wait for."""
    if is_good(row):
        return Fate(is_open=False, late=0)
    due = DEADLINE.show(row.remedy_by) if row.remedy_by is not None else ""
    mended = WHEN_OR_ABSENCE.show(row.mended_on) if row.mended_on is not None else ""
    return Fate(row.mended_on is None, _days_late(row, as_of), due, mended)


def is_good(row: Seen | WallBoard) -> bool:
    """Whether it is a wall board in good order."""
    return isinstance(row, WallBoard) and row.board_state == GOOD


def _days_late(row: Seen | WallBoard, as_of: date) -> int:
    last = last_day_of(row.remedy_by)
    if last is None or isinstance(row.mended_on, Absence):
        return 0
    ended = row.mended_on.first if isinstance(row.mended_on, PartialDay) else as_of
    return max(0, (ended - last).days)


def rows_of(inspection: Inspection) -> tuple[Seen | WallBoard, ...]:
    """Everything that it found, the wall boards in good order too."""
    return (*inspection.findings, *inspection.wall_boards)


class Inspected(Frozen):
    """One thing that an inspection found of a place below the one that inspected."""

    path: str
    """Of the place that it is about."""
    region: str
    """The name of the place that recorded it."""
    title: str
    """Of the inspection."""
    url_name: str
    """Folder of the region, folder and name of the record's file: yanshi/qinghe/inspections/2026-1."""
    number: str
    told: str
    """“公开栏（村委会门口）：内容过时”."""
    is_good: bool
    is_open: bool
    late: int
    due: str
    mended: str
    withdrawn: str = ""
    """Why it was withdrawn; it stays to be read and counts nowhere."""

    @property
    def fate(self) -> Fate:
        """How it stands."""
        return Fate(self.is_open, self.late, self.due, self.mended)


def inspected_in(board: Board, as_of: date) -> tuple[Inspected, ...]:
    """What the inspections of a region found of places below it; of a name that several have nothing is told."""
    return tuple(_inspected(board, as_of)) if not board.place.is_village else ()


def _inspected(board: Board, as_of: date) -> Iterator[Inspected]:
    for inspection in board.records(INSPECTION):
        reasons = {note.item: note.reason for note in inspection.withdrawals}
        rows: tuple[Seen | WallBoard, ...] = (*written(inspection.findings), *written(inspection.wall_boards))
        for row in rows:
            called = called_below(board.place, row.place)
            if len(called) == 1:
                fate = fate_of(row, as_of) if row.number not in reasons else Fate(is_open=False, late=0)
                yield Inspected(
                    path=called[0].path,
                    region=board.place.name,
                    title=inspection.title,
                    url_name=url_name_of(board, inspection),
                    number=row.number,
                    told=told_of(row),
                    is_good=is_good(row),
                    is_open=fate.is_open,
                    late=fate.late,
                    due=fate.due,
                    mended=fate.mended,
                    withdrawn=reasons.get(row.number, ""),
                )


def url_name_of(board: Board, inspection: Inspection) -> str:
    """Folder of the place, folder and name of the record's file: unlike its number, no other record has it."""
    return f"{board.place.path}/{INSPECTION.folder}/{board.file_of(inspection).stem}".lstrip("/")


def told_of(row: Seen | WallBoard) -> str:
    """What was found, in a line."""
    if isinstance(row, Seen):
        return f"{row.sort}：{row.issue}"
    where = f"（{row.hangs_at}）" if row.hangs_at else ""
    return f"公开栏{where}：{'，'.join(filter(None, (row.board_state, row.issue)))}"


class Found(Frozen):
    """How much inspections found, as counts that roll up."""

    whole: int
    open: int
    late: int
    """Of the open ones, those past their day."""


def count_found(inspections: Iterable[Inspection], as_of: date) -> Found:
    """What is not as it ought to be, in what was found and on the wall boards."""
    fates = [fate_of(row, as_of) for one in inspections for row in rows_of(one) if not is_good(row)]
    waiting = [fate for fate in fates if fate.is_open]
    return Found(len(fates), len(waiting), sum(fate.late > 0 for fate in waiting))
