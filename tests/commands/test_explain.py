"""`cunwu explain` anywhere, and a build of a board that has nothing but records."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.boards.layout import board_config
from support.commands import run_here
from support.projects import SMALL, make_project


@pytest.mark.parametrize("code", ["FIN003", "fin003"])
def test_a_rule_is_explained_outside_a_board_too(tmp_path: Path, code: str) -> None:
    done = run_here(tmp_path, "explain", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# FIN003 ")


def test_a_folder_that_was_named_and_is_no_board_is_still_told(tmp_path: Path) -> None:
    assert run_here(tmp_path, "explain", "FIN003", "--project", str(tmp_path)).returncode == 2


@pytest.mark.parametrize(("code", "step"), [("FIN999", "cunwu explain FIN"), ("XYZ001", "cunwu explain")])
def test_a_code_that_is_none_leads_to_the_list_of_those_that_are(tmp_path: Path, code: str, step: str) -> None:
    done = run_here(tmp_path, "explain", code)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"cunwu：没有代码为「{code}」的规则；全部代码用下面的命令查",
        f"下一步：{step}",
    ]
    assert run_here(tmp_path, *step.split()[1:]).returncode == 0


def test_a_family_is_listed_by_its_letters(tmp_path: Path) -> None:
    lines = run_here(tmp_path, "explain", "lev").stdout.splitlines()
    assert lines[0] == "LEV 筹资筹劳：该筹的和收到的"
    assert {line[2:5] for line in lines[1:]} == {"LEV"}


def test_a_board_without_pages_of_its_own_is_built_with_those_of_the_program(tmp_path: Path) -> None:
    make_project(tmp_path, dict(SMALL))
    (tmp_path / "mkdocs.yml").write_text(board_config("公开板", "村里的账"), "utf-8")
    done = run_here(tmp_path, "build", "--no-history", "--as-of", "2026-11-20")
    assert done.returncode == 0, done.stderr
    assert "填报手册" in (tmp_path / "site/handbook/index.html").read_text("utf-8")
    assert (tmp_path / "site/index.html").is_file()
