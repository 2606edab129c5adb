"""Building: the same records give the same bytes, only what changed is touched, and nothing harms the old site."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import cunwu.core.workers
import cunwu.publish.opening
import cunwu.publish.whole
from cunwu.core.originals import Originals
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.core.verifier import LISTING
from cunwu.publish.manifest import Manifest
from cunwu.publish.place_builder import Workshop
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from cunwu.publish.staging import Staging
from cunwu.records.board import Outline
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from cunwu.yaml.reader import Memory
from support.effort import effort
from support.projects import (
    APRIL,
    AS_OF,
    COUNTY,
    DEED,
    MARCH,
    ROOT,
    SMALL,
    TOWN,
    VILLAGE,
    commit_all,
    digests,
    environment,
    make_project,
    run_cunwu,
    write,
)

DAY = ("--as-of", AS_OF.isoformat())


def build(root: Path, site: Path, *, jobs: int = 1, strict: bool = False) -> BuildResult:
    return build_site(BuildOrder(Project(root), site, AS_OF, jobs, strict))


def many(villages: int, towns: int = 5) -> dict[str, str]:
    """Records of a county with so many alike villages."""
    records = {"region.yml": COUNTY, **{f"town{number}/region.yml": TOWN for number in range(towns)}}
    for number in range(villages):
        folder = f"town{number % towns}/village{number}"
        records[f"{folder}/village.yml"] = VILLAGE
        records[f"{folder}/finance/2026-03.yml"] = MARCH
        records[f"{folder}/finance/2026-04.yml"] = APRIL
        records[f"{folder}/deeds/2026-03.yml"] = DEED
    return records


def litter(site: Path) -> list[str]:
    """What lies beside the site but the lock, the copy for the next version with its note, and the project."""
    ours = (site.name, *(f".{site.name}.{kind}" for kind in ("lock", "spare", "spare.json")))
    return sorted(path.name for path in site.parent.iterdir() if path.name not in ours)


# --- the same bytes ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of 14 villages with history, built once."""
    root = make_project(tmp_path_factory.mktemp("reference"), many(14)).root
    commit_all(root)
    build(root, root / "out" / "site")
    return root


@pytest.mark.parametrize("commit", ["", "HEAD"])
def test_workers_that_cannot_be_forked_make_the_same_site(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commit: str
) -> None:
    for module in (cunwu.core.workers, cunwu.publish.whole):
        monkeypatch.setattr(module, "can_fork", lambda: False)
    result = build_site(BuildOrder(Project(reference), tmp_path / "site", AS_OF, jobs=2, commit=commit, full=True))
    assert result.written == len(digests(tmp_path / "site"))
    assert digests(tmp_path / "site") == digests(reference / "out" / "site")


VARIATIONS: Mapping[str, tuple[Mapping[str, str], Sequence[str], int]] = {
    "another time zone": ({"TZ": "America/Los_Angeles"}, (), 0o022),
    "another locale": ({"LC_ALL": "C", "LANG": "C"}, (), 0o022),
    "another hash seed": ({"PYTHONHASHSEED": "1"}, (), 0o022),
    "a tight umask and two workers": ({"PYTHONHASHSEED": "2"}, ("--jobs", "2"), 0o077),
}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_the_same_records_give_the_same_bytes_anywhere(reference: Path, tmp_path: Path, variation: str) -> None:
    changes, options, umask = VARIATIONS[variation]
    root = tmp_path / "另一个 文件夹"
    shutil.copytree(reference, root, ignore=shutil.ignore_patterns("out"))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "cunwu.cli",
            "build",
            "--no-history",
            "--no-frame",
            *DAY,
            "--site-dir",
            "网站",
            "--jobs",
            "1",
            *options,
        ],
        cwd=root,
        env=environment(**changes),
        umask=umask,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    site = root / "网站"
    assert digests(site) == digests(reference / "out" / "site")
    assert {oct(path.stat().st_mode & 0o777) for path in site.rglob("*") if path.is_file()} == {"0o644"}
    assert {oct(path.stat().st_mode & 0o777) for path in (site, *site.rglob("*")) if path.is_dir()} == {"0o755"}


def test_no_page_knows_the_machine_it_was_made_on(reference: Path) -> None:
    pages = b"".join(path.read_bytes() for path in (reference / "out" / "site").rglob("*.html"))
    assert str(reference).encode() not in pages
    assert str(ROOT).encode() not in pages


