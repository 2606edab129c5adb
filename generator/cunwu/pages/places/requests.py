"""The table of villagers' requests below a region: what each place received, answered, and left too long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cunwu.derive.summary import Summary
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Table
from cunwu.pages.places.by_place import Figure, table_by_place

_FIGURES = (
    Figure("超过期限没有答复（件）", lambda tally: str(tally.asked_open_late), lambda tally: tally.asked_open_late),
    Figure("收到（件）", lambda tally: str(tally.asked)),
    Figure("答复了（件）", lambda tally: str(tally.asked_answered)),
    Figure("超过期限才答复（件）", lambda tally: str(tally.asked_late), lambda tally: tally.asked_late),
)
"""What is late comes first."""


def requests_table(url: str, own: Summary, below: Sequence[Summary], as_of: date) -> Table | None:
    """A row for each place that has requests, those with late ones first; None where nobody has any."""
    caption = f"{as_of.year} 年收到的；超过期限没有答复的，哪一年的都算"
    told = sorted(below, key=lambda one: (-one.tally.asked_open_late, -one.tally.asked_late))
    table = table_by_place(url, caption, own, told, _FIGURES)
    return laid_out(table) if table is not None else None
