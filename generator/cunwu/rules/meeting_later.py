"""MTG: what was begun, signed, borrowed or paid before the meeting that agreed to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity
from cunwu.kinds.asset import ASSET
from cunwu.kinds.base import Item
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.debt import DEBT
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.meeting import MEETING, Meeting
from cunwu.kinds.project import PROJECT, Project
from cunwu.kinds.record import Record
from cunwu.records.board import Board
from cunwu.rules.base import Finding, found, rule
from cunwu.rules.debt import is_borrowed
from cunwu.values.dates import PartialDay


class _Deed(Frozen):
    """Something that a meeting agreed to: what it was, its day, and the field that says so."""

    record: Record
    item: Item
    field: str
    what: str
    on: object
    meeting: str | None


@rule(
    "MTG011",
    "{what}在 {on}，同意它的会议「{meeting}」到 {held} 才开",
    remedy="核对两个日期和会议的编号；确实先做后议的照实写，在「反常说明」里写明原因",
    source="villagers-committee-law-2026/decisions",
    follows=("REF002",),
    severity=Severity.IRREGULAR,
)
def done_before_the_meeting(board: Board) -> Iterator[Finding]:
    """What needs a meeting is begun after it; what a levy collected has its own rule (LEV013)."""
    decided = {one.number: day for one in board.records(MEETING) if (day := _decided_on(one)) is not None}
    for deed in _deeds(board) if decided else ():
        held, on = decided.get(deed.meeting or ""), deed.on
        if held is not None and isinstance(on, PartialDay) and on.last < held:
            yield found(deed.item, deed.field, of=deed.record, what=deed.what, on=on, meeting=deed.meeting, held=held)


def _decided_on(meeting: Meeting) -> date | None:
    """The first day on which it may have decided; its six steps may name an earlier sitting."""
    if not isinstance(meeting.held_on, PartialDay):
        return None
    return min([meeting.held_on.first, *(step.on for step in meeting.steps if step.step == "村民代表会议决议")])


def _deeds(board: Board) -> Iterator[_Deed]:
    projects = {one.number: one for one in board.records(PROJECT)}
    for project in projects.values():
        yield from _of_project(project)
    yield from _of_contracts(board, projects)
    for debt in board.records(DEBT):
        if is_borrowed(debt):  # of other debts and of claims a meeting agrees how to settle them, long after they arose
            yield _Deed(debt, debt, "arose", "借款", debt.arose, debt.meeting)
    for asset in board.records(ASSET):
        if (disposal := asset.disposal) is not None:
            yield _Deed(asset, disposal, "on", "处置", disposal.on, disposal.meeting)
    for ledger in board.records(LEDGER):
        for entry in ledger.entries:
            if entry.meeting is not None:
                yield _Deed(ledger, entry, "on", f"编号 {entry.number} 的收付", entry.on, entry.meeting)


def _of_project(project: Project) -> Iterator[_Deed]:
    """Its start; of one that does not say when it began, the first payment."""
    begun = next((one for one in project.milestones if one.stage == "开工" and one.actual is not None), None)
    if begun is not None:
        yield _Deed(project, begun, "actual", "开工", begun.actual, project.meeting)
    elif project.payments:
        first = min(project.payments, key=lambda one: one.on.last)
        yield _Deed(project, first, "on", f"「已付」{first.number}", first.on, project.meeting)


def _of_contracts(board: Board, projects: Mapping[str, Project]) -> Iterator[_Deed]:
    """Signed by the word of its own meeting, else of that of its project."""
    for contract in board.records(CONTRACT):
        project = projects.get(contract.project or "")
        meeting = contract.meeting or (project.meeting if project is not None else None)
        day, field, what = (
            (contract.signed, "signed", "签订") if contract.signed else (contract.begins, "begins", "合同起")
        )
        yield _Deed(contract, contract, field, what, day, meeting)
