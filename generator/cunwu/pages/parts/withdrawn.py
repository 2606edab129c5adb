"""What the page of a record says of the version it shows: it was withdrawn as a whole, or a newer one waits."""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.derive.waiting import Waiting
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import chinese_date


def withdrawn_of(file: RecordFile) -> str:
    """Why the record that a page is about no longer counts; empty if it does."""
    record = file.record or file.withdrawn
    note = record.taken_back if record is not None else None
    if note is None or not file.kind or not file.kind.folder:
        return ""
    return f"{chinese_date(note.on)}起不再算数。原因：{note.reason}；批准：{note.approved}。下面是撤销以前写的。"


def held_by(waiting: Sequence[Waiting], file: RecordFile) -> str:
    """Why a page made from a file shows an older version; empty if it does not."""
    found = next((one for one in waiting if one.path == file.path and one.shown is not None), None)
    if found is None or found.shown is None:
        return ""
    return f"这份记录的新版本有错误（{found.why}），没有通过检查；这里是 {chinese_date(found.shown)}的版本。"
