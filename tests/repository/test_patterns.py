"""Regular expressions are compiled late; a wrong one must not wait for the record that meets it."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as constants, _parser as parser  # type: ignore[attr-defined]  # what a pattern is made of

import pytest

from cunwu.core.patterns import KeptPatterns, regex

PROGRAM = Path(__file__).resolve().parents[2] / "generator" / "cunwu"


@cache
def late_patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern at the top of a module: where it stands → the pattern."""
    found: dict[str, re.Pattern[str]] = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        if "regex(" not in path.read_text("utf-8") or path.name == "patterns.py":
            continue
        name = ".".join(path.relative_to(PROGRAM.parent).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        late = type(regex(""))
        found |= {f"{name}.{word}": held for word, held in vars(module).items() if isinstance(held, late)}
    return found


def test_every_pattern_can_be_compiled() -> None:
    for name, pattern in late_patterns().items():
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


@pytest.fixture
def kept_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where patterns may be kept, also where Python is told to write no compiled modules."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "compiled" / "patterns.test"


def kept(file: Path, *sources: tuple[str, int]) -> list[re.Pattern[str]]:
    """The patterns as one run gets them, which keeps them for the next."""
    patterns = KeptPatterns(file)
    found = [patterns.pattern(source, flags) for source, flags in sources]
    patterns.keep()
    return found


def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every source that is parsed from now on."""
    asked: list[str] = []
    parse = parser.parse

    def parse_and_note(source: str, *rest: int) -> object:
        asked.append(source)
        return parse(source, *rest)

    monkeypatch.setattr(parser, "parse", parse_and_note)
    return asked


def test_a_kept_pattern_is_the_one_that_was_compiled(kept_file: Path) -> None:
    everything = sorted({(pattern.pattern, pattern.flags & ~re.UNICODE) for pattern in late_patterns().values()})
    kept(kept_file, *everything)
    texts = [path.read_text("utf-8") for path in sorted((PROGRAM.parents[1] / "villages").rglob("*.yml"))[::40]]
    for pattern, (source, flags) in zip(kept(kept_file, *everything), everything, strict=True):
        compiled = re.compile(source, flags)
        shown = (pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex))
        assert shown == (compiled.pattern, compiled.flags, compiled.groups, dict(compiled.groupindex))
        for text in texts:
            hits = [(hit.span(), hit.groups(), hit.lastgroup) for hit in pattern.finditer(text)]
            assert hits == [(hit.span(), hit.groups(), hit.lastgroup) for hit in compiled.finditer(text)], source


def test_the_second_run_compiles_no_pattern(kept_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = compilations(monkeypatch)
    kept(kept_file, ("a(b)+", 0), ("c", re.IGNORECASE))
    kept(kept_file, ("a(b)+", 0), ("c", re.IGNORECASE))
    assert asked == ["a(b)+", "c"]
    kept(kept_file, ("c", 0))
    assert asked == ["a(b)+", "c", "c"]


def test_two_runs_at_once_lose_nothing_of_each_other(kept_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = KeptPatterns(kept_file), KeptPatterns(kept_file)
    one.pattern("a", 0)
    other.pattern("b", 0)
    one.keep()
    other.keep()
    asked = compilations(monkeypatch)
    kept(kept_file, ("a", 0), ("b", 0))
    assert asked == []


@pytest.mark.parametrize("spoil", ["flipped", "cut", "empty", "other Python"])
def test_spoilt_patterns_are_compiled_again(kept_file: Path, monkeypatch: pytest.MonkeyPatch, spoil: str) -> None:
    kept(kept_file, ("a(?P<x>b)", 0))
    whole = kept_file.read_bytes()
    if spoil == "other Python":
        monkeypatch.setattr(sys, "version", "3.11.99")
    else:
        changed = {"flipped": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:], "cut": whole[:-1], "empty": b""}[spoil]
        kept_file.write_bytes(changed)
    asked = compilations(monkeypatch)
    assert kept(kept_file, ("a(?P<x>b)", 0))[0].fullmatch("ab")
    assert asked == ["a(?P<x>b)"]


def test_patterns_work_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert kept(tmp_path / "file" / "patterns", ("a", 0))[0].search("ba")


def test_another_machine_of_patterns_compiles_them_itself(kept_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cunwu.core.patterns._MADE_FOR", 1)
    assert kept(kept_file, ("a", re.IGNORECASE))[0].search("BA")
    assert not kept_file.exists()
