"""Declared fields → sections, facts and tables: the default look of any record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import Any

from cunwu.core.frozen import replace
from cunwu.kinds.base import FieldSpec, Item, NumberedItem, written
from cunwu.kinds.fields import fields_of, names_people, parts_fields, word_of
from cunwu.kinds.forms import PARAGRAPHS, PHONE
from cunwu.kinds.parts import was_put_off, words_for
from cunwu.kinds.photos import without_photos
from cunwu.kinds.record import Attachment, Correction, Record
from cunwu.pages.parts.asked import asked_flags
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import dial_of, item_anchor
from cunwu.pages.parts.papers import links_to_papers, papers_of, with_facts
from cunwu.pages.parts.plain_words import plain
from cunwu.pages.parts.posts import PEOPLE, with_posts
from cunwu.pages.parts.references import cadres_named, follow
from cunwu.pages.parts.row_words import with_row_words
from cunwu.pages.parts.tables import laid_out, with_cells
from cunwu.pages.parts.view import Cell, Column, Fact, Link, PaperView, Remark, Row, Section, Table, Was
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date, with_chinese_days
from cunwu.values.money import Money, format_yuan, with_commas
from cunwu.values.price import Price

_NUMBER = "number"
NOTHING = "—"
"""A cell nobody filled in; 零, 不详 and 不适用 are words of their own."""
UNKNOWN_SUM = "不完整"
"""What stands in place of a sum with an amount that is not known."""


def show(spec: FieldSpec, value: Any) -> str:
    """The text of a single value, with its unit."""
    if value is None:
        return ""
    if spec.many:
        return "、".join(show_one(spec, part) for part in value)
    return show_one(spec, value)


def show_one(spec: FieldSpec, value: Any) -> str:
    """The text of one value of a single-valued or list field."""
    if spec.form is None:
        raise TypeError(f"{spec.word} is not a single value")
    text = with_commas(spec.form.show(value))
    has_unit = isinstance(value, Money | Price | Absence) or bool(getattr(value, "unit", ""))
    return text if has_unit or not spec.unit or text.endswith(spec.unit) else f"{text} {spec.unit}"


def _is_stated(value: object) -> bool:
    """Whether a field was filled in; the value itself is not asked, amounts take their time to compare."""
    return value is not None and (type(value) is not tuple or value != ())


def tone_of(value: object) -> str:
    """The CSS class of a value: negative for an amount below zero, quiet for an absence."""
    if isinstance(value, Money) and value.fen < 0:
        return "negative"
    return "quiet" if isinstance(value, Absence) or value is None else ""


def paragraphs_of(text: str | None) -> tuple[str, ...]:
    """A longer text split on blank lines; nothing else in it means anything."""
    blocks = (text or "").replace("\r\n", "\n").split("\n\n")
    return tuple(block.strip() for block in blocks if block.strip())


def facts_of(context: PlaceContext, url: str, item: Item, leave_out: frozenset[str] = frozenset()) -> tuple[Fact, ...]:
    """The single values of an item that are stated, in declared order."""
    found = []
    corrected, remarked = context.board.is_corrected(item), context.is_remarked(item)
    for spec in _stated_alone(type(item), leave_out):
        value = getattr(item, spec.name)
        if not _is_stated(value):
            if corrected and (was := was_of(context, item, spec)):
                found.append(Fact(plain(spec.word), "（空）", "quiet", was=was))
            continue
        if spec.name in PEOPLE and type(value) is str:
            value = with_posts(context, value, item)
        if type(value) is str and not (spec.to or spec.cadres or corrected or remarked):
            found.append(_fact_in_words(spec, value))
            continue
        link = follow(context, url, spec, value) or Link(show(spec, value))
        was = was_of(context, item, spec) if corrected else ()
        remarks = remarks_of(context, item, spec) if remarked else ()
        links, asked = cadres_named(context, url, spec, value), asked_flags(context, url, item, spec.word)
        found.append(
            Fact(plain(spec.word), link.text, tone_of(value), link.href, was, remarks, asked, links[1:] and links)
        )
    return tuple(found)


@cache
def _stated_alone(model: type[Item], leave_out: frozenset[str]) -> tuple[FieldSpec, ...]:
    """The fields that are shown as facts; `leave_out` names those shown elsewhere.

    The number by which other files name the record stands with its short code at the end of the page.
    """
    hidden = leave_out | {_NUMBER}
    return tuple(
        spec
        for spec in fields_of(model)
        if spec.model is None and spec.form is not PARAGRAPHS and not spec.totals_only and spec.name not in hidden
    )


@lru_cache(maxsize=4096)  # entry after entry names the same accounts, payees and people
def _fact_in_words(spec: FieldSpec, value: str) -> Fact:
    return Fact(plain(spec.word), show(spec, value), href=dial_of(value) if spec.form is PHONE else "")


def was_of(context: PlaceContext, item: Item, spec: FieldSpec) -> tuple[Was, ...]:
    """What a field was published as before its corrections, oldest first."""
    return tuple(
        Was(_as_shown(spec, getattr(item, spec.name), correction.before), _why(spec, correction))
        for correction in context.board.corrections_of(item, spec.word)
    )


def remarks_of(context: PlaceContext, item: Item, spec: FieldSpec) -> tuple[Remark, ...]:
    """What is irregular about a field; what is about its row as a whole stands beside the row's number."""
    found = [*context.remarks_at(item, spec.word)]
    if spec.name == _NUMBER:
        found += context.remarks_at(item, "")
    return tuple(Remark(one.short_code, one.message, one.answer) for one in found)


