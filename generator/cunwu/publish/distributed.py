"""Towns made by Dask workers: jobs out, bundles back, everything else as in any build."""

from __future__ import annotations

import logging
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TypeVar

import cryptography  # noqa: F401 - for certificates: without it this import fails, not a build half done
import dask
from distributed import CancelledError, Client, Future, KilledWorker, LocalCluster, Security, wait

from cunwu.core.database import SpoiltError, digest_of, writable
from cunwu.core.frozen import replace
from cunwu.core.paths import BOARD
from cunwu.core.problem import CunwuError
from cunwu.core.progress import progress
from cunwu.git.commit_source import CommitSource
from cunwu.history.entered import NEVER
from cunwu.publish.bundle import Store, unpack
from cunwu.publish.order import BuildOrder, Cluster
from cunwu.publish.place_builder import PlaceMade, Workshop, board_folder
from cunwu.publish.stale import program_key
from cunwu.publish.town import TownJob, TownMade, make_town

_Answer = TypeVar("_Answer")
_HERE = "127.0.0.1"
_PATIENCE = 15
"""Seconds to wait for a scheduler that does not answer, for its first worker, and for another one after the last."""
_AT_ONCE = 32
"""Jobs handed out or lying in the store at one time, if there are not more workers: neither grows with the board."""
_RETRIES = 2
"""How often a job that failed is given to a worker again; one whose worker died is given again in any case."""


def run_on_cluster(
    order: BuildOrder, cluster: Cluster, shop: Workshop, tasks: Sequence[Sequence[str]]
) -> Iterator[Sequence[PlaceMade]]:
    """The places of each task, in the order in which workers finish; their files are in the new version by then."""
    if not isinstance(shop.source, CommitSource):
        raise TypeError("other machines can only be sent a commit")
    store = _store_of(order, cluster)
    store.empty()
    common = TownJob(
        root=str(shop.root),
        commit=shop.source.commit,
        program=program_key(order.project),
        as_of=order.as_of,
        entered=shop.site.history.entered if shop.site.history is not None else NEVER,
        stylesheet=shop.site.stylesheet,
        script=shop.site.script,
        address=shop.site.address,
        form=shop.site.form,
        new_file=shop.site.new_file,
        precompress=order.precompress,
        store=store.url,
        places=(),
    )
    try:
        with _connected(cluster.scheduler, order.jobs) as client:
            yield from _Run(client, store, shop, common).all(tasks)
    finally:
        with suppress(CunwuError):  # an earlier error is more useful than this one
            store.empty()


def _store_of(order: BuildOrder, cluster: Cluster) -> Store:
    """A folder of this site in the named store: builds empty it, and other sites may use the same store."""
    url = cluster.store or str(writable(order.project.cache) / "bundles")
    if url.startswith("memory:"):
        raise CunwuError("memory: 只有一个进程看得到", next_step="--store 写一个共享文件夹")
    return Store(f"{url.rstrip('/')}/{digest_of(platform.node(), order.project.root, order.site).hex()}")


