"""A board as anybody may read it on a given day: without lists of people who receive help once they must be hidden.

Pages are planned from this board alone, so no page, list or feed, not even one added later, can show a name that was
taken down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from cunwu.history.change import WITHHELD
from cunwu.kinds.base import FieldSpec, Item, with_fields
from cunwu.kinds.fields import leads_to_names, names_people, parts_fields, words_of
from cunwu.kinds.parts import numbered_items
from cunwu.kinds.record import Correction, Record
from cunwu.records.board import Board


def readable_on(board: Board, as_of: date) -> tuple[Board, Mapping[str, Record]]:
    """The board on that day; and file path → the record as written, for each file whose record lost lists."""
    whole: dict[str, Record] = {}
    files = []
    for file in board.files:
        if file.record is None or not leads_to_names(type(file.record)) or file.record.shows_names(as_of):
            files.append(file)
            continue
        whole[file.path] = file.record
        files.append(replace(file, record=without_names(file.record)))
    return (replace(board, files=tuple(files)), whole) if whole else (board, {})


def without_names(record: Record) -> Record:
    """The record without its lists of people and without what its corrections quote of them; the figures stay."""
    specs = [spec for spec in parts_fields(type(record)) if spec.model is not None and names_people(spec.model)]
    models = [spec.model for spec in specs if spec.model is not None]
    others = {item.number for _, item in numbered_items(record) if type(item) not in models}
    corrections = tuple(
        note if note.item is None or note.item in others else _quoting_nothing(note, models)
        for note in record.corrections
    )
    return with_fields(record, {**{spec.name: () for spec in specs}, "corrections": corrections})


def _quoting_nothing(note: Correction, models: Iterable[type[Item]]) -> Correction:
    """The correction of a field in a person's row, without the words it quotes; amounts and quantities stay."""
    specs = [spec for model in models if (spec := words_of(model).get(note.field)) is not None]
    if specs and all(_reads_as_figure(spec, text) for spec in specs for text in (note.before, note.after)):
        return note
    return with_fields(note, {"before": WITHHELD, "after": WITHHELD})


def _reads_as_figure(spec: FieldSpec, text: str) -> bool:
    try:
        return spec.form is not None and not isinstance(spec.form.parse(text), str)
    except ValueError:
        return False
