"""Stated figures of a place, and beside each that names its parts the one the program adds up."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.derive.indicators import derive_indicator
from cunwu.kinds.base import written
from cunwu.kinds.common import Indicator
from cunwu.kinds.fields import fields_of
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import NOTHING, show, was_of, without_blank_columns
from cunwu.pages.parts.view import Cell, Column, Row, Table

CAPTION = "文件写明的数字"
HINT = "「算得的数」由程序按各项相加减得出；和文件写的不一样时，两个都公布，不替谁改。"
_SHOWN = {"name": "名称", "value": "写明的数", "when": "时间", "note": "说明"}
_COMPUTED = "算得的数"


def indicators_table(context: PlaceContext, place: Region | Village) -> Table | None:
    """The stated figures of a region or a village, each with its computed one; None if there are none."""
    rows = tuple(_row(context, place, indicator) for indicator in written(place.indicators))
    if not rows:
        return None
    columns = tuple(Column(cell.label) for cell in rows[0].cells)
    return without_blank_columns(Table(CAPTION, columns, rows))


def _row(context: PlaceContext, place: Region | Village, indicator: Indicator) -> Row:
    struck = indicator.number in place.withdrawn
    name, value, *others = _cells(context, indicator)
    cells = (name, value, _computed(place, indicator) if not struck else _blank(_COMPUTED), *others)
    return Row(cells, item_anchor(indicator.number), struck, "已撤销，不计入合计" if struck else "")


def _cells(context: PlaceContext, indicator: Indicator) -> Iterator[Cell]:
    specs = {spec.name: spec for spec in fields_of(Indicator)}
    for name, label in _SHOWN.items():
        value = getattr(indicator, name)
        was = was_of(context, indicator, specs[name]) if context.board.is_corrected(indicator) else ()
        yield Cell(show(specs[name], value), label, was=was) if value is not None else _blank(label)


def _computed(place: Region | Village, indicator: Indicator) -> Cell:
    derived = derive_indicator(place, indicator)
    if derived is None:
        return _blank(_COMPUTED)
    if derived.difference:
        return Cell(f"{derived.derived_text}，相差 {derived.difference_text}", _COMPUTED, "bad")
    return Cell(f"{derived.derived_text} ✓", _COMPUTED, "good")


def _blank(label: str) -> Cell:
    return Cell(NOTHING, label, "blank")
