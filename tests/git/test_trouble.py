"""Git's own trouble is told as itself, by every command; nothing is published without a history unless asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cunwu.git.trouble import error_of
from support.projects import SMALL, commit_all, git, make_project, run_cunwu

pytestmark = pytest.mark.slow

BUILD = ("build", "--no-frame", "--as-of", "2026-11-20", "--site-dir", "site")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "board", SMALL).root
    commit_all(root)
    (root / "villages/qinghe/shanghe/deeds/2026-04.yml").write_text(
        SMALL["qinghe/shanghe/deeds/2026-03.yml"].replace("2026-03", "2026-04").replace("屋后", "屋前"), "utf-8"
    )
    commit_all(root, "2026-04-02")
    return root


def owned_by_another(board: Path) -> dict[str, str]:
    """As a copy from another machine, or a folder made with sudo; needs the rights to give it away."""
    if os.geteuid() == 0:
        subprocess.run(("chown", "-R", "nobody", str(board)), check=True)
        return {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def without_git(board: Path) -> dict[str, str]:
    empty = board.parent / "programs"
    empty.mkdir()
    return {"PATH": str(empty)}


def cut_off(board: Path) -> dict[str, str]:
    git(board.parent, "clone", "--quiet", "--depth=1", board.as_uri(), "shallow")
    shutil.rmtree(board / ".git")
    (board.parent / "shallow/.git").rename(board / ".git")
    return {}


def without_repository(board: Path) -> dict[str, str]:
    shutil.rmtree(board / ".git")
    (board / ".git").mkdir()
    return {}


def without_commit(board: Path) -> dict[str, str]:
    shutil.rmtree(board / ".git")
    git(board, "init", "--quiet")
    return {}


TROUBLES: dict[str, tuple[Callable[[Path], dict[str, str]], str, str]] = {
    "owned by another": (owned_by_another, "属于另一个用户", "git config --global --add safe.directory {root}"),
    "no git": (without_git, "这台机器没有 git", "apt-get install git"),
    "shallow": (cut_off, "这里只有部分提交历史", "git fetch --unshallow"),
    "no repository": (without_repository, "不是 git 仓库", "git init"),
    "no commit": (without_commit, "还没有提交过", "git commit"),
}
"""Faults F4: what is spoilt, the sentence and the command that mends it."""


@pytest.mark.parametrize("name", TROUBLES)
def test_a_build_tells_the_trouble_as_itself_and_publishes_nothing(board: Path, name: str) -> None:
    spoil, sentence, step = TROUBLES[name]
    variables = spoil(board)
    done = run_cunwu(*BUILD, cwd=board, variables=variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert step.format(root=board) in done.stderr
    assert "--no-history" in done.stderr
    assert [text for _, text, _ in TROUBLES.values() if text in done.stderr] == [sentence]
    assert not (board / "site").exists()


@pytest.mark.parametrize("name", TROUBLES)
def test_a_build_that_is_asked_to_does_without_history_and_says_why_on_its_last_lines(board: Path, name: str) -> None:
    spoil, sentence, step = TROUBLES[name]
    variables = spoil(board)
    done = run_cunwu("build", "--no-history", *BUILD[1:], cwd=board, variables=variables)
    assert done.returncode == 0, done.stderr
    assert sentence in done.stdout
    assert step.format(root=board) in done.stdout
    assert "未核对历史" in (board / "site/board/qinghe/shanghe/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize("command", [("check", "--base", "main"), ("diff", "main"), ("check", "--staged")])
def test_other_commands_tell_it_in_the_same_words(board: Path, name: str, command: tuple[str, ...]) -> None:
    spoil, sentence, step = TROUBLES[name]
    done = run_cunwu(*command, cwd=board, variables=spoil(board))
    if command == ("check", "--staged") and name == "shallow":
        assert done.returncode == 0  # what is staged is known without a history
        return
    assert done.returncode == 2
    if name != "no commit":
        assert sentence in done.stderr
        assert step.format(root=board) in done.stderr


@pytest.mark.parametrize("name", ["owned by another", "no git", "shallow"])
def test_a_commit_that_is_named_is_never_replaced_by_the_files_on_disk(board: Path, name: str) -> None:
    variables = TROUBLES[name][0](board)
    done = run_cunwu("build", "--no-history", *BUILD[1:], "--commit", "HEAD", cwd=board, variables=variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert TROUBLES[name][1] in done.stderr


def test_a_correction_is_not_written_where_git_may_not_be_asked_what_was_published(board: Path) -> None:
    """“Never published” would let a published figure be replaced."""
    path = "villages/qinghe/shanghe/deeds/2026-03.yml"
    before = (board / path).read_bytes()
    for name in ("owned by another", "no git"):
        variables = TROUBLES[name][0](board)
        done = run_cunwu(
            "correct", path, "事项", "别的", "--why", "写错", "--by", "村委会", cwd=board, variables=variables
        )
        assert done.returncode == 2
        assert (board / path).read_bytes() == before


@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        ("fatal: unsafe repository ('/srv/a b' is owned by someone else)", "/srv/a b 属于另一个用户"),
        ("fatal: detected dubious ownership in repository at '/srv/a b'\nTo add", "safe.directory '/srv/a b'"),
        ("fatal: not a git repository (or any of the parent directories): .git", "不是 git 仓库"),
        ("fatal: bad object HEAD", "git 拒绝了：fatal: bad object HEAD"),
    ],
)
def test_what_git_says_has_a_sentence(complaint: str, sentence: str) -> None:
    error = error_of(Path("/srv/a b"), 128, complaint.encode())
    assert sentence in f"{error.message} {error.next_step}"
