"""ARCHITECTURE.md tells what is there: its rooms, the functions and the files it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import pytest
from repository_layers import LAYERS, ROOT, trees

PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
QUOTED = sorted(set(re.findall(r"`([^`\n]+)`", PAGE)))
FUNCTIONS = [name for name in QUOTED if re.fullmatch(rf"(?:{'|'.join(LAYERS)})(?:\.\w+)+", name)]
FILES = [name for name in QUOTED if "/" in name and "<" not in name and " " not in name]


def names_in(body: Iterable[ast.stmt]) -> set[str]:
    """What a module or class defines or imports."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def is_defined(name: str) -> bool:
    parts = name.split(".")
    module = next((".".join(parts[:end]) for end in range(len(parts), 0, -1) if ".".join(parts[:end]) in trees()), None)
    assert module is not None, name
    body: list[ast.stmt] = trees()[module].body
    for part in parts[module.count(".") + 1 :]:
        if part not in names_in(body):
            return False
        body = next((node.body for node in body if isinstance(node, ast.ClassDef) and node.name == part), [])
    return True


def test_the_picture_lists_the_rooms_lowest_first() -> None:
    picture = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert picture is not None
    assert [line.split()[0] for line in picture[1].splitlines()] == list(LAYERS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_named_is_there(name: str) -> None:
    assert is_defined(name)


def test_the_life_of_a_file_names_functions_of_every_room_it_comes_through() -> None:
    assert len(FUNCTIONS) > 25
    rooms = {name.partition(".")[0] for name in FUNCTIONS}
    assert rooms >= {"cli", "commands", "records", "yaml", "kinds", "rules", "history", "pages", "render", "publish"}
    assert not is_defined("render.Renderer.paint")
    assert not is_defined("cli.start")


@pytest.mark.parametrize("name", FILES)
def test_every_file_named_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_one_page_is_enough() -> None:
    assert len(PAGE.splitlines()) <= 160
