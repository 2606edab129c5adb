"""A page that was lost or changed in the site is put back by the next build, also if no record changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.publish.intact import to_disk
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from support.projects import AS_OF, SMALL, commit_all, digests, make_project, write

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


@pytest.mark.parametrize("loses_caches", [True, False])
def test_an_old_site_put_back_into_the_same_folder_is_brought_up_to_date(tmp_path: Path, loses_caches: bool) -> None:
    root, backup = tmp_path / "board", tmp_path / "backup"
    make_project(root, SMALL)
    (root / ".gitignore").write_text("site/\n.site*\n.cunwu/\n", "utf-8")
    commit_all(root, "2026-04-01")
    build(root)
    shutil.copytree(root / "site", backup)
    write(root, {"qinghe/shanghe/deeds/2026-03.yml": SMALL["qinghe/shanghe/deeds/2026-03.yml"] + "备注: 已办\n"})
    commit_all(root, "2026-04-02")
    shutil.rmtree(root / ".cunwu")  # a whole build, after which the spare copy is as new as the site
    build(root)
    right = digests(root / "site")
    for entry in (root / "site").iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    shutil.copytree(backup, root / "site", dirs_exist_ok=True)
    if loses_caches:
        shutil.rmtree(root / ".cunwu")
    build(root)
    assert digests(root / "site") == right