def _why(spec: FieldSpec, correction: Correction) -> str:
    """When, why and by whose decision; a plan that was put off in time is no mistake."""
    word = "推迟" if was_put_off(spec, correction) else "更正"
    return f"{chinese_date(correction.on)}{word}：{correction.reason}（{with_chinese_days(correction.approved)}）"


def corrected_of(
    context: PlaceContext, url: str, record: Record, names: Collection[str], shown: Collection[str] = ()
) -> tuple[Fact, ...]:
    """The corrected fields among those that a page shows in its own way, each with what it was published as.

    `names` are fields of the record; `shown` are those of them, or fields in them such as `schedule.amount`, whose
    place on the page has the old value already.
    """
    if not record.corrections:
        return ()
    specs = tuple(spec for spec in fields_of(type(record)) if spec.name in names)
    return tuple(_corrected_in(context, url, record, specs, shown))


_TEXT_BELOW = "现在的写在下面"
"""In place of a text of several lines, which stands on the page as it is."""


def _corrected_in(
    context: PlaceContext, url: str, item: Item, specs: Iterable[FieldSpec], shown: Collection[str]
) -> Iterator[Fact]:
    for spec in (spec for spec in specs if spec.name not in shown):
        value: Any = getattr(item, spec.name)
        if spec.model is None:
            if was := was_of(context, item, spec):
                told = _TEXT_BELOW if spec.form is PARAGRAPHS and value else show(spec, value)
                link = follow(context, url, spec, value) or Link(told or NOTHING)
                yield Fact(_place_of(item, spec), link.text, tone_of(value), link.href, was)
        elif value and not names_people(spec.model):
            inside = [name.removeprefix(f"{spec.name}.") for name in shown if name.startswith(f"{spec.name}.")]
            for part in written(value) if spec.many else (value,):
                yield from _corrected_in(context, url, part, fields_of(spec.model), inside)


def _place_of(item: Item, spec: FieldSpec) -> str:
    """Of which row a corrected value is: 开工 · 计划."""
    row = words_for(item) or item.number if isinstance(item, NumberedItem) else ""
    return f"{row} · {plain(spec.word)}" if row and row != spec.word else plain(spec.word)


def _as_shown(spec: FieldSpec, value: object, text: str) -> str:
    """A text of a field as pages show its value; as it was typed where it is no such value."""
    try:
        return show_one(spec, spec.form.read_like(value, text)) if spec.form else text
    except ValueError:
        return text


