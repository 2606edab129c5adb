"""REF: places that are side by side below one region, and what two of them cannot both be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cunwu.core.problem import Severity
from cunwu.derive.rotation import people_in_two_villages, read_posted
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.references import own_record
from cunwu.values.names import fold_name


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
    "{name}（{unit}）同时派驻在{one}和{other}：从 {since} 到 {until}，两个村重合 {days} 天",
    remedy="核对两个村派驻的「起」「止」，调走的补上「止」；确实兼着两个村的，在这里写「反常说明」",
    source="resident-cadres/assignment",
    severity=Severity.IRREGULAR,
)
def one_person_in_two_villages(board: Board, context: Context) -> Iterator[Finding]:
    """Nobody lives in two villages for more than a month at once; the town tells it, which sees both."""
    own = own_record(board) if not board.place.is_village else None
    if own is None:
        return
    known = context.past.posted if context.past is not None else None
    for double in people_in_two_villages(read_posted(board, context.as_of) if known is None else known):
        one, other = double.villages
        facts: dict[str, object] = {"name": double.name, "unit": double.unit, "one": one, "other": other}
        days = {"since": double.since, "until": double.until, "days": (double.until - double.since).days}
        yield Finding(own, facts={**facts, **days}, of=own)


def _twins(board: Board, region: Place, key: Callable[[Place], str]) -> Iterator[Finding]:
    own, called = own_record(board), dict[str, list[Place]]()
    for place in region.children if own is not None else ():
        called.setdefault(key(place), []).append(place)
    for name, places in called.items():
        if name and len(places) > 1 and own is not None:
            files = "、".join(place.own_file for place in places)
            yield found(own, "", of=own, count=len(places), name=name, files=files)
