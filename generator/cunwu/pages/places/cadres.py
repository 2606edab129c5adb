"""The table of resident cadres below a region: days, nights, visits, deeds, reports and grades of each place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cunwu.derive.rotation import length_of
from cunwu.derive.summary import Summary, Tally
from cunwu.pages.parts.view import Table
from cunwu.pages.places.by_place import Figure, table_by_place
from cunwu.values.count import plain_days


def cadres_table(url: str, own: Summary, below: Sequence[Summary], as_of: date) -> Table | None:
    """A row for each place below in which cadres are, those with short months first; None where there are none.

    Every total opens to the page of the place whose rows make it.
    """
    told = sorted(below, key=lambda one: (-one.tally.months_short, -one.tally.over_long))
    caption = f"{as_of.year} 年 1 月 1 日到 {as_of.month} 月 {as_of.day} 日，今年离任的人做的也算"
    return table_by_place(url, caption, own, [one for one in told if _is_told(one.tally)], _FIGURES)


def _is_told(tally: Tally) -> bool:
    return any((tally.cadres, tally.half_days, tally.nights, tally.visits, tally.reports))


def _longest(tally: Tally) -> str:
    """How long the one in post who is longest in one village has been there, and how many are there too long."""
    if not tally.longest:
        return ""
    over = f"，{tally.over_long} 人超过上限" if tally.over_long else ""
    return f"{'！' if over else ''}{length_of(tally.longest)}{over}"


def _grades(tally: Tally) -> str:
    return "、".join(f"{grade} {count} 人" for grade, count in tally.grades)


_FIGURES = (
    Figure("天数不够的月（个）", lambda tally: str(tally.months_short), lambda tally: tally.months_short),
    Figure("在任（个）", lambda tally: str(tally.cadres)),
    Figure("驻村（天）", lambda tally: plain_days(Decimal(tally.half_days) / 2)),
    Figure("住村（夜）", lambda tally: str(tally.nights)),
    Figure("走访（次）", lambda tally: str(tally.visits)),
    Figure("走访（户次）", lambda tally: str(tally.calls)),
    Figure("实事（件）", lambda tally: str(tally.deeds_of_year)),
    Figure("周报、月报（份）", lambda tally: str(tally.reports)),
    Figure("在村最久", _longest, lambda tally: tally.over_long, numeric=False),
    Figure("在任的最近考核", _grades, numeric=False),
)
"""What falls short comes first, which on a phone stands on top."""
