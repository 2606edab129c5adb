"""HIS: new corrections, withdrawals, late entries and takedowns whose own story does not fit what people saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from cunwu.core.problem import Problem
from cunwu.history.change import Change, ChangeKind, RecordKey, text_of
from cunwu.history.explanations import NOTES, Where, new_notes, subject_of
from cunwu.history.leaves import NUMBER
from cunwu.history.versions import Version, Versions
from cunwu.kinds.fields import word_of
from cunwu.kinds.record import Correction
from cunwu.records.board import kind_at
from cunwu.rules.copies import earliest_of
from cunwu.rules.history import spot_of
from cunwu.rules.request_refusals import REQUEST_REFUSALS
from cunwu.yaml.reader import Mapping as MappingNode

ShownSince = Callable[[RecordKey, Where], date | None]
"""The day on which what stands in a field (or row, or record) of the published version came to be seen."""

_ON, _AFTER = word_of(Correction, "on"), word_of(Correction, "after")
_LATE = "补录"


def notes_before_publication(versions: Versions, shown_since: ShownSince, as_of: date) -> Iterator[Problem]:
    """New notes that are older than what they are about: nobody had seen it yet.

    It may be true, for a decision can be quicker than a publication; so nothing is refused. A publication later than
    the day of judgement has a wrong clock, and proves nothing.
    """
    for key, old, new in _revised(versions):
        place, known = kind_at(old.path), earliest_of(new.record)
        for word, note in _new_notes(old, new):
            stated, where = text_of(note, _ON), subject_of(note) if word != _LATE else ("", "")
            if known is not None and stated < known[1].isoformat():
                continue  # the record itself says so (REC029)
            since = shown_since((place[0] if place else key[0], *key[1:]), where)
            if since is not None and stated < since.isoformat() and since <= as_of:
                facts = {"word": word, "number": text_of(note, NUMBER), "day": stated, "since": since.isoformat()}
                spot = spot_of(new, Change(*key, facts["number"], _ON, ChangeKind.ADDED))
                yield REQUEST_REFUSALS["HIS027"].problem(new.path, spot, **facts)


def values_never_shown(versions: Versions) -> Iterator[Problem]:
    """Corrections of one request that go on from each other: what stands between them was never published."""
    for key, old, new in _revised(versions):
        for notes in new_notes(old.node, new.node).corrections.values():
            for first, then in pairwise(notes):
                if text_of(first, _AFTER) == text_of(then, word_of(Correction, "before")):
                    number = text_of(first, NUMBER)
                    spot = spot_of(new, Change(*key, number, _AFTER, ChangeKind.ADDED))
                    facts = {"number": number, "then": text_of(then, NUMBER)}
                    yield REQUEST_REFUSALS["HIS028"].problem(new.path, spot, **facts)


def _revised(versions: Versions) -> Iterator[tuple[RecordKey, Version, Version]]:
    for key in sorted(versions.old.keys() & versions.new.keys()):
        yield key, versions.old[key], versions.new[key]


def _new_notes(old: Version, new: Version) -> Iterator[tuple[str, MappingNode]]:
    """The word of its list and the note, for every note that the newer version has added."""
    added = new_notes(old.node, new.node)
    corrections = (note for notes in added.corrections.values() for note in notes)
    lists = (corrections, added.withdrawn.values(), added.late.values(), added.redactions.values())
    for word, notes in zip(NOTES, lists, strict=True):
        yield from ((word, note) for note in notes)
