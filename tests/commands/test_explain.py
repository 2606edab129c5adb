"""`cunwu explain`, in any folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands import run_here


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
