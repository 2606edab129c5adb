"""The board of one village: this month's money first, then works, people, affairs, changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import Disclosure, Line, State
from cunwu.derive.due_terms import terms_of
from cunwu.derive.posted import title_of
from cunwu.derive.summary import Summary
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE, WHEN_OR_ABSENCE
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.posting import POSTING, Posting
from cunwu.kinds.project import PROJECT, Project
from cunwu.kinds.record import Record
from cunwu.kinds.village import Village
from cunwu.pages.kinds import Room, kinds_in, pages_of
from cunwu.pages.kinds.project import view_stages
from cunwu.pages.parts.cadre_board import CadreCard, cadre_card, roster_hint
from cunwu.pages.parts.changes import ChangeLine, newest_lines
from cunwu.pages.parts.charts import line_chart
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.downloads import links_to_data
from cunwu.pages.parts.flags import flags_of, sum_flags
from cunwu.pages.parts.glance import biggest_sentence
from cunwu.pages.parts.indicators import HINT, indicators_table
from cunwu.pages.parts.links import listing_url, place_url, relative
from cunwu.pages.parts.money import book_name, months_table, reviewed_sentence, view_sum
from cunwu.pages.parts.sections import facts_of, paragraphs_of, sections_of, show, texts_of
from cunwu.pages.parts.view import Fact, FlaggedPoint, LineChart, Link, Section, Shell, StageView, SumView, Table
from cunwu.pages.parts.waiting import WaitingLine, waiting_lines
from cunwu.pages.places.calendar import CALENDAR, calendar_url, has_due_days
from cunwu.pages.places.corrections import link_to_corrections
from cunwu.pages.places.disclosure import (
    HEADING,
    SIGNS,
    TONES,
    disclosure_url,
    has_times,
    measure,
    remark_on,
    rhythm_words,
    share_of,
    sign_of,
    told_of,
    tone_of,
    words_of,
)
from cunwu.pages.places.holdings import HoldingsView, view_holdings
from cunwu.pages.places.irregular import IrregularGlance, view_irregular
from cunwu.pages.places.office import OfficeView, view_office
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date, chinese_partial
from cunwu.values.money import Money, format_yuan

R = TypeVar("R", bound=Record)

NEWEST = 4
"""How many of the newest records of a kind a board names before it leads on to the list."""


class BookView(Frozen):
    """One book: its newest period as a sum, the months before as a line and a table."""

    name: str
    period: str
    href: str
    sum: SumView
    sentence: str
    paragraphs: tuple[str, ...]
    reviewed: str
    chart: LineChart | None
    months: Table


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
    more: Link


class VillageView(Frozen):
    """Everything on a village's board."""

    shell: Shell
    heading: str
    within: str
    books: tuple[BookView, ...]
    holdings: HoldingsView | None
    projects: tuple[ProjectCard, ...]
    cadres: tuple[CadreCard, ...]
    cadre_hint: str
    """What a page cannot know of today."""
    former: tuple[Link, ...]
    cadre_lists: tuple[Link, ...]
    """What else is recorded of them: reports, diaries, goals, assessments."""
    office: OfficeView | None
    waiting: tuple[WaitingLine, ...]
    irregular: IrregularGlance
    disclosures: tuple[DisclosureLine, ...]
    more_disclosures: str
    """How many items are not shown here."""
    disclosure_links: tuple[Link, ...]
    listings: tuple[Listing, ...]
    changes: tuple[ChangeLine, ...]
    all_changes: Link | None
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    downloads: tuple[Link, ...]


def plan_village(
    context: PlaceContext, disclosures: Sequence[Disclosure] | None = None, summary: Summary | None = None
) -> Page:
    """The board of a village; `disclosures` are its own as measured with its history, `summary` is what it sums up."""
    board, place, as_of = context.board, context.place, context.site.as_of
    url = place_url(place)
    record = place.record
    measured = measure(context) if disclosures is None else disclosures
    in_post = [posting for posting in board.records(POSTING) if posting.covers(as_of, as_of)]
    former = [posting for posting in board.records(POSTING) if not posting.covers(as_of, as_of)]
    return Page(
        url,
        "village.html",
        VillageView(
            shell=context.shell(url, place.name, board.files),
            heading=place.name,
            within=" · ".join((*(upper.name for upper in place.lineage[1:-1]), *_abolished(place.record))),
            books=tuple(_books(context, url)),
            holdings=view_holdings(context, url),
            projects=tuple(_project_card(context, url, project) for project in _by_day(board.records(PROJECT))),
            cadres=tuple(cadre_card(context, url, posting) for posting in in_post),
            cadre_hint=roster_hint(in_post),
            former=tuple(_former(context, url, posting) for posting in former),
            cadre_lists=tuple(_cadre_lists(context, url)),
            office=view_office(context, url),
            waiting=waiting_lines(context, url),
            irregular=view_irregular(context, url, summary),
            disclosures=(glance := view_disclosures(context, url, measured)),
            more_disclosures=_more(measured, len(glance)),
            disclosure_links=tuple(_disclosure_links(context, url, measured)),
            listings=tuple(_listings(context, url)),
            changes=newest_lines(context, url),
            all_changes=link_to_corrections(context, url),
            paragraphs=texts_of(record) if record else (),
            facts=facts_of(context, url, record, frozenset({"name", "demonstration"})) if record else (),
            sections=_sections(context, url) if record else (),
            downloads=links_to_data(context, url),
        ),
    )


