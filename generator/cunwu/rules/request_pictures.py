"""ATT: the pictures and papers that a request brings, for the one who merges it: no program sees a face."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from cunwu.core.problem import Problem
from cunwu.history.change import Change, ChangeKind
from cunwu.history.versions import Version, Versions
from cunwu.kinds.base import written
from cunwu.kinds.fields import word_of
from cunwu.kinds.record import PHOTOS, Attachment, Record
from cunwu.records.board import place_folder_of
from cunwu.records.source import Source, originals_in
from cunwu.rules.history import spot_of
from cunwu.rules.request_refusals import REQUEST_REFUSALS

if TYPE_CHECKING:
    from cunwu.records.printed import Found

Reading = Callable[[str, bytes], "Found | None"]
"""The numbers that are printed on an attachment of a name; None where pictures cannot be read."""
_LOOKED_AT = (*PHOTOS, ".pdf")


def pictures_brought(versions: Versions) -> Iterator[Problem]:
    """Each picture and PDF that is new, is another, or is shown only from now on: where it is, and who looked at it."""
    for new, one, change in _brought(versions):
        facts = {"record": new.record.title, "number": one.number, "seen": _seen(one)}
        facts |= {"file": one.file if one.may_be_named else "照片"}
        yield REQUEST_REFUSALS["ATT008"].problem(new.path, spot_of(new, change), **facts)


def numbers_brought(versions: Versions, source: Source, read: Reading) -> Iterator[Problem]:
    """The numbers of people that are printed on what is brought; once, that nothing was read where nothing can be."""
    unread, files = list[tuple[Version, Change]](), set(source.files())
    for new, one, change in _brought(versions):
        path = f"{place_folder_of(new.path)}/{one.file}"
        originals = originals_in(source) if one.stored else None
        kept = originals.find(one.sha256) if originals is not None else None
        content = source.read(path) if path in files else kept or b""
        if sha256(content).hexdigest() != one.sha256:
            continue  # REC013 or ATT010 tells
        found = read(one.file, content)
        if found is None:
            unread.append((new, change))
            continue
        facts = {"record": new.record.title, "number": one.number, "seen": _seen(one)}
        for code, is_sure in (("ATT011", True), ("ATT012", False)):
            some = tuple(number for number in found if number.is_sure is is_sure)
            if some:
                facts |= {"found": _counted(some), "where": some[0].where}
                yield REQUEST_REFUSALS[code].problem(new.path, spot_of(new, change), **facts)
    for new, change in unread[:1]:
        facts = {"count": str(len(unread)), "extra": "cunwu[ocr]"}
        yield REQUEST_REFUSALS["ATT013"].problem(new.path, spot_of(new, change), **facts)


def _counted(found: Found) -> str:
    from cunwu.records.printed import counted

    return counted(found)


def _brought(versions: Versions) -> Iterator[tuple[Version, Attachment, Change]]:
    for key, new in sorted(versions.new.items()):
        stood = set(map(_as_looked_at, _looked_at(versions.old[key].record))) if key in versions.old else set()
        for one in _looked_at(new.record):
            if _as_looked_at(one) not in stood and one.number not in new.record.files_taken_down:
                yield new, one, Change(*key, one.number, word_of(Attachment, "file"), ChangeKind.ADDED)


def _looked_at(record: Record) -> Iterator[Attachment]:
    return (one for one in written(record.attachments) if one.file.lower().endswith(_LOOKED_AT))


def _as_looked_at(one: Attachment) -> tuple[object, ...]:
    return one.sha256, one.may_be_named, one.was_seen, one.stored


def _seen(one: Attachment) -> str:
    if one.was_seen:
        return f"{one.vetted_by}看过"
    return "没有写谁看过" if one.file.lower().endswith(PHOTOS) else "没有写谁看过，扫描件要写"
