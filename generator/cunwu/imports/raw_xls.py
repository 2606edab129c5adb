"""What only the records of an old workbook (xls) tell: errors, formulas never computed, hidden rows, texts in GBK.

An xls file is a small file system (“compound file”) with one stream of records, each a number, a length and its bytes.
Programs of the nineties, and components that some accountants' programs still use, write it with texts in the code page
of their Windows; the reader of workbooks takes each byte of those for a character, so they are read here.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator

from cunwu.core.problem import CunwuError
from cunwu.imports.raw_doubts import NO_RESULT, Doubts, says_error

_SIGNATURE = b"\xd0\xcf\x11\xe0"
_STREAMS = ("Workbook", "Book")
_LOCKED = "EncryptedPackage"
_FREE, _ENTRY = 0xFFFFFFF0, 128
_HIDDEN, _ON_LOAD, _IS_ERROR = 0x20, 0x02, 2
_FORMULAS, _TEXTS, _RESULT = {0x0006, 0x0206, 0x0406}, {0x0204, 0x00D6}, 0x0207
_VALUE_ERROR, _ROW, _COLUMNS, _SHEET, _BEGIN, _END, _CODE_PAGE = 0x0205, 0x0208, 0x007D, 0x0085, 0x0809, 0x000A, 0x0042
_BEFORE_UNICODE, _GBK = 0x0500, 936
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def read_doubts(content: bytes, name: str) -> list[Doubts]:
    """One for each sheet, in their order; empty if the file has no such stream. Raises CunwuError if it is torn."""
    try:
        stream = _stream_of(content)
        codec = _codec_of(stream)
        return [_doubts_of(stream, at, title, codec) for at, title in _sheets_in(stream, codec)]
    except (struct.error, IndexError, RecursionError):
        raise CunwuError(f"{name} 不完整，打不开", next_step="重新复制一份，或者另存为 xlsx") from None


def is_locked(content: bytes) -> bool:
    """Whether a file is a new workbook that a password locks: its whole package is one stream of a compound file."""
    return content.startswith(_SIGNATURE) and _LOCKED.encode("utf-16-le") in content


# --- the file system --------------------------------------------------------------------------------------------------


def _stream_of(content: bytes) -> bytes:
    """The records of the workbook; empty if there are none."""
    if not content.startswith(_SIGNATURE):
        return content if content.startswith(b"\x09\x08") else b""
    size, small = (1 << shift for shift in struct.unpack_from("<HH", content, 30))
    first_entry, cutoff, first_small, far, _ = struct.unpack_from("<I4xIIxxxxII", content, 48)
    tables = [at for at in struct.unpack_from("<109I", content, 76) if at < _FREE]
    while far < _FREE and len(tables) * size <= len(content):
        *more, far = struct.unpack_from(f"<{size // 4}I", content, (far + 1) * size)
        tables += [at for at in more if at < _FREE]
    chain = [at for table in tables for at in struct.unpack_from(f"<{size // 4}I", content, (table + 1) * size)]
    whole = content[size:]
    entries = _gathered(whole, size, chain, first_entry)
    places = {name: (start, length) for name, start, length in _entries(entries)}
    found = next((places[name] for name in _STREAMS if name in places), None)
    if found is None:
        return b""
    start, length = found
    if length >= cutoff:
        return _gathered(whole, size, chain, start)[:length]
    small_chain = list(struct.iter_unpack("<I", _gathered(whole, size, chain, first_small)))
    smalls = _gathered(whole, size, chain, places["Root Entry"][0])
    return _gathered(smalls, small, [at for (at,) in small_chain], start)[:length]


def _gathered(sectors: bytes, size: int, chain: list[int], start: int) -> bytes:
    """The sectors of one stream, one after another; a ring of sectors is torn."""
    parts: list[bytes] = []
    at = start
    while at < _FREE:
        if len(parts) > len(chain):
            raise IndexError
        parts.append(sectors[at * size : (at + 1) * size])
        at = chain[at]
    return b"".join(parts)


def _entries(content: bytes) -> Iterator[tuple[str, int, int]]:
    for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
        length = int.from_bytes(content[at + 64 : at + 66], "little")
        name = content[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        yield name, *struct.unpack_from("<II", content, at + 116)


# --- the records ------------------------------------------------------------------------------------------------------


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on, up to the end of their sheet; charts within it are skipped."""
    depth = 0
    while at + 4 <= len(stream):
        sort, length = struct.unpack_from("<HH", stream, at)
        depth += (sort == _BEGIN) - (sort == _END)
        if depth <= 1:
            yield sort, stream[at + 4 : at + 4 + length]
        if sort == _END and depth <= 0:
            return
        at += 4 + length


def _codec_of(stream: bytes) -> str:
    """The code page of a file older than Unicode; empty for any other."""
    if len(stream) < 6 or struct.unpack_from("<H", stream, 4)[0] != _BEFORE_UNICODE:
        return ""
    page = next((struct.unpack_from("<H", body)[0] for sort, body in _records(stream, 0) if sort == _CODE_PAGE), 0)
    codec = "gb18030" if page == _GBK else f"cp{page}"
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return ""


def _sheets_in(stream: bytes, codec: str) -> Iterator[tuple[int, str]]:
    """Where the records of each sheet of cells begin, and its name in a file older than Unicode."""
    for sort, body in _records(stream, 0):
        if sort == _SHEET and len(body) > 6 and body[5] == 0:
            name = body[7 : 7 + body[6]].decode(codec, "replace") if codec else ""
            yield int(struct.unpack_from("<I", body)[0]), name


def _doubts_of(stream: bytes, at: int, name: str, codec: str) -> Doubts:
    unread: dict[tuple[int, int], str] = {}
    texts: dict[tuple[int, int], str] = {}
    rows: list[int] = []
    columns: list[int] = []
    row = column = 0
    for sort, body in _records(stream, at):
        if sort in _FORMULAS:
            row, column, result, flags = struct.unpack_from("<HH2x8sH", body)
            if why := _why_unread(result, flags):
                unread[row, column] = why
        elif codec and sort in _TEXTS:
            row, column, length = struct.unpack_from("<HH2xH", body)
            texts[row, column] = body[8 : 8 + length].decode(codec, "replace")
        elif codec and sort == _RESULT:  # of the formula right before it
            texts[row, column] = body[2 : 2 + struct.unpack_from("<H", body)[0]].decode(codec, "replace")
        elif sort == _VALUE_ERROR and body[7] == 1:
            row, column = struct.unpack_from("<HH", body)
            unread[row, column] = says_error(_ERRORS.get(body[6], "错误"))
        elif sort == _ROW and struct.unpack_from("<H", body, 12)[0] & _HIDDEN:
            rows.append(struct.unpack_from("<H", body)[0])
        elif sort == _COLUMNS and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            columns += range(first, min(last, first + 256) + 1)
    return Doubts(unread, out_of_sight=tuple(rows), hidden_columns=tuple(columns), texts=texts, name=name)


def _why_unread(result: bytes, flags: int) -> str:
    if result[6:] == b"\xff\xff" and result[0] == _IS_ERROR:
        return says_error(_ERRORS.get(result[2], "错误"))
    # Programs that write formulas without computing them leave nought, and ask Excel to compute when it opens the file.
    return NO_RESULT if flags & _ON_LOAD and not any(result) else ""
