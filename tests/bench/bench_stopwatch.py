"""Runs one command and prints as JSON what it cost.

    python -I -S bench_stopwatch.py LOG yes|no COMMAND …

It is a process of its own because Linux counts the memory of whoever starts a command as memory of that command: so
the one who starts it has to be small. With `yes` the memory of all processes together is watched as well, which costs
a little time: such a run is not one to be timed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

PAUSE, SHARE = 0.01, 20
"""Between two looks at the memory: so many seconds, and so many times what a look took."""


def busy_seconds() -> float:
    """Processor seconds that everybody on this machine has used so far; 0 where nobody tells."""
    try:
        fields = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:9]
    except OSError:
        return 0.0
    user, nice, system, _idle, _waiting, *interrupts = (int(field) for field in fields)
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """The process and everything it started that still runs."""
    found = [pid]
    for one in found:
        with suppress(OSError):  # it has just ended
            for tasks in Path(f"/proc/{one}/task").glob("*/children"):
                found += [int(child) for child in tasks.read_text("ascii").split()]
    return found


def own_kilobytes(pid: int) -> int:
    """Memory of a process; what several share is divided among them, so that sums are true."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Run, wait, tell."""
    log, watch, *command = sys.argv[1:]
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    busy, start = busy_seconds(), time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
    together = 0
    if watch == "yes":
        while not os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            began = time.perf_counter()
            together = max(together, sum(own_kilobytes(one) for one in descendants(pid)))
            time.sleep(max(PAUSE, SHARE * (time.perf_counter() - began)))
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    told = {
        "status": os.waitstatus_to_exitcode(status),
        "wall": wall,
        "cpu": cpu,
        "largest": usage.ru_maxrss / 1024,
        "together": together / 1024,
        "others": max(0.0, busy_seconds() - busy - cpu) / wall,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
