"""What records say of the money of a ledger entry (2026-03#017), held against the entry itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cunwu.core.frozen import Frozen, replace
from cunwu.kinds.base import Item, Record
from cunwu.kinds.ledger import LEDGER, Entry
from cunwu.records.board import Board
from cunwu.values.money import Money, format_yuan, stated


class Claim(Frozen):
    """A record, or a part of it, says that a ledger entry is its money."""

    record: Record
    item: Item
    field: str
    """The name of the field that says how much."""
    reference: str
    fen: int | None
    """What came in by it; below nothing, what went out; None where that is not known."""
    book: str | None = None
    """The book it must stand in, where the record says so."""
    interest: int = 0
    """What may be in the same entry besides."""
    either_side: bool = False
    """Whether nobody can tell from the record on which side the money stands."""

    @property
    def number(self) -> str:
        """What the item, or else the record, is called."""
        return str(getattr(self.item, "number", None) or self.record.reference)


def came_in(
    record: Record, item: Item, reference: str | None, amount: object, field: str = "amount"
) -> Iterator[Claim]:
    """The claim of an item that names an entry as an income; none of one that names none."""
    if reference is not None:
        known = stated(amount)
        yield Claim(record, item, field, reference, None if known is None else known.fen)


def went_out(
    record: Record, item: Item, reference: str | None, amount: object, field: str = "amount"
) -> Iterator[Claim]:
    """The same of an item that names an entry as an expense."""
    for one in came_in(record, item, reference, amount, field):
        yield replace(one, fen=None if one.fen is None else -one.fen)


@dataclass(frozen=True)
class Group:
    """All claims on one entry, and what the entry may be: two books may each have one of that number."""

    claims: tuple[Claim, ...]
    entries: tuple[Entry, ...]
    after_red: tuple[int, ...]
    """What is left of an entry once its red entries are taken off."""

    @cached_property
    def claimed(self) -> int | None:
        """What the claims come to; None where one is not known."""
        amounts = [claim.fen for claim in self.claims if claim.fen is not None]
        return sum(amounts) if len(amounts) == len(self.claims) else None

    @property
    def disagrees(self) -> bool:
        """Whether everything is known and no entry is what is claimed, with or without the interest."""
        if self.claimed is None or any(entry.is_unknown for entry in self.entries):
            return False
        fits = {self.claimed, self.claimed + sum(claim.interest for claim in self.claims)}
        if any(claim.either_side for claim in self.claims):
            fits |= {-fen for fen in fits}
        return not fits & {*(entry.fen for entry in self.entries), *self.after_red}

    @property
    def is_on_other_side(self) -> bool:
        """Whether it is money that went the other way."""
        claimed, either = self.claimed, any(claim.either_side for claim in self.claims)
        known = not any(entry.is_unknown for entry in self.entries)
        return claimed is not None and known and not either and all(entry.fen * claimed < 0 for entry in self.entries)

    @property
    def numbers(self) -> str:
        """The claims by their numbers."""
        return "、".join(claim.number for claim in self.claims)

    @property
    def reference(self) -> str:
        """What they all name."""
        return self.claims[0].reference

    @property
    def stated(self) -> Money:
        """What the claims come to, on whichever side."""
        return Money(abs(self.claimed or 0))

    @property
    def booked(self) -> Money:
        """What the entry is, on whichever side."""
        return Money(abs(self.entries[0].fen))

    @property
    def booked_in_words(self) -> str:
        """What the entries say, with the side they say it on."""
        sides = (pair for entry in self.entries for pair in (("收入", entry.income), ("支出", entry.expense)))
        told = (
            f"{word} {format_yuan(amount)} 元" for word, written in sides if (amount := stated(written)) is not None
        )
        return "、".join(dict.fromkeys(told)) or "没有金额"


def groups_of(board: Board, claims: Iterable[Claim]) -> Iterator[Group]:
    """Claims that name one entry belong together, as one deposit may be several rents."""
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
    """Groups that come to another amount than the entry they name."""
    return (group for group in groups_of(board, claims) if group.disagrees)


_Entries = Mapping[str, list[tuple[str, Entry]]]
_Reds = Mapping[tuple[str, str], int]


def _entries(board: Board, wanted: set[str]) -> tuple[_Entries, _Reds]:
    """Reference → book and entry in force that goes by it; and what red entries take off each."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    reds: dict[tuple[str, str], int] = {}
    periods = {reference.partition("#")[0] for reference in wanted}
    for ledger in board.records(LEDGER):
        here = ledger.period.text in periods
        for entry in ledger.entries:
            if here and (reference := f"{ledger.period.text}#{entry.number}") in wanted:
                found.setdefault(reference, []).append((ledger.book, entry))
            if entry.reverses is not None and entry.reverses in wanted:
                key = (ledger.book, entry.reverses)
                reds[key] = reds.get(key, 0) + entry.fen
    return found, reds
