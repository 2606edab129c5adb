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
    def notices(self) -> int:
        """How many of them are notices."""
        return sum(not problem.is_error for problem in self.problems)
