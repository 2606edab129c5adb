"""A git that answers nothing and reports success has not said that nothing changed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from support.clerk_repositories import commit, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import march_published


def silent_at(folder: Path, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a git first on the way that swallows one question."""
    real = next(Path(one) / "git" for one in os.environ["PATH"].split(os.pathsep) if (Path(one) / "git").exists())
    folder.mkdir()
    fake = folder / "git"
    fake.write_text(f'#!/bin/sh\nfor word in "$@"; do [ "$word" = {question} ] && exit 0; done\nexec {real} "$@"\n')
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("question", ["diff-tree", "log", "merge-tree"])
def test_a_silent_git_is_trouble_of_git_and_no_green_check(
    tmp_path: Path, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = march_published(tmp_path / "board")
    write(root, LEDGER, MARCH.replace("320.00", "330.00"))
    commit(root)
    silent_at(tmp_path / "bin", question, monkeypatch)
    for command in (("check", "--base", "main"), ("diff", "main", "HEAD", "--merge")):
        done = run_here(root, *command)
        assert (done.returncode, done.stdout) == (2, "")
        assert "git 没有答完就停了" in done.stderr


def test_two_versions_without_a_difference_are_no_trouble(tmp_path: Path) -> None:
    root = march_published(tmp_path / "board")
    assert run_here(root, "check", "--base", "main").returncode == 0
    assert run_here(root, "diff", "main", "HEAD").returncode == 0
