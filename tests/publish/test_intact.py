"""A page that was lost or changed in the site is put back by the next build, also if no record changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.publish.intact import to_disk
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from support.projects import AS_OF, SMALL, commit_all, digests, make_project

PAGE = "board/qinghe/lianhua/index.html"


def build(root: Path) -> BuildResult:
    return build_site(BuildOrder(Project(root), root / "site", AS_OF))


def overwrite(page: Path) -> None:
    """Other words of the same length, into the same file."""
    with page.open("r+b") as file:
        content = file.read()
        file.seek(0)
        file.write(b"x" * len(content))


def replace(page: Path) -> None:
    other = page.with_name("other")
    other.write_bytes(b"y" * page.stat().st_size)
    other.replace(page)


def empty(page: Path) -> None:
    page.write_bytes(b"")


def link(page: Path) -> None:
    page.unlink()
    page.symlink_to("/etc/hostname")


MEDDLINGS: dict[str, Callable[[Path], None]] = {
    "deleted": Path.unlink,
    "emptied": empty,
    "written into": overwrite,
    "replaced": replace,
    "made a link": link,
}


@pytest.mark.parametrize("what", MEDDLINGS)
def test_a_page_that_was_meddled_with_is_put_back(tmp_path: Path, what: str) -> None:
    root = tmp_path / "board"
    make_project(root, SMALL)
    (root / ".gitignore").write_text("site/\n.site*\n.cunwu/\n", "utf-8")
    commit_all(root, "2026-04-01")
    build(root)
    right = digests(root / "site")
    page = root / "site" / PAGE
    MEDDLINGS[what](page)
    assert digests(root / "site") != right
    build(root)
    assert not page.is_symlink()
    assert digests(root / "site") == right
    assert build(root).pages == 0


def test_a_file_that_is_gone_needs_no_place_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", "utf-8")
    to_disk(tmp_path, ("a", "b"))
