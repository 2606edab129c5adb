"""The privacy gate over files that belong to no place: pages, hidden files, what lies at the root of the repository."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from cunwu.core.paths import PAGES, RECORDS, hidden_part
from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem
from cunwu.records.privacy import find_leaks, hide_leaks
from cunwu.records.texts import Looked, look_through
from cunwu.rules.privacy import MOST_LEAKS, file_not_looked_through, personal_number_in_other_file, spot_in

_EXAMPLES = f"{PAGES}/rules/"
"""Pages of rules show, with invented numbers, what is refused."""


_PROGRAM = regex(r"(?:generator|tests)/.*\.py|tests/bench/RESULTS\.md|(?:requirements|uv|poetry|pdm)\.lock", re.DOTALL)
"""Code, whose tests invent numbers, measurements, which name versions such as 156.0.8078.108, and lists of digests."""


def is_beside_records(path: str) -> bool:
    """Whether a file is read by no check of a place, though it is published or kept: a page, a hidden file, README.md.

    Whatever a request brings is one of these, a file of a place, or code.
    """
    if path.startswith(f"{RECORDS}/"):
        return bool(hidden_part(path))
    return not path.startswith(_EXAMPLES) and not _PROGRAM.fullmatch(path)


def check_text(path: str, content: bytes) -> Iterator[Problem]:
    """Leaks in one file that is no record, and whether it was not looked through."""
    yield from _judged(path, look_through(path, lambda _: content))


def _judged(path: str, looked: Looked) -> Iterator[Problem]:
    rule, unread = personal_number_in_other_file, file_not_looked_through
    for hit in islice(find_leaks(looked.text), MOST_LEAKS):
        message = rule.message.format(leak=hit.leak.value, found=hit.masked)
        spot = spot_in(looked.text, hit.start, hit.end)
        yield Problem(path, spot, rule.code, message, rule.remedy).with_texts(hide_leaks)
    if looked.unread:
        message = unread.message.format(why=looked.unread)
        told = Problem(path, FILE_START, unread.code, message, unread.remedy, unread.severity)
        yield told.with_texts(hide_leaks)


def check_folder_texts(root: Path) -> tuple[Problem, ...]:
    """Leaks in the pages and hidden files that lie in a project's folder, sorted."""
    found = (problem for path in _beside_records(root) for problem in _in_file(root, path))
    return tuple(sorted(found))


def _in_file(root: Path, path: str) -> Iterator[Problem]:
    return _judged(path, look_through(path, lambda name: (root / name).read_bytes()))


def _beside_records(root: Path) -> Iterator[str]:
    for top in (PAGES, RECORDS):
        for folder, _, names in os.walk(root / top):
            inner = Path(folder).relative_to(root).as_posix()
            paths = (f"{inner}/{name}" for name in names)
            yield from (path for path in paths if is_beside_records(path) and _is_plain(root / path))


def _is_plain(path: Path) -> bool:
    """Whether this is a file and no link; what a link leads to is refused, not read."""
    return path.is_file() and not path.is_symlink()
