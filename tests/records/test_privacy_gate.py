"""The privacy gate, measured over generated texts: what it must find, what it must leave alone, what it may repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from support.effort import effort
from support.gate import Measured, false_alarms, measure
from support.leaking_rows import parted_cases, told_cases
from support.leaking_texts import Case, obfuscated_cases, plain_cases, wrapped_cases

STEP = effort(4, 1)
"""By day every fourth text; `python tests/bench/gate.py` measures all of them."""


def told(measured: Measured) -> str:
    return "\n".join(f"{times} × {'，'.join(what)}" for what, times in measured.worst())


@pytest.mark.parametrize(
    ("cases", "least", "mark"),
    [(plain_cases, 600, 99.0), (wrapped_cases, 300, 99.0), (obfuscated_cases, 1500, 98.0)],
)
def test_nearly_every_number_is_found_and_none_repeated(
    cases: Callable[[], Iterator[Case]], least: int, mark: float
) -> None:
    measured = measure(islice(cases(), None, None, STEP))
    assert measured.asked * STEP >= least
    assert measured.recall >= mark, told(measured)
    assert measured.echoed == []


@pytest.mark.parametrize(("cases", "least"), [(parted_cases, 100), (told_cases, 100)])
def test_what_only_shows_in_a_row_is_refused_or_asked_about(cases: Callable[[], Iterator[Case]], least: int) -> None:
    measured = measure(cases(), doubts=True)
    assert measured.asked >= least
    assert measured.recall == 100.0, told(measured)
    assert measured.echoed == []


def test_no_honest_number_in_a_field_of_its_own_is_taken_for_a_persons() -> None:
    asked, alarms = false_alarms(5000 // STEP)
    assert asked * STEP >= 5000
    assert [(line.strip(), problem.code) for line, problem in alarms] == []
