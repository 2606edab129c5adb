"""CAD: bulletins of a place — an issue that is recorded twice would be counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.kinds.bulletin import BULLETIN, Bulletin
from cunwu.records.board import Board
from cunwu.rules.base import Finding, rule
from cunwu.values.names import fold_name


@rule(
    "CAD057",
    "《{name}》{issue}登记了两次，编号 {first} 和 {second}：期数多算了一期",
    remedy="是同一期的，没有公布过的那一份删去，公布过的写撤销；两期印了同一个期号的，写反常说明",
    source="cases/mechanisms",
    severity=Severity.NOTICE,
)
def issue_recorded_twice(board: Board) -> Iterator[Finding]:
    """One issue of one bulletin has one record; the later file tells it."""
    seen: dict[tuple[str, str], Bulletin] = {}
    for one in board.records(BULLETIN):
        if not one.is_issue or one.issue_number is None:
            continue
        first = seen.setdefault((fold_name(one.name), fold_name(one.issue_number)), one)
        if first is not one:
            facts = {"name": one.name, "issue": one.issue_number, "first": first.number, "second": one.number}
            yield Finding(one, "issue_number", facts, one)
