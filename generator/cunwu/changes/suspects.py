"""What a request must answer for: it may be personal, and nobody but a person can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from cunwu.core.frozen import replace
from cunwu.core.problem import Problem, Severity, Spot
from cunwu.records.privacy import hide_leaks
from cunwu.records.texts import decoded
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.rules.privacy import personal_datum_suspected, suspects_in

_Place = tuple[str, Spot]


def demand_answers(
    report: Report, changed: Collection[str], before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> Report:
    """The report in which every suspicion that a request brought is an error, because nobody answered for it.

    `before` and `after` are the contents of changed files; what stood in one of them before was answered for.
    """
    looked_at = {hide_leaks(path) for path in changed}
    known = frozenset(_known_places(before, after))
    places = (
        PlaceProblems(place.name, tuple(_demanded(problem, looked_at, known) for problem in place.problems))
        for place in report.places
    )
    return replace(report, places=tuple(places))


def _demanded(problem: Problem, changed: Collection[str], known: Collection[_Place]) -> Problem:
    is_new = problem.file in changed and (problem.file, problem.spot) not in known
    if problem.code != personal_datum_suspected.code or not is_new:
        return problem
    return replace(problem, severity=Severity.ERROR, message=f"{problem.message}，没有人答过")


def _known_places(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[_Place]:
    """Where suspected texts stand that stood in a changed file before, as often as they did."""
    left = Counter(found for content in before.values() for found, _ in _suspected(content))
    for path, content in after.items():
        for found, spot in _suspected(content):
            if left[found]:
                left[found] -= 1
                yield hide_leaks(path), spot


def _suspected(content: bytes) -> Iterator[tuple[str, Spot]]:
    text = decoded(content) or ""
    yield from ((text[suspect.start : suspect.end], spot) for suspect, spot in suspects_in(text))
