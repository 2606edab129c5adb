"""What stands in the rooms of a village's board: cards of projects, items of the catalogue, newest records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import Disclosure, Line, State
from cunwu.derive.due_terms import terms_of
from cunwu.derive.posted import title_of
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE, WHEN_OR_ABSENCE
from cunwu.kinds.posting import Posting
from cunwu.kinds.project import Project
from cunwu.kinds.record import Kind, Record
from cunwu.pages.kinds import Room, kinds_in, pages_of
from cunwu.pages.kinds.project import view_stages
from cunwu.pages.parts.above import links_above
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import flags_of
from cunwu.pages.parts.links import listing_url, relative
from cunwu.pages.parts.sections import show
from cunwu.pages.parts.view import Fact, Link, StageView
from cunwu.pages.places.calendar import CALENDAR, calendar_url, has_due_days
from cunwu.pages.places.disclosure import (
    HEADING,
    SIGNS,
    TONES,
    disclosure_url,
    has_times,
    remark_on,
    rhythm_words,
    share_of,
    sign_of,
    told_of,
    tone_of,
    words_of,
)
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, format_yuan

R = TypeVar("R", bound=Record)

NEWEST = 4
"""How many of the newest records of a kind a room names before it leads on to the list."""
_STORIES = 2
"""How many decisions of a meeting, how many questions of a month stand in a room."""


class ProjectCard(Frozen):
    """One project on the board: where it stands and what it costs."""

    link: Link
    status: str
    stages: tuple[StageView, ...]
    facts: tuple[Fact, ...]


class DisclosureLine(Frozen):
    """One item of the catalogue with its state in sign and word."""

    item: str
    rhythm: str
    sign: str
    word: str
    tone: str
    day: str
    """When it was published, or until when it should have been."""
    newest: Link | None
    """None for an item that no kind of record stands for."""
    share: str
    """How often it was in time."""


class Listing(Frozen):
    """The newest records of one kind, and the way to all of them."""

    label: str
    anchor: str
    links: tuple[Link, ...]
    notes: tuple[str, ...]
    stories: tuple[tuple[str, ...], ...]
    """Of each what people come to read: what a meeting decided, what was asked and answered."""
    more: Link | None
    """None where only the region above has records."""


class Way(Frozen):
    """The way to the records of one kind."""

    every: Link
    newest: Link | None
    """None where there is only one, to which the other link leads."""


def by_day(records: Sequence[R]) -> list[R]:
    """Records with the newest first."""
    return sorted(records, key=lambda record: record.day or date.min, reverse=True)


def project_card(context: PlaceContext, url: str, project: Project) -> ProjectCard:
    """The card of a project: where it stands, what it costs, how large it is."""
    facts = []
    amounts = project.amounts
    told = partial(flags_of, context, url, project)
    for label, name in (("审定", "settled"), ("合同", "contract"), ("预算", "budget")):
        amount = getattr(amounts, name, None)
        if amounts is not None and amount is not None:
            text = f"{format_yuan(amount)} 元" if isinstance(amount, Money) else AMOUNT_OR_ABSENCE.show(amount)
            facts.append(Fact(label, text, flags=told([(amounts, name)])))
            break
    paid = [payment.amount for payment in project.payments]
    if paid:
        flags = told((payment, "amount") for payment in project.payments)
        facts.append(Fact("已付", f"{format_yuan(sum(paid[1:], paid[0]))} 元", flags=flags))
    facts += [
        Fact(line.what, _quantity(line.quantity), flags=told([(line, "quantity")]))
        for line in project.scope[:2]
        if line.quantity is not None
    ]
    return ProjectCard(
        Link(project.name, context.href_of(url, project)),
        project.status or "",
        view_stages(context, url, project),
        tuple(facts),
    )


def _quantity(value: object) -> str:
    return value.value if isinstance(value, Absence) else str(getattr(value, "text", value))


def link_to_former(context: PlaceContext, url: str, posting: Posting) -> Link:
    """Somebody who was posted here, and how long."""
    until = f"至 {WHEN_OR_ABSENCE.show(posting.until)}" if posting.until else "起"
    text = f"{posting.title}，{WHEN_OR_ABSENCE.show(posting.since)}{until}"
    return Link(text, context.href_of(url, posting))


def ways_to(context: PlaceContext, url: str, kinds: Iterable[Kind[Record]]) -> Iterator[Way]:
    """The way to all records of each kind that has any, and to the newest: nobody taps through a list of one."""
    for kind in kinds:
        records = by_day(context.board.records(kind))
        if not records:
            continue
        first = context.href_of(url, records[0])
        is_only = len(records) == 1
        listing = first if is_only else relative(url, listing_url(context.place, kind))
        newest = None if is_only else Link(title_of(context.board, records[0]), first)
        yield Way(Link(f"{kind.label}（{len(records)}）", listing), newest)


def view_disclosures(context: PlaceContext, url: str, found: Sequence[Disclosure]) -> tuple[DisclosureLine, ...]:
    """The catalogue's items with their states, of a long one those that are measured, missing and late ones first.

    What it no longer has stands on the page of all periods.
    """
    standing = [disclosure for disclosure in found if not disclosure.is_dropped]
    if len(standing) > _AT_A_GLANCE:
        measured = (one for one in standing if one.lines)
        standing = sorted(measured, key=lambda one: _URGENCY.get(one.state, len(_URGENCY)))
    return tuple(_disclosure_line(context, url, disclosure) for disclosure in standing[:_AT_A_GLANCE])


_AT_A_GLANCE = 12
_URGENCY = {State.MISSING: 0, State.LATE: 1}


def more_disclosures(found: Sequence[Disclosure], shown: int) -> str:
    """How many items of the catalogue are not among those shown."""
    rest = sum(not disclosure.is_dropped for disclosure in found) - shown
    return f"公开目录里另有 {rest} 项，见「{HEADING}」" if rest else ""


def _disclosure_line(context: PlaceContext, url: str, disclosure: Disclosure) -> DisclosureLine:
    line = disclosure.current
    return DisclosureLine(
        item=disclosure.item,
        rhythm=rhythm_words(disclosure.rhythm),
        sign=sign_of_item(disclosure),
        word=f"{line.period.label}{words_of(line)}{remark_on(line)}" if line else told_of(disclosure),
        tone=tone_of(line) if line else TONES[disclosure.state],
        day=_day_of(line) if line else "",
        newest=_newest(context, url, disclosure),
        share=share_of(disclosure, context.site.as_of),
    )


def sign_of_item(disclosure: Disclosure) -> str:
    """The sign of the current period of an item; of one without periods, whether anything is published."""
    return sign_of(disclosure.current) if disclosure.current is not None else SIGNS[disclosure.state]


def _newest(context: PlaceContext, url: str, disclosure: Disclosure) -> Link | None:
    record = disclosure.newest_record
    if record is not None:
        return Link(disclosure.newest or title_of(context.board, record), context.href_of(url, record))
    return Link("还没有") if disclosure.kind else None


def _day_of(line: Line) -> str:
    return f"{chinese_date(line.on)}公开" if line.on is not None else f"应在 {chinese_date(line.due)}以前公开"


def disclosure_links(context: PlaceContext, url: str, measured: Sequence[Disclosure]) -> Iterator[Link]:
    """Where the times of all periods stand, and the due days for a telephone's calendar; those there are."""
    place, terms = context.place, terms_of(context.place)
    if has_times(measured):
        yield Link(HEADING, relative(url, disclosure_url(place.path)))
    if terms is not None and has_due_days(context.site.as_of, (terms,)):
        yield Link(CALENDAR, relative(url, calendar_url(place)))


