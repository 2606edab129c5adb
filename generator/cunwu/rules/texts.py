"""The privacy gate over files that belong to no place: pages written by people, and hidden files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from cunwu.core.paths import PAGES, RECORDS, hidden_part
from cunwu.core.problem import Problem
from cunwu.records.privacy import find_leaks, hide_leaks
from cunwu.records.texts import text_of
from cunwu.rules.privacy import MOST_LEAKS, personal_number_in_other_file, spot_in

_EXAMPLES = f"{PAGES}/rules/"
"""Pages of rules show, with invented numbers, what is refused."""


def is_beside_records(path: str) -> bool:
    """Whether a file is read by no check of a place, though it is published or kept: a page, a hidden file."""
    if path.startswith(f"{PAGES}/"):
        return not path.startswith(_EXAMPLES)
    return path.startswith(f"{RECORDS}/") and bool(hidden_part(path))


def check_text(path: str, content: bytes) -> Iterator[Problem]:
    """Leaks in one file that is no record; none in what is no text."""
    text = text_of(path, lambda _: content) or ""
    rule = personal_number_in_other_file
    for hit in islice(find_leaks(text), MOST_LEAKS):
        message = rule.message.format(leak=hit.leak.value, found=hit.masked)
        spot = spot_in(text, hit.start, hit.end)
        yield Problem(path, spot, rule.code, message, rule.remedy).with_texts(hide_leaks)


def check_folder_texts(root: Path) -> tuple[Problem, ...]:
    """Leaks in the pages and hidden files that lie in a project's folder, sorted."""
    found = (problem for path in _beside_records(root) for problem in _in_file(root, path))
    return tuple(sorted(found))


def _in_file(root: Path, path: str) -> Iterator[Problem]:
    text = text_of(path, lambda name: (root / name).read_bytes())
    return check_text(path, text.encode()) if text else iter(())


def _beside_records(root: Path) -> Iterator[str]:
    for top in (PAGES, RECORDS):
        for folder, _, names in os.walk(root / top):
            inner = Path(folder).relative_to(root).as_posix()
            paths = (f"{inner}/{name}" for name in names)
            yield from (path for path in paths if is_beside_records(path) and _is_plain(root / path))


def _is_plain(path: Path) -> bool:
    """Whether this is a file and no link; what a link leads to is refused, not read."""
    return path.is_file() and not path.is_symlink()
