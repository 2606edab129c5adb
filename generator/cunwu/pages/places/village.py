"""The board of one village: this month's money first, then a door into every room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import Disclosure
from cunwu.derive.summary import Summary
from cunwu.kinds.request import REQUEST
from cunwu.kinds.village import Village
from cunwu.pages.kinds import Room
from cunwu.pages.parts.asked import newest_asked
from cunwu.pages.parts.books import BookView, newest_card, view_books
from cunwu.pages.parts.changes import ChangeLine, newest_lines
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import listing_url, place_url, relative
from cunwu.pages.parts.money import figures_of
from cunwu.pages.parts.sections import texts_of
from cunwu.pages.parts.view import AskedLine, Link, Shell
from cunwu.pages.parts.waiting import WaitingLine, waiting_lines
from cunwu.pages.places.clerk import link_to_clerk
from cunwu.pages.places.corrections import link_to_corrections
from cunwu.pages.places.disclosure import measure
from cunwu.pages.places.doors import Door, doors_of
from cunwu.pages.places.rooms import Known, plan_rooms, rooms_with_pages
from cunwu.values.dates import chinese_partial

_ASKED = 3
NEWEST = 4
"""How many of the latest changes the board names."""


class VillageView(Frozen):
    """The first page of a village's board."""

    shell: Shell
    heading: str
    within: str
    book: BookView | None
    """The newest period of its main book."""
    paragraphs: tuple[str, ...]
    """What the village says of itself, where no money is told."""
    waiting: tuple[WaitingLine, ...]
    doors: tuple[Door, ...]
    asked: tuple[AskedLine, ...]
    """What was asked about its figures and answered, the newest first."""
    all_asked: Link | None
    changes: tuple[ChangeLine, ...]
    all_changes: Link | None
    clerk: Link | None
    """For the one who keeps the records."""


def plan_village(
    context: PlaceContext, disclosures: Sequence[Disclosure] | None = None, summary: Summary | None = None
) -> Iterator[Page]:
    """The first page of a village's board, and its rooms.

    `disclosures` are its own as measured with its history, `summary` is what it sums up.
    """
    known = Known(tuple(measure(context) if disclosures is None else disclosures), summary)
    rooms = rooms_with_pages(context, known)
    yield _plan(context, known, rooms)
    yield from plan_rooms(context, known, rooms)


def _plan(context: PlaceContext, known: Known, rooms: Sequence[Room]) -> Page:
    board, place = context.board, context.place
    url = place_url(place)
    books = view_books(context, url, only_first=True)
    return Page(
        url,
        "village.html",
        VillageView(
            shell=context.shell(url, place.name, board.files, told=_told(place.name, books), card=newest_card(context)),
            heading=place.name,
            within=" · ".join((*(upper.name for upper in place.lineage[1:-1]), *_abolished(place.record))),
            book=books[0] if books else None,
            paragraphs=texts_of(place.record) if place.record and not books else (),
            waiting=waiting_lines(context, url),
            doors=doors_of(context, url, known, rooms),
            asked=newest_asked(context, url, _ASKED),
            all_asked=_link_to_requests(context, url),
            changes=newest_lines(context, url, NEWEST),
            all_changes=link_to_corrections(context, url),
            clerk=link_to_clerk(context, url),
        ),
    )


def _link_to_requests(context: PlaceContext, url: str) -> Link | None:
    count = len(context.board.records(REQUEST))
    return Link(f"全部诉求和答复（{count} 期）", relative(url, listing_url(context.place, REQUEST))) if count else None


def _told(name: str, books: Sequence[BookView]) -> str:
    if not books:
        return f"{name}的村务公开栏"
    return f"{name} {books[0].period}（{books[0].name}）：{figures_of(books[0].sum)}"


def _abolished(record: object) -> Iterator[str]:
    """Since when the village is no more, and what it became part of."""
    if isinstance(record, Village) and record.abolished is not None:
        into = f"，并入{record.merged_into}" if record.merged_into else ""
        yield f"{chinese_partial(record.abolished)}撤销{into}"
