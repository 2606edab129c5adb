"""Sections that are read last stand as a line that opens, so that a page is passed through on a phone."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cunwu.core.frozen import replace
from cunwu.pages.parts.view import Cell, Fact, Section

_APPENDED = frozenset({"corrections", "withdrawals", "late_entries"})
"""Lists that only grow: of these the latest is looked for."""
_TOLD_BESIDE = frozenset({"explanations", "corrections"})
"""What stands beside what it is about: its list is for those who look for the code of a rule, or who approved."""


def fold(section: Section) -> Section:
    """A section as a line that says how much is in it."""
    count = sum(len(table.rows) for table in section.tables) + len(section.paragraphs)
    count += sum(len(sheet.rows) for sheet in section.sheets) + len(section.checks)
    told = [f"{len(section.facts)} 栏"] if section.facts else []
    told += [f"{count} 条"] if count else []
    tables = section.tables
    if section.anchor in _APPENDED:
        tables = tuple(replace(table, rows=table.rows[::-1]) for table in tables)
    order = "，新的在前" if section.anchor in _APPENDED and count > 1 else ""
    return replace(section, tables=tables, folded=f"一共 {'、'.join(told) or '0 条'}{order}")


def fold_named(sections: Collection[Section], anchors: Collection[str]) -> tuple[Section, ...]:
    """The sections, those named folded; what was corrected or is irregular is never folded away."""
    last = {*anchors, *_TOLD_BESIDE}
    return tuple(fold(one) if one.anchor in last and not any(map(_told, _shown(one))) else one for one in sections)


def _shown(section: Section) -> Iterator[Cell | Fact]:
    yield from section.facts
    for table in section.tables:
        yield from (cell for row in table.rows for cell in row.cells)
    for sheet in section.sheets:
        yield from (cell for row in sheet.rows for cell in row.cells)


def _told(one: Cell | Fact) -> bool:
    return bool(one.was or one.remarks)
