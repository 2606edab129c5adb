"""The privacy gate over what belongs to no place: pages, hidden files, what lies at the root, messages and names."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path

from cunwu.core.paths import PAGES, RECORDS, hidden_part
from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem, Spot
from cunwu.records.doubts import Doubt, find_doubts
from cunwu.records.privacy import find_leaks, hide_leaks
from cunwu.records.texts import Looked, look_through
from cunwu.rules.base import Rule
from cunwu.rules.privacy import (
    ANSWER,
    CODE_OF_LEAK,
    MOST_LEAKS,
    file_not_looked_through,
    personal_datum_suspected,
    personal_number_in_other_file,
    spot_in,
    suspects_in,
)

_EXAMPLES = f"{PAGES}/rules/"
"""Pages of rules show, with invented numbers, what is refused."""


_PROGRAM = regex(r"(?:generator|tests)/.*\.py|tests/bench/RESULTS\.md|(?:requirements|uv|poetry|pdm)\.lock", re.DOTALL)
"""Code, whose tests invent numbers, measurements, which name versions such as 156.0.8078.108, and lists of digests."""


_OF_THE_PROGRAM = ("generator/", "tests/", "theme/", ".ci/")
"""Of the parts of a program only what is certain is told; README.md and other papers are read by everybody."""


def is_beside_records(path: str) -> bool:
    """Whether a file is read by no check of a place, though it is published or kept: a page, a hidden file, README.md.

    Whatever a request brings is one of these, a file of a place, or code.
    """
    if path.startswith(f"{RECORDS}/"):
        return bool(hidden_part(path))
    return not path.startswith(_EXAMPLES) and not _PROGRAM.fullmatch(path)


def check_text(path: str, content: bytes) -> Iterator[Problem]:
    """Leaks in one file that is no record, what may be one, and whether it was not looked through."""
    yield from _judged(path, look_through(path, lambda _: content))


def _judged(path: str, looked: Looked) -> Iterator[Problem]:
    text, unread = looked.text, file_not_looked_through
    for hit in islice(find_leaks(text), MOST_LEAKS):
        facts = {"leak": hit.leak.value, "found": hit.masked}
        yield _problem(personal_number_in_other_file, path, spot_in(text, hit.start, hit.end), facts)
    for suspect, spot in () if path.startswith(_OF_THE_PROGRAM) else suspects_in(text):
        facts = {"doubt": suspect.doubt.value, "found": suspect.masked}
        yield _problem(personal_datum_suspected, path, spot, facts)
    if looked.unread:
        yield _problem(unread, path, FILE_START, {"why": looked.unread})


def _problem(rule: Rule, path: str, spot: Spot, facts: Mapping[str, str]) -> Problem:
    found = Problem(path, spot, rule.code, rule.message.format(**facts), rule.remedy, rule.severity)
    return found.with_texts(hide_leaks)


def check_words(
    text: str, source: str, called: str, remedy: str, asks: Collection[Doubt] = frozenset(Doubt)
) -> Iterator[Problem]:
    """Leaks in words that stand in no file, a message or a name, and what may be one; problems name `source`."""
    for hit in find_leaks(text):
        message = f"{called}里有{hit.leak.value}（{hit.masked}）"
        yield Problem(source, FILE_START, CODE_OF_LEAK[hit.leak], message, remedy).with_texts(hide_leaks)
    rule = personal_datum_suspected
    for suspect in find_doubts(text):
        if suspect.doubt in asks:
            message = f"{called}里{suspect.doubt.value}（{suspect.masked}）"
            found = Problem(source, FILE_START, rule.code, message, f"{remedy}；不是个人的，{ANSWER}", rule.severity)
            yield found.with_texts(hide_leaks)


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
