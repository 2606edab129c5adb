"""The report of a check on the files of an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cunwu.core.frozen import Frozen
from cunwu.core.listing import Sieve
from cunwu.core.problem import Problem
from cunwu.frame.rule_example import AS_OF, BASE_FILES, PICTURES, Example
from cunwu.git.repository import BlobChange
from cunwu.history.closing import Closing
from cunwu.history.compare import find_item
from cunwu.history.start import NO_START, ROOT_FILE, Start, left_behind, stated_in, without_dropped, without_remaining
from cunwu.history.versions import read_versions
from cunwu.records.board import Board, Outline, read_board, read_outline
from cunwu.records.privacy import Leak
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.rules.base import Rule
from cunwu.rules.catalogue import RULES
from cunwu.rules.checker import check_all
from cunwu.rules.history import check_against_base, check_astray, check_reused, told_in
from cunwu.rules.request import (
    check_heads,
    check_mixture,
    check_outside,
    check_start,
    check_times,
    confirmations_in,
    large_changes,
)
from cunwu.rules.request_copies import copies_of_neighbours
from cunwu.rules.request_notes import notes_before_publication, values_never_shown
from cunwu.rules.request_periods import periods_released, times_that_excuse
from cunwu.rules.request_pictures import numbers_brought, pictures_brought
from cunwu.rules.request_settings import changed_settings
from cunwu.rules.request_told import (
    filled_in_late,
    goals_met_when_set,
    irregularities_gone,
    states_taken_back,
    words_taken_down,
)
from cunwu.values.due import DEFAULT_DUE_DAY, due_day
from cunwu.yaml.reader import read_yaml

if TYPE_CHECKING:
    from cunwu.records.printed import Found


class _LaidOver(Frozen):
    """The base files with an example laid over them, as a source of records."""

    example: Example
    content: Mapping[str, bytes]
    memory: None = None

    def files(self) -> tuple[str, ...]:
        return Sieve().sift((path, True) for path in self.content)

    def links(self) -> tuple[str, ...]:
        sieve = Sieve()
        sieve.sift((path, True) for path in self.content)
        return (*self.example.links, *sorted(sieve.refused))

    def read(self, path: str) -> bytes:
        return self.content[path]


def report_on(example: Example, base: Mapping[str, str] = BASE_FILES, rules: Sequence[Rule] = RULES) -> Report:
    """The report of a check on `base` with the files of an example laid over it, by every rule or these."""
    files = example.files
    source = _LaidOver(example, {path: text.encode() for path, text in base.items()} | dict(files))
    outline = read_outline(source)
    start = _start(example, outline)
    published = without_dropped(example.published, start)
    history = check_against_base(published, files, lambda _, period: due_day(period, DEFAULT_DUE_DAY), AS_OF)
    history += told_in(files, (*_asked_of_request(example), *_stated_start(example, start)))
    places = [
        PlaceProblems("不属于任何地方的文件", outline.strays),
        *(
            PlaceProblems(verdict.place.name, verdict.problems + history * verdict.place.is_village)
            for verdict in check_all(source, outline, AS_OF, rules=rules)
        ),
    ]
    return Report(tuple(places), len(places) - 1, AS_OF)


def _start(example: Example, outline: Outline) -> Start:
    """Where the history would begin, if the example states it: after the files as they were published."""
    stated = stated_in(example.files.get(ROOT_FILE))
    if not stated:
        return NO_START
    before = _LaidOver(example, {ROOT_FILE: BASE_FILES[ROOT_FILE].encode()} | dict(example.published))
    found = left_behind(before, read_outline(before), stated, "2026 年 11 月 19 日")
    return without_remaining(found, [path for path in found.places if outline.find(path)])


def _stated_start(example: Example, start: Start) -> Iterator[Problem]:
    node = read_yaml(example.files[ROOT_FILE], ROOT_FILE)[0] if start.commit else None
    if node is not None:
        yield from check_start(start, node, is_new=True)


def _printed_on(_: str, content: bytes) -> Found | None:
    """What the example says that a reader finds: a page of a rule is the same wherever it is made."""
    from cunwu.records.printed import LONG, Printed

    if content == PICTURES["没有识别"]:
        return None
    boxes = ((1000, 4000, 3000, 4400),)
    called = {PICTURES["印着号码"]: Leak.CITIZEN_ID.value, PICTURES["像号码"]: LONG}.get(content)
    return (Printed(called, called != LONG, boxes),) if called else ()


def _asked_of_request(example: Example) -> Iterator[Problem]:
    """Problems of the request as a whole: large changes, reused numbers, records mixed with the program."""
    versions = read_versions(example.published, example.files)
    if not confirmations_in(example.messages):
        yield from large_changes(versions)
    gone = partial(_vanished_in, example.earlier)
    yield from check_reused(versions, gone)
    yield from check_astray(versions, gone, lambda _: not example.published)
    yield from check_times(example.times, AS_OF)
    old, new = (_laid_over(example, files) for files in (example.published, example.files))
    yield from changed_settings(versions, read_outline(old), read_outline(new))
    if example.published:
        yield from (*pictures_brought(versions), *numbers_brought(versions, new, _printed_on))
    yield from (*words_taken_down(versions), *(goals_met_when_set(versions) if example.published else ()))
    stated = {path: day for _, day in example.times for path in example.files}
    closing = Closing(lambda _, period: due_day(period, DEFAULT_DUE_DAY), AS_OF)
    yield from times_that_excuse(versions, stated, closing, lambda _: True)
    yield from (*filled_in_late(versions, closing), *states_taken_back(versions, AS_OF))
    yield from values_never_shown(versions)
    yield from copies_of_neighbours(versions, new, read_outline(new))
    yield from notes_before_publication(versions, lambda *_: example.shown_since, AS_OF)
    yield from periods_released(versions, partial(_board_at, old), partial(_board_at, new), AS_OF)
    if example.published:
        yield from irregularities_gone(versions, closing, _problems_of(old), _problems_of(new))
    yield from check_mixture([*example.files, *example.program])
    yield from check_outside([*example.files, *example.program])
    yield from check_heads([BlobChange(path, "it", "") for path in example.program], {})  # a head that is named is gone


def _laid_over(example: Example, files: Mapping[str, bytes]) -> _LaidOver:
    """These files of an example, laid over the base."""
    return _LaidOver(example, {name: text.encode() for name, text in BASE_FILES.items()} | dict(files))


def _problems_of(source: _LaidOver) -> Iterator[Problem]:
    """Every problem, consequences on their own."""
    for verdict in check_all(source, read_outline(source), AS_OF):
        for problem in verdict.problems:
            yield from (problem, *problem.consequences)


def _board_at(source: _LaidOver, path: str) -> Board | None:
    """The board of a place; None if there is no such place."""
    place = read_outline(source).find(path)
    return read_board(source, place) if place is not None else None


def _vanished_in(earlier: Mapping[str, bytes], gone: tuple[str, str, str, str]) -> bytes | None:
    """The content of the file in which a vanished record or item last stood; None if it never did."""
    for key, version in read_versions({}, earlier).new.items():
        if (*key, gone[3]) == gone and (not gone[3] or find_item(version.node, gone[3]) is not None):
            return earlier[version.path]
    return None
