"""Where a test stands: in the folder of the package it tests, named for the module it mostly tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PROGRAM = TESTS.parent / "generator" / "cunwu"
BESIDE = frozenset(
    {
        "site",  # the whole built site
        "repository",  # what lies in the repository, and who may import whom
        "demo",  # a year of the demonstration county
        "bench",  # measures; its tests stand in tests/repository
        "messages",  # what a clerk is told of a slip, whichever rules find it
        "support",  # what several test files share
    }
)
"""Folders of tests that are no packages of the program."""
FREE = frozenset({"commands", *BESIDE})
"""Folders whose tests are named for something other than a module: a command, a platform, a way of looking."""


def rooms() -> set[str]:
    """The packages and single modules of the program, by name."""
    return {path.stem for path in PROGRAM.iterdir() if path.is_dir() or path.suffix == ".py"}


def modules_of(room: str) -> set[str]:
    """The names of all modules of one package, those of its subpackages too; or of one module."""
    return {path.stem for path in (PROGRAM / room).rglob("*.py")} | {room} - {"__init__"}


def imported_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_folder_of_tests_is_a_package_of_the_program_or_one_of_the_few_named_here() -> None:
    folders = {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("*.py") if path.parent != TESTS}
    assert folders - rooms() == BESIDE
    assert [path.name for path in TESTS.glob("*.py")] == ["conftest.py"]


def test_every_test_is_named_for_a_module_of_its_package_or_for_all_of_a_kind() -> None:
    strangers = []
    for path in TESTS.rglob("test_*.py"):
        folder, name = path.relative_to(TESTS).parts[0], f"{path.stem.removeprefix('test_')}_"
        known = (*modules_of(folder), "every")
        if folder not in FREE and not any(name.startswith(f"{module}_") for module in known):
            strangers.append(f"{folder}/{path.name}")
    assert strangers == []


def test_no_test_file_is_imported_and_what_is_shared_stands_in_support() -> None:
    found = [
        f"{path.relative_to(TESTS)} imports {name}"
        for path in TESTS.rglob("*.py")
        for name in imported_in(path)
        if any(part.startswith(("test_", "conftest")) for part in name.split("."))
    ]
    assert found == []
    assert [path.name for path in (TESTS / "support").glob("test_*")] == []


def test_nobody_adds_to_the_path_imports_are_looked_for_on() -> None:
    adding = [
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "path" and ast.unparse(node) == "sys.path"
    ]
    assert adding == []
