"""A board of a commit is that commit's in every part: records, pages written by people, theme and settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.frame.build import build_with_frame
from cunwu.history.entered import NEVER
from cunwu.publish.beside import lay_out, lay_out_pages, pages_of
from cunwu.publish.order import BuildOrder
from cunwu.publish.site import build_site
from cunwu.publish.stale import program_key
from cunwu.publish.town import TownJob, make_town
from support.projects import AS_OF, SMALL, commit_all, digests, git, make_project
from support.site_parts import bare_project, write_files

UNCOMMITTED = {
    "content/index.md": "# 没有提交的首页\n",
    "content/draft.md": "# 草稿\n",
    "theme/assets/tokens.css": ":root { --ink: #f0f }\n",
    "theme/board/village.html": "没有提交的样子\n",
    "mkdocs.yml": "site_name: 没有提交的名称\nsite_url: https://example.cn/\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A board with one page written by people, committed."""
    found = make_project(tmp_path / "board", SMALL).root
    write_files(found, {"content/index.md": "# 提交了的首页\n", ".gitignore": "/*site/\n/.*site*\n/.cunwu/\n"})
    commit_all(found)
    return found


def order(root: Path, **changes: object) -> BuildOrder:
    known = {"project": Project(root), "site": root / "site", "as_of": AS_OF, "commit": "HEAD", **changes}
    return BuildOrder(**known)  # type: ignore[arg-type]


def test_a_page_that_is_only_on_disk_is_not_on_the_site_of_a_commit(tmp_path: Path) -> None:
    root = bare_project(tmp_path / "board")
    write_files(root, {f"villages/{name}": text for name, text in SMALL.items()})
    lead = (root / "content/index.md").read_text("utf-8")
    write_files(root, {"content/index.md": f"{lead}\n提交了的话。\n", ".gitignore": "/*site/\n/.*site*\n/.cunwu/\n"})
    commit_all(root)
    write_files(root, {name: text for name, text in UNCOMMITTED.items() if name.startswith(("content", "theme/a"))})
    build_with_frame(order(root))
    assert "提交了的话" in (root / "site/index.html").read_text("utf-8")
    assert not (root / "site/draft.html").exists()
    before = digests(root / "site")
    write_files(root, UNCOMMITTED)
    again = build_with_frame(order(root))
    assert (again.pages, again.written, digests(root / "site")) == (0, 0, before)


def test_a_theme_and_an_address_that_are_only_on_disk_are_not_on_the_board_of_a_commit(root: Path) -> None:
    build_site(order(root))
    before = digests(root / "site")
    write_files(root, UNCOMMITTED)
    again = build_site(order(root))
    assert (again.pages, again.written) == (0, 0)
    build_site(order(root, site=root / "other-site", full=True))
    assert digests(root / "site") == before == digests(root / "other-site")


@pytest.mark.parametrize("name", [name for name in UNCOMMITTED if not name.startswith("content")])
def test_what_was_committed_since_is_on_the_board_of_the_new_commit(root: Path, name: str) -> None:
    build_site(order(root))
    before = digests(root / "site")
    write_files(root, {name: UNCOMMITTED[name]})
    commit_all(root, "2026-04-02")
    git(root, "checkout", "--quiet", "HEAD~1")
    build_site(order(root, commit="main"))
    assert digests(root / "site") != before


def test_a_commit_and_the_same_files_on_disk_give_the_same_site_and_make_nothing_anew(root: Path) -> None:
    for first, second in (("", "HEAD"), ("HEAD", "")):
        build_site(order(root, commit=first))
        before = digests(root / "site")
        again = build_site(order(root, commit=second))
        assert (again.pages, again.written, digests(root / "site")) == (0, 0, before)


def test_a_worker_takes_the_theme_of_the_commit_too(root: Path, tmp_path: Path) -> None:
    asked = TownJob(
        root=str(root),
        commit=git(root, "rev-parse", "HEAD").strip(),
        program=program_key(Project(root)),
        as_of=AS_OF,
        entered=NEVER,
        stylesheet="board/assets/board.css",
        script="board/assets/search.js",
        address="",
        form="",
        new_file=None,
        precompress=False,
        store=str(tmp_path / "store"),
        places=("qinghe",),
    )
    write_files(root, UNCOMMITTED)
    assert make_town(asked).pages > 0


def test_hidden_files_and_records_are_not_laid_out(root: Path, tmp_path: Path) -> None:
    write_files(root, {"content/.draft.md": "# 草稿\n"})
    commit_all(root, "2026-04-02")
    (tmp_path / "laid").mkdir()
    project = lay_out(Project(root), "HEAD", tmp_path / "laid")
    assert not project.content.exists()  # hundreds of files, which only the frame reads
    lay_out_pages(project, "HEAD")
    assert sorted(path.name for path in (tmp_path / "laid").iterdir()) == ["content", "mkdocs.yml", "theme"]
    assert [path.name for path in project.content.iterdir()] == ["index.md"]
    assert project.records == root / "villages"


def test_a_board_without_a_theme_of_its_own_has_that_of_the_program(root: Path) -> None:
    git(root, "rm", "-r", "--quiet", "--cached", "theme")
    git(root, "commit", "--quiet", "-m", "程序的样子", "-m", "样子不是记录")
    build_site(order(root))
    assert (root / "site/board/index.html").is_file()


def forget_the_settings(root: Path) -> str:
    git(root, "rm", "--quiet", "--cached", "mkdocs.yml")
    git(root, "commit", "--quiet", "-m", "不提交设置")
    return "这个提交里没有 mkdocs.yml"


def link_a_page(root: Path) -> str:
    (root / "content/outside.md").symlink_to("../mkdocs.yml")
    commit_all(root, "2026-04-02")
    (root / "content/outside.md").unlink()
    return "content/outside.md 是链接"


@pytest.mark.parametrize("spoil", [forget_the_settings, link_a_page])
def test_a_commit_that_cannot_be_laid_out_leaves_the_old_site(root: Path, spoil: Callable[[Path], str]) -> None:
    build_site(order(root))
    before = digests(root / "site")
    says = spoil(root)
    with pytest.raises(CunwuError, match=says):
        build_with_frame(order(root))
    assert digests(root / "site") == before


def test_pages_of_a_commit_and_of_its_files_on_disk_are_told_alike(root: Path, tmp_path: Path) -> None:
    (tmp_path / "laid").mkdir()
    project = lay_out(Project(root), "HEAD", tmp_path / "laid")
    told = pages_of(project, "HEAD")
    write_files(root, {"content/.draft.md": "# 草稿\n"})
    assert pages_of(Project(root), "") == told != {}
    write_files(root, {"content/index.md": "# 另一个首页\n"})
    assert pages_of(Project(root), "") != told == pages_of(project, "HEAD")
