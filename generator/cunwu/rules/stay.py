"""CAD: the diary of stays — who writes it is posted."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.kinds.posting import POSTING
from cunwu.kinds.stay import STAY
from cunwu.records.board import Board
from cunwu.rules.base import Finding, rule
from cunwu.values.dates import PartialDay
from cunwu.values.names import names_in


@rule(
    "CAD064",
    "{who} {day} 的驻村日志，不在派驻期内（{since} 至 {until}）",
    remedy="核对日志的日期和派驻的起止",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
    follows=("CAD001",),
)
def stay_outside_the_posting(board: Board) -> Iterator[Finding]:
    """Who stays as a resident cadre is posted on that day."""
    for stays in board.records(STAY):
        for entry in stays.entries:
            # A day outside the period of its own record is a slip, and told as one.
            day = entry.on
            if not isinstance(day, PartialDay) or not stays.period.first <= day.last <= stays.period.last:
                continue
            for name in names_in(entry.who or stays.posting or ""):
                posting = board.find(POSTING, name)
                if posting is not None and not posting.may_cover(day.first, day.last):
                    facts = {"who": name, "day": day, "since": posting.since, "until": posting.until or "今"}
                    yield Finding(entry, "on", facts, stays, posting)
