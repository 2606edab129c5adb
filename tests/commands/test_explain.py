"""`cunwu explain` anywhere, and a build that lacks what it takes from the program: one sentence, one next command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.commands import run_here
from support.projects import ROOT, SMALL, make_project


@pytest.mark.parametrize("code", ["FIN003", "fin003"])
def test_a_rule_is_explained_outside_a_board_too(tmp_path: Path, code: str) -> None:
    done = run_here(tmp_path, "explain", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("FIN003（错误）")


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


def test_a_build_without_pages_says_what_to_copy_in_one_sentence(tmp_path: Path) -> None:
    make_project(tmp_path, dict(SMALL))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    done = run_here(tmp_path, "build", "--no-history", "--as-of", "2026-11-20")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2:] == [
        f"cunwu：没有 {tmp_path / 'content'}：网站的首页和说明页在这个文件夹里",
        f"下一步：cp -r 程序的文件夹/content {tmp_path}，再运行一次 cunwu build",
    ]
    assert "Config value" not in done.stderr
