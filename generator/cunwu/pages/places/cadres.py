"""The table of resident cadres below a region: days, nights, visits, deeds, reports and grades of each place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from cunwu.derive.rotation import length_of
from cunwu.derive.summary import Summary, Tally
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.view import Cell, Column, Row, Table
from cunwu.values.count import plain_days

_PLACE, _LONGEST, _GRADES, _SHORT = "地方", "在村最久", "在任的最近考核", "天数不够的月（个）"
_COUNTS: dict[str, Callable[[Tally], Decimal | int]] = {
    _SHORT: lambda tally: tally.months_short,
    "在任（个）": lambda tally: tally.cadres,
    "驻村（天）": lambda tally: Decimal(tally.half_days) / 2,
    "住村（夜）": lambda tally: tally.nights,
    "走访（次）": lambda tally: tally.visits,
    "走访（户次）": lambda tally: tally.calls,
    "实事（件）": lambda tally: tally.deeds_of_year,
    "周报、月报（份）": lambda tally: tally.reports,
}
"""Heading with its unit → the count; what falls short comes first, which on a phone stands on top."""


def cadres_table(url: str, own: Summary, below: Sequence[Summary], as_of: date) -> Table | None:
    """A row for each place below in which cadres are, those with short months first; None where there are none.

    Every total opens to the page of the place whose rows make it.
    """
    told = [one for one in below if any(_counts(one.tally)) or one.tally.cadres]
    if not told:
        return None
    told.sort(key=lambda one: (-one.tally.months_short, -one.tally.over_long))
    columns = (Column(_PLACE), *(Column(label, numeric=True) for label in _COUNTS), Column(_LONGEST), Column(_GRADES))
    rows = tuple(
        Row((Cell(one.name, _PLACE, href=relative(url, home_url(one.path))), *_cells(one.tally))) for one in told
    )
    foot = (Cell("合计", _PLACE), *_cells(own.tally)) if len(told) > 1 else ()
    caption = f"{as_of.year} 年 1 月 1 日到 {as_of.month} 月 {as_of.day} 日，今年离任的人做的也算"
    return Table(caption, columns, rows, foot, layout="cards counts")


def _counts(tally: Tally) -> tuple[int, ...]:
    return tally.half_days, tally.nights, tally.visits, tally.reports


def _cells(tally: Tally) -> Iterator[Cell]:
    for label, count in _COUNTS.items():
        number = count(tally)
        tone = "late" if label == _SHORT and number else "" if number else "blank"
        yield Cell(plain_days(number), label, tone, numeric=True)
    yield _longest(tally)
    grades = "、".join(f"{grade} {count} 人" for grade, count in tally.grades)
    yield Cell(grades or NOTHING, _GRADES, "" if grades else "blank")


def _longest(tally: Tally) -> Cell:
    """How long the one in post who is longest in one village has been there, and how many are there too long."""
    if not tally.longest:
        return Cell(NOTHING, _LONGEST, "blank")
    over = f"，{tally.over_long} 人超过上限" if tally.over_long else ""
    return Cell(f"{'！' if over else ''}{length_of(tally.longest)}{over}", _LONGEST, "late" if over else "")
