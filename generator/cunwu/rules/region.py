"""CAD: how many were needed and how many were sent, as a region states it."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.staffing import compared
from cunwu.kinds.region import Region
from cunwu.rules.base import Finding, rule
from cunwu.values.count import plain_days


@rule(
    "CAD045",
    "「{item}」{what}写的是 {stated}，算下来是 {derived}",
    remedy="核对原文，写明「和什么比」；原文就是这样写的不用改，两个数都会公布",
    source="program/derived",
    severity=Severity.IRREGULAR,
)
def sent_is_not_what_it_is_made_of(region: Region) -> Iterator[Finding]:
    """What was sent is the sum of its levels, and how many too many is the difference to what it is compared with."""
    for quota in region.quotas:
        found = compared(region, quota)
        pairs = (("sent", "实派", found.sent, found.summed), ("over_by", "多派", found.over_by, found.difference))
        for name, what, stated, derived in pairs:
            if stated is not None and derived is not None and stated != derived:
                facts = {"item": quota.item, "what": what, "stated": plain_days(stated), "derived": plain_days(derived)}
                yield Finding(quota, name if getattr(quota, name) else "item", facts, region)
