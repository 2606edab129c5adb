"""Processes that share a task: forked, so that they inherit what they need instead of being sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


@contextmanager
def forked(jobs: int, enter: Callable[[], None] | None = None) -> Iterator[ProcessPoolExecutor]:
    """So many processes forked from this one; each runs `enter` first."""
    import gc
    import multiprocessing  # a build of one village does without
    from concurrent.futures import ProcessPoolExecutor

    gc.freeze()  # looking for cycles would write to what workers share with this process, and they would get copies
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=enter) as workers:
        yield workers
