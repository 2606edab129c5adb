"""What mkdocs.yml says of where the board stands and where questions about it are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.publish.address import address_of, form_of


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
    ],
)
def test_the_platform_opens_its_own_form(tmp_path: Path, stated: str, form: str) -> None:
    assert form_of(project(tmp_path, f"site_name: 板\nrepo_url: {stated}\n")) == form


def test_a_board_that_does_not_say_where_it_is_has_neither(tmp_path: Path) -> None:
    stated = project(tmp_path, "site_name: 板\n")
    assert (address_of(stated), form_of(stated)) == ("", "")


def test_the_templates_of_the_forms_are_there() -> None:
    root = Path(__file__).resolve().parents[2]
    assert (root / ".github/ISSUE_TEMPLATE/question.yml").is_file()
    assert (root / ".gitlab/issue_templates/疑问.md").is_file()
