"""One place's board → all its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import Disclosure
from cunwu.derive.summary import Summary
from cunwu.kinds import KINDS
from cunwu.kinds.record import Kind, Record
from cunwu.pages.kinds import pages_of
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.life import plan_lives
from cunwu.pages.parts.links import place_url
from cunwu.pages.parts.record import plan_record
from cunwu.pages.parts.view import Shell
from cunwu.pages.places.bills import plan_bills
from cunwu.pages.places.clerk import plan_clerk
from cunwu.pages.places.corrections import plan_corrections
from cunwu.pages.places.disclosure import plan_disclosure
from cunwu.pages.places.feeds import plan_feeds
from cunwu.pages.places.files import plan_files
from cunwu.pages.places.irregular import plan_irregular
from cunwu.pages.places.listing import plan_listing
from cunwu.pages.places.personal_data import plan_personal_data
from cunwu.pages.places.region import plan_region
from cunwu.pages.places.timeliness import plan_timeliness
from cunwu.pages.places.totals import plan_totals
from cunwu.pages.places.village import plan_village
from cunwu.pages.places.year import plan_years
from cunwu.records.record_file import RecordFile


class HeldView(Frozen):
    """A place of which no clean version is known."""

    shell: Shell
    heading: str
    files: tuple[str, ...]


def plan_records(context: PlaceContext, disclosures: Sequence[Disclosure] = ()) -> Iterator[Page]:
    """A page for every record and every list of records of one place; reads no files of other places."""
    for kind in KINDS:
        if not kind.folder:
            continue
        files = context.board.files_of(kind)
        for file in files:
            yield from _plan_file(context, kind, file)
        for file in (one for one in context.board.withdrawn if one.kind is kind):
            yield from _plan_withdrawn(context, kind, file)
        if files:
            yield plan_listing(context, kind)
    yield from plan_years(context)
    yield from plan_bills(context)
    yield from plan_lives(context)
    is_measured = context.place.is_village and context.board.files  # what a region lists is for the villages below
    if is_measured:
        planned = (plan_disclosure(context, disclosures), plan_clerk(context, disclosures))
        yield from (page for page in planned if page is not None)


def _plan_file(context: PlaceContext, kind: Kind[Record], file: RecordFile) -> Iterator[Page]:
    """The page of one record, or its pages if its kind plans them itself."""
    pages = pages_of(kind)
    if pages.plan is not None:
        yield from pages.plan(context, file)
    else:
        yield plan_record(context, file, pages.tell, has_copy=pages.has_copy)


def _plan_withdrawn(context: PlaceContext, kind: Kind[Record], file: RecordFile) -> Iterator[Page]:
    """The page at which a record that was withdrawn as a whole has been and stays: as it was, struck."""
    counted = context.with_withdrawn(file)
    own = next(one for one in counted.board.files if one.path == file.path)
    yield from _plan_file(counted, kind, own)


def plan_home(
    context: PlaceContext, summaries: Mapping[str, Summary], disclosures: Sequence[Disclosure] = ()
) -> Iterator[Page]:
    """Home page, rules for personal data, corrections and feeds of a place; a region needs the `summaries` below it."""
    own = summaries.get(context.place.path)
    if context.place.is_village:
        yield from plan_village(context, disclosures, own)
        totals = None
    else:
        yield plan_region(context, summaries)
        totals = plan_totals(context, summaries)
    irregular = plan_irregular(context, own) if own is not None else None
    times = plan_timeliness(context, summaries) if not context.place.is_village else None
    yield from (page for page in (totals, irregular, times, plan_files(context)) if page is not None)
    yield plan_personal_data(context)
    yield from plan_corrections(context)
    yield from plan_feeds(context, own.irregular if own is not None else ())


def plan_held(context: PlaceContext, faulty: tuple[str, ...]) -> Page:
    """The page of a place whose records have errors and of which no clean version is known."""
    url = place_url(context.place)
    return Page(url, "held.html", HeldView(context.shell(url, context.place.name, ()), context.place.name, faulty))
