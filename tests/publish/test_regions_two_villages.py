"""One person in two villages at once: told by the town alike in a check, a request, a whole build and a part build."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import cunwu.publish.opening
from cunwu.records.source import FolderSource
from support.projects import AS_OF, TOWN, VILLAGE, commit_all, digests, git, make_project, run_cunwu, write
from support.two_villages import FILES, HERE, LEFT, OTHER, REASON, THERE, build, checked, made, told_by

TOLD = (
    "刘某（示例县水利局）同时派驻在莲花村和上河村：从 2026 年 3 月 1 日到 2026 年 11 月 20 日，两个村重合 264 天"
    "；姓名没有写全，也可能是两个人"
)
POSTING = "qinghe/lianhua/postings/P01.yml"


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


ON_THE_TOWN = [("villages/qinghe/region.yml", TOLD)]


def test_check_request_whole_build_and_part_build_tell_the_same(tmp_path: Path) -> None:
    root = made(tmp_path, **{POSTING: OTHER})
    assert checked(root) == told_by(build(root)) == []
    git(root, "checkout", "-q", "-b", "request")
    write(root, {POSTING: THERE})
    commit_all(root, "2026-04-02")
    assert checked(root, "--base", "main") == ON_THE_TOWN
    assert checked(root) == ON_THE_TOWN
    part = build(root)
    assert part.kept
    whole = build(root, site=root / "whole", full=True)
    assert told_by(part) == told_by(whole) == ON_THE_TOWN
    assert digests(root / "site") == digests(root / "whole")


def test_it_goes_from_the_site_with_the_posting_that_ended(tmp_path: Path) -> None:
    root = made(tmp_path)
    page = root / "site/board/qinghe/irregular.html"
    assert "同时派驻在莲花村和上河村" in page.read_text("utf-8")
    write(root, {POSTING: LEFT})
    commit_all(root, "2026-04-02")
    assert told_by(build(root)) == []
    assert not page.exists()


def test_a_publication_of_one_village_reads_no_file_of_its_sibling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, read = made(tmp_path, **{POSTING: OTHER}), list[str]()

    class Watched(FolderSource):
        def read(self, path: str) -> bytes:
            read.append(path)
            return super().read(path)

    write(root, {POSTING: THERE})
    commit_all(root, "2026-04-02")
    monkeypatch.setattr(cunwu.publish.opening, "FolderSource", Watched)
    assert told_by(build(root)) == ON_THE_TOWN
    assert f"villages/{POSTING}" in read
    assert not [path for path in read if "/shanghe/" in path]


def test_a_request_that_changes_no_posting_is_not_told_of_it(tmp_path: Path) -> None:
    root = made(tmp_path)
    git(root, "checkout", "-q", "-b", "request")
    write(root, {"qinghe/lianhua/notices/2026-07.yml": "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n"})
    commit_all(root, "2026-04-02")
    assert checked(root, "--base", "main") == []


def test_the_town_says_why_and_both_stand_on_its_page(tmp_path: Path) -> None:
    root = made(tmp_path, **{"qinghe/region.yml": TOWN + REASON})
    page = (root / "site/board/qinghe/index.html").read_text("utf-8")
    assert "同时派驻在莲花村和上河村" in page
    assert "人手不够，兼到年底（镇党委组织委员）" in page
    assert "其中 1 处已经说明原因" in page
    assert "REC042" not in run_cunwu("check", "--as-of", AS_OF.isoformat(), cwd=root).stdout


@pytest.mark.parametrize("name", ["qinghe/lianhua/notices/2026-07.yml", "qinghe/notices/2026-07.yml", POSTING], ids=str)
def test_two_places_of_one_name_stay_told_whatever_is_published(tmp_path: Path, name: str) -> None:
    code = "行政区划代码: 439901100200\n"
    twin = {"qinghe/lianhua/village.yml": VILLAGE + code, "qinghe/shanghe/village.yml": VILLAGE + code}
    root = made(tmp_path, **twin, **{POSTING: OTHER})
    notice = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n"
    write(root, {name: THERE if name == POSTING else notice})
    commit_all(root, "2026-04-02")
    part = build(root)
    assert {one.code for one in part.report.problems} >= {"REF029", "REF030"}
    build(root, site=root / "whole", full=True)
    assert digests(root / "site") == digests(root / "whole")


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ("", "", 1),
        ("性别: 男\n", "", 1),
        ("性别: 男\n", "性别: 女\n", 0),
        ("出生年段: 70后\n", "出生年段: 90后\n", 0),
        ("学历: 大专\n", "学历: 本科\n", 1),
    ],
)
def test_two_of_one_name_who_differ_in_what_is_stated_of_them_are_two_people(
    tmp_path: Path, here: str, there: str, told: int
) -> None:
    make_project(tmp_path, {**FILES, "qinghe/shanghe/postings/P02.yml": HERE + here, POSTING: THERE + there})
    assert len(checked(tmp_path)) == told


def test_a_full_name_leaves_no_doubt(tmp_path: Path) -> None:
    full = {name: text.replace("刘某", "刘志远") for name, text in FILES.items() if "/postings/" in name}
    make_project(tmp_path, {**FILES, **full})
    assert [message.rpartition("，")[2] for _, message in checked(tmp_path)] == ["两个村重合 264 天"]
