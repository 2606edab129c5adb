"""Photos: what a board shows of a record in which it is not written that whoever is on them agreed."""

from __future__ import annotations

from functools import cache
from typing import Any

from cunwu.kinds.base import Item, Rows, with_fields, written
from cunwu.kinds.fields import fields_of, parts_fields
from cunwu.kinds.forms import FILE_NAME
from cunwu.kinds.record import PHOTOS, Attachment, Record

_UNTOLD = "（照片，不写出文件名）"


def without_photos(record: Record) -> Record:
    """The record with such photos by their numbers only, in its rows and corrections too; itself if it has none."""
    unnamed = {one.number for one in record.attachments if not one.may_be_named}
    changed: dict[str, Any] = {}
    for name, field in _in_rows(type(record)):
        if any(_is_unnamed(record, getattr(row, field)) for row in written(getattr(record, name))):
            changed[name] = _rows(record, getattr(record, name), field)
    if unnamed:
        told = {"before": _UNTOLD, "after": _UNTOLD}
        changed["attachments"] = tuple(one.as_named for one in record.attachments)
        changed["corrections"] = tuple(
            with_fields(one, told) if one.item in unnamed else one for one in record.corrections
        )
    return with_fields(record, changed) if changed else record


def _rows(record: Record, rows: tuple[Item, ...], field: str) -> tuple[Item, ...]:
    """The rows that count and those that were written, as the list keeps both."""
    whole = {id(row): _named(record, row, field) for row in written(rows)}
    named: Rows[Item] = Rows(whole[id(row)] for row in rows)
    named.written = tuple(whole.values())
    return named


def _named(record: Record, row: Item, field: str) -> Item:
    return with_fields(row, {field: _UNTOLD}) if _is_unnamed(record, getattr(row, field)) else row


def _is_unnamed(record: Record, file: str | None) -> bool:
    """Whether it is a photo, and no attachment of that name says that it may be shown."""
    if file is None or not file.lower().endswith(PHOTOS):
        return False
    return not any(one.file == file and one.may_be_named for one in record.attachments)


@cache
def _in_rows(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """List and field of every row that names a file of its own."""
    return tuple(
        (spec.name, field.name)
        for spec in parts_fields(model)
        if spec.many and spec.model is not None and spec.model is not Attachment
        for field in fields_of(spec.model)
        if field.form is FILE_NAME
    )
