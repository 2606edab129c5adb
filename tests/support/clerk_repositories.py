"""A board in a git repository, as a clerk keeps it: files are written, committed and compared."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.commands import run_here

COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
VILLAGE = "名称: 上河村\n法人:\n  - 编号: 合作社\n    名称: 合作社\n    种类: 农村集体经济组织\n"


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=clerk", "-c", "user.email=clerk@example.invalid", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def commit(root: Path, message: str = "记录") -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")


def diff(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_here(root, "diff", *arguments)
