"""explain: one rule, or the list of all."""

from __future__ import annotations

import difflib
import sys

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, project_of
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError


def declare(parser: Parser) -> None:
    """Its arguments."""
    parser.add_argument("code", nargs="?", default="", metavar="代码", help="例如 FIN003；不写就列出全部")


def run(options: Options, surroundings: Surroundings) -> int:
    """Print the page of the rule, or every code."""
    sys.stdout.write(explain_code(project_of(options, surroundings), options.code) if options.code else list_codes())
    return CLEAN


def explain_code(project: Project, code: str) -> str:
    """The page of a rule, as plain text."""
    from cunwu.rules import CODES

    entry = CODES.get(code.upper())
    if entry is None:
        near = difflib.get_close_matches(code.upper(), CODES, n=1, cutoff=0.4)
        raise CunwuError(f"没有代码为「{code}」的规则", next_step=f"cunwu explain {near[0] if near else ''}".strip())
    page = project.rule_pages / f"{entry.code}.md"
    if not page.is_file():
        return f"{entry.code}（{entry.severity.value}）{entry.message}\n改法：{entry.remedy}\n"
    return page.read_text(encoding="utf-8")


def list_codes() -> str:
    """Every code with its message, family by family."""
    from cunwu.rules import CODES, FAMILIES

    lines: list[str] = []
    for family, label in FAMILIES.items():
        lines += ["", f"{family} {label}"]
        lines += [
            f"  {entry.code} {entry.severity.value}  {entry.message}"
            for entry in CODES.values()
            if entry.family == family
        ]
    return "\n".join(lines[1:]) + "\n"
