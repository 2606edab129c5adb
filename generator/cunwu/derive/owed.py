"""What a place still owes and by when: items of its catalogue, answers, repairs that an inspection asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import Disclosure, State
from cunwu.derive.inspections import fate_of, rows_of, told_of
from cunwu.derive.past import SettingsOf
from cunwu.derive.requests import request_clock
from cunwu.kinds.inspection import INSPECTION
from cunwu.kinds.request import REQUEST
from cunwu.records.board import Board
from cunwu.records.places import Place, called_below
from cunwu.values.deadline import last_day_of


class Owed(Frozen):
    """One thing that one place owes."""

    place: Place
    what: str
    due: date
    """The last day on which it is in time."""
    note: str = ""
    """What there is of it already, or where it was asked for."""

    def days_late(self, as_of: date) -> int:
        """Days after the last day; negative while there is time."""
        return (as_of - self.due).days


def owed_items(place: Place, disclosures: Iterable[Disclosure]) -> Iterator[Owed]:
    """The periods of its catalogue that are not published, those that are still running too."""
    for disclosure in disclosures:
        for line in disclosure.lines:
            if line.state in (State.MISSING, State.NOT_DUE):
                note = "已经写好，还没有提交" if line.waiting else ""
                note = f"还缺：{'、'.join(line.lacking)}" if line.lacking else note
                yield Owed(place, f"{line.period.label} {line.item}", line.due, note)


def owed_answers(board: Board, settings_on: SettingsOf, as_of: date) -> Iterator[Owed]:
    """The requests of a place that wait for an answer."""
    for record in board.records(REQUEST):
        for matter in record.matters:
            clock = request_clock(record, matter, settings_on, as_of)
            if not clock.is_answered:
                yield Owed(board.place, f"答复诉求 {matter.number}", clock.due, record.title)


def owed_repairs(board: Board, as_of: date) -> Iterator[Owed]:
    """What inspections of a region asked places below it to put right by a day, and nobody has yet."""
    for inspection in board.records(INSPECTION):
        for row in rows_of(inspection):
            called, last = called_below(board.place, row.place), last_day_of(row.remedy_by)
            if len(called) == 1 and last is not None and fate_of(row, as_of).is_open:
                yield Owed(called[0], f"整改：{told_of(row)}", last, _from(board.place.name, inspection.title))


def _from(name: str, title: str) -> str:
    """A title with whose it is, said once."""
    return title if title.startswith(name) else f"{name}{title}"
