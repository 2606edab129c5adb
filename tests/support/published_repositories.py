"""A real repository whose commits are publications, a day apart."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from cunwu.history.store import History, open_history
from support.march_records import MARCH

LEDGER = "a/finance/2026-03.yml"
SECOND = MARCH.replace("001", "002").partition("明细:\n")[2]
DAY = 86_400
APRIL = 1_775_000_000
"""2026-04-01 07:33 in China."""


class Repository:
    """A real repository whose commits are a day apart unless told otherwise."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.time = APRIL
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        moment = f"{self.time} +0800"
        variables = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_DATE": moment,
            **{
                f"GIT_{who}_{what}": "clerk@example.cn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
            },
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, **variables},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def publish(self, files: Mapping[str, str | bytes | None], *, time: int | None = None) -> str:
        """Write below villages/ (None removes) and commit."""
        for name, content in files.items():
            path = self.root / "villages" / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.time = time if time is not None else self.time + DAY
        self.git("add", "--all", ".")
        self.git("commit", "--quiet", "--allow-empty", "--message=公布")
        return self.git("rev-parse", "HEAD")

    def history(self, revision: str = "HEAD") -> History:
        found = open_history(self.root, self.root / ".git" / "cache", revision)
        assert found is not None
        return found

    def fresh(self, revision: str = "HEAD", *, jobs: int = 1) -> History:
        found = open_history(self.root, self.root / ".git" / "fresh" / os.urandom(4).hex(), revision, jobs=jobs)
        assert found is not None
        return found
