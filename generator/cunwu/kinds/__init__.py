"""All kinds of records. A new kind is one module here and two lines below."""

from __future__ import annotations

from typing import Any

from cunwu.kinds.assessment import ASSESSMENT
from cunwu.kinds.asset import ASSET
from cunwu.kinds.attendance import ATTENDANCE
from cunwu.kinds.audit import AUDIT
from cunwu.kinds.benefit import BENEFIT
from cunwu.kinds.budget import BUDGET
from cunwu.kinds.bulletin import BULLETIN
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
from cunwu.kinds.record import Kind
from cunwu.kinds.region import REGION
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
from cunwu.kinds.village import VILLAGE
from cunwu.kinds.visit import VISIT
from cunwu.kinds.weekly import WEEKLY

KINDS: tuple[Kind[Any], ...] = (
    REGION,
    VILLAGE,
    LEDGER,
    BUDGET,
    STATEMENT,
    ASSET,
    CONTRACT,
    DEBT,
    BENEFIT,
    LEVY,
    AUDIT,
    PROJECT,
    TENDER,
    FACILITY,
    SELECTION,
    POSTING,
    TEAM,
    LINKAGE,
    ATTENDANCE,
    SCHEDULE,
    WEEKLY,
    STAY,
    VISIT,
    DEED,
    GOAL,
    PLEDGE,
    RUBRIC,
    ASSESSMENT,
    CONDUCT,
    TRAINING,
    MAKEUP,
    REMEDIATION,
    INSPECTION,
    REGULATION,
    OFFICERS,
    SERVICES,
    ROSTER,
    DIARY,
    RATING,
    MEETING,
    REQUEST,
    BULLETIN,
    NOTICE,
)
"""In the order in which boards and reference pages show them."""
