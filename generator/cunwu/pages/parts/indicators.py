"""Stated figures of a place by topic, and beside each that names its parts the one the program adds up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cunwu.core.frozen import Frozen
from cunwu.derive.indicators import derive_indicator
from cunwu.kinds.base import written
from cunwu.kinds.common import Indicator
from cunwu.kinds.fields import fields_of
from cunwu.kinds.region import Region
from cunwu.kinds.topics import number_of_unit, topic_of
from cunwu.kinds.village import Village
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import NOTHING, show, was_of
from cunwu.pages.parts.tables import without_blank_columns
from cunwu.pages.parts.view import Cell, Column, Row, Table, Was
from cunwu.values.quantity import Quantity

_HINT = "「算得的数」由程序按各项相加减得出；和文件写的不一样时，两个都公布，不替谁改。"
_WITHDRAWN = "已撤销的，不计入合计"
_NAMED = {"name": "名称", "value": "写明的数"}
_TOLD = {"when": "时间", "origin": "出处", "note": "说明"}
_COMPUTED, _NUMBER = "算得的数", "是什么数"
_GUESSED = "推算"


class StatedFigures(Frozen):
    """The stated figures of a place: a table for each topic, and one of those that were withdrawn."""

    tables: tuple[Table, ...]
    withdrawn: Table | None
    hint: str


def stated_figures(context: PlaceContext, place: Region | Village) -> StatedFigures | None:
    """The figures of a region or a village by topic, each with its computed one; None if there are none."""
    topics: dict[str, list[Row]] = {}
    for one in written(place.indicators):
        topic = _WITHDRAWN if one.number in place.withdrawn else one.topic or topic_of(one.name)
        topics.setdefault(topic, []).append(_row(context, place, one))
    if not topics:
        return None
    withdrawn = topics.pop(_WITHDRAWN, [])
    return StatedFigures(
        tuple(_table(topic, rows) for topic, rows in topics.items()),
        _table(_WITHDRAWN, withdrawn) if withdrawn else None,
        f"{_HINT}{_sources(place)}",
    )


def _table(topic: str, rows: Sequence[Row]) -> Table:
    columns = tuple(Column(cell.label) for cell in rows[0].cells)
    return without_blank_columns(Table(topic, columns, tuple(rows)))


def _sources(place: Region | Village) -> str:
    """What the figures are taken from, those that name no other paper."""
    papers = (f"{one.document}{f'（{one.reference}）' if one.reference else ''}" for one in place.sources)
    named = "；".join(papers)
    return (
        f"来源：{named}{'；另有出处的，写在那一行' if any(one.origin for one in place.indicators) else ''}。"
        if named
        else ""
    )


def _row(context: PlaceContext, place: Region | Village, indicator: Indicator) -> Row:
    struck = indicator.number in place.withdrawn
    computed = _computed(place, indicator) if not struck else _blank(_COMPUTED)
    number = Cell(_number(indicator), _NUMBER, was=_was(context, indicator, "counted_as"))
    cells = (*_cells(context, indicator, _NAMED), computed, number, *_cells(context, indicator, _TOLD))
    return Row(cells, item_anchor(indicator.number), struck)


def _number(indicator: Indicator) -> str:
    """What kind of number it is: an amount, a share, known only roughly, made up of others."""
    value = indicator.value
    if not isinstance(value, Quantity):
        return indicator.counted_as or NOTHING
    told = indicator.counted_as or ("推算数" if _GUESSED in indicator.name else number_of_unit(value.unit))
    made_of = "，应等于别的几项相加减" if indicator.plus or indicator.minus else ""
    return f"{told}{'，约数' if value.approximate else ''}{made_of}"


def _cells(context: PlaceContext, indicator: Indicator, shown: Mapping[str, str]) -> Iterator[Cell]:
    specs = {spec.name: spec for spec in fields_of(Indicator)}
    for name, label in shown.items():
        value, was = getattr(indicator, name), _was(context, indicator, name)
        yield Cell(show(specs[name], value), label, was=was) if value is not None or was else _blank(label)


def _was(context: PlaceContext, indicator: Indicator, name: str) -> tuple[Was, ...]:
    """What a corrected field was published as."""
    spec = next(spec for spec in fields_of(Indicator) if spec.name == name)
    return was_of(context, indicator, spec) if context.board.is_corrected(indicator) else ()


def _computed(place: Region | Village, indicator: Indicator) -> Cell:
    derived = derive_indicator(place, indicator)
    if derived is None:
        return _blank(_COMPUTED)
    if derived.difference:
        return Cell(f"{derived.derived_text}，相差 {derived.difference_text}", _COMPUTED, "bad")
    return Cell(f"{derived.derived_text} ✓", _COMPUTED, "good")


def _blank(label: str) -> Cell:
    return Cell(NOTHING, label, "blank")
