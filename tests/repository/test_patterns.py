"""Regular expressions are compiled late; a wrong one must not wait for the record that meets it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as constants, _parser as parser  # type: ignore[attr-defined]  # what a pattern is made of

import pytest

from cunwu.core.patterns import regex

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
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" and path.parent.name != "frame"
        ]
    assert at_once == []


_REFUSED = {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"}


def operations(tree: object) -> Iterator[str]:
    """The name of every operation of a parsed pattern, at any depth."""
    if isinstance(tree, type(constants.LITERAL)):
        yield str(tree)
    elif isinstance(tree, parser.SubPattern | tuple | list):
        for part in tree:
            yield from operations(part)


def written_patterns() -> Iterator[tuple[str, str, int]]:
    """Every pattern that is written in the program, in whatever call: where, and what `regex` or `re` was given."""
    for path in sorted(PROGRAM.rglob("*.py")):
        module = importlib.import_module(
            ".".join(path.relative_to(PROGRAM.parent).with_suffix("").parts).removesuffix(".__init__")
        )
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = ast.unparse(node.func)
            if called != "regex" and not called.startswith("re."):
                continue
            text = ast.unparse(node.args[0])
            try:
                source = eval(text, vars(module))  # noqa: S307 - the program's own text
            except NameError:  # made of what a function was given: looked at as it is written
                source = text
            if isinstance(source, str):
                flags = re.VERBOSE if "VERBOSE" in ast.unparse(node) else 0
                yield f"{path.name}:{node.lineno}", source, flags


def test_no_pattern_repeats_possessively_or_holds_an_atomic_group() -> None:
    # Python 3.11 before 3.11.5 captures wrongly around possessive repeats of groups: texts were cut in silence.
    patterns = list(written_patterns())
    assert len(patterns) > 60
    refused = [where for where, source, flags in patterns if _REFUSED & set(operations(parser.parse(source, flags)))]
    assert refused == []


@pytest.mark.parametrize("source", ["(?:a|b)*+c", "a++", "(?>ab)c", "x(?:(y)?+)z", "a{2,3}+"])
def test_what_must_not_be_used_is_seen(source: str) -> None:
    assert _REFUSED & set(operations(parser.parse(source)))
