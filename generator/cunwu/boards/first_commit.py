"""The first commit of a new board: without one nothing could be said to have been published."""

from __future__ import annotations

from pathlib import Path

from cunwu.git.repository import run_git
from cunwu.git.trouble import GitRefusedError

_NOBODY = ("-c", "user.name=cunwu init", "-c", "user.email=cunwu@localhost")


def commit_all(root: Path, message: str) -> list[str]:
    """Make the folder a repository and commit what it holds; returns what people should look at."""
    run_git(root, "init", "--quiet", "--initial-branch=main")
    run_git(root, "add", "--all")
    try:
        run_git(root, "commit", "--quiet", "--message", message)
    except GitRefusedError:  # nobody told git yet who works here
        run_git(root, *_NOBODY, "commit", "--quiet", "--message", message)
        return [
            'git 还不知道您是谁，第一次提交记在程序名下。以后的：git config --global user.name "姓名"，user.email 一样'
        ]
    return []
