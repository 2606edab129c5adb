"""Two versions of the records → what changed, by record, item and field, and by meaning: never by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from cunwu.board import kind_at
from cunwu.git import compare_trees, list_blobs, read_blobs
from cunwu.kinds.base import FieldSpec, Item, Kind, Nature, Record, word_of, words_of
from cunwu.kinds.forms import WAN
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.reading import read_record
from cunwu.problem import FILE_START
from cunwu.source import Source, blob_id
from cunwu.values.money import NO_SHARE, Money, format_yuan, percent
from cunwu.yaml_reader import Mapping as MappingNode, Node, Scalar, Sequence as SequenceNode, read_yaml, walk_scalars


class ChangeKind(StrEnum):
    """What happened to something published."""

    ADDED = "新增"
    PROGRESS = "进展"
    """A state moved on, as states do."""
    CORRECTED = "更正"
    WITHDRAWN = "撤销"
    LATE = "补录"
    REDACTED = "屏蔽"
    """A personal text was taken down by law; what it said is told nowhere."""
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


def key_of(place: str, kind: Kind[Any], record: Record) -> RecordKey:
    """What a record is known by through all its versions."""
    reference = record.reference if kind.folder else ""
    return (place, kind.name, f"{record.book} {reference}" if isinstance(record, Ledger) else reference)


def key_in(place: str, kind: Kind[Any], node: MappingNode) -> RecordKey:
    """The same from the tree of a record, which need not be valid any more."""
    if not kind.folder:
        return (place, kind.name, "")
    model: type[Record] = kind.record
    name = "number" if "number" in model.model_fields else model.dated_by
    reference = _text_of(node, word_of(model, name)).strip()
    book = f"{_text_of(node, word_of(model, 'book'))} " if model is Ledger else ""
    return (place, kind.name, f"{book}{reference}")


def _text_of(node: MappingNode, word: str) -> str:
    for key, value in node.entries:
        if key.text == word and value.__class__ is Scalar:
            return value.text
    return ""


# --- two trees of one record ---


@dataclass(frozen=True, slots=True)
class _Leaf:
    """What stands in one field: one text, or the texts of a plain list; read in the record's unit of money."""

    spec: FieldSpec | None
    """None for a word that is declared no more."""
    texts: tuple[str, ...]
    unit: str

    @property
    def values(self) -> tuple[Any, ...]:
        """What the texts mean; a text that is no such value means itself."""
        return tuple(self._read(text) for text in self.texts)

    @property
    def text(self) -> str:
        """The value as a page shows it."""
        form = self.spec.form if self.spec else None
        shown = (value if form is None or value is text else form.show(value) for value, text in self._pairs)
        return "、".join(str(part) for part in shown)

    @property
    def _pairs(self) -> Iterator[tuple[Any, str]]:
        return zip(self.values, self.texts, strict=True)

    def means(self, text: str) -> bool:
        """Whether `text`, as a correction gives it, is this very value."""
        return text == self.text or (len(self.texts) == 1 and self._read(text) == self._read(self.texts[0]))

    def _read(self, text: str) -> Any:
        form = self.spec.form if self.spec else None
        if form is None:
            return text
        parse = form.parse_wan if self.unit == WAN and form.parse_wan is not None else form.parse
        try:
            return parse(text)
        except ValueError:
            return text

    @property
    def is_text(self) -> bool:
        """Whether it holds words of somebody’s own: what a takedown may concern, never an amount, day or choice."""
        form = self.spec.form if self.spec else None
        return form is None or (not form.choices and all(isinstance(value, str) for value in self.values))


_NOTES = ("更正", "撤销", "补录", "屏蔽")
"""Lists that explain changes; they only grow."""
_NUMBER = "编号"


@dataclass(frozen=True, slots=True)
class _Explanations:
    """What the newer version says about why it differs."""

    corrections: Mapping[tuple[str, str], MappingNode]
    """By item and field; each explains one change."""
    redactions: Mapping[tuple[str, str], MappingNode]
    withdrawn: Mapping[str, MappingNode]
    late: Mapping[str, MappingNode]


