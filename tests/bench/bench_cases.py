"""What our own program is timed at: from nothing, after a change of the theme, after one village's correction, again.

Each case is a change, not timed, and a command line. A build that learns new options gets them in `OPTIONS`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path

from bench_board import MONTHS, folder_of, ledger, month_text, write_board
from bench_cost import Case

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-07-10"
"""The day every build is told; the last record of the board is of the end of June."""
CASES = {
    "cold": "从头",
    "theme": "模板改了",
    "one": "改一处",
    "publish": "改一处，公布",
    "nothing": "没有变",
}
"""What the results call them."""
OPTIONS: dict[str, tuple[str, ...]] = {
    "cold": (),
    "theme": (),
    "one": (),
    "publish": ("--strict", "--commit", "HEAD"),  # as `.ci/publish` has it
    "nothing": (),
}
"""What the command line of a case says beyond the common part."""
OURS, DASK = "cunwu", "cunwu-dask"
DASK_UP_TO = 2059
"""Villages of the largest board that Dask's workers make too."""


class OurBoard:
    """A project of so many villages with its history, and the site made from it."""

    def __init__(self, folder: Path, villages: int) -> None:
        self.project = folder / "project"
        self.villages = villages
        self._folder = folder
        self._sites = 0
        self._changes = 0
        for name in ("content", "theme"):
            shutil.copytree(ROOT / name, self.project / name)
        for name in ("mkdocs.yml", ".gitignore", ".gitattributes"):
            shutil.copy2(ROOT / name, self.project)
        write_board(self.project, villages)
        self._git("init", "--quiet", "--initial-branch=main")
        self._commit("公布")
        self._git("gc", "--quiet")  # as a fresh clone has it, and it is not done in the middle of a run

    @property
    def site(self) -> Path:
        """The site as it was last made from nothing."""
        return self._folder / f"site{self._sites}"

    def cases(self, workers: Sequence[int]) -> Iterator[Case]:
        """All cases with each number of workers, in the order in which each leaves behind what the next needs."""
        changes: dict[str, Callable[[], None]] = {
            "cold": self.forget,
            "theme": self.change_theme,
            "one": self.correct_one,
            "publish": self.correct_one,
            "nothing": lambda: None,
        }
        for count in workers:
            if count > 1 and self.villages <= DASK_UP_TO:
                yield self._case(DASK, "cold", count, self.forget, "--engine", "dask")
        for (name, change), count in product(changes.items(), workers):
            yield self._case(OURS, name, count, change)

    def _case(self, maker: str, name: str, workers: int, change: Callable[[], None], *options: str) -> Case:
        return Case(
            maker,
            name,
            workers,
            self.project,
            prepare=partial(self._prepared, change),
            command=partial(self.command, name, workers, options),
            environment={"PYTHONPATH": str(ROOT / "generator")},
        )

    def command(self, name: str, workers: int, options: Sequence[str], site: Path) -> Sequence[str]:
        """The command line of a case."""
        program = (str(Path(sys.executable).with_name("cunwu")), "build", "--no-frame", "--as-of", AS_OF)
        return (*program, "--jobs", str(workers), "--site-dir", str(site), *OPTIONS[name], *options)

    def forget(self) -> None:
        """Nothing is known and nothing is built. Old sites stay: a disk is slow after many files were deleted."""
        shutil.rmtree(self.project / ".cunwu", ignore_errors=True)
        self._sites += 1

    def change_theme(self) -> None:
        """Every page gets another footer."""
        shell = self.project / "theme" / "board" / "shell.html"
        self._changes += 1
        shell.write_text(shell.read_text("utf-8").replace("</footer>", f"<p>{self._changes}</p></footer>"), "utf-8")
        self._commit("页脚")

    def correct_one(self) -> None:
        """One entry in the newest month of one village turns out dearer, with all that belongs to a correction."""
        number, round_ = self._changes % self.villages, self._changes // self.villages
        self._changes += 1
        path = self.project / folder_of(number) / "finance" / f"{month_text(MONTHS - 1)}.yml"
        path.write_text(ledger(number, MONTHS - 1, correction=30 + round_), "utf-8")
        self._commit("更正")

    def _prepared(self, change: Callable[[], None]) -> Path:
        change()
        return self.site

    def _commit(self, message: str) -> None:
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message", message)

    def _git(self, *arguments: str) -> None:
        moment = f"2026-07-01T09:{self._changes // 60 % 60:02}:{self._changes % 60:02}+08:00"
        who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        for side in ("AUTHOR", "COMMITTER"):
            who |= {f"GIT_{side}_NAME": "bench", f"GIT_{side}_EMAIL": "bench@example.invalid"}
            who |= {f"GIT_{side}_DATE": moment}
        command = ("git", "-c", "gc.auto=0", "-C", str(self.project), *arguments)
        subprocess.run(command, check=True, env={**os.environ, **who})
