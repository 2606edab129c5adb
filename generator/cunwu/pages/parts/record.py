"""The page of one record of any kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.derive.posted import title_of
from cunwu.kinds.base import Nature
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import PARAGRAPHS
from cunwu.kinds.record import Kind, Record
from cunwu.pages.parts.asked import records_asking
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.flags import figures_of, flags_of, merged
from cunwu.pages.parts.folding import fold_named
from cunwu.pages.parts.life import view_life
from cunwu.pages.parts.links import copy_url, listing_url, record_url
from cunwu.pages.parts.posts import officers_named
from cunwu.pages.parts.progress_bar import ProgressBar
from cunwu.pages.parts.sections import corrected_of, facts_of, missing_of, sections_of, texts_of
from cunwu.pages.parts.view import Fact, Flag, LifeLine, Link, Section, Shell, StageView, StateLine, SumView
from cunwu.records.record_file import RecordFile

Teller = Callable[[PlaceContext, str, Any], Besides]
"""What a kind has besides: from the place, the address of the page and the record."""


class RecordView(Frozen):
    """A record as its declaration shows it, with what its kind has besides (`Besides`)."""

    shell: Shell
    kind: str
    """With its badge: 合同 · 出租 · 履行中."""
    heading: str
    life: LifeLine
    corrected: tuple[Fact, ...]
    """What was corrected and stands on the page without its old value: the title, a strip, a sentence."""
    sum: SumView | None
    stages: tuple[StageView, ...]
    sentences: tuple[str, ...]
    bars: tuple[ProgressBar, ...]
    flags: tuple[Flag, ...]
    """What is to be known of the figures that the sentences and bars are computed from."""
    caveat: str
    paragraphs: tuple[str, ...]
    lines: tuple[StateLine, ...]
    money: tuple[Fact, ...]
    before: tuple[Section, ...]
    facts: tuple[Fact, ...]
    facts_heading: str
    sections: tuple[Section, ...]
    missing: str


_PLAIN = Besides()


def plan_record(context: PlaceContext, file: RecordFile, tell: Teller | None = None, *, has_copy: bool = False) -> Page:
    """Title, texts and facts, then a section for each group and list; `tell` adds what the kind has besides."""
    record, kind = _readable(file)
    url = record_url(context.place, file)
    besides = tell(context, url, record) if tell is not None else _PLAIN
    title = besides.title or title_of(context.board, record)
    others = (*besides.made_from, *records_asking(context, record), *officers_named(context, [record]))
    made_from = dict.fromkeys((record, *others))
    files = tuple(map(context.board.file_of, made_from))
    return Page(
        url,
        "record.html",
        RecordView(
            shell=context.shell(url, title, files, crumbs=[crumb_to_list(context, url, kind)], has_copy=has_copy),
            kind=" · ".join(filter(None, (kind.label, *besides.badge))),
            heading=f"{context.place.name} {title}" if besides.title else title,
            life=view_life(context, url, file, besides.made_from),
            corrected=corrected_of(context, url, record, _shown_otherwise(record, besides), besides.shows_was),
            sum=besides.sum,
            stages=besides.stages,
            sentences=besides.sentences,
            bars=besides.bars,
            flags=_flags(context, url, record, besides),
            caveat=besides.caveat,
            paragraphs=texts_of(record, _REMARK),
            lines=besides.lines,
            money=besides.money,
            before=besides.before,
            facts=facts_of(context, url, record, besides.hides | {record.heading}),
            facts_heading=besides.facts,
            sections=fold_named(closing_sections(context, url, record, besides.hides, besides.instead), besides.folds),
            missing=missing_of(context.as_written(record), besides.unasked),
        ),
        copy_url(url) if has_copy else "",
    )


def _flags(context: PlaceContext, url: str, record: Record, besides: Besides) -> tuple[Flag, ...]:
    if not besides.sentences and not besides.bars:
        return ()
    own = (flags_of(context, url, one, figures_of(one)) for one in (record, *besides.made_from))
    return merged(flag for flags in own for flag in flags)


def _shown_otherwise(record: Record, besides: Besides) -> frozenset[str]:
    texts = (spec.name for spec in fields_of(type(record)) if spec.form is PARAGRAPHS and spec.nature is Nature.FIGURE)
    return besides.hides | {record.heading, *texts} | {section.anchor for section in besides.instead}


_REMARK = frozenset({"remark"})


def closing_sections(
    context: PlaceContext,
    url: str,
    record: Record,
    leave_out: frozenset[str] = frozenset(),
    instead: tuple[Section, ...] = (),
) -> tuple[Section, ...]:
    """The record's groups and lists, then its remark; `instead` takes the place of the fields its anchors name."""
    sections = sections_of(context, url, record, leave_out, instead)
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
    return Link(kind.label, context.link_to(url, listing_url(context.place, kind), context.place.path))
