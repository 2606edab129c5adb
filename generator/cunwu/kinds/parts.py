"""Parts of a record and their declarations: their paths, what holds them, and the field that a word means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from cunwu.kinds.base import FieldSpec, Item, NumberedItem, written
from cunwu.kinds.fields import fields_of, names_people, parts_fields, words_of
from cunwu.kinds.forms import IN_WORDS
from cunwu.kinds.record import Attachment, Correction
from cunwu.kinds.relations import Within
from cunwu.values.dates import PartialDay


def owner_of(model: type[Item], path: Iterable[str | int]) -> tuple[type[Item], FieldSpec | None]:
    """The model that declares the last word of `path`, and the field; None if the word is not declared."""
    owner, spec = model, None
    for part in path:
        if isinstance(part, int):
            continue
        if spec is not None and spec.model is not None:
            owner = spec.model
        spec = words_of(owner).get(part)
    return owner, spec


def spec_at(model: type[Item], path: Iterable[str | int]) -> FieldSpec | None:
    """The declaration of the part at `path` (words and positions) in a record of `model`."""
    return owner_of(model, path)[1]


def field_named(item: Item, words: str) -> tuple[Item | None, FieldSpec] | None:
    """The field that a correction names: its holder (None if its group is absent) and its declaration.

    `words` is one word, or the word of a group and a word in it: 支出, 金额.合同. None if there is no such field.
    """
    holder: Item | None = item
    model = type(item)
    *groups, last = words.split(".")
    for word in groups:
        spec = words_of(model).get(word)
        if spec is None or spec.model is None or spec.many:
            return None
        holder = getattr(holder, spec.name) if holder is not None else None
        model = spec.model
    found = words_of(model).get(last)
    return (holder, found) if found is not None else None


def words_for(item: Item) -> str:
    """What people call a row: its first words (项目, 名称, 节点, 摘要); empty if it has none, or may not be named."""
    if names_people(type(item)) or (isinstance(item, Attachment) and not item.may_be_named):
        return ""
    specs = (spec for spec in fields_of(type(item)) if spec.name != "number" and not refers(spec))
    values = (getattr(item, spec.name) for spec in specs)
    return next((value for value in values if type(value) is str), "")


def refers(spec: FieldSpec) -> bool:
    """Whether a field leads to another record, or names another row of its own by a number that says nothing."""
    return bool(spec.to) or any(isinstance(relation, Within) for relation in spec.relations)


def holds_words(spec: FieldSpec) -> bool:
    """Whether a field holds free text, which may have to be taken down by law; no amount, day or choice."""
    return any(spec.form is form for form in IN_WORDS) or bool(spec.form and spec.form.usual)


def is_put_off(spec: FieldSpec, before: object, after: object, decided: str) -> bool:
    """Whether a plan was moved to a later day, and `decided` (a day as typed) lies before its old day was over."""
    if not spec.plan or not isinstance(before, PartialDay) or not isinstance(after, PartialDay):
        return False
    return after.first > before.first and decided <= before.last.isoformat()


def was_put_off(spec: FieldSpec, correction: Correction) -> bool:
    """Whether a correction put off a plan whose day had not come when that was decided."""
    if not spec.plan or spec.form is None:
        return False
    try:
        before, after = spec.form.parse(correction.before), spec.form.parse(correction.after)
    except ValueError:
        return False
    return is_put_off(spec, before, after, correction.on.isoformat())


def next_number(taken: Collection[str], prefix: str) -> str:
    """The first of 更1, 更2, … (`prefix` and a count) that is not taken."""
    count = 1
    while f"{prefix}{count}" in taken:
        count += 1
    return f"{prefix}{count}"


Path = tuple[str | int, ...]
"""Words and positions that lead to a part of a record."""


def path_of(record: Item, item: Item) -> Path | None:
    """The path of `item` (that very object) in `record`, as words and positions; None if it is not a part of it."""
    return _index_of(record).paths.get(item)


def holder_of(record: Item, path: Path) -> tuple[Path, NumberedItem] | None:
    """The innermost row at or above a path, with its own path; None if there is none."""
    at = _index_of(record).at
    above = ((path[:depth], at.get(path[:depth])) for depth in range(len(path), 0, -1))
    return next(((place, row) for place, row in above if isinstance(row, NumberedItem)), None)


def row_numbered(record: Item, number: str) -> tuple[Path, NumberedItem] | None:
    """The first row with that number, withdrawn or not, with its path; None if there is none."""
    return _index_of(record).rows.get(number)


class _Index(NamedTuple):
    """The parts of a record, to be found by what they are, where they stand and what they are called."""

    paths: Mapping[Item, Path]
    at: Mapping[Path, Item]
    rows: Mapping[str, tuple[Path, NumberedItem]]


# Thousands of findings may be about one record, and the rules go from record to record.
@lru_cache(maxsize=64)
def _index_of(record: Item) -> _Index:
    at: dict[Path, Item] = {(): record} | dict(paths_below(record))
    rows: dict[str, tuple[Path, NumberedItem]] = {}
    for path, part in at.items():
        if path and isinstance(part, NumberedItem):
            rows.setdefault(part.number, (path, part))
    return _Index({part: path for path, part in at.items()}, at, rows)


def paths_below(item: Item) -> Iterator[tuple[tuple[str | int, ...], Item]]:
    """Every group and list item below an item, withdrawn or not, depth first, with its path."""
    for spec in parts_fields(type(item)):
        value = getattr(item, spec.name)
        for position, part in enumerate(written(value)) if spec.many else [(None, value)]:
            if part is None:
                continue
            step = (spec.word,) if position is None else (spec.word, position)
            yield step, part
            yield from ((step + path, found) for path, found in paths_below(part))


def written_parts_of(item: Item) -> Iterator[Item]:
    """An item, and every group and list item below it, depth first, withdrawn ones included."""
    yield item
    yield from (part for _, part in paths_below(item))


def parts_of(item: Item) -> Iterator[Item]:
    """An item, and every group and list item below it that counts, depth first."""
    yield item
    for spec in parts_fields(type(item)):
        value = getattr(item, spec.name)
        for part in value if spec.many else () if value is None else (value,):
            yield from parts_of(part)


def numbered_items(item: Item) -> Iterator[tuple[tuple[str | int, ...], NumberedItem]]:
    """Every numbered item below `item`, depth first, with its path."""
    return ((path, part) for path, part in paths_below(item) if isinstance(part, NumberedItem))
