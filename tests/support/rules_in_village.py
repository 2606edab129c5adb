"""What a check says of files laid into the base village of the rule pages."""

from __future__ import annotations

from collections.abc import Mapping

from cunwu.core.problem import Problem
from cunwu.frame.rule_example import Block, Example
from cunwu.frame.rule_report import report_on
from support.rule_pages import told


def problems_of(files: Mapping[str, str]) -> list[Problem]:
    """Everything found when these files lie in the village."""
    return list(report_on(Example("", {path: Block("yaml", text) for path, text in files.items()})).problems)


def codes(files: Mapping[str, str]) -> list[str]:
    """The codes alone, in order."""
    return [problem.code for problem in problems_of(files)]


def messages(files: Mapping[str, str]) -> list[str]:
    """Place, code and message of each."""
    return told(problems_of(files))
