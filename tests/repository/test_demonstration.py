"""The demonstration town shows every story of village affairs that a newcomer looks for, and each is linked through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from cunwu.derive.inspections import inspected_in
from cunwu.derive.requests import request_clock
from cunwu.kinds.contract import CONTRACT, Contract
from cunwu.kinds.inspection import INSPECTION, Inspection
from cunwu.kinds.meeting import MEETING, STEPS, Meeting
from cunwu.kinds.project import PROJECT, Project
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.remediation import REMEDIATION, Remediation
from cunwu.kinds.request import REQUEST, Requests
from cunwu.kinds.tender import TENDER, Tender
from cunwu.kinds.village import Village
from cunwu.records.board import Board, read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.values.money import stated

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 30)
R = TypeVar("R", bound=Record)


@pytest.fixture(scope="module")
def boards() -> dict[str, Board]:
    """Path below the county → board, for the town and its villages."""
    source = FolderSource(ROOT)
    town = read_outline(source).demand("yanshi/qinghe")
    return {place.path.removeprefix("yanshi/"): read_board(source, place) for place in town.walk()}


def told(boards: dict[str, Board], kind: Kind[R]) -> Iterator[tuple[Board, R]]:
    for board in boards.values():
        yield from ((board, record) for record in board.records(kind))


def works(boards: dict[str, Board]) -> list[Project]:
    return [project for _, project in told(boards, PROJECT)]


def test_a_contract_was_changed_and_a_meeting_agreed(boards: dict[str, Board]) -> None:
    agreed = [
        (project.number, change.number)
        for board, project in told(boards, PROJECT)
        for change in project.variations
        for meeting in board.records(MEETING)
        if meeting.number in change.approved and any(decision.passed for decision in meeting.decisions)
    ]
    assert agreed


def test_a_great_matter_went_through_all_six_steps_in_order(boards: dict[str, Board]) -> None:
    whole: list[Meeting] = [
        meeting for _, meeting in told(boards, MEETING) if [one.step for one in meeting.steps] == list(STEPS)
    ]
    assert whole
    for meeting in whole:
        days = [one.on for one in meeting.steps]
        assert days == sorted(days), meeting.number


def test_a_lease_was_let_by_tender_and_leads_to_its_contract(boards: dict[str, Board]) -> None:
    lets: list[tuple[Tender, Contract]] = [
        (tender, contract)
        for board, tender in told(boards, TENDER)
        for contract in board.records(CONTRACT)
        if contract.tender == tender.number and contract.sort in ("出租", "发包")
    ]
    assert any(len(tender.rounds) > 1 for tender, _ in lets)


def test_one_request_was_answered_in_time_and_one_late(boards: dict[str, Board]) -> None:
    asked: list[tuple[Board, Requests]] = list(told(boards, REQUEST))
    settings = boards["qinghe"].place.settings
    clocks = [
        request_clock(requests, matter, lambda *_: settings, AS_OF)
        for _, requests in asked
        for matter in requests.matters
    ]
    assert {clock.is_late for clock in clocks if clock.is_answered} == {True, False}


def test_a_weak_village_was_lifted_when_its_conditions_were_met(boards: dict[str, Board]) -> None:
    lifted: list[tuple[Board, Remediation]] = [one for one in told(boards, REMEDIATION) if one[1].lifted is not None]
    assert lifted
    for board, plan in lifted:
        assert isinstance(board.place.record, Village)
        assert plan.lifting_conditions
        assert all(condition.met for condition in plan.lifting_conditions)
        sorts = [standing.standing for standing in board.place.record.standings]
        assert (sorts[0], sorts[-1]) == ("后进", "一般")


def test_the_boards_on_the_wall_were_inspected_and_some_are_mended(boards: dict[str, Board]) -> None:
    town = boards["qinghe"]
    seen: list[Inspection] = [one for one in town.records(INSPECTION) if one.wall_boards]
    states = {one.board_state for inspection in seen for one in inspection.wall_boards}
    assert {"完好", "空着", "被遮住", "内容过时"} <= states
    fates = [one.fate for one in inspected_in(town, AS_OF) if not one.is_good]
    assert {fate.is_open for fate in fates} == {True, False}


def test_one_project_lacks_money_one_has_some_left_one_was_built_by_the_village(boards: dict[str, Board]) -> None:
    assert any(line.source == "缺口" for project in works(boards) for line in project.funding)
    assert any(project.amounts and stated(project.amounts.surplus) for project in works(boards))
    assert any(project.procurement and project.procurement.way == "村民自建" for project in works(boards))


def test_projects_stand_on_both_sides_of_the_limit_for_tenders(boards: dict[str, Board]) -> None:
    limit = boards["qinghe"].place.settings.tender_limit
    assert limit is not None
    prices = [price for one in works(boards) if one.amounts and (price := stated(one.amounts.budget)) is not None]
    assert min(prices) < limit < max(prices)
