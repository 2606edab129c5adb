"""Towns made by Dask workers: the same bytes, whoever makes them and whatever becomes of the workers."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from distributed import Future

from cunwu.core.database import SpoiltError
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.history.entered import NEVER
from cunwu.pages.parts.new_file import NewFile
from cunwu.publish.bundle import Store, digest_of, pack, unpack
from cunwu.publish.engine import for_cluster
from cunwu.publish.site import BuildOrder, BuildResult, Cluster, build_site
from cunwu.publish.stale import program_key
from cunwu.publish.town import TownJob, make_town
from cunwu.render import Renderer
from support.projects import (
    APRIL,
    AS_OF,
    COUNTY,
    DEED,
    MARCH,
    TOWN,
    VILLAGE,
    commit_all,
    digests,
    environment,
    git,
    make_project,
    run_cunwu,
    write,
)

if TYPE_CHECKING:
    from distributed import Client, LocalCluster  # Dask is imported by the process that runs these tests, not by all

DAY = ("--as-of", AS_OF.isoformat())
WRONG = MARCH.replace("期末: 1500.00", "期末: 1600.00")
HELD, NEVER_CLEAN = "town1/village4", "town2/village5"


def county(villages: int = 9, towns: int = 3) -> dict[str, str]:
    """A county of towns with records of their own, which hand settings down to their villages."""
    files = {"region.yml": COUNTY}
    for number in range(towns):
        files[f"town{number}/region.yml"] = TOWN.replace("清河", f"第{number}") + "公开设置:\n  监督电话: 12345\n"
        files[f"town{number}/notices/1.yml"] = "编号: 镇1\n标题: 停水\n种类: 通知\n起: 2026-03-01\n"
    for number in range(villages):
        folder = f"town{number % towns}/village{number}"
        files[f"{folder}/village.yml"] = VILLAGE.replace("上河", f"第{number}")
        files[f"{folder}/finance/2026-03.yml"] = MARCH
        files[f"{folder}/finance/2026-04.yml"] = APRIL
        files[f"{folder}/deeds/2026-03.yml"] = DEED
    return files


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with a history: one village became faulty, another never was without fault."""
    root = make_project(tmp_path_factory.mktemp("county"), county()).root
    (root / ".gitignore").write_text("/*site*\n/.*site*\n/.cunwu/\n", "utf-8")
    commit_all(root, "2026-04-01")
    write(root, {f"{HELD}/finance/2026-03.yml": WRONG, f"{NEVER_CLEAN}/village.yml": "名称: [\n"})
    commit_all(root, "2026-04-02")
    return root


@dataclass(frozen=True)
class Expected:
    pages: int
    files: Mapping[str, str]


@pytest.fixture(scope="module")
def expected(project: Path) -> Expected:
    """The site as this machine makes it by itself."""
    result = build_site(order(project, "local-site", commit="HEAD"))
    assert result.held == 2
    return Expected(result.pages, digests(project / "local-site"))


def workers(count: int) -> LocalCluster:
    """So many workers of two threads each; their scheduler is in this process."""
    from distributed import LocalCluster

    quiet = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
    return LocalCluster(n_workers=count, threads_per_worker=2, scheduler_kwargs=quiet, silence_logs=logging.CRITICAL)


def talking_to(cluster: LocalCluster | None = None, **how: object) -> Client:
    from distributed import Client

    return Client(cluster, **how)


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with workers(2) as found:
        yield found


def order(root: Path, site: str, **changes: object) -> BuildOrder:
    known = {"project": Project(root), "site": root / site, "as_of": AS_OF, "precompress": True, **changes}
    return BuildOrder(**known)  # type: ignore[arg-type]


def build(root: Path, site: str, scheduler: str, *, store: str = "", **changes: object) -> BuildResult:
    return build_site(for_cluster(order(root, site, **changes), Cluster(scheduler, store)))


# --- the same bytes ------------------------------------------------------------------------------------------------


def test_workers_of_its_own_make_the_same_site(project: Path) -> None:
    for site, options in (("one-site", ()), ("other-site", ("--engine", "dask"))):
        done = run_cunwu("build", "--no-frame", "--jobs", "2", *DAY, "--site-dir", site, *options, cwd=project)
        assert "公开栏做了" in done.stdout, done.stderr
    assert digests(project / "other-site") == digests(project / "one-site")
    assert not list((project / ".cunwu/cache/bundles").iterdir())


