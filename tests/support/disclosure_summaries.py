"""The timeliness of one village over ten months, and the summary places above get of it."""

from __future__ import annotations

from datetime import date

from cunwu.derive.disclosure import Disclosure, derive_disclosures, first_published_in
from cunwu.derive.summary import Summary, derive_summary
from cunwu.records.board import Board
from support.disclosure_boards import AS_OF, OWN, VILLAGE, board_of, history_of, ledger, zero

RECORDS = {
    **{f"finance/2026-{month:02}.yml": ledger(f"2026-{month:02}") for month in range(1, 10)},
    "notices/ling.yml": zero("走访", "2026-03"),
}
"""Accounts of nine months and a zero report; October is due and not there, and nothing of visits or meetings is."""
FIRST = {
    **{("ledger", f"合作社 2026-{month:02}"): f"2026-{month + 1:02}-10" for month in range(1, 10)},
    ("ledger", "合作社 2026-05"): "2026-06-18",
    ("notice", "零1"): "2026-04-16",
}
"""All in time but May, three days late, and the zero report, one day late."""


def disclosures_of(board: Board, as_of: date = AS_OF) -> tuple[Disclosure, ...]:
    return derive_disclosures(board, as_of, first_published_in(history_of(FIRST), VILLAGE))


def summary_of(own: str = OWN, as_of: date = AS_OF) -> Summary:
    board = board_of(RECORDS, own=own)
    return derive_summary(board, as_of, held=False, disclosures=disclosures_of(board, as_of))
