"""What the page of a record says once the record was withdrawn as a whole."""

from __future__ import annotations

from cunwu.records.record_file import RecordFile
from cunwu.values.dates import chinese_date


def withdrawn_of(file: RecordFile) -> str:
    """Why the record that a page is about no longer counts; empty if it does."""
    record = file.record or file.withdrawn
    note = record.taken_back if record is not None else None
    if note is None or not file.kind or not file.kind.folder:
        return ""
    return f"{chinese_date(note.on)}起不再算数。原因：{note.reason}；批准：{note.approved}。下面是撤销以前写的。"