# --- what becomes of the workers -------------------------------------------------------------------------------------


def test_a_worker_that_is_killed_changes_nothing(
    project: Path, expected: Expected, cluster: LocalCluster, tmp_path: Path
) -> None:
    victim, store = tmp_path / "victim", tmp_path / "store"
    with talking_to(cluster) as client:
        before = set(client.run(os.getpid).values())
        client.run(die_once, str(victim), 12)
    result = build(project, "site", cluster.scheduler_address, store=store.as_uri())
    assert int(victim.read_text()) in before
    assert result.pages == expected.pages
    assert digests(project / "site") == expected.files
    assert not list(store.iterdir())


def die_once(victim: str, page: int) -> None:
    """In a worker: the first that comes to that page of its own leaves its number in a file and is killed."""
    real: Callable[..., bytes] = Renderer.render
    pages = 0

    def render(renderer: Renderer, page_: object) -> bytes:
        nonlocal pages
        pages += 1
        if pages == page:
            try:
                with Path(victim).open("x", encoding="ascii") as file:
                    file.write(str(os.getpid()))
            except FileExistsError:
                return real(renderer, page_)
            os.kill(os.getpid(), signal.SIGKILL)
        return real(renderer, page_)

    Renderer.render = render  # type: ignore[method-assign, assignment]


