"""What a command costs: a fresh process for every run, the median of several, the first told apart."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench_stopwatch import busy_seconds

_LOOK, _QUIET = 0.5, 0.1
"""The processors are left alone when for so many seconds less than this share of one was in use."""
_ENOUGH = 60
"""Seconds after which a case is not run again: noise matters where a run takes one second, not where it takes a
hundred."""
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
        """Peak memory of all processes together; what two looks may have missed is at least that of one process."""
        return max(self.first.together, self.largest)

    @property
    def others(self) -> float:
        return statistics.median(run.others for run in self.runs)


@dataclass(frozen=True, slots=True)
class Method:
    """How a case is measured."""

    repeats: int
    """Runs after the first, fewer of what takes long; where it is 1, the first is all there is."""
    patience: float
    """Seconds to wait at most, before each run, for other programs to leave the processors alone."""
    log: Path
    """Where a command's own words go."""


def measure(case: Case, villages: int, method: Method) -> Measured:
    """Run a case as often as the method says."""
    repeats, log = method.repeats, method.log
    site = case.prepare()
    mark = log.with_suffix(".mark")
    mark.touch()
    first = run_once(case, site, log, watch=True)
    files, written = _written_since(site, mark.stat().st_mtime_ns)
    runs: list[Cost] = []
    enough = max(1, min(repeats, int(_ENOUGH / first.wall)))
    while repeats > 1 and len(runs) < enough:
        site = case.prepare()
        os.sync()
        _wait_for_quiet(method.patience)
        runs.append(run_once(case, site, log))
    return Measured(case.maker, case.name, case.workers, villages, first, tuple(runs) or (first,), files, written)


def _wait_for_quiet(patience: float) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = busy_seconds()
        time.sleep(_LOOK)
        if busy_seconds() - before < _QUIET * _LOOK:
            return


def run_once(case: Case, site: Path, log: Path, *, watch: bool = False) -> Cost:
    """One run in a fresh process."""
    os.sync()  # what earlier runs wrote is not to be paid by this one
    stopwatch = [sys.executable, "-I", "-S", str(_STOPWATCH), str(log), "yes" if watch else "no"]
    done = subprocess.run(
        [*stopwatch, *case.command(site)],
        check=True,
        cwd=case.folder,
        env=_environment(case),
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


def _environment(case: Case) -> dict[str, str]:
    # Python keeps what it compiled, as it does on any machine; some set-ups forbid it.
    return {
        **{name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        **case.environment,
    }
