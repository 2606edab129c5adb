"""All records of one kind of one place."""

from __future__ import annotations

from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import PARAGRAPHS
from cunwu.kinds.record import Kind, Record
from cunwu.pages.kinds import pages_of
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import listing_url
from cunwu.pages.parts.sections import cell, heading, is_numeric
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Link, Row, Shell, Table

_COLUMNS = 5
"""How many of a record's own fields a list shows; the rest stands on its page."""


class ListingView(Frozen):
    """A list of records, newest first."""

    shell: Shell
    heading: str
    tables: tuple[Table, ...]


def plan_listing(context: PlaceContext, kind: Kind[Record]) -> Page:
    """The list of a kind's records; the first column leads to each."""
    url = listing_url(context.place, kind)
    title = f"{kind.label}（{len(context.board.records(kind))}）"
    shell = context.shell(url, title, context.board.files_of(kind), crumbs=[Link(kind.label)])
    tables_of = pages_of(kind).tables
    tables = tables_of(context, url) if tables_of is not None else (_table(context, url, kind, title),)
    return Page(url, "listing.html", ListingView(shell, title, tables))


def _table(context: PlaceContext, url: str, kind: Kind[Record], caption: str) -> Table:
    records = sorted(context.board.records(kind), key=lambda record: record.day or date.min, reverse=True)
    specs = [
        spec
        for spec in fields_of(kind.record)
        if spec.form not in (None, PARAGRAPHS)
        and not spec.many
        and not spec.totals_only
        and spec.name not in (kind.record.heading, "remark", "number")
        and any(getattr(record, spec.name) is not None for record in records)
    ][:_COLUMNS]
    headed = [(spec, heading(spec, records)) for spec in specs]
    rows = tuple(
        Row(
            (
                Cell(record.title, kind.label, href=context.href_of(url, record)),
                *(cell(context, url, spec, record, label) for spec, label in headed),
            ),
        )
        for record in records
    )
    columns = (Column(kind.label), *(Column(label, is_numeric(spec)) for spec, label in headed))
    return laid_out(Table(caption, columns, rows))
