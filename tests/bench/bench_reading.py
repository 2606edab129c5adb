"""What it costs to read one month of a village: in the canonical form, in another one, and one that was read before.

.venv/bin/python tests/bench/bench_reading.py
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench_board import ledger

_TIMES = 300


@dataclass(frozen=True, slots=True)
class ReadingCost:
    """Milliseconds for the texts of one ledger of 25 entries, the best of many."""

    content: int
    """Bytes of the file."""
    canonical: float
    other: float
    """With lists that are not indented, as many editors write them."""
    known: float
    """The same, read by an earlier build."""


def measure_reading() -> ReadingCost:
    """Read the same ledger in each way."""
    from cunwu.records.readings import Readings
    from cunwu.yaml.reader import read_plain

    canonical = ledger(0, 2).encode()
    other = canonical.replace(b"\n  ", b"\n")
    with tempfile.TemporaryDirectory() as name:
        memory = Readings(Path(name))
        read_plain(other, "", memory)
        memory.flush()
        cost = ReadingCost(
            len(canonical),
            _best(lambda: read_plain(canonical, "", memory)),
            _best(lambda: read_plain(other, "")),
            _best(lambda: read_plain(other, "", memory)),
        )
        if memory.found < _TIMES:
            raise RuntimeError("what was kept was not found")
    return cost


def _best(read: Callable[[], tuple[object, tuple[object, ...]]]) -> float:
    shortest = float("inf")
    for _ in range(_TIMES):
        start = time.perf_counter()
        plain, problems = read()
        shortest = min(shortest, time.perf_counter() - start)
        if plain is None or problems:
            raise RuntimeError("the ledger could not be read")
    return shortest * 1000


if __name__ == "__main__":
    sys.stdout.write(f"{measure_reading()}\n")
