"""What the pages of each kind have that does not follow from its fields: a row a kind, none where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from cunwu.core.frozen import Frozen
from cunwu.kinds import KINDS
from cunwu.kinds.assessment import ASSESSMENT
from cunwu.kinds.asset import ASSET
from cunwu.kinds.attendance import ATTENDANCE
from cunwu.kinds.audit import AUDIT
from cunwu.kinds.benefit import BENEFIT
from cunwu.kinds.budget import BUDGET
from cunwu.kinds.conduct import CONDUCT
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.debt import DEBT
from cunwu.kinds.deed import DEED
from cunwu.kinds.diary import DIARY
from cunwu.kinds.facility import FACILITY
from cunwu.kinds.goal import GOAL
from cunwu.kinds.inspection import INSPECTION
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.levy import LEVY
from cunwu.kinds.linkage import LINKAGE
from cunwu.kinds.makeup import MAKEUP
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.officers import OFFICERS
from cunwu.kinds.pledge import PLEDGE
from cunwu.kinds.posting import POSTING
from cunwu.kinds.project import PROJECT
from cunwu.kinds.rating import RATING
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.regulation import REGULATION
from cunwu.kinds.remediation import REMEDIATION
from cunwu.kinds.request import REQUEST
from cunwu.kinds.roster import ROSTER
from cunwu.kinds.rubric import RUBRIC
from cunwu.kinds.schedule import SCHEDULE
from cunwu.kinds.selection import SELECTION
from cunwu.kinds.service import SERVICES
from cunwu.kinds.statement import STATEMENT
from cunwu.kinds.stay import STAY
from cunwu.kinds.team import TEAM
from cunwu.kinds.tender import TENDER
from cunwu.kinds.training import TRAINING
from cunwu.kinds.visit import VISIT
from cunwu.kinds.weekly import WEEKLY
from cunwu.pages.kinds.assessment import tell_assessment
from cunwu.pages.kinds.asset import tell_asset
from cunwu.pages.kinds.audit import tell_audit
from cunwu.pages.kinds.benefit import tell_benefit
from cunwu.pages.kinds.budget import tell_budget
from cunwu.pages.kinds.contract import tell_contract
from cunwu.pages.kinds.debt import tell_debt
from cunwu.pages.kinds.diary import tell_diary
from cunwu.pages.kinds.facility import tell_facility
from cunwu.pages.kinds.goal import tell_goals
from cunwu.pages.kinds.holdings_lists import asset_tables, contract_tables, debt_tables
from cunwu.pages.kinds.inspection import tell_inspection
from cunwu.pages.kinds.ledger import plan_ledger
from cunwu.pages.kinds.levy import tell_levy
from cunwu.pages.kinds.linkage import tell_linkage
from cunwu.pages.kinds.makeup import tell_makeup
from cunwu.pages.kinds.meeting import decided, tell_meeting
from cunwu.pages.kinds.officers import tell_officers
from cunwu.pages.kinds.posting import attendance_tables, tell_posting
from cunwu.pages.kinds.project import tell_project
from cunwu.pages.kinds.project_list import project_tables
from cunwu.pages.kinds.rating import tell_rating
from cunwu.pages.kinds.regulation import tell_regulation
from cunwu.pages.kinds.remediation import tell_remediation
from cunwu.pages.kinds.request import asked_and_answered, note_of_requests, request_tables, tell_requests
from cunwu.pages.kinds.roster import tell_roster
from cunwu.pages.kinds.schedule import tell_schedule
from cunwu.pages.kinds.selection import tell_selection
from cunwu.pages.kinds.service import tell_services
from cunwu.pages.kinds.statement import tell_statement
from cunwu.pages.kinds.tender import tell_tender, tender_tables
from cunwu.pages.kinds.visit import visit_tables
from cunwu.pages.kinds.weekly import tell_weekly
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.money import ledger_tables
from cunwu.pages.parts.record import Teller
from cunwu.pages.parts.view import Table
from cunwu.records.record_file import RecordFile

R = TypeVar("R", bound=Record)


class Room(Enum):
    """A room of the village's board, by the word on its door, in their order."""

    MONEY = "钱"
    WORKS = "工程"
    PEOPLE = "人"
    MEETINGS = "会议和公告"
    HELP = "补助和筹资"
    DISCLOSURE = "公开情况"
    CHANGES = "更正"
    VILLAGE = "本村"


class Part(Enum):
    """A part of a room that shows records of some kinds in its own way."""

    BOOKS = "收支"
    HOLDINGS = "家底"
    PROJECTS = "工程项目"
    CADRES = "驻村干部"
    OFFICE = "办事"

    @property
    def room(self) -> Room:
        """Where it stands."""
        return _ROOM_OF[self]


_ROOM_OF: Mapping[Part, Room] = {
    Part.BOOKS: Room.MONEY,
    Part.HOLDINGS: Room.MONEY,
    Part.PROJECTS: Room.WORKS,
    Part.CADRES: Room.PEOPLE,
    Part.OFFICE: Room.PEOPLE,
}


Tables = Callable[[PlaceContext, str], tuple[Table, ...]]
Planner = Callable[[PlaceContext, RecordFile], Iterator[Page]]


