"""Records → the lines in which a search finds words, made for every kind from its declaration, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.derive.posted import title_of
from cunwu.exports.secret import is_secret, open_record
from cunwu.kinds.base import FieldSpec, Item, NumberedItem, written
from cunwu.kinds.fields import fields_of, names_people, parts_fields
from cunwu.kinds.forms import ITEM_NUMBER, LINE, PARAGRAPHS, SERIAL
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor, own_url, relative, search_url
from cunwu.pages.parts.references import follow
from cunwu.pages.parts.sections import paragraphs_of, show
from cunwu.search.sums import sums_of, year_sums
from cunwu.values.money import Money

_AS_TYPED = (LINE, SERIAL, ITEM_NUMBER)
BETWEEN = "\n"
"""Separates the fields of one line."""


class Searched(Frozen):
    """One record: the address of its page, relative to the search page, and its lines."""

    day: date | None
    href: str
    title: str
    lines: list[str]
    """By turns the address of a line relative to that page (an anchor with its #, or another page), and its fields."""


def searched_records(context: PlaceContext) -> Iterator[Searched]:
    """Every record of a place without secret fields; lists that name people are left out even while they are shown."""
    start = search_url(context.place)
    for file in context.board.files:
        if file.record is None or file.kind is None:
            continue
        record = open_record(file.kind, file.record)
        if file.kind.folder:
            href, divided = context.href_of(start, file.record), context.is_divided(file.record)
        else:
            href, divided = relative(start, own_url(context.place)), False
        reader = _Reader(context, start, file.record, href, divided)
        lines: list[str] = []
        reader.read(record, "", lines)
        for one in sums_of(context, file.record):
            lines += (f"#{one.anchor}" if one.anchor else "", BETWEEN.join(one.fields))
        yield Searched(record.day, href, title_of(context.board, record), lines)
    for year in year_sums(context):
        yield Searched(year.day, relative(start, year.url), year.title, ["", BETWEEN.join(year.fields)])


class _Reader(Frozen):
    """Reads the lines of one record; `start` is the search page, `divided` whether the record has several pages."""

    context: PlaceContext
    start: str
    record: Record
    href: str
    divided: bool

    def read(self, item: Item, anchor: str, into: list[str]) -> None:
        """Append the lines of an item and of all below it to `into`: its fields in one line, then each paragraph."""
        form = _form_of(type(item))
        texts = []
        for value, spec, is_plain in zip(form.values(item), form.specs, form.plain, strict=True):
            if value is None:
                continue
            if is_plain:
                texts.append(value)
            elif type(value) is not tuple or value:
                texts.append(self._text(spec, value))
        if texts:
            into += (anchor, BETWEEN.join(texts))
        for name in form.longer:
            for paragraph in paragraphs_of(getattr(item, name)):
                into += (anchor, " ".join(paragraph.split()))
        for name, many in form.parts:
            value = getattr(item, name)
            for part in written(value) if many else () if value is None else (value,):
                self.read(part, self._way_to(part.number) if isinstance(part, NumberedItem) else anchor, into)

    def _way_to(self, number: str) -> str:
        anchor = item_anchor(number)
        if not self.divided:
            return f"#{anchor}"  # not quoted: browsers do it, and the quoted address would be half of a line
        return self.context.href_of(self.start, self.record, anchor).removeprefix(self.href)

    def _text(self, spec: FieldSpec, value: Any) -> str:
        """A value as its page shows it; an amount comes after its word, because a number alone has no meaning."""
        if type(value) is date:
            return _day_shown(spec, value)
        if type(value) is Money and spec.form is not None:
            return f"{spec.word} {spec.form.show(value)}"
        link = follow(self.context, self.start, spec, value) if spec.to else None
        return link.text if link is not None else show(spec, value)


@lru_cache(maxsize=2048)  # days repeat from entry to entry; not for amounts: equal ones may look different
def _day_shown(spec: FieldSpec, value: date) -> str:
    return show(spec, value)


class _Form(Frozen):
    """The fields of a model that are searched."""

    specs: tuple[FieldSpec, ...]
    plain: tuple[bool, ...]
    """For each of `specs`, whether it is shown as it was typed, as most are."""
    values: Callable[[Item], tuple[Any, ...]]
    longer: tuple[str, ...]
    parts: tuple[tuple[str, bool], ...]


@cache
def _form_of(model: type[Item]) -> _Form:
    told = [spec for spec in fields_of(model) if spec.model is None and not is_secret(spec)]
    specs = tuple(spec for spec in told if spec.form is not PARAGRAPHS)
    return _Form(
        specs,
        tuple(map(_is_shown_as_typed, specs)),
        _values_of(tuple(spec.name for spec in specs)),
        tuple(spec.name for spec in told if spec.form is PARAGRAPHS),
        tuple((spec.name, spec.many) for spec in parts_fields(model) if spec.model and not names_people(spec.model)),
    )


def _is_shown_as_typed(spec: FieldSpec) -> bool:
    form = spec.form
    as_typed = form is not None and form.show is str and (form in _AS_TYPED or bool(form.choices or form.usual))
    return as_typed and not (spec.unit or spec.many or spec.to)


def _values_of(names: Sequence[str]) -> Callable[[Item], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda item: tuple(getattr(item, name) for name in names)
