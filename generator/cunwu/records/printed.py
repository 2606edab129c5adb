"""What is printed on pictures, read where `cunwu[ocr]` is installed: the numbers of people, and where they stand.

Handwriting and faces are not recognised. A build never asks: with the extra and without it a site is the same.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cunwu.core.frozen import Frozen, replace
from cunwu.core.patterns import regex
from cunwu.core.program import program_digest
from cunwu.records.attachments.papers import scans_in
from cunwu.records.attachments.pictures import Box, Cover, legible, stripped
from cunwu.records.attachments.sorts import UnfitError
from cunwu.records.digits import credit_codes
from cunwu.records.privacy import Leak, find_leaks
from cunwu.values.codes import citizen_id_is_valid, credit_code_is_valid

EXTRA = "cunwu[ocr]"
LONG = "15 位以上的长号码"
_UNSURE = (Leak.THIN_MASK, Leak.DOOR)
"""A star more or less is a slip of the reading; a door number on a signpost is nobody's."""
_DIGITS = regex(r"[0-9](?:[ .\-]{0,2}[0-9]){14,40}[Xx]?")
_INVOICE = regex(r"2[3-9][0-9]{18}")
"""The number of an electronic invoice."""
_LETTERS = str.maketrans("OoQIl|SBZ", "000111582")
"""What a digit is taken for where the light is bad."""
_AMONG = regex(r"(?<=[0-9OoQIl|SBZ])[OoQIl|SBZ](?=[0-9OoQIl|SBZXx]|$)")
_LEFT_OVER = 4
"""So many signs more than was found in a run of digits: two cells that were read as one."""
KEPT = "printed"
"""The folder in which what was found is kept."""


class Line(Frozen):
    """A line as it was read, and the box of each of its signs, in ten-thousandths of the picture."""

    text: str
    boxes: tuple[Box, ...]


