"""What a meeting needed to decide, what it got, and which records name it as the one that allowed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.meeting import MEETING, Decision, Meeting
from cunwu.kinds.record import Record
from cunwu.records.board import Board
from cunwu.values.bounds import Bounds, bounds_of
from cunwu.values.quantity import Quantity

HEADS = "人"


class Quorum(NamedTuple):
    """The part of those expected that must be present."""

    part: int
    whole: int
    fault: str
    """What too few are called."""

    @property
    def words(self) -> str:
        """The part in words."""
        return "过半" if self.part == 1 else "三分之二"

    def needed(self, expected: Decimal) -> Decimal:
        """The least number of heads: 过半数 is more than half; 三分之二以上 includes two thirds."""
        return more_than_half(expected) if self.part == 1 else two_thirds(expected)


_TWO_THIRDS = Quorum(2, 3, "不到三分之二")
QUORUMS: Mapping[str, Quorum] = {
    "村民会议": Quorum(1, 2, "没有过半"),
    **dict.fromkeys(("村民代表会议", "村民小组会议", "党员大会", "成员大会", "成员代表大会"), _TWO_THIRDS),
}
"""Sort → share of those expected that must be present.
Source: villagers-committee-law-2026/decisions and assemblies, rural-collective-law/assembly and delegates,
four-discussions/steps. Of delegates all must agree by two thirds, so fewer cannot decide."""
STEP_QUORUMS: Mapping[str, Quorum] = {"党员大会审议": _TWO_THIRDS, "村民代表会议决议": _TWO_THIRDS}
"""Step of 四议两公开 → who must be there, as at a meeting of its own."""
THRESHOLDS: Mapping[str, str] = {
    **dict.fromkeys(("村民会议", "村民代表会议", "村民小组会议"), "到会过半"),
    "党员大会": "应到过半",
}
"""Sort → the majority that its rule wants where nobody wrote another; the collective's has its own rule (MTG008)."""


def more_than_half(heads: Decimal) -> Decimal:
    """The least number that is more than half."""
    return heads // 2 + 1


def two_thirds(heads: Decimal) -> Decimal:
    """The least number that is two thirds."""
    return (heads * 2 + 2) // 3


def voters_of(decision: Decision, meeting: Meeting) -> int | Quantity | None:
    """How many of those present may vote on a decision: as stated for it or for the meeting, else all present."""
    stated = decision.voters if decision.voters is not None else meeting.voters
    return stated if stated is not None else meeting.present


def votes_needed(decision: Decision, meeting: Meeting, threshold: str) -> Bounds | None:
    """The smallest number of votes that passes by a threshold; None where it, or who was there, is not stated."""
    base = voters_of(decision, meeting) if threshold.startswith("到会") else meeting.expected
    if base is None or not threshold:
        return None
    share = more_than_half if threshold.endswith("过半") else two_thirds
    least, most = bounds_of(base, HEADS)
    return Bounds(share(least), share(most))


def has_quorum(quorum: Quorum | None, expected: int | Quantity | None, present: int | Quantity | None) -> bool | None:
    """Whether enough were there; None where nothing says so, or a rough number may mean either."""
    if quorum is None or expected is None or present is None:
        return None
    called, came = bounds_of(expected, HEADS), bounds_of(present, HEADS)
    if came.least >= quorum.needed(called.most):
        return True
    return False if came.most < quorum.needed(called.least) else None


def allowed_by_meetings(board: Board) -> Mapping[str, Sequence[tuple[Record, Item]]]:
    """Number of a meeting → the records that name it, each with the row that does so, or itself."""
    found: dict[str, list[tuple[Record, Item]]] = {}
    for file in board.files:
        if file.record is None or file.kind is MEETING:
            continue
        for part in file.parts:
            for number in _meetings_in(part):
                found.setdefault(number, []).append((file.record, part))
    return found


def _meetings_in(item: Item) -> Iterator[str]:
    values = (getattr(item, spec.name) for spec in _references(type(item)))
    return (value for value in values if isinstance(value, str))


@cache
def _references(model: type[Item]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(model) if spec.to == MEETING.name)
