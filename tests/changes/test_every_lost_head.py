"""A head of another board is evidence: a request may add, sign and move it, and takes none away."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.march_records import LEDGER, MARCH
from support.requests import Desk, Files, Move

NAME = "0000012-0123456789abcdef.checkpoint"
HEAD, OTHER = f"heads/shili/{NAME}", "heads/shili/0000013-0123456789abcdef.checkpoint"
KEPT = "cunwu/1\n12\nabc\n"
CHANGED: dict[str, tuple[Files, bool]] = {
    "taken away": ({HEAD: None}, True),
    "taken away beside records": ({HEAD: None, LEDGER: MARCH + "备注: 电价涨了\n"}, True),
    "written anew": ({HEAD: KEPT.replace("abc", "abd")}, True),
    "moved to where nobody keeps it": ({HEAD: None, f"content/{NAME}": KEPT}, True),
    "signed": ({HEAD: KEPT + "\n— zhen YWJj\n"}, False),
    "moved beside": ({HEAD: None, f"heads/shili/查清的/{NAME}": KEPT}, False),
    "joined by another": ({OTHER: KEPT.replace("12", "13")}, False),
}


@pytest.mark.parametrize("how", CHANGED)
def test_a_head_that_is_lost_is_told_and_others_are_not(tmp_path: Path, how: str) -> None:
    files, is_lost = CHANGED[how]
    desk = Desk(tmp_path / "board")
    desk.put({HEAD: KEPT})
    assert ("HIS034" in desk.request(Move(files))) == is_lost