class Printed(Frozen):
    """A number that was found: what it is, and the boxes that cover it. The number itself is kept nowhere."""

    called: str
    is_sure: bool
    boxes: tuple[Box, ...]
    page: int = 0
    """Of a paper; 0 for a picture."""

    @property
    def where(self) -> str:
        """Its place in hundredths, as `--cover` takes it."""
        left, top = (min(box[at] for box in self.boxes) // 100 for at in (0, 1))
        right, low = (-(-max(box[at] for box in self.boxes) // 100) for at in (2, 3))
        box = f"{left},{top},{max(1, right - left)},{max(1, low - top)}"
        return f"第 {self.page} 页" if self.page else f"--cover {box}"


Found = tuple[Printed, ...]


@cache
def versions() -> str:
    """The libraries that read, with their versions; empty where they are not installed."""
    try:
        import onnxruntime
        import rapidocr
        from rapidocr._version import version
    except ImportError:
        return ""
    return f"{rapidocr.__name__} {version} {onnxruntime.__version__}"


def read_numbers(content: bytes, kept: Path | None = None) -> Found | None:
    """The numbers of people that are printed on a picture; None where pictures cannot be read.

    What was found before comes from the folder `kept`. Raises UnfitError for what is no picture.
    """
    if not versions():
        return None
    key = sha256(f"{versions()} {program_digest()} {sha256(content).hexdigest()}".encode()).hexdigest()
    file = kept / key if kept is not None else None
    found = _known(file)
    if found is None:
        found = numbers_in(read_lines(legible(content)))
        _keep(file, found)
    return found


def read_scans(content: bytes, kept: Path | None = None) -> Found | None:
    """The same of every page of a PDF that is a picture without text."""
    if not versions():
        return None
    found = list[Printed]()
    for page, picture in scans_in(content):
        found += [replace(one, page=page) for one in read_numbers(picture, kept) or ()]
    return tuple(found)


def read_attached(name: str, content: bytes, kept: Path | None = None) -> Found | None:
    """The same of an attachment that nobody but a person can read; nothing is found in one that is unfit."""
    try:
        return read_scans(content, kept) if name.lower().endswith(".pdf") else read_numbers(content, kept)
    except UnfitError:
        return ()


def covered(content: bytes, covers: tuple[Cover, ...] = ()) -> tuple[bytes, Found] | None:
    """A picture to be kept, on which every number that was found is black, and what that was.

    It is read again when it is black; raises UnfitError if a number is still there. None where none can be read.
    """
    picture, boxes, found = stripped(content, covers), tuple[Box, ...](), tuple[Printed, ...]()
    for _ in range(3):
        numbers = read_numbers(picture)
        if numbers is None:
            return None
        if not numbers:
            return picture, found
        found = found or numbers
        boxes += tuple(box for one in numbers for box in one.boxes)
        picture = stripped(content, covers, boxes)
    if any(one.is_sure for one in read_numbers(picture) or ()):
        raise UnfitError("上面的号码涂不干净", "看号码在哪里，写 --cover 左,上,宽,高")
    return picture, found


def counted(found: Found) -> str:
    """What was found and how often, for a message."""
    counts = Counter(one.called for one in found)
    return "、".join(f"{called} {count} 个" for called, count in sorted(counts.items()))


def numbers_in(lines: Sequence[Line]) -> Found:
    """What of a person is in lines as they were read: first what is sure, then what only looks like it."""
    return tuple(one for line in lines for one in _numbers(line, _beside(line, lines)))


def _numbers(line: Line, contexts: Sequence[str]) -> Iterator[Printed]:
    taken = set[int]()
    text = _AMONG.sub(lambda one: one[0].translate(_LETTERS), line.text)
    for said in contexts:  # the line alone comes first
        for hit in find_leaks(f"{said}{text}"):
            start, end = hit.start - len(said), hit.end - len(said)
            if start >= 0 and not taken & set(range(start, end)):
                taken |= set(range(start, end))
                yield Printed(hit.leak.value, hit.leak not in _UNSURE, _boxes(line, start, end))
    for found in _DIGITS.finditer(text):
        bare = "".join(filter(str.isalnum, found[0]))
        is_named = _INVOICE.fullmatch(bare) or credit_code_is_valid(bare) or found[0] in "".join(credit_codes(text))
        if not is_named and len(set(range(*found.span())) - taken) > _LEFT_OVER:
            is_id = any(citizen_id_is_valid(bare[at : at + 18].upper()) for at in range(len(bare) - 17))
            called = Leak.CITIZEN_ID.value if is_id else LONG  # the number of the row may stand before it
            yield Printed(called, is_id, _boxes(line, *found.span()))


def _beside(line: Line, lines: Sequence[Line]) -> tuple[str, ...]:
    """Nothing, what stands before a line in its row, and what heads its column: words that say what a number is."""
    if sum(map(str.isdigit, line.text)) < 8:
        return ("",)
    left, top, right, low = _around(line.boxes)
    before, above = list[tuple[int, str]](), list[tuple[int, str]]()
    for other in lines:
        box = _around(other.boxes)
        if sum(map(str.isdigit, other.text)) >= 4:
            continue
        if box[2] <= left + 100 and _shared(box[1], box[3], top, low) > 0.5:
            before.append((box[2], other.text))
        if box[3] <= top + 100 and _shared(box[0], box[2], left, right) > 0.3:
            above.append((box[3], other.text))
    return ("", *(f"{max(near)[1]}：" for near in (before, above) if near))


def _shared(one: int, end: int, other: int, far: int) -> float:
    """How much of the shorter of two spans lies within the other."""
    return (min(end, far) - max(one, other)) / max(1, min(end - one, far - other))


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, lows = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(lows)


def _boxes(line: Line, start: int, end: int) -> tuple[Box, ...]:
    """What covers some signs of a line: each box a little larger than its sign, which the reader places roughly."""
    found = []
    for left, top, right, low in line.boxes[max(0, start - 1) : end + 1] if len(line.boxes) > 1 else line.boxes:
        wide, high = (right - left) // 4, (low - top) // 6
        found.append((max(0, left - wide), max(0, top - high), min(10_000, right + wide), min(10_000, low + high)))
    return tuple(found)


# --- the reader -------------------------------------------------------------------------------------------------------


@cache
def _reader() -> Callable[..., Any]:
    from rapidocr import RapidOCR

    # Its models lie in the wheel: nothing is fetched. Two threads wait for each other longer than they read.
    one = "EngineConfig.onnxruntime.intra_op_num_threads"
    settings = {"Global.log_level": "critical", "Global.max_side_len": 4000, one: 1}
    reader: Callable[..., Any] = RapidOCR(params=settings)
    return reader


def read_lines(picture: bytes) -> list[Line]:
    """Every line of a picture that `legible` made."""
    found = _reader()(picture, return_word_box=True, return_single_char_box=True)
    if found.txts is None:
        return []
    high, wide = found.img.shape[:2]
    lines = []
    for text, corners, signs in zip(found.txts, found.boxes, found.word_results, strict=False):
        whole = _box(corners, wide, high)
        placed = _placed(text, [(sign, _box(spot, wide, high)) for sign, _, spot in signs if spot is not None])
        lines.append(Line(text, placed or tuple([whole] * max(2, len(text)))))
    return lines


def _box(corners: Any, wide: int, high: int) -> Box:
    across, down = ([float(corner[at]) for corner in corners] for at in (0, 1))
    left, right = (int(value * 10_000 / wide) for value in (min(across), max(across)))
    top, low = (int(value * 10_000 / high) for value in (min(down), max(down)))
    return left, top, right, low


def _placed(text: str, signs: Sequence[tuple[str, Box]]) -> tuple[Box, ...]:
    """A box for each sign of a line, blanks as the sign before; nothing if they cannot be told apart."""
    boxes, at = list[Box](), 0
    for sign in text:
        if at < len(signs) and signs[at][0] == sign:
            boxes.append(signs[at][1])
            at += 1
        elif sign.isspace() and boxes:
            boxes.append(boxes[-1])
        else:
            return ()
    return tuple(boxes) if at == len(signs) else ()


# --- what was found before --------------------------------------------------------------------------------------------


def _known(file: Path | None) -> Found | None:
    try:
        stored = file.read_bytes() if file is not None else b""
        digest, _, told = stored.partition(b"\n")
        if not told or sha256(told).hexdigest().encode() != digest:
            return None
        return tuple(Printed(called, sure, tuple(map(tuple, boxes))) for called, sure, boxes in json.loads(told))
    except (OSError, ValueError, TypeError):
        return None


def _keep(file: Path | None, found: Found) -> None:
    """Keep what was found, which is no number; a folder that cannot be written costs time only."""
    if file is None:
        return
    told = json.dumps([[one.called, one.is_sure, one.boxes] for one in found], ensure_ascii=False).encode()
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(sha256(told).hexdigest().encode() + b"\n" + told)
        draft.replace(file)
