"""Progress of long work: a bar on a terminal, one line a minute in a log, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any, TextIO, TypeVar

T = TypeVar("T")

_LONG = 40
"""Fewer steps than this end before anybody reads a line."""
_EVERY = 60.0
"""Seconds between two lines in a log."""
_quiet = False


def be_quiet() -> None:
    """Turns progress off for the whole run: the log of a platform keeps every line for ever."""
    global _quiet  # noqa: PLW0603 - the command line sets it once for the whole program
    _quiet = True


class _Lines:
    """A stream for logs: writes each state of the bar on a line of its own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Writes a line for each state of the bar, without blank ones."""
        told = text.strip()
        if told:
            self._stream.write(f"{told}\n")

    def flush(self) -> None:
        """Flushes the stream."""
        self._stream.flush()


def progress(steps: Sequence[T], label: str) -> Iterator[T]:
    """The steps one by one; progress is shown if there are many."""
    if len(steps) < _LONG or _quiet:
        yield from steps
        return
    from tqdm import tqdm

    if sys.stderr.isatty():
        yield from tqdm(steps, desc=label, unit="个地方", file=sys.stderr, leave=False)
        return
    told = "{desc}：{n_fmt} / {total_fmt}，已用 {elapsed}"
    lines = _Lines(sys.stderr)
    pace: dict[str, Any] = {"mininterval": _EVERY, "maxinterval": _EVERY, "delay": _EVERY, "miniters": 1}
    yield from tqdm(steps, desc=label, file=lines, bar_format=told, leave=False, **pace)
