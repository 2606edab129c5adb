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
    ("/cunwu/yaml_", "读 YAML"),
    ("/yaml/", "读 YAML"),
    ("/cunwu/rules/", "检查"),
    ("/cunwu/privacy.py", "检查"),
    ("/cunwu/checker.py", "检查"),
    ("/cunwu/kinds/", "成为记录"),
    ("/cunwu/values/", "成为记录"),
    ("/cunwu/board.py", "成为记录"),
    ("/pydantic/", "成为记录"),
    ("/cunwu/derive/", "推算"),
    ("/cunwu/totals.py", "推算"),
    ("/cunwu/pages/", "页面的内容"),
    ("/theme/", "模板"),
    ("/jinja2/", "模板"),
    ("/markupsafe/", "模板"),
    ("/cunwu/render.py", "模板"),
    ("/cunwu/staging.py", "写文件"),
    ("/cunwu/build.py", "写文件"),
    ("/cunwu/history/", "历史"),
    ("/cunwu/git.py", "历史"),
    ("/subprocess.py", "历史"),
    ("/selectors.py", "历史"),
    ("/cunwu/source.py", "读文件"),
    ("/cunwu/places.py", "读文件"),
    ("/pathlib.py", "路径和文件"),
    ("/posixpath.py", "路径和文件"),
    ("importlib", "装入程序"),
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
    return next((part for piece, part in _PARTS if piece in file), _REST)
