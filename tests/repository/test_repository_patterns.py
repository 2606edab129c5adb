"""Regular expressions are compiled late; a wrong one must not wait for the record that meets it."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

from cunwu.patterns import regex

PROGRAM = Path(__file__).resolve().parents[2] / "generator" / "cunwu"


def late_patterns() -> dict[str, object]:
    """Every pattern at the top of a module: where it stands → the pattern."""
    found: dict[str, object] = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        if "regex(" not in path.read_text("utf-8") or path.name == "patterns.py":
            continue
        name = ".".join(path.relative_to(PROGRAM.parent).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        late = type(regex(""))
        found |= {f"{name}.{word}": held for word, held in vars(module).items() if isinstance(held, late)}
    return found


@pytest.mark.parametrize(("name", "pattern"), sorted(late_patterns().items()))
def test_every_pattern_can_be_compiled(name: str, pattern: re.Pattern[str]) -> None:
    assert re.compile(pattern.pattern, pattern.flags).pattern == pattern.pattern, name


def test_a_late_pattern_answers_as_the_pattern_does() -> None:
    late, compiled = regex("(a+)|b", re.IGNORECASE), re.compile("(a+)|b", re.IGNORECASE)
    text = "xAabBa"
    assert late.findall(text) == compiled.findall(text)
    assert [hit.span() for hit in late.finditer(text)] == [hit.span() for hit in compiled.finditer(text)]
    assert late.sub("-", text) == compiled.sub("-", text)
    assert late.split(text) == compiled.split(text)
    assert late.pattern == compiled.pattern


def test_no_module_compiles_a_pattern_when_it_is_loaded() -> None:
    at_once = []
    for path in sorted(PROGRAM.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        at_once += [
            f"{path.name}:{node.lineno}"
            for statement in tree.body
            if isinstance(statement, ast.Assign | ast.AnnAssign)
            for node in ast.walk(statement)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) == "re.compile"
            and not path.name.startswith("frame")
        ]
    assert at_once == []
