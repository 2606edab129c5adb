"""The versions of files by the beginning of their content id, as codes on paper name them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.git.repository import run_git


class Version(Frozen):
    """A content that a file had, since which commit, and whether the file still has it."""

    path: str
    commit: str
    day: str
    is_current: bool


def versions_of(root: Path, head: str, prefix: str, folder: str) -> Iterator[Version]:
    """The files below a folder that had a content whose id begins so, on the published line of history."""
    for content in run_git(root, "rev-parse", f"--disambiguate={prefix}").decode().split():
        if run_git(root, "cat-file", "-t", content).strip() != b"blob":
            continue
        search = ("-c", "core.quotePath=false", "log", "--first-parent", "-m", "--reverse", "--no-renames")
        shown = ("--name-only", "-z", "--format=%x01%H %cs", f"--find-object={content}", head, "--", folder)
        known = set[str]()
        for row in run_git(root, *search, *shown).decode("utf-8", "surrogateescape").split("\x01")[1:]:
            told, *paths = row.replace("\n", "\0").split("\0")
            commit, day = told.split(" ")
            for path in filter(None, paths):
                if path not in known:
                    known.add(path)
                    yield Version(path, commit, day, content == _content_at(root, head, path))


def _content_at(root: Path, head: str, path: str) -> str:
    rows = run_git(root, "ls-tree", "-z", head, "--", path).decode("utf-8", "surrogateescape")
    return rows.partition("\t")[0].rpartition(" ")[2]
