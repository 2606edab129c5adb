"""What breaks off in the middle is no verdict: a git that dies, a full disk, a connection that goes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.clerk_repositories import commit, git, write
from support.effort import effort
from support.march_records import LEDGER, MARCH
from support.proposals import march_published


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return march_published(tmp_path / "board")


ROOT = Path(__file__).resolve().parents[2]
GIT = shutil.which("git") or "git"
CALLS = 32
"""A check against a base asks git fewer times than that."""


def dying_git(folder: Path, call: int, how: str) -> str:
    """A PATH on which the `call`-th git dies: before it says anything, or after the first bytes of its answer."""
    folder.mkdir()
    script = folder / "git"
    script.write_text(
        "#!/bin/bash\n"
        f"exec 8>>{folder}/lock; flock 8\n"
        f"echo >>{folder}/calls; at=$(wc -l <{folder}/calls); exec 8>&-\n"
        f'if [ "$at" -eq {call} ]; then\n'
        + {
            "at once": "kill -9 $$\n",
            "in the middle": f'{GIT} "$@" | (head -c 40; kill -9 $$)\n',
        }[how]
        + f'fi\nexec {GIT} "$@"\n',
        "utf-8",
    )
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def run(root: Path, path: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cunwu.cli", *arguments]
    return subprocess.run(
        command, cwd=root, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("how", ["at once", "in the middle"])
@pytest.mark.parametrize("call", range(1, CALLS + 1, effort(9, 1)))
def test_a_check_whose_git_dies_never_passes(board: Path, tmp_path: Path, call: int, how: str) -> None:
    """The request changes a published figure without a word; whoever does not find it has not looked."""
    write(board, LEDGER, MARCH.replace("320.00", "330.00").replace("880.00", "870.00"))
    commit(board)
    done = run(board, dying_git(tmp_path / "git", call, how), "check", "--base", "main", "--as-of", "2026-04-10")
    died = len((tmp_path / "git" / "calls").read_text("utf-8").splitlines()) >= call
    assert "Traceback" not in done.stderr
    if done.returncode == 1:  # its answer was whole before it died, or nobody needed it
        assert "HIS001" in done.stdout
    else:
        assert died
        assert done.returncode == 2
        assert done.stderr.startswith("cunwu：")
        assert "下一步：" in done.stderr


def test_a_check_whose_git_lives_says_what_is_wrong(board: Path, tmp_path: Path) -> None:
    write(board, LEDGER, MARCH.replace("320.00", "330.00").replace("880.00", "870.00"))
    commit(board)
    done = run(board, dying_git(tmp_path / "git", 1000, "at once"), "check", "--base", "main", "--as-of", "2026-04-10")
    assert done.returncode == 1
    assert "HIS001" in done.stdout
    assert len((tmp_path / "git" / "calls").read_text("utf-8").splitlines()) < CALLS


@pytest.mark.parametrize("call", range(1, 12, effort(6, 1)))
def test_a_build_whose_git_dies_publishes_nothing_without_its_history(board: Path, tmp_path: Path, call: int) -> None:
    git(board, "checkout", "-q", "main")
    shutil.copytree(ROOT / "theme", board / "theme")
    path = dying_git(tmp_path / "git", call, "at once")
    done = run(board, path, "build", "--no-frame", "--site-dir", str(tmp_path / "site"), "--as-of", "2026-04-10")
    assert "Traceback" not in done.stderr
    if done.returncode == 0:
        page = next((tmp_path / "site" / "board").rglob("finance/2026-03.html")).read_text("utf-8")
        assert "首次公布：" in page
    else:
        assert done.returncode == 2
        assert not (tmp_path / "site").exists()


def test_output_that_cannot_be_written_is_told_and_is_no_verdict(board: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cunwu.cli", "check"], cwd=board, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert "结果写不出去" in done.stderr.decode()
    assert "程序自身出错" not in done.stderr.decode()


COMMANDS = {
    "check": ("check",),
    "check as json": ("check", "--format", "json"),
    "check a request": ("check", "--base", "main"),
    "diff": ("diff", "main"),
    "explain": ("explain",),
    "explain a code": ("explain", "FIN003"),
    "schema": ("schema", "ledger"),
    "export": ("export", "--format", "csv", "--out", "out"),
    "fmt": ("fmt", "--check"),
    "build": ("build", "--no-frame", "--as-of", "2026-04-10"),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("how", [">/dev/full", ">&-"])
def test_no_command_passes_whose_output_goes_nowhere(board: Path, name: str, how: str) -> None:
    """Faults F11: “程序自身出错” is not so, and no verdict is no verdict."""
    shutil.copytree(ROOT / "theme", board / "theme")
    shutil.copytree(ROOT / "content", board / "content")
    script = f'exec "$@" {how}'
    command = ["bash", "-c", script, "bash", sys.executable, "-m", "cunwu.cli", *COMMANDS[name]]
    done = subprocess.run(command, cwd=board, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert len(re.findall("^cunwu：", done.stderr, re.MULTILINE)) == 1
    assert "程序自身出错" not in done.stderr


def test_a_reader_that_has_enough_may_go(board: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m cunwu.cli explain | head -n 1; exit ${{PIPESTATUS[0]}}"],
        cwd=board,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 1
