"""What holds in a place: rules in force, its own and those of the places above (M15)."""

from __future__ import annotations

from cunwu.derive.regulations import regulations_holding
from cunwu.kinds.forms import WHEN_OR_UNKNOWN
from cunwu.kinds.regulation import Regulation
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import record_url, relative
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import PartialDay

_NAME, _WHOSE, _HOW = "制度", "哪里的", "执行"
_MOST = 8
"""How many rules a place's page names before it says how many more there are."""


def rules_section(context: PlaceContext, url: str) -> Section | None:
    """The rules that hold on the day of the build, the place's own first, then those of which it is not known.

    None where there are none.
    """
    found = sorted(regulations_holding(context.board, context.site.as_of), key=lambda one: not one[3])
    if not found:
        return None
    rows = tuple(_row(context, url, *one) for one in found[:_MOST])
    table = laid_out(Table("照着办的制度", tuple(map(Column, (_NAME, _WHOSE, _HOW))), rows))
    more = len(found) - len(rows)
    note = f"另有 {more} 份，见各地的「制度」。" if more else ""
    return Section("制度", "regulations", tables=(table,), note=note)


def _row(  # noqa: PLR0917 - the parts of a rule that holds
    context: PlaceContext,
    url: str,
    place: Place,
    file: RecordFile,
    rule: Regulation,
    is_known: bool,
) -> Row:
    # What holds above comes from a file whose own page may have been refused.
    page = record_url(place, file)
    href = context.link_to(url, page, place.path) if place is context.place else relative(url, page)
    since = f"{WHEN_OR_UNKNOWN.show(rule.since)}起" if isinstance(rule.since, PartialDay) else "起始不详"
    how = Cell(since, _HOW) if is_known else Cell("没有写现在还执行不执行", _HOW, "quiet")
    return Row((Cell(hide_leaks(rule.name), _NAME, href=href), Cell(place.name, _WHOSE), how))
