"""What the places below a region come to: the totals on its page, and the page on which each opens to its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD
from cunwu.derive.by_year import BULLETINS
from cunwu.derive.composition import large_groups
from cunwu.derive.roll_ups import (
    ANSWERED,
    CARE,
    COST,
    COURSES,
    DEED_COST,
    DEEDS,
    GOODS,
    HEADS,
    HOUSEHOLDS,
    LATE,
    MEETINGS,
    MONEY,
    NO_LEVEL,
    OPEN,
    PRESENT,
    RECEIVED,
    REQUESTS,
    SESSIONS,
    SETTLED,
    STAFF,
    STATED_RECEIVED,
    STATED_SETTLED,
    TEAMS,
    TIMES,
    TRAININGS,
    VISITS,
)
from cunwu.derive.rolled import measured_in, number_in, words_in
from cunwu.derive.summary import Summary, Tally
from cunwu.kinds.bulletin import BULLETIN
from cunwu.kinds.deed import DEED, DEED_SORTS
from cunwu.kinds.inspection import INSPECTION
from cunwu.kinds.meeting import MEETING, MEETING_SORTS
from cunwu.kinds.posting import LEVELS_SENDING, POSTING
from cunwu.kinds.record import Kind
from cunwu.kinds.request import REQUEST
from cunwu.kinds.training import TRAINING
from cunwu.kinds.visit import VISIT
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import place_url, relative
from cunwu.pages.parts.view import Fact, Link, Section, Shell
from cunwu.pages.places.by_place import Figure, table_by_place
from cunwu.values.money import Money, format_yuan, percent

HEADING = "合计从哪里来"


class TotalsView(Frozen):
    """Every total of a region with its parts."""

    shell: Shell
    heading: str
    sections: tuple[Section, ...]


class _Group(Frozen):
    """Totals that belong together: their heading, and the kind of record that they count."""

    anchor: str
    heading: str
    figures: Callable[[Sequence[Tally]], Sequence[Figure]]
    kind: Kind[Any] | None = None


def totals_url(path: str) -> str:
    """The page of a region's totals, from the site's root."""
    return "/".join(filter(None, (BOARD, path, "totals.html")))


def plan_totals(context: PlaceContext, summaries: Mapping[str, Summary]) -> Page | None:
    """The page of a region; None where nothing rolls up to it."""
    place, url = context.place, totals_url(context.place.path)
    sections = _sections(context, url, summaries)
    if not sections:
        return None
    own = [file for file in context.board.files if file.path == place.own_file]
    shell = context.shell(url, HEADING, own, crumbs=[Link(HEADING)])
    return Page(url, "totals.html", TotalsView(shell, f"{place.name}：{HEADING}", sections))


def _sections(context: PlaceContext, url: str, summaries: Mapping[str, Summary]) -> tuple[Section, ...]:
    own = summaries[context.place.path]
    below = [summaries[path] for path in own.below]
    tallies = [own.tally, *(one.tally for one in below)]
    home = relative(url, place_url(context.place), "s-kinds")
    found = []
    for group in _GROUPS:
        href_of = partial(_part_of, context, url, group)
        table = table_by_place(url, group.heading, own, below, group.figures(tallies), href_of=href_of, own_href=home)
        if table is not None:
            found.append(Section(group.heading, group.anchor, tables=(table,)))
    return tuple(found)


def _part_of(context: PlaceContext, url: str, group: _Group, part: Summary) -> str:
    """Where the part of a place below opens further: its own totals, or a village's list of these records."""
    if not part.is_village:
        return context.link_to(url, totals_url(part.path), part.path, f"s-{group.anchor}")
    if group.kind is None:
        return ""
    return context.link_to(url, f"{BOARD}/{part.path}/{group.kind.folder}/index.html", part.path)


# --- what stands in the columns -----------------------------------------------------------------------------------


def _number(group: str, word: str) -> Callable[[Tally], str]:
    return lambda tally: str(number) if (number := number_in(tally.rolled, group, word)) else ""


def _measure(group: str, word: str, unit: str) -> Callable[[Tally], str]:
    return lambda tally: measured_in(tally.rolled, group, word).text(unit)


def _yuan(group: str, word: str) -> Callable[[Tally], str]:
    return lambda tally: measured_in(tally.rolled, group, word).in_yuan


def _used(tallies: Sequence[Tally], figures: Sequence[Figure]) -> list[Figure]:
    """The columns in which anything stands."""
    return [one for one in figures if any(one.text(tally) not in ("", "0") for tally in tallies)]


