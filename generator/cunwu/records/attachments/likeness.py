"""Whether two pictures are the same one: mirrored, cropped, made smaller, pressed harder, made lighter.

Two hashes alike are no proof, so what is alike is laid over each other and compared dot by dot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from itertools import accumulate, combinations, pairwise
from math import sqrt
from pathlib import Path

SIDE = 64
"""Of the square of grey values by which a picture is known."""
_BITS, _CLOSE, _ALIKE, _HOPELESS, _TRIED = 8, 16, 0.9, 0.5, 4
_LEAST, _STEP = 44, 2
"""The smallest part of a picture that is compared, of 64, and by how much parts differ."""


def same_among(greys: Mapping[str, bytes], kept: Path | None = None) -> tuple[tuple[str, str], ...]:
    """Pairs of names at which the same picture stands, each in the order of the names.

    What was compared before comes from a file in the folder `kept`: of many pictures only new ones are compared.
    """
    file = kept / f"same-{_program()}" if kept is not None else None
    known, fresh = _read(file), dict[str, bool]()
    marks = {name: sha256(grey).hexdigest()[:20] for name, grey in greys.items()}
    found = []
    for one, other in combinations(greys, 2):
        pair = "".join(sorted((marks[one], marks[other])))
        if pair not in known:
            known[pair] = fresh[pair] = is_same(greys[one], greys[other])
        if known[pair]:
            found.append((one, other))
    _keep(file, fresh)
    return tuple(found)


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


def is_same(one: bytes, other: bytes) -> bool:
    """Whether one is the other, or a part of it, perhaps in a mirror."""
    return _is_part(one, other) or _is_part(other, one)


def _is_part(part: bytes, whole: bytes) -> bool:
    parts = _parts_of(whole)
    for mirrored in (False, True):
        shape = _hash_of(part, mirrored=mirrored)
        near = sorted((far, box) for found, box in parts if (far := (shape ^ found).bit_count()) <= _CLOSE)
        if near:
            shown = _mirror(part) if mirrored else part
            if any(_fits(shown, whole, box) for _, box in near[:_TRIED]):
                return True
    return False


Box = tuple[int, int, int, int]


@lru_cache(maxsize=2048)
def _parts_of(grey: bytes) -> tuple[tuple[int, Box], ...]:
    """The hash of every part of a picture that somebody may have cut out."""
    table = _summed(grey)
    spans = [
        (start, size)
        for size in range(_LEAST, SIDE + 1, 4)
        for start in range(0, SIDE - size + 1, 4 if size < 60 else 2)
    ]
    return tuple((_hash(table, (x, y, w, h)), (x, y, w, h)) for y, h in spans for x, w in spans if abs(w - h) <= 12)


@lru_cache(maxsize=4096)
def _hash_of(grey: bytes, *, mirrored: bool) -> int:
    return _hash(_summed(_mirror(grey) if mirrored else grey), (0, 0, SIDE, SIDE))


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
