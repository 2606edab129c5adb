"""Processes that share a task: forked, so that they inherit what they need; on systems without fork, started new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def can_fork() -> bool:
    """Whether workers inherit the state of this process; if not, it must be passed to them."""
    import multiprocessing  # a build of one village does not need it

    return "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def shared_by(jobs: int, enter: Callable[[], None] | None = None) -> Iterator[ProcessPoolExecutor]:
    """A pool of `jobs` processes; each runs `enter` first, which must be picklable if they are not forked."""
    import gc
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    gc.freeze()  # the search for cycles would write to memory shared with the workers, and they would get copies
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=enter) as workers:
            yield workers
    finally:
        gc.unfreeze()  # a preview builds again and again