def test_a_task_no_worker_survives_leaves_the_old_site(
    project: Path, cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = build(project, "site", cluster.scheduler_address)
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    with talking_to(cluster) as client:
        client.run(die_once, str(tmp_path / "victim"), 12)
    before = digests(project / "site")
    with pytest.raises(CunwuError, match="几个工作进程都没了"):
        build(project, "site", cluster.scheduler_address, full=True)
    assert old.published
    assert digests(project / "site") == before


@contextmanager
def running(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler or worker as an administrator starts it."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


GONE = {"worker": "工作进程都没了", "scheduler": "和调度器断开了"}


@pytest.mark.parametrize(
    ("victim", "asked"),
    [("worker", (Store, "fetch")), ("scheduler", (Store, "fetch")), ("worker", (Future, "result"))],
    ids=["worker", "scheduler", "worker with a result that nobody has yet"],
)
def test_whoever_goes_away_for_good_stops_the_build_and_leaves_the_old_site(
    project: Path, expected: Expected, monkeypatch: pytest.MonkeyPatch, victim: str, asked: tuple[type, str]
) -> None:
    build_site(order(project, "site", commit="HEAD"))
    file = str(project.parent / f"{victim}-{asked[1]}.json")
    own = ("--scheduler-file", file)
    with (
        running("dask_scheduler", *own, "--port", "0", "--no-dashboard", "--dashboard-address", ":0") as scheduler,
        running("dask_worker", *own, "--nthreads", "1", "--no-nanny", "--no-dashboard") as worker,
        talking_to(scheduler_file=file, timeout=30) as client,
    ):
        client.wait_for_workers(1, timeout=30)
        real, at = getattr(*asked), client.scheduler.address

        def ask(*arguments: object) -> object:
            {"worker": worker, "scheduler": scheduler}[victim].kill()
            return real(*arguments)

        monkeypatch.setattr(*asked, ask)
        monkeypatch.setattr("cunwu.publish.distributed._PATIENCE", 2)
        with pytest.raises(CunwuError, match=GONE[victim]):
            build(project, "site", at, full=True)
    assert digests(project / "site") == expected.files


# --- what becomes of the bundles -------------------------------------------------------------------------------------


def bite(monkeypatch: pytest.MonkeyPatch, harm: Callable[[bytes], bytes], *, times: int) -> list[str]:
    """No bundle is what was put there when it is fetched, the first times; answers the names of all, as they come."""
    real, names = Store.fetch, list[str]()

    def fetch(store: Store, name: str) -> bytes:
        names.append(name)
        bundle = real(store, name)
        return harm(bundle) if names.count(name) <= times else bundle

    monkeypatch.setattr(Store, "fetch", fetch)
    return names


def _lose(_bundle: bytes) -> bytes:
    raise FileNotFoundError


HARMS: Mapping[str, Callable[[bytes], bytes]] = {
    "cut": lambda bundle: bundle[:-1],
    "changed": lambda bundle: bundle[:-1] + bytes([bundle[-1] ^ 1]),
    "gone": _lose,
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_bundle_that_is_not_what_the_worker_made_is_made_again(
    project: Path, expected: Expected, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    fetched = bite(monkeypatch, HARMS[harm], times=1)
    build(project, "site", cluster.scheduler_address, full=True)
    assert len(fetched) == 2 * len(set(fetched)) == 8
    assert digests(project / "site") == expected.files


def test_a_store_that_the_machines_do_not_share_stops_the_build(
    project: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project, "site", cluster.scheduler_address)
    before = digests(project / "site")
    bite(monkeypatch, _lose, times=2)
    with pytest.raises(CunwuError, match="找不到，或者变了"):
        build(project, "site", cluster.scheduler_address, full=True)
    assert digests(project / "site") == before


def test_a_bundle_is_the_same_bytes_each_time_and_gives_back_its_files() -> None:
    files = {"board/a/index.html": "村\n\n".encode(), "board/\udce5/index.html": b"", "board/b.gz": bytes(range(256))}
    bundle = pack(files)
    assert pack(dict(files)) == bundle
    assert unpack(bundle, digest_of(bundle)) == files
    with pytest.raises(SpoiltError):
        unpack(bundle + b"!", digest_of(bundle))


def test_what_a_killed_build_left_in_the_store_is_swept_and_nothing_else(
    project: Path, cluster: LocalCluster, tmp_path: Path
) -> None:
    from cunwu.publish.distributed import _store_of

    store = Cluster(cluster.scheduler_address, str(tmp_path))
    _store_of(order(project, "site"), store).put("left", b"half")
    Store(str(tmp_path / "others")).put("theirs", b"whole")
    build(project, "site", cluster.scheduler_address, store=str(tmp_path), full=True)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["others", "others/theirs"]


# --- what is refused, and in which words -----------------------------------------------------------------------------


def test_a_scheduler_that_does_not_answer_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cunwu.publish.distributed._PATIENCE", 1)
    with pytest.raises(CunwuError, match=r"连不上调度器 tcp://127\.0\.0\.1:9") as told:
        build(project, "unreached-site", "tcp://127.0.0.1:9")
    assert "dask scheduler" in told.value.next_step
    assert not (project / "unreached-site").exists()


def test_a_scheduler_without_workers_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cunwu.publish.distributed._PATIENCE", 1)
    with (
        workers(0) as empty,
        pytest.raises(CunwuError, match="还没有工作进程") as told,
    ):
        build(project, "unreached-site", empty.scheduler_address)
    assert told.value.next_step.endswith(f"dask worker {empty.scheduler_address}")


def test_edits_that_no_commit_holds_are_refused_unless_a_commit_is_named(tmp_path: Path) -> None:
    root = make_project(tmp_path, county(2, 1)).root
    (root / ".gitignore").write_text("/.cunwu/\n", "utf-8")
    commit_all(root)
    write(root, {"town0/village0/deeds/2026-03.yml": DEED.replace("水沟", "水渠"), "town0/village1/deeds/2.yml": DEED})
    with pytest.raises(CunwuError, match="有 2 份记录的改动没有提交，别的机器看不到"):
        for_cluster(order(root, "site"), Cluster())
    assert for_cluster(order(root, "site", commit="main"), Cluster()).commit == "main"
    commit_all(root)
    assert for_cluster(order(root, "site"), Cluster()).commit == "HEAD"


def test_without_the_whole_history_nothing_is_begun(tmp_path: Path) -> None:
    root = make_project(tmp_path / "whole", county(2, 1)).root
    commit_all(root)
    commit_all(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), str(tmp_path / "part"))
    for folder, says in (
        (tmp_path / "part", "部分提交历史"),
        (make_project(tmp_path / "none", county(2, 1)).root, "git"),
    ):
        with pytest.raises(CunwuError, match=says):
            for_cluster(order(folder, "site"), Cluster())


def test_without_dask_the_next_step_installs_it(project: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError('no module named distributed')", "utf-8")
    done = run_cunwu("build", "--no-frame", "--engine", "dask", *DAY, cwd=project, program=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"cunwu：没有安装 Dask\n下一步：{sys.executable} -m pip install 'cunwu[dask]'\n"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--engine", "ray"), "没有「ray」这种引擎"),
        (("--scheduler", "tcp://127.0.0.1:1"), "只和 --engine dask 一起用"),
        (("--store", "shared"), "只和 --engine dask 一起用"),
        (("--engine", "dask", "--scheduler", "tls://127.0.0.1:9"), "连不上调度器 tls://127.0.0.1:9"),
        (("--engine", "dask", "--scheduler", "carrier-pigeon://1"), "连不上调度器 carrier-pigeon://1"),
        (("--engine", "dask", "--store", "memory://x"), "只有一个进程看得到"),
        (("--engine", "dask", "--store", "nowhere://x"), "用不了 nowhere://x"),
    ],
)
def test_wrong_options_are_told_with_a_next_step(project: Path, options: tuple[str, ...], says: str) -> None:
    done = run_cunwu("build", "--no-frame", "--site-dir", "refused-site", *DAY, *options, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "下一步：" in done.stderr
    assert not (project / "refused-site").exists()


# --- a worker's own machine ------------------------------------------------------------------------------------------


def job(project: Path, store: Path, **changes: object) -> TownJob:
    """The own records of a town, as the build would send them."""
    known = {
        "root": str(project),
        "commit": git(project, "rev-parse", "HEAD").strip(),
        "program": program_key(Project(project)),
        "as_of": AS_OF,
        "entered": NEVER,
        "stylesheet": "board/assets/board.css",
        "script": "board/assets/search.js",
        "address": "",
        "form": "",
        "new_file": NewFile("GitHub", "https://github.com/a/b/new/main?filename=", "&value="),
        "precompress": False,
        "store": str(store),
        "places": ("town0",),
    }
    return TownJob(**{**known, **changes})  # type: ignore[arg-type]


def test_a_worker_leaves_one_bundle_and_answers_little(project: Path, tmp_path: Path) -> None:
    asked = job(project, tmp_path / "store")
    made = make_town(asked)
    (bundle,) = (tmp_path / "store").iterdir()
    assert bundle.name == asked.name
    assert digest_of(bundle.read_bytes()) == made.digest
    assert [place.path for place in made.places] == ["town0"]
    assert make_town(asked) == made


@pytest.mark.parametrize(
    ("changes", "says", "next_step"),
    [
        ({"root": "/nowhere"}, "/nowhere 不是项目文件夹", "同一个位置"),
        ({"commit": "0" * 40}, "仓库里没有提交 000000000000", "fetch"),
        ({"program": "another"}, "程序或者模板和发起生成的机器不一样", "重新启动 dask worker"),
    ],
)
def test_a_worker_that_would_make_other_pages_refuses_and_says_which_machine_it_is(
    project: Path, tmp_path: Path, changes: Mapping[str, object], says: str, next_step: str
) -> None:
    with pytest.raises(CunwuError, match=says) as told:
        make_town(job(project, tmp_path / "store", **changes))
    assert told.value.message.startswith("工作机 ")
    assert next_step in told.value.next_step
    assert not (tmp_path / "store").exists()


def test_what_a_worker_cannot_do_stops_the_build_in_its_words(
    project: Path, cluster: LocalCluster, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CunwuError, match="用不了"):
        build(project, "unwritten-site", cluster.scheduler_address, store=str(tmp_path / "file" / "store"))
    assert not (project / "unwritten-site").exists()


# --- building in part ------------------------------------------------------------------------------------------------


def test_a_small_change_after_a_build_by_workers_needs_no_workers(tmp_path: Path, cluster: LocalCluster) -> None:
    root = make_project(tmp_path, county(12)).root
    (root / ".gitignore").write_text("/*site*\n/.*site*\n/.cunwu/\n", "utf-8")
    commit_all(root)
    assert build(root, "site", cluster.scheduler_address).pages > 80
    assert build(root, "site", "tcp://127.0.0.1:9").pages == 0
    write(root, {"town0/village0/deeds/2026-03.yml": DEED.replace("水沟", "水渠")})
    commit_all(root, "2026-04-02")
    assert 0 < build(root, "site", "tcp://127.0.0.1:9").pages < 40
    build_site(order(root, "whole-site", full=True, commit="HEAD"))
    assert digests(root / "site") == digests(root / "whole-site")
