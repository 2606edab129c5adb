"""Processes that share a task: forked, so that they inherit what they need instead of being sent it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def forked(jobs: int, enter: Callable[[], None] | None = None) -> Iterator[ProcessPoolExecutor]:
    """So many processes forked from this one; each runs `enter` first."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=enter) as workers:
        yield workers
