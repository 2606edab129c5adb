"""A line of progress on a terminal for work that takes long; silence everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_LONG = 40
"""Fewer steps than this are over before anybody reads a line."""


def progress(steps: Sequence[T], label: str) -> Iterator[T]:
    """The steps one by one, counted on the terminal when there are many."""
    if len(steps) < _LONG or not sys.stderr.isatty():
        yield from steps
        return
    from tqdm import tqdm

    yield from tqdm(steps, desc=label, unit="个地方", file=sys.stderr, leave=False)
