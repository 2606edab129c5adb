"""Whether a picture that is shown twice is told, and how often another is taken for it: 200 pictures, 19,900 pairs.

.venv/bin/python tests/bench/bench_likeness.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from support.attached import WAYS, drawn

_COUNT = 200
_MOST_MISSED, _ONE_IN = 0.02, 5_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was told of pictures used again, and of pairs of different ones."""

    pictures: int
    told: Mapping[str, int]
    """Way of using it again → how many of the pictures were known."""
    pairs: int
    false: int
    microseconds: float
    """For one pair, hashes of parts aside."""

    @property
    def holds(self) -> bool:
        """Whether at least 98 % are told, and at most one pair in 5,000 falsely."""
        least = min(self.told.values()) / self.pictures
        return least >= 1 - _MOST_MISSED and self.false * _ONE_IN <= self.pairs


def measure_likeness(count: int = _COUNT) -> Likeness:
    """Use each picture again in each way, and compare each with each other one."""
    from cunwu.records.attachments import likeness
    from cunwu.records.attachments.pictures import grey_of

    pictures = [drawn(320, 240, seed) for seed in range(1, count + 1)]
    marks = [likeness.mark_of(grey_of(picture)) for picture in pictures]
    told = {
        way: sum(
            likeness.is_same(mark, likeness.mark_of(grey_of(make(picture))))
            for mark, picture in zip(marks, pictures, strict=True)
        )
        for way, make in WAYS.items()
    }
    start = time.perf_counter()
    false = len(likeness.same_among({str(place): mark for place, mark in enumerate(marks)}))
    pairs = count * (count - 1) // 2
    return Likeness(count, told, pairs, false, (time.perf_counter() - start) / pairs * 1e6)


if __name__ == "__main__":
    measured = measure_likeness()
    sys.stdout.write(f"{measured}\n")
    sys.exit(0 if measured.holds else 1)
