"""A board on which requests are made, checked and merged, as an adversary or an accident would have them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from support.clerk_repositories import COUNTY, VILLAGE, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import codes

DAY = 86_400
START = 1_775_520_000
"""2026-04-07 in China."""
Files = Mapping[str, str | None]


class Move(NamedTuple):
    """One request: what it writes (None removes), and the codes that its check must print."""

    files: Files
    seen: tuple[str, ...] = ()
    message: str = "记录"
    time: int = 0
    """The time that the commit claims; 0 for the true one."""
    base: str = ""
    """The commit that the branch starts from; main if empty."""


class Desk:
    """The published branch and its reviewer, who merges what is green. Every request is made a day later."""

    def __init__(self, root: Path, files: Files | None = None) -> None:
        self.root = root
        self.time = START
        root.mkdir()
        self.git("init", "-q", "--initial-branch=main")
        self.put({"mkdocs.yml": "", "villages/region.yml": COUNTY, **(files if files is not None else BOARD)})

    def git(self, *arguments: str, time: int = 0) -> str:
        moment = f"{time or self.time} +0800"
        who = {f"GIT_{one}_{what}": "clerk@example.cn" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env={**os.environ, **who, **dates}, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def put(self, files: Files, message: str = "记录", time: int = 0) -> str:
        """Commits on the branch at hand, past every check."""
        for path, text in files.items():
            if text is None:
                self.git("rm", "-q", "-f", path)
            else:
                write(self.root, path, text)
        self.time += DAY
        self.git("add", "-A", "-f", "--", ".", ":!.cunwu")  # what a check keeps is no part of a request
        self.git("commit", "-q", "--allow-empty", "-m", message, time=time)
        return self.git("rev-parse", "HEAD")

    def check(self, *arguments: str, as_of: str = "2026-04-20") -> subprocess.CompletedProcess[str]:
        return run_here(self.root, "check", "--base", "main", "--as-of", as_of, *arguments)

    def request(self, move: Move, as_of: str = "2026-04-20") -> tuple[str, ...]:
        """Proposes a move and tells what its check says; a green one is merged."""
        self.git("checkout", "-q", "-B", "request", move.base or "main")
        self.put(move.files, move.message, move.time)
        said = self.check("--format", "json", as_of=as_of)
        found = tuple(codes(said))
        verdict = self.check(as_of=as_of)
        assert verdict.stdout.splitlines()[-1].startswith(("共 ", "检查了 ")), "a verdict is a line that was printed"
        self.git("checkout", "-q", "main")
        if said.returncode == 0:
            self.git("merge", "-q", "--no-ff", "-m", "合并", "request")
        return found


NOTICE = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n"
VISITS = """\
期间: 2026-03
明细:
  - 编号: 访1
    日期: 2026-03-04
    走访人: 村支书
    对象: 困难户
    户数: 6 户
"""
BOARD: Files = {
    "villages/shanghe/village.yml": VILLAGE,
    "villages/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
    LEDGER: MARCH,
    "villages/lianhua/notices/2026-07.yml": NOTICE,
}
