"""What a command costs: a fresh process for every run, the median of several, the first told apart."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_STOPWATCH = Path(__file__).with_name("bench_stopwatch.py")


class BenchError(Exception):
    """A command that was to be timed failed: there is nothing to tell a time of."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost."""

    wall: float
    """Seconds from start to exit."""
    cpu: float
    """Processor seconds of the process and all it started, user and system."""
    largest: float
    """Peak memory of its largest process, MB."""
    together: float
    """Peak memory of all its processes together, MB; 0 where nobody looked."""
    others: float
    """How many processors everybody else kept busy meanwhile."""


@dataclass(frozen=True)
class Case:
    """One thing to time: what is done before each run, which is not timed, and the command line, which is."""

    maker: str
    """Who makes the pages: cunwu or a peer."""
    name: str
    """cold, theme, one or nothing."""
    workers: int
    folder: Path
    """Where the command runs."""
    prepare: Callable[[], Path]
    """Brings everything into the state the case begins from; answers the folder the site is made in."""
    command: Callable[[Path], Sequence[str]]
    """The command line that makes the site in a folder."""
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """What a case cost, over all its runs."""

    maker: str
    name: str
    workers: int
    villages: int
    first: Cost
    """The run that warms the disk's cache, and whose memory was watched."""
    runs: tuple[Cost, ...]
    files: int
    """Files written by the first run."""
    written: int
    """Bytes of them."""

    @property
    def wall(self) -> float:
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(run.cpu for run in self.runs)

    @property
    def largest(self) -> float:
        return max(run.largest for run in (self.first, *self.runs))

    @property
    def together(self) -> float:
        """Peak memory of all processes together, never less than that of the largest one alone was measured at once."""
        return self.first.together or self.largest

    @property
    def others(self) -> float:
        return statistics.median(run.others for run in self.runs)


def measure(case: Case, villages: int, repeats: int, log: Path) -> Measured:
    """Run a case `repeats` times after one first run; where only one is wanted, the first is that one."""
    site = case.prepare()
    mark = log.with_suffix(".mark")
    mark.touch()
    first = run_once(case, site, log, watch=True)
    files, written = _written_since(site, mark.stat().st_mtime_ns)
    runs = [run_once(case, case.prepare(), log) for _ in range(repeats)] if repeats > 1 else [first]
    return Measured(case.maker, case.name, case.workers, villages, first, tuple(runs), files, written)


def run_once(case: Case, site: Path, log: Path, *, watch: bool = False) -> Cost:
    """One run in a fresh process."""
    os.sync()  # what earlier runs wrote is not to be paid by this one
    stopwatch = [sys.executable, "-I", "-S", str(_STOPWATCH), str(log), "yes" if watch else "no"]
    done = subprocess.run(
        [*stopwatch, *case.command(site)],
        check=True,
        cwd=case.folder,
        env={**os.environ, **case.environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    told = json.loads(done.stdout)
    if told.pop("status"):
        raise BenchError(f"{case.maker} {case.name}：\n{log.read_text('utf-8', errors='replace')[-4000:]}")
    return Cost(**told)


def _written_since(site: Path, moment: int) -> tuple[int, int]:
    found = [status.st_size for status in _files_below(site) if status.st_mtime_ns >= moment]
    return len(found), sum(found)


def _files_below(folder: Path) -> Iterator[os.stat_result]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(Path(entry.path))
            else:
                yield entry.stat(follow_symlinks=False)
