"""Entries of the ledgers by the references other records make to them (2026-03#017)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from cunwu.board import Board
from cunwu.kinds.ledger import LEDGER, Entry
from cunwu.values.money import Money, format_yuan, stated

Side = Literal["income", "expense"]


def entries_booked(board: Board, references: Iterable[str | None]) -> Mapping[str, tuple[Entry, ...]]:
    """Reference → the entries it may mean: two books may each have one of that number. Only what is asked for."""
    wanted = {reference for reference in references if reference}
    periods = {reference.partition("#")[0] for reference in wanted}
    found: dict[str, list[Entry]] = {}
    for period in sorted(periods):
        for ledger in board.find_all(LEDGER, period):
            for entry in ledger.entries:
                reference = f"{period}#{entry.number}"
                if reference in wanted:
                    found.setdefault(reference, []).append(entry)
    return {reference: tuple(entries) for reference, entries in found.items()}


def booked_otherwise(entries: Iterable[Entry], side: Side, amount: Money) -> str:
    """What the entries say instead of `amount` on that side; empty where one agrees, or its amount is not known."""
    entries = tuple(entries)
    if any(entry.is_unknown or stated(getattr(entry, side)) == amount for entry in entries):
        return ""
    told = (f"{word} {shown}" for entry in entries for word, shown in _both_sides(entry))
    return "、".join(dict.fromkeys(told)) or "没有金额"


def _both_sides(entry: Entry) -> Iterable[tuple[str, str]]:
    for word, value in (("收入", stated(entry.income)), ("支出", stated(entry.expense))):
        if value is not None:
            yield word, f"{format_yuan(value)} 元"
