"""The history of 2,000 villages over 5,000 publications: what it costs to find every change, and to add one more.

    .venv/bin/python tests/bench/bench_history.py [VILLAGES COMMITS]

`make nightly` runs it, and `make bench` takes its figures for the results.

Each publication touches one village: in three of five a new month comes, in one entries are added to the month, in one
a published amount is corrected.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench_board import folder_of, ledger, month_text, places
from bench_profile import shares_in

FIRST_DAY = 1_577_836_800
"""2020-01-01 in UTC."""


def history(villages: int, commits: int) -> Iterator[list[tuple[str, str]]]:
    """The files that each publication writes."""
    yield list(places(villages))
    month = dict.fromkeys(range(villages), -1)
    for number in range(commits - 1):
        place, step = number * 7 % villages, number // villages % 5
        if step in (0, 1, 3):
            month[place] += 1
            text = ledger(place, month[place], entries=15 if step == 1 else 25)
        elif step == 2:
            text = ledger(place, month[place])
        else:
            text = ledger(place, month[place], correction=30)
        name = month_text(month[place])
        yield [(f"{folder_of(place)}/finance/{name}.yml", text)]


def write_history(folder: Path, villages: int, commits: int) -> None:
    """A bare repository with that history."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True, env=environment)
    command = ["git", "-C", str(folder), "fast-import", "--quiet"]
    stream = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    assert stream.stdin is not None
    for number, files in enumerate(history(villages, commits)):
        when = FIRST_DAY + number * 3600
        stream.stdin.write(b"commit refs/heads/main\n")
        stream.stdin.write(f"committer bench <bench@example.invalid> {when} +0800\ndata 0\n".encode())
        for path, text in files:
            content = text.encode()
            stream.stdin.write(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    stream.stdin.close()
    if stream.wait():
        raise SystemExit("git fast-import failed")


_PROGRAM = """
import resource, sys, time
from pathlib import Path
from cunwu.history.store import open_history
start = time.perf_counter()
open_history(Path(sys.argv[1]), Path(sys.argv[2]), jobs=int(sys.argv[3])).told_below("")
seconds = time.perf_counter() - start
memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(seconds, memory // 1024)
"""
"""Has the history at hand; arguments are the repository, the cache and how many processes."""


def measure(folder: Path, cache: Path) -> tuple[float, int]:
    """Seconds to have the history at hand, as a fresh process does it with a second one, and its memory in MB."""
    command = [sys.executable, "-c", _PROGRAM, str(folder), str(cache), "2"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def profile(folder: Path, work: Path) -> dict[str, float]:
    """The share of each part of the program in finding the history from nothing with one process."""
    script, told = work / "profiled.py", work / "profile"
    script.write_text(_PROGRAM, "utf-8")
    command = [sys.executable, "-m", "cProfile", "-o", *map(str, (told, script, folder, work / "profiled")), "1"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return shares_in(told)


@dataclass(frozen=True, slots=True)
class HistoryCost:
    """What the history of so many publications costs; seconds, each the median of several fresh processes."""

    villages: int
    commits: int
    cold: float
    """From nothing, with two processes."""
    memory: int
    """MB of the largest process."""
    warm: float
    """Nothing new."""
    one_more: float
    """One new publication."""
    shares: dict[str, float]
    """Of the parts of the program, from nothing."""


def measure_history(villages: int, commits: int) -> HistoryCost:
    """Make that history, find it from nothing, find it again, find one more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_history(folder / "board", villages, commits)
        cold = [measure(folder / "board", folder / f"cache{run}") for run in range(3)]
        warm = [measure(folder / "board", folder / "cache0") for _ in range(5)]
        write_history_more(folder / "board")
        extended = [measure(folder / "board", folder / f"cache{run}") for run in range(3)]
        shares = profile(folder / "board", folder)
    seconds, again, more = (statistics.median(time for time, _ in runs) for runs in (cold, warm, extended))
    memory = max(memory for _, memory in cold)
    return HistoryCost(villages, commits, seconds, memory, again, more, shares)


def main() -> None:
    """Measure and tell."""
    villages, commits = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (2000, 5000)
    cost = measure_history(villages, commits)
    print(f"{villages} 个村、{commits} 次公布：从头（两个进程）{cost.cold:.2f} 秒，每个进程最多 {cost.memory} MB")
    print(f"没有新的公布：{cost.warm * 1000:.0f} 毫秒\n多一次公布：{cost.one_more * 1000:.0f} 毫秒")


def write_history_more(folder: Path) -> None:
    """One more publication."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    content = ledger(0, 100).encode()
    stream = b"commit refs/heads/main\ncommitter bench <bench@example.invalid> 1700000000 +0800\ndata 0\n"
    stream += b"from refs/heads/main^0\n"
    stream += f"M 100644 inline {folder_of(0)}/finance/{month_text(100)}.yml\n".encode()
    stream += f"data {len(content)}\n".encode() + content + b"\n"
    subprocess.run(["git", "-C", str(folder), "fast-import", "--quiet"], input=stream, check=True, env=environment)


if __name__ == "__main__":
    main()
