"""The problems of one check, by place, as every format reports them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Problem


class PlaceProblems(Frozen):
    """The problems of one place under the name people know it by."""

    name: str
    problems: tuple[Problem, ...]


class Report(Frozen):
    """All problems of one run, place by place; `checked` counts the places looked at."""

    places: tuple[PlaceProblems, ...]
    checked: int
    as_of: date

    @property
    def problems(self) -> Iterator[Problem]:
        """Every problem, causes and consequences alike."""
        for place in self.places:
            for problem in place.problems:
                yield problem
                yield from problem.consequences

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(problem.is_error for problem in self.problems)

    @property
    def irregularities(self) -> int:
        """How many of them are published with the sentence beside the figure, explained or not."""
        return sum(problem.is_irregular for problem in self.problems)

    @property
    def open_irregularities(self) -> int:
        """How many of those nobody has explained or waived."""
        return sum(problem.is_irregular and not problem.answer for problem in self.problems)

    @property
    def notices(self) -> int:
        """How many of them only need attention."""
        return sum(not (problem.is_error or problem.is_irregular) for problem in self.problems)