def _by_word(group: str, order: Sequence[str], tallies: Sequence[Tally]) -> list[Figure]:
    """A column for each of these words that occurs, in their order, then those that papers call otherwise."""
    found = {word for tally in tallies for word in words_in(tally.rolled, group)}
    words = [*(word for word in order if word in found), *sorted(found - {*order})]
    return [Figure(word, _number(group, word)) for word in words]


def _staff(tallies: Sequence[Tally]) -> Sequence[Figure]:
    return _by_word(STAFF, (*LEVELS_SENDING, NO_LEVEL, TEAMS), tallies)


def _visits(tallies: Sequence[Tally]) -> Sequence[Figure]:
    figures = (
        Figure("走访（次）", _number(VISITS, TIMES)),
        Figure("户数，一户走几次算几次", _measure(VISITS, HOUSEHOLDS, "户")),
        Figure("人次", _measure(VISITS, HEADS, "人次")),
        Figure("慰问金（元）", _yuan(CARE, MONEY)),
        Figure("慰问品（次）", _number(CARE, GOODS)),
        Figure("今年走到的户", lambda tally: f"{tally.fresh} 户" if tally.fresh_of else ""),
        Figure("是写明了的村全部多少户", lambda tally: f"{tally.fresh_of} 户" if tally.fresh_of else ""),
    )
    return _used(tallies, figures)


def _deeds(tallies: Sequence[Tally]) -> Sequence[Figure]:
    cost = Figure("花费（元）", _yuan(DEED_COST, COST))
    return [*_by_word(DEEDS, DEED_SORTS, tallies), *_used(tallies, (cost,))]


def _meetings(tallies: Sequence[Tally]) -> Sequence[Figure]:
    return _by_word(MEETINGS, MEETING_SORTS, tallies)


def _trainings(tallies: Sequence[Tally]) -> Sequence[Figure]:
    figures = (
        Figure("登记（份）", _number(TRAININGS, COURSES)),
        Figure("场次", _measure(TRAININGS, SESSIONS, "")),
        Figure("实到", _measure(TRAININGS, PRESENT, "人")),
        Figure("只写了人次的", _measure(TRAININGS, HEADS, "人次")),
    )
    return _used(tallies, figures)


def _requests(tallies: Sequence[Tally]) -> Sequence[Figure]:
    late = _number(REQUESTS, LATE)
    figures = (
        Figure("收到（件）", _number(REQUESTS, RECEIVED)),
        Figure("办结（件）", _number(REQUESTS, SETTLED)),
        Figure("作了别的答复（件）", _number(REQUESTS, ANSWERED)),
        Figure("还在期限内（件）", _number(REQUESTS, OPEN)),
        Figure("超过期限没有答复（件）", late, late),
        Figure("文件写的合计：收到（件）", _number(REQUESTS, STATED_RECEIVED)),
        Figure("文件写的合计：办结（件）", _number(REQUESTS, STATED_SETTLED)),
    )
    return _used(tallies, figures)


def _inspections(tallies: Sequence[Tally]) -> Sequence[Figure]:
    figures = (
        Figure("发现（件）", lambda tally: str(tally.found)),
        Figure("还没有改好（件）", lambda tally: str(tally.found_open)),
        Figure("过了期限（件）", lambda tally: str(tally.found_late), lambda tally: tally.found_late),
    )
    return _used(tallies, figures)


def _bulletins(tallies: Sequence[Tally]) -> Sequence[Figure]:
    """A column for each level whose issues were recorded."""
    words = sorted({item for tally in tallies for item, _, _ in tally.by_year if item.startswith(BULLETINS)})
    return [Figure(f"{word}（期）", partial(_issues, word)) for word in words]


def _issues(word: str, tally: Tally) -> str:
    number = sum(number for item, _, number in tally.by_year if item == word)
    return str(number) if number else ""


_GROUPS = (
    _Group("staff", "在任的驻村干部，按哪一级派来（人；整队派驻的按队）", _staff, POSTING),
    _Group("visits", "走访和慰问（历年）", _visits, VISIT),
    _Group("deeds", "实事（历年，件）", _deeds, DEED),
    _Group("meetings", "会议（历年，次）", _meetings, MEETING),
    _Group("trainings", "培训（历年）", _trainings, TRAINING),
    _Group("requests", "诉求（历年）", _requests, REQUEST),
    _Group("inspections", "督查发现（历年）", _inspections, INSPECTION),
    _Group("bulletins", "简报（历年，登记了的）", _bulletins, BULLETIN),
)
"""A kind that rolls up has a row here; what it counts is said in `derive.roll_ups`."""


