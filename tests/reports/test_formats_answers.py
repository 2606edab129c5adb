"""Every format of a report tells how grave a problem is and what was said of it, and no number of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import FILE_START, Problem, Severity
from cunwu.records.privacy import hide_leaks
from cunwu.reports.formats import REPORTS
from cunwu.reports.summary import PlaceProblems, Report
from support.answers import WORKS_BEFORE_APPROVAL, explanation, make_village, problems_at
from support.projects import AS_OF

PERSON = "35010219900101123X"


def told(form: str, severity: Severity) -> str:
    problem = Problem("v/x.yml", FILE_START, "PRJ005", "次序颠倒", "核对", severity, answer="先抢修再补办")
    return REPORTS[form](Report((PlaceProblems("上河村", (problem,)),), 1, AS_OF))


@pytest.mark.parametrize("form", REPORTS)
def test_every_format_tells_the_answer(form: str) -> None:
    assert "先抢修再补办" in told(form, Severity.IRREGULAR)


@pytest.mark.parametrize("form", REPORTS)
def test_every_format_tells_the_three_severities_apart(form: str) -> None:
    assert len({told(form, severity) for severity in Severity}) == 3


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("field", ["移交来就是这样", "村报账员"])
def test_nothing_of_an_explanation_gets_past_the_gate_for_personal_data(form: str, field: str, tmp_path: Path) -> None:
    said = explanation("PRJ005").replace(field, f"身份证 {PERSON}")
    make_village(tmp_path, {"projects/x.yml": WORKS_BEFORE_APPROVAL + said})
    found = problems_at(tmp_path)
    assert {problem.code: problem.is_error for problem in found} == {"PRJ005": False, "PRV001": True}
    report = REPORTS[form](Report((PlaceProblems("上河村", tuple(found)),), 1, AS_OF))
    assert PERSON not in report
    assert PERSON[3:-3] not in report


def test_the_number_of_a_row_is_masked_like_every_other_text() -> None:
    problem = Problem("x.yml", FILE_START, "PRJ005", "次序颠倒", item="11010519491231002X").with_texts(hide_leaks)
    assert "194912" not in problem.short_code
