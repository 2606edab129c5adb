"""Links, submodules and attributes of git are refused wherever records, content or theme are read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.projects import SMALL, commit_all, environment, git, make_project, run_cunwu
from support.site_parts import bare_project, write_files

OUTSIDE = "外面的文件，不该公布"
SMALL_BOARD = {f"villages/{name}": text for name, text in SMALL.items()}


def link(root: Path, folder: str) -> str:
    (root.parent / "secret.txt").write_text(OUTSIDE, "utf-8")
    (root / folder / "x.txt").symlink_to("../../secret.txt")
    return "REC006"


def link_to_a_folder(root: Path, folder: str) -> str:
    (root.parent / "outside").mkdir()
    (root.parent / "outside/x.txt").write_text(OUTSIDE, "utf-8")
    (root / folder / "x").symlink_to("../../outside")
    return "REC006"


def submodule(root: Path, folder: str) -> str:
    inner = root / folder / "x"
    inner.mkdir()
    (inner / "x.txt").write_text(OUTSIDE, "utf-8")
    commit_all(inner)
    return "REC006"


def attributes(root: Path, folder: str) -> str:
    (root / folder / ".gitattributes").write_text("*.yml ident\n", "utf-8")
    return "REC036"


def modules(root: Path, folder: str) -> str:
    (root / folder / ".gitmodules").write_text('[submodule "x"]\n  path = x\n  url = ../x\n', "utf-8")
    return "REC036"


pytestmark = pytest.mark.slow  # a repository for each

SPOILERS = (link, link_to_a_folder, submodule, attributes, modules)
FOLDERS = ("villages", "villages/qinghe/shanghe/deeds", "content", "theme", "theme/assets")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "board", SMALL).root
    (root / "content").mkdir()
    (root / "content/index.md").write_text("# 首页\n", "utf-8")
    commit_all(root)
    return root


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("spoil", SPOILERS)
def test_what_leads_elsewhere_is_refused_on_disk_in_a_commit_and_in_a_request(
    board: Path, spoil: Callable[[Path, str], str], folder: str
) -> None:
    """Faults F8."""
    git(board, "checkout", "--quiet", "-b", "request")
    code = spoil(board, folder)
    assert code in run_cunwu("check", cwd=board).stdout
    commit_all(board, "2026-04-02")
    done = run_cunwu("check", "--base", "main", "--as-of", "2026-04-10", cwd=board)
    assert (done.returncode, code in done.stdout) == (1, True), done.stdout
    done = run_cunwu("build", "--no-frame", "--strict", "--commit", "HEAD", "--as-of", "2026-04-10", cwd=board)
    assert done.returncode in {1, 2}
    assert not (board / "site").exists()


@pytest.mark.parametrize("command", ["cunwu.cli", "mkdocs"])
@pytest.mark.parametrize("spoil", [link, link_to_a_folder])
@pytest.mark.parametrize("folder", ["content", "theme/assets"])
def test_nothing_outside_is_copied_into_the_site(
    tmp_path: Path, command: str, spoil: Callable[[Path, str], str], folder: str
) -> None:
    root = bare_project(tmp_path / "board")
    write_files(root, SMALL_BOARD)
    commit_all(root)
    spoil(root, folder)
    done = subprocess.run(
        [sys.executable, "-m", command, "build"], cwd=root, env=environment(), capture_output=True, check=False
    )
    assert done.returncode != 0
    assert folder in (done.stdout + done.stderr).decode()
    assert not (root / "site").exists()


def test_a_folder_of_records_that_is_a_link_is_not_opened(board: Path) -> None:
    (board / "villages").rename(board.parent / "elsewhere")
    (board / "villages").symlink_to("../elsewhere")
    done = run_cunwu("check", cwd=board)
    assert (done.returncode, "villages 是链接" in done.stderr) == (2, True)
