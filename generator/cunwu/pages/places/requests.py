"""The table of villagers' requests below a region: what each place received, answered, and left too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from cunwu.derive.summary import Summary, Tally
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.sections import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Table

_PLACE, _LATE, _ANSWERED_LATE = "地方", "超过期限没有答复（件）", "超过期限才答复（件）"
_COUNTS: Mapping[str, Callable[[Tally], int]] = {
    _LATE: lambda tally: tally.asked_open_late,
    "收到（件）": lambda tally: tally.asked,
    "答复了（件）": lambda tally: tally.asked_answered,
    _ANSWERED_LATE: lambda tally: tally.asked_late,
}
"""Heading with its unit → the count; what is late comes first."""


def requests_table(url: str, own: Summary, below: Sequence[Summary], as_of: date) -> Table | None:
    """A row for each place below that has requests, those with late ones first; None where nobody has any."""
    told = [one for one in below if any(count(one.tally) for count in _COUNTS.values())]
    if not told:
        return None
    told.sort(key=lambda one: (-one.tally.asked_open_late, -one.tally.asked_late))
    columns = (Column(_PLACE), *(Column(label, numeric=True) for label in _COUNTS))
    rows = tuple(
        Row((Cell(one.name, _PLACE, href=relative(url, home_url(one.path))), *_cells(one.tally))) for one in told
    )
    foot = (Cell("合计", _PLACE), *_cells(own.tally)) if len(told) > 1 else ()
    return laid_out(Table(f"{as_of.year} 年收到的；超过期限没有答复的，哪一年的都算", columns, rows, foot))


def _cells(tally: Tally) -> Iterator[Cell]:
    for label, count in _COUNTS.items():
        number = count(tally)
        tone = "blank" if not number else "late" if label in (_LATE, _ANSWERED_LATE) else ""
        yield Cell(str(number), label, tone, numeric=True)
