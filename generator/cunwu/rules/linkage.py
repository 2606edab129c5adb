"""CAD: ties that are kept."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.linkage import calls_of
from cunwu.kinds.linkage import Linkage
from cunwu.rules.base import Context, Finding, rule


@rule(
    "CAD039",
    "{who}联系{whom}，{period}应到 {due} 次，登记了 {made} 次",
    remedy="漏登的到访补上",
    source="cases/mechanisms",
    severity=Severity.IRREGULAR,
)
def fewer_visits_than_due(linkage: Linkage, context: Context) -> Iterator[Finding]:
    """Who is tied to a place came as often as was laid down, once the period is over."""
    period = linkage.period
    for tie in linkage.ties if period is not None and period.last < context.as_of else ():
        made = calls_of(linkage, tie)
        if tie.visits_due is not None and made is not None and made < tie.visits_due:
            facts = {"who": tie.who, "whom": tie.whom, "period": period.label if period is not None else ""}
            yield Finding(tie, "visits_due", {**facts, "due": tie.visits_due, "made": f"{made.normalize():f}"})
