"""What records claim about the money of a ledger entry (2026-03#017), compared with the entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cunwu.core.frozen import Frozen, replace
from cunwu.kinds.base import Item
from cunwu.kinds.ledger import LEDGER, Entry
from cunwu.kinds.record import Record
from cunwu.records.board import Board
from cunwu.values.money import Money, format_yuan, stated


class Claim(Frozen):
    """A record, or an item of it, names a ledger entry as its money."""

    record: Record
    item: Item
    field: str
    """Name of the field that holds the amount."""
    reference: str
    fen: int | None
    """Positive if the money came in, negative if it went out; None if the amount is not known."""
    book: str | None = None
    """The book that must hold the entry, if the record names one."""
    interest: int | None = 0
    """Interest that the same entry may include, in fen; None if it is known only roughly."""
    either_side: bool = False
    """Whether the record does not show if the money came in or went out."""

    @property
    def number(self) -> str:
        """Number of the item, else the reference of the record."""
        return str(getattr(self.item, "number", None) or self.record.reference)


def came_in(
    record: Record, item: Item, reference: str | None, amount: object, field: str = "amount"
) -> Iterator[Claim]:
    """The claim of an item that names an entry as an income; nothing if the item names no entry."""
    if reference is not None:
        known = stated(amount)
        yield Claim(record, item, field, reference, None if known is None else known.fen)


def went_out(
    record: Record, item: Item, reference: str | None, amount: object, field: str = "amount"
) -> Iterator[Claim]:
    """The claim of an item that names an entry as an expense; nothing if the item names no entry."""
    for one in came_in(record, item, reference, amount, field):
        yield replace(one, fen=None if one.fen is None else -one.fen)


@dataclass(frozen=True)
class Group:
    """All claims on one reference, and the entries it may mean: two books may use the same number."""

    claims: tuple[Claim, ...]
    entries: tuple[Entry, ...]
    after_red: tuple[int, ...]
    """Per entry, its amount less its red entries."""

    @cached_property
    def claimed(self) -> int | None:
        """Sum of the claims in fen; None if an amount is not known."""
        amounts = [claim.fen for claim in self.claims if claim.fen is not None]
        return sum(amounts) if len(amounts) == len(self.claims) else None

    @property
    def disagrees(self) -> bool:
        """Whether all amounts are known and no entry equals the claims, with or without the interest."""
        if self.claimed is None or any(entry.is_unknown for entry in self.entries):
            return False
        interests = [claim.interest for claim in self.claims if claim.interest is not None]
        if len(interests) < len(self.claims):
            return False
        fits = {self.claimed, self.claimed + sum(interests)}
        if any(claim.either_side for claim in self.claims):
            fits |= {-fen for fen in fits}
        return not fits & {*(entry.fen for entry in self.entries), *self.after_red}

    @property
    def is_on_other_side(self) -> bool:
        """Whether an entry has the claimed amount on the opposite side."""
        claimed, either = self.claimed, any(claim.either_side for claim in self.claims)
        known = not any(entry.is_unknown for entry in self.entries)
        return claimed is not None and known and not either and all(entry.fen * claimed < 0 for entry in self.entries)

    @property
    def numbers(self) -> str:
        """Numbers of the claims, as text."""
        return "、".join(claim.number for claim in self.claims)

    @property
    def reference(self) -> str:
        """The reference that all claims name."""
        return self.claims[0].reference

    @property
    def stated(self) -> Money:
        """Sum of the claims, without its side."""
        return Money(abs(self.claimed or 0))

    @property
    def booked(self) -> Money:
        """Amount of the entry, without its side."""
        return Money(abs(self.entries[0].fen))

    @property
    def booked_in_words(self) -> str:
        """Amounts of the entries in words, each with its side."""
        sides = (pair for entry in self.entries for pair in (("收入", entry.income), ("支出", entry.expense)))
        told = (
            f"{word} {format_yuan(amount)} 元" for word, written in sides if (amount := stated(written)) is not None
        )
        return "、".join(dict.fromkeys(told)) or "没有金额"


def groups_of(board: Board, claims: Iterable[Claim]) -> Iterator[Group]:
    """Groups of claims that name the same entry: one deposit may hold several rents."""
    named: dict[tuple[str, str | None], list[Claim]] = {}
    for one in claims:
        named.setdefault((one.reference, one.book), []).append(one)
    entries, reds = _entries(board, {reference for reference, _ in named}) if named else ({}, {})
    for (reference, book), group in named.items():
        candidates = entries.get(reference, [])
        chosen = [pair for pair in candidates if pair[0] == book] or candidates
        if chosen:
            after = (entry.fen + reds[own, reference] for own, entry in chosen if (own, reference) in reds)
            yield Group(tuple(group), tuple(entry for _, entry in chosen), tuple(after))


def disagreeing(board: Board, claims: Iterable[Claim]) -> Iterator[Group]:
    """Groups whose claims differ from the entry that they name."""
    return (group for group in groups_of(board, claims) if group.disagrees)


_Entries = Mapping[str, list[tuple[str, Entry]]]
_Reds = Mapping[tuple[str, str], int]


def _entries(board: Board, wanted: set[str]) -> tuple[_Entries, _Reds]:
    """Reference → book and entry in force; and the amount that red entries take off each."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    reds: dict[tuple[str, str], int] = {}
    periods = {reference.partition("#")[0] for reference in wanted}
    for ledger in board.records(LEDGER):
        here = ledger.period.text in periods
        for entry in ledger.entries:
            if here and (reference := f"{ledger.period.text}#{entry.number}") in wanted:
                found.setdefault(reference, []).append((ledger.book, entry))
            if len(entry.reverses) == 1 and entry.reverses[0] in wanted:
                key = (ledger.book, entry.reverses[0])
                reds[key] = reds.get(key, 0) + entry.fen
    return found, reds
