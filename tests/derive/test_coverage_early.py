"""A commit that states a day before the period began proves nothing of the day on which the period was published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cunwu.derive.coverage import pieces_of
from cunwu.kinds.budget import BUDGET
from cunwu.kinds.ledger import LEDGER
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from support.clerk_repositories import COUNTY, VILLAGE, write
from support.march_records import MARCH


@pytest.mark.parametrize(
    ("stated", "counts"), [("1980-01-05", False), ("2026-02-28", False), ("2026-03-01", True), ("2026-04-10", True)]
)
def test_a_ledger_that_was_there_before_its_month_has_no_known_day(
    tmp_path: Path, stated: str, *, counts: bool
) -> None:
    write(tmp_path, "villages/region.yml", COUNTY)
    write(tmp_path, "villages/shanghe/village.yml", VILLAGE)
    write(tmp_path, "villages/shanghe/finance/2026-03.yml", MARCH)
    source = FolderSource(tmp_path)
    place = read_outline(source).find("shanghe")
    assert place is not None
    day = date.fromisoformat(stated)
    (piece,) = pieces_of(read_board(source, place), LEDGER, lambda *_: day).all
    assert piece.published
    assert piece.on == (day if counts else None)
    assert pieces_of(read_board(source, place), BUDGET, lambda *_: day).all == ()