def compare_records(
    key: RecordKey, kind: Kind[Any], before: MappingNode | None, after: MappingNode | None
) -> tuple[Change, ...]:
    """What became of one record, sorted by item and field; nothing for reordering, reformatting, renaming, comments."""
    if before is None and after is None:
        return ()
    if before is None:
        return (Change(*key, "", "", ChangeKind.ADDED),)
    if after is None:
        model: type[Record] = kind.record
        return (Change(*key, "", "", ChangeKind.UNEXPLAINED, before=_text_of(before, word_of(model, model.heading))),)
    comparison = _Comparison(key, _text_of(before, "单位"), _text_of(after, "单位"), _new_notes(before, after))
    return tuple(sorted(comparison.run(kind.record, before, after)))


def compare_items(
    key: RecordKey, kind: Kind[Any], number: str, before: MappingNode, after: MappingNode
) -> tuple[Change, ...]:
    """What became of one item between two versions of its record in which it stood; nothing where it is in neither."""
    old, new = find_item(before, number), find_item(after, number)
    if old is None or new is None:
        return ()
    nothing = _Explanations({}, {}, {}, {})
    comparison = _Comparison(key, _text_of(before, "单位"), _text_of(after, "单位"), nothing)
    return tuple(sorted(comparison.fields(_model_of(kind.record, before, number), old, new, number)))


def find_item(node: Node, number: str) -> MappingNode | None:
    """The item of that number, at any depth."""
    for child in _children(node):
        if isinstance(child, MappingNode) and isinstance(node, SequenceNode) and _text_of(child, _NUMBER) == number:
            return child
        found = find_item(child, number)
        if found is not None:
            return found
    return None


def _model_of(model: type[Item], node: MappingNode, number: str) -> type[Item]:
    """The model of the item with that number."""
    for key, value in node.entries:
        spec = words_of(model).get(key.text)
        if spec is None or spec.model is None:
            continue
        for child in _children(value) if isinstance(value, SequenceNode) else (value,):
            if not isinstance(child, MappingNode):
                continue
            if isinstance(value, SequenceNode) and _text_of(child, _NUMBER) == number:
                return spec.model
            if find_item(child, number) is not None:
                return _model_of(spec.model, child, number)
    return model


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        yield from (value for _, value in node.entries)
    elif isinstance(node, SequenceNode):
        yield from node.items


def _new_notes(before: MappingNode, after: MappingNode) -> _Explanations:
    """The entries that the newer version has added to its explaining lists."""
    added = {word: _added(word, before, after) for word in _NOTES}
    return _Explanations(
        {(_text_of(note, "条目"), _text_of(note, "字段")): note for note in added["更正"]},
        {(_text_of(note, "条目"), _text_of(note, "字段")): note for note in added["屏蔽"]},
        {_text_of(note, "条目"): note for note in added["撤销"]},
        {_text_of(note, "条目"): note for note in added["补录"]},
    )


def _added(word: str, before: MappingNode, after: MappingNode) -> list[MappingNode]:
    new = _numbered(_value_of(after, word))
    return [new[number] for number in new.keys() - _numbered(_value_of(before, word)).keys()] if new else []


def _value_of(node: MappingNode, word: str) -> Node | None:
    return next((value for key, value in node.entries if key.text == word), None)


