"""The rule pages of this project, and what is found in their examples."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from cunwu.core.paths import Project
from cunwu.core.problem import Problem
from cunwu.frame.rule_declared import declarations
from cunwu.frame.rule_page import RulePage, RulePages

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "content" / "rules"


@cache
def page_of(code: str) -> RulePage:
    """The page of a code, as it is written."""
    return RulePages(Project(ROOT), declarations()).page(code)


def told(problems: Iterable[Problem]) -> list[str]:
    """Place, code and message of each."""
    return [f"{problem.file}:{problem.spot.line} {problem.code} {problem.message}" for problem in problems]
