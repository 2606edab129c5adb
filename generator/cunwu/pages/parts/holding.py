"""What holds in a place: rules in force, its own and those of the places above (M15)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cunwu.derive.regulations import regulations_holding
from cunwu.kinds.forms import WHEN_OR_UNKNOWN
from cunwu.kinds.regulation import Regulation
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import record_url, relative
from cunwu.pages.parts.sections import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile

_NAME, _WHOSE, _SINCE = "制度", "哪里的", "起"
_MOST = 8
"""How many rules a place's page names before it says how many more there are."""


def rules_section(context: PlaceContext, url: str) -> Section | None:
    """The rules that hold on the day of the build, the place's own first; None where there are none.

    Of rules that nobody says are still kept, it only says how many there are.
    """
    found = list(regulations_holding(context.board, context.site.as_of))
    certain = [one for one in found if one[3]]
    if not found:
        return None
    rows = tuple(_row(context, url, place, file, rule) for place, file, rule, _ in islice(certain, _MOST))
    table = Table("现在执行的制度", tuple(map(Column, (_NAME, _WHOSE, _SINCE))), rows)
    note = "".join(_notes(found, len(certain)))
    return Section("制度", "regulations", tables=(laid_out(table),) if rows else (), note=note)


def _row(context: PlaceContext, url: str, place: Place, file: RecordFile, rule: Regulation) -> Row:
    # What holds above comes from a file whose own page may have been refused.
    page = record_url(place, file)
    href = context.link_to(url, page, place.path) if place is context.place else relative(url, page)
    since = WHEN_OR_UNKNOWN.show(rule.since)
    return Row((Cell(hide_leaks(rule.name), _NAME, href=href), Cell(place.name, _WHOSE), Cell(since, _SINCE)))


def _notes(found: list[tuple[Place, RecordFile, Regulation, bool]], certain: int) -> Iterator[str]:
    if certain > _MOST:
        yield f"另有 {certain - _MOST} 份，见各地的「制度」。"
    open_: dict[str, int] = {}
    for place, _, _, is_known in found:
        if not is_known:
            open_[place.name] = open_.get(place.name, 0) + 1
    if open_:
        told = "，".join(f"{name}的 {count} 份" for name, count in open_.items())
        yield f"{told}，没有写现在还执行不执行。"
