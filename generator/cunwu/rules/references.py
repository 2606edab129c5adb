"""REF: between records — references, sums of places, codes within codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.indicators import derive_indicator
from cunwu.derive.named_items import namings_in
from cunwu.derive.watched import NONE, watched_kind
from cunwu.kinds import KINDS
from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.notice import Notice
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.region import LONGEST_WAIVER, Region
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.records.places import called_below
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.codes import lies_within
from cunwu.values.wording import nearest

_LINKS = "program/references"


def own_record(board: Board) -> Region | Village | None:
    """The record that describes the place itself, as this board read it."""
    return next((file.record for file in board.files if isinstance(file.record, Region | Village)), None)


def _catalogue_items() -> tuple[str, ...]:
    return tuple(kind.catalogue for kind in KINDS if kind.catalogue)


@rule(
    "REF007",
    "没有「{item}」这种公开事项",
    remedy="「程序核对」写程序认得的种类，「零申报事项」「公开事项」写公开目录里的事项{near}",
    source=_LINKS,
)
def catalogue_item_unknown(board: Board, context: Context) -> Iterator[Finding]:
    """What is to be watched is a kind the program knows; a zero report names one, or an item of the catalogue.

    What names an item that has gone since was right when it was written.
    """
    kinds = _catalogue_items()
    own = tuple(item.item for item in board.place.catalogue)
    for file in board.files:
        record = file.record
        if isinstance(record, Region | Village) and record.settings is not None:
            for item in record.settings.catalogue:
                if item.watch is not None and item.watch not in (*kinds, NONE):
                    yield found(item, "watch", of=record, item=item.watch, near=_near(item.watch, kinds))
        zero = record.zero_item if isinstance(record, Notice) else None
        if isinstance(record, Notice) and zero not in (None, *kinds, *own) and not _was_listed(zero, context):
            yield found(record, "zero_item", of=record, item=zero, near=_near(zero or "", (*kinds, *own)))
    for naming in (one for namings in namings_in(board).values() for one in namings):
        if naming.item not in own and not _was_listed(naming.item, context):
            subject = naming.subject
            yield found(subject, "discloses", of=naming.record, item=naming.item, near=_near(naming.item, own))


def _was_listed(name: str | None, context: Context) -> bool:
    """Whether the catalogue of the place ever had an item of this name, or has it withdrawn."""
    stated = (one.record.settings for one in context.place.lineage if one.record is not None)
    if any(name == item.item for one in stated if one is not None for item in written(one.catalogue)):
        return True
    former = context.past.catalogues(context.place) if context.past is not None else None
    return former is not None and name in former.names()


@rule(
    "REF028",
    "「只算」写的「{only}」不是{kind}的种类，这一项会永远算没有公开",
    remedy="写记录里「种类」用的字：{choices}{near}",
    source=_LINKS,
)
def catalogue_sort_unknown(place: Region | Village) -> Iterator[Finding]:
    """An item that counts only one sort of record names a sort that records of its kind can have."""
    for item in place.settings.catalogue if place.settings is not None else ():
        kind = watched_kind(item)
        choices = _sorts_of(kind) if kind is not None else ()
        if item.only is not None and kind is not None and item.only not in choices:
            near = _near(item.only, choices)
            shown = "、".join(choices) or "（这种记录不分种类，删去「只算」）"
            yield found(item, "only", only=item.only, kind=kind.catalogue, choices=shown, near=near)


def _sorts_of(kind: Kind[Any]) -> tuple[str, ...]:
    model: type[Record] = kind.record
    spec = next((spec for spec in fields_of(model) if spec.name == "sort"), None)
    return spec.form.choices if spec is not None and spec.form is not None else ()


def _near(text: str, known: tuple[str, ...]) -> str:
    near = "、".join(nearest(text, known))
    return f"，相近的有：{near}" if near else ""


@rule(
    "REF009",
    "「{name}」写明 {stated}，按加减项算得 {derived}，相差 {difference}",
    remedy="核对原文；原文就是这样写的不用改，两个数都会公布",
    source="program/derived",
    severity=Severity.IRREGULAR,
)
def stated_differs_from_derived(place: Region | Village) -> Iterator[Finding]:
    """A stated figure and the one computed from its parts are both shown; the difference is said aloud."""
    for indicator in place.indicators:
        derived = derive_indicator(place, indicator)
        if derived is not None and derived.difference:
            yield found(
                indicator,
                "value",
                of=place,
                name=indicator.name,
                stated=derived.stated_text,
                derived=derived.derived_text,
                difference=derived.difference_text,
            )


@rule(
    "REF010",
    "代码 {code} 不在上级「{above}」的 {parent} 之内",
    remedy="核对两个行政区划代码",
    source="statistics-division-codes/structure",
)
def code_outside_parent(board: Board, context: Context) -> Iterator[Finding]:
    """A division code begins with the digits of the place above."""
    record = context.place.record
    parent = next((place for place in reversed(context.place.lineage[:-1]) if place.record and place.record.code), None)
    if record is None or record.code is None or parent is None or parent.record is None or parent.record.code is None:
        return
    if not lies_within(record.code, parent.record.code):
        own = own_record(board) or record
        yield found(own, "code", of=own, code=record.code, above=parent.name, parent=parent.record.code)


@rule(
    "REF011",
    "没有代码为「{code}」的检查规则",
    remedy="用 cunwu explain 查规则代码，例如 FIN008",
    source=_LINKS,
)
def waiver_names_unknown_rule(region: Region, context: Context) -> Iterator[Finding]:
    """A waiver names a rule that exists."""
    for waiver in region.waivers:
        if waiver.code not in context.codes:
            yield found(waiver, "code", code=waiver.code)


@rule(
    "REC045",
    "豁免 {number}：{fault}",
    remedy="{how}",
    source="program/answers",
)
def waiver_that_cannot_hold(region: Region, context: Context) -> Iterator[Finding]:
    """A waiver is for a place below, for at most a year, and never for an error."""
    for waiver in region.waivers:
        called = called_below(context.place, waiver.place)
        if not called:
            fault = f"下面没有「{waiver.place}」这个地方"
            yield found(waiver, "place", number=waiver.number, fault=fault, how="写下面一个村或者镇的名称，一字不差")
        if len(called) > 1:
            fault = f"下面有 {len(called)} 个「{waiver.place}」"
            how = f"写明是哪一个：{'、'.join(place.path for place in called)}"
            yield found(waiver, "place", number=waiver.number, fault=fault, how=how)
        if (waiver.until - waiver.since).days > LONGEST_WAIVER:
            fault = f"从 {waiver.since.isoformat()} 到 {waiver.until.isoformat()}，超过了一年"
            yield found(waiver, "until", number=waiver.number, fault=fault, how="最多写一年；到期还需要的，到时候再准")
        if waiver.code in context.errors:
            fault, how = f"{waiver.code} 是错误，不能豁免", "请村里改好；原件上的数对不上的，村里写反常说明，照原件公布"
            yield found(waiver, "code", number=waiver.number, fault=fault, how=how)


@rule(
    "REC046",
    "村里自己写的豁免不再有效：{codes}",
    remedy="还需要的，请上级写进 {above} 的「豁免」：地方 {place}；{lines}（离「起」最多一年）；"
    "再写明原因、批准和起。这里的{numbers}用 cunwu withdraw 撤销",
    source="program/answers",
    severity=Severity.NOTICE,
)
def village_waives_for_itself(village: Village, context: Context) -> Iterator[Finding]:
    """Nobody lets himself off: a waiver is given by a place above."""
    if not village.waivers or context.place.parent is None:
        return
    codes = "、".join(waiver.code for waiver in village.waivers)
    lines = "；".join(f"编号 {one.number}，规则 {one.code}，止 {one.until.isoformat()}" for one in village.waivers)
    numbers = "、".join(waiver.number for waiver in village.waivers)
    above = context.place.parent.own_file
    yield found(village, "waivers", codes=codes, place=context.place.path, lines=lines, numbers=numbers, above=above)


@rule(
    "REF012",
    "各村民小组{what}合计 {groups}，全村写的是 {stated}",
    remedy="核对小组和全村的数字；口径不同的在「反常说明」里写明",
    source="program/derived",
    severity=Severity.IRREGULAR,
)
def groups_differ_from_village(village: Village) -> Iterator[Finding]:
    """Households and people of the groups add up to the village's, where all are stated exactly."""
    for name, what in (("households", "户数"), ("people", "人口")):
        stated = getattr(village, name)
        parts = [getattr(group, name) for group in village.groups]
        if stated is None or stated.approximate or not parts or not all(isinstance(part, int) for part in parts):
            continue
        if sum(parts) != stated.number:
            yield found(village, name, what=what, groups=sum(parts), stated=stated)
