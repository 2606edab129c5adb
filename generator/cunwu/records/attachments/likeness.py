"""Whether two pictures are the same one: mirrored, cropped, made smaller, pressed harder, made lighter.

Hashes of parts find what may be alike without comparing each picture with each; two hashes alike are no proof, so what
is alike is laid over each other and compared dot by dot.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from itertools import accumulate, pairwise
from math import sqrt
from pathlib import Path

from cunwu.core.frozen import Frozen

SIDE = 64
"""Of the square of grey values by which a picture is known."""
_BITS, _CLOSE, _BOTH_CLOSE, _TRIED = 8, 12, 22, 12
"""Parts of the same picture differ in at most 8 of 64 bits from side to side, in 17 of 128 with those from top to
bottom; every eighth pair of others is as near in the first way, few are in both."""
_ALIKE, _HOPELESS = 0.9, 0.5
_LEAST = 44
"""The smallest part of a picture that is compared, of 64."""
Box = tuple[int, int, int, int]
_SPANS = tuple(
    (start, size) for size in range(_LEAST, SIDE + 1, 4) for start in range(0, SIDE - size + 1, 4 if size < 60 else 2)
)
_BOXES: tuple[Box, ...] = tuple((x, y, w, h) for y, h in _SPANS for x, w in _SPANS if abs(w - h) <= 12)
"""Every part of a picture that somebody may have cut out; the last is the whole of it."""
_BANDS = range(0, 64, 16)
_SLIPS = (0, *(1 << bit for bit in range(16)))
"""Hashes that differ in 7 of 64 bits differ in at most one bit of 16 in a row; of those in 10, three in four do."""


class Mark(Frozen):
    """By what a picture is known again: its grey values, and the hashes of its parts and of its mirror image."""

    grey: bytes
    hashes: bytes


def mark_of(grey: bytes) -> Mark:
    """The mark of a picture; its hashes take longer than everything that is done with them later."""
    table = _summed(grey)
    hashes = [_hash(table, box) for box in _BOXES]
    return Mark(grey, array("Q", (*hashes, _hash(_summed(_mirror(grey)), _BOXES[-1]))).tobytes())


class _Near(Frozen):
    """A picture that may be a part of another."""

    part: str
    whole: str
    is_mirrored: bool
    box: Box
    far: int
    """In how many bits their hashes differ."""


def same_among(marks: Mapping[str, Mark], kept: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Pairs of names at which the same picture stands, each in the order of the names.

    What was compared before comes from a file in the folder `kept`: of many pictures only new ones are compared.
    """
    file = kept / f"same-{_program()}" if kept is not None else None
    known, fresh = _read(file), dict[str, bool]()
    places = {name: place for place, name in enumerate(marks)}
    digests: dict[str, str] = {}
    found = []
    for (one, other), near in sorted(_candidates(marks, places).items(), key=lambda pair: [*map(places.get, pair[0])]):
        for name in (one, other):
            digests[name] = digests.get(name) or sha256(marks[name].grey).hexdigest()[:20]
        pair = "".join(sorted((digests[one], digests[other])))
        if pair not in known:
            known[pair] = fresh[pair] = _is_one(marks, near)
        if known[pair]:
            found.append((one, other))
    _keep(file, fresh)
    return tuple(found)


def is_same(one: Mark, other: Mark) -> bool:
    """Whether one is the other, or a part of it, perhaps in a mirror."""
    return bool(same_among({"one": one, "other": other}))


def _candidates(marks: Mapping[str, Mark], places: Mapping[str, int]) -> Mapping[tuple[str, str], list[_Near]]:
    """Pairs that may be one, with the parts that look alike; found by a table, whatever the number of pictures."""
    hashes = {name: array("Q", mark.hashes) for name, mark in marks.items()}
    table = defaultdict[int, list[tuple[str, bool]]](list)
    for name, known in hashes.items():
        for is_mirrored, shape in ((False, known[-2]), (True, known[-1])):
            for shift in _BANDS:
                for slip in _SLIPS:
                    table[shift << 16 | (shape >> shift & 0xFFFF) ^ slip].append((name, is_mirrored))
    found = defaultdict[tuple[str, str], list[_Near]](list)
    for name, known in hashes.items():
        for position, shape in enumerate(known[:-1]):
            hits = {hit for shift in _BANDS for hit in table.get(shift << 16 | shape >> shift & 0xFFFF, ())}
            for part, is_mirrored in hits:
                far = (hashes[part][-1 if is_mirrored else -2] ^ shape).bit_count()
                if part != name and far <= _CLOSE:
                    pair = (part, name) if places[part] < places[name] else (name, part)
                    found[pair].append(_Near(part, name, is_mirrored, _BOXES[position], far))
    return found


def _is_one(marks: Mapping[str, Mark], near: list[_Near]) -> bool:
    """Whether one of the parts that look alike is that part."""
    nearest = sorted(near, key=lambda one: (one.far, one.part, one.is_mirrored, one.box))[:_TRIED]
    return any(one.far + _down(marks, one) <= _BOTH_CLOSE and _is_part(marks, one) for one in nearest)


