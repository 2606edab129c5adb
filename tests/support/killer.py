"""A program that kills builds of its own at a given moment; run with the interpreter, it tells what is left as JSON.

Arguments: project, site, then moments: `write:7` dies at the seventh file, `settle`,
`verify`, `swap`, `note`, `save` at those steps.
Before each moment one record changes, so that every killed build had something to put in place of the old site.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from cunwu.core.paths import Project
from cunwu.publish.copy import Lag
from cunwu.publish.manifest import Manifest
from cunwu.publish.site import BuildOrder, build_site
from cunwu.publish.staging import Staging
from support.projects import AS_OF, digests

CHANGED = "villages/qinghe/shanghe/deeds/2026-03.yml"
_MOMENTS = {
    "verify": (Staging, "verify"),
    "swap": (Staging, "swap"),
    "settle": (Staging, "settle"),
    "note": (Lag, "keep"),
    "save": (Manifest, "save"),
}


def die_at(moment: str) -> None:
    """Arrange that this process is killed at the moment."""
    name, _, count = moment.partition(":")
    left = int(count or "1")
    owner, attribute = _MOMENTS.get(name, (Staging, "write"))
    real: Callable[..., object] = getattr(owner, attribute)

    def count_down(*arguments: object, **options: object) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)

    setattr(owner, attribute, count_down)


def build_in_child(order: BuildOrder, moment: str = "") -> int:
    """Build in a child; answers its exit code, or the signal that ended it as a negative number."""
    child = os.fork()
    if child == 0:
        if moment:
            die_at(moment)
        build_site(order)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def change_record(path: Path, number: int) -> None:
    """The same deed with another sum."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("花费")]
    path.write_text("\n".join([*lines, f"花费: {number + 1}.00", ""]), "utf-8")


def main(root: Path, site: Path, moments: list[str]) -> None:
    """Kill at each moment and tell what was there before, after, and after the next build."""
    order = BuildOrder(Project(root), site, AS_OF)
    assert build_in_child(order) == 0
    told = []
    for number, moment in enumerate(moments):
        before = digests(site)
        change_record(root / CHANGED, number)
        status = build_in_child(order, moment)
        after = digests(site)
        next_status = build_in_child(order)
        told.append(
            {
                "moment": moment,
                "status": status,
                "old_site_stands": after == before,
                "next_status": next_status,
                "next_is_new": digests(site) != before and len(digests(site)) == len(before),
                "litter": sorted(path.name for path in site.parent.iterdir()),
            }
        )
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