# --- the totals on the region's own page ----------------------------------------------------------------------------


def totals_facts(context: PlaceContext, url: str, summaries: Mapping[str, Summary]) -> tuple[Fact, ...]:
    """What rolls up to here, each total with the way to its parts; nothing is said of what nobody recorded."""
    tally = summaries[context.place.path].tally
    page = totals_url(context.place.path)
    opened = {section.anchor for section in _sections(context, page, summaries)}
    found = []
    for label, text, anchor in _told(tally):
        href = relative(url, page, f"s-{anchor}") if anchor in opened else f"#s-{anchor}" if anchor in _ON_PAGE else ""
        found.append(Fact(label, text, href=href))
    return tuple(found)


_ON_PAGE = frozenset({"places", "works", "timeliness"})
"""Parts of the region's own page."""


def _told(tally: Tally) -> Iterator[tuple[str, str, str]]:
    """Label, text and anchor of every total."""
    counted = (
        ("村", tally.villages, "个", "places"),
        ("在任驻村干部和工作队", tally.cadres, "个", "staff"),
        ("项目", tally.projects, "个", "works"),
        ("其中没有完成的", tally.projects_open, "个", "works"),
        ("实事（历年）", tally.deeds, "件", "deeds"),
        ("会议（历年）", tally.meetings, "次", "meetings"),
        ("培训（历年）", number_in(tally.rolled, TRAININGS, COURSES), "份记录", "trainings"),
        ("诉求（历年）", number_in(tally.rolled, REQUESTS, RECEIVED), "件", "requests"),
    )
    yield from ((label, f"{count} {unit}", anchor) for label, count, unit, anchor in counted if count)
    if tally.found:
        late = f"，过了期限的 {tally.found_late} 件" if tally.found_late else ""
        yield "督查发现（历年）", f"{tally.found} 件，还没有改好的 {tally.found_open} 件{late}", "inspections"
    if bulletins := sum(number for item, _, number in tally.by_year if item.startswith(BULLETINS)):
        yield "简报（历年，登记了的）", f"{bulletins} 期", "bulletins"
    if tally.due:
        yield "近十二个月到期", share_in_time(tally), "timeliness"
    overdue = (("逾期后补上", tally.late), ("到期未公开", tally.missing))
    yield from ((label, f"{count} 项", "timeliness") for label, count in overdue if count)
    yield from ((label, text, "visits") for label, text in _visited(tally))
    yield from ((label, text, "") for label, text in _composition(tally))


def share_in_time(tally: Tally) -> str:
    """How many of what fell due were in time; where days are not known, how many are there."""
    if tally.untimed:
        there = tally.due - tally.untimed
        return f"{tally.due} 项，{f'{there} 项没有公开' if there else '都已公开'}"
    return f"{tally.due} 项中 {tally.on_time} 项按时"


def _visited(tally: Tally) -> Iterator[tuple[str, str]]:
    """Visits, what was given to households, and how many of them were reached this year."""
    if tally.households_visited is not None:
        rest = f"（另有 {tally.households_unknown} 次没有写户数，不完整）" if tally.households_unknown else ""
        yield "走访（历年，一户走几次算几次）", f"{tally.households_visited.text}{rest}"
    care = measured_in(tally.rolled, CARE, MONEY)
    if care.hundredths or care.missing:
        rest = f"（另有 {care.missing} 次没有写明多少，不完整）" if care.missing else ""
        yield "慰问金（历年）", f"{'约' if care.rough else ''}{format_yuan(Money(care.hundredths))} 元{rest}"
    if tally.care_goods:
        yield "慰问品（历年）", f"{tally.care_goods} 次"
    if tally.fresh_of:
        share = percent(tally.fresh, tally.fresh_of)
        yield "今年走到的户", f"{tally.fresh} 户，是写明了的村全部 {tally.fresh_of} 户的 {share}"


def _composition(tally: Tally) -> Iterator[tuple[str, str]]:
    """Who the cadres in post are, in groups so large that nobody is singled out: place by place they would be."""
    for word, groups in large_groups(tally.people, tally.composition):
        rest = tally.people - sum(people for _, people in groups)
        told = "、".join(f"{name} {people} 人" for name, people in groups)
        yield f"干部{word}", f"{told}（{tally.people} 人里其余 {rest} 人不分开列）" if rest else told
