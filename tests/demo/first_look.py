"""What `make site` builds: the example as it stands on the last day of its demonstration, or a board of one's own.

The demonstration is published day by day in a repository that is made for it. The history of this one is how the
program was developed: it would show every record as late and every improvement of an example as a silent change.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from demo_history import ROOT, SEEN_ON, make_demo

from cunwu.cli import main
from cunwu.core.paths import Project
from cunwu.records.board import read_outline
from cunwu.records.source import FolderSource


def is_example(root: Path) -> bool:
    """Whether nothing on the board is of a place of one's own: all is demonstration, or retold from public texts."""
    top = read_outline(FolderSource(root)).root
    return bool(top.children) and all(place.is_demonstration or place.is_retold for place in top.children)


def lay_out(root: Path, folder: Path) -> None:
    """Make the repository of the demonstration anew in a folder; what earlier builds kept there stays."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as made:
        fresh, kept = Path(made) / "fresh", Project(folder).cache.parent
        make_demo(fresh, root)
        if kept.is_dir():
            shutil.move(kept, fresh / kept.name)
        if folder.is_dir():
            shutil.move(folder, Path(made) / "former")
        shutil.move(fresh, folder)


def build_command(folder: Path, site: Path) -> list[str]:
    """The command that builds what was laid out: the same bytes on any day."""
    return ["--project", str(folder), "build", "--site-dir", str(site), "--as-of", SEEN_ON.isoformat()]


def build(root: Path, site: Path) -> int:
    """Build the site; answers the exit code of the build."""
    if not is_example(root):
        return main(["--project", str(root), "build", "--strict", "--site-dir", str(site)])
    folder = Project(root).cache.with_name("demo")
    try:
        lay_out(root, folder)
    except (ValueError, AssertionError, subprocess.CalledProcessError) as error:
        print(f"演示县的一年没有做出来：{error}", file=sys.stderr)
        print("下一步：.venv/bin/cunwu check；只看现在的样子：.venv/bin/cunwu build", file=sys.stderr)
        return 2
    print(f"演示县的一年做在 {folder}，按 {SEEN_ON.isoformat()} 的样子生成，哪天生成都一样")
    return main(build_command(folder, site))


if __name__ == "__main__":
    sys.exit(build(ROOT, ROOT / "site"))
