"""Two versions of the records → what changed, by record, item and field, and by meaning: never by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from cunwu.board import kind_at
from cunwu.git import compare_trees, list_blobs, read_blobs
from cunwu.kinds.base import (
    Correction,
    FieldSpec,
    Item,
    Kind,
    LateEntry,
    Nature,
    NumberedItem,
    Record,
    Withdrawal,
    fields_of,
    numbered_items,
)
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.reading import read_record
from cunwu.source import Source, blob_id
from cunwu.values.money import NO_SHARE, Money, format_yuan, percent
from cunwu.yaml_reader import Mapping as MappingNode, read_yaml


class ChangeKind(StrEnum):
    """What happened to something published."""

    ADDED = "新增"
    PROGRESS = "进展"
    """A state moved on, as states do."""
    CORRECTED = "更正"
    WITHDRAWN = "撤销"
    LATE = "补录"
    UNEXPLAINED = "未说明的改动"
    """A published figure became another, or vanished, and the record does not say why."""
    UNREADABLE = "读不了"
    """A version that cannot be read: what it changed cannot be told."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change of one field, item or record; texts are as a page shows them, empty where nothing stood."""

    place: str
    record_kind: str
    record: str
    """What other records call it; ledgers with their book before it."""
    item: str
    field: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    reason: str = ""
    approved: str = ""
    difference: str = ""
    """New minus old with its share of the old, where both are amounts."""


RecordKey = tuple[str, str, str]
"""Place path, kind name, reference: what a record stays known by when its file is renamed or moved within its place."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One single value of a record."""

    spec: FieldSpec
    value: Any

    @property
    def text(self) -> str:
        """The value as a page shows it."""
        if self.spec.form is None:
            raise TypeError(f"{self.spec.word} is not a single value")
        parts = self.value if self.spec.many else (self.value,)
        return "、".join(self.spec.form.show(part) for part in parts)


_NOTES = frozenset({"corrections", "withdrawals", "late_entries"})
"""Lists that explain changes; they only grow."""


def key_of(place: str, kind: Kind[Any], record: Record) -> RecordKey:
    """What a record is known by through all its versions."""
    reference = record.reference if kind.folder else ""
    return (place, kind.name, f"{record.book} {reference}" if isinstance(record, Ledger) else reference)


def leaves_of(record: Item, number: str = "", prefix: str = "") -> Iterator[tuple[tuple[str, str], _Leaf]]:
    """Every stated value, by the number of its item and the words that lead to it; the order of items is no value."""
    for spec in fields_of(type(record)):
        value = getattr(record, spec.name)
        if value in (None, ()) or spec.name in _NOTES or spec.name == "number":
            continue
        if spec.model is None:
            yield (number, f"{prefix}{spec.word}"), _Leaf(spec, value)
        elif spec.many:
            for part in value:
                yield from leaves_of(part, part.number if isinstance(part, NumberedItem) else number)
        else:
            yield from leaves_of(value, number, f"{prefix}{spec.word}.")


def compare_records(key: RecordKey, before: Record | None, after: Record | None) -> tuple[Change, ...]:
    """What became of one record, sorted by item and field; nothing for reordering, reformatting, renaming, comments."""
    if before is None and after is None:
        return ()
    if before is None:
        return (Change(*key, "", "", ChangeKind.ADDED),)
    if after is None:
        return (Change(*key, "", "", ChangeKind.UNEXPLAINED, before=before.title),)
    changes = (
        *_changed_notes(key, before, after),
        *_changed_items(key, before, after),
        *_changed_fields(key, before, after),
    )
    return tuple(sorted(changes))


def _changed_notes(key: RecordKey, before: Record, after: Record) -> Iterator[Change]:
    """Withdrawals that came; entries of the explaining lists that were altered or went, which they never may."""
    known = {note.number for note in before.withdrawals}
    for withdrawal in after.withdrawals:
        if withdrawal.number not in known:
            yield Change(
                *key, withdrawal.item, "", ChangeKind.WITHDRAWN, reason=withdrawal.reason, approved=withdrawal.approved
            )
    for word, olds, news in (
        ("更正", before.corrections, after.corrections),
        ("撤销", before.withdrawals, after.withdrawals),
        ("补录", before.late_entries, after.late_entries),
    ):
        kept: set[Correction | Withdrawal | LateEntry] = set(news)
        for note in olds:
            if note not in kept:
                yield Change(*key, note.number, word, ChangeKind.UNEXPLAINED, before=note.reason)


def _numbers(record: Record) -> set[str]:
    notes = {note.number for note in (*record.corrections, *record.withdrawals, *record.late_entries)}
    return {item.number for _, item in numbered_items(record)} - notes


def _changed_items(key: RecordKey, before: Record, after: Record) -> Iterator[Change]:
    old, new = _numbers(before), _numbers(after)
    late = {entry.item: entry for entry in after.late_entries if entry not in before.late_entries}
    for number in new - old:
        if (entry := late.get(number)) is not None:
            yield Change(*key, number, "", ChangeKind.LATE, reason=entry.reason, approved=entry.approved)
        else:
            yield Change(*key, number, "", ChangeKind.ADDED)
    for number in old - new:
        yield Change(*key, number, "", ChangeKind.UNEXPLAINED, before=number)


def _changed_fields(key: RecordKey, before: Record, after: Record) -> Iterator[Change]:
    old, new = dict(leaves_of(before)), dict(leaves_of(after))
    corrections = _new_corrections(before, after)
    shared = (_numbers(before) & _numbers(after)) | {""}
    for item, field in old.keys() | new.keys():
        was, now = old.get((item, field)), new.get((item, field))
        if item in shared and (was is None or now is None or was.value != now.value):
            yield _changed_field(key, (item, field), was, now, corrections.get((item, field)))