def test_the_first_build_of_a_project_says_what_to_open(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    done = run_cunwu("build", "--no-frame", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (opened,) = re.findall(r"^打开：file://(.+)$", done.stdout, re.MULTILINE)
    assert Path(opened).is_file()


# --- only what changed ---------------------------------------------------------------------------------------------


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    """Path → the file itself (inode) and when it was written."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in site.rglob("*")
        if path.is_file()
    }


def test_a_second_build_touches_no_file(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    first = build(tmp_path, tmp_path / "site")
    before, folder = stamps(tmp_path / "site"), (tmp_path / "site").stat().st_ino
    second = build(tmp_path, tmp_path / "site")
    assert stamps(tmp_path / "site") == before
    assert (tmp_path / "site").stat().st_ino == folder
    assert (second.written, second.kept) == (0, first.written)


def test_one_changed_entry_changes_its_village_and_what_stands_above_it(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    site = tmp_path / "site"
    build(tmp_path, site)
    before, stamped = digests(site), stamps(site)
    write(tmp_path, {"qinghe/shanghe/finance/2026-04.yml": APRIL.replace("鱼塘承包款", "茶山承包款")})
    result = build(tmp_path, site)
    after = digests(site)
    changed = {url for url in after if before.get(url) != after[url]}
    assert before.keys() == after.keys()
    assert "board/qinghe/shanghe/finance/2026-04.html" in changed
    above = {"board/index.html", "board/qinghe/index.html"}
    above |= {f"{folder}pages.sha256" for folder in ("", "board/", "board/qinghe/")}
    above |= {url for url in changed if url.startswith(("board/search/below", "board/qinghe/search/below"))}
    assert [url for url in changed if not url.startswith("board/qinghe/shanghe/") and url not in above] == []
    untouched = after.keys() - changed
    assert {url: stamps(site)[url] for url in untouched} == {url: stamped[url] for url in untouched}
    assert (result.written, result.kept) == (len(changed), len(untouched))


def test_a_record_that_is_gone_takes_its_page_with_it(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    site = tmp_path / "site"
    build(tmp_path, site)
    write(tmp_path, {"qinghe/lianhua/deeds/2026-03.yml": None})
    build(tmp_path, site)
    assert not (site / "board/qinghe/lianhua/deeds").exists()


# --- the old site stands -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_committed", [False, True], ids=["whole", "part"])
def test_a_build_killed_at_any_moment_leaves_the_old_site_and_the_next_one_heals(
    tmp_path: Path, *, is_committed: bool
) -> None:
    make_project(tmp_path, SMALL)
    if is_committed:  # only what changed is made
        commit_all(tmp_path)
    files = 12
    moments = [*(f"write:{number}" for number in range(1, files + 1, effort(4, 1))), "verify", "swap"]
    if not is_committed:
        moments.append("settle")
    told = run_killer(tmp_path, moments)
    assert [(case["moment"], case["status"]) for case in told] == [(moment, -9) for moment in moments]
    for case in told:
        assert case["old_site_stands"], case
        assert (case["next_status"], case["next_is_new"]) == (0, True), case
        assert case["litter"] == BESIDE, case


BESIDE = [".site.lock", ".site.spare", ".site.spare.json", "site"]


@pytest.mark.parametrize("is_committed", [False, True], ids=["whole", "part"])
def test_a_build_killed_after_the_swap_has_published_the_new_site_whole(tmp_path: Path, *, is_committed: bool) -> None:
    make_project(tmp_path, SMALL)
    if is_committed:
        commit_all(tmp_path)
    told = run_killer(tmp_path, ["note", "save"] if is_committed else ["note"])
    for case in told:
        assert (case["status"], case["old_site_stands"]) == (-9, False)
        assert (case["next_status"], case["next_is_new"]) == (0, True)
        assert case["litter"] == BESIDE


def run_killer(root: Path, moments: list[str]) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "support" / "killer.py", root, root / "out" / "site", *moments],
        env=environment(PYTHONPATH=str(ROOT / "tests")),
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    told: list[dict[str, object]] = json.loads(done.stdout)
    return told


KILLED_WITH_WORKERS = """
import os, signal, sys
from datetime import date
from pathlib import Path
from cunwu.publish.site import BuildOrder, build_site
from cunwu.core.paths import Project
from cunwu.publish.staging import Staging
Staging.adopt = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
build_site(BuildOrder(Project(Path(sys.argv[1])), Path(sys.argv[2]), date(2026, 11, 20), 2))
"""


def test_workers_of_a_killed_build_die_with_it_and_give_the_lock_back(tmp_path: Path) -> None:
    make_project(tmp_path, many(14))
    site = tmp_path / "out" / "site"
    build(tmp_path, site)
    before = digests(site)
    write(tmp_path, {"town0/village0/deeds/2026-03.yml": DEED.replace("屋后", "屋前")})
    done = subprocess.run(
        [sys.executable, "-c", KILLED_WITH_WORKERS, tmp_path, site],
        env=environment(),
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert done.returncode == -9
    assert digests(site) == before
    for _ in range(50):  # the system ends the workers a moment later
        try:
            build(tmp_path, site)
            break
        except CunwuError:
            time.sleep(0.1)
    assert digests(site) != before
    assert litter(site) == []


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own; skips where this process may not mount one."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_leaves_the_old_site_and_says_so(tmp_path: Path) -> None:
    make_project(tmp_path / "project", SMALL)
    with small_disk(tmp_path / "disk", 1024) as disk:
        site = disk / "site"
        build(tmp_path / "project", site)
        before = digests(site)
        write(tmp_path / "project", {"qinghe/shanghe/deeds/2026-03.yml": DEED.replace("屋后", "屋前")})
        filler = disk / "filler"
        filler.write_bytes(b"x" * shutil.disk_usage(disk).free)
        done = run_cunwu("build", "--no-frame", *DAY, "--site-dir", site, cwd=tmp_path / "project")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"cunwu：写不了 {site}：磁盘满了，原来的网站没有动\n下一步：df -h {disk}\n"
        assert digests(site) == before
        assert litter(site) == ["filler"]
        filler.unlink()
        assert run_cunwu("build", "--no-frame", *DAY, "--site-dir", site, cwd=tmp_path / "project").returncode == 0
        assert digests(site) != before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_page_that_cannot_be_written_leaves_the_old_site_and_says_so(tmp_path: Path, jobs: str) -> None:
    make_project(tmp_path, many(14))
    site = tmp_path / "out" / "site"
    build(tmp_path, site)
    before = digests(site)
    write(tmp_path, {"town0/village0/deeds/2026-03.yml": DEED + f"经过: {'长' * 9000}\n"})
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 16; exec "$0" "$@"', sys.executable, "-m", "cunwu.cli", "build", "--no-history",
         "--no-frame", *DAY, "--site-dir", site, "--jobs", jobs],
        cwd=tmp_path,
        env=environment(),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "cunwu：写不了" in done.stderr
    assert "原来的网站没有动" in done.stderr
    assert digests(site) == before
    assert litter(site) == []


def without_privileges() -> list[str]:
    """What takes from root the right to write wherever it likes."""
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def test_a_target_that_may_not_be_written_is_told_as_such(tmp_path: Path) -> None:
    make_project(tmp_path / "project", SMALL)
    closed = tmp_path / "closed"
    build(tmp_path / "project", closed / "site")
    before = digests(closed / "site")
    write(tmp_path / "project", {"qinghe/shanghe/deeds/2026-03.yml": DEED.replace("屋后", "屋前")})
    closed.chmod(0o555)
    try:
        done = subprocess.run(
            [*without_privileges(), sys.executable, "-m", "cunwu.cli", "build", "--no-history", "--no-frame", *DAY,
             "--site-dir", closed / "site"],
            cwd=tmp_path / "project",
            env=environment(),
            check=False,
            capture_output=True,
            encoding="utf-8",
        )  # fmt: skip
    finally:
        closed.chmod(0o755)
    assert (done.returncode, done.stdout) == (2, "")
    assert "原来的网站没有动" in done.stderr
    assert digests(closed / "site") == before


def test_a_record_that_may_not_be_read_is_told_as_such(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    secret = tmp_path / "villages" / "qinghe" / "lianhua"
    secret.chmod(0)
    try:
        done = subprocess.run(
            [*without_privileges(), sys.executable, "-m", "cunwu.cli", "check"],
            cwd=tmp_path,
            env=environment(),
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
    finally:
        secret.chmod(0o755)
    assert (done.returncode, done.stdout) == (2, "")
    assert "打不开文件夹 villages/qinghe/lianhua" in done.stderr


def test_two_builds_of_one_site_do_not_meet(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    site = tmp_path / "site"
    build(tmp_path, site)
    before = digests(site)
    running = Staging(site)
    try:
        done = run_cunwu("build", "--no-frame", *DAY, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"cunwu：另一个生成正在写 {site}\n下一步：等它结束再运行一次\n"
        assert digests(site) == before
        assert running.folder.is_dir()
    finally:
        running.close()
    assert run_cunwu("build", "--no-frame", *DAY, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("target", [".", "villages", "villages/qinghe", "theme", "..", "papers", "mkdocs.yml"])
def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path, target: str) -> None:
    root = make_project(tmp_path / "project", SMALL).root
    (root / "papers").mkdir()
    (root / "papers" / "合同.txt").write_text("只有一份", "utf-8")
    before = digests(tmp_path)
    done = run_cunwu("build", "--no-frame", *DAY, "--site-dir", target, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "不是以前生成的网站" in done.stderr
    assert {name: digest for name, digest in digests(tmp_path).items() if not name.endswith(".lock")} == before


def test_a_site_behind_a_link_is_replaced_where_it_really_lies(tmp_path: Path) -> None:
    make_project(tmp_path / "project", SMALL)
    (tmp_path / "www").mkdir()
    link = tmp_path / "project" / "site"
    link.symlink_to(tmp_path / "www" / "board")
    build(tmp_path / "project", link)
    build(tmp_path / "project", link)
    assert link.is_symlink()
    assert (tmp_path / "www" / "board" / "board" / "index.html").is_file()


def test_an_old_site_that_was_only_moved_aside_is_brought_back(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    site = tmp_path / "out" / "site"
    build(tmp_path, site)
    before = stamps(site)
    site.rename(site.with_name("site.old-1"))
    build(tmp_path, site)
    assert stamps(site) == before
    assert litter(site) == []


# --- errors and publishing -----------------------------------------------------------------------------------------

WRONG = MARCH.replace("期末: 1500.00", "期末: 1600.00")


def test_strict_publishes_nothing_while_there_is_an_error(tmp_path: Path) -> None:
    make_project(tmp_path, SMALL)
    site = tmp_path / "out" / "site"
    assert run_cunwu("build", "--no-frame", "--strict", *DAY, "--site-dir", site, cwd=tmp_path).returncode == 0
    before = stamps(site)
    write(tmp_path, {"qinghe/shanghe/finance/2026-03.yml": WRONG})
    done = run_cunwu("build", "--no-frame", "--strict", *DAY, "--site-dir", site, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == "有错误，没有发布；原来的网站没有动\n"
    assert "FIN003" in done.stderr
    assert stamps(site) == before
    assert litter(site) == []


def test_without_strict_all_other_records_are_published_and_the_exit_code_still_says_1(tmp_path: Path) -> None:
    make_project(tmp_path, {**SMALL, "qinghe/shanghe/finance/2026-03.yml": WRONG})
    done = run_cunwu("build", "--no-frame", *DAY, cwd=tmp_path)
    assert done.returncode == 1
    assert "1 个地方的新版本有错误" in done.stdout
    assert (tmp_path / "site/board/qinghe/lianhua/deeds/2026-03.html").is_file()
    assert (tmp_path / "site/board/qinghe/shanghe/deeds/2026-03.html").is_file()
    assert not (tmp_path / "site/board/qinghe/shanghe/finance/2026-03.html").exists()
    assert "等着改正的记录" in (tmp_path / "site/board/qinghe/shanghe/index.html").read_text("utf-8")


# --- what is held in memory ----------------------------------------------------------------------------------------


def held_by(root: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> tuple[int, int]:
    """How many addresses of files a whole build still knows when it publishes, and how many files and records places
    hold."""
    found: list[tuple[int, int]] = []
    real_publish, real_regions = Staging.publish, cunwu.publish.whole.make_regions
    kept: list[int] = []

    def make_regions(shop: Workshop, outline: Outline, manifest: Manifest) -> None:
        villages = [place for place in outline.root.walk() if place.is_village]
        kept.append(sum("record" in vars(place) or "files" in vars(place) for place in villages))
        real_regions(shop, outline, manifest)

    def publish(staging: Staging) -> None:
        found.append((staging.mark(), kept[-1]))
        real_publish(staging)

    with monkeypatch.context() as watching:
        watching.setattr(cunwu.publish.whole, "make_regions", make_regions)
        watching.setattr(Staging, "publish", publish)
        build(root, root / "site", jobs=jobs)
    return found[0]


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_many_villages_no_more_is_held_in_memory_than_of_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    held = {}
    for count in (15, 60):
        root = make_project(tmp_path / f"of-{count}", many(count)).root
        commit_all(root)
        held[count] = held_by(root, monkeypatch, jobs)
    assert held[15] == held[60]
    assert held[60][1] == 0


def test_what_a_village_no_longer_has_is_gone_as_soon_as_it_is_made(tmp_path: Path) -> None:
    site = tmp_path / "site"
    staging = Staging(site)
    for url in ("board/a/index.html", "board/a/deeds/1.html", "board/b/index.html"):
        staging.write(url, b"1")
    staging.publish()
    staging = Staging(site)
    staging.write("board/a/index.html", b"2")
    staging.settle("board/a", ["board/a/index.html"])
    assert staging.mark() == 0
    assert digests(staging.folder).keys() == {"board/a/index.html", "board/a/pages.sha256", "board/b/index.html"}
    staging.complete()
    staging.publish()
    assert {url for url in digests(site) if not url.endswith(LISTING)} == {"board/a/index.html"}
    again = Staging(site)
    assert digests(again.folder) == digests(site)
    again.close()


def test_a_village_whose_page_was_taken_away_meanwhile_is_not_settled(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "site")
    try:
        staging.write("board/a/index.html", b"1")
        (staging.folder / "board/a/index.html").unlink()
        with pytest.raises(CunwuError, match=r"不完整，缺 board/a/index\.html"):
            staging.settle("board/a", ["board/a/index.html"])
    finally:
        staging.close()


# --- how much work -------------------------------------------------------------------------------------------------


@dataclass
class CountingSource(FolderSource):
    """A folder that remembers how often each file was read."""

    counts: Counter[str] = field(default_factory=Counter)

    def read(self, path: str) -> bytes:
        self.counts[path] += 1
        return super().read(path)


@dataclass(frozen=True)
class Work:
    """What one build cost."""

    reads: int
    most_reads_of_a_file: int
    pages: int
    git_processes: int
    counts: Mapping[str, int]

    def reads_of(self, name: str) -> int:
        """How often the file whose path ends so was read."""
        (count,) = (count for path, count in self.counts.items() if path.endswith(name))
        return count


@pytest.fixture
def git_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that gets a line whenever git is started."""
    programs = tmp_path / "programs"
    programs.mkdir()
    log = tmp_path / "git-calls"
    log.touch()
    (programs / "git").write_text(f'#!/bin/sh\necho "$@" >> "{log}"\nexec {shutil.which("git")} "$@"\n', "utf-8")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return log


def work_of(root: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """Build, watching the real source and the real renderer."""
    sources: list[CountingSource] = []
    renderers: list[Renderer] = []

    def watched_source(folder: Path, memory: Memory, originals: Originals | None) -> CountingSource:
        sources.append(CountingSource(folder, memory, originals))
        return sources[-1]

    def watched_renderer(theme: Path) -> Renderer:
        renderers.append(Renderer(theme))
        return renderers[-1]

    log.write_text("", "utf-8")
    monkeypatch.setattr(cunwu.publish.opening, "FolderSource", watched_source)
    monkeypatch.setattr(cunwu.publish.opening, "Renderer", watched_renderer)
    result = build(root, root / "site")
    (source,), (renderer,) = sources, renderers
    assert result.pages == renderer.rendered
    calls = len(log.read_text("utf-8").splitlines())
    return Work(source.reads, max(source.counts.values()), renderer.rendered, calls, source.counts)


def test_work_grows_with_the_villages_and_no_faster(
    tmp_path: Path, git_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = {}
    for count in (10, 100):
        root = make_project(tmp_path / f"of-{count}", many(count)).root
        commit_all(root)
        works[count] = work_of(root, git_log, monkeypatch)
    ten, hundred = works[10], works[100]
    # of one village: its board, four rooms, search, changes, personal data, the page for the one who keeps its records,
    # two feeds, two ledgers with what is read out of each, their year with its bills, a deed, the list of each kind
    files, pages = 4, 20
    # its own file is read for its name and settings, and once more with its board: nothing of it stays in mind
    assert hundred.reads - ten.reads == 90 * (files + 1)
    assert hundred.pages - ten.pages == 90 * pages
    assert ten.most_reads_of_a_file == hundred.most_reads_of_a_file <= 3
    assert 1 <= ten.git_processes == hundred.git_processes <= 8


def test_the_records_of_a_region_are_read_once_with_its_villages_and_once_for_its_own_page(
    tmp_path: Path, git_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = {"town0/trainings/1.yml": "编号: 1\n名称: 培训\n参加的驻村干部:\n  - 村委会主任\n"}
    root = make_project(tmp_path / "town", {**many(2), **course}).root
    commit_all(root)
    assert work_of(root, git_log, monkeypatch).reads_of("trainings/1.yml") == 2
