"""explain: one rule, one family of rules, or the list of all."""

from __future__ import annotations

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
    parser.add_argument(
        "code", nargs="?", default="", metavar="代码", help="例如 FIN003；写 FIN 列出这一类，不写就列出全部"
    )


def run(options: Options, surroundings: Surroundings) -> int:
    """Print the page of the rule, or the codes of a family, or every code."""
    sys.stdout.write(_told(options, surroundings))
    return CLEAN


def _told(options: Options, surroundings: Surroundings) -> str:
    from cunwu.rules.catalogue import FAMILIES

    family = options.code.upper()
    if not family or family in FAMILIES:
        return list_codes(family)
    return explain_code(_project_if_any(options, surroundings), options.code)


def _project_if_any(options: Options, surroundings: Surroundings) -> Project:
    """Outside a board the pages of the program are all there is, and enough."""
    try:
        return project_of(options, surroundings)
    except CunwuError:
        if options.project:
            raise
        return Project(surroundings.here)


def explain_code(project: Project, code: str) -> str:
    """The page of a rule for the terminal: links become their words, and marks of lines are removed."""
    from cunwu.frame.rule_declared import declarations
    from cunwu.frame.rule_page import RulePages
    from cunwu.rules.catalogue import CODES, FAMILIES

    entry = CODES.get(code.upper())
    if entry is None:
        family = code[:3].upper()
        step = f"cunwu explain {family}" if family in FAMILIES else "cunwu explain"
        raise CunwuError(f"没有代码为「{code}」的规则；全部代码用下面的命令查", next_step=step)
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


def list_codes(only: str = "") -> str:
    """Every code with its message, family by family; those of one family if it is named."""
    from cunwu.rules.catalogue import CODES, FAMILIES

    lines: list[str] = []
    for family, label in FAMILIES.items():
        if only not in ("", family):
            continue
        lines += ["", f"{family} {label}"]
        lines += [
            f"  {entry.code} {entry.severity.value}  {_in_general(entry.message)}"
            for entry in CODES.values()
            if entry.family == family
        ]
    return "\n".join(lines[1:]) + "\n"
