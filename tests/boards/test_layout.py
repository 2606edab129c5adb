"""The files of a board are those of this repository, cut to what a board needs."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cunwu.boards.layout import PLATFORMS, SCRIPTS, Board, board_config, board_files, first_pages

ROOT = Path(__file__).resolve().parents[2]


def files(platform: str) -> dict[str, str]:
    board = Board("演示镇公开栏", "村里的账", platform)
    return {path: content.decode() for path, content in {**board_files(board), **first_pages(board)}.items()}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_platform_runs_the_scripts_of_this_repository(platform: str) -> None:
    made = files(platform)
    for name in SCRIPTS:
        assert made[f".ci/{name}"] == (ROOT / f".ci/{name}").read_text("utf-8")
    for name in (".gitattributes", ".gitignore"):
        assert made[name] == (ROOT / name).read_text("utf-8")
    assert made["README.md"].startswith("# 演示镇公开栏\n")
    assert "{" not in made["README.md"].replace("${", "")


def test_the_workflow_of_github_gitea_and_forgejo_is_the_one_of_this_repository() -> None:
    ours = (ROOT / ".github/workflows/board.yml").read_text("utf-8")
    assert {files(name)[".github/workflows/board.yml"] for name in ("github", "gitea", "forgejo")} == {ours}


def test_the_pipeline_of_gitlab_is_that_of_this_repository_without_the_checks_of_the_program() -> None:
    ours = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    del ours["program"]
    assert yaml.safe_load(files("gitlab")[".gitlab-ci.yml"]) == ours


def test_the_settings_of_the_frame_are_ours_without_theme_and_navigation() -> None:
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    for key in ("nav", "not_in_nav", "exclude_docs"):
        del ours[key]
    del ours["theme"]["custom_dir"]
    made = yaml.safe_load(board_config('引号"和: 冒号', "村里的账"))
    assert made == {**ours, "site_name": '引号"和: 冒号', "site_description": "村里的账"}


def test_no_request_of_a_board_is_asked_about_the_program() -> None:
    for platform, path in (
        ("github", ".github/pull_request_template.md"),
        ("gitlab", ".gitlab/merge_request_templates/Default.md"),
    ):
        assert "make" not in files(platform)[path]
        assert "cunwu check" in files(platform)[path]


def test_the_lock_of_a_board_has_no_tools_of_programmers() -> None:
    lock = files("none")["requirements.lock"]
    assert "mkdocs-material==" in lock
    assert "pytest==" not in lock
