"""The short codes of a record and of its rows, at the end of its page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from cunwu.derive.posted import name_of
from cunwu.derive.short_codes import Coded
from cunwu.kinds.base import NumberedItem
from cunwu.kinds.parts import words_for
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.view import Fact
from cunwu.records.record_file import RecordFile


def codes_of(context: PlaceContext, file: RecordFile) -> tuple[Fact, ...]:
    """The number that other files call the record by, then each code with what it stands for.

    A ledger on several pages has its rows' codes there.
    """
    is_divided = file.record is not None and context.is_divided(file.record)
    number = getattr(file.record, "number", "")
    own = (Fact("文件里的编号", number),) if number else ()
    return own + tuple(
        Fact(_called(context, one), one.code, href=_form_of(context, one))
        for one in context.codes.get(file.path, ())
        if one.row is None or not is_divided
    )


def _called(context: PlaceContext, one: Coded) -> str:
    """A row by its number and words; a cadre by his name."""
    return f"{one.number} {name_of(context.board, words_for(one.row))}".strip() if one.row is not None else "这一页"


def _form_of(context: PlaceContext, one: Coded) -> str:
    """The form of a question on the platform of the board, with village and code filled in."""
    form, place = context.site.form, context.place
    subject = f"疑问：{' '.join(place.full_name)}，短码 {one.code}"
    return f"{form}{quote(subject)}" if form else ""


def facts_of_codes(context: PlaceContext, record: Record) -> Mapping[NumberedItem, tuple[Fact, ...]]:
    """Row of a record on several pages → its code; nothing of others, whose page has them at its end."""
    if not context.is_divided(record):
        return {}
    found = context.codes.get(context.board.file_of(record).path, ())
    return {one.row: (Fact("短码", one.code, "quiet", _form_of(context, one)),) for one in found if one.row is not None}
