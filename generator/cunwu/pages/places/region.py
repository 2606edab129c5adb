"""The page of a region: what lies below it, what is missing, stated figures beside derived ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cunwu.core.frozen import Frozen, replace
from cunwu.derive.disclosure import State
from cunwu.derive.summary import Summary
from cunwu.kinds import KINDS
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import word_of
from cunwu.kinds.region import REGION, Region
from cunwu.pages.parts.above import sections_above
from cunwu.pages.parts.changes import ChangeLine, newest_lines
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.folding import fold
from cunwu.pages.parts.holding import rules_section
from cunwu.pages.parts.indicators import StatedFigures, stated_figures
from cunwu.pages.parts.links import home_url, listing_url, place_url, relative
from cunwu.pages.parts.sections import facts_of, sections_of, texts_of
from cunwu.pages.parts.view import Cell, Column, Fact, Link, Row, Section, Shell, Table
from cunwu.pages.parts.waiting import WaitingLine, waiting_lines
from cunwu.pages.places.cadres import cadres_table
from cunwu.pages.places.calendar import CALENDAR, calendar_url, has_due_days
from cunwu.pages.places.corrections import begins_of, link_to_corrections
from cunwu.pages.places.disclosure import disclosure_url, remark_on, sign_of, tone_of, words_of
from cunwu.pages.places.inspections import inspection_tables
from cunwu.pages.places.irregular import IrregularGlance, view_irregular
from cunwu.pages.places.requests import requests_table
from cunwu.pages.places.stated import stated_tables
from cunwu.pages.places.timeliness import as_of_words, left_out, link_to_timeliness, places_table
from cunwu.pages.places.totals import totals_facts
from cunwu.pages.places.works import works_tables
from cunwu.values.dates import chinese_date


class PlaceNode(Frozen):
    """A place in the tree: its link, what it is, and the places below it."""

    link: Link
    level: str
    """Empty where its name ends with it."""
    note: str
    demonstration: bool
    below: tuple[PlaceNode, ...]


class RegionView(Frozen):
    """Everything on a region's page."""

    shell: Shell
    heading: str
    within: str
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    totals: tuple[Fact, ...]
    totals_of: str
    """As of which day, where they come from another site and are not today's."""
    elsewhere: Link | None
    """The site that has the villages below, where they are not on this one."""
    tree: tuple[PlaceNode, ...]
    examples: tuple[PlaceNode, ...]
    """Demonstrations, apart from real places."""
    retold: tuple[PlaceNode, ...]
    """Real places of which only public texts are told, apart from those that keep their own board here."""
    timeliness: Table | None
    """How often each place below was in time."""
    timeliness_note: str
    all_timeliness: Link | None
    waiting: tuple[WaitingLine, ...]
    irregular: IrregularGlance
    cadres: Table | None
    requests: Table | None
    inspections: tuple[Table, ...]
    """What its inspections found and is not put right, late first; the wall boards; what was found of itself."""
    works: tuple[Table, ...]
    """Projects by state, money by kind and labour, place by place."""
    stated: tuple[Table, ...]
    """What papers state of all below, beside what the program adds up."""
    overdue: Table | None
    more_overdue: str
    """How many more there are than the list shows."""
    calendar: Link | None
    indicators: StatedFigures | None
    sections: tuple[Section, ...]
    catalogue: Table | None
    """Of what the place lays down; folded, for it may have scores of rows."""
    kinds: tuple[Link, ...]
    changes: tuple[ChangeLine, ...]
    all_changes: Link | None
    begins: str
    """Where the history of the board begins, if not with its repository; on the page of the top place."""


_SHOWN_ELSEWHERE = frozenset({"name", "demonstration", "retold", "within", "site", "history_start"})
_SHOWN_ABOVE = frozenset({"indicators", "quotas", "reported"})
_UNFOLDED = 120
"""So many places two levels down are shown along; where there are more, each stands on the page of its own region."""


def unfolds(region: Summary, summaries: Mapping[str, Summary]) -> bool:
    """Whether the page of a region shows what lies two levels below it too."""
    return sum(len(summaries[path].below) for path in region.below) <= _UNFOLDED


def single_file(region: Summary, summaries: Mapping[str, Summary]) -> str:
    """The only region below one, whose places are shown along: a board of one town opens on its villages.

    Empty if there are several, or if it has more places than a page unfolds.
    """
    (path, *others) = region.below or ("",)
    only = summaries.get(path)
    return path if only and not others and not only.is_village and len(only.below) <= _UNFOLDED else ""


