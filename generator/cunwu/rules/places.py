"""REF: places that are side by side below one region, and what two of them cannot both be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.derive.doubles import Double, DoublesBelow
from cunwu.derive.posted import Called, PostedTo, called_in, has_deeper, near_village, read_posted
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.posting import POSTING
from cunwu.kinds.visit import VISIT
from cunwu.records.board import Board
from cunwu.records.places import Place, called_below
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.references import own_record
from cunwu.rules.relations import READING
from cunwu.values.names import fold_name, names_in
from cunwu.values.wording import nearest

_POSTING_NUMBER = regex(r"P-?[0-9]{1,4}")
"""As postings are numbered; A03 may be the lot that an applicant drew."""


@rule(
    "REF029",
    "下面有 {count} 个地方的名称都是「{name}」：{files}",
    remedy="核对是不是复制了文件没有改名称；确实同名的不用改，在「反常说明」里写明怎样分别",
    source="program/records",
    severity=Severity.NOTICE,
)
def two_places_of_one_name(board: Board, context: Context) -> Iterator[Finding]:
    """Villages of one town seldom have one name; the town tells it, because neither village is at fault alone."""
    yield from _twins(board, context.place, lambda one: fold_name(one.name))


@rule(
    "REF030",
    "下面有 {count} 个地方的行政区划代码都是 {name}：{files}",
    remedy="一个地方一个代码：查统计用区划代码，改正抄错的一个",
    source="statistics-division-codes/structure",
    severity=Severity.IRREGULAR,
)
def two_places_of_one_code(board: Board, context: Context) -> Iterator[Finding]:
    """A division code is given to one place; which of two has the wrong one is not known here."""
    yield from _twins(board, context.place, lambda one: one.code)


@rule(
    "CAD050",
    "{name}（{unit}）同时派驻在{one}和{other}：从 {since} 到 {until}，两个村重合 {days} 天{doubt}",
    remedy="核对两个村派驻的「起」「止」，调走的补上「止」；确实兼着两个村的，在这里写「反常说明」",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
)
def one_person_in_two_villages(board: Board, context: Context) -> Iterator[Finding]:
    """Nobody lives in two villages for more than a month at once; the lowest region above both tells it."""
    own = own_record(board) if not board.place.is_village else None
    if own is None:
        return
    for double in _doubles_at(board, context):
        one, other = double.villages
        facts: dict[str, object] = {"name": double.name, "unit": double.unit, "one": one, "other": other}
        days = {"since": double.since, "until": double.until, "days": (double.until - double.since).days}
        doubt = "" if double.is_certain else "；姓名没有写全，也可能是两个人"
        yield Finding(own, facts={**facts, **days, "doubt": doubt}, of=own)


def _doubles_at(board: Board, context: Context) -> Sequence[Double]:
    known = context.past.doubles if context.past is not None else None
    if known is None and board.source is not None:
        known = DoublesBelow(board.source, context.as_of).at
    return known(board.place) if known is not None else ()


def _posted_below(board: Board, context: Context) -> tuple[PostedTo, ...]:
    known = context.past.posted if context.past is not None else None
    return read_posted(board, context.as_of) if known is None else known


@rule(
    "CAD051",
    "「{called}」{fault}",
    remedy="写村名和那个村派驻的编号，如 上河村 P03；不在下面的村的，写姓加某或职务",
    source="program/references",
    follows=READING,
)
def cadre_of_no_village(board: Board, context: Context) -> Iterator[Finding]:
    """A cadre whom a town calls by village and number is posted there, and no two villages can be meant."""
    naming = [(file.record, part, spec) for file in board.files for part in file.parts for spec in _naming(type(part))]
    posted = _posted_below(board, context) if naming and not board.place.is_village else ()
    for record, part, spec in naming:
        for called in called_in(getattr(part, spec.name), posted, deeper=has_deeper(board.place)):
            if called.find(posted) is None:
                fault = _fault_of(called, posted, board.place)
                yield found(part, spec.name, of=record, called=called.text, fault=fault)


@rule(
    "CAD052",
    "「{number}」没有这条派驻",
    remedy="填派驻记录的编号：{known}；不是驻村干部的写职务，如 村委会主任",
    source="program/references",
    follows=READING,
)
def number_of_no_posting(board: Board) -> Iterator[Finding]:
    """Who is called by the number of a posting in the records of a village has one there; CAD018 asks it of visits."""
    if not board.place.is_village:
        return
    known = {one.number for one in board.records(POSTING)}
    for file in board.files:
        for part in file.parts if file.kind is not VISIT else ():
            for spec, number in _numbers_in(part):
                if number not in known:
                    cause = board.unread(POSTING, number)
                    told = "、".join(sorted(known)) or "（还没有）"
                    yield found(part, spec.name, of=file.record, because=cause, number=number, known=told)


@rule(
    "CAD065",
    "「{number}」没有写是哪个村的",
    remedy="前面写上村名，中间空一格：{known}；不是驻村干部的写职务",
    source="program/references",
    follows=READING,
)
def number_without_a_village(board: Board, context: Context) -> Iterator[Finding]:
    """Every village numbers its postings from one: above them, a number alone says nobody."""
    if board.place.is_village:
        return
    own = {one.number for one in board.records(POSTING)}
    bare = [
        (file.record, part, spec, number)
        for file in board.files
        for part in file.parts
        for spec, number in _numbers_in(part)
        if number not in own
    ]
    posted = _posted_below(board, context) if bare else ()
    for record, part, spec, number in bare:
        meant = [one.village for one in posted if any(other.number == number for other in one.people)]
        known = "、".join(f"{village} {number}" for village in meant) or f"如 上河村 {number}"
        yield found(part, spec.name, of=record, number=number, known=known)


def _numbers_in(part: Item) -> Iterator[tuple[FieldSpec, str]]:
    """The numbers by which one part of a record calls cadres; a number of another form is no posting's."""
    for spec in _naming(type(part)):
        value = getattr(part, spec.name)
        for text in (value,) if isinstance(value, str) else value or ():
            yield from ((spec, name) for name in names_in(text) if _POSTING_NUMBER.fullmatch(name))


