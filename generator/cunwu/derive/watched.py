"""Items of the catalogue in any wording: which kind of record each is measured by, and which are not on the web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from cunwu.kinds import KINDS
from cunwu.kinds.common import CatalogueItem
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.record import Kind, Record
from cunwu.values.names import fold_name

NONE = "无"
"""What 程序核对 says of an item that looks like a kind and is none."""


def kind_called(word: str | None) -> Kind[Any] | None:
    """The kind that catalogues call by this word: 收支 is the ledger; None if there is none."""
    return _kinds_by_word().get(word) if word else None


@cache
def _kinds_by_word() -> Mapping[str, Kind[Any]]:
    return {kind.catalogue: kind for kind in KINDS if kind.catalogue}


class Watch(StrEnum):
    """How it is known whether an item was published."""

    BY_RECORDS = "程序自己看"
    """By the records of a kind."""
    BY_NAME = "写明了才算"
    """By a notice or an attachment that names the item."""
    NOT = "不由程序核对"
    ASKED_FOR = "不上网"


def watch_of(item: CatalogueItem) -> Watch:
    """How the program learns of an item, if at all."""
    if is_asked_for(item):
        return Watch.ASKED_FOR
    if watched_kind(item) is None:
        return Watch.NOT
    return Watch.BY_NAME if is_named(item) else Watch.BY_RECORDS


def is_named(item: CatalogueItem) -> bool:
    """Whether only what names the item counts: notices are of anything, and most tell nothing of it."""
    return watched_kind(item) is NOTICE and item.only is None and item.item != NOTICE.catalogue


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
    if watched_kind(own) is not kind or own.only not in (None, other.only):
        return False
    return own.item == other.item or not (is_named(own) or is_named(other))


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
