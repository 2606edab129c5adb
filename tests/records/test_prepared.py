"""What was prepared before is taken only from the very program that would prepare it so again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cunwu
from cunwu.core import program
from cunwu.records.attachments import prepared
from cunwu.records.attachments.prepared import LIBRARIES, deciding

PROGRAM = Path(cunwu.__file__).parent
KEEPING = {"core/program.py", "records/readings.py", "records/source.py"}
"""These say where what is prepared is kept, not what it is."""


def imported(path: Path) -> Iterator[str]:
    """Every module of the program that a module imports, also inside its functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cunwu."):
            yield f"{node.module.removeprefix('cunwu.').replace('.', '/')}.py"


def test_every_module_that_decides_is_in_the_key_of_what_is_kept() -> None:
    known = {path.relative_to(PROGRAM).as_posix() for path in deciding(PROGRAM)}
    needed = {name for path in deciding(PROGRAM) for name in imported(path)}
    assert "values/formulas.py" in needed
    assert needed - known <= KEEPING


@pytest.mark.parametrize("library", LIBRARIES)
def test_another_version_of_a_library_prepares_anew(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key, version = prepared._program.__wrapped__, program.version_of
    assert version(library)
    stood = key()
    assert key() == stood
    monkeypatch.setattr(prepared, "version_of", lambda name: "99.0" if name == library else version(name))
    assert key() != stood
