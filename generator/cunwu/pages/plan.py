"""One place's board → all its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import Disclosure
from cunwu.derive.summary import Summary
from cunwu.kinds import KINDS
from cunwu.kinds.asset import ASSET
from cunwu.kinds.audit import AUDIT
from cunwu.kinds.benefit import BENEFIT
from cunwu.kinds.budget import BUDGET
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.debt import DEBT
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.levy import LEVY
from cunwu.kinds.project import PROJECT
from cunwu.kinds.statement import STATEMENT
from cunwu.pages.kinds.asset import tell_asset
from cunwu.pages.kinds.audit import tell_audit
from cunwu.pages.kinds.benefit import tell_benefit
from cunwu.pages.kinds.budget import tell_budget
from cunwu.pages.kinds.contract import tell_contract
from cunwu.pages.kinds.debt import tell_debt
from cunwu.pages.kinds.ledger import plan_ledger
from cunwu.pages.kinds.levy import tell_levy
from cunwu.pages.kinds.project import tell_project
from cunwu.pages.kinds.statement import tell_statement
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.entries import plan_entries
from cunwu.pages.parts.life import plan_lives
from cunwu.pages.parts.links import place_url
from cunwu.pages.parts.record import Teller, plan_record
from cunwu.pages.parts.view import Shell
from cunwu.pages.places.corrections import plan_corrections
from cunwu.pages.places.disclosure import plan_disclosure
from cunwu.pages.places.feeds import plan_feeds
from cunwu.pages.places.listing import plan_listing
from cunwu.pages.places.region import plan_region
from cunwu.pages.places.village import plan_village
from cunwu.pages.places.year import plan_years

TELLERS: Mapping[str, Teller] = {
    AUDIT.name: tell_audit,
    BENEFIT.name: tell_benefit,
    LEVY.name: tell_levy,
    BUDGET.name: tell_budget,
    STATEMENT.name: tell_statement,
    PROJECT.name: tell_project,
    ASSET.name: tell_asset,
    CONTRACT.name: tell_contract,
    DEBT.name: tell_debt,
}
"""Kinds that have something besides their fields."""


class HeldView(Frozen):
    """A place of which no clean version is known."""

    shell: Shell
    heading: str
    files: tuple[str, ...]


def plan_records(context: PlaceContext, disclosures: Sequence[Disclosure] = ()) -> Iterator[Page]:
    """A page for every record and every list of records of one place; costs only its own files."""
    for kind in KINDS:
        if not kind.folder:
            continue
        files = context.board.files_of(kind)
        for file in files:
            if kind is LEDGER:
                yield plan_ledger(context, file)
                yield from plan_entries(context, file)
            else:
                yield plan_record(context, file, TELLERS.get(kind.name))
        if files:
            yield plan_listing(context, kind)
    yield from plan_years(context)
    yield from plan_lives(context)
    times = plan_disclosure(context, disclosures) if context.board.files else None
    if times is not None:
        yield times


def plan_home(
    context: PlaceContext, summaries: Mapping[str, Summary], disclosures: Sequence[Disclosure] = ()
) -> Iterator[Page]:
    """The place's own page, a village's board or a region with what lies below it, and what follows its changes."""
    yield plan_village(context, disclosures) if context.place.is_village else plan_region(context, summaries)
    yield from plan_corrections(context)
    yield from plan_feeds(context)


def plan_held(context: PlaceContext, faulty: tuple[str, ...]) -> Page:
    """The page of a place whose records have errors and of which no clean version is known."""
    url = place_url(context.place)
    return Page(url, "held.html", HeldView(context.shell(url, context.place.name, ()), context.place.name, faulty))
