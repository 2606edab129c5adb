"""REF: places that are side by side below one region, and what two of them cannot both be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cunwu.core.problem import Severity
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
    yield from _twins(board, context.place, lambda one: (one.record.code or "") if one.record is not None else "")


def _twins(board: Board, region: Place, key: Callable[[Place], str]) -> Iterator[Finding]:
    own, called = own_record(board), dict[str, list[Place]]()
    for place in region.children if own is not None else ():
        called.setdefault(key(place), []).append(place)
    for name, places in called.items():
        if name and len(places) > 1 and own is not None:
            files = "、".join(place.own_file for place in places)
            yield found(own, "", of=own, count=len(places), name=name, files=files)
