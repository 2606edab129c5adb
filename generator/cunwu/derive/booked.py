"""Entries of the ledgers by the references other records make to them (2026-03#017), and what they say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cunwu.board import Board
from cunwu.kinds.base import NumberedItem, Record
from cunwu.kinds.ledger import LEDGER, Entry
from cunwu.values.money import Money, format_yuan, stated, total

Side = Literal["income", "expense"]


@dataclass(frozen=True, slots=True)
class Naming:
    """An item of a record that names a ledger entry, with its amount; None where that is not known."""

    record: Record
    item: NumberedItem
    reference: str
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Items that name one entry and what they come to, beside what the books say of it."""

    first: Naming
    numbers: str
    amount: Money
    booked: str


def mismatches(board: Board, named: Iterable[Naming], side: Side) -> Iterator[Mismatch]:
    """Entries that disagree with what names them: one entry may be several items together, as one deposit is."""
    groups: dict[str, list[Naming]] = {}
    for naming in named:
        if naming.item.number not in naming.record.withdrawn:
            groups.setdefault(naming.reference, []).append(naming)
    entries = _entries(board, groups)
    for reference, naming_it in groups.items():
        amounts = [naming.amount for naming in naming_it if naming.amount is not None]
        if reference not in entries or len(amounts) != len(naming_it):
            continue
        booked = _booked_otherwise(entries[reference], side, total(amounts))
        if booked:
            numbers = "、".join(naming.item.number for naming in naming_it)
            yield Mismatch(naming_it[0], numbers, total(amounts), booked)


def _entries(board: Board, wanted: Iterable[str]) -> Mapping[str, list[Entry]]:
    """Reference → the entries it may mean: two books may each have one of that number. Only what is asked for."""
    wanted = frozenset(wanted)
    found: dict[str, list[Entry]] = {}
    for period in sorted({reference.partition("#")[0] for reference in wanted}):
        for ledger in board.find_all(LEDGER, period):
            for entry in ledger.entries:
                reference = f"{period}#{entry.number}"
                if reference in wanted:
                    found.setdefault(reference, []).append(entry)
    return found


def _booked_otherwise(entries: Iterable[Entry], side: Side, amount: Money) -> str:
    """What the entries say instead of `amount` on that side; empty where one agrees, or its amount is not known."""
    entries = tuple(entries)
    if any(entry.is_unknown or stated(getattr(entry, side)) == amount for entry in entries):
        return ""
    told = (f"{word} {shown}" for entry in entries for word, shown in _both_sides(entry))
    return "、".join(dict.fromkeys(told)) or "没有金额"


def _both_sides(entry: Entry) -> Iterator[tuple[str, str]]:
    for word, value in (("收入", stated(entry.income)), ("支出", stated(entry.expense))):
        if value is not None:
            yield word, f"{format_yuan(value)} 元"