@cache
def _naming(model: type[Item]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(model) if spec.cadres)


def _fault_of(called: Called, posted: Sequence[PostedTo], region: Place) -> str:
    villages = called.villages(posted)
    if not villages:
        near = "、".join(
            near_village(called, posted) or nearest(called.village, {one.name for one in region.villages()})
        )
        return f"下面没有「{called.village}」" + (f"，相近的有：{near}" if near else "")
    if len(villages) > 1:
        ways = [one.path.rpartition("/")[2] for one in villages]
        how = "改用文件夹的名字"
        if len(set(ways)) < len(ways):
            ways, how = ["".join(_names_down(region, one.path)) for one in villages], "前面写上镇名"
        folders = "、".join(f"{way} {called.number}" for way in ways)
        return f"分不清是哪一个，下面有 {len(villages)} 个「{called.village}」：{how}，写 {folders} 中的一个"
    known = "、".join(one.number for one in villages[0].people)
    return f"没有这条派驻，{villages[0].village}" + (f"有：{known}" if known else "还没有派驻")


def _names_down(region: Place, path: str) -> Iterator[str]:
    """The names of the places from below a region down to one."""
    for place in called_below(region, path):
        yield from (one.name for one in place.lineage[len(region.lineage) :])


def _twins(board: Board, region: Place, key: Callable[[Place], str]) -> Iterator[Finding]:
    own, called = own_record(board), dict[str, list[Place]]()
    for place in region.children if own is not None else ():
        called.setdefault(key(place), []).append(place)
    for name, places in called.items():
        if name and len(places) > 1 and own is not None:
            files = "、".join(place.own_file for place in places)
            yield found(own, "", of=own, count=len(places), name=name, files=files)
