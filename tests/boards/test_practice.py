"""A village to practise in is never published: not by itself, and not when it is copied into a real board."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from cunwu.boards.practice import HEADS, ROWS, SHEET, practice_files
from cunwu.core.frozen import replace
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.publish.site import BuildOrder, build_site
from support.commands import run_here
from support.site_parts import write_files

COUNTY = "名称: 北山县\n级别: 县\n"
VILLAGE = "名称: 上河村\n法人:\n  - {编号: 村委会, 名称: 上河村村民委员会, 种类: 村民委员会}\n"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("practice") / "lx"
    assert run_here(root.parent, "practice", "lx").returncode == 0
    return root


def order(root: Path) -> BuildOrder:
    return BuildOrder(Project(root), root.parent / "site", date(2026, 11, 20))


def real_board(root: Path) -> Path:
    write_files(
        root, {"villages/region.yml": COUNTY, "villages/he/village.yml": VILLAGE, "mkdocs.yml": "site_name: 板\n"}
    )
    return root


def test_no_site_is_made_of_it(practice: Path) -> None:
    with pytest.raises(CunwuError, match="这里是练习，从不做成网站"):
        build_site(order(practice))
    assert not (practice.parent / "site").exists()


@pytest.mark.parametrize(("part", "to"), [("villages/lianxi", "villages/lianxi"), ("villages", "villages/zhen")])
def test_copied_into_a_real_board_it_is_an_error_and_nothing_of_it_is_shown(
    practice: Path, tmp_path: Path, part: str, to: str
) -> None:
    root = real_board(tmp_path / "board")
    shutil.copytree(practice / part, root / to)
    told = run_here(root, "check")
    village = f"{to}/village.yml" if part.endswith("lianxi") else f"{to}/lianxi/village.yml"
    assert (told.returncode, f"{village}:3:" in told.stdout, "REC055" in told.stdout) == (1, True, True)
    assert not build_site(replace(order(root), strict=True)).published
    assert build_site(order(root)).published
    pages = [path.read_text("utf-8") for path in (tmp_path / "site/board").rglob("*.html")]
    assert pages
    assert not [page for page in pages if "收水塘承包费" in page or "抽水机" in page or "2,840.00" in page]


def test_it_is_made_in_an_empty_folder_outside_of_boards_only(practice: Path, tmp_path: Path) -> None:
    again = run_here(practice.parent, "practice", "lx")
    assert (again.returncode, "已经有文件" in again.stderr) == (2, True)
    inside = run_here(real_board(tmp_path), "practice", "lx")
    assert (inside.returncode, "练习不放在里面" in inside.stderr) == (2, True)


def test_a_folder_that_is_none_to_practise_in_is_not_judged(tmp_path: Path) -> None:
    for root in (tmp_path, real_board(tmp_path / "board")):
        done = run_here(root, "practice", "--check")
        assert (done.returncode, "不是练习的文件夹" in done.stderr) == (2, True)


def test_its_workbook_has_a_column_for_each_heading() -> None:
    assert {len(row) for row in ROWS} == {len(HEADS)}
    assert SHEET
    assert practice_files(b"book")["材料/村委会三月.xlsx"] == b"book"
