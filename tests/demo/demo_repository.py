"""A git repository out of a list of steps, the same ids each time: one stream for `git fast-import`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

BEIJING = timezone(timedelta(hours=8))
AUTHOR = "村务公开 <board@example.invalid>"
_BRANCH = "refs/heads/main"


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file, and whether it can be run."""

    content: bytes
    runs: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One commit on the first-parent line of main."""

    moment: datetime
    message: str
    files: Mapping[str, Content | None]
    """Path → what stands there from now on; None takes it away."""
    proposed: datetime | None = None
    """When it was committed to a branch that this step merges; None for a commit on main itself."""


def git(root: Path, *arguments: str, moment: datetime | None = None) -> str:
    """The output of one git command: nobody's settings, the board's name, the given moment where it commits."""
    return subprocess.run(
        ["git", "-C", str(root), *arguments],
        env=_environment(moment),
        check=True,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
    ).stdout.strip()


def _environment(moment: datetime | None = None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    name, _, address = AUTHOR.partition(" ")
    told = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C.UTF-8"}
    for who in ("AUTHOR", "COMMITTER"):
        told |= {f"GIT_{who}_NAME": name, f"GIT_{who}_EMAIL": address.strip("<>")}
        if moment is not None:
            told[f"GIT_{who}_DATE"] = moment.isoformat()
    return kept | told


def make_repository(folder: Path, steps: Sequence[Step]) -> str:
    """A new repository in `folder` with these steps on main, the last one checked out; answers its commit."""
    folder.mkdir(parents=True)
    git(folder, "-c", "init.defaultBranch=main", "init", "--quiet")
    return put_on_main(folder, steps)


def put_on_main(folder: Path, steps: Sequence[Step]) -> str:
    """Make main these steps and nothing else, whatever it was before, and check it out; answers its commit."""
    command = ["git", "-C", str(folder), "fast-import", "--quiet", "--force"]
    subprocess.run(command, input=b"".join(_stream(steps)), env=_environment(), check=True)
    git(folder, "reset", "--quiet", "--hard", "main")
    return git(folder, "rev-parse", "main")


def _stream(steps: Sequence[Step]) -> Iterator[bytes]:
    """The steps as fast-import reads them. A branch begins at what main was when its commit was made."""
    on_main: list[tuple[datetime, int]] = []
    mark = 0
    for step in steps:
        branch = None
        if step.proposed is not None:
            base = [number for moment, number in on_main if moment <= step.proposed]
            branch = mark = mark + 1
            yield from _commit(branch, step.proposed, step.message, step.files, base[-1:])
        mark += 1
        message = step.message if branch is None else f"合并：{step.message}"
        parents = [number for _, number in on_main[-1:]] + ([] if branch is None else [branch])
        yield from _commit(mark, step.moment, message, step.files, parents)
        on_main.append((step.moment, mark))


def _commit(
    mark: int, moment: datetime, message: str, files: Mapping[str, Content | None], parents: Sequence[int]
) -> Iterator[bytes]:
    who = f"{AUTHOR} {int(moment.timestamp())} +0800"
    yield f"commit {_BRANCH}\nmark :{mark}\nauthor {who}\ncommitter {who}\n".encode()
    yield from _data(f"{message}\n".encode())
    for word, parent in zip(("from", *["merge"] * len(parents)), parents, strict=False):
        yield f"{word} :{parent}\n".encode()
    for path, file in sorted(files.items()):
        if file is None:
            yield f"D {path}\n".encode()
        else:
            yield f"M {'100755' if file.runs else '100644'} inline {path}\n".encode()
            yield from _data(file.content)
    yield b"\n"


def _data(content: bytes) -> Iterable[bytes]:
    return (b"data %d\n" % len(content), content, b"\n")
