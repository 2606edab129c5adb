"""The page of one record of any kind."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.kinds.base import Kind, Record, fields_of
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.life import view_life
from cunwu.pages.parts.links import listing_url, record_url, relative
from cunwu.pages.parts.sections import facts_of, missing_of, sections_of, texts_of
from cunwu.pages.parts.view import Fact, LifeLine, Link, Section, Shell
from cunwu.records.board import RecordFile


class RecordView(Frozen):
    """A record as its declaration shows it."""

    shell: Shell
    kind: str
    heading: str
    life: LifeLine
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    missing: str


def plan_record(context: PlaceContext, file: RecordFile) -> Page:
    """The default page: title, texts, facts, then a section for each group and list."""
    record, kind = _readable(file)
    url = record_url(context.place, file)
    return Page(
        url,
        "record.html",
        RecordView(
            shell=context.shell(url, record.title, [file], crumbs=[crumb_to_list(context, url, kind)]),
            kind=kind.label,
            life=view_life(context, url, file),
            heading=record.title,
            paragraphs=texts_of(record, frozenset({"remark"})),
            facts=facts_of(context, url, record, leave_out=frozenset({record.heading})),
            sections=closing_sections(context, url, record),
            missing=missing_of(record),
        ),
    )


def closing_sections(
    context: PlaceContext,
    url: str,
    record: Record,
    leave_out: frozenset[str] = frozenset(),
) -> tuple[Section, ...]:
    """The record's groups and lists, then its remark."""
    sections = sections_of(context, url, record, leave_out)
    if record.remark is None:
        return sections
    word = next(spec.word for spec in fields_of(type(record)) if spec.name == "remark")
    return (*sections, Section(word, "remark", paragraphs=texts_of(record, _all_but("remark", record))))


def _all_but(name: str, record: Record) -> frozenset[str]:
    return frozenset(type(record).declared) - {name}


def _readable(file: RecordFile) -> tuple[Record, Kind[Record]]:
    if file.record is None or file.kind is None:
        raise TypeError(f"{file.path} was not read")
    return file.record, file.kind


def crumb_to_list(context: PlaceContext, url: str, kind: Kind[Record]) -> Link:
    """From a record back to all records of its kind."""
    return Link(kind.label, relative(url, listing_url(context.place, kind)))
