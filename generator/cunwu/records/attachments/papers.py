"""PDF files: refused if they do something, read for the gate, written anew with their pages alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

from cunwu.core.frozen import Frozen
from cunwu.records.attachments.sorts import UnfitError

MOST_PAGES = 60
_MOST_PARTS = 30_000
_ACTS = {
    "/JS": "脚本",
    "/JavaScript": "脚本",
    "/Launch": "打开别的程序的命令",
    "/EmbeddedFile": "夹带的文件",
    "/EmbeddedFiles": "夹带的文件",
    "/EF": "夹带的文件",
    "/RichMedia": "夹带的影音",
    "/Movie": "夹带的影音",
    "/Sound": "夹带的影音",
    "/Rendition": "夹带的影音",
    "/XFA": "会变的表单",
    "/SubmitForm": "往外送数据的命令",
    "/ImportData": "取数据的命令",
    "/GoToR": "打开别的文件的命令",
    "/GoToE": "打开夹带文件的命令",
}
"""What stands as a key, or as the kind of a thing, in a file that does something when it is opened."""
_KINDS = ("/S", "/Subtype", "/Type")
_DROPPED = ("/AA", "/A", "/Metadata", "/PieceInfo", "/B", "/Thumb", "/StructParents", "/Parent")
_REPRINT = "在 WPS 或浏览器里打开，选「打印」「另存为 PDF」，把新的一份放进来"

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said in our words


class Paper(Frozen):
    """What a PDF says: all its text, how many pages it has, and whether some are pictures without text."""

    text: str
    pages: int
    is_scanned: bool


def read_paper(content: bytes) -> Paper:
    """The text of a PDF that does nothing. Raises UnfitError if it does, or cannot be read."""
    reader = _opened(content)
    try:
        strings = [text for part in _parts(reader) for text in _strings(part)]
        texts = [page.extract_text() for page in reader.pages]
    except UnfitError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails in its own way
        raise _damaged() from None
    is_scanned = any(map(_is_scan, texts))
    return Paper("\n".join((*texts, *strings)), len(texts), is_scanned)


def scans_in(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Page and picture of every page without text. Raises UnfitError if one cannot be taken out."""
    for number, page in enumerate(_opened(content).pages, 1):
        try:
            pictures = [image.data for image in page.images] if _is_scan(page.extract_text()) else []
        except Exception:  # noqa: BLE001
            raise UnfitError(f"第 {number} 页的图拿不出来，上面的字没有识别", _REPRINT) from None
        yield from ((number, picture) for picture in pictures)


def _is_scan(text: str) -> bool:
    return len("".join(text.split())) < 10


def rewritten(content: bytes) -> bytes:
    """The pages of a PDF as a new file: no author, no programs, nothing behind the end. Raises UnfitError."""
    reader, out = _opened(content), BytesIO()
    try:
        writer = PdfWriter()
        writer.metadata = None
        for page in reader.pages:
            added = writer.add_page(page)
            for name in ("/AA", "/Metadata", "/PieceInfo", "/Thumb", "/B"):
                added.pop(name, None)
            for note in added.get("/Annots") or ():
                part = note.get_object()
                if isinstance(part, DictionaryObject):
                    part.pop("/A", None)
                    part.pop("/AA", None)
        for position in range(len(writer._objects)):  # noqa: SLF001 - the only list of all parts
            _without_camera(writer._objects[position])  # noqa: SLF001
        writer.write(out)
    except Exception:  # noqa: BLE001
        raise _damaged() from None
    return out.getvalue()


def _opened(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        is_locked = reader.is_encrypted
        count = 0 if is_locked else len(reader.pages)
    except Exception:  # noqa: BLE001
        raise _damaged() from None
    if is_locked:
        raise UnfitError("加了密码或者限制", f"去掉密码：{_REPRINT}")
    if not 0 < count <= MOST_PAGES:
        raise UnfitError(f"有 {count} 页，最多 {MOST_PAGES} 页", "只留要公布的几页，或者分成几份")
    return reader


def _parts(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached. Raises UnfitError for one that does something, and for too many."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    count = 0
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if part.idnum in seen:
                continue
            seen.add(part.idnum)
            part = part.get_object()
        count += 1
        if count > _MOST_PARTS * 10:
            raise UnfitError("里面的东西太多，没有看完", f"{_REPRINT}，或者分成几份")
        if isinstance(part, ArrayObject):
            waiting.extend(one for one in part if isinstance(one, ArrayObject | DictionaryObject | IndirectObject))
        elif isinstance(part, DictionaryObject):
            _demand_quiet(part)
            yield part
            waiting.extend(
                one for one in part.values() if isinstance(one, ArrayObject | DictionaryObject | IndirectObject)
            )


def _demand_quiet(part: DictionaryObject) -> None:
    named = [str(key) for key in part]
    named += [str(part.raw_get(key)) for key in _KINDS if key in part]
    for name in named:
        if name in _ACTS:
            raise UnfitError(f"里面有{_ACTS[name]}", _REPRINT)


def _strings(part: DictionaryObject) -> Iterator[str]:
    """What is written in it beside the pages: notes, what was filled in, titles."""
    for value in part.values():
        if isinstance(value, TextStringObject) and len(value) > 5:
            yield str(value)


def _without_camera(part: object) -> None:
    """Takes what a camera wrote out of a photo inside a PDF, which is a whole JPEG file there."""
    if isinstance(part, StreamObject) and part.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        part._data = without_notes(part._data)  # noqa: SLF001 - decoded, it would have to be written anew


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG file without the segments in which cameras and programs write notes; the picture is not touched."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):  # 0xEE tells how colours are meant
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return b"".join((*kept, jpeg[at:]))


def _damaged() -> UnfitError:
    return UnfitError("坏了，打不开，或者不完整", _REPRINT)
