"""Attachments made ready to be published, kept by content: a photo is decoded once, not in every check and build."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from cunwu.core.frozen import Frozen, as_plain
from cunwu.core.program import digest_of_files, version_of
from cunwu.records.attachments.likeness import Mark, mark_of
from cunwu.records.attachments.sorts import Sort, UnfitError, judge
from cunwu.records.readings import Readings
from cunwu.records.source import Source
from cunwu.records.texts import decoded

_FOLDER = "attachments"
_DIGEST = 32


class Facts(Frozen):
    """What is known of a file: its sort, or why it is unfit; of a picture its sizes and what the camera wrote."""

    sort: str = ""
    why: str = ""
    """Why it cannot be published; empty if it can."""
    how: str = ""
    """What to do then."""
    ending: str = ""
    """Of the file as it is published."""
    size: tuple[int, int] = (0, 0)
    small_size: tuple[int, int] = (0, 0)
    pages: int = 0
    is_scanned: bool = False
    day: str = ""
    """When the camera says that it was taken."""
    has_place: bool = False
    """Whether the camera wrote where it was."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table."""


class Prepared(Frozen):
    """A file as it is published, its smaller picture where it is one, and what is known of it."""

    facts: Facts
    whole: bytes = b""
    small: bytes = b""
    mark: Mark | None = None
    """Of a picture, by which the same one is found again."""


def kept_beside(source: Source | None) -> Path | None:
    """The folder in which prepared attachments are kept: beside the readings of the same source, if it has any."""
    memory = source.memory if source is not None else None
    return memory.file.with_name(_FOLDER) if isinstance(memory, Readings) else None


def prepare(name: str, content: bytes, kept: Path | None = None) -> Prepared:
    """A file as it is published, or why it is not. What was prepared before comes from the folder `kept`."""
    ending = name.lower().rpartition("/")[2].rpartition(".")[2]
    key = sha256(f"{_program()} {ending} {sha256(content).hexdigest()}".encode()).hexdigest()
    path = kept / key[:2] / key if kept is not None else None
    found = _read(path) if path is not None else None
    if found is None:
        found = _made(name, content)
        if path is not None:
            _write(path, found)
    return found


def _made(name: str, content: bytes) -> Prepared:
    try:
        return _fit(name, content)
    except UnfitError as unfit:
        return Prepared(Facts(why=unfit.why, how=unfit.how))


def _fit(name: str, content: bytes) -> Prepared:
    text = decoded(content)
    judged = judge(name, content, text)
    if judged.sort is Sort.PICTURE:
        from cunwu.records.attachments.pictures import develop

        shot, camera = develop(content)
        facts = Facts(
            judged.sort,
            ending="jpg",
            size=shot.size,
            small_size=shot.small_size,
            day=camera.day,
            has_place=camera.has_place,
        )
        return Prepared(facts, shot.whole, shot.small, mark_of(shot.grey))
    if judged.sort is Sort.PAPER:
        from cunwu.records.attachments.papers import read_paper, rewritten

        paper = read_paper(content)
        facts = Facts(judged.sort, ending="pdf", pages=paper.pages, is_scanned=paper.is_scanned)
        return Prepared(facts, rewritten(content))
    from cunwu.records.attachments.tables import plain_text, rows_of, table_bytes

    if judged.sort is Sort.TABLE:
        rows = rows_of(text or "")
        return Prepared(Facts(judged.sort, ending="csv", rows=rows), table_bytes(rows))
    return Prepared(Facts(judged.sort, ending="txt"), plain_text(text or ""))


@cache
def _program() -> str:
    """What prepares attachments, ours and others'; what another version prepared is not taken."""
    program = Path(__file__).parents[2]
    made_by = " ".join(f"{library} {version_of(library)}" for library in LIBRARIES)
    return digest_of_files(f"attachments {made_by}", program, sorted(deciding(program)))


LIBRARIES = ("pillow", "pypdf")
"""Another version writes other bytes of the same picture or paper."""
_BESIDE = ("core/frozen.py", "core/patterns.py", "records/texts.py", "values/formulas.py")


def deciding(program: Path) -> tuple[Path, ...]:
    """Every module that has a say in what becomes of an attachment."""
    return (*(program / "records/attachments").glob("*.py"), *(program / name for name in _BESIDE))


def _read(path: Path) -> Prepared | None:
    """What is kept, if it is whole: its digest stands in front."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    if sha256(stored[_DIGEST:]).digest() != stored[:_DIGEST]:
        return None
    head, _, rest = stored[_DIGEST:].partition(b"\n")
    plain, lengths = json.loads(head)
    facts = Facts(
        **{
            **plain,
            "size": tuple(plain["size"]),
            "small_size": tuple(plain["small_size"]),
            "rows": tuple(map(tuple, plain["rows"])),
        }
    )
    blobs, start = [], 0
    for length in lengths:
        blobs.append(rest[start : start + length])
        start += length
    whole, small, grey, hashes = blobs
    return Prepared(facts, whole, small, Mark(grey, hashes) if grey else None)


def _write(path: Path, made: Prepared) -> None:
    """Keep it; a folder that cannot be written costs time only."""
    mark = made.mark or Mark(b"", b"")
    blobs = (made.whole, made.small, mark.grey, mark.hashes)
    stored = json.dumps([as_plain(made.facts), [len(blob) for blob in blobs]]).encode("ascii") + b"\n" + b"".join(blobs)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(sha256(stored).digest() + stored)
        draft.replace(path)
