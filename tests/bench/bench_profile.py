"""Where the time of a build goes: the profiler's own seconds, added up by part of the program.

The profiler makes Python slower and leaves C as it is, so the shares are a pointer, not a measurement.
"""

from __future__ import annotations

import pstats
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench_cost import Case, run_once

_PARTS = (
    ("读 YAML", ("/cunwu/yaml_", "/yaml/")),
    ("成为记录", ("/cunwu/kinds/", "/cunwu/values/", "/cunwu/board.py")),
    ("检查", ("/cunwu/rules/", "/cunwu/records/privacy.py")),
    ("推算", ("/cunwu/derive/", "/cunwu/totals.py")),
    ("页面的内容", ("/cunwu/pages/",)),
    ("模板", ("/theme/", "/jinja2/", "/markupsafe/", "/cunwu/render.py")),
    ("历史和 git", ("/cunwu/history/", "/cunwu/git.py", "/subprocess.py", "/selectors.py")),
    ("写网站", ("/cunwu/publish/staging.py", "/cunwu/publish")),
    ("路径和文件", ("/cunwu/source.py", "/cunwu/places.py", "/pathlib.py", "posixpath", "/fnmatch.py")),
    ("装入程序", ("importlib", "/dataclasses.py", "/typing", "/re/", "/enum.py", "/inspect.py")),
)
_REST = "其余"

Place = tuple[str, int, str]


def shares(case: Case, folder: Path) -> dict[str, float]:
    """The share of each part in one run of a case with one worker, largest first."""
    profile = folder / "profile"

    def command(site: Path) -> Sequence[str]:
        _, *arguments = case.command(site)
        return (sys.executable, "-m", "cProfile", "-o", str(profile), "-m", "cunwu.cli", *arguments)

    profiled = Case(case.maker, case.name, case.workers, case.folder, case.prepare, command, case.environment)
    run_once(profiled, case.prepare(), folder / "profile.log")
    return shares_in(profile)


def shares_in(profile: Path) -> dict[str, float]:
    """The share of each part in what the profiler wrote, largest first."""
    found: Counter[str] = Counter()
    for place, (_, _, own, _, callers) in pstats.Stats(str(profile)).stats.items():  # type: ignore[attr-defined]
        if place[0] == "~" and callers:  # what C did, it did for whoever called it
            for caller, (_, _, for_caller, _) in callers.items():
                found[part_of(caller)] += for_caller
        else:
            found[part_of(place)] += own
    total = sum(found.values())
    return {part: seconds / total for part, seconds in found.most_common()}


def part_of(place: Place) -> str:
    """The part of the program that a function belongs to."""
    file = place[0].replace("\\", "/")
    return next((part for part, pieces in _PARTS if any(piece in file for piece in pieces)), _REST)