def _new_corrections(before: Record, after: Record) -> Mapping[tuple[str, str], Correction]:
    known = {correction.number for correction in before.corrections}
    return {
        (correction.item or "", correction.field): correction
        for correction in after.corrections
        if correction.number not in known
    }


def _changed_field(
    key: RecordKey, where: tuple[str, str], was: _Leaf | None, now: _Leaf | None, correction: Correction | None
) -> Change:
    before, after = was.text if was else "", now.text if now else ""
    difference = _difference(was, now)
    leaf = now or was
    if leaf is not None and leaf.spec.nature is Nature.STATE:
        return Change(*key, *where, ChangeKind.PROGRESS, before, after, difference=difference)
    if was is None:  # nothing was published here, so nothing published has changed
        return Change(*key, *where, ChangeKind.ADDED, before, after)
    if correction is not None and now is not None and _fits(correction, was, now):
        return Change(
            *key, *where, ChangeKind.CORRECTED, before, after, correction.reason, correction.approved, difference
        )
    return Change(*key, *where, ChangeKind.UNEXPLAINED, before, after, difference=difference)


def _difference(was: _Leaf | None, now: _Leaf | None) -> str:
    old, new = was.value if was else None, now.value if now else None
    if not isinstance(old, Money) or not isinstance(new, Money):
        return ""
    share = percent(abs(new.fen - old.fen), abs(old.fen))
    sign = "+" if new > old else "−"
    return f"{sign}{format_yuan(abs(new - old))} 元" + ("" if share == NO_SHARE else f"，{sign}{share}")


def _fits(correction: Correction, was: _Leaf, now: _Leaf) -> bool:
    """Whether a correction names the very value that was published and the one that stands now."""
    return _means(correction.before, was) and _means(correction.after, now)


def _means(text: str, leaf: _Leaf) -> bool:
    if text == leaf.text or leaf.spec.form is None:
        return text == leaf.text
    try:
        return bool(leaf.spec.form.read_like(leaf.value, text) == leaf.value)
    except ValueError:
        return False


# --- versions of many files ---


@dataclass(frozen=True, slots=True)
class Version:
    """A record as one version of the files has it."""

    path: str
    kind: Kind[Any]
    record: Record
    node: MappingNode


@dataclass(frozen=True)
class Versions:
    """The files that differ between two versions, read on both sides."""

    old: Mapping[RecordKey, Version]
    new: Mapping[RecordKey, Version]
    unread: tuple[tuple[str, str, str], ...]
    """Place, kind and path of new files that cannot be read."""

    @cached_property
    def _unread_kinds(self) -> frozenset[tuple[str, str]]:
        return frozenset((place, kind) for place, kind, _ in self.unread)

    def changes_of(self, key: RecordKey) -> tuple[Change, ...]:
        """What became of one record; one that may be an unreadable file has not vanished."""
        if key not in self.new and key[:2] in self._unread_kinds:
            return ()
        old, new = self.old.get(key), self.new.get(key)
        return compare_records(key, old.record if old else None, new.record if new else None)


def read_versions(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Versions:
    """Both versions of the files that differ, by path, as records."""
    old, _ = _read_all(before)  # an old version that cannot be read had published nothing that could change
    new, unread = _read_all(after)
    return Versions(old, new, tuple(unread))


def compare_versions(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Change, ...]:
    """Everything that changed between two versions of the files that differ; sorted by place and record."""
    versions = read_versions(before, after)
    changes = [change for key in versions.old.keys() | versions.new.keys() for change in versions.changes_of(key)]
    changes += [Change(place, kind, path, "", "", ChangeKind.UNREADABLE) for place, kind, path in versions.unread]
    return tuple(sorted(changes))


def _read_all(files: Mapping[str, bytes]) -> tuple[dict[RecordKey, Version], list[tuple[str, str, str]]]:
    """Records by what they are known by, and place, kind and path of files that could not be read."""
    records: dict[RecordKey, Version] = {}
    unread: list[tuple[str, str, str]] = []
    for path, content in files.items():
        found = kind_at(path)
        if found is None:
            continue
        place, kind = found
        node, _ = read_yaml(content, path)
        record = read_record(kind, node, path)[0] if node is not None else None
        if node is None or record is None:
            unread.append((place, kind.name, path))
        else:
            records[key_of(place, kind, record)] = Version(path, kind, record, node)
    return records, unread


def differing_files(root: Path, base: str, head: str) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Files that differ between two commits or trees, on each side: read from blobs, never from the work tree."""
    touched = compare_trees(root, base, head)
    contents = read_blobs(root, [blob for change in touched for blob in (change.before, change.after)])
    before = {change.path: contents[change.before] for change in touched if change.before}
    return before, {change.path: contents[change.after] for change in touched if change.after}


def differing_from_folder(root: Path, base: str, source: Source) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Files that differ between a commit and the folder as it lies on disk, on each side."""
    listed = list_blobs(root, base)
    on_disk = {path: source.read(path) for path in source.files() if kind_at(path) is not None}
    after = {path: content for path, content in on_disk.items() if listed.get(path) != blob_id(content)}
    changed = [path for path in listed if kind_at(path) is not None and (path in after or path not in on_disk)]
    contents = read_blobs(root, [listed[path] for path in changed])
    return {path: contents[listed[path]] for path in changed}, after