def listings_in(context: PlaceContext, url: str, room: Room) -> tuple[Listing, ...]:
    """The newest of every kind of a room that no part of it shows otherwise.

    Behind them stands what the region above has of the village.
    """
    found = []
    for kind in kinds_in(room):
        # A part of the room shows the village's own records of some kinds, and none from above.
        own = context.board.records(kind) if pages_of(kind).part is None else ()
        above = [one for one in links_above(context, url) if one.kind == kind.label]
        if not own and not above:
            continue
        newest = by_day(own)[:NEWEST]
        more = Link(f"全部{kind.label}（{len(own)}）", relative(url, listing_url(context.place, kind))) if own else None
        links = tuple(Link(title_of(context.board, record), context.href_of(url, record)) for record in newest)
        notes = tuple((pages_of(kind).note or _note)(context, record) for record in newest)
        tell = pages_of(kind).stories
        stories = tuple(tuple(tell(record)[:_STORIES]) if tell is not None else () for record in newest)
        links += tuple(one.link for one in above)
        notes += tuple(f"{one.region}的记录" for one in above)
        stories += ((),) * len(above)
        found.append(Listing(kind.label, kind.name, links, notes, stories, more))
    return tuple(found)


def _note(_context: PlaceContext, record: Record) -> str:
    """The day of a dated record; periods stand in the title already."""
    spec = next((spec for spec in fields_of(type(record)) if spec.name == record.dated_by), None)
    if spec is None or spec.form is None or record.dated_by == record.heading:
        return ""
    value = getattr(record, record.dated_by)
    return show(spec, value) if value is not None else ""
