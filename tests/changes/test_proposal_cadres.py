"""Requests about cadres that would undo what was published: by another outcome, a late row, a rubric of one number."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.clerk_repositories import commit, git, write
from support.proposals import check, codes, march_published

VILLAGE = "villages/shanghe"
PLEDGE = "编号: 2026-承诺\n名称: 承诺\n种类: 公开承诺\n内容:\n  - 编号: 条1\n    内容: 修水沟\n    做得怎样: 没有做到\n"
SELECTION = "编号: 2026-竞聘\n名称: 竞聘\n方式: 竞争上岗\n报名的人:\n  - 编号: 人1\n    谁: 刘某\n    结果: 入选\n"
RUBRIC = "编号: 2026-考核\n名称: {}\n总分: 100\n部分:\n  - 编号: 部1\n    部分: 全部\n    满分: 100\n"
JUDGED = "编号: 2025-A\n期间: 2025\n谁: 刘某\n办法: 2026-考核\n总分: 80\n等次: 称职\n"
PUBLISHED = {
    f"{VILLAGE}/pledges/2026.yml": PLEDGE,
    f"{VILLAGE}/selections/2026.yml": SELECTION,
    "villages/rubrics/2026.yml": RUBRIC.format("县办法"),
    f"{VILLAGE}/rubrics/own.yml": RUBRIC.format("村办法").replace("2026-考核", "2026-村办法"),
    f"{VILLAGE}/assessments/2025-A.yml": JUDGED,
}
TWO = "  - 编号: 人2\n    谁: 王某\n    结果: 落选\n"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = march_published(tmp_path / "board")
    git(root, "checkout", "-q", "main")
    for path, text in PUBLISHED.items():
        write(root, path, text)
    commit(root)
    git(root, "checkout", "-q", "-B", "proposal")
    return root


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (f"{VILLAGE}/pledges/2026.yml", PLEDGE.replace("没有做到", "已经做到"), "HIS001"),
        (f"{VILLAGE}/pledges/2026.yml", PLEDGE.replace("没有做到", "没有做到；7 月补上了"), ""),
        (f"{VILLAGE}/selections/2026.yml", SELECTION + TWO, "HIS021"),
        (f"{VILLAGE}/assessments/2025-B.yml", JUDGED.replace("2025-A", "2025-B").replace("称职", "优秀"), "ASM021"),
        (f"{VILLAGE}/rubrics/2026.yml", RUBRIC.format("村里另写的"), "ASM022"),
        # The town takes a number that a village has published: the request of the town is refused.
        ("villages/rubrics/later.yml", RUBRIC.format("县后写的").replace("2026-考核", "2026-村办法"), "ASM022"),
    ],
)
def test_what_was_published_of_a_cadre_is_not_undone_by_a_request(
    board: Path, path: str, text: str, found: str
) -> None:
    write(board, path, text)
    commit(board)
    done = check(board, "--format", "json")
    assert (done.returncode, {code for code in codes(done) if code != "ASM025"}) == (
        (1, {found}) if found else (0, set())
    )