def plan_region(context: PlaceContext, summaries: Mapping[str, Summary]) -> Page:
    """The page of a region; `summaries` holds the place itself and everything shown below it, by path."""
    place, board = context.place, context.board
    url = place_url(place)
    record = place.record
    own = summaries[place.path]
    below = [summaries[path] for path in own.below]
    villages = [one for one in below if one.is_village]
    overdue, more = _overdue(context, url, villages)
    nodes = [_node(context, one, own, url, summaries if unfolds(own, summaries) else {}) for one in below]
    retold = [node for node, one in zip(nodes, below, strict=True) if one.is_retold and not own.is_retold]
    sections = _sections(context, url)
    within = " · ".join(upper.name for upper in place.lineage[1:-1])
    stated = record.within if isinstance(record, Region) else None
    return Page(
        url,
        "region.html",
        RegionView(
            shell=context.shell(
                url, place.name, board.files_of(REGION), told=f"{place.name}：各村公开了什么、晚了多少。"
            ),
            heading=place.name,
            within=within or stated or "",
            paragraphs=texts_of(record) if record else (),
            facts=facts_of(context, url, record, _SHOWN_ELSEWHERE) if record else (),
            totals=totals_facts(context, url, summaries),
            totals_of=as_of_words(own, context.site.as_of),
            elsewhere=_elsewhere(record, own),
            tree=tuple(node for node in nodes if not node.demonstration and node not in retold),
            examples=tuple(node for node in nodes if node.demonstration),
            retold=tuple(node for node in retold if not node.demonstration),
            timeliness=places_table(context, url, own, below),
            timeliness_note=left_out(own, below),
            all_timeliness=link_to_timeliness(url, own),
            waiting=waiting_lines(context, url),
            irregular=view_irregular(context, url, own),
            cadres=cadres_table(url, own, below, context.site.as_of),
            requests=requests_table(url, own, below, context.site.as_of),
            inspections=inspection_tables(context, url, own.inspected),
            works=works_tables(url, own, below),
            stated=stated_tables(context, own.tally),
            overdue=overdue,
            more_overdue=more,
            calendar=_calendar(context, url, own),
            indicators=stated_figures(context, record) if isinstance(record, Region) else None,
            sections=tuple(fold(_without_catalogue(section)) for section in sections),
            catalogue=next((table for section in sections for table in section.tables if _is_catalogue(table)), None),
            kinds=_kinds(context, url),
            changes=newest_lines(context, url),
            all_changes=link_to_corrections(context, url),
            begins=begins_of(context),
        ),
    )


def _sections(context: PlaceContext, url: str) -> tuple[Section, ...]:
    """The rules in force, what places above record of this one, and what region.yml lists."""
    record, rules = context.place.record, rules_section(context, url)
    listed = sections_of(context, url, record, _SHOWN_ABOVE) if record else ()
    return (*((rules,) if rules is not None else ()), *sections_above(context, url), *listed)


def _is_catalogue(table: Table) -> bool:
    return table.caption == word_of(Settings, "catalogue")


def _without_catalogue(section: Section) -> Section:
    return replace(section, tables=tuple(table for table in section.tables if not _is_catalogue(table)))


def _elsewhere(record: object, own: Summary) -> Link | None:
    site = record.site if isinstance(record, Region) and not own.below else None
    return Link(site, site) if site else None


def _node(context: PlaceContext, place: Summary, above: Summary, url: str, below: Mapping[str, Summary]) -> PlaceNode:
    villages = place.tally.villages
    inside = "" if place.is_village or not villages else f"{villages} 个村"
    held = f"{len(place.waiting)} 份记录有错误，等着改正" if place.waiting else ""
    held = held or ("有文件有错误，等着改正" if place.held else "")
    shown = () if place.is_retold and not above.is_retold else place.below  # many, and nobody's own board
    inner = below if single_file(place, below) else {}
    nodes = tuple(_node(context, below[path], place, url, inner) for path in shown if path in below)
    return PlaceNode(
        Link(place.name, relative(url, home_url(place.path))),
        "" if place.name.endswith(place.level) else place.level,
        "，".join(part for part in (inside, as_of_words(place, context.site.as_of), held) if part),
        place.is_demonstration and not above.is_demonstration,
        nodes,
    )


LISTED = 60
"""How many overdue periods a page lists; the rest is counted."""


def _overdue(context: PlaceContext, url: str, villages: Sequence[Summary]) -> tuple[Table | None, str]:
    """What the villages published late in the last twelve months or still owe, the newest due day first."""
    found = [(village, line) for village in villages for line in village.overdue]
    found.sort(key=lambda one: one[1].due, reverse=True)
    if not found:
        return None, ""
    labels = ("村", "哪一期", "应公开日", "情况")
    rows = []
    for village, line in found[:LISTED]:
        came = f"，{chinese_date(line.on)}补上" if line.on is not None else remark_on(line)
        page = disclosure_url(village.path)
        rows.append(
            Row(
                (
                    Cell(
                        village.name,
                        labels[0],
                        href=context.link_to(url, page, village.path) or relative(url, home_url(village.path)),
                    ),
                    Cell(f"{line.item} {line.period.label}", labels[1]),
                    Cell(chinese_date(line.due), labels[2]),
                    Cell(f"{sign_of(line)} {words_of(line)}{came}", labels[3], tone_of(line)),
                ),
            ),
        )
    older = sum(village.tally.missing for village in villages) - sum(line.state is State.MISSING for _, line in found)
    more = [
        f"{count} 项{what}"
        for count, what in ((len(found) - len(rows), "没有列出"), (older, "是一年以前的，到现在还没有公开"))
        if count
    ]
    table = Table("近十二个月逾期的", tuple(Column(label) for label in labels), tuple(rows), layout="times")
    return table, f"另有 {'，'.join(more)}，见各村的页面。" if more else ""


def _calendar(context: PlaceContext, url: str, own: Summary) -> Link | None:
    if not has_due_days(context.site.as_of, (terms for terms, _ in own.terms)):
        return None
    return Link(CALENDAR, relative(url, calendar_url(context.place)))


def _kinds(context: PlaceContext, url: str) -> tuple[Link, ...]:
    """Lists of the region's own records."""
    return tuple(
        Link(f"{kind.label}（{len(context.board.records(kind))}）", relative(url, listing_url(context.place, kind)))
        for kind in KINDS
        if kind.folder and context.board.records(kind)
    )
