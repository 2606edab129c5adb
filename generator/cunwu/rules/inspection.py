"""INS: inspections — what is past its day, what was put right on no day, which place is meant, how many went."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cunwu.core.problem import Severity
from cunwu.derive.inspections import fate_of, rows_of, told_of
from cunwu.kinds.inspection import Inspection
from cunwu.records.places import called_below
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.absence import Absence
from cunwu.values.count import plain_days
from cunwu.values.dates import chinese_date
from cunwu.values.quantity import Quantity
from cunwu.values.wording import nearest

_CASES = "cases/mechanisms"


@rule(
    "INS002",
    "{place}「{told}」的整改期限是 {due}，{fate}，晚了 {late} 天",
    remedy="改好了的补上「改好日期」和「怎样改的」；没有改好的不用改，照这句话公布，可以写反常说明",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def not_put_right_in_time(inspection: Inspection, context: Context) -> Iterator[Finding]:
    """What an inspection ordered is done by its day, or the page says for how long it has not been."""
    for row in rows_of(inspection):
        fate = fate_of(row, context.as_of)
        if fate.late:
            when = f"到 {chinese_date(context.as_of)}还没有改好" if fate.is_open else f"{fate.mended}才改好"
            facts = {"place": row.place, "told": told_of(row), "due": row.remedy_by, "fate": when, "late": fate.late}
            yield Finding(row, "remedy_by", facts)


@rule(
    "INS004",
    "{place}「{told}」写了怎样改的，没有写改好日期",
    remedy="补上「改好日期」；哪一天查不清的写 不详；还没有改完的，写在「进展」里",
    source=_CASES,
    severity=Severity.NOTICE,
)
def put_right_on_no_day(inspection: Inspection) -> Iterator[Finding]:
    """What was put right was so on a day; without one it counts as open."""
    for row in rows_of(inspection):
        if row.mended is not None and row.mended_on is None:
            yield found(row, "mended", place=row.place, told=told_of(row))


@rule(
    "INS005",
    "「{place}」{fault}，这一条上不了那个地方的页面",
    remedy="写下面村、镇的名称，一字不差；同名的写上镇名，如 清河镇上河村；不在这块公开板上的地方不用改",
    source="program/references",
    severity=Severity.NOTICE,
)
def place_not_below(inspection: Inspection, context: Context) -> Iterator[Finding]:
    """What was found of a place stands on the page of that place too, if one knows which it is."""
    below = [place for place in context.place.walk() if place.path != context.place.path]
    for row in rows_of(inspection) if below else ():
        called = called_below(context.place, row.place)
        if len(called) != 1 and row.place != context.place.name:
            near = nearest(row.place, {place.name for place in below})
            nearest_words = f"，相近的有：{'、'.join(near)}" if near else ""
            fault = f"下面有 {len(called)} 个" if called else f"下面没有这个地方{nearest_words}"
            yield found(row, "place", place=row.place, fault=fault)


@rule(
    "INS006",
    "「{word}」写的是 {stated}，「{listed_word}」里写了 {listed} 个",
    remedy="核对材料；材料就是这样写的不用改，两个数都公布，可以写反常说明",
    source="program/derived",
    severity=Severity.IRREGULAR,
)
def more_listed_than_stated(inspection: Inspection) -> Iterator[Finding]:
    """Papers often name only some of the groups that went out, and of the places they saw; never more than all."""
    pairs = (
        ("teams", "组数", inspection.teams, "督查的组", len(inspection.parties)),
        ("place_count", "到了几处", inspection.place_count, "到了哪里", len(inspection.places_seen)),
    )
    for name, word, stated, listed_word, listed in pairs:
        number = _exact(stated)
        if number is not None and listed > number:
            facts = {"word": word, "stated": plain_days(number), "listed_word": listed_word, "listed": listed}
            yield Finding(inspection, name, facts)


def _exact(stated: int | Quantity | Absence | None) -> Decimal | None:
    """A stated number that is no rough one."""
    if isinstance(stated, Quantity):
        return None if stated.approximate else stated.number
    return Decimal(stated) if isinstance(stated, int) else None
