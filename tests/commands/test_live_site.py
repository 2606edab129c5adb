"""A platform builds in a fresh folder: it goes on from the ledger of the site that people see, or it stops."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

import pytest

from cunwu.core.verifier import LEDGER, check_folder, entries_in, lines_in
from support.clerk_repositories import commit, git, write
from support.clones import clone, put_published, run
from support.march_records import LEDGER as RECORD, MARCH


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository, and the site of its first publication."""
    folder = tmp_path_factory.mktemp("started")
    server = put_published(folder)
    done = publish(clone(server, folder / "first"), "none")
    assert done.returncode == 0, done.stderr
    (folder / "first/site").rename(folder / "live")
    shutil.rmtree(folder / "first")
    return folder


@pytest.fixture
def live(started: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(started / "live")))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def publish(folder: Path, live: str) -> CompletedProcess[str]:
    return run(folder, "bash", ".ci/publish", LIVE_SITE=live)


def fresh(started: Path, folder: Path, *options: str) -> Path:
    """A clone in which nothing of an earlier build lies, as a platform makes one for each run."""
    return clone(started / "board.git", folder, *options)


def test_a_fresh_folder_goes_on_from_the_ledger_of_the_live_site(started: Path, live: str, tmp_path: Path) -> None:
    folder = fresh(started, tmp_path / "runner")
    write(folder, "villages/shanghe/deeds/2026-03.yml", "编号: 2026-03\n事项: 清沟\n种类: 实事\n日期: 2026-03-09\n")
    commit(folder, "清沟")
    done = publish(folder, f"{live}/")
    assert done.returncode == 0, done.stderr
    assert [one["n"] for one in entries_in(lines_in((folder / "site" / LEDGER).read_bytes()))] == [1, 2]
    assert check_folder(folder / "site")[1] == []


def test_a_rewritten_history_stops_the_publication_from_a_fresh_folder_too(
    started: Path, live: str, tmp_path: Path
) -> None:
    folder = fresh(started, tmp_path / "runner")
    write(folder, RECORD, MARCH.replace("320.00", "330.00").replace("880.00", "870.00"))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--amend", "-m", "公布三月")
    stopped = publish(folder, live)
    assert (stopped.returncode, "历史被改写" in stopped.stderr) == (2, True), stopped.stderr
    assert not (folder / "site").exists()


def test_a_shallow_clone_stops_and_says_what_to_fetch(started: Path, live: str, tmp_path: Path) -> None:
    folder = fresh(started, tmp_path / "runner", "--depth", "1")
    if git(folder, "rev-parse", "--is-shallow-repository") != "true":  # git keeps a history of one commit whole
        (folder / ".git/shallow").write_text(git(folder, "rev-parse", "HEAD") + "\n", "utf-8")
    stopped = publish(folder, live)
    assert (stopped.returncode, "git fetch --unshallow" in stopped.stderr) == (2, True), stopped.stderr
    assert not (folder / "site").exists()


@pytest.mark.parametrize("address", ["{live}/nowhere", "http://127.0.0.1:9"])
def test_a_live_site_whose_ledger_cannot_be_had_stops_the_publication(
    started: Path, live: str, tmp_path: Path, address: str
) -> None:
    folder = fresh(started, tmp_path / "runner")
    stopped = publish(folder, address.replace("{live}", live))
    assert stopped.returncode == 2
    assert "取不到网上的公布簿" in stopped.stderr
    assert "旧网站没有动" in stopped.stderr
    assert not (folder / "site").exists()


def test_a_ledger_that_was_broken_on_its_way_stops_the_publication(started: Path, live: str, tmp_path: Path) -> None:
    spoilt = Path(shutil.copytree(started / "live", tmp_path / "spoilt"))
    (spoilt / LEDGER).write_bytes((spoilt / LEDGER).read_bytes()[:-9])
    (started / "live/spoilt").symlink_to(spoilt)
    try:
        folder = fresh(started, tmp_path / "runner")
        stopped = publish(folder, f"{live}/spoilt")
    finally:
        (started / "live/spoilt").unlink()
    assert (stopped.returncode, "公布簿断了" in stopped.stderr) == (2, True), stopped.stderr
