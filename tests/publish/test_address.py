"""What mkdocs.yml says of where the board stands and where questions about it are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.boards.upkeep import NOTE
from cunwu.core.paths import Project
from cunwu.pages.parts.new_file import MOST, NewFile, fill_in
from cunwu.publish.address import MADE_FOR, address_of, form_of, new_file_of


def project(tmp_path: Path, text: str) -> Project:
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    return Project(tmp_path)


@pytest.mark.parametrize(
    ("stated", "form"),
    [
        ("https://github.com/county/board/", "https://github.com/county/board/issues/new?template=question.yml&title="),
        ("'https://gitee.com/county/board'", "https://gitee.com/county/board/issues/new?issue[title]="),
        (
            "https://git.county.example/board",
            "https://git.county.example/board/-/issues/new?issuable_template=%E7%96%91%E9%97%AE&issue[title]=",
        ),
        (
            "https://codeberg.org/county/board",
            "https://codeberg.org/county/board/issues/new?template=.github%2FISSUE_TEMPLATE%2Fquestion.yml&title=",
        ),
    ],
)
def test_the_platform_opens_its_own_form(tmp_path: Path, stated: str, form: str) -> None:
    assert form_of(project(tmp_path, f"site_name: 板\nrepo_url: {stated}\n")) == form


def test_a_board_that_does_not_say_where_it_is_has_neither(tmp_path: Path) -> None:
    stated = project(tmp_path, "site_name: 板\n")
    assert (address_of(stated), form_of(stated), new_file_of(stated)) == ("", "", None)


def test_the_templates_of_the_forms_are_there() -> None:
    root = Path(__file__).resolve().parents[2]
    assert (root / ".github/ISSUE_TEMPLATE/question.yml").is_file()
    assert (root / ".gitlab/issue_templates/疑问.md").is_file()


GITHUB, GITLAB, GITEA = "/new/main?filename=", "/-/new/main?file_name=", "/_new/main?filename="


@pytest.mark.parametrize(
    ("stated", "called", "page", "text"),
    [
        ("https://github.com/a/b", "GitHub", GITHUB, "&value="),
        ("https://git.example/a/b", "GitLab", GITLAB, ""),
        ("https://git.example/a/b\nrepo_name: Forgejo", "Forgejo", GITEA, "&value="),
        ("https://gitea.example/a/b", "Gitea", GITEA, "&value="),
        ("https://gitlab.example/a/b\nedit_uri: -/edit/master/", "GitLab", GITLAB.replace("main", "master"), ""),
    ],
)
def test_the_platform_opens_its_page_of_a_new_file(
    tmp_path: Path, stated: str, called: str, page: str, text: str
) -> None:
    address = stated.partition("\n")[0] + page
    assert new_file_of(project(tmp_path, f"repo_url: {stated}\n")) == NewFile(called, address, text)


def test_a_board_that_was_made_for_a_platform_knows_it_without_being_told(tmp_path: Path) -> None:
    root = project(tmp_path, "repo_url: https://git.example/a/b\n")
    (tmp_path / MADE_FOR).parent.mkdir()
    (tmp_path / MADE_FOR).write_text('{"platform": "forgejo"}', "utf-8")
    assert MADE_FOR == NOTE
    assert new_file_of(root) == NewFile("Forgejo", f"https://git.example/a/b{GITEA}", "&value=")
    (tmp_path / MADE_FOR).write_text("[1]", "utf-8")
    assert form_of(root).startswith("https://git.example/a/b/-/issues/new")


def test_a_host_whose_page_takes_nothing_is_only_named(tmp_path: Path) -> None:
    assert new_file_of(project(tmp_path, "repo_url: https://gitee.com/a/b\n")) == NewFile("Gitee", "")


def test_a_text_that_no_address_can_take_is_left_out_of_it() -> None:
    page = NewFile("GitHub", f"https://github.com/a/b{GITHUB}", "&value=")
    assert fill_in(page, "villages/x/1.yml", "名称: a&b\n") == (
        f"https://github.com/a/b{GITHUB}villages/x/1.yml&value=%E5%90%8D%E7%A7%B0:+a%26b%0A",
        True,
    )
    named, is_filled = fill_in(page, "villages/x/1.yml", "x" * MOST)
    assert (named, is_filled) == (f"https://github.com/a/b{GITHUB}villages/x/1.yml", False)
    assert fill_in(NewFile("Gitee", ""), "a.yml", "x") == ("", False)
    assert fill_in(page, "villages/\udcb4\udce5/1.yml", "\udcb4")[0].endswith("villages/%B4%E5/1.yml&value=%3F")