class _Run:
    """One build's towns."""

    def __init__(self, client: Client, store: Store, shop: Workshop, common: TownJob) -> None:
        self._client = client
        self._store = store
        self._shop = shop
        self._common = common
        self._waiting: dict[Future[TownMade], TownJob] = {}
        self._again: set[str] = set()
        """Names of jobs whose bundle was missing or changed when it was fetched."""

    def all(self, tasks: Sequence[Sequence[str]]) -> Iterator[Sequence[PlaceMade]]:
        """The places of each task."""
        jobs = (replace(self._common, places=tuple(task)) for task in tasks)
        for job in islice(jobs, max(_AT_ONCE, 2 * sum(self._client.nthreads().values()))):
            self._hand_out(job)
        for _ in progress(tasks, "生成"):
            yield self._next()
            for job in islice(jobs, 1):
                self._hand_out(job)

    def _hand_out(self, job: TownJob) -> None:
        # Another attempt needs another key: for the old one the scheduler would return the old result.
        key = f"cunwu-{job.name}{'-again' if job.name in self._again else ''}"
        self._waiting[self._client.submit(make_town, job, key=key, retries=_RETRIES)] = job

    def _next(self) -> Sequence[PlaceMade]:
        """The places of the next job that is done; their files are in the new version by then."""
        while True:
            future = self._patiently(self._first_done)
            job = self._waiting.pop(future)
            made = self._result_of(future)
            if self._take_in(job, made):
                return made.places
            self._again.add(job.name)
            self._hand_out(job)

    def _first_done(self) -> Future[TownMade]:
        return next(iter(wait(list(self._waiting), _PATIENCE, "FIRST_COMPLETED").done))

    def _result_of(self, future: Future[TownMade]) -> TownMade:
        # A worker that goes away takes with it the results that were not fetched yet: both questions may wait.
        error = self._patiently(lambda: future.exception(_PATIENCE))
        if error is not None:
            raise _as_told(error)
        return self._patiently(lambda: future.result(_PATIENCE))

    def _patiently(self, ask: Callable[[], _Answer]) -> _Answer:
        """Asks again whenever `ask` has no answer in time, without a limit; raises CunwuError if no worker is left."""
        while True:
            try:
                with suppress(TimeoutError):
                    return ask()
                workers = self._client.nthreads()
            except (CancelledError, OSError):
                next_step = "看 dask scheduler 还在不在；再运行一次"
                raise CunwuError("和调度器断开了，原来的网站没有动", next_step=next_step) from None
            if not workers:
                next_step = "看各台机器上的 dask worker 写了什么，那里也要装好 cunwu；再运行一次"
                raise CunwuError("工作进程都没了，原来的网站没有动", next_step=next_step)

    def _take_in(self, job: TownJob, made: TownMade) -> bool:
        """Put the files of a job into the new version; False if its bundle is missing or has another digest."""
        try:
            files = unpack(self._store.fetch(job.name), made.digest)
        except (FileNotFoundError, SpoiltError):
            if job.name in self._again:
                next_step = "--store 写一个文件夹或地址，在各台机器上都是同一个"
                message = f"工作机写好的文件在 {self._store.url} 里找不到，或者变了"
                raise CunwuError(message, next_step=next_step) from None
            return False
        if any(not name.startswith(f"{BOARD}/") or ".." in name.split("/") for name in files):
            raise ValueError("a bundle that reaches out of the board")
        for name, content in files.items():
            self._shop.staging.write(name, content, pack=False)
        for place in (place for place in made.places if place.summary.is_village):
            self._shop.staging.settle(board_folder(place.path), place.urls)
        self._shop.renderer.rendered += made.pages
        self._store.drop(job.name)
        return True


def _as_told(error: BaseException) -> BaseException:
    """What went wrong with a job, in the words for it where there are any."""
    if isinstance(error, KilledWorker):
        next_step = "看那台机器的内存够不够：dmesg | tail；再运行一次"
        return CunwuError("做同一批村的几个工作进程都没了，原来的网站没有动", next_step=next_step)
    if isinstance(error, ImportError) or isinstance(error.__cause__, ImportError):
        next_step = "在每台机器的环境里装好一样的程序，重新启动 dask scheduler 和 dask worker"
        told = CunwuError("调度器或者工作机上没有同样的程序", next_step=next_step)
        told.__cause__ = error
        return told
    return error


# --- the cluster ---


@contextmanager
def _connected(scheduler: str, jobs: int) -> Iterator[Client]:
    """A client of the named scheduler; without a name, of a new one with this many workers on this machine."""
    if not scheduler:
        with _own_cluster(jobs) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except Exception as error:  # noqa: BLE001 - something other than a scheduler may listen there, or nothing
        reason = str(error).partition("\n")[0]
        next_step = "在一台机器上运行 dask scheduler，用它写出的地址，如 tcp://10.0.0.1:8786"
        raise CunwuError(f"连不上调度器 {scheduler}：{reason}", next_step=next_step) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            next_step = f"在各台机器上运行 dask worker {scheduler}"
            raise CunwuError(f"调度器 {scheduler} 还没有工作进程", next_step=next_step) from None
        yield client


_MODEST = {
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
}
"""Switches off what our own workers report and measure about themselves: it takes a tenth of their time."""


@contextmanager
def _own_cluster(jobs: int) -> Iterator[LocalCluster]:
    with (
        dask.config.set(_MODEST),
        tempfile.TemporaryDirectory(prefix="cunwu-dask-") as folder,
        LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            processes=True,
            host=_HERE,
            security=Security.temporary(),  # others on this machine reach the same address
            memory_limit=0,
            scheduler_kwargs={"dashboard": False, "dashboard_address": f"{_HERE}:0"},
            local_directory=folder,
            silence_logs=logging.ERROR,
        ) as cluster,
    ):
        yield cluster
