"""Progress of work that takes long: a bar on a terminal, a line a minute elsewhere, nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any, TextIO, TypeVar

T = TypeVar("T")

_LONG = 40
"""Fewer steps than this are over before anybody reads a line."""
_EVERY = 60.0
"""Seconds between two lines in a log."""
_quiet = False


def be_quiet() -> None:
    """Say nothing from here on: the log of a platform keeps every line for ever."""
    global _quiet  # noqa: PLW0603 - the command line says it once for the whole program
    _quiet = True


class _Lines:
    """A stream for logs: what a bar would draw over is a line of its own there."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """A line for each drawing of the bar."""
        told = text.strip()
        if told:
            self._stream.write(f"{told}\n")

    def flush(self) -> None:
        """At once."""
        self._stream.flush()


def progress(steps: Sequence[T], label: str) -> Iterator[T]:
    """The steps one by one, counted where there are many."""
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
