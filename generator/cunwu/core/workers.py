"""Processes that share a task: forked, so that they inherit what they need; where a system cannot, started afresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def can_fork() -> bool:
    """Whether workers inherit what this process has; else they have to be told where to find it."""
    import multiprocessing  # a build of one village does without

    return "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def shared_by(jobs: int, enter: Callable[[], None] | None = None) -> Iterator[ProcessPoolExecutor]:
    """So many processes; each runs `enter` first, which travels to them where they are not forked."""
    import gc
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    gc.freeze()  # looking for cycles would write to what workers share with this process, and they would get copies
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=enter) as workers:
            yield workers
    finally:
        gc.unfreeze()  # a preview builds again and again
