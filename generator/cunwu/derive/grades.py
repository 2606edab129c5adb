"""Which grade of a cadre stands: of several assessments the newest that gives one; of equals none replaces another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, combinations

from cunwu.kinds.assessment import Assessment
from cunwu.values.names import fold_person


def count_grades(assessments: Iterable[Assessment]) -> tuple[tuple[str, int], ...]:
    """Grade → how many cadres it stands for, sorted; two that stand for one cadre both count."""
    by_person: dict[str, list[Assessment]] = {}
    for one in assessments:
        if one.grade is not None:
            by_person.setdefault(_person_of(one), []).append(one)
    return tuple(sorted(Counter(grade for found in by_person.values() for grade in _standing(found)).items()))


def _standing(assessments: Iterable[Assessment]) -> frozenset[str]:
    """The grades of the newest: up to the latest day, of these over the longest time."""
    last = max(one.period.last for one in assessments)
    newest = [one for one in assessments if one.period.last == last]
    first = min(one.period.first for one in newest)
    return frozenset(one.grade for one in newest if one.period.first == first and one.grade is not None)


def _person_of(assessment: Assessment) -> str:
    """Who was assessed; an assessment that names nobody is one of somebody else."""
    return assessment.posting or fold_person(assessment.who or "") or f"#{assessment.number}"


def judged_twice(assessments: Iterable[Assessment]) -> Iterator[tuple[Assessment, Assessment]]:
    """Pairs of one person over one period by one rubric; one that names none may be by the rubric of the other."""
    alike: dict[tuple[str, date, date], list[Assessment]] = {}
    for one in assessments:
        alike.setdefault((_person_of(one), one.period.first, one.period.last), []).append(one)
    for one, other in chain.from_iterable(combinations(same, 2) for same in alike.values()):
        if one.rubric == other.rubric or None in (one.rubric, other.rubric):
            yield one, other
