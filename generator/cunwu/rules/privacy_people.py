"""PRV: what may never be written about people who receive help: full names, illness, disability, minors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.kinds.base import FieldSpec, Item, written
from cunwu.kinds.benefit import BENEFIT, Benefit, Receiver
from cunwu.kinds.fields import fields_of
from cunwu.kinds.parts import holds_words, written_parts_of
from cunwu.kinds.record import Record
from cunwu.records.board import Board
from cunwu.records.health import DIAGNOSES
from cunwu.records.takedown import PLACEHOLDER
from cunwu.rules.base import Finding, found, rule
from cunwu.values.names import fold_name, is_masked_name, mask_name

_MASKS = "name-masks/practice"
_NEVER = "pipl/28"
_OFFICIAL = frozenset({"approved", "paid_by", "where", "basis", "file", "url"})
"""Fields in which officials, units and documents are named; 张某 may well be on the list and on the committee."""
_OF_THE_SCHEME = frozenset({"name", "basis", "standard", "sort"})
"""What is said of the whole scheme tells nothing about one person: 重度残疾人护理补贴, 一级每月 100 元."""


@rule(
    "PRV009",
    "{where}是完整的姓名或者遮挡得太少",
    remedy="{paste}",
    source=_MASKS,
)
def name_not_masked(benefit: Benefit) -> Iterator[Finding]:
    """A name in a list of people who receive help is masked."""
    for row in written(benefit.receivers):
        if not is_masked_name(row.name) and row.name != PLACEHOLDER:
            yield found(
                row, "name", where=f"名单编号 {row.number} 的姓名", paste=f"改为「姓名: {mask_name(row.name)}」"
            )
    rows = {row.number for row in written(benefit.receivers)}
    for note in benefit.corrections:
        quoted = note.item in rows and note.field == "姓名"
        if quoted and not (is_masked_name(note.before) and is_masked_name(note.after)):
            paste = "公布过完整的姓名，不写更正，用 cunwu redact 屏蔽这一栏"
            yield found(note, where=f"更正 {note.number} 里写的", paste=paste)


def _told(item: Item) -> Iterator[tuple[str, str, str]]:
    """Field, word and text of what is written in words in one item."""
    for spec in _in_words(type(item)):
        value = getattr(item, spec.name)
        if isinstance(value, str):
            yield spec.name, spec.word, value


@cache
def _in_words(model: type[Item]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(model) if spec.model is None and holds_words(spec))


@rule(
    "PRV010",
    "{where}写到了名单上的人",
    remedy="删去姓名，写「名单里有一户」或者编号；名单到期会撤下，别的地方写的姓名不会",
    source="social-assistance/publication",
)
def name_told_elsewhere(board: Board) -> Iterator[Finding]:
    """A name of the list stands nowhere else in its record: the list comes down, a sentence does not."""
    for benefit in board.records(BENEFIT):
        rows = written(benefit.receivers)
        names = tuple({fold_name(row.name) for row in rows if re.search(r"[^某*＊×○]", row.name)} - {"不详"})
        if not names:
            continue
        if any(name in fold_name(board.file_of(benefit).stem) for name in names):
            yield Finding(board.file_of(benefit), facts={"where": "文件名里"})
        known: dict[str, bool] = {}  # groups and classes are the same few words, ten thousand times
        for part in written_parts_of(benefit):
            for field, word, text in _told(part):
                quotes_list = getattr(part, "field", "") == "姓名" and field in ("before", "after")
                own = isinstance(part, Receiver) and field == "name"
                if own or field in _OFFICIAL or quotes_list:
                    continue
                if text not in known:
                    known[text] = any(name in fold_name(text) for name in names)
                if known[text]:
                    yield found(part, field, of=benefit, where=f"「{word}」")


_OF_A_ROW = regex(r"[病残癌瘤瘫聋哑盲孕]|精神|智力|视力|听力|言语|肢体|透析|艾滋|抑郁|HIV", re.IGNORECASE)
_DIAGNOSES = regex(DIAGNOSES, re.IGNORECASE)
_DISABILITY = regex(
    r"(?:肢体|视力|听力|言语|智力|精神|多重)(?:残疾|[一二三四1-4]级)|残疾[一二三四1-4]级|[一二三四1-4]级(?:残疾|肢残)|"
    r"(?:重度?|轻度?|肢)残(?!疾人(?:补贴|护理|两项))|聋哑|失明",
)


def _patterns(benefit: Benefit, part: Item) -> tuple[re.Pattern[str], ...]:
    """What is looked for: least in words about the whole scheme, most in a row, which is about one person."""
    if isinstance(part, Receiver):
        return (_OF_A_ROW,)
    return (_DIAGNOSES,) if part is benefit else (_DIAGNOSES, _DISABILITY)


@rule(
    "PRV011",
    "「{word}」里写到了病情或者残疾类别（{what}）",
    remedy="删去；类别只写档次，如 A 类、B 类，别的不写",
    source=_NEVER,
)
def illness_told(benefit: Benefit) -> Iterator[Finding]:
    """Nobody's illness or kind of disability is told, neither in a row nor in words about one."""
    for part in written_parts_of(benefit):
        for field, word, text in _told(part):
            if part is benefit and field in _OF_THE_SCHEME:
                continue
            patterns = (
                (_OF_A_ROW,)
                if isinstance(part, Receiver)
                else (_DIAGNOSES, *(() if part is benefit else (_DISABILITY,)))
            )
            hit = next((hit for pattern in patterns if (hit := pattern.search(text))), None)
            if hit is not None:
                yield found(part, field, word=word, what=hit[0])


@rule(
    "PRV016",
    "附件 {number} 是照片，没有写「同意公开」，网页上不写出文件名",
    remedy="照片上的人同意公开的写 同意公开: 是；没有人的写 同意公开: 没有人",
    source=_NEVER,
    severity=Severity.NOTICE,
)
def photo_without_consent(record: Record) -> Iterator[Finding]:
    """Whoever is on a photo agreed that it is shown, or nobody is on it."""
    for attachment in written(record.attachments):
        if not attachment.may_be_named and attachment.number not in record.files_taken_down:
            yield found(attachment, "file", number=attachment.number)


_AGE = (
    r"(?<![0-9.])(?:[0-9]|1[0-7]) ?周?岁|"
    r"(?<![一二三四五六七八九十百])(?:[一二三四五六七八九]|十[一二三四五六七]?)周?岁"
)
_MINORS = regex(rf"未成年|儿童|孤儿|婴儿|幼儿|小学生|初中生|中学生|{_AGE}")
_SCHEME_OF_MINORS = regex(r"未成年|儿童|孤儿|婴幼儿|幼儿|小学生|初中生|中学生")


@rule(
    "PRV012",
    "{where}",
    remedy="未成年人的名单不写、不公示，只写「合计」；别处也不写年龄和学校",
    source=_NEVER,
)
def minor_told(benefit: Benefit) -> Iterator[Finding]:
    """No minor is listed, and nobody is said to be one."""
    if written(benefit.receivers) and _SCHEME_OF_MINORS.search(benefit.name):
        yield found(benefit, "receivers", where="这项补助是发给未成年人的，不能列出名单")
    for part in written_parts_of(benefit):
        for field, word, text in _told(part):
            hit = _MINORS.search(text) if part is not benefit else None
            if hit is not None:
                yield found(part, field, where=f"「{word}」里写到了未成年人（{hit[0]}）")
