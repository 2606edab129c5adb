"""The page of a region: what lies below it, what is missing, stated figures beside derived ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cunwu.derive.disclosure import SIGNS, Disclosure, State
from cunwu.derive.indicators import derive_indicator
from cunwu.derive.summary import Summary, Tally
from cunwu.kinds import KINDS
from cunwu.kinds.base import fields_of
from cunwu.kinds.region import REGION, Region
from cunwu.pages.blocks import NOTHING, facts_of, sections_of, show, texts_of, without_blank_columns
from cunwu.pages.changes import ChangeLine, view_changes
from cunwu.pages.context import Page, PlaceContext
from cunwu.pages.links import listing_url, place_url, relative
from cunwu.pages.view import Cell, Column, Fact, Link, Row, Section, Shell, Table
from cunwu.pages.village import TONES, disclosure_word
from cunwu.places import Place
from cunwu.values.dates import chinese_partial


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A place in the tree: its link, what it is, and the places below it."""

    link: Link
    level: str
    note: str
    demonstration: bool
    below: tuple[PlaceNode, ...]


@dataclass(frozen=True, slots=True)
class RegionView:
    """Everything on a region's page."""

    shell: Shell
    heading: str
    within: str
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    totals: tuple[Fact, ...]
    tree: tuple[PlaceNode, ...]
    matrix: Table | None
    indicators: Table | None
    sections: tuple[Section, ...]
    kinds: tuple[Link, ...]
    changes: tuple[ChangeLine, ...]


_DEPTH = 2
"""How many levels of places a region's page unfolds; deeper ones stand on their own pages."""


def plan_region(context: PlaceContext, summaries: Mapping[str, Summary]) -> Page:
    """The page of a region; `summaries` holds the place itself and everything shown below it, by path."""
    place, board = context.place, context.board
    url = place_url(place)
    record = place.record
    villages = [child for child in place.children if child.is_village]
    within = " · ".join(upper.name for upper in place.lineage[1:-1])
    stated = record.within if isinstance(record, Region) else None
    return Page(
        url,
        "region.html",
        RegionView(
            shell=context.shell(url, place.name, board.files_of(REGION)),
            heading=place.name,
            within=within or stated or "",
            paragraphs=texts_of(record) if record else (),
            facts=facts_of(context, url, record, frozenset({"name", "demonstration", "within"})) if record else (),
            totals=_totals(summaries[place.path].tally),
            tree=tuple(_node(child, url, summaries, _DEPTH) for child in place.children),
            matrix=_matrix(url, villages, summaries),
            indicators=_indicators(record) if isinstance(record, Region) else None,
            sections=sections_of(context, url, record, frozenset({"indicators"}), numbers=False) if record else (),
            kinds=_kinds(context, url),
            changes=view_changes(context.site.changes.get(place.path, ()), url, context.site.has_page),
        ),
    )


def _totals(tally: Tally) -> tuple[Fact, ...]:
    """What rolls up to here; nothing is said of what nobody recorded."""
    facts = [Fact("村", f"{tally.villages} 个")] if tally.villages else []
    counted = (
        ("在任驻村干部和工作队", tally.cadres, "个"),
        ("项目", tally.projects, "个"),
        ("其中没有完成的", tally.projects_open, "个"),
        ("实事", tally.deeds, "件"),
        ("会议", tally.meetings, "次"),
        ("到期未公开", tally.missing, "项"),
    )
    facts += [Fact(label, f"{count} {unit}") for label, count, unit in counted if count]
    if tally.households_visited is not None:
        facts.append(Fact("走访", tally.households_visited.text))
    return tuple(facts)


def _node(place: Place, url: str, summaries: Mapping[str, Summary], depth: int) -> PlaceNode:
    villages = sum(1 for _ in place.villages())
    inside = "" if place.is_village or not villages else f"{villages} 个村"
    held = "新版本有错误，暂不更新" if summaries[place.path].held else ""
    below = tuple(_node(child, url, summaries, depth - 1) for child in place.children) if depth > 1 else ()
    return PlaceNode(
        Link(place.name, relative(url, place_url(place))),
        place.level,
        "，".join(part for part in (inside, held) if part),
        place.is_demonstration and not (place.parent and place.parent.is_demonstration),
        below,
    )


def _matrix(url: str, villages: Sequence[Place], summaries: Mapping[str, Summary]) -> Table | None:
    """Villages × catalogue items, with what is missing in plain sight."""
    items = list(dict.fromkeys(line.item for village in villages for line in summaries[village.path].disclosures))
    if not items:
        return None
    rows = []
    for village in villages:
        lines = {line.item: line for line in summaries[village.path].disclosures}
        cells = [Cell(village.name, "村", href=relative(url, place_url(village)))]
        for item in items:
            line = lines.get(item)
            if line is None:
                cells.append(Cell("—", item, "quiet"))
                continue
            cells.append(Cell(f"{SIGNS[line.state]} {_short_word(line)}", item, TONES[line.state]))
        rows.append(Row(tuple(cells)))
    return Table("各村公开情况", (Column("村"), *(Column(item) for item in items)), tuple(rows))


def _short_word(line: Disclosure) -> str:
    """For a narrow cell: the period where all is well, the whole story where something is missing."""
    if line.state is State.MISSING:
        newest = f"，最新 {line.newest}" if line.newest else ""
        return f"{disclosure_word(line)}{newest}"
    if line.state is State.PRESENT:
        return line.due.label if line.due is not None else line.newest or line.state.value
    return disclosure_word(line)


def _indicators(region: Region) -> Table | None:
    """Stated figures, and beside each that names its parts the one the program adds up."""
    if not region.indicators:
        return None
    specs = {spec.name: spec for spec in fields_of(type(region.indicators[0]))}
    labels = ("名称", "写明的数", "算得的数", "时间", "说明")
    rows = []
    for indicator in region.indicators:
        derived = derive_indicator(region, indicator)
        computed, tone = "—", "blank"
        if derived is not None:
            computed, tone = (
                (f"{derived.derived_text}，相差 {derived.difference_text}", "bad")
                if derived.difference
                else (f"{derived.derived_text} ✓", "good")
            )
        rows.append(
            Row(
                (
                    Cell(indicator.name, labels[0]),
                    Cell(show(specs["value"], indicator.value), labels[1]),
                    Cell(computed, labels[2], tone),
                    Cell(chinese_partial(indicator.when), labels[3])
                    if indicator.when
                    else Cell(NOTHING, labels[3], "blank"),
                    Cell(indicator.note, labels[4]) if indicator.note else Cell(NOTHING, labels[4], "blank"),
                ),
            ),
        )
    return without_blank_columns(Table("文件写明的数字", tuple(Column(label) for label in labels), tuple(rows)))


def _kinds(context: PlaceContext, url: str) -> tuple[Link, ...]:
    """Lists of the region's own records."""
    return tuple(
        Link(f"{kind.label}（{len(context.board.records(kind))}）", relative(url, listing_url(context.place, kind)))
        for kind in KINDS
        if kind.folder and context.board.records(kind)
    )
