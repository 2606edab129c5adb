"""What a change is called where all changes are listed."""

from __future__ import annotations

from cunwu.history.change import Change, ChangeKind
from cunwu.pages.parts.changes import story_of, where_of


def withdrawn(record_kind: str, record: str, item: str, before: str) -> Change:
    return Change("qinghe", record_kind, record, item, "", ChangeKind.WITHDRAWN, before)


def test_a_withdrawn_waiver_is_told_by_what_it_allowed() -> None:
    waiver = withdrawn("region", "", "豁1", "PUB006")
    assert (where_of(waiver), story_of(waiver)) == ("一条豁免", "准许暂不照规则 PUB006 办的这一条，作废了")


def test_a_withdrawn_row_that_is_named_like_a_rule_is_no_waiver() -> None:
    row = withdrawn("asset", "01", "附1", "IMG001")
    assert where_of(row) == "附1"
    assert "豁免" not in story_of(row)
    assert "规则" not in story_of(row)
    assert "IMG001" in story_of(row)