def _numbered(node: Node | None) -> dict[str, MappingNode]:
    """Items by number; a second one of the same number, or one without, is known by its position too."""
    found: dict[str, MappingNode] = {}
    for position, item in enumerate(node.items if isinstance(node, SequenceNode) else ()):
        if isinstance(item, MappingNode):
            number = _text_of(item, _NUMBER)
            found[number if number and number not in found else f"{number}#{position}"] = item
    return found


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two versions of one record, walked side by side: only what differs costs more than a look."""

    key: RecordKey
    old_unit: str
    new_unit: str
    notes: _Explanations

    def run(self, model: type[Item], before: MappingNode, after: MappingNode) -> Iterator[Change]:
        """Every change; withdrawals that came are changes of the items they name."""
        for number, note in self.notes.withdrawn.items():
            yield self._explained(number, ChangeKind.WITHDRAWN, note)
        yield from self.fields(model, before, after, "")

    def fields(
        self, model: type[Item], before: MappingNode, after: MappingNode, number: str, prefix: str = ""
    ) -> Iterator[Change]:
        """Changes of the fields of a record, item or group."""
        old = {key.text: value for key, value in before.entries}
        new = {key.text: value for key, value in after.entries}
        words, same_unit = words_of(model), self.old_unit == self.new_unit
        for word in dict.fromkeys((*old, *new)):
            was, now = old.get(word), new.get(word)
            if isinstance(was, Scalar) and isinstance(now, Scalar) and was.text == now.text and same_unit:
                continue
            yield from self._field(words.get(word), (number, f"{prefix}{word}"), was, now)

    def _field(
        self, spec: FieldSpec | None, where: tuple[str, str], was: Node | None, now: Node | None
    ) -> Iterator[Change]:
        """What became of one field, `where` in the item of that number the words lead to it."""
        number, words = where
        if spec is not None and spec.model is not None and spec.many:
            yield from self._items(spec, was, now, number)
        elif spec is not None and spec.model is not None and not _is_written(was) and not _is_written(now):
            old, new = (node if isinstance(node, MappingNode) else _BLANK for node in (was, now))
            yield from self.fields(spec.model, old, new, number, f"{words}.")
        elif spec is None or spec.name != "number":
            old_leaf, new_leaf = _leaf(spec, was, self.old_unit), _leaf(spec, now, self.new_unit)
            if old_leaf is None or new_leaf is None:
                differs = old_leaf is not new_leaf
            else:
                differs = old_leaf != new_leaf and old_leaf.values != new_leaf.values
            if differs:
                yield self._changed(where, old_leaf, new_leaf)

    def _items(self, spec: FieldSpec, was: Node | None, now: Node | None, outer: str) -> Iterator[Change]:
        """Changes of a list, whatever order its items stand in."""
        old, new = _numbered(was), _numbered(now)
        is_notes = spec.word in _NOTES and not outer
        for number in dict.fromkeys((*old, *new)):
            if is_notes:
                yield from self._note(spec, number, old.get(number), new.get(number))
            elif number not in old:
                yield self._added(number)
            elif number not in new:
                yield Change(*self.key, number, "", ChangeKind.UNEXPLAINED, before=number)
            elif spec.model is not None:
                yield from self.fields(spec.model, old[number], new[number], number)

    def _note(self, spec: FieldSpec, number: str, was: MappingNode | None, now: MappingNode | None) -> Iterator[Change]:
        """An entry of an explaining list may come; it never changes and never goes, but for words taken down by law."""
        if was is None or spec.model is None:
            return
        changes = list(self.fields(spec.model, was, now, number)) if now is not None else []
        if now is None or any(change.kind is not ChangeKind.REDACTED for change in changes):
            yield Change(*self.key, number, spec.word, ChangeKind.UNEXPLAINED, before=_text_of(was, "原因"))
        else:
            yield from changes

    def _added(self, number: str) -> Change:
        note = self.notes.late.get(number)
        if note is not None:
            return self._explained(number, ChangeKind.LATE, note)
        return Change(*self.key, number, "", ChangeKind.ADDED)

    def _explained(self, number: str, kind: ChangeKind, note: MappingNode) -> Change:
        return Change(*self.key, number, "", kind, reason=_text_of(note, "原因"), approved=_text_of(note, "批准"))

    def _changed(self, where: tuple[str, str], was: _Leaf | None, now: _Leaf | None) -> Change:
        redaction = self.notes.redactions.get(where)
        if redaction is not None and was is not None and was.is_text and (now is None or now.is_text):
            after = now.text if now else ""
            told = self._explained(where[0], ChangeKind.REDACTED, redaction)
            return replace(told, field=where[1], after=after)
        before, after = was.text if was else "", now.text if now else ""
        difference = _difference(was, now)
        leaf = now or was
        if leaf is not None and leaf.spec is not None and leaf.spec.nature is Nature.STATE:
            return Change(*self.key, *where, ChangeKind.PROGRESS, before, after, difference=difference)
        if was is None:  # nothing was published here, so nothing published has changed
            return Change(*self.key, *where, ChangeKind.ADDED, before, after)
        note = self.notes.corrections.get(where)
        if note is not None and now is not None and _fits(note, was, now):
            reason, approved = _text_of(note, "原因"), _text_of(note, "批准")
            return Change(*self.key, *where, ChangeKind.CORRECTED, before, after, reason, approved, difference)
        return Change(*self.key, *where, ChangeKind.UNEXPLAINED, before, after, difference=difference)


def _fits(correction: MappingNode, was: _Leaf, now: _Leaf) -> bool:
    """Whether a correction names the very value that was published and the one that stands now."""
    return was.means(_text_of(correction, "原值")) and now.means(_text_of(correction, "新值"))


_BLANK = MappingNode((), FILE_START)


def _is_written(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.is_absent


def _leaf(spec: FieldSpec | None, node: Node | None, unit: str) -> _Leaf | None:
    """What a field holds; None where nothing is written."""
    if node is None:
        return None
    unit = unit if spec is not None and spec.form is not None and spec.form.parse_wan is not None else ""
    texts = tuple(scalar.text for _, scalar in walk_scalars(node) if not scalar.is_absent)
    return _Leaf(spec, texts, unit) if texts else None


def _difference(was: _Leaf | None, now: _Leaf | None) -> str:
    old = was.values[0] if was else None
    new = now.values[0] if now else None
    if not isinstance(old, Money) or not isinstance(new, Money):
        return ""
    share = percent(abs(new.fen - old.fen), abs(old.fen))
    sign = "+" if new > old else "−"
    return f"{sign}{format_yuan(abs(new - old))} 元" + ("" if share == NO_SHARE else f"，{sign}{share}")


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
    """By what they are known by now: of a place that moved, by its new path."""
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
        version = old or new
        if version is None:
            return ()
        return compare_records(key, version.kind, old.node if old else None, new.node if new else None)


def read_versions(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Versions:
    """Both versions of the files that differ, by path, as records."""
    old, _ = _read_all(before)  # an old version that cannot be read had published nothing that could change
    new, unread = _read_all(after)
    moved = moved_places(
        {key[0]: version.node for key, version in old.items() if not version.kind.folder and key not in new},
        {key[0]: version.node for key, version in new.items() if not version.kind.folder and key not in old},
    )
    return Versions(
        {(moved.get(key[0], key[0]), *key[1:]): version for key, version in old.items()}, new, tuple(unread)
    )


def moved_places(gone: Mapping[str, MappingNode], come: Mapping[str, MappingNode]) -> Mapping[str, str]:
    """Old path → new path of places whose folder was renamed or moved.

    `gone` and `come` hold the own files that vanished and appeared. It is the same place when its name and its
    division code are, and no other place has these.
    """
    by_name: dict[tuple[str, str], list[str]] = {}
    for path, node in come.items():
        by_name.setdefault(_identity(node), []).append(path)
    names = [_identity(node) for node in gone.values()]
    return {
        path: by_name[name][0]
        for path, name in zip(gone, names, strict=True)
        if len(by_name.get(name, ())) == 1 and names.count(name) == 1
    }


def _identity(node: MappingNode) -> tuple[str, str]:
    return _text_of(node, "名称"), _text_of(node, "行政区划代码")


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
