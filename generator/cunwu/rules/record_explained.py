"""REC: the entries that explain changes: each leads to something, and says what may be said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity
from cunwu.kinds.base import FieldSpec, Item, NumberedItem, written
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import Form
from cunwu.kinds.parts import field_named, holds_words, numbered_items
from cunwu.kinds.reading import KEPT
from cunwu.kinds.record import EMPTIED, FILE_WORD, Attachment, Correction, Record, Redaction
from cunwu.kinds.region import Region
from cunwu.records.places import called_below
from cunwu.records.record_file import RecordFile
from cunwu.records.takedown import PLACEHOLDER, QUOTES, carries_meaning
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.copies import earliest_of
from cunwu.values.placeholders import is_hidden, is_placeholder
from cunwu.yaml.reader import spot_at


@rule(
    "REC014",
    "更正 {number}：{fault}",
    remedy="条目写被更正那一条的编号；字段写栏目名；原值照抄原来公布的，新值照抄现在写的",
    source="program/corrections",
)
def correction_does_not_fit(record: Record, context: Context) -> Iterator[Finding]:
    """A correction names an item and a field that exist, and its new value is what the record now says.

    A region says in this way too that a place below it began or ceased to be a demonstration.
    """
    latest = {(correction.item, correction.field): correction for correction in record.corrections}
    for correction in record.corrections:
        if any((correction.number, word) in record.redacted for word in ("原值", "新值")):
            continue  # what it quoted was taken down by law
        if isinstance(record, Region) and correction.field == _DEMONSTRATION and correction.item is not None:
            if len(called_below(context.place, correction.item)) != 1:
                fault = f"没有叫「{correction.item}」的下级，或者不止一个"
                yield found(correction, "item", number=correction.number, fault=fault)
            continue
        named = _named_by(record, correction)
        if isinstance(named, tuple):
            fault = _misfit(*named, correction, is_latest=latest[correction.item, correction.field] is correction)
            if fault:
                yield found(correction, "after", number=correction.number, fault=fault)
        else:
            yield found(correction, named.attribute, number=correction.number, fault=named.fault)


_DEMONSTRATION = word_of(Region, "demonstration")


@rule(
    "REC024",
    "撤销 {number}：{item} 是「{word}」里的一条，不能撤销",
    remedy="删去这条撤销；账户一直有效，期初、期末写错了用 cunwu correct 更正",
    source="program/corrections",
)
def withdrawal_of_what_always_counts(record: Record) -> Iterator[Finding]:
    """Only what counts can be withdrawn: the sums of a ledger are made over all its accounts (notes: REC015)."""
    specs = (spec for spec in fields_of(type(record)) if spec.name in KEPT and spec.name not in Record.declared)
    kept = {row.number: spec.word for spec in specs for row in written(getattr(record, spec.name))}
    for note in record.withdrawals:
        if note.item in kept:
            yield found(note, "item", number=note.number, item=note.item, word=kept[note.item])


class _Astray(Frozen):
    """A correction or takedown that leads nowhere: by which of its fields, and how that is told."""

    attribute: str
    fault: str


def _named_by(record: Record, note: Correction | Redaction) -> tuple[Item | None, FieldSpec] | _Astray:
    """The field an explaining entry is about, with what holds it."""
    items = {item.number: item for _, item in numbered_items(record)}
    subject = record if note.item is None else items.get(note.item)
    if subject is None:
        return _Astray("item", f"没有编号为「{note.item}」的条目")
    return field_named(subject, note.field) or _Astray("field", f"没有「{note.field}」这一栏")


def _misfit(holder: Item | None, spec: FieldSpec, correction: Correction, *, is_latest: bool) -> str:
    """What does not fit about a correction whose field was found; only the latest one tells what stands now."""
    if correction.before == correction.after:
        return "新值和原值一样"
    value = getattr(holder, spec.name) if holder is not None else None
    if is_latest and correction.after == EMPTIED and value not in (None, ()):
        return f"新值是「{EMPTIED}」，记录里这一栏还写着"
    now = _otherwise(holder, spec, correction.after) if is_latest else ""
    if now and spec.named:  # no message quotes the name of somebody who receives help
        return "新值和记录里现在的不一样"
    return f"新值是「{correction.after}」，记录里现在是「{now}」" if now else ""


def _otherwise(holder: Item | None, spec: FieldSpec, text: str) -> str:
    """What the field now says where it does not mean `text`; a list, a group, an absent field are not compared."""
    value = getattr(holder, spec.name) if holder is not None else None
    if spec.form is None or spec.many or value is None:
        return ""
    now = spec.form.show(value)
    try:
        return "" if text == now or spec.form.read_like(value, text) == value else now
    except ValueError:
        return now


@rule(
    "REC015",
    "{word} {number}：{fault}",
    remedy="条目写被撤销（补录）那一条的编号，一条只写一次；被撤销的条目不要删去",
    source="program/corrections",
)
def withdrawal_names_nothing(record: Record) -> Iterator[Finding]:
    """A withdrawn item stays in the record, under its number; a late entry is one of its items. Each is named once."""
    for word, notes in (("撤销", record.withdrawals), ("补录", record.late_entries)):
        first: dict[str, str] = {}
        for note in notes:
            fault = _misnamed(record, note.item)
            if not fault and note.item and first.setdefault(note.item, note.number) != note.number:
                fault = f"编号「{note.item}」已经写在 {first[note.item]} 里了"
            if fault:
                yield found(note, "item", word=word, number=note.number, fault=fault)


def _misnamed(record: Record, number: str | None) -> str:
    """Why a note cannot be about the item with this number, or the record as a whole; empty if it can."""
    if number is None:  # of any other kind, what was withdrawn as a whole is judged by REC054 alone
        return "这份文件说的是这个地方本身，不能整份撤销"
    notes = (*record.corrections, *record.withdrawals, *record.late_entries, *record.redactions)
    if any(note.number == number for note in notes):
        return f"「{number}」是写明原因的条目，不能撤销，也不是补录"
    if all(item.number != number for _, item in numbered_items(record)):
        return f"没有编号为「{number}」的条目"
    return ""


@rule(
    "REC054",
    "整份撤销 {number}：{fault}",
    remedy="写明为什么、谁同意、哪一天；撤销整份记录的只写一条，不填「条目」",
    source="program/corrections",
)
def withdrawal_of_the_whole_unsaid(file: RecordFile, context: Context) -> Iterator[Finding]:
    """A record that was withdrawn as a whole says once why, by whom and since when: nothing else of it is judged."""
    if file.withdrawn is None:
        return
    notes = [note for note in file.withdrawn.withdrawals if note.item is None]
    for note in notes:
        unsaid = next((text for text in (note.reason, note.approved) if is_placeholder(text)), "")
        limit = earliest_of(file.withdrawn)
        fault = f"还写着「{unsaid}」" if unsaid else ""
        if note is not notes[0]:
            fault = f"已经写在 {notes[0].number} 里了"
        elif note.on > context.as_of:
            fault = f"日期 {note.on} 还没有到（检查日 {context.as_of}）"
        elif limit is not None and note.on < limit[1]:
            fault = f"日期 {note.on} 早于{limit[0]} {limit[1]}，那时还没有公布"
        if fault:
            at = (word_of(Record, "withdrawals"), file.withdrawn.withdrawals.index(note))
            spot = spot_at(file.tree, at) if file.tree is not None else None
            yield Finding(file, facts={"number": note.number, "fault": fault}, spot=spot)


@rule(
    "REC018",
    "屏蔽 {number}：{fault}",
    remedy="条目写编号，字段写栏目名；屏蔽只用于文字栏目，用 cunwu redact 换成「（已屏蔽）」；"
    "数字、日期和数量改动要写更正",
    source="program/corrections",
)
def redaction_does_not_fit(record: Record) -> Iterator[Finding]:
    """A takedown names a field that holds words, and leaves the fixed ones, or the file of an attachment; no figure."""
    for redaction in record.redactions:
        named = _named_by(record, redaction)
        if isinstance(named, _Astray):
            yield found(redaction, named.attribute, number=redaction.number, fault=named.fault)
        elif fault := _wrong_takedown(record, redaction, *named):
            yield found(redaction, "field", number=redaction.number, fault=fault)


def _wrong_takedown(record: Record, redaction: Redaction, holder: Item | None, spec: FieldSpec) -> str:
    """What a takedown may not do; empty if it may."""
    if isinstance(holder, Attachment) and spec.word == FILE_WORD:
        return ""
    if not holds_words(spec):
        return f"「{redaction.field}」不是文字栏目"
    if isinstance(holder, Correction) and spec.word in QUOTES and not _quotes_words(record, holder):
        return f"更正 {holder.number} 的「{spec.word}」是公布过的内容，不能屏蔽"
    value = getattr(holder, spec.name) if holder is not None else None
    if value is not None and PLACEHOLDER not in str(value) and spec.is_fact:
        return f"「{redaction.field}」里没有「{PLACEHOLDER}」，写的是别的文字"
    return ""


@rule(
    "REC053",
    "「{word}」整个屏蔽了，看不到写的是什么：{note}",
    remedy="屏蔽只撤个人信息；不是个人信息的，把原来的内容放回来，是的，只屏蔽那几个字",
    source="program/corrections",
    severity=Severity.IRREGULAR,
)
def meaning_taken_down(file: RecordFile) -> Iterator[Finding]:
    """What a figure is for, what was decided and what came of it can be read; else who hid it, when and why is told."""
    record = file.record
    if record is None or PLACEHOLDER not in file.text:
        return
    notes = {(note.item or "", note.field): note for note in record.redactions}
    for part in file.parts:
        if isinstance(part, Correction):
            continue
        number = part.number if isinstance(part, NumberedItem) else ""
        for spec in fields_of(type(part)):
            value = getattr(part, spec.name)
            if isinstance(value, str) and is_hidden(value) and spec.is_fact and carries_meaning(spec):
                note = notes.get((number, spec.word))
                why = f"{note.reason}（{note.approved}，{note.on}）" if note is not None else "没有写「屏蔽」"
                yield found(part, spec.name, of=record, word=spec.word, note=why)


def _quotes_words(record: Record, correction: Correction) -> bool:
    """Whether a correction is about words that are taken down too: then what it quotes of them goes with them."""
    named = _named_by(record, correction)
    is_words = not isinstance(named, _Astray) and holds_words(named[1])
    return is_words and (correction.item or "", correction.field) in record.redacted


@rule(
    "REC022",
    "更正 {number} 接不上：同一栏的上一次更正 {before} 改成的值，不是它写的原值",
    remedy="同一栏的更正一次接一次：后一条的原值就是前一条的新值；只改了一次的，留一条",
    source="program/corrections",
)
def corrections_do_not_chain(record: Record) -> Iterator[Finding]:
    """Corrections of one field go on from each other: two that start from different values cannot both be true."""
    last: dict[tuple[str | None, str], Correction] = {}
    for correction in record.corrections:
        before = last.get((correction.item, correction.field))
        last[correction.item, correction.field] = correction
        if (
            before is None
            or before.after == EMPTIED
            or {(one.number, word) for one in (before, correction) for word in QUOTES} & record.redacted
        ):
            continue
        named = _named_by(record, correction)
        if isinstance(named, _Astray) or not named[1].is_fact:
            continue
        if not _is_same(*named, correction.before, before.after):
            yield found(correction, "before", number=correction.number, before=before.number)


def _is_same(holder: Item | None, spec: FieldSpec, one: str, other: str) -> bool:
    """Whether two texts that corrections quote are one value."""
    if one == other or spec.form is None or spec.many:
        return one == other
    value = getattr(holder, spec.name) if holder is not None else None
    return bool(_quoted(spec.form, value, one) == _quoted(spec.form, value, other))


def _quoted(form: Form, value: object, text: str) -> object:
    """A quoted text as a value, also if it is quoted as a page shows it: 「1,320.00 元」; else the text."""
    for written_so in (text, text.replace(",", "").removesuffix("元").strip()):
        with suppress(ValueError):
            return form.read_like(value, written_so)
    return text
