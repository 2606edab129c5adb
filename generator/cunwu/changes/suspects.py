"""What a request must answer for: it may be personal, and nobody but a person can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cunwu.core.frozen import replace
from cunwu.core.problem import FILE_START, Problem, Severity, Spot
from cunwu.git.branches import NewCommit
from cunwu.records.board import kind_at
from cunwu.records.doubts import fit_to_quote
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile
from cunwu.records.texts import decoded
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.rules.privacy import CONFIRM, personal_datum_suspected, suspects_in, suspects_in_rows
from cunwu.rules.request import answers_in

_Place = tuple[str, Spot]


def answers_of(commits: Iterable[NewCommit]) -> tuple[str, ...]:
    """Who said in which commit why what is suspected is nobody's, oldest first, as a reviewer reads it."""
    told = (
        f"{CONFIRM}：{fit_to_quote(reason)}（{fit_to_quote(commit.people['作者姓名'])}，提交 {commit.id[:12]}）"
        for commit in reversed(tuple(commits))
        for reason in answers_in((commit.message,))
    )
    return tuple(dict.fromkeys(told))


def with_answers(
    report: Report,
    changed: Collection[str],
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    answers: Sequence[str],
) -> Report:
    """The report in which every suspicion that a request brought has its answer, or is an error for want of one.

    `before` and `after` are the contents of changed files; what stood in one of them before was answered for.
    """
    looked_at = {hide_leaks(path) for path in changed}
    known = frozenset(_known_places(before.items(), after))
    places = (
        PlaceProblems(
            place.name,
            tuple(
                _answered(problem, answers)
                if problem.file in looked_at and (problem.file, problem.spot) not in known
                else problem
                for problem in place.problems
            ),
        )
        for place in report.places
    )
    return replace(report, places=tuple(places))


def all_answered(problems: Iterable[Problem], answers: Sequence[str]) -> tuple[Problem, ...]:
    """The problems of the commits of a request: whatever is suspected there is new."""
    return tuple(_answered(problem, answers) for problem in problems)


def _answered(problem: Problem, answers: Sequence[str]) -> Problem:
    if problem.code != personal_datum_suspected.code:
        return problem
    if answers:
        return replace(problem, message=f"{problem.message}；{'；'.join(answers)}")
    return replace(problem, severity=Severity.ERROR, message=f"{problem.message}，没有人答过")


def without_known(problems: Iterable[Problem], path: str, content: bytes, before: Iterable[bytes]) -> list[Problem]:
    """The problems of one file without what was suspected of it before."""
    known = frozenset(_known_places(((path, text) for text in before), {path: content}))
    return [
        problem
        for problem in problems
        if problem.code != personal_datum_suspected.code or (problem.file, problem.spot) not in known
    ]


def newly_suspected(
    problems: Iterable[Problem], before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> tuple[Problem, ...]:
    """Those problems that are suspicions which the changed files did not raise before."""
    known = frozenset(_known_places(before.items(), after))
    suspected = (problem for problem in problems if problem.code == personal_datum_suspected.code)
    return tuple(problem for problem in suspected if (problem.file, problem.spot) not in known)


def _known_places(before: Iterable[tuple[str, bytes]], after: Mapping[str, bytes]) -> Iterator[_Place]:
    """Where suspected texts stand that stood in a changed file before, as often as they did."""
    old = tuple(before)
    left, paths = Counter(found for path, content in old for found, _ in _suspected(path, content)), dict(old)
    for path, content in after.items():
        if path in paths:
            yield hide_leaks(path), FILE_START  # its name stood there before
        for found, spot in _suspected(path, content):
            if left[found]:
                left[found] -= 1
                yield hide_leaks(path), spot


def _suspected(path: str, content: bytes) -> Iterator[tuple[str, Spot]]:
    text = decoded(content) or ""
    yield from ((text[suspect.start : suspect.end], spot) for suspect, spot in suspects_in(text))
    at = kind_at(path)
    if at is not None:
        file = RecordFile(path, content, at[1], None, None)
        yield from ((said, spot) for _, spot, said in suspects_in_rows(file))
