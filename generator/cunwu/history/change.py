"""One change of something published, and the key that identifies a record through all its versions."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from cunwu.core.frozen import Frozen, replace
from cunwu.kinds.fields import word_of
from cunwu.kinds.record import Kind, Record
from cunwu.yaml.reader import Mapping as MappingNode, Scalar


class ChangeKind(StrEnum):
    """What happened to something published."""

    ADDED = "新增"
    PROGRESS = "进展"
    """A state changed, as states may without a reason."""
    CORRECTED = "更正"
    POSTPONED = "推迟"
    """A plan was put off before its day had come, with its reason: no mistake was corrected."""
    WITHDRAWN = "撤销"
    LATE = "补录"
    SLIPPED_IN = "截止后补入没有说明"
    """A row that came into books after they were closed, without a 补录."""
    REDACTED = "屏蔽"
    """A personal text was taken down by law; the text is shown nowhere."""
    UNEXPLAINED = "未说明的改动"
    """A published figure was changed or removed, and the record gives no reason."""
    ASTRAY = "对不上的更正"
    """A 更正 that does not go on from what was published: it corrects nothing, or a value that never stood there."""
    UNREADABLE = "读不了"
    """A version that cannot be read, so its changes cannot be listed."""


WITHHELD = "（不列出）"
"""The text shown instead of words about people who receive help; no change shows those words, whatever its date."""
QUIET = frozenset({ChangeKind.ADDED, ChangeKind.PROGRESS})
"""Kinds of change that need no explanation."""


class Change(Frozen, order=True):
    """One change of one field, item or record. Texts are as a page shows them, empty if nothing was there."""

    place: str
    record_kind: str
    record: str
    """The reference by which other records name it; for a ledger or a budget the book comes first."""
    item: str
    field: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    reason: str = ""
    approved: str = ""
    difference: str = ""
    """New minus old with its share of the old, if both are amounts."""
    named: str = ""
    """What people call the item: its first words. Not every page shows numbers."""
    is_growth: bool = False
    """No more than what a figure or a list of a period may do until the period is due."""

    def while_open(self, *, is_open: bool) -> Change:
        """The same change once it is known whether its period was open.

        A figure that grew made progress then and changed silently afterwards; a row was added, and slipped in.
        """
        if not self.is_growth:
            return self
        if self.kind is ChangeKind.ADDED:
            return replace(self, kind=self.kind if is_open else ChangeKind.SLIPPED_IN, is_growth=False)
        return replace(self, kind=ChangeKind.PROGRESS if is_open else self.kind, is_growth=False)


def without_texts(change: Change) -> Change:
    """The same change without the texts before and after."""
    return replace(change, before="", after="", difference="")


RecordKey = tuple[str, str, str]
"""Place path, kind name, reference: stays the same when a file is renamed or moved within its place."""


def key_of(place: str, kind: Kind[Any], record: Record) -> RecordKey:
    """The key of a record, the same in all its versions."""
    reference = record.reference if kind.folder else ""
    apart = getattr(record, told_apart_by(kind), None) if kind.folder else None
    return (place, kind.name, f"{apart} {reference}" if apart else reference)


def told_apart_by(kind: Kind[Any]) -> str:
    """The field that, beside the period, tells records of a kind without numbers apart; empty if there is none.

    It is the book of ledgers and budgets, and the posting of weekly reports and diaries, where one is written.
    """
    declared = kind.record.declared
    return next((name for name in ("book", "posting") if name in declared and "number" not in declared), "")


def key_in(place: str, kind: Kind[Any], node: MappingNode) -> RecordKey:
    """The key of a record from its tree, which may no longer be valid."""
    if not kind.folder:
        return (place, kind.name, "")
    model: type[Record] = kind.record
    name = "number" if "number" in model.declared else model.dated_by
    reference = text_of(node, word_of(model, name)).strip()
    field = told_apart_by(kind)
    apart = text_of(node, word_of(model, field)) if field else ""
    return (place, kind.name, f"{apart} {reference}" if apart else reference)


def text_of(node: MappingNode, word: str) -> str:
    """The text in one field of a tree; empty if the field is missing."""
    for key, value in node.entries:
        if key.text == word and value.__class__ is Scalar:
            return value.text
    return ""
