"""What a region's papers state of all below, beside what the program adds up, and what each is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.derive.by_year import (
    ASKED,
    BULLETINS,
    CARE,
    DEEDS,
    HOUSEHOLDS,
    MEETINGS,
    TRAINED,
    Counted,
    bulletins_at,
    counted_in,
)
from cunwu.derive.composition import FEWEST, large_groups
from cunwu.derive.staffing import compared
from cunwu.derive.summary import Tally
from cunwu.kinds.base import written
from cunwu.kinds.bulletin import BULLETIN, Bulletin, StatedIssues
from cunwu.kinds.fields import fields_of
from cunwu.kinds.makeup import IN_POST, MAKEUP, Group
from cunwu.kinds.region import Quota, Region, StatedTotal
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import NOTHING, remarks_of, show_one, was_of
from cunwu.pages.parts.tables import laid_out, without_blank_columns
from cunwu.pages.parts.view import Cell, Column, Row, Table
from cunwu.values.absence import Absence
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity

_UNITS = {
    HOUSEHOLDS: ("户", 1),
    CARE: ("元", 100),
    DEEDS: ("件", 1),
    MEETINGS: ("次", 1),
    TRAINED: ("人次", 1),
    ASKED: ("件", 1),
}
"""Item → its unit, and how many of what is counted make one."""
_IN_POST_NOW = "驻村干部"


class _Derived(Frozen):
    """What the program has beside a stated total, and why the two are not compared; empty where they are."""

    number: Decimal
    unit: str
    of: str
    unlike: str
    is_rough: bool = False

    @property
    def text(self) -> str:
        return f"{'约' if self.is_rough else ''}{plain_days(self.number)} {self.unit}（{self.of}）"


def _derive(item: str, when: PartialDay | Period | None, tally: Tally, as_of: date) -> _Derived | None:
    """The total below over what the paper speaks of, as far as that is known; None of what nobody adds up."""
    if item == _IN_POST_NOW:
        now = when is not None and when.first <= as_of <= when.last
        return _Derived(Decimal(tally.people), "人", "现在在任", "" if now else "文件说的不是今天，不比")
    if item not in _UNITS and not item.startswith(BULLETINS):
        return None
    unit, parts = _UNITS.get(item, ("期", 1))
    years = range(when.first.year, when.last.year + 1) if when else {year for _, year, _ in tally.by_year} - {0}
    counted = counted_in(tally.by_year, item, years)
    of, unlike = "历年" if when is None else _years(when.first.year, when.last.year), ""
    if when is None:
        unlike = "文件没有写时间，不比"
    elif (when.first.month, when.first.day) != (1, 1) or (
        (when.last.month, when.last.day) != (12, 31) and when.last < as_of
    ):
        unlike = "文件说的不是整年，不比"
    if counted.undated:
        of += f"，另有 {plain_days(Decimal(counted.undated) / parts)} {unit}没有写哪一年"
    if counted.missing:
        of += f"，另有 {counted.missing} 条没有写多少"
    return _Derived(Decimal(counted.number) / parts, unit, of, unlike or _why_not(counted), is_rough=counted.rough > 0)


def _why_not(counted: Counted) -> str:
    """Why a difference from what is counted here would say nothing; empty if it does."""
    if counted.undated:
        return "有的没有写哪一年，不比"
    if counted.missing:
        return "这里有的没有写多少，不比"
    return "这里有约数，不比" if counted.rough else ""


def _years(first: int, last: int) -> str:
    return f"{first} 年" if first == last else f"{first} 到 {last} 年"


def stated_tables(context: PlaceContext, tally: Tally) -> tuple[Table, ...]:
    """The needed and the sent, the stated totals, bulletins, and the composition of those in post; what there is."""
    region = context.place.record
    if not isinstance(region, Region):
        return ()
    tables = (
        _quotas(context, region),
        _totals(context, region, tally),
        _bulletins(context, tally),
        _makeup(context, tally),
    )
    return tuple(table for table in tables if table is not None)


def _quotas(context: PlaceContext, region: Region) -> Table | None:
    labels = ("什么", "应派", "实派", "文件写的实派", "应派和实派相差", "文件写多派", "和什么比", "应派的依据")
    rows = []
    for quota in written(region.quotas):
        found = compared(region, quota)
        cells = (
            _told(context, quota, "item", labels[0]),
            _told(context, quota, "needed", labels[1]),
            _derived(found.sent_text if quota.sent is None or quota.levels else "", labels[2]),
            _told(context, quota, "sent", labels[3]),
            _derived(found.difference_text, labels[4]),
            _told(context, quota, "over_by", labels[5]),
            _told(context, quota, "compared_with", labels[6]),
            _told(context, quota, "needed_by", labels[7]),
        )
        rows.append(_row(region, quota.number, cells))
    table = Table("应派和实派", tuple(map(Column, labels)), tuple(rows))
    return without_blank_columns(table) if rows else None


def _totals(context: PlaceContext, region: Region, tally: Tally) -> Table | None:
    labels = ("什么", "文件写的", "时间", "范围", "这里登记的", "相差", "说明")
    rows = []
    for stated in written(region.reported):
        derived = _derive(stated.item, stated.when, tally, context.site.as_of)
        cells = (
            _told(context, stated, "item", labels[0]),
            _told(context, stated, "value", labels[1]),
            _told(context, stated, "when", labels[2]),
            _told(context, stated, "covers", labels[3]),
            _derived(derived.text if derived is not None else "", labels[4]),
            _derived(_apart(stated.value, derived), labels[5]),
            _told(context, stated, "note", labels[6]),
        )
        rows.append(_row(region, stated.number, cells))
    table = Table("文件写的汇总数，和这块公开板上下面各地方登记的比", tuple(map(Column, labels)), tuple(rows))
    return without_blank_columns(table) if rows else None


def _bulletins(context: PlaceContext, tally: Tally) -> Table | None:
    """How many issues papers count, of each level, beside those that are recorded one by one."""
    labels = ("哪一级的简报", "文件写的", "这里登记的", "相差", "说明")
    rows = []
    for record in context.board.records(BULLETIN):
        for stated in written(record.stated_issues):
            item = bulletins_at(stated.level) if stated.level is not None else BULLETINS
            derived = _derive(item, record.when, tally, context.site.as_of)
            cells = (
                _told(context, stated, "level", labels[0]),
                _told(context, stated, "issue_count", labels[1]),
                _derived(derived.text if derived is not None else "", labels[2]),
                _derived(_apart(stated.issue_count, derived), labels[3]),
                _told(context, stated, "note", labels[4]),
            )
            rows.append(_row(record, stated.number, cells))
    table = Table("简报，文件写的期数", tuple(map(Column, labels)), tuple(rows))
    return without_blank_columns(table) if rows else None


def _apart(value: Quantity | Absence, derived: _Derived | None) -> str:
    if derived is None or not isinstance(value, Quantity) or value.unit != derived.unit:
        return NOTHING
    if derived.unlike or value.approximate:
        return derived.unlike or "是约数，不比"
    difference = abs(value.number - derived.number)
    return f"{plain_days(difference)} {value.unit}" if difference else "没有 ✓"


def _told(context: PlaceContext, item: Quota | StatedTotal | StatedIssues, name: str, label: str) -> Cell:
    """A figure as it is written, with what it was published as before it was corrected."""
    value = getattr(item, name)
    spec = next(spec for spec in fields_of(type(item)) if spec.name == name)
    was = was_of(context, item, spec) if context.board.is_corrected(item) else ()
    remarks = remarks_of(context, item, spec) if context.is_remarked(item) else ()
    if value is None:
        return Cell(NOTHING, label, "blank", was=was, remarks=remarks)
    return Cell(show_one(spec, value), label, was=was, remarks=remarks)


def _derived(text: str, label: str) -> Cell:
    return Cell(text or NOTHING, label, "" if text and text != NOTHING else "blank")


def _row(record: Region | Bulletin, number: str, cells: tuple[Cell, ...]) -> Row:
    struck = number in record.withdrawn
    return Row(cells, item_anchor(number), struck, "已撤销，不计入合计" if struck else "")


def _makeup(context: PlaceContext, tally: Tally) -> Table | None:
    """Stated groups of the cadres in post beside what their postings say; small groups are counted with the rest."""
    labels = ("按", "组", "文件写的", "派驻里登记的", "相差")
    rows = tuple(
        Row(tuple(Cell(text, label) for text, label in zip(texts, labels, strict=True)))
        for makeup in context.board.records(MAKEUP)
        if makeup.drawn_from == IN_POST
        for texts in _groups(makeup.bands, tally)
    )
    return laid_out(Table("驻村干部构成", tuple(map(Column, labels)), rows)) if rows else None


def _groups(bands: tuple[Group, ...], tally: Tally) -> Iterator[tuple[str, ...]]:
    known = {name: people for _, groups in large_groups(tally.people, tally.composition) for name, people in groups}
    for band in bands:
        derived = known.get(band.band)
        told = f"{derived} 人" if derived is not None else f"没有登记，或者不到 {FEWEST} 人"
        apart = (
            NOTHING if derived is None else f"{abs(band.people - derived)} 人" if band.people != derived else "没有 ✓"
        )
        yield band.view, band.band, f"{band.people} 人", told, apart
