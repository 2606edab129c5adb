"""ATT: the pictures and papers that a request brings, for the one who merges it: no program sees a face."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Problem
from cunwu.history.change import Change, ChangeKind
from cunwu.history.versions import Versions
from cunwu.kinds.base import written
from cunwu.kinds.fields import word_of
from cunwu.kinds.record import PHOTOS, Attachment, Record
from cunwu.rules.history import spot_of
from cunwu.rules.request_refusals import REQUEST_REFUSALS

_LOOKED_AT = (*PHOTOS, ".pdf")


def pictures_brought(versions: Versions) -> Iterator[Problem]:
    """Each picture and PDF that is new, is another, or is shown only from now on: where it is, and who looked at it."""
    for key, new in sorted(versions.new.items()):
        stood = set(map(_as_looked_at, _looked_at(versions.old[key].record))) if key in versions.old else set()
        for one in _looked_at(new.record):
            if _as_looked_at(one) not in stood and one.number not in new.record.files_taken_down:
                change = Change(*key, one.number, word_of(Attachment, "file"), ChangeKind.ADDED)
                facts = {"record": new.record.title, "number": one.number, "seen": _seen(one)}
                facts |= {"file": one.file if one.may_be_named else "照片"}
                yield REQUEST_REFUSALS["ATT008"].problem(new.path, spot_of(new, change), **facts)


def _looked_at(record: Record) -> Iterator[Attachment]:
    return (one for one in written(record.attachments) if one.file.lower().endswith(_LOOKED_AT))


def _as_looked_at(one: Attachment) -> tuple[object, ...]:
    return one.sha256, one.may_be_named, one.was_seen, one.stored


def _seen(one: Attachment) -> str:
    if one.was_seen:
        return f"{one.vetted_by}看过"
    return "没有写谁看过" if one.file.lower().endswith(PHOTOS) else "没有写谁看过，扫描件要写"
