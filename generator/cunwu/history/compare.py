"""Two trees of one record → what changed, by item, field and meaning, never by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from cunwu.core.frozen import Frozen, replace
from cunwu.core.problem import FILE_START
from cunwu.history.change import Change, ChangeKind, RecordKey, text_of
from cunwu.history.explanations import (
    NO_EXPLANATIONS,
    NOTES,
    Explanations,
    Where,
    children_of,
    link_that_fails,
    new_notes,
    numbered,
    subject_of,
    value_of,
)
from cunwu.history.leaves import NUMBER, Leaf, first_words, leaf_at, leaves_of, tell_item
from cunwu.history.outcomes import adds_to, is_closed
from cunwu.kinds.base import FieldSpec, Growing, Item, Nature
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import unit_word, word_of, words_of
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.parts import holds_words, is_put_off
from cunwu.kinds.record import EMPTIED, FILE_WORD, GIVES_GROUNDS, Correction, Kind, Record
from cunwu.records.takedown import QUOTES, is_taken_down
from cunwu.values.money import Money, format_difference
from cunwu.values.placeholders import is_no_reason, is_placeholder
from cunwu.values.quantity import Quantity
from cunwu.yaml.reader import Mapping as MappingNode, Node, Scalar, Sequence as SequenceNode


def compare_records(
    key: RecordKey, kind: Kind[Any], before: MappingNode | None, after: MappingNode | None
) -> tuple[Change, ...]:
    """The changes of one record, sorted by item and field; order, format, file name and comments do not count."""
    if before is None and after is None:
        return ()
    if before is None:
        return (Change(*key, "", "", ChangeKind.ADDED),)
    if after is None:
        return (Change(*key, "", "", ChangeKind.UNEXPLAINED, before=_called(kind.record, before)),)
    changes = tuple(_Comparison(key, kind.record, before, after, new_notes(before, after)).run())
    return tuple(sorted(_along_with_rows(changes)))


def _called(model: type[Record], node: MappingNode) -> str:
    """What a whole record is called; a title may be made of several fields."""
    return text_of(node, word_of(model, model.heading if model.heading in model.declared else "number"))


def _along_with_rows(changes: tuple[Change, ...]) -> Iterator[Change]:
    """The same changes: an amount moves along only with rows that were added."""
    has_rows = any(change.kind is ChangeKind.ADDED and change.item and not change.field for change in changes)
    for change in changes:
        yield replace(change, is_growth=change.is_growth and (has_rows or not change.difference))


def compare_reused(come: Change, kind: Kind[Any], gone: MappingNode, now: MappingNode) -> tuple[Change, ...]:
    """The differences of a record or item that vanished once and is now back under its number.

    `come` is the change that brought it back, `gone` the last version of its record that held it.
    """
    key = (come.place, come.record_kind, come.record)
    if not come.item:
        return compare_records(key, kind, gone, now)
    old, new = find_item(gone, come.item), find_item(now, come.item)
    if old is None or new is None:
        return ()
    comparison = _Comparison(key, kind.record, gone, now, NO_EXPLANATIONS)
    return tuple(sorted(comparison.fields(_model_of(kind.record, gone, come.item), old, new, come.item)))


def _told_of(spec: FieldSpec, node: MappingNode, unit: str) -> str:
    return tell_item(spec.model, node, unit) if spec.model is not None else ""


def find_item(node: Node, number: str) -> MappingNode | None:
    """The item with that number, at any depth; None if there is none."""
    for child in children_of(node):
        if isinstance(child, MappingNode) and isinstance(node, SequenceNode) and text_of(child, NUMBER) == number:
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
        for child in children_of(value) if isinstance(value, SequenceNode) else (value,):
            if not isinstance(child, MappingNode):
                continue
            if isinstance(value, SequenceNode) and text_of(child, NUMBER) == number:
                return spec.model
            if find_item(child, number) is not None:
                return _model_of(spec.model, child, number)
    return model


class _Comparison(Frozen):
    """Compares two versions of one record side by side; equal parts cost almost nothing."""

    key: RecordKey
    model: type[Record]
    before: MappingNode
    after: MappingNode
    notes: Explanations

    def run(self) -> Iterator[Change]:
        """Every change; a new withdrawal counts as a change of the item that it names, or of the record."""
        for number, note in self.notes.withdrawn.items():
            yield self._withdrawn(self.model, self.after, number, note)
        yield from self._files_taken_down()
        changes = list(self.fields(self.model, self.before, self.after, ""))
        yield from changes
        unexplained = {
            (one.item, one.field) for one in changes if one.kind is ChangeKind.UNEXPLAINED and not one.is_growth
        }
        for where, notes in self.notes.corrections.items():
            if where not in unexplained:
                yield from self._astray(where, notes)

    def _files_taken_down(self) -> Iterator[Change]:
        """The file of an attachment goes and its row stays as it was: only the entry tells of it."""
        rows = numbered(value_of(self.before, word_of(Record, "attachments")))
        for (number, word), note in self.notes.redactions.items():
            if word == FILE_WORD and number in rows:
                yield replace(self._explained(number, ChangeKind.REDACTED, note), field=word)

    @property
    def old_unit(self) -> str:
        """The 单位 of the older version."""
        return text_of(self.before, unit_word(self.model))

    @property
    def new_unit(self) -> str:
        """The 单位 of the newer version."""
        return text_of(self.after, unit_word(self.model))

    def _astray(self, where: Where, notes: Sequence[MappingNode]) -> Iterator[Change]:
        """A correction that does not go on from what was published; its words are told nowhere."""
        was = self._leaf_at(self.before, where, self.old_unit)
        now = self._leaf_at(self.after, where, self.new_unit)
        note = notes[0] if was is None else _failing(notes, was, now)
        is_emptied = now is None and text_of(notes[-1], _AFTER) == EMPTIED
        if note is not None and (now is not None or is_emptied):  # without a field it is REC014
            told = self._explained(where[0], ChangeKind.ASTRAY, note)
            yield replace(told, field=where[1], after=text_of(note, NUMBER))

    def _leaf_at(self, node: MappingNode, where: Where, unit: str) -> Leaf | None:
        """The value that a correction names, in one of the two versions; None if nothing is written there."""
        number, words = where
        holder = find_item(node, number) if number else node
        if holder is None:
            return None
        model: type[Item] = _model_of(self.model, node, number) if number else self.model
        *groups, last = words.split(".")
        for word in groups:
            inner, spec = value_of(holder, word), words_of(model).get(word)
            if not isinstance(inner, MappingNode) or spec is None or spec.model is None:
                return None
            holder, model = inner, spec.model
        return leaf_at(model, words_of(model).get(last), value_of(holder, last), unit)

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
            yield from self._field(model, words.get(word), (number, f"{prefix}{word}"), was, now)

    def _field(
        self, model: type[Item], spec: FieldSpec | None, where: tuple[str, str], was: Node | None, now: Node | None
    ) -> Iterator[Change]:
        """The change of one field; `where` is the number of the item and the words that lead to the field."""
        number, words = where
        if spec is not None and spec.model is not None and spec.many:
            yield from self._items(spec, was, now, number)
        elif spec is not None and spec.model is not None and not _is_written(was) and not _is_written(now):
            old, new = (node if isinstance(node, MappingNode) else _BLANK for node in (was, now))
            changes = self.fields(spec.model, old, new, number, f"{words}.")
            yield from map(_laid_down, changes) if spec.model is Settings else changes
        elif spec is None or spec.name != "number":
            old_leaf, new_leaf = leaf_at(model, spec, was, self.old_unit), leaf_at(model, spec, now, self.new_unit)
            if old_leaf is None or new_leaf is None:
                differs = old_leaf is not new_leaf
            else:
                differs = old_leaf != new_leaf and old_leaf.values != new_leaf.values
            if differs:
                yield self._changed(where, old_leaf, new_leaf)

    def _items(self, spec: FieldSpec, was: Node | None, now: Node | None, outer: str) -> Iterator[Change]:
        """Changes of a list; the order of its items does not count."""
        old, new = numbered(was), numbered(now)
        is_notes = spec.word in NOTES and not outer
        for number in dict.fromkeys((*old, *new)):
            if is_notes:
                yield from self._note(spec, number, old.get(number), new.get(number))
            elif number not in old:
                yield self._added(spec, number, _told_of(spec, new[number], self.new_unit))
            elif number not in new:
                told = _told_of(spec, old[number], self.old_unit) or number
                yield Change(*self.key, number, "", ChangeKind.UNEXPLAINED, before=told)
            elif spec.model is not None:
                changes = tuple(self.fields(spec.model, old[number], new[number], number))
                named = first_words(leaves_of(spec.model, new[number], self.new_unit)) if changes else ""
                yield from (replace(one, named=named) if one.item == number else one for one in changes)

    def _note(self, spec: FieldSpec, number: str, was: MappingNode | None, now: MappingNode | None) -> Iterator[Change]:
        """An entry of an explaining list may be added, but never changed or removed unless the law takes words down."""
        if was is None or spec.model is None:
            return
        changes = [_written_up(one) for one in self.fields(spec.model, was, now, number)] if now is not None else []
        if now is None or not all(self._may_take_down(spec.word, was, change) for change in changes):
            yield Change(*self.key, number, spec.word, ChangeKind.UNEXPLAINED, before=text_of(was, "原因"))
            return
        yield from changes
        for change in changes:  # the field that was corrected no longer shows the words that the correction quoted
            if spec.word == "更正" and change.kind is ChangeKind.REDACTED:
                yield replace(change, item=text_of(now, "条目"), field=text_of(now, "字段"), after="")

    def _may_take_down(self, word: str, note: MappingNode, change: Change) -> bool:
        """Whether a change of an entry takes words down, or writes a reason that was left open.

        What a correction quotes goes only with the words it is about.
        """
        if change.kind is not ChangeKind.REDACTED:
            return change.kind is ChangeKind.ADDED and change.field in _DECIDED
        if word != "更正" or change.field not in QUOTES:
            return True
        where = subject_of(note)
        leaf = self._leaf_at(self.after, where, self.new_unit)
        stated = {subject_of(one) for one in numbered(value_of(self.after, "屏蔽")).values()}
        return where in stated and leaf is not None and leaf.spec is not None and holds_words(leaf.spec)

    def _added(self, spec: FieldSpec, number: str, told: str) -> Change:
        note = self.notes.late.get(number)
        if note is not None:
            return replace(self._explained(number, ChangeKind.LATE, note), after=told)
        if is_closed(self.model, spec, self.before):
            return Change(*self.key, number, "", ChangeKind.SLIPPED_IN, after=told)
        # Books are closed month by month; a reason, a paper or where a fact is from may come at any time, as new.
        is_growth = issubclass(self.model, Ledger) and spec.model not in GIVES_GROUNDS
        return Change(*self.key, number, "", ChangeKind.ADDED, after=told, is_growth=is_growth)

    def _explained(self, number: str, kind: ChangeKind, note: MappingNode) -> Change:
        return Change(*self.key, number, "", kind, reason=text_of(note, "原因"), approved=text_of(note, "批准"))

    def _withdrawn(self, model: type[Item], after: MappingNode, number: str, note: MappingNode) -> Change:
        if not number:
            return replace(self._explained("", ChangeKind.WITHDRAWN, note), before=_called(self.model, after) or "整份")
        item = find_item(after, number)
        told = tell_item(_model_of(model, after, number), item, self.new_unit) if item is not None else ""
        return replace(self._explained(number, ChangeKind.WITHDRAWN, note), before=told)

    def _changed(self, where: tuple[str, str], was: Leaf | None, now: Leaf | None) -> Change:
        redaction = self.notes.redactions.get(where)
        if redaction is not None and was is not None and _is_taken_down(was, now):
            after = now.told if now else ""
            told = self._explained(where[0], ChangeKind.REDACTED, redaction)
            return replace(told, field=where[1], after=after)
        before, after = was.told if was else "", now.told if now else ""
        difference = _difference(was, now)
        leaf = now or was
        spec = leaf.spec if leaf is not None else None
        moves_on = spec is not None and spec.nature is Nature.STATE
        if moves_on and (spec is None or not spec.outcome or was is None or adds_to(was, now)):
            return Change(*self.key, *where, ChangeKind.PROGRESS, before, after, difference=difference)
        if was is None:  # nothing was published here, so nothing published has changed
            return Change(*self.key, *where, ChangeKind.ADDED, before, after)
        notes = self.notes.corrections.get(where, ())
        if notes and _failing(notes, was, now) is None:
            reason, approved = ("；".join(dict.fromkeys(text_of(one, word) for one in notes)) for word in _DECIDED)
            is_put_off = now is not None and all(_is_put_off(was, now, note) for note in notes)
            kind = ChangeKind.POSTPONED if is_put_off else ChangeKind.CORRECTED
            return Change(*self.key, *where, kind, before, after, reason, approved, difference)
        change = Change(*self.key, *where, ChangeKind.UNEXPLAINED, before, after, difference=difference)
        return replace(change, is_growth=now is not None and _has_grown(was, now))


def _laid_down(change: Change) -> Change:
    """What a place lays down is no figure: it holds from its day on, and whoever merges it is told (HIS011)."""
    return replace(change, kind=ChangeKind.PROGRESS) if change.kind is ChangeKind.UNEXPLAINED else change


_DECIDED = ("原因", "批准")


def _written_up(change: Change) -> Change:
    """A change of an entry; words that say nothing may be replaced by the reason they stood for."""
    is_open = is_no_reason if change.field == _DECIDED[0] else is_placeholder
    is_late = change.kind is ChangeKind.UNEXPLAINED and change.field in _DECIDED and is_open(change.before)
    return replace(change, kind=ChangeKind.ADDED) if is_late and change.after else change


_AFTER = word_of(Correction, "after")


def _failing(notes: Sequence[MappingNode], was: Leaf, now: Leaf | None) -> MappingNode | None:
    """The first correction that breaks the chain from the published value to the one that stands now; None if none."""
    leaves = [leaf for leaf in (was, now) if leaf is not None]
    stands = now.text if now is not None else EMPTIED
    return link_that_fails(notes, was.text, stands, lambda one, other: any(leaf.same(one, other) for leaf in leaves))


def _is_taken_down(was: Leaf, now: Leaf | None) -> bool:
    """Whether the words of a field went as a takedown lets them go: with the fixed words in their place."""
    if was.spec is None or len(was.texts) != 1 or was.spec.many:
        return False
    return is_taken_down(was.spec, was.texts[0].strip(), now.texts[0].strip() if now else "")


def _has_grown(was: Leaf, now: Leaf) -> bool:
    """Whether a figure that may grow while its period is open has done no more than that."""
    growing = now.spec.growing if now.spec is not None else Growing.NOT
    if growing is not Growing.UP or (now.spec is not None and now.spec.many):
        return growing is Growing.ALONG or (growing is Growing.UP and set(was.values) <= set(now.values))
    before, after = was.values[0], now.values[0]
    old, new = _number(before), _number(after)
    return old is not None and new is not None and new > old and _told_as(before) == _told_as(after)


def _number(value: object) -> Decimal | int | None:
    if isinstance(value, Quantity):
        return value.number
    return value if isinstance(value, int | Decimal) else None


def _told_as(value: object) -> object:
    """The unit of a quantity and how roughly it is told: 6 户 do not grow into 约 1000 人."""
    return (value.unit, value.approximate, value.less, value.more) if isinstance(value, Quantity) else None


def _is_put_off(was: Leaf, now: Leaf, correction: MappingNode) -> bool:
    """Whether a correction puts off a plan whose day had not come yet when it was decided."""
    spec = now.spec
    return spec is not None and is_put_off(spec, was.values[0], now.values[0], text_of(correction, "日期"))


_BLANK = MappingNode((), FILE_START)


def _is_written(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.is_absent


def _difference(was: Leaf | None, now: Leaf | None) -> str:
    old = was.values[0] if was else None
    new = now.values[0] if now else None
    if not isinstance(old, Money) or not isinstance(new, Money):
        return ""
    return format_difference(old, new)