def _sections(context: PlaceContext, url: str) -> tuple[Section, ...]:
    """What village.yml lists; figures that name their parts stand beside the computed ones."""
    village = context.place.record
    if not isinstance(village, Village):
        return ()
    table = indicators_table(context, village)
    instead = (Section("指标", "indicators", tables=(table,), hint=HINT),) if table is not None else ()
    return sections_of(context, url, village, frozenset({"settings"}), instead, numbers=False)


def _by_day(records: Sequence[R]) -> list[R]:
    return sorted(records, key=lambda record: record.day or date.min, reverse=True)


def _books(context: PlaceContext, url: str) -> list[BookView]:
    """Books by how many periods they have; the village's main one is the fullest."""
    fullest = sorted(context.books.values(), key=len, reverse=True)
    return [_book(context, url, ledgers) for ledgers in fullest]


def _book(context: PlaceContext, url: str, ledgers: Sequence[Ledger]) -> BookView:
    newest, year = ledgers[-1], ledgers[-12:]
    sums = {ledger.period.label: context.sum_of(ledger) for ledger in year}
    known = {label: found.closing for label, found in sums.items() if found.closing is not None}
    points = [FlaggedPoint(ledger.period.label, sum_flags(context, url, [ledger])[-1]) for ledger in year]
    name = book_name(context, newest.book)
    return BookView(
        name=name,
        period=newest.period.label,
        href=context.href_of(url, newest),
        sum=view_sum(context, url, newest),
        sentence=biggest_sentence(newest),
        paragraphs=paragraphs_of(newest.explanation),
        reviewed=reviewed_sentence(newest),
        chart=line_chart("期末结余", list(known), list(known.values()), points),
        months=months_table(context, url, f"{name}：最近各期", year),
    )


def _project_card(context: PlaceContext, url: str, project: Project) -> ProjectCard:
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


def _abolished(record: object) -> Iterator[str]:
    """Since when the village is no more, and what it became part of."""
    if isinstance(record, Village) and record.abolished is not None:
        into = f"，并入{record.merged_into}" if record.merged_into else ""
        yield f"{chinese_partial(record.abolished)}撤销{into}"


def _quantity(value: object) -> str:
    return value.value if isinstance(value, Absence) else str(getattr(value, "text", value))


def _former(context: PlaceContext, url: str, posting: Posting) -> Link:
    until = f"至 {WHEN_OR_ABSENCE.show(posting.until)}" if posting.until else "起"
    text = f"{posting.title}，{WHEN_OR_ABSENCE.show(posting.since)}{until}"
    return Link(text, context.href_of(url, posting))


def _cadre_lists(context: PlaceContext, url: str) -> Iterator[Link]:
    """The ways to all records of the kinds that tell more of cadres."""
    for kind in kinds_in(Room.CADRES):
        count = len(context.board.records(kind))
        if count and kind is not POSTING:
            yield Link(f"{kind.label}（{count}）", relative(url, listing_url(context.place, kind)))


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


def _more(found: Sequence[Disclosure], shown: int) -> str:
    rest = sum(not disclosure.is_dropped for disclosure in found) - shown
    return f"公开目录里另有 {rest} 项，见「{HEADING}」" if rest else ""


def _disclosure_line(context: PlaceContext, url: str, disclosure: Disclosure) -> DisclosureLine:
    line = disclosure.current
    return DisclosureLine(
        item=disclosure.item,
        rhythm=rhythm_words(disclosure.rhythm),
        sign=sign_of(line) if line else SIGNS[disclosure.state],
        word=f"{line.period.label}{words_of(line)}{remark_on(line)}" if line else told_of(disclosure),
        tone=tone_of(line) if line else TONES[disclosure.state],
        day=_day_of(line) if line else "",
        newest=_newest(context, url, disclosure),
        share=share_of(disclosure, context.site.as_of),
    )


def _newest(context: PlaceContext, url: str, disclosure: Disclosure) -> Link | None:
    record = disclosure.newest_record
    if record is not None:
        return Link(disclosure.newest or title_of(context.board, record), context.href_of(url, record))
    return Link("还没有") if disclosure.kind else None


def _day_of(line: Line) -> str:
    return f"{chinese_date(line.on)}公开" if line.on is not None else f"应在 {chinese_date(line.due)}以前公开"


def _disclosure_links(context: PlaceContext, url: str, measured: Sequence[Disclosure]) -> Iterator[Link]:
    """Where the times of all periods stand, and the due days for a telephone's calendar; those there are."""
    place, terms = context.place, terms_of(context.place)
    if has_times(measured):
        yield Link(HEADING, relative(url, disclosure_url(place.path)))
    if terms is not None and has_due_days(context.site.as_of, (terms,)):
        yield Link(CALENDAR, relative(url, calendar_url(place)))


def _listings(context: PlaceContext, url: str) -> list[Listing]:
    """The newest of every kind that no part of the page shows otherwise; a new kind appears here by itself."""
    found = []
    for kind in kinds_in(None):
        if not context.board.records(kind):
            continue
        newest = _by_day(context.board.records(kind))[:NEWEST]
        found.append(
            Listing(
                kind.label,
                kind.name,
                tuple(Link(title_of(context.board, record), context.href_of(url, record)) for record in newest),
                tuple((pages_of(kind).note or _note)(context, record) for record in newest),
                Link(
                    f"全部{kind.label}（{len(context.board.records(kind))}）",
                    relative(url, listing_url(context.place, kind)),
                ),
            ),
        )
    return found


def _note(_context: PlaceContext, record: Record) -> str:
    """The day of a dated record; periods stand in the title already."""
    spec = next((spec for spec in fields_of(type(record)) if spec.name == record.dated_by), None)
    if spec is None or spec.form is None or record.dated_by == record.heading:
        return ""
    value = getattr(record, record.dated_by)
    return show(spec, value) if value is not None else ""
