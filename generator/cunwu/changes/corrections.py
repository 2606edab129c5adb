"""Correcting a published figure in the open: every edit keeps the old value, the reason and the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import PHONE, URL
from cunwu.kinds.parts import field_named, holds_words, next_number, numbered_items
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import (
    EMPTIED,
    FILE_WORD,
    Attachment,
    Correction,
    Kind,
    LateEntry,
    Record,
    Redaction,
    Withdrawal,
)
from cunwu.records.board import kind_at
from cunwu.records.takedown import PLACEHOLDER, QUOTES, is_taken_down, wrongly_gone
from cunwu.records.vouched import is_vouched
from cunwu.values.placeholders import APPROVAL, NEW_VALUE, REASON
from cunwu.yaml.reader import Mapping, Scalar, Step, node_at, read_yaml
from cunwu.yaml.writer import Value, append_item, remove_value, set_value


class Decision(Frozen):
    """Why something published is changed, who agreed, and when."""

    reason: str
    approved: str
    on: date


class _Opened(Frozen):
    """A record with its kind and the tree of its file."""

    kind: Kind[Any]
    record: Record
    node: Mapping


class Amendment(Frozen):
    """A new value: `field` of item `number` (of the record itself if empty) becomes `value`."""

    number: str
    field: str
    value: str
    decision: Decision


def correct_value(text: str, path: str, amendment: Amendment, *, published: str | None) -> str:
    """Returns the file with the amended value, and with a 更正 that names the published one.

    `published` is the file as it was published, or None; a value that was never published is set without a 更正. An
    empty value deletes the field. Raises CunwuError if there is no such item or field, if the field cannot take the
    value, or if nothing published would change.
    """
    number, field, value, decision = amendment.number, amendment.field, amendment.value, amendment.decision
    opened = _open(text, path)
    place, spec = _locate(opened, number, field)
    if spec.form is None or spec.many:
        raise CunwuError(f"「{field}」不是一个单独的值，不能这样更正", next_step=f"直接修改 {path}")
    if value == NEW_VALUE:
        raise CunwuError(f"「{NEW_VALUE}」要换成真正的新值；文件没有改动", next_step="cunwu correct --help")
    value = "" if value == EMPTIED else value
    edited = set_value(text, place, value) if value else _without(text, place, opened)
    before = _last_told(opened, _open(published, path), number, field) if published is not None else None
    if before is not None:
        _refuse_notes(opened, path, amendment, "更正")
        if before == (value or EMPTIED):
            raise CunwuError(f"「{field}」公布的就是这样，没有什么要更正；文件没有改动", next_step="cunwu diff")
        entry: dict[str, Value] = {
            "编号": _next_number(opened.record, "更"),
            **({"条目": number} if number else {}),
            "字段": field,
            "原值": before,
            "新值": value or EMPTIED,
            **_decided(decision),
        }
        edited = append_item(edited, ("更正",), entry)
    _open(edited, path)  # refuses a value that the field cannot take, with the message of reading
    return edited


def _without(text: str, place: tuple[Step, ...], opened: _Opened) -> str:
    """Returns the file without the field at `place`; unchanged if somebody has deleted it already."""
    return remove_value(text, place) if node_at(opened.node, place) is not None else text


def _last_told(opened: _Opened, published: _Opened, number: str, field: str) -> str | None:
    """The value from which the next correction goes on: that of the last one not yet published, else the published."""
    stood = {note.number for note in published.record.corrections}
    where = (number or None, field)
    later = [one for one in opened.record.corrections if one.number not in stood and (one.item, one.field) == where]
    return later[-1].after if later else _text_at(published, number, field)


def withdraw_item(text: str, path: str, number: str, decision: Decision) -> str:
    """Returns the file with item `number` withdrawn, without a number the whole record: it stays, and counts no longer.

    Raises CunwuError if it was withdrawn before, or if the file describes a place.
    """
    opened = _open(text, path)
    _place_of(opened, number)
    if not number and not opened.kind.folder:
        raise CunwuError(
            f"{path} 说的是这个地方本身，不能整份撤销", next_step=f"撤销其中一条：cunwu withdraw {path} 编号"
        )
    if opened.record.taken_back is not None:
        raise CunwuError("这份记录已经整份撤销过了", next_step=f"cunwu check {path}")
    if number in opened.record.withdrawn:
        raise CunwuError(f"编号 {number} 已经撤销过了", next_step=f"cunwu check {path}")
    return append_entry(text, path, "撤销", _entry(opened, "撤", number, decision))


def redact_value(text: str, path: str, amendment: Amendment) -> str:
    """Returns the file with personal words taken down, also in corrections that quote them, and a 屏蔽 for each place.

    The value of the amendment is the words to take down; empty for the whole text. Raises CunwuError if they state an
    amount, a date or a quantity: those stay.
    """
    opened = _open(text, path)
    _, spec = _locate(opened, amendment.number, amendment.field)
    if file_taken_down(text, path, amendment):
        return _without_file(text, path, amendment)
    if not holds_words(spec) or spec.many or (amendment.field in QUOTES and spec in fields_of(Correction)):
        _refuse_notes(opened, path, amendment, "屏蔽")
        next_step = _command("correct", path, amendment.number, f"{amendment.field} {NEW_VALUE}")
        raise CunwuError(f"「{amendment.field}」不是文字栏目，不能屏蔽；数字有错要更正", next_step=next_step)
    quoting = [
        (correction.number, word)
        for correction in opened.record.corrections
        if (correction.item or "", correction.field) == (amendment.number, amendment.field)
        for word in QUOTES
    ]
    for number, field in ((amendment.number, amendment.field), *quoting):
        opened = _open(text, path)
        before = _text_at(opened, number, field) or ""
        after = before.replace(amendment.value, PLACEHOLDER) if amendment.value else PLACEHOLDER
        if after == before:
            continue
        _demand_words(spec, path, before, after, amendment.decision)
        entry: dict[str, Value] = {
            "编号": _next_number(opened.record, "屏"),
            **({"条目": number} if number else {}),
            "字段": field,
            **_decided(amendment.decision),
        }
        place, _ = _locate(opened, number, field)
        text = append_item(set_value(text, place, after), ("屏蔽",), entry)
    _open(text, path)
    return text


def file_taken_down(text: str, path: str, amendment: Amendment) -> str:
    """The file that an amendment takes down, from the folder of the place; empty if it is about words."""
    if not amendment.number or amendment.field != FILE_WORD:
        return ""
    _, row = _place_of(_open(text, path), amendment.number)
    return row.file if isinstance(row, Attachment) else ""


def _without_file(text: str, path: str, amendment: Amendment) -> str:
    """The row stays, with the digest by which the file is known wherever it turns up again."""
    opened = _open(text, path)
    if amendment.number in opened.record.files_taken_down:
        raise CunwuError(f"附件 {amendment.number} 已经撤下了", next_step=f"cunwu check {path}")
    if amendment.value:
        raise CunwuError("文件只能整个撤下，不能只屏蔽其中一部分", next_step="撤下以后，用 cunwu attach 另放一份遮好的")
    number = _next_number(opened.record, "屏")
    entry: dict[str, Value] = {
        "编号": number,
        "条目": amendment.number,
        "字段": FILE_WORD,
        **_decided(amendment.decision),
    }
    return append_entry(text, path, "屏蔽", entry)


_NOTES = (Correction, Withdrawal, LateEntry, Redaction)


def _refuse_notes(opened: _Opened, path: str, amendment: Amendment, what: str) -> None:
    """Raises CunwuError if the item is a note of a change: what it is about may be changed again, never the note."""
    _, note = _place_of(opened, amendment.number)
    if not isinstance(note, _NOTES):
        return
    rest, next_step = "", f"还没有公布的，直接修改 {path}；公布过的不改，写错了什么，写在「备注」里"
    if isinstance(note, Correction) and amendment.field in QUOTES:
        number = note.item or ""
        _, spec = _locate(opened, number, note.field)
        is_figure = what == "更正" or not holds_words(spec)
        command = ("correct", f"{note.field} {NEW_VALUE}") if is_figure else ("redact", note.field)
        rest = "；有错的，再更正它说的那一栏" if is_figure else "；要屏蔽的是它说的那一栏，这里引的一起屏蔽"
        next_step = _command(command[0], path, number, command[1])
    raise CunwuError(f"{note.number} 是写明改动的条目，写了就不能再{what}{rest}", next_step=next_step)


def _command(name: str, path: str, number: str, words: str) -> str:
    return f"cunwu {name} {path} {number or '-'} {words} --reason {REASON} --approved {APPROVAL}"


def _demand_words(spec: FieldSpec, path: str, before: str, after: str, decision: Decision) -> None:
    if spec.form in (PHONE, URL):
        raise CunwuError(f"「{spec.word}」要屏蔽，就整行删去，在「屏蔽」里写明", next_step=f"直接修改 {path}")
    if fault := wrongly_gone(spec, before, after, vouched=is_vouched(decision.reason, decision.approved)):
        raise CunwuError(f"「{spec.word}」{fault}；文件没有改动", next_step="加上 --part，例如 --part 张某某")
    if not is_taken_down(spec, before, after):
        raise CunwuError(
            f"「{spec.word}」里写着金额、日期或数量，不能整段屏蔽",
            next_step="只屏蔽其中的个人信息，加上 --part，例如 --part 张某某",
        )


def mark_late(text: str, path: str, number: str, decision: Decision, *, published: str | None = None) -> str:
    """Returns the file with item `number` marked as entered after its period was closed.

    Raises CunwuError if the file as it was published has the item already.
    """
    opened = _open(text, path)
    _place_of(opened, number)
    stood = numbered_items(_open(published, path).record) if published is not None else ()
    if any(item.number == number for _, item in stood):
        raise CunwuError(f"编号 {number} 已经公布过了，不是补录；文件没有改动", next_step=f"cunwu check {path}")
    if any(entry.item == number for entry in opened.record.late_entries):
        raise CunwuError(f"编号 {number} 已经写过补录了", next_step=f"cunwu check {path}")
    return append_entry(text, path, "补录", _entry(opened, "补", number, decision))


def _entry(opened: _Opened, prefix: str, number: str, decision: Decision) -> dict[str, Value]:
    """An entry of 撤销 or 补录 about item `number`; `prefix` begins its own number."""
    return {
        "编号": _next_number(opened.record, prefix),
        **({"条目": number} if number else {}),
        **_decided(decision),
    }


def _decided(decision: Decision) -> dict[str, Value]:
    return {"原因": decision.reason, "批准": decision.approved, "日期": decision.on.isoformat()}


def append_entry(text: str, path: str, word: str, entry: dict[str, Value]) -> str:
    """Returns the file with one more entry in its list `word`. Raises CunwuError if it can then no longer be read."""
    edited = append_item(text, (word,), entry)
    _open(edited, path)
    return edited


def _open(text: str, path: str) -> _Opened:
    found = kind_at(path)
    if found is None:
        raise CunwuError(f"{path} 不是记录文件", next_step="cunwu check")
    node, problems = read_yaml(text.encode(), path)
    record = None
    if node is not None:
        record, problems = read_record(found[1], node, path)
    if node is None or record is None:
        first = problems[0]
        raise CunwuError(f"{path}:{first.spot.line}: {first.message}", next_step=f"cunwu check {path}")
    return _Opened(found[1], record, node)


def _place_of(opened: _Opened, number: str) -> tuple[tuple[Step, ...], Item]:
    """The path of item `number` and the item; the record itself if the number is empty."""
    if not number:
        return (), opened.record
    for place, item in numbered_items(opened.record):
        if item.number == number:
            return place, item
    raise CunwuError(f"记录里没有编号为「{number}」的条目", next_step="打开文件，核对编号")


def _locate(opened: _Opened, number: str, field: str) -> tuple[tuple[Step, ...], FieldSpec]:
    """The path of a field and its declaration; dots in `field` lead through groups."""
    place, item = _place_of(opened, number)
    named = field_named(item, field)
    if named is None:
        known = "、".join(spec.word for spec in fields_of(type(item)))
        raise CunwuError(f"没有「{field}」这一栏", next_step=f"栏目只有：{known}")
    return (*place, *field.split(".")), named[1]


def _text_at(opened: _Opened, number: str, field: str) -> str | None:
    """The text of a field as typed; None if the field is empty or if there was no such item yet."""
    if number and all(item.number != number for _, item in numbered_items(opened.record)):
        return None
    node = node_at(opened.node, _locate(opened, number, field)[0])
    return node.text if isinstance(node, Scalar) and not node.is_absent else None


def number_in(text: str, path: str, prefix: str) -> str:
    """The first of 说1, 说2, … (`prefix` and a count) that no item of the record in a file has."""
    return _next_number(_open(text, path).record, prefix)


def _next_number(record: Record, prefix: str) -> str:
    """The first of 更1, 更2, … (`prefix` and a count) that no item of the record has."""
    return next_number({item.number for _, item in numbered_items(record)}, prefix)