def texts_of(item: Item, leave_out: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The longer texts of an item as paragraphs, in declared order."""
    names = (spec.name for spec in _longer_texts(type(item)) if spec.name not in leave_out)
    return tuple(paragraph for name in names for paragraph in paragraphs_of(getattr(item, name)))


@cache
def _longer_texts(model: type[Item]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(model) if spec.form is PARAGRAPHS)


def table_of(
    context: PlaceContext,
    url: str,
    caption: str,
    rows: Sequence[Item],
    withdrawn: frozenset[str] = frozenset(),
) -> Table:
    """A table of items; columns nobody filled in are left out, and numbers where rows begin with words of their own."""
    specs = [
        spec
        for spec in fields_of(type(rows[0]))
        if spec.model is None and not spec.totals_only and any(_is_stated(getattr(row, spec.name)) for row in rows)
    ]
    if specs[1:] and specs[0].name == _NUMBER and not is_numeric(specs[1]):
        del specs[0]
    headed = [(spec, heading(spec, rows)) for spec in specs]
    columns = tuple(Column(label, is_numeric(spec)) for spec, label in headed)
    cells = (
        _with_row_remarks(context, row, tuple(cell(context, url, spec, row, label) for spec, label in headed), specs[0])
        for row in rows
    )
    return laid_out(Table(caption, columns, tuple(map(partial(_row, withdrawn), rows, cells))))


def _with_row_remarks(context: PlaceContext, row: Item, cells: tuple[Cell, ...], first: FieldSpec) -> tuple[Cell, ...]:
    """The cells with what is irregular about the row as a whole beside the first of them, if that is not its number."""
    if first.name == _NUMBER or not context.is_remarked(row):
        return cells
    return (replace(cells[0], remarks=(*_of_row(context, row), *cells[0].remarks)), *cells[1:])


def _of_row(context: PlaceContext, row: Item) -> tuple[Remark, ...]:
    found = (*context.remarks_at(row, ""), *context.remarks_at(row, word_of(NumberedItem, _NUMBER)))
    return tuple(Remark(one.short_code, one.message, one.answer) for one in found)


def with_sums(table: Table, rows: Sequence[Item], sums: Mapping[str, Money | None], word: str = "合计") -> Table:
    """The table with a foot: field → its sum, None where it is not complete. Of one row there is no sum."""
    if len(rows) < 2:
        return table
    specs = {spec.name: spec for spec in fields_of(type(rows[0]))}
    told = {heading(specs[name], rows): amount for name, amount in sums.items()}
    if not any(column.label in told for column in table.columns[1:]):
        return table
    cells = (_sum_cell(column, told) for column in table.columns[1:])
    return laid_out(replace(table, foot=(Cell(word, table.columns[0].label), *cells)))


def _sum_cell(column: Column, told: Mapping[str, Money | None]) -> Cell:
    if column.label not in told:
        return Cell("", column.label, "blank", numeric=column.numeric)
    amount = told[column.label]
    text, unit = (
        (UNKNOWN_SUM, "") if amount is None else (format_yuan(amount), "" if column.label.endswith("（元）") else " 元")
    )
    return Cell(f"{text}{unit}", column.label, "quiet" if amount is None else "", numeric=True)


def with_column(table: Table, label: str, texts: Sequence[str]) -> Table:
    """The table with one more column of amounts at its end."""
    cells = [Cell(text, label, "blank" if text == NOTHING else "", numeric=True) for text in texts]
    return with_cells(table, label, cells, numeric=True)


def heading(spec: FieldSpec, rows: Sequence[Item]) -> str:
    """The heading of a column: its word, and 元 when every amount below is in yuan."""
    if spec.unit != "元" or any(getattr(getattr(row, spec.name), "unit", "元") != "元" for row in rows):
        return plain(spec.word)
    return f"{plain(spec.word)}（元）"


def is_numeric(spec: FieldSpec) -> bool:
    """Whether a column of this field is set to the right."""
    return spec.unit != ""


def _row(withdrawn: frozenset[str], item: Item, cells: tuple[Cell, ...]) -> Row:
    number = item.number if isinstance(item, NumberedItem) else ""
    struck = number in withdrawn
    return Row(cells, item_anchor(number) if number else "", struck, "已撤销，不计入合计" if struck else "")


def cell(context: PlaceContext, url: str, spec: FieldSpec, item: Item, label: str) -> Cell:
    """One value in a table; amounts in yuan without the unit their heading carries."""
    value = getattr(item, spec.name)
    remarks = remarks_of(context, item, spec) if context.is_remarked(item) else ()
    if not _is_stated(value):
        return Cell(NOTHING, label, "blank", numeric=is_numeric(spec), remarks=remarks)
    if isinstance(value, Money) and label.endswith("（元）") and not value.is_stated_zero:
        text = format_yuan(value)
    elif isinstance(value, Price) and label.endswith("（元）") and "元" not in value.text:
        text = show(spec, value).removesuffix(" 元")
    else:
        text = show(spec, value)
    link = follow(context, url, spec, value) or Link(text)
    was = was_of(context, item, spec) if context.board.is_corrected(item) else ()
    links, asked = cadres_named(context, url, spec, value), asked_flags(context, url, item, spec.word)
    numeric = is_numeric(spec)
    return Cell(link.text, label, tone_of(value), link.href, was, numeric, remarks, asked, links[1:] and links)


def tables_of(
    context: PlaceContext, url: str, item: Item, withdrawn: frozenset[str], called: str = ""
) -> Iterator[Table]:
    """One table for each list below an item, named after the list and the item it belongs to.

    `called` is what the first cell of its row says: the number of a row may stand nowhere.
    """
    called = called or (item.number if isinstance(item, NumberedItem) else "")
    for spec in parts_fields(type(item)):
        rows = written(getattr(item, spec.name)) if spec.many else ()
        if not rows:
            continue
        own = table_of(context, url, f"{called}的{spec.word}" if called else spec.word, rows, withdrawn)
        yield own
        for row, shown in zip(rows, own.rows, strict=True):
            yield from tables_of(context, url, row, withdrawn, shown.cells[0].text)


def sections_of(
    context: PlaceContext,
    url: str,
    record: Record,
    leave_out: frozenset[str] = frozenset(),
    instead: tuple[Section, ...] = (),
) -> tuple[Section, ...]:
    """A section for each group and list of a record, in declared order; `leave_out` names what is shown elsewhere.

    A section of `instead` takes the place of the one of the field that its anchor names.
    """
    papers = tuple(_papers(context, url, record)) if written(record.attachments) else ()
    links = links_to_papers(context, url, record)
    record, sections = without_photos(record), list[Section]()
    special = {section.anchor: section for section in instead}
    for spec in parts_fields(type(record)):
        value: Any = written(getattr(record, spec.name)) if spec.many else getattr(record, spec.name)
        if spec.name in leave_out or not (papers if spec.model is Attachment else value):
            continue
        if spec.name in special:
            told = (with_row_words(record, one, spec, {}) for one in special[spec.name].tables)
            sections.append(replace(special[spec.name], tables=tuple(told)))
        elif spec.model is Attachment:
            sections.append(Section(spec.word, spec.name, papers=papers))
        elif spec.many:
            own = table_of(context, url, spec.word, value, record.withdrawn)
            own = with_row_words(record, own, spec, links)
            inner = (
                table
                for row, shown in zip(value, own.rows, strict=True)
                for table in tables_of(context, url, row, record.withdrawn, shown.cells[0].text)
            )
            sections.append(Section(spec.word, spec.name, tables=(own, *inner)))
        else:
            tables = tuple(tables_of(context, url, value, record.withdrawn))
            sections.append(Section(spec.word, spec.name, facts_of(context, url, value), texts_of(value), tables))
    return tuple(sections)


_LABEL = frozenset({"label"})
"""The link to a paper is called by it."""


def _papers(context: PlaceContext, url: str, record: Record) -> Iterator[PaperView]:
    """Every attachment that was written into the record, with what its row says."""
    rows = [one.as_named for one in written(record.attachments)]
    for paper, row in zip(papers_of(context, url, record), rows, strict=True):
        label = word_of(Attachment, "label")
        is_told = bool(context.board.corrections_of(row, label) or context.remarks_at(row, label))
        facts = facts_of(context, url, row, frozenset() if is_told else _LABEL)
        yield with_facts(paper, facts, _of_row(context, row))


def missing_of(record: Record, leave_out: frozenset[str] = frozenset()) -> str:
    """Words of the record's own fields that nobody filled in: absent is not zero, so it is said."""
    specs = _own_fields(type(record), leave_out)
    return "、".join(plain(spec.word) for spec in specs if not _is_stated(getattr(record, spec.name)))


@cache
def _own_fields(model: type[Record], leave_out: frozenset[str]) -> tuple[FieldSpec, ...]:
    common = {*Record.declared, *leave_out}
    return tuple(spec for spec in fields_of(model) if spec.asked and spec.name not in common and not spec.totals_only)