def _is_part(marks: Mapping[str, Mark], near: _Near) -> bool:
    part = marks[near.part].grey
    return _fits(_mirror(part) if near.is_mirrored else part, marks[near.whole].grey, near.box)


def _down(marks: Mapping[str, Mark], near: _Near) -> int:
    """In how many bits both differ if fields are compared with those below them, not with those beside them."""
    part, (left, top, width, height) = marks[near.part].grey, near.box
    shown = _turned(_mirror(part) if near.is_mirrored else part)
    other = _hash_of(_turned(marks[near.whole].grey), (top, left, height, width))
    return (_hash_of(shown, _BOXES[-1]) ^ other).bit_count()


@lru_cache(maxsize=8192)
def _hash_of(grey: bytes, box: Box) -> int:
    return _hash(_tabled(grey), box)


@lru_cache(maxsize=512)
def _tabled(grey: bytes) -> list[list[int]]:
    return _summed(grey)


def _turned(grey: bytes) -> bytes:
    return b"".join(grey[column::SIDE] for column in range(SIDE))


@cache
def _program() -> str:
    return sha256(Path(__file__).read_bytes()).hexdigest()[:16]


def _read(file: Path | None) -> dict[str, bool]:
    """Two marks and + or - in each line; a line that was written in part only is compared anew."""
    try:
        lines = file.read_text("ascii", "replace").splitlines() if file is not None else []
    except OSError:
        return {}
    return {line[:40]: line[40] == "+" for line in lines if len(line) == 41 and line[40] in "+-"}


def _keep(file: Path | None, fresh: Mapping[str, bool]) -> None:
    """Add what was found; a folder that cannot be written costs time only."""
    if file is None or not fresh:
        return
    lines = "".join(f"{pair}{'+' if is_one else '-'}\n" for pair, is_one in fresh.items())
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="ascii") as out:
            out.write(lines)


def _mirror(grey: bytes) -> bytes:
    return b"".join(grey[row : row + SIDE][::-1] for row in range(0, SIDE * SIDE, SIDE))


def _summed(grey: bytes) -> list[list[int]]:
    """Sums of all values above and left of a dot, from which the sum in any box follows."""
    rows, above = [[0] * (SIDE + 1)], [0] * (SIDE + 1)
    for start in range(0, SIDE * SIDE, SIDE):
        across = [0, *accumulate(grey[start : start + SIDE])]
        above = [one + other for one, other in zip(above, across, strict=True)]
        rows.append(above)
    return rows


def _hash(table: list[list[int]], box: Box) -> int:
    """64 bits: whether each of 8 × 8 fields is lighter than the one beside it or below it, in turns."""
    left, top, width, height = box
    xs = [left + width * step // (_BITS + 1) for step in range(_BITS + 2)]
    ys = [top + height * step // _BITS for step in range(_BITS + 1)]
    bits = 0
    for high, low in pairwise(ys):
        upper, lower = table[high], table[low]
        line = [lower[x] - upper[x] for x in xs]
        means = [
            (after - before) / max(1, (b - a)) for before, after, a, b in zip(line, line[1:], xs, xs[1:], strict=False)
        ]
        for before, after in pairwise(means):
            bits = bits << 1 | (before < after)
    return bits


def _fits(shown: bytes, whole: bytes, box: Box) -> bool:
    """Whether a picture is the part of another in a box, or in one that is a little larger, smaller or beside it."""
    if _correlation(shown, whole, box, 4) < _HOPELESS:
        return False
    best = _correlation(shown, whole, box)
    for _ in range(8):
        if best >= _ALIKE:
            break
        tried = [(_correlation(shown, whole, moved), moved) for moved in _moved(box)]
        better, box = max(tried, default=(best, box))
        if better <= best:
            break
        best = better
    return best >= _ALIKE


def _moved(box: Box) -> Iterator[Box]:
    left, top, right, low = box[0], box[1], box[0] + box[2], box[1] + box[3]
    for by in (-1, 1):
        for one in (
            (left + by, top, right, low),
            (left, top + by, right, low),
            (left, top, right + by, low),
            (left, top, right, low + by),
        ):
            if one[0] >= 0 and one[1] >= 0 and one[2] <= SIDE and one[3] <= SIDE:
                yield one[0], one[1], one[2] - one[0], one[3] - one[1]


def _correlation(shown: bytes, whole: bytes, box: Box, every: int = 2) -> float:
    left, top, width, height = box
    columns = [left + (2 * x + 1) * width // (2 * SIDE) for x in range(0, SIDE, every)]
    ones, others = list[int](), list[int]()
    for y in range(0, SIDE, every):
        row = (top + (2 * y + 1) * height // (2 * SIDE)) * SIDE
        ones += shown[y * SIDE : (y + 1) * SIDE : every]
        others += [whole[row + x] for x in columns]
    count = len(ones)
    mean, other = sum(ones) / count, sum(others) / count
    above = sum((a - mean) * (b - other) for a, b in zip(ones, others, strict=True))
    below = sqrt(sum((a - mean) ** 2 for a in ones) * sum((b - other) ** 2 for b in others))
    return above / below if below else 0.0
