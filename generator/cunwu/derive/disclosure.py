"""Which items of the catalogue a village has disclosed, and which are missing, as of a day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cunwu.board import Board
from cunwu.kinds import KINDS
from cunwu.kinds.base import Kind, Record
from cunwu.kinds.common import CatalogueItem
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.village import Village
from cunwu.values.dates import chinese_date
from cunwu.values.period import Period, month_of, quarter_of, year_of

DEFAULT_DUE_DAY = 15
"""Where no place says until which day of the next month. Source: chongqing-disclosure/due"""


class State(StrEnum):
    """Whether an item is on the board for the period that is due."""

    PRESENT = "已公开"
    ZERO = "零申报"
    NOT_DUE = "未到期"
    MISSING = "未公开"
    NOT_MEASURED = "不计"


SIGNS = {State.PRESENT: "✓", State.ZERO: "✓", State.NOT_DUE: "·", State.MISSING: "✕", State.NOT_MEASURED: "·"}
"""The sign beside the word: never colour alone."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One item of one place: the period that is due, its state, and the newest thing there is."""

    item: str
    rhythm: str
    due: Period | None
    """The last period whose due day has come; None for 随时 and for places that are not measured."""
    state: State
    newest: str
    """The newest record's period or day in words; empty when there is none."""
    newest_record: Record | None


def derive_disclosures(board: Board, as_of: date) -> tuple[Disclosure, ...]:
    """One line for each item of the place's catalogue, in its order."""
    return tuple(_disclosure(board, item, as_of) for item in board.place.catalogue)


def _disclosure(board: Board, item: CatalogueItem, as_of: date) -> Disclosure:
    kind = next((kind for kind in KINDS if kind.catalogue == item.item), None)
    newest = newest_of(board, kind) if kind else None
    due = _last_due(board, item.rhythm, as_of)
    return Disclosure(item.item, item.rhythm, due, _state(board, kind, item, due), _words(newest), newest)


def newest_of(board: Board, kind: Kind[Record]) -> Record | None:
    """The latest dated record of a kind, else the last by file name."""
    records = board.records(kind)
    return max(records, key=lambda record: record.day or date.min, default=None)


def _words(record: Record | None) -> str:
    if record is None:
        return ""
    value = getattr(record, record.dated_by) if record.dated_by else None
    if isinstance(value, Period):
        return value.label
    return chinese_date(record.day) if record.day else ""


def _last_due(board: Board, rhythm: str, as_of: date) -> Period | None:
    """The last whole period whose due day has passed and which ended after the village joined."""
    village = board.place.record
    joined = village.joined if isinstance(village, Village) else None
    makers = {"月": month_of, "季": quarter_of, "年": year_of}
    if joined is None or rhythm not in makers:
        return None
    period = makers[rhythm](as_of).previous()
    if as_of <= due_day(period, board.place.settings.due_day or DEFAULT_DUE_DAY):
        period = period.previous()
    return period if period.last >= joined else None


def due_day(period: Period, day: int) -> date:
    """The last day for disclosing a period: that day of the month after it ends."""
    year, month = (period.last.year + period.last.month // 12, period.last.month % 12 + 1)
    return date(year, month, min(day, monthrange(year, month)[1]))


def _state(board: Board, kind: Kind[Record] | None, item: CatalogueItem, due: Period | None) -> State:
    if kind is None:
        return State.NOT_MEASURED
    if due is None:
        return State.PRESENT if board.records(kind) else State.NOT_MEASURED
    if any(_speaks_of(record, due) for record in board.records(kind)):
        return State.PRESENT
    zero = any(
        notice.zero_item == item.item and notice.zero_period is not None and _covers(notice.zero_period, due)
        for notice in board.records(NOTICE)
    )
    return State.ZERO if zero else State.MISSING


def _speaks_of(record: Record, due: Period) -> bool:
    value = getattr(record, record.dated_by) if record.dated_by else None
    if isinstance(value, Period):
        return _covers(value, due) or _covers(due, value)
    return record.day is not None and due.contains(record.day)


def _covers(outer: Period, inner: Period) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last
