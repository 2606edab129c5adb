"""CAD: postings of resident cadres."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.kinds.posting import Posting
from cunwu.rules.base import Finding, found, rule
from cunwu.values.phone import is_mobile


@rule(
    "CAD011",
    "值班电话是手机号，可能是私人号码",
    remedy="改填村委会或工作队的值班电话；本人同意公布手机的，在「反常说明」里写明",
    source="yongan-privacy-2023/masks",
    severity=Severity.NOTICE,
)
def duty_line_is_a_mobile(posting: Posting) -> Iterator[Finding]:
    """The duty line to publish is an office line, not somebody's own telephone."""
    if posting.contact is not None and is_mobile(posting.contact):
        yield found(posting, "contact")
