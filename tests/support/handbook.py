"""Pages of the handbook as somebody follows them: commands typed in order, files written, what the screen shows.

A `bash` block is typed line by line. A `text` block after it is what the screen shows, line by line in this order; a
line of …… stands for what is left out. A block with a title is a file: one that a command wrote is compared with it,
one that “填好的”, “改好的” or “写好的” stands before is written by the reader.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from support.clerk_repositories import git, write
from support.commands import run_here

HANDBOOK = Path(__file__).resolve().parents[2] / "content/handbook"
_BLOCK = re.compile(r'^```([a-z]+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_WRITTEN = ("填好的 ", "改好的 ", "写好的 ")
_DATED = {"check", "build", "owed", "poster", "new", "import"}
"""Commands that ask what day it is."""
LEFT_OUT = "……"


class Block(NamedTuple):
    """A fenced block of a page."""

    sort: str
    title: str
    text: str


def blocks_of(page: str) -> Iterator[Block]:
    """The fenced blocks of a page of the handbook, in order."""
    for sort, title, text in _BLOCK.findall((HANDBOOK / page).read_text("utf-8")):
        yield Block(sort, title, text)


def follow(page: str, root: Path, as_of: str, before: Mapping[str, Callable[[], object]] | None = None) -> list[str]:
    """Follows a page in a board; returns the lines typed. `before` says what is done right before a line is typed."""
    typed: list[str] = []
    shown = ""
    for sort, title, text in blocks_of(page):
        if sort == "bash":
            shown = ""
            for line in text.splitlines():
                for at in (line, f"{line} #{1 + typed.count(line)}"):
                    (before or {}).get(at, lambda: None)()
                shown += _type(line, root, as_of)
                typed.append(line)
        elif title.startswith(_WRITTEN):
            write(root, title.partition(" ")[2], text)
        elif title and sort != "text":
            assert (root / title).read_text("utf-8") == text, title
        elif sort == "text" and shown:
            assert_shows(shown, text)
            shown = ""
    return typed


def _type(line: str, root: Path, as_of: str) -> str:
    program, *words = shlex.split(line, comments=True)
    if program == "git":
        return git(root, *words)
    assert program == "cunwu", line
    done = run_here(root, *words, *(["--as-of", as_of] if words[0] in _DATED else []))
    assert done.returncode in (0, 1), f"{line}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def assert_shows(screen: str, text: str) -> None:
    """Whether the screen shows the lines of a block, one right after the other but where …… stands."""
    lines, at, may_skip = screen.splitlines(), 0, True
    for line in text.splitlines():
        if line == LEFT_OUT:
            may_skip = True
            continue
        found = next((place for place in range(at, len(lines)) if lines[place] == line), None)
        assert found is not None, f"not shown: {line}\n--- the screen shows:\n{screen}"
        assert may_skip or found == at, f"left out before: {line}\n--- the screen shows:\n{screen}"
        at, may_skip = found + 1, not line
    if not may_skip:
        assert not any(lines[at:]), f"left out at the end: {lines[at:]}"
