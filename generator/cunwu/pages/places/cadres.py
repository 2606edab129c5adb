"""The table of resident cadres below a region: days, nights, visits, deeds, reports and grades of each place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cunwu.derive.rotation import length_of
from cunwu.derive.summary import Summary, Tally
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.sections import NOTHING, laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Table
from cunwu.values.count import plain_days

_PLACE, _LONGEST, _GRADES = "地方", "在村最久", "最近的考核"


def cadres_table(url: str, own: Summary, below: Sequence[Summary], year: int) -> Table | None:
    """A row for each place below in which cadres are, those with short months first; None where there are none.

    Every total opens to the page of the place whose rows make it.
    """
    told = [one for one in below if any(_counts(one.tally)) or one.tally.cadres]
    if not told:
        return None
    told.sort(key=lambda one: -one.tally.months_short)
    labels = ("在任", "驻村天数", "住村夜数", "不够的月份", "走访", "实事", "周报")
    columns = (Column(_PLACE), *(Column(label, numeric=True) for label in labels), Column(_LONGEST), Column(_GRADES))
    rows = tuple(
        Row((Cell(one.name, _PLACE, href=relative(url, home_url(one.path))), *_cells(one.tally, labels)))
        for one in told
    )
    foot = (Cell("合计", _PLACE), *_cells(own.tally, labels)) if len(told) > 1 else ()
    return laid_out(Table(f"{year} 年的驻村干部", columns, rows, foot))


def _counts(tally: Tally) -> tuple[int, ...]:
    return tally.half_days, tally.nights, tally.visits, tally.reports


def _cells(tally: Tally, labels: Sequence[str]) -> tuple[Cell, ...]:
    days = Decimal(tally.half_days) / 2
    counts: tuple[Decimal | int, ...] = (
        tally.cadres,
        days,
        tally.nights,
        tally.months_short,
        tally.visits,
        tally.deeds,
        tally.reports,
    )
    cells = (
        Cell(
            plain_days(count),
            label,
            "late" if label == "不够的月份" and count else "" if count else "blank",
            numeric=True,
        )
        for label, count in zip(labels, counts, strict=True)
    )
    grades = "、".join(f"{grade} {count}" for grade, count in tally.grades)
    return (*cells, _longest(tally), Cell(grades or NOTHING, _GRADES, "" if grades else "blank"))


def _longest(tally: Tally) -> Cell:
    """How long the one in post who is longest in one village has been there, and how many are there too long."""
    if not tally.longest:
        return Cell(NOTHING, _LONGEST, "blank")
    over = f"，{tally.over_long} 人超过上限" if tally.over_long else ""
    return Cell(f"{'！' if over else ''}{length_of(tally.longest)}{over}", _LONGEST, "late" if over else "")
