"""The rooms of a village's board: one page for its money, its works, its people and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from cunwu.core.frozen import Frozen, replace
from cunwu.derive.disclosure import Disclosure
from cunwu.derive.summary import Summary
from cunwu.kinds.posting import POSTING
from cunwu.kinds.project import PROJECT
from cunwu.kinds.village import Village
from cunwu.pages.kinds import Part, Room, kinds_in, kinds_shown_by
from cunwu.pages.parts.above import links_above
from cunwu.pages.parts.books import BookView, view_books
from cunwu.pages.parts.cadre_board import CadreCard, cadre_card, roster_hint
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.downloads import links_to_data
from cunwu.pages.parts.holding import rules_section
from cunwu.pages.parts.indicators import stated_figures
from cunwu.pages.parts.inspected import inspected_table
from cunwu.pages.parts.links import place_url, room_url
from cunwu.pages.parts.sections import facts_of, sections_of, texts_of
from cunwu.pages.parts.view import Fact, Link, Section, Shell, Table
from cunwu.pages.places.corrections import corrections_url
from cunwu.pages.places.holdings import HoldingsView, view_holdings
from cunwu.pages.places.irregular import IrregularGlance, view_irregular
from cunwu.pages.places.office import OfficeView, view_office
from cunwu.pages.places.room_lines import (
    DisclosureLine,
    Listing,
    ProjectCard,
    Way,
    by_day,
    disclosure_links,
    link_to_former,
    listings_in,
    more_disclosures,
    project_card,
    view_disclosures,
    ways_to,
)
from cunwu.records.record_file import RecordFile


class RoomView(Frozen):
    """One room; what does not belong into it is empty."""

    shell: Shell
    heading: str
    books: tuple[BookView, ...] = ()
    holdings: HoldingsView | None = None
    projects: tuple[ProjectCard, ...] = ()
    cadres: tuple[CadreCard, ...] = ()
    cadre_hint: str = ""
    """What a page cannot know of today."""
    former: tuple[Link, ...] = ()
    cadre_ways: tuple[Way, ...] = ()
    """What else is recorded of them: reports, diaries, goals, assessments."""
    office: OfficeView | None = None
    disclosures: tuple[DisclosureLine, ...] = ()
    more_disclosures: str = ""
    """How many items are not shown here."""
    disclosure_links: tuple[Link, ...] = ()
    inspected: Table | None = None
    """What inspections of places above found here."""
    irregular: IrregularGlance = IrregularGlance("", (), None)
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    listings: tuple[Listing, ...] = ()
    downloads: tuple[Link, ...] = ()


def url_of_room(path: str, room: Room) -> str:
    """The page of a room of the village with this path, from the site's root."""
    return corrections_url(path) if room is Room.CHANGES else room_url(path, room.name.lower())


class Known(Frozen):
    """What was measured of a village before its pages are planned."""

    disclosures: tuple[Disclosure, ...]
    summary: Summary | None
    """None where only the pages of the village itself are of interest."""


def rooms_with_pages(context: PlaceContext, known: Known) -> tuple[Room, ...]:
    """The rooms in which there is anything, in their order."""
    above = {one.kind for one in links_above(context, place_url(context.place))}
    filled = {
        room
        for room in Room
        if any(context.board.records(kind) for kind in kinds_in(room))
        or any(kind.label in above for kind in kinds_in(room))
    }
    if rules_section(context, place_url(context.place)) is not None:
        filled.add(Room.PEOPLE)
    if context.inspected or known.disclosures or (known.summary is not None and known.summary.tally.irregular):
        filled.add(Room.DISCLOSURE)
    if context.site.history is not None:
        filled.add(Room.CHANGES)
    if context.place.record is not None:
        filled.add(Room.VILLAGE)
    return tuple(room for room in Room if room in filled)


def plan_rooms(context: PlaceContext, known: Known, rooms: Sequence[Room]) -> Iterator[Page]:
    """The pages of these rooms but that of the changes, which every place has."""
    for room in rooms:
        if room is not Room.CHANGES:
            yield _plan(context, room, known)


def _plan(context: PlaceContext, room: Room, known: Known) -> Page:
    url = url_of_room(context.place.path, room)
    shell = context.shell(url, room.value, _files(context, room), crumbs=[Link(room.value)])
    heading = f"{context.place.name}：{room.value}"
    view = RoomView(shell, heading, listings=listings_in(context, url, room))
    furnish = _FURNISH.get(room)
    return Page(url, "room.html", furnish(context, url, view, known) if furnish is not None else view)


def _files(context: PlaceContext, room: Room) -> list[RecordFile]:
    own, kinds = context.place.own_file, kinds_in(room)
    return [file for file in context.board.files if file.path == own or file.kind in kinds]


def _money(context: PlaceContext, url: str, view: RoomView, known: Known) -> RoomView:
    del known
    return replace(view, books=view_books(context, url), holdings=view_holdings(context, url))


def _works(context: PlaceContext, url: str, view: RoomView, known: Known) -> RoomView:
    del known
    return replace(
        view, projects=tuple(project_card(context, url, one) for one in by_day(context.board.records(PROJECT)))
    )


def _people(context: PlaceContext, url: str, view: RoomView, known: Known) -> RoomView:
    del known
    as_of, postings = context.site.as_of, context.board.records(POSTING)
    in_post = [posting for posting in postings if posting.covers(as_of, as_of)]
    return replace(
        view,
        cadres=tuple(cadre_card(context, url, posting) for posting in in_post),
        cadre_hint=roster_hint(in_post),
        former=tuple(link_to_former(context, url, one) for one in postings if not one.covers(as_of, as_of)),
        cadre_ways=tuple(ways_to(context, url, (kind for kind in kinds_shown_by(Part.CADRES) if kind is not POSTING))),
        office=view_office(context, url),
    )


def _disclosure(context: PlaceContext, url: str, view: RoomView, known: Known) -> RoomView:
    glance = view_disclosures(context, url, known.disclosures)
    return replace(
        view,
        disclosures=glance,
        more_disclosures=more_disclosures(known.disclosures, len(glance)),
        disclosure_links=tuple(disclosure_links(context, url, known.disclosures)),
        inspected=inspected_table(context, url),
        irregular=view_irregular(context, url, known.summary),
    )


def _village(context: PlaceContext, url: str, view: RoomView, known: Known) -> RoomView:
    del known
    record = context.place.record
    return replace(
        view,
        paragraphs=texts_of(record) if record else (),
        facts=facts_of(context, url, record, frozenset({"name", "demonstration"})) if record else (),
        sections=_sections(context, url),
        downloads=links_to_data(context, url),
    )


def _sections(context: PlaceContext, url: str) -> tuple[Section, ...]:
    """What village.yml lists; figures that name their parts stand beside the computed ones."""
    village = context.place.record
    if not isinstance(village, Village):
        return ()
    found = stated_figures(context, village)
    withdrawn = (found.withdrawn,) if found is not None and found.withdrawn is not None else ()
    instead = (
        (Section("指标", "indicators", tables=(*found.tables, *withdrawn), hint=found.hint),)
        if found is not None
        else ()
    )
    return sections_of(context, url, village, frozenset({"settings"}), instead)


_FURNISH: Mapping[Room, Callable[[PlaceContext, str, RoomView, Known], RoomView]] = {
    Room.MONEY: _money,
    Room.WORKS: _works,
    Room.PEOPLE: _people,
    Room.DISCLOSURE: _disclosure,
    Room.VILLAGE: _village,
}
"""What a room has besides the newest records of its kinds."""
