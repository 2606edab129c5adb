"""What a check says of files laid into the base village of the rule pages."""

from __future__ import annotations

from collections.abc import Mapping

from cunwu.core.problem import Problem
from support.rule_pages import VILLAGE, Example, report_on, told


def problems_of(files: Mapping[str, str]) -> list[Problem]:
    """Everything found when these files lie in the village."""
    laid = {f"{VILLAGE}/{path}": text.encode() for path, text in files.items()}
    return list(report_on(Example("", laid, (), {})).problems)


def codes(files: Mapping[str, str]) -> list[str]:
    """The codes alone, in order."""
    return [problem.code for problem in problems_of(files)]


def messages(files: Mapping[str, str]) -> list[str]:
    """Place, code and message of each."""
    return told(iter(problems_of(files)))
