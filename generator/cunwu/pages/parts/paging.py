"""How a very long ledger is divided, so that no page is heavy on an old phone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from cunwu.kinds.base import written
from cunwu.kinds.ledger import Entry, Ledger
from cunwu.pages.parts.links import item_anchor

ON_ONE_PAGE = 100
"""Entries up to which they all stand on the ledger's own page, and about how many a part has.

With more the copy of the page would be no file to send in a message: it has 100 KB at most.
"""


def parts_of_entries(ledger: Ledger) -> tuple[tuple[Entry, ...], ...]:
    """The entries as listed, in parts of whole days where days are short enough; one part where there are few."""
    entries = written(ledger.entries)
    if len(entries) <= ON_ONE_PAGE:
        return (entries,)
    parts: list[list[Entry]] = [[]]
    for _, group in groupby(entries, key=lambda entry: entry.on):
        day = list(group)
        if parts[-1] and len(parts[-1]) + len(day) > ON_ONE_PAGE:
            parts.append([])
        for start in range(0, len(day), ON_ONE_PAGE):
            piece = day[start : start + ON_ONE_PAGE]
            if start:
                parts.append([])
            parts[-1].extend(piece)
    return tuple(tuple(part) for part in parts)


def part_by_anchor(ledger: Ledger) -> Mapping[str, int]:
    """Anchor of an entry → the number of the part it stands in, from 1."""
    parts = enumerate(parts_of_entries(ledger), 1)
    return {item_anchor(entry.number): part for part, inside in parts for entry in inside}
