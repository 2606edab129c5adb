"""explain: one rule, or the list of all."""

from __future__ import annotations

import difflib
import re
import sys

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, project_of
from cunwu.core.paths import Project
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError

_LINK = regex(r"\[([^]\n]+)\]\([^)\n]+\)")
_FACT = regex(r"\{[a-z_]+\}")
_MARKED = regex(r'(?<=") hl_lines="[0-9 ]+"$', re.MULTILINE)


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("code", nargs="?", default="", metavar="代码", help="例如 FIN003；不写就列出全部")


def run(options: Options, surroundings: Surroundings) -> int:
    """Print the page of the rule, or every code."""
    sys.stdout.write(explain_code(project_of(options, surroundings), options.code) if options.code else list_codes())
    return CLEAN


def explain_code(project: Project, code: str) -> str:
    """The page of a rule for the terminal: links become their words, and marks of lines are removed."""
    from cunwu.frame.rule_declared import declarations
    from cunwu.frame.rule_page import RulePages
    from cunwu.rules.catalogue import CODES

    entry = CODES.get(code.upper())
    if entry is None:
        near = difflib.get_close_matches(code.upper(), CODES, n=1, cutoff=0.4)
        raise CunwuError(f"没有代码为「{code}」的规则", next_step=f"cunwu explain {near[0] if near else ''}".strip())
    pages = RulePages(project, declarations())
    if pages.find(entry.code) is None:
        return (
            f"{entry.code}（{entry.severity.value}）{_in_general(entry.message)}\n改法：{_in_general(entry.remedy)}\n"
        )
    text = _LINK.sub(r"\1", pages.markdown(entry.code))
    return _MARKED.sub("", text)


def _in_general(text: str) -> str:
    """A message without the facts of a record, which stand in braces."""
    return _FACT.sub("…", text)


def list_codes() -> str:
    """Every code with its message, family by family."""
    from cunwu.rules.catalogue import CODES, FAMILIES

    lines: list[str] = []
    for family, label in FAMILIES.items():
        lines += ["", f"{family} {label}"]
        lines += [
            f"  {entry.code} {entry.severity.value}  {_in_general(entry.message)}"
            for entry in CODES.values()
            if entry.family == family
        ]
    return "\n".join(lines[1:]) + "\n"