class KindPages(Frozen):
    """What one kind's pages have; a kind without any of it has the pages of its declaration."""

    tell: Teller | None = None
    """What the page of a record has besides its fields."""
    plan: Planner | None = None
    """The pages of a record, where they are no record page."""
    tables: Tables | None = None
    """The tables of its list, where it is not a single plain one."""
    room: Room = Room.VILLAGE
    """The room of the village's board in which its records are found."""
    part: Part | None = None
    """The part of that room that shows them; without one the newest are named there."""
    note: Callable[[PlaceContext, Any], str] | None = None
    """What stands behind the name of a record there, where it is not its day."""
    stories: Callable[[Any], Sequence[str]] | None = None
    """What people come to read of a record, told there in a sentence each."""
    has_copy: bool = False
    """Whether the page of a record has a copy in one file, to be passed on."""


def _row(
    kind: Kind[R],
    tell: Callable[[PlaceContext, str, R], Besides] | None = None,
    *,
    plan: Planner | None = None,
    tables: Tables | None = None,
    at: Room | Part = Room.VILLAGE,
    note: Callable[[PlaceContext, R], str] | None = None,
    stories: Callable[[R], Sequence[str]] | None = None,
    has_copy: bool = False,
) -> tuple[str, KindPages]:
    room, part = (at.room, at) if isinstance(at, Part) else (at, None)
    return kind.name, KindPages(tell, plan, tables, room, part, note, stories, has_copy)


PAGES: Mapping[str, KindPages] = dict(
    (
        _row(LEDGER, plan=plan_ledger, tables=ledger_tables, at=Part.BOOKS),
        _row(BUDGET, tell_budget, at=Room.MONEY),
        _row(STATEMENT, tell_statement, at=Room.MONEY),
        _row(ASSET, tell_asset, tables=asset_tables, at=Part.HOLDINGS),
        _row(CONTRACT, tell_contract, tables=contract_tables, at=Part.HOLDINGS),
        _row(DEBT, tell_debt, tables=debt_tables, at=Part.HOLDINGS),
        _row(BENEFIT, tell_benefit, at=Room.HELP),
        _row(LEVY, tell_levy, at=Room.HELP),
        _row(AUDIT, tell_audit, at=Room.MONEY),
        _row(PROJECT, tell_project, tables=project_tables, at=Part.PROJECTS, has_copy=True),
        _row(TENDER, tell_tender, tables=tender_tables, at=Room.WORKS),
        _row(FACILITY, tell_facility),
        _row(SELECTION, tell_selection, at=Room.PEOPLE),
        _row(POSTING, tell_posting, at=Part.CADRES),
        _row(ATTENDANCE, tables=attendance_tables, at=Room.PEOPLE),
        _row(VISIT, tables=visit_tables, at=Room.PEOPLE),
        _row(ASSESSMENT, tell_assessment, at=Part.CADRES),
        _row(MAKEUP, tell_makeup, at=Room.PEOPLE),
        _row(TRAINING, at=Part.CADRES),
        _row(CONDUCT, at=Part.CADRES),
        _row(PLEDGE, at=Part.CADRES),
        _row(STAY, at=Part.CADRES),
        _row(SCHEDULE, tell_schedule, at=Part.CADRES),
        _row(WEEKLY, tell_weekly, at=Part.CADRES),
        _row(TEAM, at=Part.CADRES),
        _row(LINKAGE, tell_linkage, at=Part.CADRES),
        _row(MEETING, tell_meeting, stories=decided, at=Room.MEETINGS),
        _row(
            REQUEST,
            tell_requests,
            tables=request_tables,
            note=note_of_requests,
            stories=asked_and_answered,
            at=Room.MEETINGS,
        ),
        _row(DEED, at=Room.PEOPLE),
        _row(RUBRIC, at=Room.PEOPLE),
        _row(NOTICE, at=Room.MEETINGS),
        _row(GOAL, tell_goals, at=Part.CADRES),
        _row(REMEDIATION, tell_remediation),
        _row(INSPECTION, tell_inspection),
        _row(REGULATION, tell_regulation, at=Part.OFFICE),
        _row(OFFICERS, tell_officers, at=Part.OFFICE),
        _row(SERVICES, tell_services, at=Part.OFFICE),
        _row(ROSTER, tell_roster, at=Part.OFFICE),
        _row(DIARY, tell_diary, at=Part.OFFICE),
        _row(RATING, tell_rating, at=Part.OFFICE),
    )
)
"""Name of a kind → its row."""
_PLAIN = KindPages()


def pages_of(kind: Kind[Any]) -> KindPages:
    """The row of a kind; an empty one for a kind that needs none."""
    return PAGES.get(kind.name, _PLAIN)


def kinds_shown_by(part: Part) -> tuple[Kind[Any], ...]:
    """The kinds that a part of a room shows, in their order."""
    return tuple(kind for kind in KINDS if kind.folder and pages_of(kind).part is part)


def kinds_in(room: Room) -> tuple[Kind[Any], ...]:
    """All kinds of a room, in their order."""
    return tuple(kind for kind in KINDS if kind.folder and pages_of(kind).room is room)
