"""Items of the catalogue in any wording: which kind of record each is measured by, and which are not on the web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cunwu.kinds import KINDS
from cunwu.kinds.common import CatalogueItem
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.record import Kind, Record
from cunwu.values.names import fold_name

NONE = "无"
"""What 程序核对 says of an item that looks like a kind and is none."""


def kind_called(word: str | None) -> Kind[Any] | None:
    """The kind that catalogues call by this word: 收支 is the ledger; None if there is none."""
    return next((kind for kind in KINDS if kind.catalogue == word), None) if word else None


def watched_kind(item: CatalogueItem) -> Kind[Any] | None:
    """The kind whose records show whether the item was published; None if the program cannot watch it."""
    return None if is_asked_for(item) else kind_called(item.watch or item.item)


def is_asked_for(item: CatalogueItem) -> bool:
    """Whether it is shown to those it concerns, or to those who ask, and so is never missing from the web."""
    return item.audience == "特定对象" or item.manner == "依申请"


def belongs(item: CatalogueItem, record: Record) -> bool:
    """Whether a record of the kind counts for the item: all do, or those of the sort that it names."""
    return item.only is None or getattr(record, "sort", None) == item.only


def covers(own: CatalogueItem, other: CatalogueItem) -> bool:
    """Whether who publishes the one has published the other too."""
    kind = watched_kind(other)
    if kind is None:
        return own.item == other.item
    return watched_kind(own) is kind and own.only in (None, other.only)


def accounts_item(catalogue: Iterable[CatalogueItem]) -> CatalogueItem | None:
    """The item under which ledgers are published."""
    return next((item for item in catalogue if watched_kind(item) is LEDGER), None)


def slip_of(item: CatalogueItem) -> str:
    """The word of a kind that the item misses by one character or by its blanks; empty if it is another word."""
    if item.watch is not None or is_asked_for(item) or kind_called(item.item):
        return ""
    text = fold_name(item.item)
    return next((kind.catalogue for kind in KINDS if kind.catalogue and _nearly(text, kind.catalogue)), "")


def is_unsure(item: CatalogueItem) -> bool:
    """Whether the item may stand for a kind that is written wrongly: nothing is said to be missing because of it."""
    unknown = item.watch not in (None, NONE) and kind_called(item.watch) is None
    return unknown or bool(slip_of(item))


def _nearly(text: str, word: str) -> bool:
    return len(text) == len(word) and sum(one != other for one, other in zip(text, word, strict=True)) < 2
